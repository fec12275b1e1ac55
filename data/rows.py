"""Rows by key that know which of them changed since they were last written, and can be as they were then."""

from collections.abc import Iterable, Mapping
from typing import TypeVar

R = TypeVar('R')


class Rows(dict[str, R]):
    """A dict of rows; set and delete rows one by one.

    :param rows: as they are on disk
    """

    def __init__(self, rows: Mapping[str, R] | None = None) -> None:
        super().__init__(rows or {})
        self._old: dict[str, R | None] = {}
        """what is on disk of each row that was set or deleted since; None where nothing is"""
        self._order: list[str] = []
        """the keys when the first row was deleted since; people are listed in the order they came"""

    def __setitem__(self, key: str, row: R) -> None:
        self._old.setdefault(key, self.get(key))
        super().__setitem__(key, row)

    def __delitem__(self, key: str) -> None:
        order = self._order or [*self]
        row = self[key]
        super().__delitem__(key)
        self._order = order
        self._old.setdefault(key, row)

    def drop(self, keys: Iterable[str]) -> None:
        """Delete rows, those that are there."""
        for key in [key for key in keys if key in self]:
            del self[key]

    @property
    def replaced(self) -> bool:
        """Whether a row that is on disk is another one now, or gone."""
        return any(old is not None for old in self._old.values())

    def news(self) -> dict[str, R | None]:
        """Give the rows that differ from what is on disk; None for one that is gone."""
        return {key: self.get(key) for key, old in sorted(self._old.items()) if key in self or old is not None}

    def written(self) -> None:
        """Take note that all rows are on disk."""
        self._old.clear()
        self._order = []

    def take_back(self) -> None:
        """Put every row back as it was when all were last on disk."""
        order = self._order or [*self]
        then: dict[str, R | None] = {**self, **self._old}
        self.clear()
        self.update({key: row for key in order if (row := then[key]) is not None})
        self.written()
