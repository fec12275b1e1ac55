"""Who wrote which stretch of a live text, kept beside its log for ever.

Yjs names every letter by the client that typed it and a number that only rises. The table here says from which number
on a client is which person. It is written before the letters it tells of, so that no saved letter is without an author,
and it needs nothing of the log, so that compaction cannot harm it.
"""

import logging
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import orjson

from data import wire
from data.lines import append_lines, beside, read_lines
from data.peers import Visitor
from data.wire import Reader

REMEMBERED = 1000
"""how many clients that announced themselves and typed nothing are remembered"""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Author:
    """A person as they were when they wrote.

    :param party: short name of the party
    :param via: name of whoever brought the letters, if that was somebody else (a browser may hand on what others typed)
    """

    member_id: str
    name: str
    party_id: str = ''
    party: str = ''
    via: str = ''


@dataclass(frozen=True, slots=True)
class Authored:
    """From this clock on, what a client typed is by this author."""

    client: int
    clock: int
    author: Author


class Authors:
    """The authors of one text.

    :param records: what was written down before, in order
    """

    def __init__(self, records: Iterable[Authored] = ()) -> None:
        self.unsaved: list[Authored] = []
        self._by_client: dict[int, list[Authored]] = {}
        self._announced: dict[int, Author] = {}
        for record in records:
            self._by_client.setdefault(record.client, []).append(record)

    def announce(self, clients: Iterable[int], visitor: Visitor) -> None:
        """Hear from a connection which clients it is; the first one to say so is believed."""
        for client in clients:
            if client not in self._announced and client not in self._by_client:
                self._announced[client] = author_of(visitor)
                if len(self._announced) > REMEMBERED:
                    del self._announced[next(iter(self._announced))]

    def wrote(self, client: int, clock: int, visitor: Visitor) -> None:
        """Note that somebody brought what a client typed from this clock on.

        A client belongs to whoever showed it first. What another person brings in its name stays the owner's, and says
        who brought it: a browser hands on what the server lost, but nobody can pass as somebody else unseen.
        """
        known = self._by_client.get(client)
        author = author_of(visitor)
        owner = known[-1].author if known else self._announced.get(client)
        if owner is not None and owner.member_id != author.member_id:
            author = replace(owner, via=author.name)
        if known is None or known[-1].author != author:
            record = Authored(client, clock, author)
            self._by_client.setdefault(client, []).append(record)
            self.unsaved.append(record)

    def typed(self, update: bytes, visitor: Visitor) -> bytes:
        """Note who brought an update (version 1) of one client.

        :return: how the next update begins if the same client goes on typing
        """
        reader = Reader(update)
        _, structs, client, clock = reader.number(), reader.number(), reader.number(), reader.number()
        self.wrote(client, clock, visitor)
        return update[: 2 + len(wire.number(client))] if structs == 1 else b''

    def merged(self, before: Mapping[int, int], after: Mapping[int, int], visitor: Visitor) -> None:
        """Note who brought everything between two states (client -> next clock)."""
        for client, clock in after.items():
            if clock > before.get(client, 0):
                self.wrote(client, before.get(client, 0), visitor)

    def take_unsaved(self) -> list[Authored]:
        """Give what has to be written; the same is not given again."""
        unsaved, self.unsaved = self.unsaved, []
        return unsaved

    def take_back(self, records: Iterable[Authored]) -> None:
        """Take back what could not be written."""
        self.unsaved[:0] = records

    def ranges(self) -> dict[Author, dict[int, list[tuple[int, int | None]]]]:
        """Give what each author typed: per client from which clock up to (not including) which; None is open."""
        found: dict[Author, dict[int, list[tuple[int, int | None]]]] = {}
        for client, records in self._by_client.items():
            ends: list[int | None] = [*(record.clock for record in records[1:]), None]
            for record, end in zip(records, ends, strict=True):
                found.setdefault(record.author, {}).setdefault(client, []).append((record.clock, end))
        return found

    def between(self, before: Mapping[int, int], after: Mapping[int, int]) -> list[Author]:
        """Give who typed something between two states (client -> next clock), each person once."""
        found: dict[str, Author] = {}
        for client, clock in after.items():
            if clock > before.get(client, 0):
                for record in self._by_client.get(client, ()):
                    if record.clock < clock:
                        found[record.author.member_id] = record.author
        return [*found.values()]


class AuthorsFile:
    """Where the table of one text is; one line of JSON per record.

    :param log: path of the log of the text
    """

    def __init__(self, log: Path) -> None:
        self.path = beside(log, 'authors')

    def load(self) -> list[Authored]:
        """Read all records; a damaged line is skipped and logged."""
        records = []
        for number, line in enumerate(read_lines(self.path), start=1):
            try:
                client, clock, author = orjson.loads(line)
                records.append(Authored(int(client), int(clock), Author(**author)))
            except (ValueError, TypeError):
                if line.strip():
                    _log.warning('%s: line %d does not name an author and is skipped', self.path, number)
        return records

    def append(self, records: Iterable[Authored]) -> None:
        """Add records; they are on disk when this returns.

        :raises OSError: if the disk refuses
        """
        append_lines(self.path, (orjson.dumps([each.client, each.clock, asdict(each.author)]) for each in records))


def author_of(visitor: Visitor) -> Author:
    """Give a visitor as an author."""
    return Author(visitor.key, visitor.name, visitor.party_id, visitor.party)


def state_of(vector: bytes) -> dict[int, int]:
    """Read a state vector: client -> next clock."""
    reader = Reader(vector)
    return {reader.number(): reader.number() for _ in range(reader.number())}
