"""Only pages of ours may change something or open a socket: the answer to forged requests from other sites."""

from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Receive, Scope, Send

from data.peers import NO_RIGHT
from pages.errors import error_page
from pages.live import is_ours

_SAFE = ('GET', 'HEAD', 'OPTIONS')
_SOCKETS = '/_nicegui_ws/'
"""NiceGUI's own connection; it begins with GET requests, and accepts every origin by itself"""
_WORDS = 'Deze aanvraag komt van een andere website. Daarom is er niets gewijzigd.'


class SameOrigin:
    """Refuses sockets and changing requests that a page of another site sends with the cookie of a visitor.

    :param app: what is protected
    :param base_url: where the app is reached from outside, if a proxy does not pass the ``Host`` on
    """

    def __init__(self, app: ASGIApp, *, base_url: str) -> None:
        self.app = app
        self._base_url = base_url

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection."""
        if scope['type'] == 'lifespan' or not _is_guarded(scope) or self._is_ours(HTTPConnection(scope)):
            await self.app(scope, receive, send)
        elif scope['type'] == 'websocket':
            await receive()
            await send({'type': 'websocket.close', 'code': NO_RIGHT})  # before the upgrade this becomes HTTP 403
        else:
            await error_page(403, _WORDS)(scope, receive, send)

    def _is_ours(self, connection: HTTPConnection) -> bool:
        foreign = connection.headers.get('sec-fetch-site') in ('cross-site', 'same-site')
        return not foreign and is_ours(connection, self._base_url)


def _is_guarded(scope: Scope) -> bool:
    return scope['type'] == 'websocket' or scope['method'] not in _SAFE or scope['path'].startswith(_SOCKETS)
