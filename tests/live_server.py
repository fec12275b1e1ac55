"""A real server of live texts in a thread of this process, and ways to talk to it."""

import socket
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from http.client import HTTPConnection
from pathlib import Path
from socket import socket as Connection

import pytest
import uvicorn
from fastapi import FastAPI
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from data.live_texts import LiveTexts
from pages.live import add_live
from pages.server import FIXED, HandingOver
from tests.test_live import QueryGate, Typist


class Running:
    """A server in a thread of this process.

    :param add: adds addresses other than those of live texts
    """

    def __init__(self, texts: LiveTexts, add: Callable[[FastAPI], None] = lambda _: None) -> None:
        self.texts = texts
        self.busy, self.go_on = threading.Event(), threading.Event()
        """the loop of the pages is busy; it may go on"""
        web = FastAPI(lifespan=self._lifespan)
        add_live(web, self.texts, QueryGate())
        add(web)
        web.get('/druk')(self._be_busy)
        listener = socket.create_server(('127.0.0.1', 0))
        self.port = listener.getsockname()[1]
        self.server = uvicorn.Server(uvicorn.Config(web, ws=HandingOver, log_level='warning', **FIXED))
        self._thread = threading.Thread(target=self.server.run, args=([listener],))
        self._thread.start()

    def stop(self) -> None:
        self.go_on.set()
        self.server.should_exit = True
        self._thread.join()

    def socket(self, person: str, text: str = 'goal') -> ClientConnection:
        return connect(f'ws://127.0.0.1:{self.port}/live/d1/{text}?als={person}')

    def status(self, path: str) -> int:
        """Ask for a page without going where it sends one."""
        connection = HTTPConnection('127.0.0.1', self.port, timeout=20)
        connection.request('GET', path)
        status = connection.getresponse().status
        connection.close()
        return status

    def raw(self, person: str, text: str = 'goal') -> Connection:
        """Give a connection whose handshake has been answered, for bytes that no client would send."""
        connection = socket.create_connection(('127.0.0.1', self.port))
        connection.settimeout(10)
        connection.sendall(
            f'GET /live/d1/{text}?als={person} HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n'
            'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n\r\n'.encode()
        )
        connection.recv(1, socket.MSG_PEEK)  # nothing may be said before the answer
        return connection

    @asynccontextmanager
    async def _lifespan(self, _web: FastAPI) -> AsyncIterator[None]:
        await self.texts.start()
        yield
        await self.texts.stop()

    async def _be_busy(self) -> None:
        """Keep the loop of the pages from doing anything else, as a large page does."""
        self.busy.set()
        self.go_on.wait(20)


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Running]:
    running = Running(LiveTexts(tmp_path))
    yield running
    running.stop()


def person(connection: ClientConnection) -> Typist:
    def receive() -> bytes:
        message = connection.recv(timeout=10)
        assert isinstance(message, bytes)
        return message

    return Typist(connection.send, receive)


def end_of(connection: ClientConnection) -> int:
    with pytest.raises(ConnectionClosed) as end:
        while True:
            connection.recv(timeout=10)
    return end.value.rcvd.code if end.value.rcvd else 0


def everything(connection: Connection) -> bytes:
    """Read until the server hangs up."""
    heard = b''
    with connection:
        while part := connection.recv(65_536):
            heard += part
    return heard
