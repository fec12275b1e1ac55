"""What one member may read of the past: moments of texts, who wrote them, and the journal."""

import asyncio
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

from components.visit import Visit
from data.journal import End, Entry
from data.moments import LastChange, Moment, last_change
from data.rules.story_threads import may_hear_of
from data.stretches import Stretch


class Past:
    """The only way of the pages to the past of a dossier; everything is judged when it is asked for."""

    def __init__(self, visit: Visit) -> None:
        self._visit = visit
        self._history = visit.workspace.texts.history

    def text_ids(self) -> list[str]:
        """Give the ids of the texts that were ever saved."""
        return [each for each in self._history.text_ids(self._visit.dossier_id) if self._visit.may_read(each)]

    def moments(self, text_id: str) -> list[Moment]:
        """Give how a text was at its moments, oldest first."""
        found = self._history.moments(self._visit.dossier_id, text_id)
        return [moment for moment in found if self._may(text_id, moment.number)]

    def newest(self, text_id: str) -> Moment | None:
        """Give the latest moment of a text."""
        found = self._history.newest(self._visit.dossier_id, text_id)
        return next((moment for moment in found if self._may(text_id, moment.number)), None)

    def stretches(self, text_id: str) -> list[Stretch]:
        """Give a text as it is now, cut into stretches by one author each."""
        return self._history.stretches(self._visit.dossier_id, text_id) if self._visit.may_read(text_id) else []

    def latest(self, text_id: str) -> LastChange | None:
        """Give who changed a text last and when, None if nobody is known.

        When somebody worked at a draft stays with its party, also after it was shared.
        """
        last = self._history.latest(self._visit.dossier_id, text_id)
        if last is None or self._may(text_id, last.number):
            return last
        return last_change(self.newest(text_id))

    def end(self) -> End:
        """Give where the journal ends now."""
        dossier = self._visit.dossier  # what a refusing disk held up is done first
        return self._visit.workspace.journal(dossier.id).end()

    async def look(
        self, wanted: Callable[[dict[str, Any]], bool], most: int, before: int, since: str = ''
    ) -> tuple[list[tuple[int, Entry]], int]:
        """Give so many entries as ``lines`` does, and the place from which to go on; 0 if there are no older ones.

        All of the journal may have to be looked through, so this is done beside the event loop. The member gets what
        they may hear of when it is done.
        """
        member, dossier = self._visit.now, self._visit.dossier
        journal = self._visit.workspace.journal(dossier.id)

        def fits(stored: dict[str, Any]) -> bool:
            path, new = str(stored.get('path', '')), stored.get('new')
            return member is not None and wanted(stored) and may_hear_of(member, dossier, path, new)

        found = await asyncio.to_thread(lambda: [*islice(journal.backwards(fits, before, since), most)])
        may_hear = [line for line in found if self._may_hear(line[1].path, line[1].new)]
        return may_hear, found[-1][0] if len(found) == most else 0

    def lines(
        self,
        wanted: Callable[[dict[str, Any]], bool],
        before: int | None = None,
        since: str = '',
        after: int = 0,
    ) -> Iterator[tuple[int, Entry]]:
        """Give entries of the journal, newest first; as ``Journal.backwards``."""

        def fits(stored: dict[str, Any]) -> bool:
            return wanted(stored) and self._may_hear(str(stored.get('path', '')), stored.get('new'))

        return self._visit.workspace.journal(self._visit.dossier_id).backwards(fits, before, since, after)

    def stored(self, since: str) -> Iterator[dict[str, Any]]:
        """Give entries as they are stored, newest first."""
        member, dossier = self._visit.now, self._visit.dossier  # there may be thousands of entries
        for _, stored in self._visit.workspace.journal(self._visit.dossier_id).stored(since=since):
            if member is not None and may_hear_of(member, dossier, str(stored.get('path', '')), stored.get('new')):
                yield stored

    def at(self, place: int) -> Entry | None:
        """Give the entry at a place of the journal."""
        entry = self._visit.workspace.journal(self._visit.dossier_id).at(place)
        return entry if entry and self._may_hear(entry.path, entry.new) else None

    def _may(self, text_id: str, number: int) -> bool:
        return self._visit.may_read_moment(text_id, number)

    def _may_hear(self, path: str, new: object) -> bool:
        member = self._visit.now
        return member is not None and may_hear_of(member, self._visit.dossier, path, new)
