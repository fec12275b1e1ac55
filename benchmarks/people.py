"""People at a text: what each of them sends, and what reached them."""

import asyncio
from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field
from time import perf_counter

from benchmarks import updates
from benchmarks.updates import Runs
from benchmarks.websocket import Socket, frame
from data import wire

CACHE = 4096
"""how many messages are remembered, so that a message to fifty people is read once"""
PATIENCE = 30.0
"""how long (seconds) is waited for a text"""
_STEP1 = b'\x00\x00\x01\x00'
_SIGN_IN, _SYNC_REPLY, _AUTH = b'\x02\x00\x00', 4, 2  # of hocuspocus


@dataclass(frozen=True)
class Seat:
    """Where somebody connects.

    :param prefix: what each message begins with; hocuspocus puts the name of the document there
    :param answers: whether the server has a document and answers; a relay has none
    """

    port: int
    path: str
    cookie: str = ''
    prefix: bytes = b''
    answers: bool = True


@dataclass
class Meter:
    """What is counted over all people of a run; times in seconds."""

    sent: dict[int, 'array[float]'] = field(default_factory=dict)
    """client -> when each of its characters was sent"""
    latencies: 'array[float]' = field(default_factory=lambda: array('d'))
    delivered: int = 0
    """characters that reached somebody else while measuring"""
    frames: int = 0
    """messages with text that reached somebody while measuring"""
    measuring: bool = False
    known: dict[bytes, tuple[bytes, Runs]] = field(default_factory=dict)

    def begin(self) -> None:
        """Count from here on."""
        self.latencies, self.delivered, self.frames, self.measuring = array('d'), 0, 0, True

    def read(self, message: bytes) -> tuple[bytes, Runs]:
        """Give the update in a sync message, and which characters it brings."""
        entry = self.known.get(message)
        if entry is None:
            reader = wire.Reader(message)
            reader.number()
            reader.number()
            update = reader.block()
            entry = update, updates.runs(update)
            if len(self.known) > CACHE:
                self.known.clear()
            self.known[message] = entry
        return entry


