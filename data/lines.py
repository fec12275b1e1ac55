"""Append-only files of lines: added on disk, read from either end; a torn last line never spoils the next."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from data.disk import make_folder, opened_folder, write_all

BLOCK = 64 * 1024

_left: dict[Path, tuple[int, bytes]] = {}
"""what was refused and could not be taken away again: in which file, from where, and what"""


def append_lines(path: Path, lines: Iterable[bytes]) -> None:
    """Add lines; they are on disk when this returns.

    :raises OSError: if the disk refuses; nothing of them is left then, or the next call takes it away first
    """
    make_folder(path.parent)
    with opened_folder(path.parent) as folder:
        file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            end = _end(path, file)
            if not end:  # new, or it was refused the last time: its name is there before anything in it counts
                os.fsync(folder)
            torn = end > 0 and os.pread(file, 1, end - 1) != b'\n'
            _write(path, file, b'\n' * torn + b''.join(line + b'\n' for line in lines), end)
        finally:
            os.close(file)


def _end(path: Path, file: int) -> int:
    """Tell where a file ends, without what was refused."""
    end = os.fstat(file).st_size
    at, data = _left.get(path, (end, b''))
    if at < end and data.startswith(os.pread(file, end - at, at)):
        os.ftruncate(file, at)
        end = at
    _left.pop(path, None)
    return end


def _write(path: Path, file: int, data: bytes, end: int) -> None:
    try:
        write_all(file, data, end)
        os.fsync(file)
    except OSError:
        try:
            os.ftruncate(file, end)
        except OSError:
            _left[path] = end, data
        raise


def read_lines(path: Path) -> list[bytes]:
    """Give all whole lines, oldest first; none if there is no such file."""
    try:
        return path.read_bytes().split(b'\n')[:-1]
    except FileNotFoundError:
        return []


def lines_backwards(path: Path, before: int | None = None) -> Iterator[tuple[int, bytes]]:
    """Give lines from the last to the first, each with the place in the file where it begins.

    What is after the last line break is given too; it may be torn.

    :param before: only lines that begin before this place
    """
    try:
        file = path.open('rb')
    except FileNotFoundError:
        return
    with file:
        at = file.seek(0, os.SEEK_END) if before is None else before
        rest = b''
        while at > 0:
            size = min(BLOCK, at)
            at -= size
            file.seek(at)
            parts = (file.read(size) + rest).split(b'\n')
            rest = parts[0]
            place = at + sum(len(part) + 1 for part in parts)
            for part in reversed(parts[1:]):
                place -= len(part) + 1
                if part:
                    yield place, part
        if rest:
            yield 0, rest


def beside(log: Path, what: str) -> Path:
    """Give the file of lines that belongs to the log of a text: ``goal.ylog`` and ``goal.ylog.authors.jsonl``.

    Its name sorts after that of the log: a copy made while somebody types has the author of every letter in it.
    """
    return log.with_name(f'{log.name}.{what}.jsonl')
