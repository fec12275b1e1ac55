"""Frames of live sockets: what is read in a few steps is what the library reads, however the bytes arrive."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from websockets.frames import Frame, Opcode
from websockets.protocol import SERVER, Protocol

from data.feed import NOTHING, Batch
from data.peers import Peer, Visitor
from pages.frames import packed, size, whole_messages
from pages.live_socket import AT_ONCE, LiveSocket

MOST = 70_000
MASK = b'\x01\x02\x03\x04'
VISITOR = Visitor('p1', 'Henk', 'LindeWarm', '#0f6e6e', may_write=True)


def frame(
    data: bytes, opcode: int = Opcode.BINARY, *, first: int = 0x80, masked: bool = True, least: int = 0, cut: int = 0
) -> bytes:
    """Write a frame as a browser does, or as nobody should.

    :param first: the end bit and the three reserved ones
    :param least: a length below this is written in the long form, which a browser never does
    :param cut: how many bytes are missing at its end
    """
    if max(len(data), least) <= 125:
        length = bytes((len(data),))
    elif max(len(data), least) <= 0xFFFF:
        length = bytes((126,)) + len(data).to_bytes(2, 'big')
    else:
        length = bytes((127,)) + len(data).to_bytes(8, 'big')
    head = bytes((first | opcode, length[0] | 0x80 * masked)) + length[1:]
    whole = head + (MASK + mask(data) if masked else data)
    return whole[: len(whole) - cut]


def mask(data: bytes) -> bytes:
    return bytes(byte ^ MASK[at % 4] for at, byte in enumerate(data))


@dataclass
class Ear:
    """A room that writes down what it is told."""

    heard: list[bytes] = field(default_factory=list)

    def receive(self, peer: Peer, message: bytes) -> None:
        if not peer.closed:
            self.heard.append(message)

    def take(self, _peer: Peer) -> Batch:
        return NOTHING


class Wire:
    """A transport that keeps what is written, and gives nothing while reading is paused."""

    def __init__(self) -> None:
        self.written, self.reads, self.closed = b'', asyncio.Event(), False
        self.reads.set()

    def set_write_buffer_limits(self, high: int) -> None:
        pass

    def write(self, data: bytes) -> None:
        self.written += data

    def pause_reading(self) -> None:
        self.reads.clear()

    def resume_reading(self) -> None:
        self.reads.set()

    def is_closing(self) -> bool:
        return self.closed

    def close(self) -> None:
        self.closed = True
        self.reads.set()

    abort = close


class Texts:
    """Live texts with one room."""

    def __init__(self, room: Ear) -> None:
        self.room = room

    def join(self, _dossier_id: str, _text_id: str, visitor: Visitor, wake: Callable[[], None]) -> tuple[Ear, Peer]:
        return self.room, Peer(visitor, wake, 1)

    def leave(self, *_: object) -> None:
        pass


class Pulse:
    """Asks nobody."""

    def add(self, _asked: object) -> None:
        pass

    discard = add


async def with_both(stream: bytes, cuts: list[int]) -> tuple[list[bytes], bytes]:
    """Let a live socket read a stream in pieces; give the messages, and what it says by itself."""
    ear, wire = Ear(), Wire()
    live: Any = LiveSocket(Texts(ear), Pulse(), ('d1', 'goal'), VISITOR, b'', MOST)  # type: ignore[arg-type]
    live.connection_made(wire)
    borders = [0, *sorted(cut % (len(stream) + 1) for cut in cuts), len(stream)]
    for start, end in pairwise(borders):
        if start < end and not wire.closed:
            live.data_received(stream[start:end])
        await wire.reads.wait()
    live.connection_lost(None)
    return ear.heard, wire.written


def by_library(stream: bytes) -> tuple[list[bytes], bytes | None]:
    """Let the library alone read a stream; a text frame is where a live socket stops listening, in words of its own."""
    protocol = Protocol(SERVER, max_size=MOST)
    protocol.receive_data(stream)
    messages: list[bytes] = []
    parts: list[bytes] = []
    for event in protocol.events_received():
        assert isinstance(event, Frame)
        if event.opcode is Opcode.TEXT:
            return messages, None
        if event.opcode in (Opcode.BINARY, Opcode.CONT):
            parts.append(bytes(event.data))
            if event.fin:
                messages.append(b''.join(parts))
                parts = []
    return messages, b''.join(protocol.data_to_send())


LENGTHS = st.one_of(st.integers(0, 12), st.sampled_from([124, 125, 126, 127, 300, 65_535, 65_536, MOST, MOST + 1]))
GOOD = st.builds(lambda length: frame(bytes(length)), LENGTHS)
TYPED = st.integers(1, 40).map(lambda count: b''.join(frame(bytes((number,))) for number in range(count)))
PING = st.integers(0, 125).map(lambda length: frame(bytes(length), Opcode.PING))
PARTS = st.lists(st.one_of(st.binary(max_size=9), st.just(bytes(200))), min_size=1, max_size=4).flatmap(
    lambda parts: st.lists(st.one_of(st.just(b''), PING), min_size=len(parts), max_size=len(parts)).map(
        lambda pings: (
            frame(b'ab', first=0)
            + b''.join(
                ping + frame(part, Opcode.CONT, first=0x80 * (at == len(parts) - 1))
                for at, (ping, part) in enumerate(zip(pings, parts, strict=True))
            )
        )
    )
)
ODD = st.builds(
    frame,
    st.binary(max_size=130),
    st.sampled_from([0, 1, 2, 3, 8, 9, 10, 11]),
    first=st.sampled_from([0x80, 0x80, 0x80, 0, 0xC0, 0xA0, 0x90, 0xF0]),
    masked=st.sampled_from([True, True, True, False]),
    least=st.sampled_from([0, 0, 126, 65_536]),
    cut=st.sampled_from([0, 0, 0, 1, 2, 5]),
)
NOISE = st.one_of(st.binary(max_size=12), st.just(frame((1000).to_bytes(2, 'big') + b'klaar', Opcode.CLOSE)))
STREAMS = st.lists(st.one_of(GOOD, GOOD, TYPED, PARTS, PING, ODD, NOISE), max_size=8).map(b''.join)
CUTS = st.lists(st.integers(0, 200_000), max_size=12)


@settings(deadline=None, max_examples=400)
@given(STREAMS, CUTS)
@example(frame(b'a') + frame(b'b', first=0) + frame(b'', Opcode.PING) + frame(b'c', Opcode.CONT) + frame(b'd'), [3, 9])
@example(frame(b'', first=0) + frame(b'x') + frame(b'y', Opcode.CONT), [6])  # another message within a message
@example(frame(mask(frame(b'x'))) + frame(b'y'), [6])  # a message that looks like a frame
@example(frame(b'a') + frame(b'', Opcode.CLOSE) + frame(b'after the end'), [])
@example(frame(b'a') + frame(b'b', masked=False) + frame(b'after it'), [7])
@example(frame(b'short in the long form', least=126) + frame(b'b'), [4])
@example(b''.join(frame(bytes((number,))) for number in range(5 * AT_ONCE)), [100, 101])
def test_a_live_socket_hears_what_the_library_hears_and_answers_as_it_does(stream: bytes, cuts: list[int]) -> None:
    messages, said = by_library(stream)

    heard, answered = asyncio.run(with_both(stream, cuts))

    assert heard == messages
    assert said in (None, answered)


@pytest.mark.parametrize(
    'stream',
    [
        pytest.param(frame(b'een') + frame(b'twee', first=0) + frame(b'x', Opcode.PING) + frame(b'3', 0), id='parts'),
        pytest.param(frame(bytes(300)) + frame(b'kort') + frame(b'', Opcode.PONG) + frame(b'kort'), id='lengths'),
        pytest.param(frame(b'a') + frame(b'b', first=0xC0) + frame(b'c'), id='reserved bit'),
        pytest.param(frame(b'a') + frame(b'b', masked=False) + frame(b'c'), id='unmasked'),
        pytest.param(frame(b'a') + frame(b'\x03\xe8', Opcode.CLOSE) + frame(b'c'), id='after the close'),
    ],
)
@pytest.mark.parametrize('step', [1, 2, 3, 5, 7, 64])
def test_pieces_of_any_length_say_the_same(stream: bytes, step: int) -> None:
    assert asyncio.run(with_both(stream, [*range(0, len(stream), step)])) == by_library(stream)


def test_only_whole_short_messages_are_taken_and_not_too_many_at_once() -> None:
    typed = frame(b'a') + frame(b'bc')

    assert whole_messages(typed + frame(b'rest', cut=1), 9) == ([b'a', b'bc'], len(typed))
    assert whole_messages(typed, 1) == ([b'a'], len(frame(b'a')))
    assert whole_messages(frame(b'a', masked=False), 9) == whole_messages(frame(b'a', first=0), 9) == ([], 0)
    assert whole_messages(frame(bytes(65_536)), 9) == ([], 0)


@pytest.mark.parametrize('length', [0, 1, 125, 126, 65_535, 65_536, 70_000])
def test_frames_are_written_and_measured_as_by_the_library(length: int) -> None:
    whole = Frame(Opcode.BINARY, bytes(length))

    assert packed(Batch((bytes(length), b'en nog een'))) == whole.serialize(mask=False) + Frame(
        Opcode.BINARY, b'en nog een'
    ).serialize(mask=False)
    assert size(whole) == len(whole.serialize(mask=True))


def test_a_batch_is_packed_once_for_all() -> None:
    batch = Batch((b'nieuws',))

    assert packed(batch) is packed(batch)


def test_what_waits_when_the_connection_is_lost_is_taken_once() -> None:
    async def lose() -> list[bytes]:
        ear, wire = Ear(), Wire()
        live: Any = LiveSocket(Texts(ear), Pulse(), ('d1', 'goal'), VISITOR, b'', MOST)  # type: ignore[arg-type]
        live.connection_made(wire)
        live.data_received(frame(b'', Opcode.PING) + b''.join(frame(bytes((number,))) for number in range(2 * AT_ONCE)))
        live.connection_lost(None)
        await asyncio.sleep(0.01)
        return ear.heard

    assert asyncio.run(lose()) == [bytes((number,)) for number in range(2 * AT_ONCE)]
