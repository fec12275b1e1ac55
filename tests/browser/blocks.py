"""Two windows on the demo dossier, as the municipality and as the cooperative, and what all steps have to be."""

import re

from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Page

from tests.browser.conftest import OpenWindow
from tests.browser.running_app import RunningApp

OTHER = 'LindeWarm'
STILL = "document.fonts.status === 'loaded' && document.getAnimations().every((each) => each.playState !== 'running')"


async def two_windows(app: RunningApp, open_window: OpenWindow, step: str, **options: object) -> tuple[Page, Page]:
    """Enter a fresh copy of the demo at a step, twice: as the first party and as LindeWarm.

    :param step: address below the dossier, for example ``/rollen``
    :param options: of the first window
    """
    first = await open_window(f'{app.url}/demo', **options)
    dossier = re.sub(r'[?#].*', '', first.url)
    link = first.get_by_role('link', name=f'Open als {OTHER}', include_hidden=True)
    query = '?' + (await link.get_attribute('href') or '').partition('?')[2]
    second = await first.context.new_page()
    await first.goto(dossier + step)
    await second.goto(dossier + step + query)
    for page in (first, second):
        await page.get_by_role('heading', level=1).wait_for()
    return first, second


async def assert_accessible(page: Page) -> None:
    """Fail with what axe finds."""
    await page.wait_for_function(STILL)  # what is on its way to another colour has too little contrast now and then
    result = await Axe().run(page)
    assert result.violations_count == 0, result.generate_report()


async def assert_nothing_cut(page: Page) -> None:
    """Fail if a page is wider than its window, or if something sticks out of it."""
    wide = await page.evaluate('document.documentElement.scrollWidth - innerWidth')
    assert wide <= 0, f'{wide} pixels too wide'
    outside = await page.evaluate(
        """() => [...document.querySelectorAll('main :is(select, input, button, a, h1, h2, h3, p, summary, dt, dd)')]
            .filter((each) => each.checkVisibility())
            .filter((each) => !each.closest('.wa-scroll, [role=region], .wa-visually-hidden, thead'))
            .filter((each) => each.getBoundingClientRect().right > innerWidth + 1)
            .map((each) => each.outerHTML.slice(0, 120))"""
    )
    assert not outside, outside
