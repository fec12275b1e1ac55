"""Whatever goes wrong while texts are saved: what was typed is tried again, and harms no other text."""

import asyncio
import errno
import json
import os
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from pycrdt import Doc, Text

from data import open_texts, room_saver, wire
from data.live_texts import LiveTexts
from data.log_records import read
from data.models import GOAL
from data.open_text import OpenText
from data.peers import TRY_AGAIN, Visitor
from data.room_log import RoomLog
from data.rooms import Room

HENK = Visitor('p1', 'Henk', 'LindeWarm', '#0f6e6e', may_write=True)
OTHER = 'answer:A1'
FULL = 'De schijf van de server is vol.'


class Writer:
    """Somebody in a text, without a socket."""

    def __init__(self, texts: LiveTexts, text_id: str = GOAL, dossier_id: str = 'd1') -> None:
        self.texts, self.address = texts, (dossier_id, text_id)
        self.room, self.peer = texts.join(dossier_id, text_id, HENK, lambda: None)
        self.doc: Doc[Text] = Doc()
        self.text = self.doc.get('text', type=Text)
        self.doc.apply_update(self.room.encoded())

    def type(self, words: str) -> None:
        before = self.doc.get_state()
        self.text += words
        self.room.receive(self.peer, wire.sync(wire.UPDATE, self.doc.get_update(before)))

    def leave(self) -> None:
        self.texts.leave(*self.address, self.room, self.peer)

    @property
    def is_saved(self) -> bool:
        return self.peer.durable == self.peer.received > 0


async def until(done: Callable[[], bool]) -> None:
    async with asyncio.timeout(30):
        while not done():  # noqa: ASYNC110 - what is waited for happens in a thread
            await asyncio.sleep(0.005)


def full(*_: object, **__: object) -> Any:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def full_for(path_part: str, call: Callable[..., Any]) -> Callable[..., Any]:
    """Refuse for the logs with this in their path."""

    def called(log: RoomLog, *args: object) -> object:
        return full() if path_part in str(log.path) else call(log, *args)

    return called


def fails_once(call: Callable[..., Any], error: Exception) -> Callable[..., Any]:
    left = [error]

    def called(*args: object, **kwargs: object) -> object:
        if left:
            raise left.pop()
        return call(*args, **kwargs)

    return called


@pytest.fixture(autouse=True)
def short_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room_saver, 'RETRY', 0.01)
    monkeypatch.setattr(room_saver, 'READABLE_DELAY', 0.01)
    monkeypatch.setattr(room_saver, 'READABLE_RETRY', 0.01)


@pytest.fixture
def texts(tmp_path: Path) -> Iterator[LiveTexts]:
    yield LiveTexts(tmp_path)


# what fails between taking what was typed and writing it


@pytest.mark.parametrize(
    'owner, name, error',
    [
        (Room, 'encoded', RuntimeError('odd')),
        (Room, 'unsaved', RuntimeError('odd')),
        (ThreadPoolExecutor, 'submit', RuntimeError("can't start new thread")),
    ],
    ids=['encoding', 'taking', 'thread'],
)
async def test_what_was_typed_is_saved_before_it_is_called_saved(
    tmp_path: Path, texts: LiveTexts, monkeypatch: pytest.MonkeyPatch, owner: type, name: str, error: Exception
) -> None:
    monkeypatch.setattr(room_saver, 'COMPACT_AFTER', 0)
    writer, other = Writer(texts), Writer(texts, OTHER)
    monkeypatch.setattr(owner, name, fails_once(getattr(owner, name), error))
    writer.type('een ')
    other.type('ander ')
    await asyncio.sleep(0.1)

    writer.type('twee ')
    await until(lambda: writer.is_saved and other.is_saved)

    assert LiveTexts(tmp_path).texts('d1') == {GOAL: 'een twee ', OTHER: 'ander '}
    assert texts.trouble == ''
    await texts.stop()


