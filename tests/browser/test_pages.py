"""Every page: accessible, within 375 pixels, in Dutch, and (as every window of every test) asking no other host."""

import pytest
import pytest_asyncio
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, Page, expect

from tests.browser.conftest import OpenWindow, StartApp
from tests.browser.own_hosts import OwnHosts
from tests.browser.running_app import RunningApp
from tests.browser.writing import type_at_end

pytestmark = pytest.mark.asyncio(loop_scope='session')

STEPS = {
    '': 'Overzicht',
    '/start': 'Wijk en partijen',
    '/doel': 'Doel en bijdragen',
    '/notities': 'Notitieboek',
    '/spoor/a/wie-zijn-er': 'Spoor A – Bewoners doen mee',
    '/spoor/a/invloed': 'Spoor A – Bewoners doen mee',
    '/spoor/b/inbreng': 'Spoor B – Zakelijke vastgoedeigenaren doen mee',
    '/spoor/b/mandaat-en-proces': 'Spoor B – Zakelijke vastgoedeigenaren doen mee',
    '/spoor/c/vorm': 'Spoor C – Besluitvorming is zorgvuldig en open',
    '/spoor/c/overleggen': 'Spoor C – Besluitvorming is zorgvuldig en open',
    '/spoor/c/taken': 'Spoor C – Besluitvorming is zorgvuldig en open',
    '/spoor/c/openheid-en-einde': 'Spoor C – Besluitvorming is zorgvuldig en open',
    '/vorm': 'Vorm van samenwerking',
    '/rollen': 'Rolmatrix',
    '/besluiten': 'Besluitvorming',
    '/overleg': 'Overleg',
    '/taal': 'Gemeenschappelijke taal',
    '/overeenkomst': 'Overeenkomst',
    '/geschiedenis': 'Geschiedenis',
}
DRAWN = """async () => {
    await document.fonts.ready
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))
}"""
RULES = {'runOnly': ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']}

ASK_OTHERS = """async () => {
    await fetch('https://een.example/').catch(() => {})
    const image = new Image()
    image.src = 'https://twee.example/x.png'
    await new Promise(done => { image.onerror = done })
    await new Promise(done => { new WebSocket('wss://drie.example/').onerror = done })
    const link = Object.assign(document.createElement('a'), {href: 'https://vier.example/x', download: 'x'})
    link.click()
}"""


@pytest_asyncio.fixture(scope='module', loop_scope='session')
async def app(start_app: StartApp) -> RunningApp:
    return await start_app('app.py', ['--no-browser'])


async def settle(page: Page) -> None:
    """Wait until the page is built, its socket and its texts are there, and all of it is drawn."""
    await page.wait_for_function(
        """() => window.socket?.connected && document.querySelector('h1')
            && [...document.querySelectorAll('.live-text-host')].every((host) => host.liveText?.here)"""
    )
    await page.evaluate(DRAWN)


async def narrow(page: Page) -> None:
    """Make the window as wide as a phone."""
    await page.set_viewport_size({'width': 375, 'height': 812})
    await page.wait_for_function('innerWidth === 375')
    await page.evaluate(DRAWN)


async def violations(page: Page, *, contrast: bool = True) -> list[str]:
    """Give what axe finds; contrast does not depend on the width and takes most of the time."""
    results = await Axe().run(page, options={**RULES, 'rules': {'color-contrast': {'enabled': contrast}}})
    return [
        f'{found["id"]}: {found["help"]} – {[node["html"][:160] for node in found["nodes"][:3]]}'
        for found in results.response['violations']
    ]


async def too_wide(page: Page) -> list[str]:
    """Give what sticks out of the window, except inside parts that scroll by themselves."""
    wide: list[str] = await page.evaluate(
        """() => {
            if (document.documentElement.scrollWidth <= innerWidth) return []
            return [...document.querySelectorAll('main *')]
                .filter(e => e.getBoundingClientRect().right > innerWidth + 1)
                .slice(0, 5).map(e => `${e.tagName}.${e.className}`).concat('page is too wide')
        }"""
    )
    return wide


@pytest.mark.parametrize('address', STEPS)
async def test_a_step_is_accessible_on_desktop_and_phone(
    app: RunningApp, open_window: OpenWindow, address: str
) -> None:
    page = await open_window(f'{app.url}/demo', reduced_motion='reduce')
    dossier = page.url

    await page.goto(f'{dossier}{address}')
    await settle(page)

    await expect(page.get_by_role('heading', level=1)).to_have_text(STEPS[address])
    assert await page.locator('html').get_attribute('lang') == 'nl'
    assert await violations(page) == []
    await narrow(page)
    assert await too_wide(page) == []
    assert await violations(page, contrast=False) == []


@pytest.mark.parametrize('address', ['', '/doel', '/rollen', '/besluiten', '/overeenkomst'])
async def test_a_step_has_enough_contrast_in_the_dark(app: RunningApp, open_window: OpenWindow, address: str) -> None:
    page = await open_window(f'{app.url}/demo', color_scheme='dark', reduced_motion='reduce')
    await page.goto(f'{page.url}{address}')
    await settle(page)

    assert await page.locator('html').get_attribute('data-theme') == 'dark'
    assert await violations(page) == []


@pytest.mark.parametrize(
    'address', ['/', '/toegankelijkheid', '/privacy', '/sessies', '/inloggen', '/nergens', '/uitnodiging/onzin']
)
async def test_a_page_for_everyone_is_accessible(app: RunningApp, open_window: OpenWindow, address: str) -> None:
    page = await open_window(f'{app.url}{address}', reduced_motion='reduce')
    await expect(page.get_by_role('heading', level=1)).to_be_visible()
    await page.evaluate(DRAWN)

    assert await violations(page) == []
    await narrow(page)
    assert await too_wide(page) == []


async def test_all_steps_are_in_sight_on_a_small_laptop(app: RunningApp, open_window: OpenWindow) -> None:
    page = await open_window(f'{app.url}/demo')
    await settle(page)

    await page.mouse.wheel(0, 400)
    last = page.get_by_role('navigation').get_by_role('link', name='Geschiedenis')

    await expect(last).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize('address', ['', '/spoor/a/invloed', '/vorm', '/overeenkomst'])
async def test_no_word_in_a_table_is_broken_on_a_phone(app: RunningApp, open_window: OpenWindow, address: str) -> None:
    page = await open_window(f'{app.url}/demo', width=375)
    await page.goto(f'{page.url}{address}')
    await settle(page)

    broken = await page.evaluate(
        """() => {
            const found = [];
            for (const cell of document.querySelectorAll('.wa-table :is(th, td)')) {
                const walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
                while (walker.nextNode()) {
                    for (const word of walker.currentNode.data.matchAll(/[\\p{L}\\d()\\u00AD]+/gu)) {
                        if (word[0].includes('\\u00AD')) continue;
                        const range = document.createRange();
                        range.setStart(walker.currentNode, word.index);
                        range.setEnd(walker.currentNode, word.index + word[0].length);
                        if (new Set([...range.getClientRects()].map((each) => each.top)).size > 1) found.push(word[0]);
                    }
                }
            }
            return found;
        }"""
    )

    assert broken == []


@pytest.mark.parametrize('address', ['/start', '/doel'])
async def test_a_bin_stands_beside_no_field_and_on_none_on_a_phone(
    app: RunningApp, open_window: OpenWindow, address: str
) -> None:
    page = await open_window(f'{app.url}/demo', width=375)
    await page.goto(f'{page.url}{address}')
    await settle(page)

    gaps = await page.evaluate(
        """() => [...document.querySelectorAll('.wa-part > .wa-button--icon')].filter((bin) => bin.checkVisibility())
            .map((bin) => {
                const field = bin.parentElement.querySelector('.wa-input').getBoundingClientRect();
                const { bottom, right } = bin.getBoundingClientRect();
                return field.top >= bottom && right - field.right < 20;
            })"""
    )

    assert gaps
    assert all(gaps)


async def test_the_demo_opens_a_second_window_as_another_party(app: RunningApp, open_window: OpenWindow) -> None:
    first = await open_window(f'{app.url}/')
    await first.get_by_role('button', name='Probeer de demo').click()
    await first.wait_for_url('**/dossier/**')
    await first.get_by_text('Open als andere partij').click()
    async with first.expect_popup() as popup:
        await first.get_by_role('link', name='Open als LindeWarm').click()
    second = await popup.value

    await expect(second.get_by_text('LindeWarm').first).to_be_visible()
    await second.get_by_role('link', name='Doel en bijdragen').first.click()
    await expect(second.get_by_role('textbox', name='Bijdrage van LindeWarm')).to_have_attribute(
        'contenteditable', 'true'
    )
    await first.goto(first.url + '/doel')
    await type_at_end(first.get_by_role('textbox', name='Gezamenlijk doel'), ' Ook voor later.')

    await expect(second.get_by_role('textbox', name='Gezamenlijk doel')).to_contain_text('Ook voor later.')


async def test_two_visitors_of_the_demo_do_not_see_each_other(app: RunningApp, open_window: OpenWindow) -> None:
    one = await open_window(f'{app.url}/demo')
    other = await open_window(f'{app.url}/demo')

    assert one.url != other.url
    answer = await other.goto(one.url)

    assert answer
    assert answer.status == 403


async def test_a_request_to_another_host_is_noticed_in_every_form(chromium: Browser) -> None:
    context, hosts = await chromium.new_context(), OwnHosts()
    hosts.watch(context)
    await context.route('https://**', lambda route: route.abort())
    page = await context.new_page()
    await context.route('http://127.0.0.1/leeg', lambda route: route.fulfill(body='', content_type='text/html'))
    await page.goto('http://127.0.0.1/leeg')  # without our policy, which would stop most of it

    async with context.expect_event('request', lambda request: 'vier.example' in request.url):
        await page.evaluate(ASK_OTHERS)
    await context.close()

    assert {url.split('/')[2] for url in hosts.foreign} == {
        'een.example',
        'twee.example',
        'drie.example',
        'vier.example',
    }
