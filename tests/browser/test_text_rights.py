"""A right to a text that ends: what is said then, and what becomes of the copy on the device."""

import pytest
import pytest_asyncio
from playwright.async_api import expect

from tests.browser.conftest import OpenWindow, StartApp, StartProxy
from tests.browser.running_app import RunningApp
from tests.browser.text_windows import (
    HARNESS,
    SAVED,
    address,
    editor,
    markdown,
    status,
    type_at_end,
    type_too_late,
    until_markdown,
)
from tests.browser.waiting import until_gives

pytestmark = pytest.mark.asyncio(loop_scope='session')


@pytest_asyncio.fixture(scope='module', loop_scope='session')
async def app(start_app: StartApp) -> RunningApp:
    return await start_app(HARNESS)


async def test_access_that_ends_takes_the_copy_along(app: RunningApp, open_window: OpenWindow, text_id: str) -> None:
    henk = await open_window(address(app.url, text_id))
    await type_at_end(henk, 'Geheim')
    await expect(status(henk)).to_have_text(SAVED)
    databases = "async () => (await indexedDB.databases()).filter(({ name }) => name.startsWith('wijkakkoord/')).length"
    assert await henk.evaluate(databases) == 1

    await henk.request.get(f'{app.url}/toegang/henk/uit')

    await expect(henk.get_by_role('alert').filter(has_text='geen toegang meer')).to_be_visible()
    await until_gives(henk, databases, 0)
    await henk.request.get(f'{app.url}/toegang/henk/in')


async def test_who_loses_the_right_to_write_is_told_what_was_not_saved(
    app: RunningApp, open_window: OpenWindow, start_proxy: StartProxy, text_id: str
) -> None:
    line = await start_proxy(app)
    henk = await open_window(address(line.url, text_id))
    await type_too_late(henk, app, line)

    await expect(henk.get_by_role('alert').filter(has_text='niet meer wijzigen')).to_be_visible()
    await expect(editor(henk)).to_have_attribute('aria-readonly', 'true')
    assert await markdown(henk) == 'Gedeeld. Te laat.'
    answer = await henk.request.get(f'{app.url}/tekst?text_id={text_id}')
    assert (await answer.json())['text'] == 'Gedeeld. '
    await henk.request.get(f'{app.url}/toegang/henk/in')


async def test_who_may_only_read_takes_nothing_back(app: RunningApp, open_window: OpenWindow, text_id: str) -> None:
    henk = await open_window(address(app.url, text_id))
    await type_at_end(henk, 'Dit blijft staan.')
    await expect(status(henk)).to_have_text(SAVED)
    await henk.request.get(f'{app.url}/toegang/henk/lezen')
    await expect(editor(henk)).to_have_attribute('aria-readonly', 'true')

    await editor(henk).focus()
    await henk.keyboard.press('Control+z')
    await henk.evaluate('document.querySelector(\'.lt-button[aria-label="Ongedaan maken"]\').click()')

    assert await markdown(henk) == 'Dit blijft staan.'
    await henk.request.get(f'{app.url}/toegang/henk/in')
    await expect(editor(henk)).to_be_editable()
    await expect(henk.get_by_role('alert').filter(visible=True)).to_have_count(0)


async def test_a_text_that_is_closed_at_once_stays_closed(
    app: RunningApp, open_window: OpenWindow, text_id: str
) -> None:
    henk = await open_window('about:blank')
    await henk.request.get(f'{app.url}/toegang/henk/uit')
    await henk.clock.install()
    await henk.goto(address(app.url, text_id))
    alert = henk.get_by_role('alert').filter(has_text='geen toegang meer')
    await expect(alert).to_be_visible()

    await henk.clock.run_for(5000)

    await expect(editor(henk)).to_have_attribute('aria-readonly', 'true')
    await expect(henk.get_by_text('De tekst wordt opgehaald')).to_have_count(0)
    await henk.request.get(f'{app.url}/toegang/henk/in')


async def test_a_page_that_is_only_read_may_reload_at_once(
    app: RunningApp, open_window: OpenWindow, text_id: str
) -> None:
    henk = await open_window(address(app.url, text_id))
    await type_at_end(henk, 'Lees dit.')
    reader = await open_window(address(app.url, text_id, 'lezer'))
    await until_markdown(reader, 'Lees dit.')

    await reader.wait_for_function("document.querySelector('.live-text-host').liveText.safe()")


async def test_signing_out_clears_the_copies(app: RunningApp, open_window: OpenWindow, text_id: str) -> None:
    henk = await open_window(address(app.url, text_id, aantal=3))
    await type_at_end(henk, 'Iets')
    await expect(status(henk)).to_have_text(SAVED)
    databases = "async () => (await indexedDB.databases()).filter(({ name }) => name.startsWith('wijkakkoord/')).length"
    await until_gives(henk, databases, 3)

    await henk.evaluate("wijkakkoord.clearLocalTexts('p2')")
    assert await henk.evaluate(databases) == 3
    await henk.evaluate("wijkakkoord.clearLocalTexts('p1')")
    assert await henk.evaluate(databases) == 0
