"""The real server: sockets of live texts leave the loop of the pages, and end as they should."""

import socket
import threading
import time
import urllib.request
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import pytest
import uvicorn
from fastapi import FastAPI
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from data.live_texts import LiveTexts
from pages import live_socket, pulse
from pages.live import add_live
from pages.server import FIXED, HandingOver
from tests.test_live import QueryGate, Typist, is_saved


class Running:
    """A server in a thread of this process."""

    def __init__(self, folder: Path) -> None:
        self.texts = LiveTexts(folder)
        self.busy, self.go_on = threading.Event(), threading.Event()
        """the loop of the pages is busy; it may go on"""
        web = FastAPI(lifespan=self._lifespan)
        add_live(web, self.texts, QueryGate())
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
    running = Running(tmp_path)
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


def test_typing_and_saving_go_on_while_the_pages_are_busy(running: Running) -> None:
    with running.socket('henk') as one, running.socket('fatima') as two:
        henk, fatima = person(one), person(two)
        henk.until(is_saved)
        fatima.until(is_saved)
        page = threading.Thread(target=lambda: urllib.request.urlopen(f'http://127.0.0.1:{running.port}/druk'))
        page.start()
        assert running.busy.wait(10)

        henk.type('Hallo')
        fatima.until(lambda each: str(each.text) == 'Hallo')
        henk.until(is_saved)

        assert page.is_alive(), 'the pages are busy until now'
        running.go_on.set()
        page.join()
    assert running.texts.text('d1', 'goal') == 'Hallo'


def test_sockets_of_live_texts_leave_the_loop_of_the_pages(running: Running) -> None:
    with running.socket('henk') as one:
        person(one).until(is_saved)

        assert running.server.server_state.connections == set()
        assert [visitor.name for visitor in running.texts.present('d1')['goal']] == ['Henk']


def test_who_leaves_is_gone_at_once(running: Running) -> None:
    with running.socket('henk') as one:
        person(one).until(is_saved)
    deadline = time.monotonic() + 10
    while running.texts.present('d1') and time.monotonic() < deadline:
        time.sleep(0.01)

    assert running.texts.present('d1') == {}


def test_a_server_that_stops_says_so_and_has_saved_everything(running: Running, tmp_path: Path) -> None:
    with running.socket('henk') as one:
        henk = person(one)
        henk.until(is_saved)
        henk.type('laatste woorden')
        henk.until(is_saved)
        threading.Thread(target=running.stop).start()

        assert end_of(one) == 1012
    running.stop()
    assert LiveTexts(tmp_path).text('d1', 'goal') == 'laatste woorden'


def test_a_message_may_come_in_parts(running: Running) -> None:
    with running.socket('henk') as one, running.socket('fatima') as two:
        henk, fatima = person(one), person(two)
        henk.until(is_saved)
        parts: list[bytes] = []
        henk._send = parts.append
        henk.type('in stukken')
        one.send([parts[0][:7], parts[0][7:20], parts[0][20:]])

        fatima.until(lambda each: str(each.text) == 'in stukken')


@pytest.mark.parametrize(
    'message, code',
    [
        pytest.param('tekst', 4400, id='text frame'),
        pytest.param(b'\x63', 4400, id='unknown kind'),
        pytest.param(bytes(1_000_001), 1009, id='oversized'),
    ],
)
def test_a_bad_message_ends_only_its_own_socket(running: Running, message: str | bytes, code: int) -> None:
    with running.socket('fatima') as good:
        fatima = person(good)
        with running.socket('henk') as bad:
            with suppress(ConnectionClosed):  # it may be cut while it is still talking
                bad.send(message)
            assert end_of(bad) == code
        fatima.type('verder')
        fatima.until(is_saved)


def test_what_was_said_right_before_leaving_counts(running: Running) -> None:
    with running.socket('henk') as one:
        henk = person(one)
        henk.until(is_saved)
        for number in range(3 * live_socket.AT_ONCE):
            henk.type(f'{number} ')
    deadline = time.monotonic() + 10
    while running.texts.present('d1') and time.monotonic() < deadline:
        time.sleep(0.01)

    assert running.texts.text('d1', 'goal').split() == [str(number) for number in range(3 * live_socket.AT_ONCE)]


def test_a_silent_peer_is_let_go(running: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pulse, 'PING', 0.05)
    quiet = socket.create_connection(('127.0.0.1', running.port))
    quiet.sendall(
        b'GET /live/d1/goal?als=henk HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n'
        b'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n\r\n'
    )
    quiet.settimeout(10)
    heard = b''
    while part := quiet.recv(4096):
        heard += part
    quiet.close()

    assert b'101 Switching Protocols' in heard
    assert (1011).to_bytes(2, 'big') in heard


def test_whose_access_ends_is_thrown_out(running: Running) -> None:
    with running.socket('henk') as one:
        person(one).until(is_saved)
        running.texts.expel('p1')

        assert end_of(one) == 4403
