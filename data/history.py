"""What happened in a dossier, told: typing becomes entries of the journal, and everyone hears of new entries."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import orjson
from nicegui import Event

from data.disk import write_atomically
from data.journal import Entry, Journal
from data.live_texts import LiveTexts
from data.moments import Moment
from data.rules.sensitivity import is_notebook
from data.rules.text_diff import count_words, differences

SAME_VISIT = timedelta(minutes=30)
"""who comes back sooner is still on the same visit"""

_log = logging.getLogger(__name__)


class History:
    """The journals of all dossiers.

    :param folder: gives the folder of a dossier
    :param texts: the live texts, whose moments are journaled
    :param now: the clock
    """

    def __init__(self, folder: Callable[[str], Path], texts: LiveTexts, now: Callable[[], datetime]) -> None:
        self._folder, self._texts, self._now = folder, texts, now
        self._grown: dict[str, Event[str]] = {}
        texts.moment_made.subscribe(self._journal_moment)

    def journal(self, dossier_id: str) -> Journal:
        """Give the journal of a dossier."""
        return Journal(self._folder(dossier_id) / 'journal.jsonl')

    def grown(self, dossier_id: str) -> Event[str]:
        """Give the event that tells of new entries in a journal, with the id of the dossier."""
        return self._grown.setdefault(dossier_id, Event[str]())

    def tell(self, dossier_id: str) -> None:
        """Tell that there are new entries."""
        if dossier_id in self._grown:
            self._grown[dossier_id].emit(dossier_id)

    def forget(self, dossier_id: str) -> None:
        """Drop what is in memory of a dossier that is gone."""
        self._grown.pop(dossier_id, None)

    def visit(self, dossier_id: str, member_id: str) -> datetime | None:
        """Note that somebody looks at the history; gives when they did so on their visit before, None at the first.

        :raises OSError: if the disk refuses
        """
        path = self._folder(dossier_id) / 'visits.json'
        visits = _read_visits(path)
        seen, before = visits.get(member_id, ('', ''))
        now = self._now()
        if seen and now - datetime.fromisoformat(seen) > SAME_VISIT:
            before = seen
        visits[member_id] = (now.isoformat(), before)
        write_atomically(path, orjson.dumps(visits))
        return datetime.fromisoformat(before) if before else None

    def visits_of(self, dossier_id: str, member_id: str) -> list[str]:
        """Give when somebody looked at the history: at last, and on the visit before."""
        seen = _read_visits(self._folder(dossier_id) / 'visits.json').get(member_id, ())
        return [each for each in seen if each]

    def _journal_moment(self, dossier_id: str, text_id: str, moment: Moment) -> None:
        """Write one entry per person for a burst of typing; of a notebook nothing is told."""
        if is_notebook(text_id):
            return
        journal = self.journal(dossier_id)
        came, went = self._words(dossier_id, text_id, moment)
        new = {'moment': moment.number, 'came': came, 'went': went, 'restored': moment.restored}
        try:
            for author in moment.authors:
                journal.append(
                    Entry(
                        at=moment.at,
                        member_id=author.member_id,
                        name=author.name,
                        party_id=author.party_id,
                        operation='text',
                        path=f'texts.{text_id}',
                        old={'moment': moment.number - 1},
                        new=new if len(moment.authors) == 1 else {**new, 'together': len(moment.authors)},
                    )
                )
        except OSError as error:  # the moment itself is kept, and shown with the text
            _log.error('Typing in "%s" of dossier %s is not in the journal: %s', text_id, dossier_id, error)
        self.tell(dossier_id)

    def _words(self, dossier_id: str, text_id: str, moment: Moment) -> tuple[int, int]:
        newest = self._texts.history.newest(dossier_id, text_id)
        earlier = next((each for each in newest if each.number < moment.number), None)
        return count_words(differences(earlier.text if earlier else '', moment.text))


def _read_visits(path: Path) -> dict[str, tuple[str, str]]:
    """Read who looked when; a damaged file only forgets that."""
    try:
        return {key: (seen, before) for key, (seen, before) in orjson.loads(path.read_bytes()).items()}
    except FileNotFoundError:
        return {}
    except (ValueError, TypeError, AttributeError):
        _log.warning('%s is damaged and begins anew.', path)
        return {}
