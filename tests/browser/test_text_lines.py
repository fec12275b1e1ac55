"""A line that is cut, a server that dies, a disk that is full: no word of a text is lost, and all of it is said."""

import pytest
import pytest_asyncio
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Route, expect

from tests.browser.conftest import OpenWindow, StartApp, StartProxy
from tests.browser.running_app import RunningApp
from tests.browser.text_windows import (
    HARNESS,
    OFFLINE,
    REFUSED,
    SAVED,
    SAVING,
    address,
    markdown,
    status,
    type_at_end,
    until_equal,
    until_markdown,
)

pytestmark = pytest.mark.asyncio(loop_scope='session')


@pytest_asyncio.fixture(scope='module', loop_scope='session')
async def app(start_app: StartApp) -> RunningApp:
    return await start_app(HARNESS)


async def test_a_kill_while_one_is_offline_loses_and_doubles_nothing(
    start_app: StartApp, open_window: OpenWindow, text_id: str
) -> None:
    app = await start_app(HARNESS)
    henk = await open_window(address(app.url, text_id))
    fatima = await open_window(address(app.url, text_id, 'fatima'))
    await type_at_end(henk, 'Begin. ')
    await until_equal(henk, fatima, 'Begin. ')

    await henk.context.set_offline(True)
    await type_at_end(henk, 'Henk zonder lijn. ')
    await expect(status(henk)).to_have_text(OFFLINE)
    await type_at_end(fatima, 'Fatima met lijn. ')
    await app.kill()
    await type_at_end(fatima, 'Fatima zonder server. ')
    await expect(status(fatima)).to_have_text(OFFLINE)
    for page in (henk, fatima):
        await page.evaluate('window.old = true')
    await app.start()
    await henk.context.set_offline(False)

    for page in (henk, fatima):  # a page that finds a server begun anew loads itself again
        await page.wait_for_function('!window.old', timeout=30_000)
    await until_equal(henk, fatima, 'Begin. ', 'Henk zonder lijn. ', 'Fatima met lijn. ', 'Fatima zonder server. ')


async def test_what_is_called_saved_survives_a_kill(start_app: StartApp, open_window: OpenWindow, text_id: str) -> None:
    app = await start_app(HARNESS)
    henk = await open_window(address(app.url, text_id))
    await type_at_end(henk, 'Blijft. Gaat weg.')
    await expect(status(henk)).to_have_text(SAVED)
    for _ in range(len(' Gaat weg.')):
        await henk.keyboard.press('Backspace')
    await expect(status(henk)).to_have_text(SAVED)

    await app.kill()
    await henk.context.close()  # nobody is left to push anything back
    await app.start()

    fatima = await open_window(address(app.url, text_id, 'fatima'))
    await expect(status(fatima)).to_have_text(SAVED)
    assert await markdown(fatima) == 'Blijft.'


async def test_what_the_server_has_not_confirmed_is_not_called_saved(
    app: RunningApp, open_window: OpenWindow, start_proxy: StartProxy, text_id: str
) -> None:
    line = await start_proxy(app)
    henk = await open_window(address(line.url, text_id))
    await type_at_end(henk, 'Weg hiermee')
    await expect(status(henk)).to_have_text(SAVED)

    line.swallow()
    await type_at_end(henk, '!')
    await expect(status(henk)).to_have_text(SAVING)
    line.restore()
    await expect(status(henk)).to_have_text(SAVED)

    line.swallow()
    await henk.keyboard.press('Control+a')
    await henk.keyboard.press('Backspace')
    await expect(status(henk)).to_have_text(SAVING)
    line.restore()
    await expect(status(henk)).to_have_text(SAVED)


async def test_a_full_disk_is_said_calmly_and_what_was_typed_is_saved_later(
    start_app: StartApp, open_window: OpenWindow, text_id: str
) -> None:
    app = await start_app(HARNESS)
    henk = await open_window(address(app.url, text_id))
    fatima = await open_window(address(app.url, text_id, 'fatima'))
    await type_at_end(henk, 'Voor. ')
    await until_equal(henk, fatima, 'Voor. ')

    await henk.request.get(f'{app.url}/schijf/vol')
    await type_at_end(henk, 'Tijdens. ')
    await expect(status(henk)).to_have_text(REFUSED)
    alert = henk.get_by_role('alert').filter(has_text='De schijf van de server is vol.')
    await expect(alert).to_contain_text('Typ gerust door')
    await type_at_end(henk, 'Nog. ')
    await until_markdown(fatima, 'Voor. Tijdens. Nog. ')
    results = await Axe().run(henk, context='.live-text-host')
    assert results.violations_count == 0, results.generate_report()
    await henk.request.get(f'{app.url}/schijf/goed')

    await until_equal(henk, fatima, 'Voor. Tijdens. Nog. ')
    await expect(alert).to_be_hidden()


