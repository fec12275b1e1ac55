"""What a newcomer gets: worked out once when many come at the same moment, never behind, and not kept for long."""

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest
from pycrdt import Doc, Text

from data import open_text, wire
from data.live_texts import LiveTexts
from data.peers import Peer
from data.rooms import Room
from tests.first_texts import begin
from tests.test_rooms import FATIMA, HENK, Browser, Desk, settle

ASKS_FOR_ALL = wire.sync(wire.STEP1, b'\x00')


class Forgetful(Desk):
    """A host that is asked to have things forgotten."""

    def __init__(self) -> None:
        self.asked = 0

    def forget_later(self) -> None:
        self.asked += 1


@pytest.fixture
def desk() -> Forgetful:
    return Forgetful()


@pytest.fixture
def room(desk: Forgetful) -> Room:
    room = Room(desk)
    room.begin('Het begin.')
    return room


def answer(room: Room) -> bytes:
    """Let a newcomer ask for all of a text."""
    peer = room.join(FATIMA, lambda: None)
    room.receive(peer, ASKS_FOR_ALL)
    assert peer.answer is not None
    room.leave(peer)
    return peer.answer


def read(message: bytes) -> str:
    reader = wire.Reader(message)
    assert (reader.number(), reader.number()) == (wire.SYNC, wire.STEP2)
    doc: Doc[Text] = Doc()
    doc.apply_update(reader.block())
    return str(doc.get('text', type=Text))


def test_newcomers_at_the_same_moment_get_the_very_same_answer(room: Room, desk: Forgetful) -> None:
    assert answer(room) is answer(room)
    assert desk.asked == 1


def type_more(room: Room) -> None:
    henk = Browser(HENK)
    henk.connect(room)
    settle(room, henk)
    henk.text += ' Meer.'
    henk.send()


def merge_more(room: Room) -> None:
    other: Doc[Text] = Doc()
    text = other.get('text', type=Text)
    other.apply_update(room.encoded())
    text += ' Meer.'
    room.merge(other.get_update())


def rewrite_more(room: Room) -> None:
    room.rewrite(HENK, 'Het begin. Meer.')


@pytest.mark.parametrize('change', [type_more, merge_more, rewrite_more])
def test_a_newcomer_after_a_change_gets_the_change(room: Room, change) -> None:  # type: ignore[no-untyped-def]
    assert read(answer(room)) == 'Het begin.'

    change(room)

    assert read(answer(room)) == 'Het begin. Meer.'


def test_a_newcomer_after_a_deletion_does_not_get_what_was_deleted(room: Room) -> None:
    before = answer(room)

    room.rewrite(HENK, '')

    assert read(answer(room)) == ''
    assert b'Het begin.' in before
    assert b'Het begin.' not in answer(room), 'not even in the bytes'


def test_who_may_only_read_gets_the_same(room: Room) -> None:
    peer = room.join(replace(FATIMA, may_write=False), lambda: None)
    room.receive(peer, ASKS_FOR_ALL)

    assert peer.answer is answer(room)


def test_who_has_something_already_gets_the_difference(room: Room) -> None:
    answer(room)
    peer = room.join(FATIMA, lambda: None)
    room.receive(peer, wire.sync(wire.STEP1, room.state()))

    assert peer.answer is not None
    assert b'Het begin.' not in peer.answer


def held(room: Room) -> int:
    """How many bytes are kept ready."""
    return len(room._whole)


async def ask(texts: LiveTexts) -> tuple[Room, Peer]:
    room, peer = texts.join('d1', 'goal', FATIMA, lambda: None)
    room.receive(peer, ASKS_FOR_ALL)
    return room, peer


async def test_the_answer_is_let_go_of_after_a_while(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(open_text, 'NEWCOMERS', 0.02)
    texts = LiveTexts(tmp_path)
    room, _ = await ask(texts)
    assert held(room)

    await asyncio.sleep(0.1)

    assert not held(room)
    await texts.stop()


@pytest.mark.parametrize('how', ['put_away', 'forget'])
async def test_the_answer_goes_with_the_text(tmp_path: Path, how: str) -> None:
    texts = LiveTexts(tmp_path)
    room, peer = await ask(texts)

    getattr(texts, how)('d1')
    room.receive(peer, ASKS_FOR_ALL)  # of somebody whose connection ends, and is not gone yet

    assert not held(room)
    await texts.stop()


async def test_a_text_put_in_place_of_another_is_what_newcomers_get(tmp_path: Path) -> None:
    texts = LiveTexts(tmp_path)
    room, peer = await ask(texts)
    texts.put_away('d1')
    begin(tmp_path, 'd1', {'goal': 'Teruggezet.'})

    again, newcomer = await ask(texts)

    assert again is not room
    assert peer.closed
    assert newcomer.answer is not None
    assert read(newcomer.answer) == 'Teruggezet.'
    await texts.stop()
