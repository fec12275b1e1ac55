"""The server's disk fills up while somebody fills in a form: one calm sentence, and nothing typed is lost."""

import re

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import expect

from tests.browser.conftest import OpenWindow, StartApp
from tests.browser.dossier_windows import come_in_as_owner
from tests.browser.running_app import RunningApp

resource = pytest.importorskip('resource')
pytestmark = [
    pytest.mark.asyncio(loop_scope='session'),
    pytest.mark.skipif(not hasattr(resource, 'prlimit'), reason='Only Linux can limit another process.'),
]
WORDS = 'Dit typte ik toen de schijf vol was.'


def let_files_grow(app: RunningApp, most: int | None = None) -> None:
    """Refuse the server larger files than this (None: no limit), which is to it as a full disk is."""
    assert app._process
    hard = resource.prlimit(app._process.pid, resource.RLIMIT_FSIZE)[1]
    resource.prlimit(app._process.pid, resource.RLIMIT_FSIZE, (hard if most is None else most, hard))


async def test_a_field_keeps_what_was_typed_and_saves_it_when_there_is_space(
    start_app: StartApp, open_window: OpenWindow
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
    await page.wait_for_function('window.socket?.connected')
    field = page.get_by_label('Aanleiding', exact=True)

    let_files_grow(app, 1000)
    await field.fill(WORDS)
    said = page.get_by_text('De schijf van de server is vol. Uw wijziging is nog niet opgeslagen.')
    await expect(said).to_be_visible()
    await expect(field).to_have_value(WORDS)
    health = await page.request.get(f'{app.url}/healthz')
    assert (health.status, (await health.json())['why']) == (503, 'De schijf van de server is vol.')
    results = await Axe().run(page)
    assert results.violations_count == 0, results.generate_report()

    let_files_grow(app)
    await expect(said).to_have_count(0)
    await expect(field).to_have_value(WORDS)
    assert (await page.request.get(f'{app.url}/healthz')).status == 200
    await page.reload()
    await expect(page.get_by_label('Aanleiding', exact=True)).to_have_value(WORDS)


async def test_a_pick_stays_and_is_saved_when_there_is_space(start_app: StartApp, open_window: OpenWindow) -> None:
    app = await start_app('app.py', ['--no-browser'])
    page = await open_window(f'{app.url}/demo')
    await page.goto(f'{page.url.partition("?")[0]}/spoor/c/vorm')
    await page.wait_for_function('window.socket?.connected')
    choice = page.get_by_role('group', name='Wie trekt?')

    let_files_grow(app, 1000)
    await choice.get_by_text('Bewoners trekken').click()
    await expect(choice.get_by_text('De schijf van de server is vol.')).to_be_visible()
    await expect(choice.get_by_role('radio', name='Bewoners trekken')).to_be_checked()

    let_files_grow(app)
    await expect(choice.get_by_text('Opgeslagen')).to_be_visible()
    await page.reload()
    await expect(choice.get_by_role('radio', name='Bewoners trekken')).to_be_checked()
