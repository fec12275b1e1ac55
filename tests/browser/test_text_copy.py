"""The copy of a text on the device: a browser that takes it away, rights that come and go, and several windows."""

import pytest
import pytest_asyncio
from playwright.async_api import Dialog, Page, expect

from tests.browser.conftest import OpenWindow, StartApp, StartProxy
from tests.browser.cutting_proxy import CuttingProxy
from tests.browser.running_app import RunningApp
from tests.browser.text_windows import (
    HARNESS,
    OFFLINE,
    SAVED,
    address,
    editor,
    status,
    type_at_end,
    type_too_late,
    until_equal,
    until_markdown,
)
from tests.browser.writing import ON_ITS_WAY

pytestmark = pytest.mark.asyncio(loop_scope='session')
LIVE = "document.querySelector('.live-text-host').liveText"
DELETE = """async () => {
    const gone = name => new Promise(done => {
        const request = indexedDB.deleteDatabase(name)
        request.onsuccess = request.onerror = done
    })
    await Promise.all((await indexedDB.databases()).map(({ name }) => gone(name)))
}"""

SLOW_DISK = """const open = IDBFactory.prototype.open
IDBFactory.prototype.open = function (...args) {
    const request = open.apply(this, args)
    const later = (then) => request.addEventListener('success', (event) => setTimeout(then, 2000, event))
    Object.defineProperty(request, 'onsuccess', { set: later })
    return request
}"""


@pytest_asyncio.fixture(scope='module', loop_scope='session')
async def app(start_app: StartApp) -> RunningApp:
    return await start_app(HARNESS)


async def rights(page: Page, app: RunningApp, state: str) -> None:
    """Let Henk write ('in') or only read ('lezen'), and wait until his window knows."""
    await page.request.get(f'{app.url}/toegang/henk/{state}')
    reads = 'true' if state == 'lezen' else 'false'
    await page.wait_for_function(f'{LIVE}.provider.connected && {LIVE}.provider.mayWrite !== {reads}')


async def leave_and_come_back(page: Page, url: str, line: CuttingProxy) -> None:
    """Go away without a line, and come back once there is one."""
    await page.goto('about:blank')
    line.restore()
    await page.goto(url)


async def test_a_browser_that_takes_the_copy_away_leaves_the_editor_alive(
    app: RunningApp, open_window: OpenWindow, text_id: str
) -> None:
    henk = await open_window(address(app.url, text_id))
    fatima = await open_window(address(app.url, text_id, 'fatima'))
    await type_at_end(henk, 'Voor. ')
    await until_equal(henk, fatima, 'Voor. ')

    other = await henk.context.new_page()
    await other.goto(f'{app.url}/healthz')
    await other.evaluate(DELETE)
    await type_at_end(fatima, 'Fatima gaat door. ')
    await until_markdown(henk, 'Fatima gaat door. ')
    await type_at_end(henk, 'Henk ook.')

    await until_equal(henk, fatima, 'Voor. Fatima gaat door. Henk ook.')
    assert not await henk.evaluate(f'{LIVE}.copy.works'), 'nothing is promised of a copy that is gone'


async def test_who_may_write_again_has_a_copy_again(
    app: RunningApp, open_window: OpenWindow, start_proxy: StartProxy, text_id: str
) -> None:
    line = await start_proxy(app)
    henk = await open_window(address(line.url, text_id))
    await type_at_end(henk, 'Open. ')
    await expect(status(henk)).to_have_text(SAVED)

    await rights(henk, app, 'lezen')
    await rights(henk, app, 'in')
    await henk.wait_for_function(f'{LIVE}.copy?.works')
    line.refuse()
    await type_at_end(henk, 'Heropend. ')
    await expect(status(henk)).to_have_text(OFFLINE)
    await leave_and_come_back(henk, address(line.url, text_id), line)

    await until_markdown(henk, 'Open. Heropend. ')
    await expect(status(henk)).to_have_text(SAVED)


async def test_a_reader_who_may_write_from_now_on_has_a_copy(
    app: RunningApp, open_window: OpenWindow, text_id: str
) -> None:
    henk = await open_window('about:blank')
    await henk.request.get(f'{app.url}/toegang/henk/lezen')
    await henk.goto(address(app.url, text_id))
    await expect(editor(henk)).to_have_attribute('aria-readonly', 'true')
    await henk.wait_for_function(f'!{LIVE}.provider.mayWrite && !{LIVE}.copy')

    await rights(henk, app, 'in')

    await henk.wait_for_function(f'{LIVE}.copy?.works')


async def test_a_window_with_what_stands_only_there_asks_before_it_closes(
    app: RunningApp, open_window: OpenWindow, start_proxy: StartProxy, text_id: str
) -> None:
    line = await start_proxy(app)
    henk = await open_window(address(line.url, text_id))
    await type_too_late(henk, app, line)
    await expect(henk.get_by_role('alert').filter(has_text='staat alleen hier')).to_be_visible()

    async with henk.expect_event('dialog') as asked:
        await henk.close(run_before_unload=True)
    dialog: Dialog = await asked.value
    assert dialog.type == 'beforeunload'
    await dialog.accept()
    await henk.request.get(f'{app.url}/toegang/henk/in')


async def test_a_window_that_is_saved_leaves_what_another_one_put_aside(
    app: RunningApp, open_window: OpenWindow, text_id: str
) -> None:
    henk = await open_window(address(app.url, text_id))
    await type_at_end(henk, 'Bewaard.')
    await expect(status(henk)).to_have_text(SAVED)
    name = await henk.evaluate(f'{LIVE}.copy.name')

    await henk.evaluate("name => localStorage.setItem(name, 'AAA=')", name)
    await henk.goto('about:blank')
    await henk.goto(f'{app.url}/healthz')
    assert await henk.evaluate('name => localStorage.getItem(name)', name) == 'AAA='

    await henk.goto(address(app.url, text_id))
    await expect(status(henk)).to_have_text(SAVED)
    await henk.wait_for_function('name => localStorage.getItem(name) === null', arg=name)


async def test_a_copy_that_opens_late_is_used_all_the_same(
    app: RunningApp, open_window: OpenWindow, start_proxy: StartProxy, text_id: str
) -> None:
    line = await start_proxy(app)
    line.blocked_upgrades = b'/live'
    henk = await open_window(address(line.url, text_id))
    await type_at_end(henk, 'Bewaard.')
    await expect(status(henk)).to_have_text(SAVED)
    await henk.context.add_init_script(SLOW_DISK)
    await henk.route('**/live/**', lambda route: route.abort())  # the room says nothing

    await henk.reload()

    await until_markdown(henk, 'Bewaard.')
    await expect(editor(henk)).not_to_have_attribute('aria-placeholder', ON_ITS_WAY)
    await expect(editor(henk)).to_be_editable()
    await henk.wait_for_function(f'{LIVE}.copy.works')
