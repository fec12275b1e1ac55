"""What is known of the past of live texts: their moments, who wrote which stretch, and who was the last."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from urllib.parse import unquote

from data.authorship import Author, Authors, AuthorsFile
from data.closed_texts import document
from data.moments import Moment, Moments
from data.open_text import OpenText, log_path
from data.room_log import read
from data.stretches import Stretch, stretches


class TextHistory:
    """The past of the texts of all dossiers; only reads, but for ending a burst.

    :param folder: where the texts of a dossier are
    :param opened: the texts that are in memory, by dossier and text
    """

    def __init__(self, folder: Callable[[str], Path], opened: Mapping[str, Mapping[str, OpenText]]) -> None:
        self._folder, self._opened = folder, opened

    def settle(self, dossier_id: str) -> None:
        """End the bursts of a dossier, so that its history is complete up to now."""
        for text in [*self._opened.get(dossier_id, {}).values()]:
            text.end_burst()

    def text_ids(self, dossier_id: str) -> list[str]:
        """Give the ids of all texts that were ever saved."""
        return [unquote(path.stem) for path in sorted(self._folder(dossier_id).glob('*.ylog'))]

    def moments(self, dossier_id: str, text_id: str) -> list[Moment]:
        """Give how a text was at its moments, oldest first."""
        return Moments(self._log(dossier_id, text_id)).all()

    def newest(self, dossier_id: str, text_id: str) -> Iterator[Moment]:
        """Give how a text was at its moments, latest first; reads only as far as asked."""
        return Moments(self._log(dossier_id, text_id)).newest()

    def latest(self, dossier_id: str, text_id: str) -> tuple[Author, datetime] | None:
        """Give who changed a text last and when, None if nobody is known."""
        text = self._opened.get(dossier_id, {}).get(text_id)
        if text is not None:
            return text.bursts.latest
        last = Moments(self._log(dossier_id, text_id)).last()
        return (last.authors[-1], last.at) if last and last.authors else None

    def stretches(self, dossier_id: str, text_id: str) -> list[Stretch]:
        """Give a text as it is now, cut into stretches by one author each."""
        text = self._opened.get(dossier_id, {}).get(text_id)
        if text is not None:
            return stretches(text.room.encoded(), text.room.authors)
        log = self._log(dossier_id, text_id)
        return stretches(document(read(log).updates)[0].get_update(), Authors(AuthorsFile(log).load()))

    def _log(self, dossier_id: str, text_id: str) -> Path:
        return log_path(self._folder(dossier_id), text_id)
