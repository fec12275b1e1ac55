"""Live texts without I/O: a room per text, a peer per connection, messages in and out."""

import itertools
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from data import wire
from data.authorship import Authored, Authors
from data.feed import NOTHING, Batch
from data.peers import MALFORMED, NO_RIGHT, TOO_LARGE, TOO_LONG, TOO_MANY, Peer, Visitor
from data.presence import Presence
from data.room_document import KNOWS_NOTHING, NO_CHANGE, TEXT_LIMIT, Host, RoomDocument
from data.wire import Reader

MESSAGE_LIMIT = 1024 * 1024
"""how large one message may be, in bytes"""
WINDOWS = 20
"""how many connections one person may have to one text; a phone that loses its line leaves some behind for a while"""

_numbers = itertools.count(1)

_TEXT_TOO_LONG = 'Deze tekst is te lang geworden. Maak hem korter; wat u typte, staat nog op dit apparaat.'


@dataclass(frozen=True, slots=True)
class Save:
    """What has to be written, and what is on disk once it is.

    :param authors: emptied once they are on disk, which may be while the updates are refused
    """

    updates: list[bytes]
    state: bytes
    received: dict[Peer, int]
    authors: list[Authored] = field(default_factory=list)


class Room(RoomDocument):
    """One text and everybody who is in it.

    :param updates: everything that was saved of it; a room is never made from plain text, that would double the text
    :param epoch: how often the server has replaced this text; copies of another epoch must not be merged
    :param authors: who wrote it, as far as that was saved
    """

    def __init__(
        self, host: Host, updates: Sequence[bytes] = (), epoch: int = 0, authors: Authors | None = None
    ) -> None:
        super().__init__(host, updates, authors)
        self.epoch = epoch
        self._presence = Presence()
        self._moved: set[int] = set()
        self._saved_state = KNOWS_NOTHING
        self._trouble = ''

    # joining and leaving

    def join(self, visitor: Visitor, wake: Callable[[], None]) -> Peer:
        """Let somebody in; ``wake`` is called whenever ``take`` has something for them."""
        peer = Peer(visitor, wake, next(_numbers), at=self._feed.end, state=self._feed.state)
        welcome = {'epoch': str(self.epoch), 'mayWrite': visitor.may_write, 'limit': TEXT_LIMIT}
        if self._trouble:
            welcome['trouble'] = self._trouble
        peer.control.append(wire.notice(json.dumps(welcome).encode()))
        peer.control.append(wire.sync(wire.STEP1, self._doc.get_state()))
        peer.moved |= self._presence.here
        self._make_place(visitor)
        self.peers.add(peer)
        peer.notify()
        return peer

    def _make_place(self, visitor: Visitor) -> None:
        """End the oldest connection of somebody who has very many; the newest is where they are."""
        theirs = [peer for peer in self.peers if peer.visitor.key == visitor.key and peer.closed is None]
        if len(theirs) >= WINDOWS:
            oldest = min(theirs, key=lambda peer: peer.number)
            oldest.close(TOO_MANY, 'Deze tekst staat in heel veel vensters open.')

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
            peer.notify()

    def _sync(self, peer: Peer, kind: int, data: bytes) -> None:
        if kind == wire.STEP1:
            peer.answer = self._all_of_it() if data == KNOWS_NOTHING else self._answer(data)
            peer.notify()
        elif kind in (wire.STEP2, wire.UPDATE):
            peer.received += 1
            self._change(peer, kind, data)
            self._host.save_soon()
        else:
            raise ValueError(f'{kind} is not a known kind of sync message.')

    def _change(self, peer: Peer, kind: int, update: bytes) -> None:
        if not peer.visitor.may_write:
            if kind == wire.UPDATE:  # a step 2 is but the answer to our own step 1
                peer.close(NO_RIGHT, 'U mag deze tekst lezen, niet wijzigen.')
        elif update != NO_CHANGE:
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

    def _moves(self, clients: set[int]) -> None:
        if clients:
            self._moved |= clients
            self._host.flush_later()

    # messages out

    def flush(self) -> None:
        """Hand what happened since the last time to all peers, merged and encoded once."""
        moved = frozenset(self._presence.known(self._moved))
        self._moved.clear()
        self._feed.flush(moved, wire.awareness(self._presence.encode(moved)) if moved else b'')
        for peer in [*self.peers]:
            if peer.at != self._feed.end:
                peer.notify()
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

    @property
    def is_unsaved(self) -> bool:
        """Whether there is something that nobody has taken to write it, or that was given back."""
        return bool(self._unsaved or self.authors.unsaved)

    def unsaved(self) -> Save:
        """Return what has to be written now; the same is not returned again."""
        state = self._doc.get_state()  # before anything is taken
        received = {peer: peer.received for peer in self.peers}
        updates, self._unsaved = self._unsaved, []
        return Save(updates, state, received, self.authors.take_unsaved())

    def saved(self, save: Save) -> None:
        """Tell the peers whose changes these were that they are on disk."""
        self._say_trouble('')
        self._saved_state = save.state
        for peer, count in save.received.items():
            if count != peer.durable:
                peer.durable = count
                peer.tell_saved = True
                peer.notify()

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
            peer.notify()
