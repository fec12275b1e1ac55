"""All live texts of all dossiers: what they say, who is in them, and the news about both."""

import asyncio
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from nicegui import Event

from data.closed_texts import ClosedTexts
from data.errors import NotFound
from data.moments import Moment
from data.open_text import COMPACT_IDLE, OpenText
from data.peers import COME_BACK, GONE, NO_RIGHT, Peer, Visitor
from data.room_saver import RoomSaver
from data.rooms import Room
from data.text_history import TextHistory

IDLE = 5.0
"""how long (seconds) a text stays in memory after the last one left it"""

_DOSSIER_ID = re.compile(r'[A-Za-z0-9_-]{1,64}')
_TEXT_ID = re.compile(r'goal|(contribution|answer|clause):[A-Za-z0-9_.~-]{1,120}')


class LiveTexts:
    """The live texts below one folder.

    :param root: holds a folder per dossier, in which ``texts`` is ours
    :param now: the clock
    """

    def __init__(self, root: Path, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self.text_changed = Event[str, str]()
        """a text is another one (arguments: dossier, text); at most five times a second per text"""
        self.presence_changed = Event[str]()
        """somebody came to or left a text (argument: dossier)"""
        self.moment_made = Event[str, str, Moment]()
        """a burst of typing ended (arguments: dossier, text, how the text is now and who typed)"""
        self.now = now
        self._root = root
        self._open: dict[str, dict[str, OpenText]] = {}
        self.history = TextHistory(self._folder, self._open)
        self._closed = ClosedTexts(self._folder)
        self._saver = RoomSaver()

    def check(self, dossier_id: str, text_id: str = 'goal') -> None:
        """Look at ids before they become file names.

        :raises NotFound: if there can be no such text
        """
        if not _DOSSIER_ID.fullmatch(dossier_id):
            raise NotFound(f'"{dossier_id}" is not the id of a dossier.')
        if not _TEXT_ID.fullmatch(text_id):
            raise NotFound(f'"{text_id}" is not the id of a text.')

    @property
    def trouble(self) -> str:
        """Why nothing can be saved now, as one Dutch sentence; empty if it can."""
        return self._saver.trouble

    # reading

    def text(self, dossier_id: str, text_id: str) -> str:
        """Return a text as Markdown, empty if it was never written."""
        self.check(dossier_id, text_id)
        text = self._open.get(dossier_id, {}).get(text_id)
        return text.room.text if text else self._closed.markdown(dossier_id, text_id)

    def texts(self, dossier_id: str) -> dict[str, str]:
        """Return all texts of a dossier that are not empty."""
        self.check(dossier_id)
        opened = {text_id: text.room.text for text_id, text in self._open.get(dossier_id, {}).items()}
        texts = {**self._closed.all(dossier_id), **opened}
        return {text_id: markdown for text_id, markdown in sorted(texts.items()) if markdown}

    def epoch(self, dossier_id: str, text_id: str) -> int:
        """Return how often the server replaced a text; a browser's copy of another epoch must not be merged."""
        self.check(dossier_id, text_id)
        text = self._open.get(dossier_id, {}).get(text_id)
        return text.room.epoch if text else self._closed.epoch(dossier_id, text_id)

    def state(self, dossier_id: str, text_id: str) -> bytes:
        """Return the whole Yjs state of a text."""
        self.check(dossier_id, text_id)
        text = self._open.get(dossier_id, {}).get(text_id)
        return text.room.encoded() if text else self._closed.state(dossier_id, text_id)

    def present(self, dossier_id: str) -> dict[str, list[Visitor]]:
        """Return who is in which text."""
        here = {}
        for text_id, text in self._open.get(dossier_id, {}).items():
            visitors = {peer.visitor.key: peer.visitor for peer in text.room.peers}
            if visitors:
                here[text_id] = sorted(visitors.values(), key=lambda visitor: visitor.name)
        return here

    # writing

    def begin(self, dossier_id: str, text_id: str, markdown: str) -> None:
        """Put a first text in, once and for all; it is on disk when this returns.

        :raises ValueError: if the text has content already, or is too long
        """
        text = self._opened(dossier_id, text_id)
        try:
            text.room.begin(markdown)
            self._saver.now()
        finally:
            self._release(text)

    def restore_state(self, dossier_id: str, text_id: str, state: bytes) -> None:
        """Put a Yjs state from elsewhere in; it is on disk when this returns.

        :raises ValueError: if the text has content already, or if this is no state of a text we could have
        """
        text = self._opened(dossier_id, text_id)
        try:
            if text.room.text:
                raise ValueError(f'"{text_id}" has content already; a state can only be put into an empty text.')
            text.room.merge(state)
            self._saver.now()
        finally:
            self._release(text)

    def restore(self, dossier_id: str, text_id: str, number: int, visitor: Visitor) -> bool:
        """Put a text back as it was at a moment, as a new change by this visitor; on disk when this returns.

        What others type meanwhile stays, and how the text was until now is kept as a moment.

        :return: whether anything was different
        :raises NotFound: if there is no such moment
        :raises OSError: if the disk refuses
        """
        text = self._opened(dossier_id, text_id)
        try:
            text.bursts.end()
            moment = text.moments.get(number)
            if moment is None:
                raise NotFound('Dit moment van de tekst bestaat niet.')
            text.room.rewrite(visitor, moment.text)
            self._saver.now()
            return text.bursts.end(restored=number) is not None
        finally:
            self._release(text)

    # people

    def join(self, dossier_id: str, text_id: str, visitor: Visitor, wake: Callable[[], None]) -> tuple[Room, Peer]:
        """Let somebody into a text; ``wake`` is called whenever there is something for them."""
        text = self._opened(dossier_id, text_id)
        peer = text.room.join(visitor, wake)
        self.presence_changed.emit(dossier_id)
        return text.room, peer

    def leave(self, dossier_id: str, text_id: str, room: Room, peer: Peer) -> None:
        """Let somebody go."""
        room.leave(peer)
        text = self._open.get(dossier_id, {}).get(text_id)
        if text is not None and text.room is room:
            self._release(text)
        self.presence_changed.emit(dossier_id)

    def dismiss(self, dossier_id: str, visitor_key: str | None = None) -> None:
        """End the connections of one visitor, or of all, so that they come back and are judged anew."""
        for text in self._open.get(dossier_id, {}).values():
            for peer in [*text.room.peers]:
                if visitor_key in (None, peer.visitor.key):
                    peer.close(COME_BACK, 'De rechten zijn gewijzigd.')

    def expel(self, visitor_key: str) -> None:
        """End all connections of somebody who lost access; what the rooms accepted so far stays."""
        for text in self._every():
            for peer in [*text.room.peers]:
                if peer.visitor.key == visitor_key:
                    peer.close(NO_RIGHT, 'De toegang is beëindigd.')

    def put_away(self, dossier_id: str) -> None:
        """Write the texts of a dossier and let go of them, so that their files can change; who may comes back at once.

        :raises OSError: if the disk refuses; the texts stay open then
        """
        self._saver.now()
        for text in [*self._open.get(dossier_id, {}).values()]:
            for peer in [*text.room.peers]:
                peer.close(COME_BACK, 'De tekst wordt opnieuw geopend.')
            self._put_away(text)

    def forget(self, dossier_id: str) -> None:
        """Drop the texts of a dossier that is no more; its files are the caller's to delete."""
        for text in self._open.pop(dossier_id, {}).values():
            text.forgotten = True
            for peer in [*text.room.peers]:
                peer.close(GONE, 'Dit dossier bestaat niet meer.')
            self._saver.drop(text)
            text.stop()
            text.log.close()
        self._closed.forget(dossier_id)

    # life

    async def start(self) -> None:
        """Get ready."""

    async def stop(self) -> None:
        """Put everything on disk and let go of it."""
        for text in [*self._every()]:
            text.stop()
        await self._saver.settle()
        for text in [*self._every()]:
            self._put_away(text)

    # what open texts ask of their keeper

    def save_soon(self, text: OpenText) -> None:
        """Write a text within 50 ms."""
        self._saver.soon(text)

    def changed(self, text: OpenText) -> None:
        """Tell that a text is another one."""
        if not text.forgotten:
            self.text_changed.emit(text.dossier_id, text.text_id)

    def moment(self, text: OpenText, moment: Moment) -> None:
        """Tell that a burst of typing ended."""
        if not text.forgotten:
            self.moment_made.emit(text.dossier_id, text.text_id, moment)

    def _every(self) -> Iterator[OpenText]:
        for texts in self._open.values():
            yield from texts.values()

    def _folder(self, dossier_id: str) -> Path:
        return self._root / dossier_id / 'texts'

    def _opened(self, dossier_id: str, text_id: str) -> OpenText:
        self.check(dossier_id, text_id)
        texts = self._open.setdefault(dossier_id, {})
        if text_id not in texts:
            texts[text_id] = OpenText(self._folder(dossier_id), dossier_id, text_id, self)
        text = texts[text_id]
        if text.idle is not None:
            text.idle.cancel()
            text.idle = None
        return text

    def _release(self, text: OpenText) -> None:
        if text.room.peers or text.forgotten:
            return
        try:
            text.idle = asyncio.get_running_loop().call_later(IDLE, self._idle, text)
        except RuntimeError:
            self._idle(text)

    def _idle(self, text: OpenText) -> None:
        if text.room.peers or text.forgotten:
            return
        if text.log.records >= COMPACT_IDLE and not text.log.gap:
            text.compact_due = True
            self._saver.soon(text)
        if self._saver.busy(text):
            self._release_later(text)
        else:
            self._put_away(text)

    def _release_later(self, text: OpenText) -> None:
        try:
            text.idle = asyncio.get_running_loop().call_later(IDLE, self._idle, text)
        except RuntimeError:
            text.idle = None  # without a loop it stays until ``stop``

    def _put_away(self, text: OpenText) -> None:
        text.end_burst()
        text.stop()
        text.log.close()
        self._closed.remember(text.dossier_id, text.text_id, text.room.text, text.room.epoch)
        texts = self._open[text.dossier_id]
        texts.pop(text.text_id, None)
        if not texts:
            del self._open[text.dossier_id]
