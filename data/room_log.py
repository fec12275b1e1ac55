"""Everything that was ever typed in one text, on disk: an append-only log with a checksum per record."""

import logging
import os
from pathlib import Path

from data.disk import keep_aside, sync_folder, write_all, write_atomically
from data.log_records import legible, record, whole_log

_log = logging.getLogger(__name__)


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
        self._is_cut = True
        """whether nothing that was refused stands at the end of the file"""
        self._is_known = True
        """whether the file is the one this knows: after a failed rewrite it may be the old one or the new one"""

    def load(self) -> list[bytes]:
        """Read all updates; what is unreadable is set aside by name and reported, never overwritten.

        :raises OSError: if the disk refuses, or nothing at all can be read; the file is as it was then
        """
        try:
            data = self.path.read_bytes()
        except FileNotFoundError:
            return []
        contents = legible(self.path, data)
        self.epoch, self.records, self._end = contents.epoch, len(contents.updates), contents.good
        self.gap = contents.gap
        if contents.damaged:
            self.repair(contents.updates)
        elif contents.good < len(data):
            self._set_aside(data[contents.good :], 'torn')
            os.truncate(self.path, contents.good)
        return contents.updates

    def repair(self, updates: list[bytes]) -> None:
        """Go on with the updates that can be read; the file as it was and its readable copy are kept beside it."""
        self.gap = True
        self._set_aside(self.path.read_bytes(), 'damaged')
        self._keep_readable()
        self.rewrite(updates, self.epoch)

    def append(self, updates: list[bytes]) -> None:
        """Add updates and return when they are on disk; after an ``OSError`` none of them counts."""
        if not self._is_known:
            self._look_again()
        if not self._end:
            self.rewrite(updates, self.epoch)
            return
        data = b''.join(map(record, updates))
        file = self._opened()
        try:
            if not self._is_cut:
                os.ftruncate(file, self._end)
                self._is_cut = True
            write_all(file, data, self._end)
            os.fdatasync(file)
        except OSError:
            self._cut_back(file)
            raise
        self._end += len(data)
        self.records += len(updates)

    def rewrite(self, updates: list[bytes], epoch: int) -> None:
        """Replace the whole log, all or nothing; after an ``OSError`` it is the old one or the new one."""
        data = whole_log(epoch, updates, gap=self.gap)
        self.close()
        self._is_known = False
        write_atomically(self.path, data)
        self._is_known = self._is_cut = True
        self.epoch, self.records, self._end = epoch, len(updates), len(data)

    def close(self) -> None:
        """Close the file; it is opened again when needed."""
        if self._file is not None:
            file, self._file = self._file, None
            os.close(file)

    def _opened(self) -> int:
        if self._file is None:
            self._file = os.open(self.path, os.O_WRONLY)
        return self._file

    def _look_again(self) -> None:
        """Find out which file is there, and make sure that it stays; what is added to another one would be lost."""
        try:
            data = self.path.read_bytes()
        except FileNotFoundError:
            if self._end:
                raise
            self._is_known = True
            return
        contents = legible(self.path, data)  # as an empty log it would be replaced, with all that was in it
        sync_folder(self.path.parent)
        self._end, self.records, self._is_cut = contents.good, len(contents.updates), contents.good == len(data)
        self._is_known = True

    def _cut_back(self, file: int) -> None:
        try:
            os.ftruncate(file, self._end)
        except OSError:  # the next append does it first
            self._is_cut = False
            _log.warning('%s could not be cut back to %d bytes.', self.path, self._end)

    def _set_aside(self, data: bytes, why: str) -> None:
        aside = keep_aside(self.path, data, why)
        _log.error('%s is partly unreadable (%s); the unreadable part is kept in %s.', self.path, why, aside.name)

    def _keep_readable(self) -> None:
        """Keep the readable copy of just before: it may say more than what is left of the log."""
        readable = self.path.with_suffix('.md')
        if readable.exists():
            keep_aside(readable, readable.read_bytes(), 'damaged')
