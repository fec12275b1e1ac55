"""Live texts nobody is in: read from disk when asked for, and remembered."""

import logging
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from data.errors import Unreadable
from data.models import UNREAD
from data.open_text import log_path
from data.sound_updates import saved

REMEMBERED = 64
"""the texts of this many dossiers are kept in memory"""
AGAIN = 2.0
"""a text that could not be read is tried again after this long (seconds)"""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Closed:
    markdown: str
    epoch: int


@dataclass(frozen=True, slots=True)
class _Unread:
    error: Unreadable
    since: float


class ClosedTexts:
    """The texts that are not open, by dossier.

    :param folder: where the texts of a dossier are
    """

    def __init__(self, folder: Callable[[str], Path]) -> None:
        self._folder = folder
        self._dossiers: OrderedDict[str, dict[str, _Closed | _Unread]] = OrderedDict()

    def markdown(self, dossier_id: str, text_id: str) -> str:
        """Return a text, empty if there is none.

        :raises Unreadable: if it cannot be read
        """
        closed = self._get(dossier_id, text_id)
        return closed.markdown if closed else ''

    def epoch(self, dossier_id: str, text_id: str) -> int:
        """Return the epoch of a text, 0 if there is none.

        :raises Unreadable: if it cannot be read
        """
        closed = self._get(dossier_id, text_id)
        return closed.epoch if closed else 0

    def all(self, dossier_id: str) -> dict[str, str]:
        """Return all texts of a dossier; ``UNREAD`` for one that cannot be read."""
        return {
            text_id: closed.markdown if isinstance(closed, _Closed) else UNREAD
            for text_id, closed in self._texts(dossier_id).items()
        }

    def state(self, dossier_id: str, text_id: str) -> bytes:
        """Return the Yjs state of a text.

        :raises Unreadable: if it cannot be read
        """
        self._get(dossier_id, text_id)  # so that nobody gets the state of a text that cannot be read elsewhere
        return saved(log_path(self._folder(dossier_id), text_id)).document.get_update()

    def remember(self, dossier_id: str, text_id: str, markdown: str, epoch: int) -> None:
        """Take over a text that has just been closed."""
        if dossier_id in self._dossiers:
            self._dossiers[dossier_id][text_id] = _Closed(markdown, epoch)

    def forget(self, dossier_id: str) -> None:
        """Drop what is remembered of a dossier."""
        self._dossiers.pop(dossier_id, None)

    def _get(self, dossier_id: str, text_id: str) -> _Closed | None:
        closed = self._texts(dossier_id).get(text_id)
        if isinstance(closed, _Unread):
            raise Unreadable(closed.error.errno, closed.error.strerror) from closed.error
        return closed

    def _texts(self, dossier_id: str) -> dict[str, _Closed | _Unread]:
        if dossier_id not in self._dossiers:
            self._dossiers[dossier_id] = self._read_all(dossier_id)
            while len(self._dossiers) > REMEMBERED:
                self._dossiers.popitem(last=False)
        self._dossiers.move_to_end(dossier_id)
        texts, now = self._dossiers[dossier_id], time.monotonic()
        for text_id, closed in texts.items():
            if isinstance(closed, _Unread) and now - closed.since > AGAIN:
                texts[text_id] = self._read(dossier_id, text_id)
        return texts

    def _read_all(self, dossier_id: str) -> dict[str, _Closed | _Unread]:
        folder = self._folder(dossier_id)
        try:  # a glob takes a folder that may not be read for an empty one
            names = sorted(path.name for path in folder.iterdir())
        except FileNotFoundError:
            return {}
        text_ids = [unquote(name.removesuffix('.ylog')) for name in names if name.endswith('.ylog')]
        return {text_id: self._read(dossier_id, text_id) for text_id in text_ids}

    def _read(self, dossier_id: str, text_id: str) -> _Closed | _Unread:
        try:
            text = saved(log_path(self._folder(dossier_id), text_id))
        except Unreadable as error:  # the other texts can be read
            _log.exception('"%s" of dossier %s cannot be read', text_id, dossier_id)
            return _Unread(error, time.monotonic())
        return _Closed(str(text.text), text.epoch)
