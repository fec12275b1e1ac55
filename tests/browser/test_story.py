"""The main job, as users do it: from an empty dossier to a downloaded letter of intent, two parties in two windows."""

import io
import re
import zipfile

import pytest
import pytest_asyncio
from docx import Document
from playwright.async_api import Locator, Page, expect
from pypdf import PdfReader

from tests.browser import writing
from tests.browser.conftest import OpenWindow, StartApp, StartProxy
from tests.browser.running_app import RunningApp

pytestmark = pytest.mark.asyncio(loop_scope='session')

GOAL = 'Gezamenlijk doel'


@pytest_asyncio.fixture(scope='module', loop_scope='session')
async def app(start_app: StartApp) -> RunningApp:
    return await start_app('app.py', ['--no-browser'])


def owner_link(app: RunningApp) -> str:
    """Give the link that the first start printed, at the address the test uses."""
    found = re.search(r'/uitnodiging/\S+', app.log)
    assert found, app.log
    return f'{app.url}{found.group(0)}'


async def come_in_as_owner(page: Page) -> None:
    """Use the link that is open, as whoever runs this does."""
    await page.get_by_role('button', name='Binnenkomen').click()


async def new_dossier(page: Page) -> str:
    """Make a dossier as its owner, whose link is open; gives its address."""
    await come_in_as_owner(page)
    await page.get_by_label('Naam van het dossier').fill('Samen in de "Molen<wijk>"')
    await page.get_by_label('Gemeente').fill('Wiedemeer')
    await page.get_by_label('Uw naam').fill('Jeroen')
    await page.get_by_role('button', name='Nieuw dossier').click()
    await page.wait_for_url('**/start')
    return page.url.removesuffix('/start')


async def add_party(page: Page, kind: str, name: str, short: str) -> None:
    group = page.get_by_role('group', name='Partij toevoegen')
    await group.get_by_label('Soort partij').select_option(kind)
    await group.get_by_label('Naam', exact=True).fill(name)
    await group.get_by_label('Korte naam').fill(short)
    await group.get_by_role('button', name='Partij toevoegen').click()
    await expect(page.get_by_text(f'Mensen van {short}')).to_be_visible()


async def invite(page: Page, name: str, party: str) -> str:
    """Make a personal link; gives its path."""
    await page.get_by_label('Naam van de persoon').fill(name)
    await page.get_by_label('Partij van deze persoon').select_option(label=party)
    await page.get_by_role('button', name='Link maken').click()
    address = await page.get_by_role('textbox', name=f'Link voor {name}').input_value()
    return '/uitnodiging/' + address.rsplit('/', 1)[1]


def editor(page: Page, name: str) -> Locator:
    return page.get_by_role('textbox', name=name, exact=True)


async def type_at_end(page: Page, name: str, text: str) -> None:
    await writing.type_at_end(editor(page, name), text, delay=15)


async def markdown(page: Page, name: str) -> str:
    """Give what a window itself holds of a text."""
    text: str = await editor(page, name).evaluate("e => e.closest('.live-text-host').liveText.markdown")
    return text


async def until_same(one: Page, other: Page, name: str, *parts: str) -> str:
    """Wait until both windows hold the same text with every part exactly once."""
    for page in (one, other):
        for part in parts:
            await expect(editor(page, name)).to_contain_text(part)
    text = await markdown(one, name)
    assert await markdown(other, name) == text
    assert [text.count(part) for part in parts] == [1] * len(parts)
    return text


