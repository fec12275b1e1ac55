"""Tables of rows on disk: a file with all of them, and lines with what changed since.

``accounts.json`` says which number its lines have; those are in ``accounts-<number>.jsonl``. Writing the whole file
anew makes a new number, so that lines of before never count twice, whatever a crash leaves behind.
"""

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import orjson

from data.disk import write_atomically
from data.lines import append_lines, cut_torn, read_lines

Tables = dict[str, dict[str, Any]]
Changes = Mapping[str, Mapping[str, Any]]
"""table -> key -> row, None for a row that is gone"""

LEAST = 256 * 1024
"""bytes of lines that are never worth writing the whole file for"""
_LINES = 'lines'
_TRIES = 5


class RowFile:
    """One file of tables; it is on disk when a call returns.

    :param path: the file with all rows
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._number = 0
        self._whole = self._since = 0
        self._may_be_torn = True

    @property
    def is_long(self) -> bool:
        """Whether the lines outgrew the whole file, or there is no whole file yet."""
        return not self._number or self._since > max(LEAST, self._whole)

    def read(self) -> Tables:
        """Give all tables as they are now; a server may be writing them.

        :raises ValueError: if the file or a line is damaged
        """
        for _ in range(_TRIES):
            tables, number = self._read_whole()
            lines = read_lines(self._lines(number)) if number else []
            if self._read_whole()[1] == number:
                break
        for line in lines:
            _apply(tables, orjson.loads(line))
        self._number, self._since = number, sum(map(len, lines))
        return tables

    def write(self, tables: Tables) -> None:
        """Write all rows anew; nothing of what was there before stays on disk.

        :raises OSError: if the disk refuses; everything is as it was
        """
        old, new = self._number, self._number + 1
        self._lines(new).unlink(missing_ok=True)  # of a file that somebody has put back since
        data = orjson.dumps({**tables, _LINES: {'number': new}}, option=orjson.OPT_INDENT_2)
        write_atomically(self._path, data)
        self._number, self._whole, self._since = new, len(data), 0
        with suppress(OSError):
            self._lines(old).unlink(missing_ok=True)

    def append(self, changes: Changes) -> None:
        """Write rows that changed.

        :raises OSError: if the disk refuses; everything is as it was
        """
        line = orjson.dumps(changes)
        if self._may_be_torn:
            cut_torn(self._lines(self._number))
            self._may_be_torn = False
        append_lines(self._lines(self._number), [line])
        self._since += len(line)

    def clear_away(self) -> None:
        """Remove lines that no longer count, which a crash left; only for whoever writes the file."""
        for left in self._path.parent.glob(f'{self._path.stem}-*.jsonl'):
            if left != self._lines(self._number):
                left.unlink()

    def _read_whole(self) -> tuple[Tables, int]:
        try:
            data = self._path.read_bytes()
        except FileNotFoundError:
            return {}, 0
        self._whole = len(data)
        tables = orjson.loads(data)
        number = tables.pop(_LINES, {}).get('number', 0)
        if not isinstance(number, int):
            raise ValueError(f'{self._path} has lines without a number.')
        return tables, number

    def _lines(self, number: int) -> Path:
        return self._path.with_name(f'{self._path.stem}-{number}.jsonl')


def _apply(tables: Tables, changes: Changes) -> None:
    for table, rows in changes.items():
        kept = tables.setdefault(table, {})
        for key, row in rows.items():
            if row is None:
                kept.pop(key, None)
            else:
                kept[key] = row
