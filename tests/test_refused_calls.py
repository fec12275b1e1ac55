"""Every call to the system is refused once: what memory believes is on disk, and the retry brings that about once."""

import errno
import os
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from data.disk import write_atomically
from data.lines import append_lines, read_lines
from data.log_records import read
from data.room_log import RoomLog

CALLS = ('open', 'fsync', 'fdatasync', 'pwrite', 'ftruncate', 'replace', 'mkdir')
MOST = 30
"""more calls than anything here makes"""


class System:
    """Refuses some calls in a row, and knows whether every new name is on disk.

    :param first: which call is the first one refused; 1 is the next
    :param count: how many are refused
    """

    def __init__(self, monkeypatch: pytest.MonkeyPatch, first: int, count: int) -> None:
        self.refused: list[str] = []
        self.has_new_names = False
        self._refuses = range(first, first + count)
        self._number = 0
        for name in CALLS:
            monkeypatch.setattr(os, name, self._call(name, getattr(os, name)))

    def _call(self, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def called(*args: Any, **kwargs: Any) -> Any:
            self._number += 1
            if self._number in self._refuses:
                self.refused.append(name)
                raise OSError(errno.EIO, os.strerror(errno.EIO))
            is_folder = name == 'fsync' and stat.S_ISDIR(os.fstat(args[0]).st_mode)
            result = call(*args, **kwargs)
            self.has_new_names = not is_folder and (self.has_new_names or name in ('replace', 'mkdir'))
            return result

        return called


@pytest.fixture(params=[(first, count) for count in (1, 2, 3) for first in range(1, MOST)], ids=str)
def system(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[], System]]:
    """Give what makes the system refuse from now on."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        yield lambda: System(monkeypatch, *request.param)


def tried(call: Callable[[], object], until: int = 5) -> int:
    """Do something until the disk takes it; gives how often it was refused."""
    for refusals in range(until):
        with suppress(OSError):
            call()
            return refusals
    raise AssertionError('It is never taken.')


def on_disk(log: RoomLog) -> list[bytes]:
    """Give what a fresh start finds, which has to be what the log believes."""
    contents = read(log.path)
    assert not contents.damaged
    assert not contents.gap
    assert len(contents.updates) == log.records
    assert log.path.stat().st_size == contents.good
    assert [path.name for path in log.path.parent.iterdir() if path.suffix != '.tmp'] == ['goal.ylog']
    return contents.updates


def test_what_is_added_to_a_log_is_there_once(tmp_path: Path, system: Callable[[], System]) -> None:
    log = RoomLog(tmp_path / 'texts' / 'goal.ylog')
    log.append([b'one', b'two'])
    system()

    tried(lambda: log.append([b'three', b'a fourth that is longer']))
    tried(lambda: log.append([b'five']))

    assert on_disk(log) == [b'one', b'two', b'three', b'a fourth that is longer', b'five']


def test_what_is_added_after_a_refused_rewrite_is_in_the_file_that_is_there(
    tmp_path: Path, system: Callable[[], System]
) -> None:
    log = RoomLog(tmp_path / 'texts' / 'goal.ylog')
    log.append([b'one', b'two'])
    watched = system()

    with suppress(OSError):
        log.rewrite([b'both'], 0)
    tried(lambda: log.append([b'three']))

    assert on_disk(log) in ([b'one', b'two', b'three'], [b'both', b'three'])
    assert not watched.has_new_names


def test_a_new_log_is_there_or_tried_again(tmp_path: Path, system: Callable[[], System]) -> None:
    log = RoomLog(tmp_path / 'd1' / 'texts' / 'goal.ylog')
    watched = system()

    tried(lambda: log.append([b'one']))
    tried(lambda: log.append([b'two']))

    assert on_disk(log) in ([b'one', b'two'], [b'one', b'one', b'two'])  # the same update twice is one update
    assert not watched.has_new_names


def test_a_file_is_the_old_one_if_it_was_refused(tmp_path: Path, system: Callable[[], System]) -> None:
    path = tmp_path / 'file'
    write_atomically(path, b'old')
    watched = system()

    refusals = 0
    try:
        write_atomically(path, b'new')
    except OSError:
        refusals = 1

    if watched.has_new_names:  # the disk refused to note the name: nobody can say what it will do
        assert (refusals, path.read_bytes()) == (1, b'new')
        assert watched.refused == ['fsync']
    else:
        assert path.read_bytes() == (b'old' if refusals else b'new')
    assert [each.name for each in tmp_path.iterdir()] == ['file']


def test_lines_are_there_once_and_so_is_the_name_of_their_file(tmp_path: Path, system: Callable[[], System]) -> None:
    path = tmp_path / 'd1' / 'lines.jsonl'
    watched = system()

    for line in (b'one', b'two'):
        tried(lambda line=line: append_lines(path, [line, b'same']))

    assert read_lines(path) == [b'one', b'same', b'two', b'same']
    assert not watched.has_new_names


def test_no_descriptor_is_needed_after_the_rename(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / 'file'
    write_atomically(path, b'old')
    replace = os.replace

    def last(*args: Any, **kwargs: Any) -> None:
        replace(*args, **kwargs)
        monkeypatch.setattr(os, 'open', lambda *_, **__: (_ for _ in ()).throw(OSError(errno.EMFILE, 'Too many')))

    monkeypatch.setattr(os, 'replace', last)

    write_atomically(path, b'new')

    assert path.read_bytes() == b'new'


def test_a_server_may_have_as_many_files_open_as_the_system_allows() -> None:
    program = """
import resource
from data.disk import allow_many_files
_, most = resource.getrlimit(resource.RLIMIT_NOFILE)
resource.setrlimit(resource.RLIMIT_NOFILE, (64, most))
allow_many_files()
assert resource.getrlimit(resource.RLIMIT_NOFILE) == (most, most)
"""
    subprocess.run([sys.executable, '-c', program], check=True, cwd=Path(__file__).parent.parent)
