"""Signing out on a device that holds text nobody has saved: it asks first, and then leaves nothing behind."""

import pytest
import pytest_asyncio
from playwright.async_api import Dialog, Page, expect

from tests.browser.conftest import OpenWindow, StartApp
from tests.browser.dossier_windows import GOAL, editor, status, type_at_end
from tests.browser.running_app import RunningApp
from tests.browser.waiting import until_gives

pytestmark = pytest.mark.asyncio(loop_scope='session')
SIGN_OUT = """() => document.body.insertAdjacentHTML(
    'afterbegin', '<form action="/uitloggen" method="post"><button>Uitloggen</button></form>'
)"""
KEPT = """async () => [
    ...Object.keys(localStorage).filter((name) => name.startsWith('wijkakkoord/')),
    ...(await indexedDB.databases()).map(({ name }) => name),
]"""
NO_LINE = "() => [...document.querySelectorAll('.live-text-host')].every((host) => !host.liveText?.provider.connected)"


class Asked:
    """Notes what a page asks, and says no until told otherwise."""

    def __init__(self, page: Page) -> None:
        self.words: list[str] = []
        self.yes = False
        page.on('dialog', self._answer)

    async def _answer(self, dialog: Dialog) -> None:
        self.words.append(dialog.message)
        await (dialog.accept() if self.yes else dialog.dismiss())


@pytest_asyncio.fixture(scope='module', loop_scope='session')
async def app(start_app: StartApp) -> RunningApp:
    return await start_app('app.py', ['--no-browser'])


async def write_in_the_demo(app: RunningApp, open_window: OpenWindow) -> Page:
    page = await open_window(f'{app.url}/demo')
    await page.goto(f'{page.url}/doel')
    await type_at_end(page, GOAL, ' Met lijn.')
    await expect(status(page, GOAL)).to_have_text('Opgeslagen')
    return page


async def is_signed_out(page: Page, app: RunningApp) -> None:
    """See to it that the session has ended and nothing is left on the device."""
    await expect(page).to_have_url(f'{app.url}/')
    await expect(page.get_by_role('button', name='Uitloggen')).to_have_count(0)
    await until_gives(page, KEPT, [])


async def test_who_signs_out_is_asked_about_text_that_was_put_aside(app: RunningApp, open_window: OpenWindow) -> None:
    page = await write_in_the_demo(app, open_window)
    await page.context.set_offline(True)
    await page.wait_for_function(NO_LINE)  # what is typed before the page hears of it would still be saved
    await type_at_end(page, GOAL, ' Zonder lijn.')
    await page.goto('about:blank')
    await page.context.set_offline(False)
    await page.goto(app.url)
    asked = Asked(page)

    await page.get_by_role('button', name='Uitloggen').click()
    assert len(asked.words) == 1 and 'niet is opgeslagen. Wilt u toch uitloggen?' in asked.words[0]
    assert len(await page.evaluate(KEPT)) > 1
    asked.yes = True
    await page.get_by_role('button', name='Uitloggen').click()

    await is_signed_out(page, app)


async def test_an_open_editor_asks_too_and_puts_nothing_aside_any_more(
    app: RunningApp, open_window: OpenWindow
) -> None:
    page = await write_in_the_demo(app, open_window)
    await page.route_web_socket('**/live/**', lambda _: None)
    await page.route('**/live/**', lambda route: route.abort())
    await page.reload()
    await page.evaluate(SIGN_OUT)
    await expect(editor(page, GOAL)).to_be_editable()
    await editor(page, GOAL).click()
    await page.keyboard.type(' Komt niet aan.')
    asked = Asked(page)

    await page.get_by_role('button', name='Uitloggen').first.click()
    assert len(asked.words) == 1
    await expect(editor(page, GOAL)).to_contain_text('Komt niet aan.')
    asked.yes = True
    await page.get_by_role('button', name='Uitloggen').first.click()

    await is_signed_out(page, app)
    assert len(asked.words) == 2, 'and the page that goes does not ask once more'


async def test_who_has_saved_everything_is_not_asked(app: RunningApp, open_window: OpenWindow) -> None:
    page = await write_in_the_demo(app, open_window)
    await page.goto(app.url)
    asked = Asked(page)

    await page.get_by_role('button', name='Uitloggen').click()

    await is_signed_out(page, app)
    assert asked.words == []
