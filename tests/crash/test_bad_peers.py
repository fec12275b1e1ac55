"""Peers that vanish, dawdle or flood: others go on typing, and the server stays as it was."""

import asyncio
import base64
import os
import socket
import time
from collections.abc import AsyncIterator
from contextlib import suppress
from itertools import count
from pathlib import Path

import pytest
import pytest_asyncio
from pycrdt import Doc, Text
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from data import wire
from data.live_texts import LiveTexts
from tests.crash.killed_server import LONG, PATIENCE, KilledServer
from tests.crash.typist import Typist

pytestmark = pytest.mark.asyncio(loop_scope='module')
DOSSIER = 'd1'


@pytest_asyncio.fixture(scope='module', loop_scope='module')
async def server(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[KilledServer]:
    server = KilledServer(tmp_path_factory.mktemp('peers'))
    await server.open()
    await server.start()
    yield server
    await server.close()


class Two:
    """Two people who type in one text while something else happens."""

    def __init__(self, server: KilledServer, text_id: str) -> None:
        self.text_id = text_id
        self.address = f'ws://127.0.0.1:{server.port}/live/{DOSSIER}/{text_id}'
        self.typists = [Typist(name, f'{self.address}?als={name}', ord(name)) for name in 'ab']
        self._server = server
        self._tasks: list[asyncio.Task[None]] = []

    async def __aenter__(self) -> 'Two':
        self._tasks = [asyncio.create_task(typist.run()) for typist in self.typists]
        await self.until_saved_more(5)
        return self

    async def __aexit__(self, *_: object) -> None:
        for typist in self.typists:
            typist.typing = False
        try:
            async with asyncio.timeout(LONG):
                while not self._agree():  # noqa: ASYNC110 - what is waited for happens in another process
                    await asyncio.sleep(0.02)
        finally:
            for task in self._tasks:
                task.cancel()
            await asyncio.gather(*self._tasks, return_exceptions=True)
        stored = LiveTexts(self._server.root / 'dossiers').text(DOSSIER, self.text_id)
        assert [wrong for typist in self.typists for wrong in typist.must_be(stored)] == []

    async def until_saved_more(self, more: int) -> None:
        before = [typist.saved for typist in self.typists]
        async with asyncio.timeout(LONG):
            while not all(  # noqa: ASYNC110 - what is waited for happens in another process
                typist.saved >= saved + more for typist, saved in zip(self.typists, before, strict=True)
            ):
                await asyncio.sleep(0.01)

    def _agree(self) -> bool:
        texts = {str(typist.text) for typist in self.typists}
        return len(texts) == 1 and all(typist.all_saved for typist in self.typists)


def open_files(server: KilledServer) -> int:
    return len(os.listdir(f'/proc/{server.child}/fd'))  # noqa: PTH208 - a count of links that come and go


def memory(server: KilledServer) -> int:
    """Return the bytes the server has in memory."""
    return int(Path(f'/proc/{server.child}/statm').read_text().split()[1]) * os.sysconf('SC_PAGE_SIZE')


async def knock(port: int, text_id: str, name: str) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """Ask for a socket over a connection that takes in little before somebody reads."""
    narrow = socket.socket()
    narrow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    narrow.setblocking(False)
    await asyncio.get_running_loop().sock_connect(narrow, ('127.0.0.1', port))
    reader, writer = await asyncio.open_connection(sock=narrow, limit=1024)
    key = base64.b64encode(os.urandom(16)).decode()
    writer.write(
        f'GET /live/{DOSSIER}/{text_id}?als={name} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUpgrade: websocket\r\n'
        f'Connection: Upgrade\r\nSec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n'.encode()
    )
    return reader, writer


async def abort_one(port: int, text_id: str, number: int) -> None:
    """Knock, hear as much as the number says, and vanish without a word."""
    reader, writer = await knock(port, text_id, f'spook{number}')
    if number % 3:
        with suppress(OSError, asyncio.IncompleteReadError):
            await reader.readuntil(b'\r\n\r\n')
    if number % 3 == 2:
        with suppress(OSError):
            await reader.read(100)
            writer.write(bytes([0x82, 0xFE]))  # the beginning of a message that never comes
            await writer.drain()
    writer.transport.abort()


async def test_a_thousand_sockets_that_are_torn_off_harm_nobody(server: KilledServer) -> None:
    async with Two(server, 'goal') as two:
        before = open_files(server)
        for start in range(0, 1000, 50):
            await asyncio.gather(*(abort_one(server.port, 'goal', start + each) for each in range(50)))
        await two.until_saved_more(5)
        async with asyncio.timeout(LONG):
            while open_files(server) > before + 3:  # noqa: ASYNC110 - what is waited for happens in another process
                await asyncio.sleep(0.05)


async def test_a_peer_that_does_not_read_costs_no_memory_and_is_let_go(server: KilledServer) -> None:
    async with Two(server, 'answer:A1') as two:
        reader, writer = await knock(server.port, two.text_id, 'traag')
        sent: list[float] = []
        fast = await connect(f'{two.address}?als=snel', max_queue=None)
        doc: Doc[Text] = Doc()
        text = doc.get('text', type=Text)
        before = memory(server)
        for _ in range(90):
            state = doc.get_state()
            text.insert(0, '<' + 'x' * 60_000 + '>')
            sent.append(time.monotonic())
            await fast.send(wire.sync(wire.UPDATE, doc.get_update(state)))
            await asyncio.sleep(0.03)  # else it is gone before it is handed on
            state = doc.get_state()
            del text[0:60_002]
            await fast.send(wire.sync(wire.UPDATE, doc.get_update(state)))
        await two.until_saved_more(5)
        grown = memory(server) - before
        late = time.monotonic()
        async with asyncio.timeout(LONG):
            heard = await reader.read(-1)
        writer.close()
        await fast.close()

    # who takes nothing of that for as long again is cut off; on a slow machine that may be over before somebody reads
    stuck_at = sent[max(len(heard) // 60_000 - 2, 0)]
    assert late > stuck_at + 2 * PATIENCE or (1013).to_bytes(2, 'big') in heard[-200:], 'a code that lets it come back'
    assert grown < 40 * 2**20, f'{grown / 2**20:.0f} MB for 5 MB of typing'


@pytest.mark.parametrize(
    'text_id, message',
    [
        pytest.param('answer:B1', wire.sync(wire.STEP1, b'\x00'), id='questions'),
        pytest.param('answer:B2', bytes((wire.QUERY_AWARENESS,)), id='who is here'),
        pytest.param('answer:B3', wire.sync(wire.UPDATE, b'\x00\x00'), id='empty changes'),
    ],
)
async def test_a_peer_that_floods_does_not_keep_others_from_saving(
    server: KilledServer, text_id: str, message: bytes
) -> None:
    async with Two(server, text_id) as two:
        flood = await connect(f'{two.address}?als=vloed', max_queue=None)
        before = memory(server)

        async def pour() -> None:
            with suppress(ConnectionClosed):
                for number in count():
                    await flood.send(message)
                    if number % 50 == 0:
                        await asyncio.sleep(0)

        pouring = asyncio.create_task(pour())
        await two.until_saved_more(5)
        await asyncio.wait_for(pouring, LONG)
        assert flood.close_code in (1013, 1006), 'it was let go'
        assert memory(server) - before < 40 * 2**20
