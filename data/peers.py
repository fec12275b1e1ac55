"""Who is connected to a live text, and what they still have to be told."""

import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

MALFORMED = 4400
NOT_SIGNED_IN = 4401
NO_RIGHT = 4403
GONE = 4404
OTHER_EPOCH = 4409
OTHER_PARTY = 4412
TOO_LONG = 4413
TOO_MANY = 4429
TOO_LARGE = 1009
RESTART = 1012
TRY_AGAIN = 1013
COME_BACK = 4503
"""codes from 4400 to 4499 tell a y-websocket client to stay away, all others to try again"""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody at a live text, as the server knows them."""

    key: str
    name: str
    party: str
    colour: str
    may_write: bool
    party_id: str = ''


@dataclass(eq=False, slots=True)
class Peer:
    """One connection to a room; what it has to be told is kept as facts, not as a queue."""

    visitor: Visitor
    wake: Callable[[], None]
    number: int
    """who came earlier has a lower one"""
    closed: tuple[int, str] | None = None
    """code and reason, once this connection has to end"""
    received: int = 0
    """how many changes it has sent"""
    durable: int = 0
    """how many of them are on disk"""
    at: int = 0
    state: bytes = b'\x00'
    control: list[bytes] = field(default_factory=list)
    answer: bytes | None = None
    moved: set[int] = field(default_factory=set)
    """the clients whose cursors it has to hear of, apart from what all hear"""
    lost_track: bool = False
    """whether it is too far behind to know which cursors those are"""
    tell_saved: bool = False
    signature: bytes = b''
    """how its latest update began, if it was typing of its own; the same again needs no look at who wrote it"""

    def close(self, code: int, reason: str) -> None:
        """End this connection with a code; what is still to be told is told before."""
        if self.closed is None:
            self.closed = code, reason
            self.notify()

    def notify(self) -> None:
        """Wake it; a connection that cannot even be told that is ended, and harms nobody else."""
        try:
            self.wake()
        except Exception:
            _log.exception('A connection to a live text cannot be told anything and is ended.')
            if self.closed is None:
                self.closed = TRY_AGAIN, 'De verbinding hapert.'
                with suppress(Exception):  # it may be able to close all the same
                    self.wake()
