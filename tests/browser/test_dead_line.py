"""A line that died without a word, as on a phone that leaves its wifi: what was sent into it is sent again."""

import pytest
import pytest_asyncio
from playwright.async_api import Page, expect

from tests.browser.conftest import OpenWindow, StartApp, StartProxy
from tests.browser.running_app import RunningApp
from tests.browser.test_inputs import FORM, TASK, demo, leads, why

pytestmark = pytest.mark.asyncio(loop_scope='session')


@pytest_asyncio.fixture(scope='module', loop_scope='session')
async def app(start_app: StartApp) -> RunningApp:
    return await start_app('app.py', ['--no-browser'])


@pytest.mark.parametrize('what', ['field', 'choice', 'role'])
async def test_what_was_sent_into_a_dead_line_is_sent_again_on_the_next_one(
    app: RunningApp, open_window: OpenWindow, start_proxy: StartProxy, what: str
) -> None:
    line = await start_proxy(app)
    page = await demo(open_window, line.url, '/rollen' if what == 'role' else FORM)
    await page.evaluate('window.same = true')

    line.swallow()
    await change(page, what)
    await expect(page.get_by_text('Bezig met opslaan').first).to_be_visible()
    sent = await page.evaluate('window.socket.io.engine.transport.ws?.bufferedAmount ?? 0')
    assert sent == 0, 'the browser holds nothing back: it is on the line, where it gets lost'
    await page.wait_for_timeout(1500)  # longer than a field waits before it sends
    line.cut()
    line.restore()

    await expect(page.get_by_text('Bezig met opslaan')).to_have_count(0, timeout=30_000)
    assert await page.evaluate('window.same'), 'the page was not loaded anew'
    other = await open_window('about:blank')
    await other.context.add_cookies(await page.context.cookies())
    await other.goto(page.url)
    await is_there(other, what)


async def change(page: Page, what: str) -> None:
    if what == 'field':
        await why(page).fill('Omdat het zo is.')
    elif what == 'choice':
        await leads(page).get_by_text('Bewoners trekken').click()
    else:
        await page.get_by_role('combobox', name=f'{TASK}, NetWiede', exact=True).select_option('ondersteunend')


async def is_there(page: Page, what: str) -> None:
    if what == 'field':
        await expect(why(page)).to_have_value('Omdat het zo is.')
    elif what == 'choice':
        await expect(leads(page).get_by_label('Bewoners trekken')).to_be_checked()
    else:
        box = page.get_by_role('combobox', name=f'{TASK}, NetWiede', exact=True)
        await expect(box).to_have_value('ondersteunend')
