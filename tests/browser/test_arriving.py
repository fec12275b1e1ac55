"""A text that is still on its way: nobody writes in front of what they cannot see, and nobody waits for ever."""

import asyncio
from itertools import count

import pytest
import pytest_asyncio
from playwright.async_api import Locator, Page, WebSocketRoute, expect

from tests.browser.conftest import OpenWindow, StartApp
from tests.browser.running_app import RunningApp
from tests.browser.text_windows import HARNESS, address, editor, markdown, status, type_at_end, until_markdown
from tests.browser.writing import ON_ITS_WAY

pytestmark = pytest.mark.asyncio(loop_scope='session')
_numbers = count()

PATIENCE = 3000
"""milliseconds after which a page lets people begin without the text"""
NEVER_AFTER = """const wait = window.setTimeout;
window.setTimeout = (call, time, ...more) => wait(call, time > %d ? 1e9 : time, ...more);"""


class SlowRoom:
    """What rooms say to a window waits until it may pass."""

    def __init__(self) -> None:
        self.passes = asyncio.Event()

    async def watch(self, page: Page) -> None:
        await page.route_web_socket('**/live/**', self._join)

    def _join(self, window: WebSocketRoute) -> None:
        room = window.connect_to_server()
        room.on_message(lambda message: asyncio.ensure_future(self._pass(window, message)))

    async def _pass(self, window: WebSocketRoute, message: str | bytes) -> None:
        await self.passes.wait()
        window.send(message)


@pytest_asyncio.fixture(scope='module', loop_scope='session')
async def app(start_app: StartApp) -> RunningApp:
    return await start_app(HARNESS)


async def waiting(
    app: RunningApp, open_window: OpenWindow, person: str = 'henk', longest: int = PATIENCE
) -> tuple[Page, SlowRoom]:
    """Open a text in which Fatima wrote, in the window of somebody whose line is slow.

    :param longest: what the page does later than this (milliseconds) it never does, however slow the test is
    """
    text_id = f'answer:weg{next(_numbers)}'
    fatima = await open_window(address(app.url, text_id, 'fatima'))
    await type_at_end(fatima, 'Wij stoppen met aardgas.')
    await expect(status(fatima)).to_have_text('Opgeslagen')
    page = await open_window('about:blank')
    await page.add_init_script(NEVER_AFTER % longest)
    room = SlowRoom()
    await room.watch(page)
    await page.goto(address(app.url, text_id, person))
    await expect(editor(page)).to_have_attribute('aria-placeholder', ON_ITS_WAY)
    return page, room


def said(page: Page) -> Locator:
    """Give what a screen reader is told of the wait."""
    return page.locator('.lt-foot > [aria-live=polite]:not([role])')


async def test_what_is_typed_before_the_text_is_there_comes_behind_it(app: RunningApp, open_window: OpenWindow) -> None:
    page, room = await waiting(app, open_window, longest=PATIENCE - 1)
    assert not await editor(page).is_editable()
    await expect(page.get_by_text(ON_ITS_WAY)).to_be_visible()
    await editor(page).click()
    await page.keyboard.type('En nuu')
    await page.keyboard.press('Backspace')
    await page.keyboard.press('Control+b')
    await expect(page.get_by_text('De tekst wordt opgehaald … Dit komt erachter: En nu')).to_be_visible()
    assert await page.locator('.lt-toolbar').evaluate("bar => Boolean(bar.closest('[inert]'))")

    room.passes.set()
    await expect(editor(page)).to_be_editable()
    await expect(editor(page)).to_be_focused()
    await expect(said(page)).to_have_text('U kunt nu typen.')
    await page.keyboard.type(' verder.')
    await expect(status(page)).to_have_text('Opgeslagen')
    assert await markdown(page) == 'Wij stoppen met aardgas. En nu verder.'
    await page.get_by_role('button', name='Ongedaan maken').click()
    await page.get_by_role('button', name='Ongedaan maken').click()
    assert await markdown(page) == 'Wij stoppen met aardgas.'


async def test_who_waits_too_long_may_write_and_both_texts_stay(app: RunningApp, open_window: OpenWindow) -> None:
    page, room = await waiting(app, open_window)
    await expect(editor(page)).to_be_editable()
    await expect(page.get_by_text(ON_ITS_WAY)).to_be_visible()
    await editor(page).click()
    await page.keyboard.type('Ik begin')

    room.passes.set()
    await until_markdown(page, 'Wij stoppen met aardgas.', 'Ik begin')
    await page.keyboard.type(' vast.')
    await until_markdown(page, 'Wij stoppen met aardgas.', 'Ik begin vast.')
    await expect(status(page)).to_have_text('Opgeslagen')


async def test_a_reader_is_not_told_that_a_text_on_its_way_is_empty(app: RunningApp, open_window: OpenWindow) -> None:
    page, room = await waiting(app, open_window, 'lezer')
    await expect(page.get_by_text('Hier staat nog niets.')).to_have_count(0)
    await editor(page).focus()
    room.passes.set()
    await until_markdown(page, 'Wij stoppen met aardgas.')
    await expect(editor(page)).to_have_attribute('aria-placeholder', 'Hier staat nog niets.')
    assert not await editor(page).is_editable()
    assert (
        await page.evaluate("document.querySelector('.live-text-host').liveText.editor.view.state.selection.main.head")
        == 0
    )
    await expect(said(page)).to_be_empty()


async def test_who_is_elsewhere_while_a_text_arrives_hears_nothing_of_it(
    app: RunningApp, open_window: OpenWindow
) -> None:
    page, room = await waiting(app, open_window)
    room.passes.set()
    await expect(editor(page)).to_be_editable()
    await expect(said(page)).to_be_empty()
    await expect(editor(page)).not_to_be_focused()
