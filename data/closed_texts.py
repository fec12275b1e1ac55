"""Live texts nobody is in: read from disk when asked for, and remembered."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from pycrdt import Doc, Text

from data.open_text import log_path
from data.room_log import read

REMEMBERED = 64
"""the texts of this many dossiers are kept in memory"""


@dataclass(frozen=True, slots=True)
class _Closed:
    markdown: str
    epoch: int


class ClosedTexts:
    """The texts that are not open, by dossier.

    :param folder: where the texts of a dossier are
    """

    def __init__(self, folder: Callable[[str], Path]) -> None:
        self._folder = folder
        self._dossiers: OrderedDict[str, dict[str, _Closed]] = OrderedDict()

    def markdown(self, dossier_id: str, text_id: str) -> str:
        """Return a text, empty if there is none."""
        closed = self._texts(dossier_id).get(text_id)
        return closed.markdown if closed else ''

    def epoch(self, dossier_id: str, text_id: str) -> int:
        """Return the epoch of a text, 0 if there is none."""
        closed = self._texts(dossier_id).get(text_id)
        return closed.epoch if closed else 0

    def all(self, dossier_id: str) -> dict[str, str]:
        """Return all texts of a dossier."""
        return {text_id: closed.markdown for text_id, closed in self._texts(dossier_id).items()}

    def state(self, dossier_id: str, text_id: str) -> bytes:
        """Return the Yjs state of a text."""
        return document(read(log_path(self._folder(dossier_id), text_id)).updates)[0].get_update()

    def remember(self, dossier_id: str, text_id: str, markdown: str, epoch: int) -> None:
        """Take over a text that has just been closed."""
        if dossier_id in self._dossiers:
            self._dossiers[dossier_id][text_id] = _Closed(markdown, epoch)

    def forget(self, dossier_id: str) -> None:
        """Drop what is remembered of a dossier."""
        self._dossiers.pop(dossier_id, None)

    def _texts(self, dossier_id: str) -> dict[str, _Closed]:
        if dossier_id not in self._dossiers:
            self._dossiers[dossier_id] = self._read(dossier_id)
            while len(self._dossiers) > REMEMBERED:
                self._dossiers.popitem(last=False)
        self._dossiers.move_to_end(dossier_id)
        return self._dossiers[dossier_id]

    def _read(self, dossier_id: str) -> dict[str, _Closed]:
        texts = {}
        for path in sorted(self._folder(dossier_id).glob('*.ylog')):
            contents = read(path)
            texts[unquote(path.stem)] = _Closed(str(document(contents.updates)[1]), contents.epoch)
        return texts


def document(updates: list[bytes]) -> tuple[Doc[Text], Text]:
    """Make the document of a log again."""
    document: Doc[Text] = Doc()
    text = document.get('text', type=Text)
    with document.transaction():  # one for all takes half the time
        for update in updates:
            document.apply_update(update)
    return document, text
