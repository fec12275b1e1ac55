"""A line that can be cut: what a browser's own offline switch only pretends."""

import asyncio
import contextlib


class CuttingProxy:
    """Passes TCP connections on to a port, until told otherwise.

    :param port: where the server listens
    """

    def __init__(self, port: int) -> None:
        self.url = ''
        self.blocked_upgrades = b''
        """WebSockets whose path starts like this are answered with 403, as some office proxies do"""
        self._target = port
        self._refusing = False
        self._flowing = asyncio.Event()
        self._flowing.set()
        self._writers: set[asyncio.StreamWriter] = set()
        self._server: asyncio.Server | None = None

    async def start(self) -> None:
        """Begin to listen."""
        self._server = await asyncio.start_server(self._serve, '127.0.0.1', 0)
        self.url = f'http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}'

    def cut(self) -> None:
        """Break all connections; new ones work."""
        for writer in [*self._writers]:
            writer.transport.abort()

    def refuse(self) -> None:
        """Break all connections and let no new one in."""
        self._refusing = True
        self.cut()

    def swallow(self) -> None:
        """Keep all connections, but hold back what is sent over them."""
        self._flowing.clear()

    def restore(self) -> None:
        """Work again, and pass on what was held back."""
        self._refusing = False
        self._flowing.set()

    async def close(self) -> None:
        """Stop listening."""
        self.refuse()
        self._flowing.set()
        if self._server is not None:
            self._server.close()
            await self._server.wait_closed()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._writers.add(writer)
        if self._refusing:
            writer.transport.abort()
        else:
            with contextlib.suppress(OSError, asyncio.IncompleteReadError):
                await self._pass_on(reader, writer)
        self._writers.discard(writer)
        writer.close()

    async def _pass_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        first = await reader.read(65536)
        upgrade = b'upgrade: websocket' in first.lower()
        if upgrade and self.blocked_upgrades and first.startswith(b'GET ' + self.blocked_upgrades):
            writer.write(b'HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n')
            await writer.drain()
            return
        back, forth = await asyncio.open_connection('127.0.0.1', self._target)
        self._writers.add(forth)
        try:
            forth.write(first)
            await asyncio.gather(self._copy(reader, forth), self._copy(back, writer))
        finally:
            self._writers.discard(forth)
            forth.close()

    async def _copy(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError):
            while data := await reader.read(65536):
                await self._flowing.wait()
                writer.write(data)
                await writer.drain()
        writer.close()
