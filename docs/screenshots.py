"""Make the pictures of the main pages anew: ``uv run python docs/screenshots.py`` (needs a Chromium)."""

import asyncio
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from playwright.async_api import Browser, Page, async_playwright

from tests.browser.chromium import arguments, find_chromium
from tests.browser.running_app import RunningApp

OUT = Path(__file__).parent / 'screenshots'
STEPS = {
    'overzicht': '',
    'doel': '/doel',
    'notities': '/notities',
    'vraag': '/spoor/a/invloed',
    'vorm': '/vorm',
    'rollen': '/rollen',
    'besluiten': '/besluiten',
    'overleg': '/overleg',
    'taal': '/taal',
    'overeenkomst': '/overeenkomst',
    'geschiedenis': '/geschiedenis',
}
SIZES = {1280: 860, 375: 760}
OTHER = 'LindeWarm'


async def main() -> None:
    """Start the app, enter the demo and take a picture of every step at both widths."""
    OUT.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        app = RunningApp('app.py', Path(folder), ['--no-browser'], {})
        await app.start()
        try:
            async with async_playwright() as playwright:
                path = find_chromium(playwright.chromium.executable_path)
                browser = await playwright.chromium.launch(executable_path=path, args=arguments())
                for width in SIZES:
                    await pictures(browser, app.url, width)
                await browser.close()
        finally:
            await app.close()


async def pictures(browser: Browser, url: str, width: int) -> None:
    """Take all pictures of one width."""
    context = await browser.new_context(viewport={'width': width, 'height': SIZES[width]}, locale='nl-NL')
    page = await context.new_page()
    await shoot(page, url, f'start-{width}')
    await shoot(page, f'{url}/inloggen', f'inloggen-{width}')
    await page.goto(f'{url}/demo')
    dossier = page.url
    other = await other_party(page)
    for name, address in STEPS.items():
        if name == 'geschiedenis':
            await write_more(other)
        await shoot(page, f'{dossier}{address}', f'{name}-{width}')
        if name == 'doel':
            await readers(page, width)
        elif name == 'rollen':
            await comments(page, width)
    await context.close()


async def other_party(page: Page) -> Page:
    """Let a second party stand in the goal, so that pictures show two people at work."""
    link = page.get_by_role('link', name=f'Open als {OTHER}', include_hidden=True)
    address = (await link.get_attribute('href') or '').replace('?', '/doel?')
    other = await page.context.new_page()
    await other.goto(page.url.partition('/dossier/')[0] + address)
    await other.get_by_role('textbox', name='Gezamenlijk doel').click()
    await other.keyboard.press('Control+Home')
    for _ in range(60):
        await other.keyboard.press('ArrowRight')
    return other


async def write_more(other: Page) -> None:
    """Let the second party change its contribution, so that the history has something to tell."""
    await other.bring_to_front()
    await other.get_by_role('textbox', name=f'Bijdrage van {OTHER}').click()
    await other.keyboard.press('Control+End')
    await other.keyboard.type('\nWij nodigen alle straten uit.')
    await other.wait_for_timeout(1500)


async def readers(page: Page, width: int) -> None:
    """Take a picture of who may read a text."""
    bar = page.locator('.wa-openness', has_text='Gedeeld met de partijen').filter(has=page.locator('summary')).first
    await bar.locator('summary').click()
    await bar.get_by_text('Wie mag dit lezen?').wait_for()
    await bar.evaluate('bar => bar.closest(".wa-card").scrollIntoView()')
    await page.evaluate('scrollBy(0, -80)')
    if width < 1000:
        await bar.evaluate('bar => { bar.scrollIntoView(); scrollBy(0, -80) }')
    await take(page, f'lezen-{width}')


async def comments(page: Page, width: int) -> None:
    """Take a picture of the comments at a role."""
    await page.get_by_role('button', name="Reacties bij deze taak: VvE's en particuliere").click()
    await page.get_by_role('dialog').get_by_label('Nieuwe reactie').wait_for()
    await take(page, f'reacties-{width}')


async def shoot(page: Page, url: str, name: str) -> None:
    """Take the picture of one page."""
    await page.bring_to_front()
    await page.goto(url)
    await page.wait_for_timeout(2500)
    await take(page, name)


async def take(page: Page, name: str) -> None:
    """Take a picture of what is in the window."""
    await page.wait_for_timeout(300)
    await page.screenshot(path=OUT / f'{name}.png')


if __name__ == '__main__':
    asyncio.run(main())
