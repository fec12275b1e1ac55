"""What is known of the past of live texts: their moments, who wrote which stretch, and who was the last."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Protocol, TypeVar
from urllib.parse import unquote

from data.authorship import Authors, AuthorsFile
from data.moments import LastChange, Moment, Moments, last_change
from data.open_text import OpenText, log_path
from data.sound_updates import saved
from data.stretches import Stretch, stretches

R = TypeVar('R')


class Look(Protocol):
    """Asks something of an open text, where that text lives."""

    def __call__(self, dossier_id: str, text_id: str, look: Callable[[OpenText], R]) -> R | None:
        """Give what ``look`` gives, None if the text is not open."""


class TextHistory:
    """The past of the texts of all dossiers; only reads, but for ending a burst.

    :param folder: where the texts of a dossier are
    :param look: asks something of a text if it is in memory, and gives None if it is not
    :param settle: ends the bursts of a dossier
    """

    def __init__(self, folder: Callable[[str], Path], look: Look, settle: Callable[[str], None]) -> None:
        self._folder, self._look = folder, look
        self._settle = settle

    def settle(self, dossier_id: str) -> None:
        """End the bursts of a dossier, so that its history is complete up to now."""
        self._settle(dossier_id)

    def text_ids(self, dossier_id: str) -> list[str]:
        """Give the ids of all texts that were ever saved."""
        return [unquote(path.stem) for path in sorted(self._folder(dossier_id).glob('*.ylog'))]

    def moments(self, dossier_id: str, text_id: str) -> list[Moment]:
        """Give how a text was at its moments, oldest first."""
        return Moments(self._log(dossier_id, text_id)).all()

    def newest(self, dossier_id: str, text_id: str) -> Iterator[Moment]:
        """Give how a text was at its moments, latest first; reads only as far as asked."""
        return Moments(self._log(dossier_id, text_id)).newest()

    def latest(self, dossier_id: str, text_id: str) -> LastChange | None:
        """Give who changed a text last and when, None if nobody is known."""
        found = self._look(dossier_id, text_id, lambda text: (text.bursts.latest,))
        if found is not None:
            return found[0]
        return last_change(Moments(self._log(dossier_id, text_id)).last())

    def stretches(self, dossier_id: str, text_id: str) -> list[Stretch]:
        """Give a text as it is now, cut into stretches by one author each.

        :raises Unreadable: if it cannot be read
        """
        found = self._look(dossier_id, text_id, lambda text: stretches(text.room.encoded(), text.room.authors))
        if found is not None:
            return found
        log = self._log(dossier_id, text_id)
        return stretches(saved(log).document.get_update(), Authors(AuthorsFile(log).load()))

    def _log(self, dossier_id: str, text_id: str) -> Path:
        return log_path(self._folder(dossier_id), text_id)
