"""Somebody who has a text open in more windows than a person can have: the oldest says so, and loses nothing."""

from collections.abc import Awaitable, Callable

import pytest
import pytest_asyncio
from playwright.async_api import Page, expect
from websockets.asyncio.client import ClientConnection, connect

from data.rooms import WINDOWS
from tests.browser.conftest import OpenWindow, StartApp
from tests.browser.running_app import RunningApp
from tests.browser.text_windows import HARNESS, address, editor, status, until_markdown
from tests.browser.writing import type_at_end

pytestmark = pytest.mark.asyncio(loop_scope='session')


@pytest_asyncio.fixture(scope='module', loop_scope='session')
async def app(start_app: StartApp) -> RunningApp:
    return await start_app(HARNESS)


async def open_socket(app: RunningApp, text_id: str) -> ClientConnection:
    """Be in the text as Henk, the way a window is, and hear that this counts."""
    socket = await connect(f'{app.url.replace("http", "ws")}/live/proef/{text_id}?als=henk', compression=None)
    await socket.recv()
    return socket


async def come_back(henk: Page) -> None:
    await henk.evaluate('dispatchEvent(new Event("focus"))')


async def is_shown_again(henk: Page) -> None:
    await henk.evaluate('document.dispatchEvent(new Event("visibilitychange"))')


async def click_in_it(henk: Page) -> None:
    await editor(henk).click()


async def type_on(henk: Page) -> None:
    await henk.keyboard.press('End')


@pytest.mark.parametrize('act', [come_back, is_shown_again, click_in_it, type_on])
async def test_the_oldest_of_very_many_windows_says_so_and_goes_on_when_it_is_used(
    app: RunningApp, open_window: OpenWindow, act: Callable[[Page], Awaitable[None]], text_id: str
) -> None:
    henk = await open_window(address(app.url, text_id))
    await type_at_end(editor(henk), 'Dit staat er.')
    await expect(status(henk)).to_have_text('Opgeslagen')

    others = [await open_socket(app, text_id) for _ in range(WINDOWS)]
    alert = henk.get_by_role('alert').filter(visible=True)
    await expect(alert).to_contain_text('in heel veel vensters open')
    await henk.evaluate("""() => {
        const { view } = document.querySelector('.live-text-host').liveText.editor
        view.dispatch({ changes: { from: view.state.doc.length, insert: ' Dit blijft.' } })
    }""")
    await expect(status(henk)).to_contain_text('op dit apparaat')
    fatima = await open_window(address(app.url, text_id, 'fatima'))
    await expect(editor(fatima)).to_contain_text('Dit staat er.')

    await act(henk)
    await expect(status(henk)).to_have_text('Opgeslagen')
    await expect(alert).to_have_count(0)
    await until_markdown(fatima, 'Dit staat er. Dit blijft.')
    for socket in others:
        await socket.close()
