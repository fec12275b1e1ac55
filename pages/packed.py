"""Files whose address holds their version: compressed once, not at every request, and kept by browsers for ever."""

import asyncio
import gzip
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

FOR_EVER = 'public, max-age=31536000, immutable'
KEPT = 64
"""this many files stay in memory"""
LARGEST = 1_000_000
"""bytes of a file that is kept; larger ones are no part of our pages"""
SMALLEST = 500
"""bytes below which compression gains nothing"""
_SQUEEZABLE = ('text/', 'application/json', 'image/svg+xml')


@dataclass(frozen=True)
class _File:
    headers: list[tuple[bytes, bytes]]
    body: bytes


class Packed:
    """Answers for files below some addresses from memory, once they were asked for.

    :param app: has the files
    :param below: beginnings of addresses under which a file never changes
    """

    def __init__(self, app: ASGIApp, below: Sequence[str]) -> None:
        self.app = app
        self._below = tuple(below)
        self._files: OrderedDict[str, _File] = OrderedDict()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection."""
        if not self._is_ours(scope):
            await self.app(scope, receive, send)
            return
        path = scope['path']
        if path not in self._files:
            started, body = await self._fetched(scope, receive)
            headers = MutableHeaders(raw=started.get('headers', []))
            if started['status'] != 200:
                headers['Cache-Control'] = 'no-store'
                await _answer(send, started['status'], headers.raw, body)
                return
            file = await asyncio.to_thread(_packed, headers, body)
            if len(body) > LARGEST:
                await _answer(send, 200, file.headers, file.body)
                return
            self._files[path] = file
            while len(self._files) > KEPT:
                self._files.popitem(last=False)
        file = self._files[path]
        self._files.move_to_end(path)
        await _answer(send, 200, file.headers, file.body)

    def _is_ours(self, scope: Scope) -> bool:
        if scope['type'] != 'http' or scope['method'] != 'GET' or not scope['path'].startswith(self._below):
            return False
        asked = Headers(scope=scope)
        plain = not {'range', 'if-none-match', 'if-modified-since'} & {*asked.keys()}
        return plain and 'gzip' in asked.get('accept-encoding', '')

    async def _fetched(self, scope: Scope, receive: Receive) -> tuple[Message, bytes]:
        """Ask the app for the whole file, as it is."""
        kept = [(name, value) for name, value in scope['headers'] if name != b'accept-encoding']
        started: Message = {'status': 500}
        parts: list[bytes] = []

        async def take(message: Message) -> None:
            if message['type'] == 'http.response.start':
                started.update(message)
            else:
                parts.append(message.get('body', b''))

        await self.app({**scope, 'headers': kept}, receive, take)
        return started, b''.join(parts)


def _packed(headers: MutableHeaders, body: bytes) -> _File:
    if len(body) >= SMALLEST and headers.get('content-type', '').startswith(_SQUEEZABLE):
        body = gzip.compress(body, 9, mtime=0)
        headers['Content-Encoding'] = 'gzip'
        headers.add_vary_header('Accept-Encoding')
    headers['Content-Length'] = str(len(body))
    headers['Cache-Control'] = FOR_EVER
    return _File(headers.raw, body)


async def _answer(send: Send, status: int, headers: list[tuple[bytes, bytes]], body: bytes) -> None:
    # a copy: whoever is around this adds headers of its own
    await send({'type': 'http.response.start', 'status': status, 'headers': [*headers]})
    await send({'type': 'http.response.body', 'body': body})
