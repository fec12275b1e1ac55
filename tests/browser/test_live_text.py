"""Two people in one text, in real Chromium windows, whatever the line between them and the server."""

import asyncio
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Page, expect

from tests.browser.conftest import OpenWindow, StartApp, StartProxy
from tests.browser.cutting_proxy import CuttingProxy
from tests.browser.running_app import RunningApp
from tests.browser.text_windows import HARNESS, address, editor, markdown, type_at_end, until_equal, until_markdown
from tests.browser.writing import ON_ITS_WAY, begin_at_end

pytestmark = pytest.mark.asyncio(loop_scope='session')


@pytest_asyncio.fixture(scope='module', loop_scope='session')
async def app(start_app: StartApp) -> RunningApp:
    return await start_app(HARNESS)


class Way:
    """A kind of line between the windows and the app.

    :param url: where windows find the app
    """

    def __init__(self, url: str, line: CuttingProxy | None = None) -> None:
        self.url = url
        self._line = line
        self._task: asyncio.Task[None] | None = None

    async def begin(self, *pages: Page) -> None:
        """Let the trouble begin once the windows are open."""
        for page in pages:
            await expect(editor(page)).not_to_have_attribute('aria-placeholder', ON_ITS_WAY)
        if self._line is not None:
            self._task = asyncio.create_task(self._cut(self._line))

    def end(self) -> None:
        if self._task is not None:
            self._task.cancel()

    async def _cut(self, line: CuttingProxy) -> None:
        while True:
            line.cut()
            await asyncio.sleep(2.5)


@pytest_asyncio.fixture(params=['a socket', 'POST', 'a line that is cut'], loop_scope='session')
async def way(request: pytest.FixtureRequest, app: RunningApp, start_proxy: StartProxy) -> AsyncIterator[Way]:
    """Give every kind of line: straight, through a proxy that refuses WebSockets, one that cuts every few seconds."""
    if request.param == 'a socket':
        yield Way(app.url)
        return
    line = await start_proxy(app)
    if request.param == 'POST':
        line.blocked_upgrades = b'/'
    way = Way(line.url, line if request.param == 'a line that is cut' else None)
    yield way
    way.end()


async def test_two_people_type_in_the_same_sentence_at_once(way: Way, open_window: OpenWindow, text_id: str) -> None:
    henk = await open_window(address(way.url, text_id))
    fatima = await open_window(address(way.url, text_id, 'fatima'))
    await way.begin(henk, fatima)
    await type_at_end(henk, 'Wij  samen.')
    await until_markdown(fatima, 'Wij  samen.')

    for page, steps in ((henk, 4), (fatima, 7)):
        await editor(page).focus()
        await page.keyboard.press('Control+Home')
        for _ in range(steps):
            await page.keyboard.press('ArrowRight')
    for left, right in zip('doenditgoedé', 'MENSEN😀HIER!', strict=True):
        await henk.keyboard.insert_text(left)
        await fatima.keyboard.insert_text(right)

    text = await until_equal(henk, fatima, 'doenditgoedé', 'MENSEN😀HIER!')
    assert sorted(text) == sorted('Wij  samen.' + 'doenditgoedé' + 'MENSEN😀HIER!')


async def test_undo_takes_back_only_ones_own_words(way: Way, open_window: OpenWindow, text_id: str) -> None:
    henk = await open_window(address(way.url, text_id))
    fatima = await open_window(address(way.url, text_id, 'fatima'))
    await way.begin(henk, fatima)
    await type_at_end(fatima, 'Van Fatima. ')
    await until_equal(henk, fatima, 'Van Fatima. ')
    await begin_at_end(editor(henk))
    await henk.keyboard.insert_text('Van Henk.')  # in one go: words with a pause between them are taken back one by one
    await until_equal(henk, fatima, 'Van Henk.')
    await type_at_end(fatima, ' Nog eens.')
    await until_equal(henk, fatima, 'Van Henk. Nog eens.')

    await henk.get_by_role('button', name='Ongedaan maken').click()
    await until_equal(henk, fatima, 'Van Fatima.  Nog eens.')
    await henk.keyboard.press('Control+z')
    assert await markdown(henk) == 'Van Fatima.  Nog eens.'
    await henk.get_by_role('button', name='Opnieuw').click()
    await until_equal(henk, fatima, 'Van Fatima. Van Henk. Nog eens.')


async def test_others_are_named_in_words(app: RunningApp, open_window: OpenWindow, text_id: str) -> None:
    henk = await open_window(address(app.url, text_id))
    fatima = await open_window(address(app.url, text_id, 'fatima'))
    await type_at_end(henk, 'Hier')

    flag = fatima.locator('.lt-flag')
    await expect(flag).to_have_text('Henk')
    await expect(flag).to_be_visible()
    # on the first line a name above the caret would be cut off
    hit = """flag => {
        const box = flag.getBoundingClientRect()
        flag.style.pointerEvents = 'auto'
        return document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2) === flag
    }"""
    assert await flag.evaluate(hit)
    await expect(fatima.get_by_role('listitem').filter(has_text='Henk (LindeWarm)')).to_be_visible()

    await henk.context.close()
    await expect(flag).to_have_count(0)
    await expect(fatima.locator('.lt-person')).to_have_count(0)


async def test_who_may_only_read_sees_it_grow(way: Way, open_window: OpenWindow, text_id: str) -> None:
    henk = await open_window(address(way.url, text_id))
    reader = await open_window(address(way.url, text_id, 'lezer'))
    await way.begin(henk, reader)
    await type_at_end(henk, 'Lees mee')

    await until_markdown(reader, 'Lees mee')
    await expect(editor(reader)).to_have_attribute('aria-readonly', 'true')
    await expect(reader.get_by_role('toolbar')).to_have_count(0)
    await editor(reader).focus()
    await reader.keyboard.type('stiekem')
    assert await markdown(reader) == 'Lees mee'


async def test_a_caret_at_the_end_goes_along_with_the_text(
    app: RunningApp, open_window: OpenWindow, text_id: str
) -> None:
    henk = await open_window(address(app.url, text_id))
    fatima = await open_window(address(app.url, text_id, 'fatima'))
    await type_at_end(henk, 'een\ntwee\ndrie')
    await until_markdown(fatima, 'drie')

    await expect(fatima.locator('.cm-line').nth(2).locator('.lt-caret')).to_have_count(1)
    await expect(fatima.locator('.lt-caret-first')).to_have_count(0)
