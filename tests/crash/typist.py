"""Somebody who types at random over a line that breaks, and knows what was called saved."""

import asyncio
import random
from contextlib import suppress

from pycrdt import Doc, Text
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException

from data import wire
from data.wire import Reader


class Typist:
    """A stock client that counts as our editor does.

    What it types are tokens like ``<a12>``, put between other tokens, so that each can be found again.

    :param name: of letters
    :param address: where the text is
    :param headers: for a server that asks who comes
    """

    def __init__(self, name: str, address: str, seed: int, headers: dict[str, str] | None = None) -> None:
        self.name = name
        self.doc: Doc[Text] = Doc()
        self.text = self.doc.get('text', type=Text)
        self.changes = 0
        """made here, ever"""
        self.saved = 0
        """how many of them were called saved"""
        self.inserted: dict[str, int] = {}
        self.deleted: dict[str, int] = {}
        """token -> number of the change"""
        self.typing = True
        self._address, self._headers = address, headers
        self._random = random.Random(seed)
        self._out: asyncio.Queue[bytes] | None = None
        self._answered = False
        self._sent = 0
        self._sent_at: list[tuple[int, int]] = []

    async def run(self) -> None:
        """Type and stay connected, until cancelled."""
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._type())
            tasks.create_task(self._stay_connected())

    @property
    def all_saved(self) -> bool:
        return self.saved == self.changes and self._out is not None

    def must_be(self, text: str) -> list[str]:
        """Say what is wrong with a text on disk, given what was called saved."""
        wrong = []
        for token, number in self.inserted.items():
            gone = self.deleted.get(token)
            times = text.count(token)
            if times > 1:
                wrong.append(f'{token} is there {times} times')
            elif times and gone is not None and gone <= self.saved:
                wrong.append(f'{token} was deleted, that was saved, and it is there')
            elif not times and number <= self.saved and gone is None:
                wrong.append(f'{token} was saved and is not there')
        return wrong

    async def _type(self) -> None:
        while True:
            await asyncio.sleep(self._random.uniform(0.001, 0.02))
            if self.typing:
                self._change()

    def _change(self) -> None:
        before = self.doc.get_state()
        text = str(self.text)
        mine = [token for token in self.inserted if token not in self.deleted and token in text]
        self.changes += 1
        if mine and self._random.random() < 0.3:
            token = self._random.choice(mine)
            start = text.index(token)
            del self.text[start : start + len(token)]
            self.deleted[token] = self.changes
        else:
            token = f'<{self.name}{self.changes}>'
            places = [0, *(at + 1 for at, letter in enumerate(text) if letter == '>')]
            self.text.insert(self._random.choice(places), token)
            self.inserted[token] = self.changes
        if self._answered:
            self._send_change(wire.UPDATE, self.doc.get_update(before))

    async def _stay_connected(self) -> None:
        while True:
            with suppress(OSError, WebSocketException):
                async with connect(self._address, additional_headers=self._headers, open_timeout=10) as socket:
                    await self._talk(socket)
            self._answered, self._out = False, None
            await asyncio.sleep(0.02)

    async def _talk(self, socket: ClientConnection) -> None:
        self._out, self._sent, self._sent_at = asyncio.Queue(), 0, []
        self._out.put_nowait(wire.sync(wire.STEP1, self.doc.get_state()))
        sender = asyncio.create_task(self._send(socket, self._out))
        try:
            async for message in socket:
                assert isinstance(message, bytes)
                self._hear(Reader(message))
        finally:
            sender.cancel()

    async def _send(self, socket: ClientConnection, out: asyncio.Queue[bytes]) -> None:
        with suppress(WebSocketException):
            while True:
                await socket.send(await out.get())

    def _hear(self, reader: Reader) -> None:
        kind = reader.number()
        if kind == wire.SYNC:
            step, data = reader.number(), reader.block()
            if step == wire.STEP1:
                self._send_change(wire.STEP2, self.doc.get_update(data))
                self._answered = True
            else:
                self.doc.apply_update(data)
        elif kind == wire.SAVED:
            reader.block()
            count = reader.number()
            while self._sent_at and self._sent_at[0][0] <= count:
                self.saved = self._sent_at.pop(0)[1]

    def _send_change(self, step: int, update: bytes) -> None:
        assert self._out is not None
        self._sent += 1
        self._sent_at.append((self._sent, self.changes))
        self._out.put_nowait(wire.sync(step, update))
