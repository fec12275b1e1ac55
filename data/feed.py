"""What happened in a room lately, merged, for peers that take it at their own pace."""

from collections import deque
from dataclasses import dataclass

from pycrdt import Doc, Text, merge_updates

from data import wire
from data.peers import Peer

LENGTH = 64
"""how many messages are kept for slow peers; who is further behind gets one difference"""
MERGE = 32
"""merging is quadratic; with more updates than this the difference is cheaper"""


@dataclass(frozen=True, slots=True)
class _Sent:
    update: bytes
    frame: bytes
    origin: Peer | None


class Feed:
    """The latest changes of one document; a slow reader costs no memory here."""

    def __init__(self, doc: Doc[Text]) -> None:
        self.end = 0
        """how many messages there were"""
        self.state = doc.get_state()
        """state vector of the document when the last message was made"""
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

    def flush(self) -> None:
        """Make one message, encoded once for all, of what was added since the last time."""
        if not self._pending:
            return
        origins = {origin for origin, _ in self._pending}
        update = self._merged([update for _, update in self._pending], self.state)
        self._pending.clear()
        self._sent.append(_Sent(update, wire.sync(wire.UPDATE, update), origins.pop() if len(origins) == 1 else None))
        self.end += 1
        self.state = self._doc.get_state()

    def missed(self, peer: Peer) -> list[bytes]:
        """Return what a peer has not had yet, as at most one message."""
        count, state = self.end - peer.at, peer.state
        peer.at, peer.state = self.end, self.state
        if count > len(self._sent):
            return [wire.sync(wire.UPDATE, self._doc.get_update(state))]
        missed = [sent for sent in [*self._sent][len(self._sent) - count :] if sent.origin is not peer]
        if len(missed) <= 1:
            return [sent.frame for sent in missed]
        return [wire.sync(wire.UPDATE, self._merged([sent.update for sent in missed], state))]

    def _merged(self, updates: list[bytes], before: bytes) -> bytes:
        if len(updates) == 1:
            return updates[0]
        return merge_updates(*updates) if len(updates) <= MERGE else self._doc.get_update(before)
