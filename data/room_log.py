"""Everything that was ever typed in one text, on disk: an append-only log with a checksum per record."""

import json
import logging
import os
import struct
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from data.disk import free_name, write_all, write_atomically

MAGIC = b'WIJKLOG1'
_HEAD = struct.Struct('<II')  # length and CRC32 of what follows
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Contents:
    """What a log says.

    :param good: length of the file up to its last good record
    :param damaged: whether something before the last good record is unreadable (a torn tail is not damage)
    :param gap: whether something was unreadable once, so that later updates may wait for what is missing
    """

    epoch: int
    updates: list[bytes]
    good: int
    damaged: bool
    gap: bool = False


def record(payload: bytes) -> bytes:
    """Write one record."""
    return _HEAD.pack(len(payload), zlib.crc32(payload)) + payload


def whole_log(epoch: int, updates: Iterable[bytes], *, gap: bool = False) -> bytes:
    """Write a whole log file."""
    header = record(json.dumps({'epoch': epoch, **({'gap': 1} if gap else {})}).encode())
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
    damaged = damaged or (bool(payloads) and not header)
    return Contents(int(header.get('epoch', 0)), updates, good, damaged, bool(header.get('gap')))


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
        self.gap = False
        """whether an update was lost once; those after it wait for it, and only the log as it is still has them"""
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
        self.gap = contents.gap or contents.damaged or not contents.good
        if contents.damaged or not contents.good:
            self._set_aside(data, 'damaged')
            self._keep_readable()
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
            write_all(self._file, data, self._end)
            os.fdatasync(self._file)
        except OSError:
            self._cut_back()
            raise
        self._end += len(data)
        self.records += len(updates)

    def rewrite(self, updates: list[bytes], epoch: int) -> None:
        """Replace the whole log, all or nothing."""
        data = whole_log(epoch, updates, gap=self.gap)
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
        aside = free_name(self.path, why)
        write_atomically(aside, data)
        _log.error('%s is partly unreadable (%s); the unreadable part is kept in %s.', self.path, why, aside.name)

    def _keep_readable(self) -> None:
        """Keep the readable copy of just before: it may say more than what is left of the log."""
        readable = self.path.with_suffix('.md')
        if readable.exists():
            write_atomically(free_name(readable, 'damaged'), readable.read_bytes())
