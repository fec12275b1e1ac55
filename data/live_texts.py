"""All live texts of all dossiers: what they say, who is in them, and the news about both.

What is typed runs on a loop of its own (``data.own_loop``), so that it never waits for a page. Everything here may be
called from anywhere; the news comes to the loop that called ``start``.
"""

import re
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TypeVar

from nicegui import Event

from data.closed_texts import ClosedTexts
from data.errors import NotFound
from data.first_texts import first_files
from data.moments import Moment
from data.open_text import OpenText
from data.open_texts import OpenTexts
from data.own_loop import OwnLoop
from data.peers import Peer, Visitor
from data.rooms import Room
from data.text_history import TextHistory

R = TypeVar('R')

_DOSSIER_ID = re.compile(r'[A-Za-z0-9_-]{1,64}')
_FOLDER = 'texts'
_TEXT_ID = re.compile(r'goal|(contribution|answer|clause|notebook):[A-Za-z0-9_.~-]{1,120}')


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
        self.loop = OwnLoop()
        self._root = root
        self._open = OpenTexts(self._folder, _News(self), now)
        self._closed = ClosedTexts(self._folder)
        self.history = TextHistory(self._folder, self._look, self._settle)

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
        return self._open.saver.trouble

    def quiet_for(self) -> float:
        """Tell for how long (seconds) nobody has changed anything."""
        return time.monotonic() - self._open.saver.asked_at

    # reading

    def text(self, dossier_id: str, text_id: str) -> str:
        """Return a text as Markdown, empty if it was never written.

        :raises Unreadable: if it cannot be read
        """
        self.check(dossier_id, text_id)
        markdown = self._look(dossier_id, text_id, lambda text: text.room.text)
        return self._closed.markdown(dossier_id, text_id) if markdown is None else markdown

    def texts(self, dossier_id: str) -> dict[str, str]:
        """Return all texts of a dossier that are not empty; ``UNREAD`` for one that cannot be read."""
        self.check(dossier_id)
        opened = self.loop.run(lambda: {text.text_id: text.room.text for text in self._open.of(dossier_id)})
        texts = {**self._closed.all(dossier_id), **opened}
        return {text_id: markdown for text_id, markdown in sorted(texts.items()) if markdown}

    def epoch(self, dossier_id: str, text_id: str) -> int:
        """Return how often the server replaced a text; a browser's copy of another epoch must not be merged.

        :raises Unreadable: if it cannot be read
        """
        self.check(dossier_id, text_id)
        epoch = self._look(dossier_id, text_id, lambda text: text.room.epoch)
        return self._closed.epoch(dossier_id, text_id) if epoch is None else epoch

    def state(self, dossier_id: str, text_id: str) -> bytes:
        """Return the whole Yjs state of a text.

        :raises Unreadable: if it cannot be read
        """
        self.check(dossier_id, text_id)
        state = self._look(dossier_id, text_id, lambda text: text.room.encoded())
        return self._closed.state(dossier_id, text_id) if state is None else state

    def present(self, dossier_id: str) -> dict[str, list[Visitor]]:
        """Return who is in which text."""
        return self.loop.run(self._open.present, dossier_id)

    # writing

    def first_files(self, dossier_id: str, texts: Mapping[str, str | bytes]) -> dict[str, bytes]:
        """Make the files that the texts of a new dossier begin with, by their path below its folder.

        Nothing is written and nobody is asked, so that typing elsewhere goes on meanwhile.

        :param texts: text id -> Markdown to begin with, or a Yjs state to go on from
        :raises NotFound: if there can be no such text
        :raises ValueError: if a text is too long, or a state is none of a text we could have
        """
        for text_id in texts:
            self.check(dossier_id, text_id)
        return {f'{_FOLDER}/{name}': data for name, data in first_files(texts).items()}

    def restore(self, dossier_id: str, text_id: str, number: int, visitor: Visitor) -> bool:
        """Put a text back as it was at a moment, as a new change by this visitor; on disk when this returns.

        What others type meanwhile stays, and how the text was until now is kept as a moment.

        :return: whether anything was different
        :raises NotFound: if there is no such moment
        :raises OSError: if the disk refuses
        """

        def there() -> bool:
            text = self._open.opened(dossier_id, text_id)
            try:
                text.bursts.end()
                moment = text.moments.get(number)
                if moment is None:
                    raise NotFound('Dit moment van de tekst bestaat niet.')
                text.room.rewrite(visitor, moment.text)
                self._open.saver.now(dossier_id)
                return text.bursts.end(restored=number) is not None
            finally:
                self._open.release(text)

        self.check(dossier_id, text_id)
        return self.loop.run(there)

    # people

    def join(self, dossier_id: str, text_id: str, visitor: Visitor, wake: Callable[[], None]) -> tuple[Room, Peer]:
        """Let somebody into a text; ``wake`` is called on ``loop`` whenever there is something for them.

        Room and peer belong to ``loop`` too.
        """
        self.check(dossier_id, text_id)
        return self.loop.run(self._open.join, dossier_id, text_id, visitor, wake)

    def leave(self, dossier_id: str, text_id: str, room: Room, peer: Peer) -> None:
        """Let somebody go."""
        self.loop.run(self._open.leave, dossier_id, text_id, room, peer)

    def dismiss(self, dossier_id: str, visitor_key: str | None = None, text_id: str | None = None) -> None:
        """End the connections of one visitor or of all, to one text or all, so that they are judged anew."""
        self.loop.run(self._open.dismiss, dossier_id, visitor_key, text_id)

    def expel(self, visitor_key: str) -> None:
        """End all connections of somebody who lost access; what the rooms accepted so far stays."""
        self.loop.run(self._open.expel, visitor_key)

    def put_away(self, dossier_id: str) -> None:
        """Write the texts of a dossier and let go of them, so that their files can change; who may comes back at once.

        :raises OSError: if the disk refuses; the texts stay open then
        """
        self.loop.run(self._open.put_away, dossier_id)

    def forget(self, dossier_id: str) -> None:
        """Drop the texts of a dossier that is no more; its files are the caller's to delete."""
        self.loop.run(self._open.forget, dossier_id)
        self._closed.forget(dossier_id)

    # life

    async def start(self) -> None:
        """Let the texts run on a loop of their own from now on."""
        self.loop.start()

    async def stop(self) -> None:
        """Put everything on disk and let go of it."""
        await self.loop.wait_for(self._open.stop)
        await self.loop.stop()

    def _look(self, dossier_id: str, text_id: str, look: Callable[[OpenText], R]) -> R | None:
        """Read from a text if it is in memory, on its own loop."""

        def there() -> R | None:
            text = self._open.get(dossier_id, text_id)
            return None if text is None else look(text)

        return self.loop.run(there)

    def _settle(self, dossier_id: str) -> None:
        self.loop.run(self._open.settle, dossier_id)

    def _folder(self, dossier_id: str) -> Path:
        return self._root / dossier_id / _FOLDER


class _News:
    """Brings what happens in the open texts home."""

    def __init__(self, texts: LiveTexts) -> None:
        self._texts = texts

    def text_changed(self, dossier_id: str, text_id: str) -> None:
        self._texts.loop.tell(partial(self._texts.text_changed.emit, dossier_id, text_id))

    def presence_changed(self, dossier_id: str) -> None:
        self._texts.loop.tell(partial(self._texts.presence_changed.emit, dossier_id))

    def moment_made(self, dossier_id: str, text_id: str, moment: Moment) -> None:
        self._texts.loop.tell(partial(self._texts.moment_made.emit, dossier_id, text_id, moment))

    def put_away(self, dossier_id: str, text_id: str, markdown: str, epoch: int) -> None:
        self._texts.loop.tell(partial(self._texts._closed.remember, dossier_id, text_id, markdown, epoch))
