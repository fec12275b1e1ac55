"""The button that copies a link, also where the browser offers no clipboard."""

import pytest
import pytest_asyncio
from playwright.async_api import expect

from tests.browser.conftest import OpenWindow, StartApp
from tests.browser.running_app import RunningApp

pytestmark = pytest.mark.asyncio(loop_scope='session')
FIELD = """() => document.body.insertAdjacentHTML('afterbegin', `
    <input id="link" value="https://wijk.example/abc" readonly>
    <button type="button" data-wa="copy" data-wa-from="link"><svg></svg><span>Kopieer</span></button>`)"""
NONE = "Object.defineProperty(navigator, 'clipboard', { value: undefined })"
FORBIDDEN = "() => { navigator.clipboard.writeText = () => Promise.reject(new Error('forbidden')) }"
WORKS = '() => { navigator.clipboard.writeText = () => Promise.resolve() }'


@pytest_asyncio.fixture(scope='module', loop_scope='session')
async def app(start_app: StartApp) -> RunningApp:
    return await start_app('app.py', ['--no-browser'])


@pytest.mark.parametrize(
    'clipboard, words',
    [(NONE, 'Druk op Ctrl+C om te kopiëren.'), (FORBIDDEN, 'Druk op Ctrl+C om te kopiëren.'), (WORKS, 'Gekopieerd')],
    ids=['no clipboard', 'forbidden', 'a clipboard'],
)
async def test_it_says_what_came_of_it_and_then_its_own_words_again(
    app: RunningApp, open_window: OpenWindow, clipboard: str, words: str
) -> None:
    page = await open_window(app.url)
    await page.evaluate(clipboard)
    await page.evaluate(FIELD)
    button = page.locator('[data-wa=copy]')
    await expect(button).to_have_text('Kopieer')

    await button.click()
    await button.click()

    await expect(button).to_have_text(words)
    assert await page.evaluate('getSelection().toString()') == 'https://wijk.example/abc'
    await expect(page.locator('#link')).to_be_focused()
    await expect(button).to_have_text('Kopieer')
