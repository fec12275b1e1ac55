"""Who changed what and when: one append-only file of JSON lines per dossier."""

import logging
import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from pydantic import ValidationError

from data.models import Part

_log = logging.getLogger(__name__)

Operation = Literal['set', 'add', 'remove', 'text', 'create']


class Entry(Part):
    """One change."""

    at: datetime
    member_id: str
    name: str
    """of the person, as it was at that moment"""
    party_id: str = ''
    operation: Operation
    path: str
    """path of the change, or ``texts.<text id>``"""
    old: Any = None
    new: Any = None


class Journal:
    """The changes of one dossier.

    :param path: the file; it is made at the first entry
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def append(self, entry: Entry) -> None:
        """Add an entry; it is on disk when this returns."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with self._path.open('ab') as file:
            if file.tell() and not self._ends_with_newline():
                file.write(b'\n')
            file.write(entry.model_dump_json().encode() + b'\n')
            file.flush()
            os.fsync(file.fileno())

    def entries(self) -> Iterator[Entry]:
        """Give all entries, oldest first; a torn or damaged line is skipped and logged."""
        if not self._path.exists():
            return
        with self._path.open('rb') as file:
            for number, line in enumerate(file, start=1):
                try:
                    yield Entry.model_validate_json(line)
                except ValidationError:
                    if line.strip():
                        _log.warning('%s: line %d is not an entry and is skipped', self._path, number)

    def _ends_with_newline(self) -> bool:
        with self._path.open('rb') as file:
            file.seek(-1, os.SEEK_END)
            return file.read(1) == b'\n'