async def download(page: Page, name: str) -> bytes:
    """Fetch a download with the cookies of a window."""
    dossier_id = page.url.split('/dossier/')[1].split('/')[0].split('?')[0]
    origin = page.url.split('/dossier/')[0]
    answer = await page.context.request.get(f'{origin}/download/{dossier_id}/{name}')
    assert answer.status == 200, name
    return await answer.body()


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
    await type_at_end(jeroen, GOAL, ', en betaalbaar.')
    await until_same(jeroen, fatima, GOAL, 'Samen zorgen we voor warmte', ' die eerlijk is', ', en betaalbaar.')

    await type_at_end(jeroen, 'Bijdrage van Gemeente', 'Zestien uur per week van Jeroen.')
    await type_at_end(fatima, 'Bijdrage van LindeWarm', 'Twaalf wijkcoaches.')
    await expect(editor(jeroen, 'Bijdrage van LindeWarm')).to_contain_text('Twaalf wijkcoaches.')
    await expect(editor(jeroen, 'Bijdrage van LindeWarm')).to_have_attribute('contenteditable', 'false')

    line.refuse()
    await type_at_end(fatima, 'Bijdrage van LindeWarm', ' Dit schreef ik zonder verbinding.')
    await app.kill()
    await app.start()
    line.restore()
    await expect(editor(jeroen, 'Bijdrage van LindeWarm')).to_contain_text('zonder verbinding.', timeout=30_000)
    await until_same(
        jeroen, fatima, 'Bijdrage van LindeWarm', 'Twaalf wijkcoaches.', ' Dit schreef ik zonder verbinding.'
    )

    await fatima.goto(f'{line.url}{path}/doel')
    await fatima.get_by_role('button', name='Akkoord', exact=True).first.click()
    await expect(fatima.get_by_role('button', name='Akkoord intrekken').first).to_be_visible()

    await jeroen.goto(f'{dossier}/rollen')
    await fatima.goto(f'{line.url}{path}/rollen')
    cell = ('combobox', 'Gezamenlijk doel formuleren, LindeWarm')
    await jeroen.get_by_role('combobox', name=cell[1], exact=True).select_option(label='R – verantwoordelijk')
    chosen = fatima.get_by_role('combobox', name=cell[1], exact=True)
    await expect(chosen.locator('option:checked')).to_have_text('R – verantwoordelijk')

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


async def test_a_stranger_sees_no_dossier_text_download_or_socket(app: RunningApp, open_window: OpenWindow) -> None:
    visitor = await open_window(f'{app.url}/demo')
    dossier = visitor.url
    stranger = await open_window(f'{app.url}/')

    for address in ('', '/doel', '/spoor/a/wie-zijn-er', '/rollen', '/overeenkomst', '/geschiedenis'):
        answer = await stranger.goto(f'{dossier}{address}')
        assert answer
        assert answer.status == 403, address
        await expect(stranger.get_by_role('heading', level=1)).to_have_text('Geen toegang')
    dossier_id = dossier.rsplit('/', 1)[1]
    for address in (f'/download/{dossier_id}/overeenkomst.pdf', f'/download/{dossier_id}/dossier.json'):
        assert (await stranger.context.request.get(f'{app.url}{address}')).status == 403
    assert (await stranger.context.request.post(f'{app.url}/live/{dossier_id}/goal')).status == 403
    closed = await stranger.evaluate(
        """url => new Promise(done => {
            const socket = new WebSocket(url)
            socket.onopen = () => done('open')
            socket.onclose = () => done('closed')
        })""",
        f'{app.url.replace("http", "ws")}/live/{dossier_id}/goal',
    )
    assert closed == 'closed'


@pytest.mark.parametrize(
    'address',
    [
        '/nergens',
        '/dossier/nergens',
        '/dossier/{id}/nergens',
        '/dossier/{id}/spoor/d',
        '/dossier/{id}/spoor/a/nergens',
        '/download/{id}/overeenkomst.exe',
        '/download/nergens/dossier.json',
        '/agenda/nergens.ics',
    ],
)
async def test_what_is_not_there_is_a_404_in_our_own_style(
    app: RunningApp, open_window: OpenWindow, address: str
) -> None:
    page = await open_window(f'{app.url}/demo')
    dossier_id = page.url.rsplit('/', 1)[1]

    answer = await page.goto(f'{app.url}{address.format(id=dossier_id)}')

    assert answer
    assert answer.status == 404
    await expect(page.get_by_role('heading', level=1)).to_have_text('Deze pagina bestaat niet')
    await expect(page.get_by_role('link', name='Naar de startpagina')).to_be_visible()


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


async def session_cookie(page: Page) -> tuple[str, str]:
    """Give name and value of the session of a window."""
    (cookie,) = [each for each in await page.context.cookies() if 'wijkakkoord' in each['name']]
    return cookie['name'], cookie['value']
