"""A dossier goes out as a file and comes in again, on screen."""

import re
from pathlib import Path

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import expect

from tests.browser.conftest import OpenWindow, StartApp
from tests.browser.dossier_windows import come_in_as_owner

pytestmark = pytest.mark.asyncio(loop_scope='session')


async def test_the_owner_reads_a_downloaded_dossier_in(
    start_app: StartApp, open_window: OpenWindow, tmp_path: Path
) -> None:
    app = await start_app('app.py', ['--no-browser'])
    link = re.search(r'/uitnodiging/\S+', app.log)
    assert link
    page = await open_window(app.url + link[0], width=375)
    await come_in_as_owner(page)
    await page.get_by_label('Naam van het dossier').fill('Molenwijk')
    await page.get_by_label('Gemeente', exact=True).fill('Wiedemeer')
    await page.get_by_label('Uw naam').fill('Noor')
    await page.get_by_role('button', name='Nieuw dossier').click()
    await page.wait_for_url('**/start')
    dossier_id = page.url.split('/')[4]
    answer = await page.request.get(f'{app.url}/download/{dossier_id}/dossier.json')
    (tmp_path / 'heel.json').write_bytes(await answer.body())
    (tmp_path / 'half.json').write_bytes((await answer.body())[:500])

    async def read_in(name: str) -> None:
        await page.goto(app.url)
        await page.get_by_label('Bestand', exact=True).set_input_files(tmp_path / name)
        await page.get_by_label('Naam van de beheerder').fill('Sam')
        await page.get_by_role('button', name='Dossier inlezen').click()

    await read_in('half.json')
    await expect(page.get_by_role('heading', name='Dit bestand is niet ingelezen')).to_be_visible()
    await expect(page.get_by_text('Er is niets gewijzigd')).to_be_visible()
    await read_in('heel.json')
    await expect(page.get_by_role('heading', name='Overzicht', level=1)).to_be_visible()
    assert page.url.split('/')[4] != dossier_id

    await page.goto(app.url)
    await expect(page.get_by_role('heading', name='Molenwijk', level=2)).to_have_count(2)
    results = await Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
    assert await page.evaluate('document.documentElement.scrollWidth <= innerWidth')
