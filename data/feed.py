"""What happened in a room lately, merged, for peers that take it at their own pace."""

from collections import deque

from pycrdt import Doc, Text, merge_updates

from data import wire
from data.peers import Peer

LENGTH = 64
"""how many batches are kept for slow peers; who is further behind gets one difference"""
MERGE = 32
"""merging is quadratic; with more updates than this the difference is cheaper"""


class Batch(tuple[bytes, ...]):
    """Messages that go out together; most peers get the very same batch."""

    packed = b''
    """all of it as a transport sends it, once one has worked that out; the next one need not"""


NOTHING = Batch()


class _Sent:
    """What one flush handed on.

    :param update: what was typed, empty if nothing was
    :param origin: the only one who typed, and so has it already
    :param moved: the clients whose cursor moved, and ``cursors``, the message that says where to
    """

    __slots__ = ('_for_all', '_for_origin', 'moved', 'origin', 'update')

    def __init__(self, update: bytes, origin: Peer | None, moved: frozenset[int], cursors: bytes) -> None:
        self.update, self.origin, self.moved = update, origin, moved
        self._for_origin = Batch((cursors,)) if cursors else NOTHING
        self._for_all = Batch((wire.sync(wire.UPDATE, update), *self._for_origin)) if update else self._for_origin

    def batch(self, peer: Peer) -> Batch:
        """Give what one peer has to hear of it."""
        return self._for_origin if peer is self.origin else self._for_all


class Feed:
    """The latest changes of one document; a slow reader costs no memory here."""

    def __init__(self, doc: Doc[Text]) -> None:
        self.end = 0
        """how many batches there were"""
        self.state = doc.get_state()
        """state vector of the document when the last batch was made"""
        self._doc = doc
        self._pending: list[tuple[Peer | None, bytes]] = []
        self._sent: deque[_Sent] = deque(maxlen=LENGTH)

    @property
    def is_behind(self) -> bool:
        """Whether there are changes that ``flush`` has not handed on."""
        return bool(self._pending)

    def add(self, origin: Peer | None, update: bytes) -> None:
        """Take a change; ``origin`` knows it already."""
        self._pending.append((origin, update))

    def flush(self, moved: frozenset[int], cursors: bytes) -> None:
        """Make one batch, encoded once for all, of what was added since the last time.

        :param moved: the clients whose cursor moved
        :param cursors: the message that says where to
        """
        pending, self._pending = self._pending, []
        if not pending and not cursors:
            return
        update, origin = b'', None
        if pending:
            update = self._merged([update for _, update in pending], self.state)
            origin = pending[0][0]
            if any(other is not origin for other, _ in pending):
                origin = None
        self._sent.append(_Sent(update, origin, moved, cursors))
        self.end += 1

    def settle(self, slowest: int) -> None:
        """Tidy up after a batch; apart from ``flush``, because nobody waits for it.

        :param slowest: how many batches whoever is furthest behind has had; those before are forgotten
        """
        self.state = self._doc.get_state()
        while len(self._sent) > self.end - slowest:
            self._sent.popleft()

    def missed(self, peer: Peer) -> Batch:
        """Return what a peer has not had yet: the batch that all get, or for a slow one what was typed as one message.

        The cursors that a slow one has not heard of are noted on the peer.
        """
        count, state = self.end - peer.at, peer.state
        if not count:
            return NOTHING
        peer.at, peer.state = self.end, self.state
        if count == 1:
            return self._sent[-1].batch(peer)
        if count > len(self._sent):
            peer.lost_track = True
            return Batch((wire.sync(wire.UPDATE, self._doc.get_update(state)),))
        missed = [*self._sent][len(self._sent) - count :]
        for sent in missed:
            peer.moved |= sent.moved
        updates = [sent.update for sent in missed if sent.update and sent.origin is not peer]
        return Batch((wire.sync(wire.UPDATE, self._merged(updates, state)),)) if updates else NOTHING

    def _merged(self, updates: list[bytes], before: bytes) -> bytes:
        if len(updates) == 1:
            return updates[0]
        return merge_updates(*updates) if len(updates) <= MERGE else self._doc.get_update(before)
