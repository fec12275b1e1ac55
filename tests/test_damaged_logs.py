"""Damage to the log of a text costs what is damaged: it is told, and neither the rest nor another text is lost."""

import errno
import os
import socket
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pycrdt import Doc, Text

from data import closed_texts, log_records
from data.health import check
from data.live_texts import LiveTexts
from data.log_records import MAGIC, parse, record, whole_log
from data.models import GOAL, UNREAD
from data.peers import TRY_AGAIN, Visitor
from data.room_log import RoomLog
from pages.live_entry import LiveEntry
from pages.pulse import Pulse
from tests.first_texts import begin

HENK = Visitor('p1', 'Henk', 'LindeWarm', '#0f6e6e', may_write=True)
OTHER = 'answer:A1'


def updates(*words: str) -> list[bytes]:
    """Give what typing these words makes."""
    doc: Doc[Text] = Doc()
    text = doc.get('text', type=Text)
    made = []
    for word in words:
        before = doc.get_state()
        text += word
        made.append(doc.get_update(before))
    return made


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """Give the log of a text beside which there is another one."""
    begin(tmp_path, 'd1', {GOAL: 'doel', OTHER: 'antwoord'})
    return tmp_path / 'd1' / 'texts' / 'goal.ylog'


def survives_a_flip(payloads: list[bytes], bit: int) -> None:
    whole = whole_log(0, payloads)
    data = bytearray(whole)
    data[bit // 8 % len(data)] ^= 1 << bit % 8

    contents = parse(bytes(data))

    left = list(payloads)
    for update in contents.updates:
        assert update in left, 'nothing is made up'
        left = left[left.index(update) + 1 :]
    assert len(contents.updates) >= len(payloads) - 1
    assert contents.damaged or contents.good < len(data), 'it is told'
    assert contents.damaged or contents.updates == payloads[:-1], 'only what is at the end may look torn'


@pytest.mark.parametrize('size', [1, 4, 12, 24, 56])
def test_any_flipped_bit_costs_at_most_the_record_it_is_in(size: int) -> None:
    """With records of one size a wrong length can end exactly where another record begins."""
    payloads = [bytes([number + 65]) * size for number in range(8)]

    for bit in range(len(whole_log(0, payloads)) * 8):
        survives_a_flip(payloads, bit)


@settings(max_examples=300, deadline=None)
@given(payloads=st.lists(st.binary(min_size=1, max_size=300), min_size=1, max_size=12), bit=st.integers(0, 50_000))
def test_any_flipped_bit_costs_at_most_one_record_of_any_log(payloads: list[bytes], bit: int) -> None:
    survives_a_flip(payloads, bit)


def test_a_wrong_length_is_damage_and_what_follows_is_kept(tmp_path: Path) -> None:
    payloads = updates('een ', 'twee ', 'drie ')
    folder = tmp_path / 'dossiers' / 'd1' / 'texts'
    folder.mkdir(parents=True)
    log = RoomLog(folder / 'goal.ylog')
    log.append(payloads)
    log.close()
    data = bytearray(log.path.read_bytes())
    data[data.index(record(payloads[1])) + 2] ^= 1
    log.path.write_bytes(data)
    log.path.with_suffix('.md').write_text('een twee drie ')
    told = [complaint for complaint in check(tmp_path) if 'goal.ylog' in complaint.where]

    again = RoomLog(log.path)
    assert again.load() == [payloads[0], payloads[2]]

    assert again.gap
    assert 'voor een deel niet te lezen' in told[0].what
    assert log.path.with_name('goal.ylog.damaged-1').read_bytes() == data
    assert log.path.with_name('goal.md.damaged-1').read_text() == 'een twee drie '


def test_looking_for_the_next_record_ends_and_is_damage_then(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log_records, 'EFFORT', 10_000)
    data = whole_log(0, [b'first']) + (5_000).to_bytes(4, 'little') * 3000

    contents = parse(data)

    assert (contents.updates, contents.damaged) == ([b'first'], True)


@pytest.mark.parametrize('count', [1, 8, 16, 4096])
def test_zeros_at_the_end_are_a_torn_tail_that_blocks_nothing(tmp_path: Path, log: Path, count: int) -> None:
    log.write_bytes(log.read_bytes() + bytes(count))
    texts = LiveTexts(tmp_path)

    assert texts.texts('d1') == {GOAL: 'doel', OTHER: 'antwoord'}
    assert texts.epoch('d1', GOAL) == 0
    room, _ = texts.join('d1', GOAL, HENK, lambda: None)

    assert room.text == 'doel'
    assert log.with_name('goal.ylog.torn-1').read_bytes() == bytes(count)


def test_an_update_that_yjs_cannot_read_is_damage(tmp_path: Path, log: Path) -> None:
    first, second = updates('een ', 'twee ')
    data = whole_log(0, [first, b'\xff\xff\xff', second])
    log.write_bytes(data)
    texts = LiveTexts(tmp_path)

    assert texts.texts('d1') == {GOAL: 'een twee ', OTHER: 'antwoord'}
    assert texts.text('d1', GOAL) == 'een twee '
    room, _ = texts.join('d1', GOAL, HENK, lambda: None)

    assert room.text == 'een twee '
    assert log.with_name('goal.ylog.damaged-1').read_bytes() == data
    assert log_records.read(log).updates == [first, second]
    assert log_records.read(log).gap


def test_a_text_that_cannot_be_read_is_not_served_as_empty_and_takes_no_other_along(
    tmp_path: Path, log: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(closed_texts, 'AGAIN', 0)
    read = Path.read_bytes

    def refuse(path: Path) -> bytes:
        if path == log:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return read(path)

    texts = LiveTexts(tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr(Path, 'read_bytes', refuse)
        assert texts.texts('d1') == {GOAL: UNREAD, OTHER: 'antwoord'}
        assert texts.text('d1', OTHER) == 'antwoord'
        for ask in (texts.text, texts.epoch, texts.state):
            with pytest.raises(OSError, match='Input/output'):
                ask('d1', GOAL)
        assert '"goal" of dossier d1 cannot be read' in caplog.text

    assert texts.text('d1', GOAL) == 'doel'


def test_a_folder_that_cannot_be_read_is_not_an_empty_one(
    tmp_path: Path, log: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> object:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    texts = LiveTexts(tmp_path)
    for name in ('listdir', 'scandir'):
        monkeypatch.setattr(os, name, refuse)

    with pytest.raises(PermissionError):
        texts.texts('d1')


def test_who_cannot_be_let_in_is_told_whatever_went_wrong(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    texts = LiveTexts(tmp_path)

    def odd(*_: object) -> None:
        raise RecursionError('odd')

    monkeypatch.setattr(texts, 'join', odd)
    theirs, ours = socket.socketpair()
    with ours:
        LiveEntry(texts, Pulse(), 'd1', GOAL, HENK).open(theirs, b'handshake', 1000)
        heard = ours.recv(1000)

    assert heard.startswith(b'handshake')
    assert TRY_AGAIN.to_bytes(2, 'big') in heard
    assert b'Er ging iets mis op de server.' in heard
    assert 'RecursionError' in caplog.text


def test_a_repair_that_is_refused_keeps_one_copy_however_often_it_is_tried(
    log: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = bytearray(whole_log(0, updates('een ', 'twee ')))
    data[len(MAGIC) + 30] ^= 1
    log.write_bytes(data)
    monkeypatch.setattr(RoomLog, 'rewrite', lambda *_: (_ for _ in ()).throw(OSError(errno.ENOSPC, 'No space')))

    for _ in range(3):
        with pytest.raises(OSError, match='No space'):
            RoomLog(log).load()

    kept = sorted(path.name for path in log.parent.glob('goal*damaged*'))
    assert kept == ['goal.md.damaged-1', 'goal.ylog.damaged-1']