class Person:
    """One participant in one text, who types or only reads.

    :param sampled: whether latencies are taken here; with many characters a part of the people is enough
    """

    def __init__(self, seat: Seat, client: int, meter: Meter, *, sampled: bool = True) -> None:
        self.client = client
        self.room = f'{seat.path} {seat.prefix.decode()}'
        self.typed = 0
        self.have: dict[int, int] = {}
        """client -> how many of its characters are here"""
        self.log: list[bytes] = []
        self.synced: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._seat, self._meter, self._sampled = seat, meter, sampled
        self._moves = 0
        self._early: list[tuple[int, int, int]] = []
        self._uncounted: list[tuple[Runs, float]] = []
        self._ready: list[bytes] = []
        self._goal: tuple[int, int, asyncio.Future[float]] | None = None
        self._skip = len(seat.prefix)
        self.socket = Socket(f'127.0.0.1:{seat.port}', seat.path, seat.cookie, self._received)

    async def enter(self) -> None:
        """Connect, and wait until the text is here.

        :raises OSError: if that fails
        """
        try:
            async with asyncio.timeout(PATIENCE):
                await self._enter()
        except TimeoutError:
            raise ConnectionError(self.socket.end or f'The text did not come within {PATIENCE:g} s.') from None

    def appear(self) -> None:
        """Show the cursor, as an editor does when it opens."""
        self._move(max(0, self.typed - 1))

    def prepare(self, count: int) -> None:
        """Make the next keystrokes ready, so that typing them costs next to nothing."""
        clocks = range(self.typed, self.typed + count)
        self._ready = [self._keystroke(clock) for clock in reversed(clocks)]

    def type(self, *, with_cursor: bool = True) -> None:
        """Type one character."""
        message = self._ready.pop() if self._ready else self._keystroke(self.typed)
        self._meter.sent.setdefault(self.client, array('d')).append(perf_counter())
        self.socket.write(message)
        if with_cursor:
            self._move(self.typed)
        self.typed += 1

    def catch_up(self) -> None:
        """Count what came in; it is put off, because the load must not be slower than what it measures."""
        uncounted, self._uncounted = self._uncounted, []
        for runs, now in uncounted:
            self._take(runs, now)

    async def reached(self, client: int, count: int) -> float:
        """Wait until so many characters of a client are here; gives when (``perf_counter``) they came in.

        :raises TimeoutError: if they do not come
        """
        done: asyncio.Future[float] = asyncio.get_running_loop().create_future()
        self._goal = client, count, done
        self.catch_up()
        self._take((), self.socket.heard_at)  # reading a long text takes longer than sending it
        async with asyncio.timeout(PATIENCE):
            return await done

    def leave(self) -> None:
        """Close the connection."""
        self.socket.close()

    def own(self) -> list[bytes]:
        """Give the updates this person made."""
        return [updates.keystroke(self.client, clock) for clock in range(self.typed)]

    def send_update(self, update: bytes) -> None:
        """Send an update that was made elsewhere."""
        self._send(wire.sync(wire.UPDATE, update))

    async def _enter(self) -> None:
        await asyncio.get_running_loop().create_connection(lambda: self.socket, '127.0.0.1', self._seat.port)
        await self.socket.opened
        if not self._seat.answers:
            self.synced.set_result(None)
        elif self._seat.prefix:
            self._send(_SIGN_IN)
        else:
            self._send(_STEP1)
        await self.synced

    def _send(self, message: bytes) -> None:
        self.socket.send(self._seat.prefix + message)

    def _keystroke(self, clock: int) -> bytes:
        update = updates.keystroke(self.client, clock)
        return frame(self._seat.prefix + wire.sync(wire.UPDATE, update))

    def _move(self, behind: int) -> None:
        self._moves += 1
        self._send(wire.awareness(updates.cursor(self.client, self._moves, behind)))

    def _received(self, message: bytes, now: float) -> None:
        if self._skip:
            message = message[self._skip :]
        kind = message[0]
        if kind in (wire.SYNC, _SYNC_REPLY):
            if message[1] == wire.STEP1:
                self._send(wire.sync(wire.STEP2, b'\x00\x00'))
                return
            update, runs = self._meter.read(message)
            self.log.append(update)
            self._uncounted.append((runs, now))
            if self._goal:
                self.catch_up()
            if message[1] == wire.STEP2 and not self.synced.done():
                self.synced.set_result(None)
        elif kind == _AUTH:
            self._send(_STEP1)

    def _take(self, runs: Runs, now: float) -> None:
        meter = self._meter
        if meter.measuring:
            meter.frames += 1
        for run in runs:
            client, clock, length = run
            if client == self.client:
                continue
            have, end = self.have.get(client, 0), clock + length
            if clock > have:
                self._early.append(run)
            elif end > have:
                self.have[client] = end
                if meter.measuring and (times := meter.sent.get(client)):
                    meter.delivered += end - have
                    if self._sampled:
                        meter.latencies.extend([now - sent for sent in times[have:end]])
        if self._goal and self.have.get(self._goal[0], 0) >= self._goal[1] and not self._goal[2].done():
            self._goal[2].set_result(now)
        if self._early:
            early, self._early = self._early, []
            if any(clock <= self.have.get(client, 0) for client, clock, _ in early):
                self._take(tuple(early), now)
            else:
                self._early = early


def complaints(people: Sequence[Person], *, documents: bool = True) -> list[str]:
    """Say what is wrong with what reached people of one text: all must have all, and see the same.

    :param documents: also build the document of everybody; costs a second per 100,000 updates
    """
    found = [f'Somebody was thrown out. {person.socket.end}' for person in people if person.socket.end]
    typed = {person.client: person.typed for person in people if person.typed}
    for person in people:
        person.catch_up()
        missing = sum(
            max(0, count - person.have.get(client, 0)) for client, count in typed.items() if client != person.client
        )
        if missing:
            found.append(f'{missing} of {sum(typed.values())} characters did not reach somebody.')
    if documents and not found:
        texts = {updates.text_of([*person.own(), *person.log]) for person in people}
        if len(texts) > 1:
            found.append(f'The same text is {len(texts)} different ones.')
        elif len(texts.pop()) < sum(typed.values()):
            found.append('The text is not complete.')
    return sorted(set(found))
