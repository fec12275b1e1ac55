"""The main job, as users do it: from an empty dossier to a downloaded letter of intent, two parties in two windows."""

import io
import zipfile

import pytest
import pytest_asyncio
from docx import Document
from playwright.async_api import Page, expect
from pypdf import PdfReader

from tests.browser.conftest import OpenWindow, StartApp, StartProxy
from tests.browser.dossier_windows import (
    GOAL,
    add_party,
    download,
    editor,
    invite,
    new_dossier,
    owner_link,
    type_at_end,
    until_same,
)
from tests.browser.running_app import RunningApp
from tests.browser.writing import until_here

pytestmark = pytest.mark.asyncio(loop_scope='session')


@pytest_asyncio.fixture(scope='module', loop_scope='session')
async def app(start_app: StartApp) -> RunningApp:
    return await start_app('app.py', ['--no-browser'])


async def test_two_parties_go_from_nothing_to_a_letter_of_intent(
    app: RunningApp, open_window: OpenWindow, start_proxy: StartProxy
) -> None:
    line = await start_proxy(app)
    jeroen = await open_window(owner_link(app))
    dossier = await new_dossier(jeroen)
    await add_party(jeroen, 'COOP', 'Energiecoöperatie LindeWarm U.A.', 'LindeWarm')
    fatima = await open_window(f'{line.url}{await invite(jeroen, "Fatima", "LindeWarm")}')
    path = dossier.removeprefix(app.url)

    await jeroen.goto(f'{dossier}/doel')
    await fatima.goto(f'{line.url}{path}/doel')
    await type_at_end(jeroen, GOAL, 'Samen zorgen we voor warmte')
    await expect(editor(fatima, GOAL)).to_contain_text('Samen zorgen we voor warmte')
    await type_at_end(fatima, GOAL, ' die eerlijk is')
    await expect(editor(jeroen, GOAL)).to_contain_text('die eerlijk is')
    await type_at_end(jeroen, GOAL, ', en betaalbaar.')
    await until_same(jeroen, fatima, GOAL, 'Samen zorgen we voor warmte', ' die eerlijk is', ', en betaalbaar.')

    await type_at_end(jeroen, 'Bijdrage van Gemeente', 'Zestien uur per week van Jeroen.')
    await type_at_end(fatima, 'Bijdrage van LindeWarm', 'Twaalf wijkcoaches.')
    await expect(editor(jeroen, 'Bijdrage van LindeWarm')).to_contain_text('Twaalf wijkcoaches.')
    await expect(editor(jeroen, 'Bijdrage van LindeWarm')).to_have_attribute('contenteditable', 'false')

    await knows_this_server(jeroen, fatima)
    line.refuse()
    await type_at_end(fatima, 'Bijdrage van LindeWarm', ' Dit schreef ik zonder verbinding.')
    await app.kill()
    await app.start()
    line.restore()
    await until_at_another_server(jeroen, fatima)
    await until_same(
        jeroen, fatima, 'Bijdrage van LindeWarm', 'Twaalf wijkcoaches.', ' Dit schreef ik zonder verbinding.'
    )

    await fatima.goto(f'{line.url}{path}/doel')
    await agree(fatima)

    await jeroen.goto(f'{dossier}/rollen')
    await fatima.goto(f'{line.url}{path}/rollen')
    cell, letter = 'Gezamenlijk doel formuleren, LindeWarm', 'R – verantwoordelijk'
    await jeroen.get_by_role('combobox', name=cell, exact=True).select_option(label=letter)
    await expect(fatima.get_by_role('combobox', name=cell, exact=True).locator('option:checked')).to_have_text(letter)

    await jeroen.goto(f'{dossier}/overeenkomst')
    await expect(jeroen.get_by_role('heading', level=1)).to_have_text('Overeenkomst')
    preview = jeroen.get_by_role('main')
    await expect(preview).to_contain_text('Samen zorgen we voor warmte')
    await expect(preview).to_contain_text('Twaalf wijkcoaches.')
    await expect(preview).to_contain_text('nog af te spreken')
    await fatima.goto(f'{line.url}{path}/doel')
    await type_at_end(fatima, 'Bijdrage van LindeWarm', ' En een busje.')
    await expect(preview).to_contain_text('En een busje.')

    pdf = '\n'.join(
        page.extract_text() for page in PdfReader(io.BytesIO(await download(jeroen, 'overeenkomst.pdf'))).pages
    )
    docx = '\n'.join(p.text for p in Document(io.BytesIO(await download(jeroen, 'overeenkomst.docx'))).paragraphs)
    for text in (' '.join(pdf.split()), docx):
        assert 'Zestien uur per week van Jeroen.' in text
        assert 'Twaalf wijkcoaches.' in text
        assert 'zonder verbinding.' in text
    for name in (
        'overeenkomst.md',
        'overeenkomst.html',
        'overeenkomst.odt',
        'rolmatrix.csv',
        'dossier.json',
        'overleg.ics',
    ):
        assert await download(jeroen, name)
    assert zipfile.is_zipfile(io.BytesIO(await download(jeroen, 'overeenkomst.odt')))


async def test_everything_works_where_an_office_proxy_blocks_websockets(
    app: RunningApp, open_window: OpenWindow, start_proxy: StartProxy
) -> None:
    line = await start_proxy(app)
    line.blocked_upgrades = b'/'
    office = await open_window(f'{line.url}/demo')
    path = office.url.removeprefix(line.url)
    home = await open_window(f'{app.url}/')
    name, value = await session_cookie(office)
    await home.context.add_cookies([{'name': name, 'value': value, 'url': app.url}])

    await office.goto(f'{line.url}{path}/doel')
    await home.goto(f'{app.url}{path}/doel')
    await type_at_end(office, GOAL, ' Ook op kantoor.')
    await expect(editor(home, GOAL)).to_contain_text('Ook op kantoor.')
    await type_at_end(home, GOAL, ' En thuis.')
    await expect(editor(office, GOAL)).to_contain_text('En thuis.')
    await office.get_by_label('Belang', exact=True).first.fill('Rust in de wijk')
    await expect(home.get_by_label('Belang', exact=True).first).to_have_value('Rust in de wijk')


async def agree(page: Page) -> None:
    await until_here(editor(page, GOAL))  # nobody agrees with what is not on their page
    await page.get_by_role('button', name='Akkoord', exact=True).first.click()
    await expect(page.get_by_role('button', name='Akkoord intrekken').first).to_be_visible()


async def knows_this_server(*windows: Page) -> None:
    for window in windows:
        await window.evaluate('window.knowsTheOldServer = true')


async def until_at_another_server(*windows: Page) -> None:
    """Wait until the windows were loaded anew, which one that is saved may do at any moment after a restart."""
    for window in windows:
        await window.wait_for_function('!window.knowsTheOldServer && window.socket?.connected', timeout=60_000)


async def session_cookie(page: Page) -> tuple[str, str]:
    """Give name and value of the session of a window."""
    (cookie,) = [each for each in await page.context.cookies() if 'wijkakkoord' in each['name']]
    return cookie['name'], cookie['value']
