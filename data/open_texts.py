"""The live texts that are in memory. All of it belongs to one thread: that of the loop the texts run on."""

import asyncio
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Protocol

from data.moments import Moment
from data.open_text import COMPACT_IDLE, OpenText
from data.peers import COME_BACK, GONE, NO_RIGHT, RESTART, Peer, Visitor
from data.room_saver import RoomSaver
from data.rooms import Room

IDLE = 5.0
"""how long (seconds) a text stays in memory after the last one left it"""


class Listener(Protocol):
    """Whoever hears the news of the open texts; not always at once."""

    def text_changed(self, dossier_id: str, text_id: str) -> None:
        """Hear that a text is another one."""

    def presence_changed(self, dossier_id: str) -> None:
        """Hear that somebody came to or left a text."""

    def moment_made(self, dossier_id: str, text_id: str, moment: Moment) -> None:
        """Hear that a burst of typing ended."""

    def put_away(self, dossier_id: str, text_id: str, markdown: str, epoch: int) -> None:
        """Hear that a text is no longer in memory, and what it says."""


class OpenTexts:
    """The texts somebody is in, or was a moment ago.

    :param folder: where the texts of a dossier are
    :param now: the clock
    """

    def __init__(self, folder: Callable[[str], Path], listener: Listener, now: Callable[[], datetime]) -> None:
        self.now = now
        self.saver = RoomSaver()
        self._folder, self._listener = folder, listener
        self._open: dict[str, dict[str, OpenText]] = {}

    def get(self, dossier_id: str, text_id: str) -> OpenText | None:
        """Give a text if it is in memory."""
        return self._open.get(dossier_id, {}).get(text_id)

    def of(self, dossier_id: str) -> list[OpenText]:
        """Give the texts of a dossier that are in memory."""
        return [*self._open.get(dossier_id, {}).values()]

    def every(self) -> Iterator[OpenText]:
        """Give all texts that are in memory."""
        for texts in [*self._open.values()]:
            yield from [*texts.values()]

    def opened(self, dossier_id: str, text_id: str) -> OpenText:
        """Give a text, from disk if need be; whoever is done with it calls ``release``.

        :raises OSError: if the disk refuses
        """
        text = self.get(dossier_id, text_id)
        if text is None:
            text = OpenText(self._folder(dossier_id), dossier_id, text_id, self)
            self._open.setdefault(dossier_id, {})[text_id] = text
        if text.idle is not None:
            text.idle.cancel()
            text.idle = None
        return text

    def release(self, text: OpenText) -> None:
        """Put a text away after a while if nobody is in it."""
        if not text.room.peers and not text.forgotten:
            self._wait_or(text, self._idle)

    def settle(self, dossier_id: str) -> None:
        """End the bursts of a dossier, so that its history is complete up to now."""
        for text in self.of(dossier_id):
            text.end_burst()

    # people

    def join(self, dossier_id: str, text_id: str, visitor: Visitor, wake: Callable[[], None]) -> tuple[Room, Peer]:
        """Let somebody in; ``wake`` is called whenever there is something for them."""
        text = self.opened(dossier_id, text_id)
        peer = text.room.join(visitor, wake)
        self._listener.presence_changed(dossier_id)
        return text.room, peer

    def leave(self, dossier_id: str, text_id: str, room: Room, peer: Peer) -> None:
        """Let somebody go."""
        room.leave(peer)
        text = self.get(dossier_id, text_id)
        if text is not None and text.room is room:
            self.release(text)
        self._listener.presence_changed(dossier_id)

    def present(self, dossier_id: str) -> dict[str, list[Visitor]]:
        """Give who is in which text."""
        here = {}
        for text in self.of(dossier_id):
            visitors = {peer.visitor.key: peer.visitor for peer in text.room.peers}
            if visitors:
                here[text.text_id] = sorted(visitors.values(), key=lambda visitor: visitor.name)
        return here

    def dismiss(self, dossier_id: str, visitor_key: str | None = None, text_id: str | None = None) -> None:
        """End the connections of one visitor or of all, to one text or all, so that they are judged anew."""
        for text in self.of(dossier_id):
            for peer in [*text.room.peers]:
                if visitor_key in (None, peer.visitor.key) and text_id in (None, text.text_id):
                    peer.close(COME_BACK, 'De rechten zijn gewijzigd.')

    def expel(self, visitor_key: str) -> None:
        """End all connections of somebody who lost access; what the rooms accepted so far stays."""
        for text in self.every():
            for peer in [*text.room.peers]:
                if peer.visitor.key == visitor_key:
                    peer.close(NO_RIGHT, 'De toegang is beëindigd.')

    def put_away(self, dossier_id: str) -> None:
        """Write the texts of a dossier and let go of them; who is in them may come back at once."""
        self._write_now(dossier_id)
        for text in self.of(dossier_id):
            for peer in [*text.room.peers]:
                peer.close(COME_BACK, 'De tekst wordt opnieuw geopend.')
            self._put_away(text)

    def forget(self, dossier_id: str) -> None:
        """Drop the texts of a dossier that is no more."""
        texts = self._open.pop(dossier_id, {}).values()
        for text in texts:
            text.forgotten = True
            for peer in [*text.room.peers]:
                peer.close(GONE, 'Dit dossier bestaat niet meer.')
        self.saver.drop(texts)
        for text in texts:
            text.stop()
            text.close()

    async def stop(self) -> None:
        """Send everybody away to come back later, put everything on disk and let go of it."""
        for text in self.every():
            for peer in [*text.room.peers]:
                peer.close(RESTART, 'De server stopt even.')
            text.stop()
            if text.room.is_unsaved:
                self.saver.soon(text)
        await self.saver.settle()
        for text in self.every():
            self._put_away(text)

    # what open texts ask of their keeper

    def save_soon(self, text: OpenText) -> None:
        """Write a text within 50 ms."""
        self.saver.soon(text)

    def changed(self, text: OpenText) -> None:
        """Tell that a text is another one."""
        if not text.forgotten:
            self._listener.text_changed(text.dossier_id, text.text_id)

    def moment(self, text: OpenText, moment: Moment) -> None:
        """Tell that a burst of typing ended."""
        if not text.forgotten:
            self._listener.moment_made(text.dossier_id, text.text_id, moment)

    def _idle(self, text: OpenText) -> None:
        if text.room.peers or text.forgotten:
            return
        if text.log.records >= COMPACT_IDLE and not text.log.gap:
            text.compact_due = True
            self.saver.soon(text)
        if text.room.is_unsaved:  # whatever went wrong before: what is not on disk is only here
            self.saver.soon(text)
        if self.saver.busy(text):
            self._wait_or(text, lambda _: None)  # without a loop it stays until ``stop``
        else:
            self._put_away(text)

    def _write_now(self, dossier_id: str) -> None:
        for text in self.of(dossier_id):
            if text.room.is_unsaved:
                self.saver.soon(text)
        self.saver.now(dossier_id)

    def _wait_or(self, text: OpenText, at_once: Callable[[OpenText], None]) -> None:
        """Look at an idle text later; without a running loop do something at once instead."""
        text.idle = None
        try:
            text.idle = asyncio.get_running_loop().call_later(IDLE, self._idle, text)
        except RuntimeError:
            at_once(text)

    def _put_away(self, text: OpenText) -> None:
        text.end_burst()
        text.stop()
        text.close()
        self._listener.put_away(text.dossier_id, text.text_id, text.room.text, text.room.epoch)
        texts = self._open[text.dossier_id]
        texts.pop(text.text_id, None)
        if not texts:
            del self._open[text.dossier_id]
