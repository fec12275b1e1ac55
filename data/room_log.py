"""Everything that was ever typed in one text, on disk: an append-only log with a checksum per record."""

import json
import logging
import os
import struct
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

MAGIC = b'WIJKLOG1'
_HEAD = struct.Struct('<II')  # length and CRC32 of what follows
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Contents:
    """What a log says.

    :param good: length of the file up to its last good record
    :param damaged: whether something before the last good record is unreadable (a torn tail is not damage)
    """

    epoch: int
    updates: list[bytes]
    good: int
    damaged: bool


def record(payload: bytes) -> bytes:
    """Write one record."""
    return _HEAD.pack(len(payload), zlib.crc32(payload)) + payload


def whole_log(epoch: int, updates: Iterable[bytes]) -> bytes:
    """Write a whole log file."""
    header = record(json.dumps({'epoch': epoch}).encode())
    return b''.join([MAGIC, header, *map(record, updates)])


def parse(data: bytes) -> Contents:
    """Read a log as far as it can be read.

    A record with a wrong checksum is skipped if a good one follows it; otherwise it is a torn tail.
    """
    if not data.startswith(MAGIC):
        return Contents(0, [], 0, damaged=bool(data))
    payloads: list[bytes] = []
    at = good = len(MAGIC)
    skipped = damaged = False
    while at + _HEAD.size <= len(data):
        length, checksum = _HEAD.unpack_from(data, at)
        payload = data[at + _HEAD.size : at + _HEAD.size + length]
        at += _HEAD.size + length
        if len(payload) == length and zlib.crc32(payload) == checksum:
            payloads.append(payload)
            good, damaged = at, damaged or skipped
        else:
            skipped = True
    header, updates = _split(payloads)
    return Contents(int(header.get('epoch', 0)), updates, good, damaged or (bool(payloads) and not header))


def read(path: Path) -> Contents:
    """Read a log that somebody else may be writing; nothing is repaired."""
    try:
        return parse(path.read_bytes())
    except FileNotFoundError:
        return Contents(0, [], 0, damaged=False)


def _split(payloads: list[bytes]) -> tuple[dict[str, int], list[bytes]]:
    if payloads and payloads[0].startswith(b'{'):  # no Yjs update starts like this and is valid JSON
        try:
            return json.loads(payloads[0]), payloads[1:]
        except ValueError:
            pass
    return {}, payloads


class RoomLog:
    """The log of one text. All methods block; call them from one thread at a time."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.epoch = 0
        self.records = 0
        """how many updates the file holds"""
        self._end = 0
        self._file: int | None = None

    def load(self) -> list[bytes]:
        """Read all updates; what is unreadable is set aside by name and reported, never overwritten."""
        try:
            data = self.path.read_bytes()
        except FileNotFoundError:
            return []
        contents = parse(data)
        self.epoch, self.records, self._end = contents.epoch, len(contents.updates), contents.good
        if contents.damaged or not contents.good:
            self._set_aside(data, 'damaged')
            self.rewrite(contents.updates, contents.epoch)
        elif contents.good < len(data):
            self._set_aside(data[contents.good :], 'torn')
            os.truncate(self.path, contents.good)
        return contents.updates

    def append(self, updates: list[bytes]) -> None:
        """Add updates and return when they are on disk; after an ``OSError`` none of them counts."""
        if not self._end:
            self.rewrite(updates, self.epoch)
            return
        data = b''.join(map(record, updates))
        if self._file is None:
            self._file = os.open(self.path, os.O_WRONLY)
        try:
            _write_all(self._file, data, self._end)
            os.fdatasync(self._file)
        except OSError:
            self._cut_back()
            raise
        self._end += len(data)
        self.records += len(updates)

    def rewrite(self, updates: list[bytes], epoch: int) -> None:
        """Replace the whole log, all or nothing."""
        data = whole_log(epoch, updates)
        write_atomically(self.path, data)
        self.close()
        self.epoch, self.records, self._end = epoch, len(updates), len(data)

    def close(self) -> None:
        """Close the file; it is opened again when needed."""
        if self._file is not None:
            os.close(self._file)
            self._file = None

    def _cut_back(self) -> None:
        try:
            os.ftruncate(self._file or -1, self._end)
        except OSError:  # the next append writes at the same place, and a reader stops there
            _log.warning('%s could not be cut back to %d bytes.', self.path, self._end)

    def _set_aside(self, data: bytes, why: str) -> None:
        number = 1
        while (aside := self.path.with_name(f'{self.path.name}.{why}-{number}')).exists():
            number += 1
        write_atomically(aside, data)
        _log.error('%s is partly unreadable (%s); the unreadable part is kept in %s.', self.path, why, aside.name)


def write_atomically(path: Path, data: bytes) -> None:
    """Write a file so that after a crash there is either the old or the new one, whole."""
    _make_folder(path.parent)
    temporary = path.with_name(f'{path.name}.tmp')
    file = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        _write_all(file, data, 0)
        os.fsync(file)
    except OSError:
        temporary.unlink()
        raise
    finally:
        os.close(file)
    temporary.replace(path)
    sync_folder(path.parent)


def _make_folder(folder: Path) -> None:
    if not folder.exists():
        _make_folder(folder.parent)
        folder.mkdir(exist_ok=True)
        sync_folder(folder.parent)


def sync_folder(folder: Path) -> None:
    """Make sure that new names in a folder survive a power cut."""
    file = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(file)
    finally:
        os.close(file)


def _write_all(file: int, data: bytes, at: int) -> None:
    view = memoryview(data)
    while view:
        written = os.pwrite(file, view, at)
        view, at = view[written:], at + written
