"""A live text cut into stretches, each by one author; worked out exactly from the Yjs state, never from the words.

Yjs libraries for Python do not show the items of a text. But deleting the letters of one author in a copy of the text
makes the library tell where they stood, and after all authors are gone, what is left is nobody's.
"""

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from pycrdt import Doc, Text

from data import wire
from data.authorship import Author, Authors, state_of

Ranges = dict[int, list[tuple[int, int | None]]]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words that follow each other and are by one author; None if nobody is known."""

    text: str
    author: Author | None


def stretches(state: bytes, authors: Authors) -> list[Stretch]:
    """Cut a text into stretches.

    :param state: its whole Yjs state
    """
    copy: Doc[Text] = Doc()
    text = copy.get('text', type=Text)
    copy.apply_update(state)
    clocks = state_of(copy.get_state())
    content = str(text).encode()
    left = [(0, len(content))] if content else []
    """the parts of the content that are still in the copy"""
    found: list[tuple[int, int, Author | None]] = []
    deltas: list[list[dict[str, Any]]] = []

    def heard(event: Any) -> None:  # its type does not say that it has a delta
        deltas.append(event.delta)

    subscription = text.observe(heard)
    for author, ranges in authors.ranges().items():
        deltas.clear()
        copy.apply_update(deletion(ranges, clocks))
        if deltas:
            gone, left = _split(left, deltas[0])
            found += [(start, end, author) for start, end in gone]
    text.unobserve(subscription)
    found += [(start, end, None) for start, end in left]
    return _joined(content, sorted(found, key=lambda each: each[:2]))


def deletion(ranges: Ranges, clocks: dict[int, int]) -> bytes:
    """Write a Yjs update (version 1) that deletes ranges of clocks and does nothing else.

    :param clocks: client -> next clock; what is open or beyond ends there
    """
    clients = []
    for client, parts in ranges.items():
        last = clocks.get(client, 0)
        whole = [(start, last if end is None else min(end, last)) for start, end in parts]
        lengths = [(start, end - start) for start, end in whole if end > start]
        if lengths:
            numbers = [client, len(lengths), *(number for each in lengths for number in each)]
            clients.append(b''.join(map(wire.number, numbers)))
    return wire.number(0) + wire.number(len(clients)) + b''.join(clients)


def _split(left: list[tuple[int, int]], delta: list[dict[str, Any]]) -> tuple[list[tuple[int, int]], ...]:
    """Divide the parts that were left into those a delta took away and those it kept; it counts in bytes."""
    gone: list[tuple[int, int]] = []
    kept: list[tuple[int, int]] = []
    parts = iter(left)
    start = end = 0
    for step in delta:
        target, length = (gone, step['delete']) if 'delete' in step else (kept, step.get('retain', 0))
        while length > 0:
            if start == end:
                start, end = next(parts)
            size = min(length, end - start)
            target.append((start, start + size))
            start, length = start + size, length - size
    kept += [(start, end)] * (end > start) + list(parts)
    return gone, kept


def _joined(content: bytes, found: list[tuple[int, int, Author | None]]) -> list[Stretch]:
    return [
        Stretch(b''.join(content[start:end] for start, end, _ in parts).decode(errors='replace'), author)
        for author, parts in groupby(found, key=lambda each: each[2])
    ]
