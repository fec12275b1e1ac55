"""The document of a live text: what it says, who wrote it, how large it may be, and what is not saved yet."""

from collections.abc import Sequence
from typing import Protocol

from pycrdt import Doc, Text, TransactionEvent

from data import wire
from data.authorship import Authors, state_of
from data.edits import edit
from data.feed import Feed
from data.peers import Peer, Visitor

TEXT_LIMIT = 256 * 1024
"""how long a text may be, in bytes"""
STATE_LIMIT = 16 * 1024 * 1024
"""how large a text with all its history may be, in bytes"""
KNOWS_NOTHING = b'\x00'
"""state vector of who has no text yet"""
NO_CHANGE = b'\x00\x00'
"""an update that changes nothing"""


class Host(Protocol):
    """Whoever runs a room: knows the time and the disk, which the room does not."""

    def flush_soon(self) -> None:
        """Call ``room.flush()`` soon: something was typed."""

    def flush_later(self) -> None:
        """Call ``room.flush()`` when it suits: a cursor moved."""

    def forget_later(self) -> None:
        """Call ``room.forget_whole()`` after a while."""

    def save_soon(self) -> None:
        """Write what ``room.unsaved()`` returns soon, then call ``room.saved()``."""

    def text_changed(self) -> None:
        """Hear that the text is another one."""


class RoomDocument:
    """What a room holds, apart from who is in it.

    :param updates: everything that was saved of it; it is never made from plain text, that would double the text
    :param authors: who wrote it, as far as that was saved
    """

    def __init__(self, host: Host, updates: Sequence[bytes], authors: Authors | None) -> None:
        self.peers: set[Peer] = set()
        self.authors = authors or Authors()
        self.touched: dict[str, Visitor] = {}
        """who changed something since somebody emptied this; by key, whoever was last comes last"""
        self._host = host
        self._doc: Doc[Text] = Doc()
        self._text = self._doc.get('text', type=Text)
        for update in updates:
            self._doc.apply_update(update)
        self._feed = Feed(self._doc)
        self._origin: Peer | None = None
        self._writer: Visitor | None = None
        self._is_mixed = False
        self._unsaved: list[bytes] = []
        self._markdown: str | None = None
        self._whole = b''
        self._room_left = TEXT_LIMIT - len(self._text)
        self._size = sum(map(len, updates))
        self._subscription = self._doc.observe(self._observed)

    @property
    def text(self) -> str:
        """The text as Markdown."""
        if self._markdown is None:
            self._markdown = str(self._text)
        return self._markdown

    def encoded(self) -> bytes:
        """Return the whole Yjs state."""
        update = self._doc.get_update()
        self._size = len(update)
        return update

    def begin(self, markdown: str) -> None:
        """Put a first text in; only for a text that is empty."""
        if self.text:
            raise ValueError('This text has content already and cannot begin again.')
        markdown = with_plain_ends(markdown)
        if len(markdown.encode()) > TEXT_LIMIT:
            raise ValueError(f'A text may have at most {TEXT_LIMIT} bytes.')
        self._text += markdown
        self._room_left = TEXT_LIMIT - len(self._text)
        self._tell()

    def merge(self, state: bytes) -> None:
        """Take over a Yjs state from elsewhere."""
        if not self._fits(state):
            raise ValueError(f'A text may have at most {TEXT_LIMIT} bytes.')
        self._doc.apply_update(state)
        self._tell()

    def rewrite(self, visitor: Visitor, markdown: str) -> None:
        """Change the text into another one in somebody's name, as small edits; what others type meanwhile stays."""
        self._writer = visitor
        self._touch(visitor)
        try:
            edit(self._doc, self._text, with_plain_ends(markdown))
        finally:
            self._writer = None
        self._room_left = TEXT_LIMIT - len(self._text)
        self._tell()

    def close(self) -> None:
        """Let go of the document; its subscription holds the room where no garbage collection looks."""
        self._doc.unobserve(self._subscription)

    def state(self) -> bytes:
        """Return the state vector: how far each client got."""
        return self._doc.get_state()

    # for newcomers

    def _answer(self, state: bytes) -> bytes:
        return wire.sync(wire.STEP2, self._doc.get_update(state))

    def _all_of_it(self) -> bytes:
        """Give the answer for who has nothing yet; when many come at once it is the same for all."""
        whole = self._whole or self._answer(KNOWS_NOTHING)
        if not self._whole:
            self._whole = whole
            self._host.forget_later()
        return whole

    def forget_whole(self) -> None:
        """Let go of the answer for newcomers, which is as large as the text with its history."""
        self._whole = b''

    # what changes

    def _touch(self, visitor: Visitor) -> None:
        if visitor.key in self.touched:
            del self.touched[visitor.key]
        self.touched[visitor.key] = visitor

    def _fits(self, update: bytes) -> bool:
        """Whether the text stays below its limit; an update can add no more bytes than it has."""
        if self._size + len(update) > STATE_LIMIT and len(self.encoded()) + len(update) > STATE_LIMIT:
            return False
        self._room_left -= len(update)
        if self._room_left >= 0:
            return True
        trial: Doc[Text] = Doc()
        text = trial.get('text', type=Text)
        trial.apply_update(self._doc.get_update())
        trial.apply_update(update)
        fits = len(text) <= TEXT_LIMIT
        self._room_left = TEXT_LIMIT - (len(text) if fits else len(self._text))
        return fits

    def _observed(self, event: TransactionEvent) -> None:
        if event.update == NO_CHANGE:
            return
        self._markdown, self._whole = None, b''
        self._size += len(event.update)
        self._unsaved.append(event.update)
        self._feed.add(self._origin, event.update)
        if event.update[0] > 1:
            self._is_mixed = True
        elif event.update[0]:  # else there are only deletions
            self._note_author(event.update)

    def _note_author(self, update: bytes) -> None:
        """Remember who typed this; nearly every update is one more letter by whoever typed the letter before."""
        peer = self._origin
        if peer is None:
            if self._writer is not None:
                self.authors.typed(update, self._writer)
        elif not (peer.signature and update.startswith(peer.signature)):
            for other in self.peers:
                other.signature = b''
            peer.signature = self.authors.typed(update, peer.visitor)

    def _note_authors(self, peer: Peer, before: bytes) -> None:
        """Remember who brought what several clients typed."""
        self._is_mixed = False
        for other in self.peers:
            other.signature = b''
        self.authors.merged(state_of(before), state_of(self._doc.get_state()), peer.visitor)

    def _tell(self) -> None:
        """Tell the host of changes; not before their transaction is over, because it may read the document."""
        if self._feed.is_behind:
            try:
                self._host.flush_soon()  # first: somebody is waiting to read it
            finally:
                self._host.save_soon()
            self._host.text_changed()


def with_plain_ends(markdown: str) -> str:
    """Give a text with every end of a line as browsers count it: one letter; two would shift all places after it."""
    return markdown.replace('\r\n', '\n').replace('\r', '\n')
