"""The limit: hands each message to everybody else in the room, and knows nothing about it."""

import asyncio
import base64
import hashlib
import sys
from typing import cast

import uvloop
from websockets.speedups import apply_mask

_GUID = b'258EAFA5-E914-47DA-95CA-C5AB0DC85B11'  # RFC 6455, 1.3
_CLOSE = 0x88


class Relay(asyncio.Protocol):
    """One connection."""

    rooms: dict[str, set['Relay']] = {}  # noqa: RUF012 -- one for all, that is the point

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Wait for the request."""
        self.transport, self.rest = cast('asyncio.Transport', transport), b''
        self.room: set[Relay] = set()

    def connection_lost(self, _error: Exception | None) -> None:
        """Leave the room."""
        self.room.discard(self)

    def data_received(self, data: bytes) -> None:
        """Relay what is complete."""
        data = self.rest + data
        at = 0 if self.room else self._open(data)
        while len(data) - at >= 6:
            length, start = data[at + 1] & 127, at + 2
            if length > 125:
                start += 2 if length == 126 else 8
                length = int.from_bytes(data[at + 2 : start], 'big')
            end = start + 4 + length
            if end > len(data):
                break
            self._relay(data[at], apply_mask(data[start + 4 : end], data[start : start + 4]))
            at = end
        self.rest = data[at:]

    def _relay(self, kind: int, payload: bytes) -> None:
        if kind == _CLOSE:
            self.transport.close()
            return
        length = len(payload)
        head = bytes((kind, length)) if length < 126 else bytes((kind, 126)) + length.to_bytes(2, 'big')
        message = head + payload
        for other in self.room:
            if other is not self:
                other.transport.write(message)

    def _open(self, data: bytes) -> int:
        end = data.find(b'\r\n\r\n') + 4
        if end < 4:
            return 0
        lines = data[:end].split(b'\r\n')
        key = next(line.split(b': ')[1] for line in lines if line.lower().startswith(b'sec-websocket-key'))
        accept = base64.b64encode(hashlib.sha1(key + _GUID, usedforsecurity=False).digest())
        self.transport.write(
            b'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n'
            b'Sec-WebSocket-Accept: ' + accept + b'\r\n\r\n'
        )
        self.room = self.rooms.setdefault(lines[0].split()[1].decode(), set())
        self.room.add(self)
        return end


async def serve(port: int) -> None:
    """Serve until the process ends."""
    server = await asyncio.get_running_loop().create_server(Relay, '127.0.0.1', port)
    await server.serve_forever()


if __name__ == '__main__':
    uvloop.run(serve(int(sys.argv[1])))
