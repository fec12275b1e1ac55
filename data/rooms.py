"""Live texts without I/O: a room per text, a peer per connection, messages in and out."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from pycrdt import Doc, Text, TransactionEvent

from data import wire
from data.authorship import Authored, Authors, state_of
from data.edits import edit
from data.feed import NOTHING, Batch, Feed
from data.peers import MALFORMED, NO_RIGHT, TOO_LARGE, TOO_LONG, Peer, Visitor
from data.presence import Presence
from data.wire import Reader

TEXT_LIMIT = 256 * 1024
"""how long a text may be, in bytes"""
STATE_LIMIT = 16 * 1024 * 1024
"""how large a text with all its history may be, in bytes"""
MESSAGE_LIMIT = 1024 * 1024
"""how large one message may be, in bytes"""

__all__ = ['MESSAGE_LIMIT', 'STATE_LIMIT', 'TEXT_LIMIT', 'Host', 'Peer', 'Room', 'Save', 'Visitor']

_KNOWS_NOTHING = b'\x00'
_NO_CHANGE = b'\x00\x00'
_TEXT_TOO_LONG = 'Deze tekst is te lang geworden. Maak hem korter; wat u typte, staat nog op dit apparaat.'


@dataclass(frozen=True, slots=True)
class Save:
    """What has to be written, and what is on disk once it is."""

    updates: list[bytes]
    state: bytes
    received: dict[Peer, int]
    authors: Sequence[Authored] = ()


class Host(Protocol):
    """Whoever runs a room: knows the time and the disk, which the room does not."""

    def flush_soon(self, room: 'Room') -> None:
        """Call ``room.flush()`` soon: something was typed."""

    def flush_later(self, room: 'Room') -> None:
        """Call ``room.flush()`` when it suits: a cursor moved."""

    def forget_later(self, room: 'Room') -> None:
        """Call ``room.forget_whole()`` after a while."""

    def save_soon(self, room: 'Room') -> None:
        """Write what ``room.unsaved()`` returns soon, then call ``room.saved()``."""

    def text_changed(self, room: 'Room') -> None:
        """Hear that the text is another one."""


class Room:
    """One text and everybody who is in it.

    :param updates: everything that was saved of it; a room is never made from plain text, that would double the text
    :param epoch: how often the server has replaced this text; copies of another epoch must not be merged
    :param authors: who wrote it, as far as that was saved
    """

    def __init__(
        self, host: Host, updates: Sequence[bytes] = (), epoch: int = 0, authors: Authors | None = None
    ) -> None:
        self.epoch = epoch
        self.peers: set[Peer] = set()
        self.authors = authors or Authors()
        self.touched: dict[str, Visitor] = {}
        """who changed something since somebody emptied this; by key, whoever was last comes last"""
        self._host = host
        self._doc: Doc[Text] = Doc()
        self._text = self._doc.get('text', type=Text)
        for update in updates:
            self._doc.apply_update(update)
        self._presence = Presence()
        self._moved: set[int] = set()
        self._origin: Peer | None = None
        self._writer: Visitor | None = None
        self._is_mixed = False
        self._feed = Feed(self._doc)
        self._unsaved: list[bytes] = []
        self._saved_state = b'\x00'
        self._markdown: str | None = None
        self._whole = b''
        self._trouble = ''
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
            edit(self._doc, self._text, markdown)
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

    # joining and leaving

    def join(self, visitor: Visitor, wake: Callable[[], None]) -> Peer:
        """Let somebody in; ``wake`` is called whenever ``take`` has something for them."""
        peer = Peer(visitor, wake, at=self._feed.end, state=self._feed.state)
        welcome = {'epoch': str(self.epoch), 'mayWrite': visitor.may_write, 'limit': TEXT_LIMIT}
        if self._trouble:
            welcome['trouble'] = self._trouble
        peer.control.append(wire.notice(json.dumps(welcome).encode()))
        peer.control.append(wire.sync(wire.STEP1, self._doc.get_state()))
        peer.moved |= self._presence.here
        self.peers.add(peer)
        wake()
        return peer

    def leave(self, peer: Peer) -> None:
        """Let somebody go; their cursor goes with them at once."""
        self.peers.discard(peer)
        self._moves(self._presence.leave(peer))

    # messages in

    def receive(self, peer: Peer, message: bytes) -> None:
        """Take one message of a peer; a bad one ends only this peer's connection."""
        if peer.closed:
            return
        if len(message) > MESSAGE_LIMIT:
            peer.close(TOO_LARGE, f'Een bericht mag niet groter zijn dan {MESSAGE_LIMIT} bytes.')
            return
        try:
            self._handle(peer, Reader(message))
        except Exception as error:  # these bytes come from outside, and pycrdt complains about them in many ways
            peer.close(MALFORMED, f'Onbegrijpelijk bericht: {error}'[:100])

    def _handle(self, peer: Peer, reader: Reader) -> None:
        kind = reader.number()
        if kind == wire.SYNC:
            self._sync(peer, reader.number(), reader.block())
        elif kind == wire.AWARENESS:
            visitor = peer.visitor
            user = {
                'name': visitor.name,
                'party': visitor.party,
                'color': visitor.colour,
                'colorLight': f'{visitor.colour}33',
            }
            changed, behind = self._presence.apply(peer, visitor.key, user, reader.block())
            if visitor.may_write:
                self.authors.announce(changed, visitor)
            peer.moved |= behind
            self._moves(changed)
        elif kind == wire.QUERY_AWARENESS:
            peer.moved |= self._presence.here
        else:
            raise ValueError(f'{kind} is not a known kind of message.')
        if peer.moved:
            peer.wake()

    def _sync(self, peer: Peer, kind: int, data: bytes) -> None:
        if kind == wire.STEP1:
            peer.answer = self._all_of_it() if data == _KNOWS_NOTHING else self._answer(data)
            peer.wake()
        elif kind in (wire.STEP2, wire.UPDATE):
            peer.received += 1
            self._change(peer, kind, data)
            self._host.save_soon(self)
        else:
            raise ValueError(f'{kind} is not a known kind of sync message.')

    def _answer(self, state: bytes) -> bytes:
        return wire.sync(wire.STEP2, self._doc.get_update(state))

    def _all_of_it(self) -> bytes:
        """Give the answer for who has nothing yet; when many come at once it is the same for all."""
        whole = self._whole or self._answer(_KNOWS_NOTHING)
        if not self._whole:
            self._whole = whole
            self._host.forget_later(self)
        return whole

    def forget_whole(self) -> None:
        """Let go of the answer for newcomers, which is as large as the text with its history."""
        self._whole = b''

    def _change(self, peer: Peer, kind: int, update: bytes) -> None:
        if not peer.visitor.may_write:
            if kind == wire.UPDATE:  # a step 2 is but the answer to our own step 1
                peer.close(NO_RIGHT, 'U mag deze tekst lezen, niet wijzigen.')
        elif update != _NO_CHANGE:
            if self._fits(update):
                before = self._doc.get_state() if update[0] > 1 else self._feed.state
                self._origin = peer
                self._touch(peer.visitor)
                try:
                    self._doc.apply_update(update)
                finally:
                    self._origin = None
                if self._is_mixed:
                    self._note_authors(peer, before)
                self._tell()
            else:
                peer.control.append(wire.notice(json.dumps({'refused': _TEXT_TOO_LONG}).encode()))
                peer.close(TOO_LONG, 'De tekst is te lang.')

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
        if event.update == _NO_CHANGE:
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
            self._host.flush_soon(self)
            self._host.save_soon(self)
            self._host.text_changed(self)

    def _moves(self, clients: set[int]) -> None:
        if clients:
            self._moved |= clients
            self._host.flush_later(self)

    # messages out

    def flush(self) -> None:
        """Hand what happened since the last time to all peers, merged and encoded once."""
        moved = frozenset(self._presence.known(self._moved))
        self._moved.clear()
        self._feed.flush(moved, wire.awareness(self._presence.encode(moved)) if moved else b'')
        for peer in [*self.peers]:
            if peer.at != self._feed.end:
                peer.wake()
        self._feed.settle(min((peer.at for peer in self.peers), default=self._feed.end))

    def take(self, peer: Peer) -> Batch:
        """Return all that a peer has to be told now; of one whose connection ends, only why."""
        if not peer.closed:
            missed = self._feed.missed(peer)
            if not (peer.control or peer.answer or peer.moved or peer.tell_saved or peer.lost_track):
                return missed
            return Batch((*self._own(peer), *missed, *self._also(peer)))
        control, peer.control = peer.control, []
        return Batch(control) if control else NOTHING

    def _own(self, peer: Peer) -> list[bytes]:
        """Give what this peer alone is told, before the news: the welcome, and the answer to its question."""
        frames, peer.control = peer.control, []
        if peer.answer is not None:
            frames.append(peer.answer)
            peer.answer = None
        return frames

    def _also(self, peer: Peer) -> Iterator[bytes]:
        """Give what this peer alone is told, after the news: cursors it has not heard of, and what is on disk."""
        moved = self._presence.all if peer.lost_track else self._presence.known(peer.moved)
        peer.lost_track = False
        peer.moved.clear()
        if moved:
            yield wire.awareness(self._presence.encode(moved))
        if peer.tell_saved:
            peer.tell_saved = False
            yield wire.saved(self._saved_state, peer.durable)

    # saving

    def unsaved(self) -> Save:
        """Return what has to be written now; the same is not returned again."""
        updates, self._unsaved = self._unsaved, []
        received = {peer: peer.received for peer in self.peers}
        return Save(updates, self._doc.get_state(), received, self.authors.take_unsaved())

    def saved(self, save: Save) -> None:
        """Tell the peers whose changes these were that they are on disk."""
        self._say_trouble('')
        self._saved_state = save.state
        for peer, count in save.received.items():
            if count != peer.durable:
                peer.durable = count
                peer.tell_saved = True
                peer.wake()

    def not_saved(self, save: Save, why: str = '') -> None:
        """Take back what could not be written, to be tried again, and tell all peers why; one Dutch sentence."""
        self._unsaved[:0] = save.updates
        self.authors.take_back(save.authors)
        self._say_trouble(why)

    def _say_trouble(self, why: str) -> None:
        if why == self._trouble:
            return
        self._trouble = why
        for peer in self.peers:
            peer.control.append(wire.notice(json.dumps({'trouble': why}).encode()))
            peer.wake()
