"""Who is where in one text: cursors and names, stamped by the server."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import orjson

from data import wire
from data.wire import Reader

MAX_IDS = 5
"""how many client ids one connection may speak for"""
MAX_STATE = 2048
"""how long one state may be, in bytes"""
MAX_REMEMBERED = 500
"""how many clients that left are remembered, so that an echo cannot bring them back"""


@dataclass(slots=True)
class _Entry:
    clock: int
    state: bytes | None
    owner: object | None
    person: str


class Presence:
    """The awareness states of one text.

    A client id belongs to the connection that brought it, and what it says about its user is replaced by what the
    server knows. Stock clients send on what they heard of others; such echoes change nothing here.
    """

    def __init__(self) -> None:
        self._entries: dict[int, _Entry] = {}

    @property
    def all(self) -> set[int]:
        """The ids of all clients that are known, those that left lately too."""
        return {*self._entries}

    @property
    def here(self) -> set[int]:
        """The ids of the clients that are present."""
        return {client for client, entry in self._entries.items() if entry.state is not None}

    def apply(self, owner: object, person: str, user: dict[str, str], payload: bytes) -> tuple[set[int], set[int]]:
        """Take over what a connection says.

        :param owner: the connection
        :param person: key of whoever is behind it; only the same person may take over an id from another connection
        :param user: what others see of them
        :return: the ids that changed, and those the sender has to hear about because its clock is behind
        :raises ValueError: if the payload is malformed or too large
        """
        reader = Reader(payload)
        changed: set[int] = set()
        behind: set[int] = set()
        for _ in range(reader.number()):
            client, clock, raw = reader.number(), reader.number(), reader.block()
            state = _stamped(raw, user)
            entry = self._entries.get(client)
            if entry is None:
                if state is not None:
                    self._admit(owner)
                    self._entries[client] = _Entry(clock, state, owner, person)
                    changed.add(client)
            elif self._accepts(entry, owner, person, clock, state):
                self._entries[client] = _Entry(clock, state, owner, person)
                changed.add(client)
            elif entry.state is None and state is not None and entry.person == person:
                behind.add(client)
        return changed, behind

    def leave(self, owner: object) -> set[int]:
        """Forget a connection and return the ids that went with it."""
        gone = {client for client, entry in self._entries.items() if entry.owner is owner}
        for client in gone:
            entry = self._entries.pop(client)
            self._entries[client] = _Entry(entry.clock + 1, None, None, entry.person)  # to the end: the latest to leave
        self._forget()
        return gone

    def encode(self, clients: Collection[int]) -> bytes:
        """Write the states of some clients, the way the protocol wants them."""
        parts = [wire.number(len(clients))]
        for client in clients:
            entry = self._entries[client]
            parts += wire.number(client), wire.number(entry.clock), wire.block(entry.state or b'null')
        return b''.join(parts)

    def known(self, clients: set[int]) -> set[int]:
        """Return those of the ids that can be encoded."""
        return clients & self._entries.keys()

    def _accepts(self, entry: _Entry, owner: object, person: str, clock: int, state: bytes | None) -> bool:
        if entry.owner is owner:
            return clock > entry.clock or (clock == entry.clock and state is None and entry.state is not None)
        # a connection that died without our knowing leaves its id behind; the same browser comes back with it
        return state is not None and entry.person == person and clock > entry.clock

    def _admit(self, owner: object) -> None:
        if sum(entry.owner is owner for entry in self._entries.values()) >= MAX_IDS:
            raise ValueError(f'A connection may speak for at most {MAX_IDS} clients.')

    def _forget(self) -> None:
        gone = [client for client, entry in self._entries.items() if entry.state is None]
        for client in gone[: max(0, len(gone) - MAX_REMEMBERED)]:
            del self._entries[client]


def _stamped(raw: bytes, user: dict[str, str]) -> bytes | None:
    if len(raw) > MAX_STATE:
        raise ValueError(f'A cursor of {len(raw)} bytes is too large; at most {MAX_STATE} are allowed.')
    state: Any = orjson.loads(raw)
    if state is None:
        return None
    if not isinstance(state, dict):
        raise ValueError('A cursor must be a JSON object or null.')
    return bytes(memoryview(orjson.dumps({**state, 'user': user})))  # orjson keeps a larger buffer; this one fits
