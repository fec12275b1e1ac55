"""Windows on a live text of the smallest app: where it is, what it says of itself, and when two hold the same."""

from playwright.async_api import Locator, Page, expect

from tests.browser import writing
from tests.browser.cutting_proxy import CuttingProxy
from tests.browser.running_app import RunningApp
from tests.browser.waiting import until_one_text

HARNESS = 'tests/browser/live_harness.py'
SAVED = 'Opgeslagen'
SAVING = 'Bezig met opslaan'
REFUSED = 'Nog niet opgeslagen: uw tekst staat nog op dit apparaat'
OFFLINE = 'Geen verbinding: uw tekst staat nog op dit apparaat'


def address(base: str, text_id: str, person: str = 'henk', **more: object) -> str:
    extra = ''.join(f'&{key}={value}' for key, value in more.items())
    return f'{base}/?als={person}&tekst={text_id}{extra}'


def editor(page: Page) -> Locator:
    return page.get_by_role('textbox', name='Gezamenlijk doel', exact=True)


def status(page: Page) -> Locator:
    return page.get_by_role('status').first


async def markdown(page: Page) -> str:
    """Return what the window itself holds of the text."""
    text: str = await page.evaluate("document.querySelector('.live-text-host').liveText.markdown")
    return text


async def type_at_end(page: Page, text: str) -> None:
    await writing.type_at_end(editor(page), text)


async def type_too_late(henk: Page, app: RunningApp, line: CuttingProxy) -> None:
    """Have Henk type words that are saved, and words that reach the server when he may only read."""
    await type_at_end(henk, 'Gedeeld. ')
    await expect(status(henk)).to_have_text(SAVED)
    line.refuse()
    await type_at_end(henk, 'Te laat.')
    await henk.request.get(f'{app.url}/toegang/henk/lezen')
    line.restore()


async def until_markdown(page: Page, *parts: str) -> str:
    """Wait until the window holds all parts, each exactly once, and return its text."""
    await page.wait_for_function(
        """parts => {
            const text = document.querySelector('.live-text-host')?.liveText?.markdown ?? ''
            return parts.every(part => text.split(part).length === 2)
        }""",
        arg=[*parts],
    )
    return await markdown(page)


async def until_equal(one: Page, other: Page, *parts: str) -> str:
    """Wait until both windows are saved and hold the same text with all parts exactly once."""
    for page in (one, other):
        await until_markdown(page, *parts)
        await expect(status(page)).to_have_text(SAVED)
    return await until_one_text(lambda: markdown(one), lambda: markdown(other))
