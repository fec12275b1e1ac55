"""Typing comes in bursts; when one ends, the text as it is then is kept as a moment."""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime

from data.authorship import Author, author_of, state_of
from data.moments import LastChange, Moment, Moments, last_change, packed
from data.rooms import Room

LONGEST = 300.0
"""how long (seconds) a burst lasts at most"""
QUIET = 60.0
"""a burst ends when nobody typed for this long (seconds), looked at this often"""

_log = logging.getLogger(__name__)


class Bursts:
    """Watches one open text and keeps its moments.

    :param now: the clock
    :param made: called with each moment that people made, after it is on disk
    """

    def __init__(
        self, room: Room, moments: Moments, now: Callable[[], datetime], made: Callable[[Moment], None]
    ) -> None:
        self._room, self._moments, self._now, self._made = room, moments, now, made
        self._last = moments.last()
        self._base = Moment(1, now(), packed(room.text))
        self._text = self._last.text if self._last else room.text
        self._unseen: list[Author] = []
        self._changes = self._looked_at = 0
        self.typed_at = now()
        """when somebody typed last, to a fraction of a second"""
        self._ends = float('inf')
        self._handle: asyncio.TimerHandle | None = None
        self._recover()

    @property
    def latest(self) -> LastChange | None:
        """Who changed the text last and when, as far as anybody knows."""
        if self._room.touched:
            return LastChange(author_of(next(reversed(self._room.touched.values()))), self.typed_at, self._next)
        return last_change(self._last)

    @property
    def _next(self) -> int:
        """The number of the next moment; what stood there before anybody typed comes first."""
        return (self._last.number if self._last else int(bool(self._text))) + 1

    def typed(self) -> None:
        """Hear that something changed; cheap, it is called for every letter."""
        self._changes += 1
        if self._handle is None:
            self._begin()

    def end(self, restored: int = 0) -> Moment | None:
        """End the burst now; gives the moment it left, None if it left nothing.

        :raises OSError: if the disk refuses; the burst goes on then
        """
        self.cancel()
        room = self._room
        authors = tuple({each.member_id: each for each in (*self._unseen, *self._touched())}.values())
        if room.text == self._text or not authors:
            self._forget(room.text)
            return None
        first = [] if self._last or not self._text else [self._base]
        moment = Moment(self._next, self._now(), packed(room.text), authors, room.state(), restored)
        self._moments.append([*first, moment])
        self._last = moment
        self._forget(room.text)
        self._made(moment)
        return moment

    def cancel(self) -> None:
        """Stop looking; ``end`` or the next letter goes on."""
        if self._handle is not None:
            self._handle.cancel()
            self._handle = None

    def _touched(self) -> list[Author]:
        return [author_of(visitor) for visitor in self._room.touched.values()]

    def _forget(self, text: str) -> None:
        self._text = text
        if self._last is None:
            self._base = Moment(1, self._now(), packed(text))
        self._room.touched.clear()
        self._unseen = []

    def _recover(self) -> None:
        """Take up a burst that a crash cut off: the letters are on disk, and so is who typed them."""
        if self._last and self._last.text == self._room.text:
            return
        before = state_of(self._last.state) if self._last else {}
        self._unseen = self._room.authors.between(before, state_of(self._room.state()))
        if self._last and not self._unseen:
            self._unseen = [*self._last.authors]  # only deletions, which name nobody
        if self._unseen:
            self._text = self._last.text if self._last else ''
            self.typed()

    def _begin(self) -> None:
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            return  # without a loop the burst ends when the text is put away
        self._ends = loop.time() + LONGEST
        self._handle = loop.call_later(QUIET, self._look)

    def _look(self) -> None:
        loop = asyncio.get_running_loop()
        if self._looked_at != self._changes and loop.time() < self._ends:
            self._looked_at = self._changes
            self._handle = loop.call_later(QUIET, self._look)
            return
        try:
            self.end()
        except OSError as error:
            _log.error('%s cannot be written, it is tried again: %s', self._moments.path, error)
            self._handle = loop.call_later(QUIET, self._look)
