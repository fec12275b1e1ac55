"""The log of a text: what was acknowledged is there again, whatever happened to the file."""

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pycrdt import Doc, Text

from data import log_records
from data.disk import write_atomically
from data.log_records import parse, record, whole_log
from data.room_log import RoomLog

UPDATES = [b'first', b'second update', b'4', b'\x00\x01third']


@pytest.fixture
def log(tmp_path: Path) -> RoomLog:
    log = RoomLog(tmp_path / 'texts' / 'goal.ylog')
    log.append(UPDATES[:2])
    log.append(UPDATES[2:])
    log.close()
    return log


def reopened(log: RoomLog) -> RoomLog:
    return RoomLog(log.path)


def test_what_was_appended_is_read_again(log: RoomLog) -> None:
    again = reopened(log)

    assert again.load() == UPDATES
    assert (again.records, again.epoch) == (4, 0)


def test_a_text_that_was_never_written_is_empty(tmp_path: Path) -> None:
    assert RoomLog(tmp_path / 'none.ylog').load() == []


def test_a_torn_tail_is_set_aside_and_writing_goes_on(log: RoomLog, caplog: pytest.LogCaptureFixture) -> None:
    torn = record(b'half of this never reached the disk')[:20]
    log.path.write_bytes(log.path.read_bytes() + torn)

    again = reopened(log)
    assert again.load() == UPDATES
    again.append([b'after'])
    again.close()

    assert log.path.read_bytes().endswith(record(b'after'))
    assert reopened(log).load() == [*UPDATES, b'after']
    assert log.path.with_name('goal.ylog.torn-1').read_bytes() == torn
    assert 'goal.ylog.torn-1' in caplog.text


@settings(max_examples=60, deadline=None)
@given(cut=st.integers(0, 200))
def test_a_file_cut_anywhere_keeps_all_whole_records(cut: int) -> None:
    data = whole_log(0, UPDATES)
    contents = parse(data[: min(cut, len(data))])

    assert contents.updates == UPDATES[: len(contents.updates)]
    assert not contents.damaged or cut < len(log_records.MAGIC)


def test_a_damaged_record_is_skipped_and_the_file_set_aside(log: RoomLog, caplog: pytest.LogCaptureFixture) -> None:
    data = bytearray(log.path.read_bytes())
    data[data.index(b'second')] ^= 1
    log.path.write_bytes(data)

    again = reopened(log)
    assert again.load() == [UPDATES[0], *UPDATES[2:]]
    again.append([b'after'])
    again.close()

    assert reopened(log).load() == [UPDATES[0], *UPDATES[2:], b'after']
    assert log.path.with_name('goal.ylog.damaged-1').read_bytes() == data
    assert 'unreadable' in caplog.text


@pytest.mark.parametrize('data', [b'something else', b'', whole_log(0, UPDATES)[:32]])
def test_a_file_in_which_nothing_can_be_read_stays_as_it_is(log: RoomLog, data: bytes) -> None:
    log.path.write_bytes(data)

    for read in (reopened(log).load, lambda: log_records.read(log.path)):
        with pytest.raises(OSError, match='nothing in'):
            read()
    assert [path.name for path in log.path.parent.iterdir()] == ['goal.ylog']
    assert log.path.read_bytes() == data


def test_a_log_whose_only_update_after_a_gap_is_torn_goes_on(log: RoomLog) -> None:
    log.path.write_bytes(whole_log(0, [], gap=True) + record(b'just being written')[:10])

    assert reopened(log).load() == []


def test_reading_while_another_writes_repairs_nothing(log: RoomLog) -> None:
    data = log.path.read_bytes() + record(b'just being written')[:10]
    log.path.write_bytes(data)

    assert log_records.read(log.path).updates == UPDATES
    assert log.path.read_bytes() == data


def test_a_rewritten_log_says_the_same_and_takes_more(tmp_path: Path) -> None:
    doc: Doc[Text] = Doc()
    text = doc.get('text', type=Text)
    log = RoomLog(tmp_path / 'goal.ylog')
    before = doc.get_state()
    for letter in 'wijkakkoord':
        text += letter
        log.append([doc.get_update(before)])
        before = doc.get_state()

    log.rewrite([doc.get_update()], epoch=3)
    text += '!'
    log.append([doc.get_update(before)])
    log.close()

    again = RoomLog(log.path)
    copy: Doc[Text] = Doc()
    for update in again.load():
        copy.apply_update(update)
    assert str(copy.get('text', type=Text)) == 'wijkakkoord!'
    assert (again.records, again.epoch) == (2, 3)


@pytest.mark.parametrize('step', ['open', 'pwrite', 'fsync', 'replace'])
def test_a_crash_between_the_steps_of_a_rewrite_leaves_the_old_log(
    log: RoomLog, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    class PowerCut(BaseException):
        pass

    def cut(*_: object, **__: object) -> None:
        raise PowerCut

    monkeypatch.setattr(Path if step == 'replace' else os, step, cut)
    with pytest.raises(PowerCut):
        log.rewrite([b'all in one'], epoch=1)
    monkeypatch.undo()

    again = reopened(log)
    assert again.load() == UPDATES
    again.rewrite([b'all in one'], epoch=1)
    assert reopened(log).load() == [b'all in one']
    assert [path.name for path in log.path.parent.iterdir()] == ['goal.ylog']


def test_a_full_disk_acknowledges_nothing_and_leaves_a_log_that_goes_on(
    log: RoomLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    log.load()
    before = log.path.read_bytes()
    write = os.pwrite

    def half(file: int, data: bytes, at: int) -> int:
        if len(data) < 8:
            raise OSError(28, 'No space left on device')
        return write(file, bytes(data[: len(data) // 2]), at)

    monkeypatch.setattr(os, 'pwrite', half)
    with pytest.raises(OSError, match='No space'):
        log.append([b'does not fit, does not count'])
    monkeypatch.undo()

    assert log.records == len(UPDATES)
    assert log.path.read_bytes() == before
    log.append([b'fits again'])
    log.close()
    assert reopened(log).load() == [*UPDATES, b'fits again']


def test_a_full_disk_leaves_no_temporary_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> int:
        raise OSError(28, 'No space left on device')

    monkeypatch.setattr(os, 'pwrite', full)
    with pytest.raises(OSError, match='No space'):
        write_atomically(tmp_path / 'goal.md', b'text')

    assert list(tmp_path.iterdir()) == []
