"""A WebSocket client that costs little: the load must not be slower than what it measures."""

import asyncio
import base64
import secrets
from collections.abc import Callable
from time import perf_counter
from typing import cast

from websockets.speedups import apply_mask

_MASK = b'\x37\xfa\x21\x3d'
_BINARY, _CLOSE, _PING, _PONG = 0x82, 0x88, 0x89, 0x8A


def frame(payload: bytes, kind: int = _BINARY) -> bytes:
    """Put one message of a client in a frame."""
    length = len(payload)
    if length < 126:
        head = bytes((kind, 0x80 | length))
    elif length < 65_536:
        head = bytes((kind, 0xFE)) + length.to_bytes(2, 'big')
    else:
        head = bytes((kind, 0xFF)) + length.to_bytes(8, 'big')
    return head + _MASK + apply_mask(payload, _MASK)


class Socket(asyncio.Protocol):
    """One connection.

    :param receive: is called with each binary message, and when (``perf_counter``) it came in
    """

    def __init__(self, host: str, path: str, cookie: str, receive: Callable[[bytes, float], None]) -> None:
        key = base64.b64encode(secrets.token_bytes(16)).decode()
        cookies = f'Cookie: {cookie}\r\n' if cookie else ''
        self._request = (
            f'GET {path} HTTP/1.1\r\nHost: {host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n'
            f'Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n{cookies}\r\n'
        )
        self._receive = receive
        self._rest = b''
        self._transport: asyncio.Transport | None = None
        self._is_open = False
        self.opened: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.end = ''
        """why the connection ended"""
        self.received = 0
        """bytes that came in"""
        self.heard_at = 0.0
        """when (``perf_counter``) something came in last"""
        self.frames = 0
        """binary messages that came in"""

    @property
    def is_open(self) -> bool:
        """Whether messages can go both ways."""
        return self._is_open and not self.end

    def send(self, payload: bytes) -> None:
        """Send one binary message."""
        self.write(frame(payload))

    def write(self, framed: bytes) -> None:
        """Send what is in a frame already."""
        if self._transport and not self.end:
            self._transport.write(framed)

    def close(self) -> None:
        """End the connection properly."""
        if self._transport:
            self._transport.write(frame(b'\x03\xe8', _CLOSE))
            self._transport.close()

    def abort(self) -> None:
        """End the connection at once."""
        if self._transport:
            self._transport.abort()

    # what asyncio calls

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Ask for a WebSocket."""
        self._transport = cast('asyncio.Transport', transport)  # that of uvloop does not say so
        self._transport.write(self._request.encode())

    def connection_lost(self, _error: Exception | None) -> None:
        """Note that it is over."""
        self.end = self.end or 'The connection was lost.'
        if not self.opened.done():
            self.opened.set_exception(ConnectionError(self.end))

    def data_received(self, data: bytes) -> None:
        """Hand on what is complete."""
        now = perf_counter()
        self.received += len(data)
        self.heard_at = now
        if self._rest:
            data = self._rest + data
        at = 0 if self._is_open else self._answered(data)
        if self._is_open:
            at = self._frames(data, at, now)
        self._rest = data[at:]

    def _answered(self, data: bytes) -> int:
        end = data.find(b'\r\n\r\n') + 4
        if end < 4:
            return 0
        if not data.startswith(b'HTTP/1.1 101'):
            self.end = f'The server refused: {data[:200]!r}'
            self.abort()
            return 0
        self._is_open = True
        self.opened.set_result(None)
        return end

    def _frames(self, data: bytes, at: int, now: float) -> int:
        """Take the frames from a place on; gives where the first incomplete one begins."""
        end = len(data)
        while end - at >= 2:
            length, start = data[at + 1], at + 2
            if length > 125:
                start += 2 if length == 126 else 8
                length = int.from_bytes(data[at + 2 : start], 'big')
            if start + length > end:
                break
            kind, payload = data[at], data[start : start + length]
            at = start + length
            if kind == _BINARY:
                self.frames += 1
                self._receive(payload, now)
            else:
                self._control(kind, payload)
        return at

    def _control(self, kind: int, payload: bytes) -> None:
        if kind == _PING and self._transport:
            self._transport.write(frame(payload, _PONG))
        elif kind == _CLOSE:
            self.end = f'The server closed: {int.from_bytes(payload[:2], "big")} {payload[2:].decode(errors="replace")}'
            self.abort()
        elif kind != _PONG:
            self.end = f'A frame of kind {kind:#x} was not expected.'
            self.abort()