@pytest.mark.parametrize('blocked', [b'', b'/'], ids=['by socket', 'by POST'])
async def test_a_deletion_without_a_line_is_not_called_saved(
    app: RunningApp, open_window: OpenWindow, start_proxy: StartProxy, text_id: str, blocked: bytes
) -> None:
    line = await start_proxy(app)
    line.blocked_upgrades = blocked
    henk = await open_window(address(line.url, text_id))
    await type_at_end(henk, 'Een woord')
    await expect(status(henk)).to_have_text(SAVED)

    line.refuse()
    await expect(status(henk)).to_have_text(OFFLINE)
    for _ in range(len(' woord')):
        await henk.keyboard.press('Backspace')
    await expect(status(henk)).to_have_text(OFFLINE)
    line.restore()

    await expect(status(henk)).to_have_text(SAVED)
    fatima = await open_window(address(app.url, text_id, 'fatima'))
    await expect(status(fatima)).to_have_text(SAVED)
    assert await markdown(fatima) == 'Een'


@pytest.mark.parametrize('blocked', [b'', b'/'], ids=['by socket', 'by POST'])
async def test_what_was_typed_without_a_line_survives_a_reload(
    app: RunningApp, open_window: OpenWindow, start_proxy: StartProxy, text_id: str, blocked: bytes
) -> None:
    line = await start_proxy(app)
    line.blocked_upgrades = blocked
    henk = await open_window(address(line.url, text_id))
    await type_at_end(henk, 'Met lijn. ')
    await expect(status(henk)).to_have_text(SAVED)
    line.refuse()
    await type_at_end(henk, 'Zonder lijn. ')
    await expect(status(henk)).to_have_text(OFFLINE)

    # a page that never had a line since, so only the copy on the device can know
    await henk.goto('about:blank')
    line.restore()
    await henk.goto(address(line.url, text_id))

    await until_markdown(henk, 'Met lijn. Zonder lijn. ')
    await expect(status(henk)).to_have_text(SAVED)


async def test_without_websockets_it_works_by_post(
    app: RunningApp, open_window: OpenWindow, start_proxy: StartProxy, text_id: str
) -> None:
    line = await start_proxy(app)
    line.blocked_upgrades = b'/live/'
    henk = await open_window(address(line.url, text_id))
    fatima = await open_window(address(app.url, text_id, 'fatima'))

    await type_at_end(henk, 'Per post. ')
    await until_equal(henk, fatima, 'Per post. ')
    await type_at_end(fatima, 'Per draad. ')
    await until_equal(henk, fatima, 'Per post. ', 'Per draad. ')
    await expect(fatima.locator('.lt-person')).to_have_text('Henk (LindeWarm)')
    line.refuse()
    await type_at_end(henk, 'Zonder lijn. ')
    await expect(status(henk)).to_have_text(OFFLINE)
    line.restore()

    await until_equal(henk, fatima, 'Per post. ', 'Per draad. ', 'Zonder lijn. ')
    assert await henk.evaluate("document.querySelector('.live-text-host').liveText.provider.posting")


LOGIN = {'body': '<!DOCTYPE html><title>Log in op het netwerk</title>', 'content_type': 'text/html'}
BROKEN = {'body': b'\x7fafgekapt', 'headers': {'live-session': 'x'}}


@pytest.mark.parametrize('answer', [LOGIN, BROKEN], ids=['a login page', 'a broken answer'])
async def test_a_strange_answer_to_a_post_is_no_end(
    app: RunningApp, open_window: OpenWindow, start_proxy: StartProxy, text_id: str, answer: dict[str, object]
) -> None:
    line = await start_proxy(app)
    line.blocked_upgrades = b'/'
    henk = await open_window(address(line.url, text_id))
    await type_at_end(henk, 'Ervoor. ')
    await expect(status(henk)).to_have_text(SAVED)

    async def answered(route: Route) -> None:
        await route.fulfill(**answer)  # type: ignore[arg-type]

    async with henk.expect_response('**/live/proef/**'):
        await henk.route('**/live/proef/**', answered, times=1)
    await type_at_end(henk, 'Erna.')

    await expect(status(henk)).to_have_text(SAVED)
    assert (await (await henk.request.get(f'{app.url}/tekst?text_id={text_id}')).json())['text'] == 'Ervoor. Erna.'


async def test_who_leaves_right_after_the_last_word_has_said_it(
    app: RunningApp, open_window: OpenWindow, start_proxy: StartProxy, text_id: str
) -> None:
    line = await start_proxy(app)
    line.blocked_upgrades = b'/'
    henk = await open_window(address(line.url, text_id))
    await type_at_end(henk, 'Eerst. ')
    await expect(status(henk)).to_have_text(SAVED)

    await henk.evaluate("""() => {
        const { view } = document.querySelector('.live-text-host').liveText.editor
        view.dispatch({ changes: { from: view.state.doc.length, insert: 'Laatste woord.' } })
        location.href = '/healthz'
    }""")
    await henk.wait_for_url('**/healthz')

    fatima = await open_window(address(app.url, text_id, 'fatima'))
    await until_markdown(fatima, 'Eerst. Laatste woord.')
