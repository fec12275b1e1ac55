"""Addresses that are not for a stranger, and those that do not exist: refused in our own style, whatever asks."""

import pytest
import pytest_asyncio
from playwright.async_api import expect

from tests.browser.conftest import OpenWindow, StartApp
from tests.browser.running_app import RunningApp

pytestmark = pytest.mark.asyncio(loop_scope='session')


@pytest_asyncio.fixture(scope='module', loop_scope='session')
async def app(start_app: StartApp) -> RunningApp:
    return await start_app('app.py', ['--no-browser'])


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
