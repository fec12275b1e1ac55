"""How the log of a text is written down, and read again as far as it can be read.

A file is ``MAGIC``, then records: length and CRC32 of a payload, and the payload. The first one is a header in JSON,
each other one is a Yjs update.
"""

import errno
import json
import re
import struct
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

MAGIC = b'WIJKLOG1'
EFFORT = 256 * 1024 * 1024
"""how much (about, in bytes) is looked at to find the next record after an unreadable one; a second or so"""
_PLACE = 128
"""what it takes to look at one place, in the same measure"""
_HEAD = struct.Struct('<II')  # length and CRC32 of what follows
_HIGH = re.compile(rb'[\x00\x01]')
"""the highest byte of a length; no record is near 32 MB"""


@dataclass(frozen=True, slots=True)
class Contents:
    """What a log says.

    :param good: length of the file up to its last good record
    :param damaged: whether something before the last good record is unreadable (a torn tail is not damage)
    :param gap: whether something was unreadable once, so that later updates may wait for what is missing
    :param lost: whether nothing at all can be read: a log is made together with its first update, so none is empty
    """

    epoch: int
    updates: list[bytes]
    good: int
    damaged: bool
    gap: bool = False
    lost: bool = False


def record(payload: bytes) -> bytes:
    """Write one record."""
    return _HEAD.pack(len(payload), zlib.crc32(payload)) + payload


def whole_log(epoch: int, updates: Iterable[bytes], *, gap: bool = False) -> bytes:
    """Write a whole log file."""
    header = record(json.dumps({'epoch': epoch, **({'gap': 1} if gap else {})}).encode())
    return b''.join([MAGIC, header, *map(record, updates)])


def parse(data: bytes) -> Contents:
    """Read a log as far as it can be read.

    What is unreadable is damage if a good record follows it anywhere, however wrong the length before it is; otherwise
    it is a torn tail.
    """
    payloads: list[bytes] = []
    at = good = len(MAGIC) if data.startswith(MAGIC) else 0
    damaged = bool(data) and not at
    header: dict[str, int] | None = None
    while at < len(data):
        payload = _payload(data, at)
        if payload is None:
            found, is_sure = _next_good(data, at + 1)
            damaged = damaged or found < len(data) or not is_sure
            at = found
            continue
        if at == len(MAGIC):
            header = _header(payload)
        if at != len(MAGIC) or header is None:
            payloads.append(payload)
        at = good = at + _HEAD.size + len(payload)
    damaged = damaged or (bool(payloads) and header is None)
    header = header or {}
    gap = bool(header.get('gap'))
    lost = not payloads and not gap and (not good or good < len(data))
    return Contents(int(header.get('epoch', 0)), payloads, good, damaged, gap, lost)


def read(path: Path) -> Contents:
    """Read a log that somebody else may be writing; nothing is repaired.

    :raises OSError: if the disk refuses, or nothing at all can be read
    """
    try:
        return legible(path, path.read_bytes())
    except FileNotFoundError:
        return Contents(0, [], 0, damaged=False)


def legible(path: Path, data: bytes) -> Contents:
    """Read what stood in a log as far as it can be read.

    :raises OSError: if nothing at all can be; as an empty text it would look as if nobody had written it
    """
    contents = parse(data)
    if contents.lost:
        raise OSError(errno.EIO, f'nothing in {path} can be read')
    return contents


def _payload(data: bytes, at: int) -> bytes | None:
    """Give what the record at a place holds, None if there is no good one; zeros are what a power cut leaves."""
    if at + _HEAD.size > len(data):
        return None
    length, checksum = _HEAD.unpack_from(data, at)
    begin = at + _HEAD.size
    if not 0 < length <= len(data) - begin:
        return None
    payload = data[begin : begin + length]
    return payload if zlib.crc32(payload) == checksum else None


def _next_good(data: bytes, start: int) -> tuple[int, bool]:
    """Find the first good record from a place on.

    :return: where it is, or the length of the data if there is none; and whether all of it was looked at
    """
    effort = 0
    for at, length in _candidates(data, start):
        if _payload(data, at) is not None:
            return at, True
        effort += _PLACE + length
        if effort > EFFORT:
            return len(data), False
    return len(data), True


def _candidates(data: bytes, start: int) -> Iterator[tuple[int, int]]:
    """Give where a record might be, and how long it would be; 0 if it cannot be one after all."""
    end = len(data) - _HEAD.size
    for high in _HIGH.finditer(data, start + 3):
        at = high.start() - 3
        if at > end:
            return
        length = _HEAD.unpack_from(data, at)[0]
        yield at, length if length <= end - at else 0


def _header(payload: bytes) -> dict[str, int] | None:
    if payload.startswith(b'{'):  # no Yjs update starts like this and is valid JSON
        try:
            return json.loads(payload)  # type: ignore[no-any-return]
        except ValueError:
            pass
    return None
