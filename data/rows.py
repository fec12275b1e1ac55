"""Rows by key that know which of them changed since they were last written."""

from collections.abc import Iterable, Mapping
from typing import TypeVar

R = TypeVar('R')


class Rows(dict[str, R]):
    """A dict of rows; set and delete rows one by one.

    :param rows: as they are on disk
    """

    def __init__(self, rows: Mapping[str, R] | None = None) -> None:
        super().__init__(rows or {})
        self._fresh: set[str] = set()
        self._changed: set[str] = set()
        self._gone: set[str] = set()

    def __setitem__(self, key: str, row: R) -> None:
        known = (key in self and key not in self._fresh) or key in self._gone
        (self._changed if known else self._fresh).add(key)
        self._gone.discard(key)
        super().__setitem__(key, row)

    def __delitem__(self, key: str) -> None:
        super().__delitem__(key)
        if key in self._fresh:
            self._fresh.discard(key)
        else:
            self._changed.discard(key)
            self._gone.add(key)

    def drop(self, keys: Iterable[str]) -> None:
        """Delete rows, those that are there."""
        for key in [key for key in keys if key in self]:
            del self[key]

    @property
    def replaced(self) -> bool:
        """Whether a row that is on disk is another one now, or gone."""
        return bool(self._changed or self._gone)

    def news(self) -> dict[str, R | None]:
        """Give the rows that differ from what is on disk; None for one that is gone."""
        return {key: self.get(key) for key in sorted(self._fresh | self._changed | self._gone)}

    def written(self) -> None:
        """Take note that all rows are on disk."""
        self._fresh.clear()
        self._changed.clear()
        self._gone.clear()
