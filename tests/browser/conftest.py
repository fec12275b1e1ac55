"""What browser tests need: a Chromium, an app as a process of its own, windows, and a line that can be cut.

Modules that use these say ``pytestmark = pytest.mark.asyncio(loop_scope='session')``.
"""

from collections.abc import AsyncIterator, Awaitable, Callable
from itertools import count

import pytest
import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, Page, async_playwright, expect

from tests.browser.chromium import arguments, find_chromium
from tests.browser.cutting_proxy import CuttingProxy
from tests.browser.own_hosts import OwnHosts
from tests.browser.running_app import RunningApp

StartApp = Callable[..., Awaitable[RunningApp]]
OpenWindow = Callable[..., Awaitable[Page]]
StartProxy = Callable[[RunningApp], Awaitable[CuttingProxy]]

_apps: list[RunningApp] = []
_numbers = count()
PATIENCE = 30_000
"""milliseconds; other tests and other work share the machine, and a line that was cut is tried again later"""
expect.set_options(timeout=PATIENCE)


@pytest_asyncio.fixture(scope='session', loop_scope='session')
async def chromium() -> AsyncIterator[Browser]:
    """One real Chromium for all tests; windows are contexts of their own."""
    async with async_playwright() as playwright:
        path = find_chromium(playwright.chromium.executable_path)
        browser = await playwright.chromium.launch(executable_path=path, args=arguments())
        yield browser
        await browser.close()


@pytest_asyncio.fixture(scope='session', loop_scope='session')
async def start_app(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[StartApp]:
    """Start ``main`` on a free port with an empty data folder; it ends with the last test."""
    numbers = count()

    async def start(main: str = 'app.py', arguments: list[str] | None = None, **environment: str) -> RunningApp:
        app = RunningApp(main, tmp_path_factory.mktemp(f'app{next(numbers)}'), arguments or [], environment)
        _apps.append(app)
        await app.start()
        return app

    yield start
    for app in _apps:
        await app.close()
    _apps.clear()


@pytest_asyncio.fixture(loop_scope='session')
async def open_window(chromium: Browser) -> AsyncIterator[OpenWindow]:
    """Open an address in a window of its own (no shared cookies); fail if its scripts do, or if it asks another host.

    :param asks: a host that a test has the window ask on purpose
    """
    contexts: list[BrowserContext] = []
    problems: list[str] = []
    hosts = OwnHosts()

    async def open_address(url: str, width: int = 1280, height: int = 800, asks: str = '', **options: object) -> Page:
        context = await chromium.new_context(viewport={'width': width, 'height': height}, locale='nl-NL', **options)
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        hosts.watch(context, asks)
        page = await context.new_page()
        page.on('pageerror', lambda error: problems.append(f'{page.url}: {error}'))
        await page.goto(url)
        return page

    yield open_address
    for context in contexts:
        await context.close()
    assert not problems, problems
    assert not hosts.foreign, f'asked of another host: {hosts.foreign}'


@pytest_asyncio.fixture(loop_scope='session')
async def start_proxy() -> AsyncIterator[StartProxy]:
    """Put a line that can be cut before an app."""
    proxies: list[CuttingProxy] = []

    async def start(app: RunningApp) -> CuttingProxy:
        proxy = CuttingProxy(app.port)
        proxies.append(proxy)
        await proxy.start()
        return proxy

    yield start
    for proxy in proxies:
        await proxy.close()


@pytest.fixture
def text_id() -> str:
    """Return a text of its own for each test."""
    return f'answer:t{next(_numbers)}'


@pytest.fixture(autouse=True)
def no_server_errors() -> object:
    """Fail a test during which a server printed a traceback nobody expected."""
    yield
    complaints = [complaint for app in _apps if (complaint := app.complaints())]
    assert not complaints, '\n'.join(complaints)
