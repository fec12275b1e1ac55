"""A name leaves a dossier on screen, by keyboard, while the person and others have it open; and a dossier ends."""

import io
import zipfile
from datetime import date, timedelta

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Locator, Page, expect

from tests.browser.conftest import OpenWindow, StartApp
from tests.browser.writing import type_at_end

pytestmark = pytest.mark.asyncio(loop_scope='session')


async def without_violations(page: Page, shown: Locator) -> None:
    """See to it that a page is accessible once it shows something."""
    await expect(shown).to_be_visible()
    results = await Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
    assert await page.evaluate('document.documentElement.scrollWidth <= innerWidth')


async def on_start(page: Page, url: str) -> None:
    await page.goto(f'{url}/start')
    await page.wait_for_function('window.socket?.connected')


async def test_an_owner_takes_a_name_out_and_ends_the_dossier(start_app: StartApp, open_window: OpenWindow) -> None:
    app = await start_app('app.py', ['--no-browser'])
    owner = await open_window(f'{app.url}/demo', width=375)
    url = owner.url
    await owner.get_by_text('Open als andere partij').click()
    address = await owner.get_by_role('link', name='Open als LindeWarm').get_attribute('href')
    henk = await owner.context.new_page()
    await henk.goto(f'{app.url}{address}'.replace('?als=', '/doel?als='))
    await expect(henk.get_by_role('textbox', name='Gezamenlijk doel')).to_be_visible()
    other = await owner.context.new_page()
    await other.goto(f'{url}/doel')
    await expect(other.get_by_role('textbox', name='Gezamenlijk doel')).to_be_visible()
    await on_start(owner, url)

    answer = await owner.request.get(f'{url.replace("/dossier/", "/download/")}/mijn-gegevens.zip')
    assert 'LEESMIJ.txt' in zipfile.ZipFile(io.BytesIO(await answer.body())).namelist()

    await owner.get_by_text('Gegevens van Henk Brouwer').press('Enter')
    opener = owner.get_by_role('button', name='Naam weghalen: Henk Brouwer')
    await opener.press('Enter')
    dialog = owner.get_by_role('dialog', name='Naam weghalen: Henk Brouwer')
    await expect(dialog.get_by_text('‘een penningmeester, oud-installateur van LindeWarm’')).to_be_visible()
    await without_violations(owner, dialog.get_by_text('De toelichting bij vraag A8 (Vast gezicht): 1 keer'))
    await owner.keyboard.press('Escape')
    await expect(dialog).to_have_count(0)
    await expect(opener).to_be_focused()

    await opener.press('Enter')
    await dialog.get_by_role('button', name='Haal de naam weg').press('Enter')
    await expect(dialog.get_by_role('alert')).to_contain_text('Zet eerst een vinkje')
    await dialog.get_by_label('Ik heb dit gelezen').and_(owner.locator(':focus')).press('Space')
    await dialog.get_by_role('button', name='Haal de naam weg').press('Enter')
    await expect(owner.get_by_text('Gegevens van Henk Brouwer')).to_have_count(0)
    await expect(owner.locator('ul.wa-parts:focus')).to_have_count(1)
    await expect(henk.get_by_text('Uw toegang tot dit dossier is beëindigd')).to_be_visible()
    await type_at_end(other.get_by_role('textbox', name='Gezamenlijk doel'), ' En verder.')
    await expect(other.get_by_role('status').filter(has_text='Opgeslagen').first).to_be_visible()
    await owner.goto(f'{url}/doel')
    await expect(owner.get_by_role('textbox', name='Gezamenlijk doel')).to_contain_text('En verder.')
    await on_start(owner, url)

    await owner.get_by_text('Bewaren en privacy').click()
    await owner.get_by_label('Bewaren tot en met').fill((date.today() - timedelta(days=2)).isoformat())
    await owner.get_by_role('button', name='Sluit dit dossier af').press('Enter')
    await expect(owner.get_by_role('button', name='Heropen dit dossier')).to_be_focused()
    await expect(owner.get_by_text('Niemand kan nog iets wijzigen')).to_be_visible()
    await owner.get_by_role('button', name='Verwijder dit dossier').click()
    sure = owner.get_by_label('Ik heb bewaard wat bewaard moet blijven')
    await without_violations(owner, sure)
    await sure.check()
    await owner.get_by_role('button', name='Verwijder het dossier').click()
    await expect(owner).to_have_url(f'{app.url}/')
    gone = await owner.goto(url)
    assert gone
    assert gone.status == 404
