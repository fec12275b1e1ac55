"""One live text in memory: its room, its log, and when things are due."""

import asyncio
import logging
from datetime import datetime
from pathlib import Path
from typing import Protocol
from urllib.parse import quote

from data.authorship import Authors, AuthorsFile
from data.bursts import Bursts
from data.disk import write_atomically
from data.moments import Moment, Moments
from data.paced import Delayed, Paced
from data.room_log import RoomLog
from data.rooms import Room, Save
from data.sound_updates import sound

PER_PEER = 0.000005
"""after typing was handed on, how long (seconds) the next waits for company, for each one who has to hear of it"""
CURSORS = 0.020
"""how long (seconds) a cursor that moved waits for typing to go along with"""
NEWCOMERS = 5.0
"""how long (seconds) what newcomers get is kept ready for the next one"""
NEWS = 0.2
"""at most this often (seconds) others hear that a text changed"""
COMPACT_AFTER = 2000
"""an open log is rewritten after this many updates"""
COMPACT_AGAIN = 100
"""if that is refused, it is tried again after this many more"""
COMPACT_IDLE = 50
"""a log is rewritten before it is put away if it has at least this many updates"""


_log = logging.getLogger(__name__)


class Keeper(Protocol):
    """Whoever keeps the open texts: writes them in groups and passes the news on."""

    def now(self) -> datetime:
        """Tell the time."""

    def moment(self, text: 'OpenText', moment: Moment) -> None:
        """Hear that a burst of typing ended, and how the text is then."""

    def save_soon(self, text: 'OpenText') -> None:
        """Write this text within the next 50 ms."""

    def changed(self, text: 'OpenText') -> None:
        """Hear that this text is another one."""


class OpenText:
    """A text that is in memory, because somebody is in it or was a moment ago."""

    def __init__(self, folder: Path, dossier_id: str, text_id: str, keeper: Keeper) -> None:
        self.dossier_id, self.text_id = dossier_id, text_id
        self.log = RoomLog(log_path(folder, text_id))
        self.forgotten = False
        self.readable_due = False
        """whether the readable copy is behind"""
        self.compact_due = False
        """whether the log has to be written anew, shorter"""
        self.compact_from = 0
        """with fewer updates than this the log is not written anew, because that was refused a moment ago"""
        self.idle: asyncio.TimerHandle | None = None
        self._authors = AuthorsFile(self.log.path)
        self.room = self._begun(self.log.load(), Authors(self._authors.load()))
        self._keeper = keeper
        self.moments = Moments(self.log.path)
        self.bursts = Bursts(self.room, self.moments, keeper.now, lambda moment: keeper.moment(self, moment))
        self._flush = Paced(lambda: PER_PEER * len(self.room.peers), self.room.flush)
        self._cursors = Delayed(CURSORS, self.room.flush)
        self._newcomers = Delayed(NEWCOMERS, self.room.forget_whole)
        self._news = Paced(lambda: NEWS, self._tell)

    def _begun(self, updates: list[bytes], authors: Authors) -> Room:
        """Make the room; an update that Yjs cannot read is damage that the checksum did not see."""
        try:
            return Room(self, updates, self.log.epoch, authors)
        except Exception:  # pycrdt complains in many ways
            readable = sound(updates)
            if len(readable) == len(updates):
                raise
            self.log.repair(readable)
            return Room(self, readable, self.log.epoch, authors)

    # what the room asks of its host

    def flush_soon(self) -> None:
        """Hand on what was typed: at once after a pause, else merged."""
        self._flush.now_or_soon()

    def flush_later(self) -> None:
        """Hand on that a cursor moved, if nothing was typed meanwhile that takes it along."""
        self._cursors.soon()

    def forget_later(self) -> None:
        """Have it let go of what is kept ready for newcomers."""
        self._newcomers.soon()

    def save_soon(self) -> None:
        """Have it written."""
        if not self.forgotten:
            self._keeper.save_soon(self)

    def text_changed(self) -> None:
        """Let others hear of it, not for every letter."""
        self.readable_due = True
        self._news.soon()
        self.bursts.typed()

    def _tell(self) -> None:
        self.bursts.typed_at = self._keeper.now()
        self._keeper.changed(self)

    # writing; these run in the thread that writes

    def write(self, save: Save, compacted: bytes | None) -> None:
        """Put a save on disk; who wrote it comes first, so that no letter is ever without its author."""
        if save.authors:
            self._authors.append(save.authors)
            save.authors.clear()
        if compacted is not None and self._is_compacted(save, compacted):
            return
        if save.updates:
            self.log.append(save.updates)

    def _is_compacted(self, save: Save, compacted: bytes) -> bool:
        """Write the log anew; what was typed meanwhile need not wait for that, on a disk that has room for a line."""
        try:
            self.log.rewrite([compacted], self.log.epoch)
        except OSError as error:
            if not save.updates:
                raise
            self.compact_from = self.log.records + COMPACT_AGAIN
            _log.warning('The log of "%s" of dossier %s cannot be shortened: %s', self.text_id, self.dossier_id, error)
            return False
        self.compact_from = 0
        return True

    def write_readable(self, markdown: str) -> None:
        """Put the copy for people and exports beside the log."""
        write_atomically(self.log.path.with_suffix('.md'), markdown.encode())

    def end_burst(self) -> None:
        """Keep the text as it is now as a moment; what the disk refuses is found again when the text is next opened."""
        try:
            if not self.forgotten:
                self.bursts.end()
        except OSError as error:
            _log.error('The moment of "%s" of dossier %s is late: %s', self.text_id, self.dossier_id, error)

    def close(self) -> None:
        """Let go of the file and of the memory."""
        self.log.close()
        self.room.close()

    def stop(self) -> None:
        """End all timers, and tell at once what was due."""
        self.bursts.cancel()
        self._flush.stop()
        self._cursors.stop()
        self._newcomers.stop()
        self._news.stop()
        if self.idle:
            self.idle.cancel()
            self.idle = None


def log_path(folder: Path, text_id: str) -> Path:
    """Return where the log of a text is; its id is made safe for a file name."""
    return folder / f'{quote(text_id, safe="")}.ylog'
