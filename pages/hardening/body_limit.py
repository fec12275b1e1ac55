"""How much one request may send."""

from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pages.errors import error_page
from pages.take_in import ADDRESS

MOST = 2 * 1024 * 1024
"""bytes of an ordinary request: a form, a batch of live text (which has a limit of its own below this)"""
MOST_UPLOAD = 32 * 1024 * 1024
"""bytes of a file sent through NiceGUI"""
MOST_DOSSIER = 50 * 1024 * 1024
"""bytes of a whole dossier with the history of its texts"""
_WORDS = 'Wat u stuurt is te groot. Er is niets gewijzigd.'


class BodyLimit:
    """Refuses a body that is too large before anything of it is used.

    :param app: what is protected
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection."""
        if scope['type'] != 'http':
            await self.app(scope, receive, send)
            return
        most, headers = limit_of(scope['path']), HTTPConnection(scope).headers
        announced = headers.get('content-length', '0')
        body = await _collected(receive, most) if 'transfer-encoding' in headers else b''
        if body is None or not announced.isdecimal() or int(announced) > most:
            await error_page(413, _WORDS, 'Te groot')(scope, receive, send)
        elif 'transfer-encoding' in headers:
            await self.app(scope, _replay(body, receive), send)
        else:
            await self.app(scope, receive, send)


async def _collected(receive: Receive, most: int) -> bytes | None:
    """Read a body of unknown length; None as soon as it is too large."""
    body, more = bytearray(), True
    while more:
        message = await receive()
        body += message.get('body', b'')
        more = message.get('more_body', False)
        if len(body) > most:
            return None
    return bytes(body)


def _replay(body: bytes, receive: Receive) -> Receive:
    """Give a body that was read already, and then whatever still comes."""
    waiting: list[Message] = [{'type': 'http.request', 'body': body, 'more_body': False}]

    async def replayed() -> Message:
        return waiting.pop() if waiting else await receive()

    return replayed


def limit_of(path: str) -> int:
    """Give how many bytes a request to a path may send."""
    if path == ADDRESS:
        return MOST_DOSSIER
    return MOST_UPLOAD if path.startswith('/_nicegui/client/') else MOST