async def test_a_connection_that_cannot_be_told_harms_no_other(tmp_path: Path, texts: LiveTexts) -> None:
    writer, other = Writer(texts), Writer(texts)
    broken: list[object] = []
    rooms = [Writer(texts) for _ in range(3)]
    for each in rooms:
        each.peer.wake = lambda: broken[0]  # type: ignore[return-value]

    writer.type('een ')
    await until(lambda: writer.is_saved)

    assert writer.peer.closed is None
    assert [each.peer.closed and each.peer.closed[0] for each in rooms] == [TRY_AGAIN] * 3
    assert wire.sync(wire.UPDATE, writer.doc.get_update()) in other.room.take(other.peer)
    assert LiveTexts(tmp_path).text('d1', GOAL) == 'een '
    await texts.stop()


async def test_all_hear_of_a_refusal_though_one_cannot_be_told(
    texts: LiveTexts, monkeypatch: pytest.MonkeyPatch
) -> None:
    writer, *others = [Writer(texts) for _ in range(4)]
    with monkeypatch.context() as patch:
        patch.setattr(RoomLog, 'append', full)
        for each in others[:2]:
            each.peer.wake = full
        writer.type('een ')
        await until(lambda: texts.trouble == FULL)
        notices = [b''.join(each.room.take(each.peer)) for each in (writer, others[2])]
    await until(lambda: writer.is_saved)

    assert all(FULL.encode() in each for each in notices)
    await texts.stop()


