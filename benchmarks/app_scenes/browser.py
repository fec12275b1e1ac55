"""Scene of a real browser: what a page loads, when it can be used, and how soon a choice shows in another window."""

import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from statistics import median
from time import monotonic
from typing import Any

from playwright.async_api import Browser, BrowserContext, Page, async_playwright

from tests.browser.chromium import arguments, find_chromium
from tests.browser.running_app import RunningApp

ROUNDS = 5
CHOICES = 25
_READY = 'window.socket?.connected && window.did_handshake && document.querySelector("#app *")'
_WATCH = """() => {
  window.seen = 0;
  const see = () => { window.seen ||= performance.timeOrigin + performance.now(); };
  const all = { subtree: true, childList: true, attributes: true, characterData: true };
  new MutationObserver(see).observe(document.querySelector('table'), all);
}"""
_CHOOSE = """([place, value]) => { const cell = document.querySelectorAll('.wa-rm__select')[place]; cell.value = value;
  const at = performance.timeOrigin + performance.now(); cell.dispatchEvent(new Event('change')); return at; }"""


async def page_loads() -> dict[str, float]:
    """Count requests, kilobytes and milliseconds of a first and a second visit, beside NiceGUI's own empty page."""
    figures: dict[str, list[float]] = {}
    async with _running() as (browser, ours, theirs):
        for _ in range(ROUNDS):
            for name, app, place in (
                ('one label', theirs, '/'),
                ('overview', ours, ''),
                ('matrix', ours, '/rollen'),
                ('agreement', ours, '/overeenkomst'),
            ):
                context = await browser.new_context()
                address = app.url + place if app is theirs else await _demo(context, app) + place
                for visit in ('first', 'second'):
                    for what, figure in (await _load(context, address)).items():
                        figures.setdefault(f'{name}, {visit} visit, {what}', []).append(figure)
                await context.close()
    return {name: median(found) for name, found in figures.items()}


async def choices() -> dict[str, float]:
    """Milliseconds from a choice in a matrix of 25 x 7 until another window shows it; half of them, and 19 of 20."""
    async with _running() as (browser, ours, _):
        context = await browser.new_context()
        address = await _demo(context, ours) + '/rollen'
        mine, other = [await _opened(context, address) for _ in range(2)]
        await other.evaluate(_WATCH)
        found = []
        for number in range(CHOICES):
            await other.evaluate('window.seen = 0')
            value = ['ondersteunend', 'geraadpleegd', 'geinformeerd'][number % 3]
            begin = await mine.evaluate(_CHOOSE, [7, value])
            await other.wait_for_function('window.seen')
            found.append(await other.evaluate('window.seen') - begin)
            await mine.wait_for_timeout(200)
    found = sorted(found[5:])
    return {'half of them': median(found), '19 of 20': found[int(len(found) * 0.95) - 1]}


@asynccontextmanager
async def _running() -> AsyncIterator[tuple[Browser, RunningApp, RunningApp]]:
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as two:
        ours = RunningApp('app.py', Path(one), ['--no-browser', '--demo'], {})
        theirs = RunningApp('benchmarks/empty_page.py', Path(two), [], {})
        await ours.start()
        await theirs.start()
        async with async_playwright() as playwright:
            path = find_chromium(playwright.chromium.executable_path)
            browser = await playwright.chromium.launch(executable_path=path, args=arguments())
            yield browser, ours, theirs
            await browser.close()
        await ours.close()
        await theirs.close()


async def _demo(context: BrowserContext, app: RunningApp) -> str:
    answer = await context.request.get(f'{app.url}/demo', max_redirects=0)
    return app.url + answer.headers['location']


async def _opened(context: BrowserContext, address: str) -> Page:
    page = await context.new_page()
    await page.goto(address)
    await page.wait_for_function(_READY)
    return page


async def _load(context: BrowserContext, address: str) -> dict[str, float]:
    page = await context.new_page()
    sizes: dict[str, float] = {}
    session = await context.new_cdp_session(page)
    await session.send('Network.enable')

    def finished(event: dict[str, Any]) -> None:
        sizes[event['requestId']] = event['encodedDataLength']

    session.on('Network.loadingFinished', finished)
    begin = monotonic()
    await page.goto(address, wait_until='commit')
    await page.wait_for_function(_READY)
    ready = monotonic() - begin
    await page.wait_for_load_state('networkidle')
    await page.close()
    return {'requests': len(sizes), 'kB': sum(sizes.values()) / 1000, 'ms': ready * 1000}
