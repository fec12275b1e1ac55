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
                await pictures(browser, app.url)
                await browser.close()
        finally:
            await app.close()


async def pictures(browser: Browser, url: str) -> None:
    """Take all pictures."""
    for width, height in SIZES.items():
        context = await browser.new_context(viewport={'width': width, 'height': height}, locale='nl-NL')
        page = await context.new_page()
        await shoot(page, url, f'start-{width}')
        await page.goto(f'{url}/demo')
        dossier = page.url
        for name, address in STEPS.items():
            if name == 'doel' and width > 1000:
                await write_together(page, dossier)
            await shoot(page, f'{dossier}{address}', f'{name}-{width}')
        await context.close()


async def write_together(page: Page, dossier: str) -> None:
    """Let a second party stand in the goal, so that the picture shows two people at work."""
    other = await page.context.new_page()
    await other.goto(dossier)
    await other.get_by_text('Open als andere partij').click()
    async with other.expect_popup() as popup:
        await other.get_by_role('link', name='Open als LindeWarm').click()
    window = await popup.value
    await window.get_by_role('link', name='Doel en bijdragen').first.click()
    await window.get_by_role('textbox', name='Gezamenlijk doel').click()
    for _ in range(60):
        await window.keyboard.press('ArrowRight')


async def shoot(page: Page, url: str, name: str) -> None:
    """Take the picture of one page."""
    await page.goto(url)
    await page.wait_for_timeout(2500)
    await page.screenshot(path=OUT / f'{name}.png')


if __name__ == '__main__':
    asyncio.run(main())