async def test_a_text_with_something_unsaved_is_never_put_away(
    tmp_path: Path, texts: LiveTexts, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(open_texts, 'IDLE', 0.01)
    writer = Writer(texts)
    with monkeypatch.context() as patch:
        patch.setattr(OpenText, 'save_soon', lambda _: None)
        writer.type('een ')
    writer.leave()

    await until(lambda: not [*texts._open.every()])

    assert LiveTexts(tmp_path).text('d1', GOAL) == 'een '
    await texts.stop()


@pytest.mark.parametrize('end', ['put_away', 'stop'])
async def test_nor_is_it_let_go_of_otherwise(
    tmp_path: Path, texts: LiveTexts, monkeypatch: pytest.MonkeyPatch, end: str
) -> None:
    writer = Writer(texts)
    with monkeypatch.context() as patch:
        patch.setattr(OpenText, 'save_soon', lambda _: None)
        writer.type('een ')

    if end == 'put_away':
        texts.put_away('d1')
    await texts.stop()

    assert LiveTexts(tmp_path).text('d1', GOAL) == 'een '


# a disk that refuses some of it


async def test_a_text_that_saves_does_not_hide_that_another_cannot(
    texts: LiveTexts, monkeypatch: pytest.MonkeyPatch
) -> None:
    writer, other = Writer(texts), Writer(texts, OTHER)
    with monkeypatch.context() as patch:
        patch.setattr(RoomLog, 'append', full_for('goal', RoomLog.append))
        writer.type('een ')
        await until(lambda: texts.trouble == FULL)
        for number in range(3):
            other.type(f'{number} ')
            await until(lambda: other.is_saved)
            assert texts.trouble == FULL
    await until(lambda: writer.is_saved)

    assert texts.trouble == ''
    await texts.stop()


async def test_a_text_that_cannot_be_saved_holds_up_no_other_dossier(
    tmp_path: Path, texts: LiveTexts, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked, writer = Writer(texts, dossier_id='d2'), Writer(texts)
    with monkeypatch.context() as patch:
        patch.setattr(RoomLog, 'append', full_for('d2', RoomLog.append))
        blocked.type('een ')
        await until(lambda: texts.trouble == FULL)
        writer.type('twee ')

        texts.put_away('d1')
        with pytest.raises(OSError, match='No space'):
            texts.put_away('d2')

    assert LiveTexts(tmp_path).text('d1', GOAL) == 'twee '
    await texts.stop()
    assert LiveTexts(tmp_path).text('d2', GOAL) == 'een '


async def test_who_wrote_it_is_written_once_however_often_the_log_is_refused(
    tmp_path: Path, texts: LiveTexts, monkeypatch: pytest.MonkeyPatch
) -> None:
    writer, tries = Writer(texts), []
    with monkeypatch.context() as patch:
        patch.setattr(RoomLog, 'append', lambda *_: full(tries.append(1)))
        writer.type('een ')
        await until(lambda: len(tries) > 4)
    await until(lambda: writer.is_saved)
    await texts.stop()

    lines = (tmp_path / 'd1' / 'texts' / 'goal.ylog.authors.jsonl').read_bytes().splitlines()
    assert [json.loads(line)[2]['name'] for line in lines] == ['Henk']


async def test_what_was_typed_is_added_where_there_is_no_room_for_a_log_of_its_own(
    tmp_path: Path, texts: LiveTexts, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room_saver, 'COMPACT_AFTER', 2)
    writer = Writer(texts)
    tries: list[int] = []
    writer.type('0 ')
    await until(lambda: writer.is_saved)
    with monkeypatch.context() as patch:
        patch.setattr(RoomLog, 'rewrite', lambda *_: full(tries.append(1)))
        for number in range(1, 6):
            writer.type(f'{number} ')
            await until(lambda: writer.is_saved)
        assert texts.trouble == ''
        assert len(tries) == 1, 'it is not tried again for every letter'

    assert LiveTexts(tmp_path).text('d1', GOAL) == '0 1 2 3 4 5 '
    await texts.stop()


async def test_a_log_that_cannot_be_shortened_is_trouble_until_it_can(
    tmp_path: Path, texts: LiveTexts, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(open_texts, 'IDLE', 0.1)
    monkeypatch.setattr(open_texts, 'COMPACT_IDLE', 2)
    writer = Writer(texts)
    said: list[str] = []
    for word in ('een ', 'twee '):
        writer.type(word)
        await until(lambda: writer.is_saved)
    with monkeypatch.context() as patch:
        patch.setattr(RoomLog, 'rewrite', lambda *_: full(said.append(texts.trouble)))
        writer.leave()
        await until(lambda: len(said) > 3)
        assert said[:4] == ['', FULL, FULL, FULL]
    await until(lambda: not [*texts._open.every()])

    assert texts.trouble == ''
    assert len(read(tmp_path / 'd1' / 'texts' / 'goal.ylog').updates) == 1
    await texts.stop()


async def test_a_readable_copy_that_was_refused_is_tried_again(
    tmp_path: Path, texts: LiveTexts, monkeypatch: pytest.MonkeyPatch
) -> None:
    error = OSError(errno.ENOSPC, 'No space')
    monkeypatch.setattr(OpenText, 'write_readable', fails_once(OpenText.write_readable, error))
    writer, copy = Writer(texts), tmp_path / 'd1' / 'texts' / 'goal.md'

    writer.type('een ')
    await until(copy.exists)

    assert copy.read_text() == 'een '
    await texts.stop()


# files that somebody still writes


@pytest.mark.parametrize('end', ['forget', 'put_away'])
@pytest.mark.parametrize('name', ['append', 'write_readable'])
async def test_a_file_is_let_go_of_when_nobody_is_writing_it(
    texts: LiveTexts, monkeypatch: pytest.MonkeyPatch, end: str, name: str
) -> None:
    owner: type = RoomLog if name == 'append' else OpenText
    call, begun, done = getattr(owner, name), threading.Event(), threading.Event()
    closed_while_writing: list[bool] = []
    close = RoomLog.close

    def slow(*args: object) -> object:
        begun.set()
        time.sleep(0.2)
        result = call(*args)
        done.set()
        return result

    def closing(log: RoomLog) -> None:
        closed_while_writing.append(threading.current_thread() is threading.main_thread() and not done.is_set())
        close(log)

    writer = Writer(texts)
    writer.type('een ')
    await until(lambda: writer.is_saved)
    if name == 'append':
        monkeypatch.setattr(owner, name, slow)
        writer.type('twee ')
    else:
        monkeypatch.setattr(owner, name, slow)
    await until(begun.is_set)
    monkeypatch.setattr(RoomLog, 'close', closing)

    getattr(texts, end)('d1')

    assert closed_while_writing
    assert not any(closed_while_writing)
    monkeypatch.undo()
    await texts.stop()
