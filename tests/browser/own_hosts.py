"""Watches that windows ask nothing of any other host: no page, file, image, socket or download."""

from urllib.parse import urlsplit

from playwright.async_api import BrowserContext, ConsoleMessage, Page

OURS = {'127.0.0.1', 'localhost'}
"""every app, proxy and sign-in of a test runs on this machine"""
_WEB = {'http', 'https', 'ws', 'wss'}


class OwnHosts:
    """Remembers every request that leaves for elsewhere, and what our policy stopped before it could leave."""

    def __init__(self) -> None:
        self.foreign: list[str] = []

    def watch(self, context: BrowserContext, allowed: str = '') -> None:
        """Look at all windows of a context from now on.

        :param allowed: a host that a test asks on purpose
        """

        def look(url: str) -> None:
            parts = urlsplit(url)
            if parts.scheme in _WEB and parts.hostname not in {*OURS, allowed}:
                self.foreign.append(url)

        def look_at(page: Page) -> None:
            page.on('websocket', lambda socket: look(socket.url))

        def hear(said: ConsoleMessage) -> None:
            if 'Content Security Policy' in said.text and not allowed:
                self.foreign.append(said.text)

        context.on('console', hear)
        context.on('request', lambda request: look(request.url))
        context.on('page', look_at)
