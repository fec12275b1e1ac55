"""Somebody who has a text open in more windows than a person can have: the oldest says so, and loses nothing."""

import pytest
import pytest_asyncio
from playwright.async_api import expect
from websockets.asyncio.client import ClientConnection, connect

from data.rooms import WINDOWS
from tests.browser.conftest import OpenWindow, StartApp
from tests.browser.running_app import RunningApp
from tests.browser.text_windows import HARNESS, address, editor, status
from tests.browser.writing import type_at_end

pytestmark = pytest.mark.asyncio(loop_scope='session')
TEXT = 'answer:vensters'


@pytest_asyncio.fixture(scope='module', loop_scope='session')
async def app(start_app: StartApp) -> RunningApp:
    return await start_app(HARNESS)


async def open_socket(app: RunningApp) -> ClientConnection:
    """Be in the text as Henk, the way a window is, and hear that this counts."""
    socket = await connect(f'{app.url.replace("http", "ws")}/live/proef/{TEXT}?als=henk', compression=None)
    await socket.recv()
    return socket


async def test_the_oldest_of_very_many_windows_says_so_and_goes_on_when_somebody_comes_back_to_it(
    app: RunningApp, open_window: OpenWindow
) -> None:
    henk = await open_window(address(app.url, TEXT))
    await type_at_end(editor(henk), 'Dit staat er.')
    await expect(status(henk)).to_have_text('Opgeslagen')

    others = [await open_socket(app) for _ in range(WINDOWS)]
    await expect(henk.get_by_role('alert')).to_contain_text('in heel veel vensters open')
    await type_at_end(editor(henk), ' Dit blijft.')
    await expect(status(henk)).to_contain_text('op dit apparaat')
    fatima = await open_window(address(app.url, TEXT, 'fatima'))
    await expect(editor(fatima)).to_contain_text('Dit staat er.')

    await henk.evaluate('dispatchEvent(new Event("focus"))')
    await expect(status(henk)).to_have_text('Opgeslagen')
    await expect(henk.get_by_role('alert').filter(visible=True)).to_have_count(0)
    await expect(editor(fatima)).to_contain_text('Dit staat er. Dit blijft.')
    for socket in others:
        await socket.close()
