"""Tables of rows on disk: a file with all of them, and lines with what changed since.

``accounts.json`` says which number its lines have; those are in ``accounts-<number>.jsonl``. Writing the whole file
anew makes a new number, so that lines of before never count twice, whatever a crash leaves behind.
"""

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import orjson

from data.disk import write_atomically
from data.lines import append_lines, read_lines
from data.version import VERSION

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
        self._number = self._tried = 0
        """number of the lines that count, and the highest one that was ever tried"""
        self._whole = self._since = 0
        """bytes of the whole file, and of the lines that count"""
        self._may_be_torn = True
        self.program = ''
        """version of the program that wrote the whole file; empty if it does not say"""

    @property
    def is_long(self) -> bool:
        """Whether the lines outgrew the whole file, or there is no whole file yet."""
        return not self._number or self._since > max(LEAST, self._whole)

    @property
    def is_doubtful(self) -> bool:
        """Whether writing the whole file failed, so that another one than ours may be on disk."""
        return self._tried != self._number

    def is_ours(self) -> bool:
        """Look whether the file on disk is the one that was read or written here, to which lines can be added.

        :raises OSError: if the disk does not say
        """
        if self.is_doubtful:
            try:
                if self._read_whole()[1] == self._number:
                    self._tried = self._number
            except (ValueError, AttributeError):  # it is damaged, and not by us
                return False
        return not self.is_doubtful

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
        self._number = self._tried = number
        self._since = sum(len(line) + 1 for line in lines)
        return tables

    def write(self, tables: Tables) -> None:
        """Write all rows anew; nothing of what was there before stays on disk.

        :raises OSError: if the disk refuses; it has what it had, or the new rows, and ``is_ours`` tells which
        """
        new = max(self._tried, self._number) + 1
        data = orjson.dumps({**tables, _LINES: {'number': new, 'program': VERSION}}, option=orjson.OPT_INDENT_2)
        self._lines(new).unlink(missing_ok=True)  # of a file that somebody has put back since
        self._tried = new
        write_atomically(self._path, data)
        self._number, self._whole, self._since = new, len(data), 0
        self.clear_away()

    def append(self, changes: Changes) -> None:
        """Write rows that changed.

        :raises OSError: if the disk refuses; everything is as it was
        """
        line = orjson.dumps(changes)
        if self._may_be_torn:
            self._cut_back()
        self._may_be_torn = True
        try:
            append_lines(self._lines(self._number), [line])
        except BaseException:
            with suppress(OSError):  # it is tried again before the next line
                self._cut_back()
            raise
        self._since += len(line) + 1
        self._may_be_torn = False

    def clear_away(self) -> None:
        """Remove lines that no longer count, which a crash or a refusal left; only for whoever writes the file."""
        with suppress(OSError):  # they count no more, and are tried again
            for left in self._path.parent.glob(f'{self._path.stem}-*.jsonl'):
                if left != self._lines(self._number):
                    left.unlink()

    def _cut_back(self) -> None:
        """Take away what a crash or a refusal left after the last line that counts."""
        path = self._lines(self._number)
        with suppress(FileNotFoundError):
            if path.stat().st_size > self._since:
                os.truncate(path, self._since)

    def _read_whole(self) -> tuple[Tables, int]:
        try:
            data = self._path.read_bytes()
        except FileNotFoundError:
            return {}, 0
        self._whole = len(data)
        tables = orjson.loads(data)
        lines = tables.pop(_LINES, {})
        self.program = str(lines.get('program', ''))
        number = lines.get('number', 0)
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
