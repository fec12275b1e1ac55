"""How a live text was at earlier moments: an append-only file per text, never rewritten.

Each line is JSON: when, by whom, and the whole Markdown, compressed. A moment needs no other, so that one damaged line
costs one moment.
"""

import base64
import logging
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

import orjson

from data.authorship import Author
from data.lines import append_lines, beside, lines_backwards, read_lines

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Moment:
    """A text as it was when a burst of typing ended.

    :param number: 1 is the first moment of this text
    :param packed: the text, compressed
    :param authors: who changed something since the moment before; nobody for what stood there at the beginning
    :param state: the Yjs state vector
    :param restored: number of the moment whose text was put back, 0 if this is no such change
    """

    number: int
    at: datetime
    packed: bytes
    authors: tuple[Author, ...] = ()
    state: bytes = b'\x00'
    restored: int = 0

    @property
    def text(self) -> str:
        """The text as Markdown."""
        return zlib.decompress(self.packed).decode()


class LastChange(NamedTuple):
    """Who changed a text last, and when.

    :param number: of the moment that holds this change, or will hold it once its burst ends
    """

    author: Author
    at: datetime
    number: int


def packed(text: str) -> bytes:
    """Compress a text, as moments hold it."""
    return zlib.compress(text.encode())


def last_change(moment: Moment | None) -> LastChange | None:
    """Give who made a moment what it is, None if nobody did."""
    return LastChange(moment.authors[-1], moment.at, moment.number) if moment and moment.authors else None


class Moments:
    """The moments of one text.

    :param log: path of the log of the text
    """

    def __init__(self, log: Path) -> None:
        self.path = beside(log, 'moments')

    def all(self) -> list[Moment]:
        """Give all moments, oldest first; a damaged line is skipped and logged."""
        return [moment for line in read_lines(self.path) if (moment := self._read(line))]

    def newest(self) -> Iterator[Moment]:
        """Give the moments from the latest to the first; reads only as far as asked."""
        return (moment for _, line in lines_backwards(self.path) if (moment := self._read(line)))

    def last(self) -> Moment | None:
        """Give the latest moment, None if there is none."""
        return next(self.newest(), None)

    def get(self, number: int) -> Moment | None:
        """Give a moment by its number, None if there is no such."""
        return next((moment for moment in self.newest() if moment.number == number), None)

    def append(self, moments: Iterable[Moment]) -> None:
        """Add moments; they are on disk when this returns.

        :raises OSError: if the disk refuses; nothing of them is left then
        """
        append_lines(self.path, map(_line, moments))

    def _read(self, line: bytes) -> Moment | None:
        try:
            moment = _moment(orjson.loads(line))
            zlib.decompress(moment.packed)  # a damaged text is found here, not on somebody's page
            return moment
        except (ValueError, KeyError, TypeError, zlib.error):
            if line.strip():
                _log.warning('%s: a line is not a moment and is skipped', self.path)
            return None


def _line(moment: Moment) -> bytes:
    return orjson.dumps(
        {
            'number': moment.number,
            'at': moment.at.isoformat(),
            'authors': [asdict(author) for author in moment.authors],
            'state': base64.b64encode(moment.state).decode(),
            'restored': moment.restored,
            'text': base64.b64encode(moment.packed).decode(),
        }
    )


def _moment(stored: dict[str, Any]) -> Moment:
    return Moment(
        number=int(stored['number']),
        at=datetime.fromisoformat(stored['at']),
        packed=base64.b64decode(stored['text']),
        authors=tuple(Author(**author) for author in stored['authors']),
        state=base64.b64decode(stored['state']),
        restored=int(stored['restored']),
    )
