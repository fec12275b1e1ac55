"""What is different in the dossier between two moments, as sentences; texts have a comparison of their own."""

from datetime import UTC, datetime, timedelta
from typing import Any

from nicegui import ui

from components.history_parts import NativeInput, utc_text
from components.html import Words
from components.observer import Observer
from components.past import Past
from components.visit import Visit
from data.rules.limits import FIRST_YEAR, LAST_YEAR
from data.rules.story import ZONE, actor
from data.rules.story_changes import Change, net_changes, net_sentence

MOST = 500
"""how many differences are listed"""
LIVE = 1000
"""a period with more changes is compared when it is chosen, not at every change"""


class DossierDifferences(Observer):
    """Choose two moments and read what the changes in between come to.

    :param before: when this member looked last; the comparison begins there, else a week ago
    """

    def __init__(self, visit: Visit, before: datetime | None) -> None:
        super().__init__()
        self._visit = visit
        start = before or datetime.now(UTC) - timedelta(days=7)
        self._first, self._last, self._size = _local(start), '', 0
        self._lines: list[tuple[str, str]] = []
        self.classes('wa-stack')
        with self:
            with ui.element('div').classes('wa-fields'):
                NativeInput('Van dit moment', 'datetime-local', self._first, self._set_first)
                NativeInput('Tot dit moment (leeg is nu)', 'datetime-local', '', self._set_last)
            self._status = Words('p', '', 'wa-small wa-subtle').props('role=status')
            self._list = ui.element('ul').classes('wa-differences')
        self._show()
        self.listen(visit.workspace.history.grown(visit.dossier_id), self._follow)

    def _follow(self, _dossier_id: str) -> None:
        """Take new changes in, unless the period is so long that every letter would cost everyone time."""
        if self._size < LIVE:
            self._show()

    def _set_first(self, value: str) -> None:
        self._first = value
        self._show()

    def _set_last(self, value: str) -> None:
        self._last = value
        self._show()

    def _show(self) -> None:
        dossier = self._visit.dossier
        found = net_changes(self._changes())
        lines = [(net_sentence(each, dossier, self._visit.content), ', '.join(each.people)) for each in found[:MOST]]
        self._status.text = _count(len(found))
        if lines == self._lines:  # writing them anew would tell that something happened which is not for everyone
            return
        self._lines = lines
        self._list.clear()
        with self._list:
            for sentence, people in lines:
                with ui.element('li'):
                    Words('span', sentence)
                    Words('span', f' Door {people}.', 'wa-subtle')

    def _changes(self) -> list[Change]:
        visit = self._visit
        first, last = _utc(self._first), _utc(self._last)
        found = [stored for stored in Past(visit).stored(since=first) if not last or str(stored['at'])[:19] <= last]
        self._size = len(found)
        people = {(stored.get('name', ''), stored.get('party_id', '')) for stored in found}
        names = {each: actor(*each, visit.dossier) for each in people}
        return [_change(stored, names) for stored in reversed(found)]


def _change(stored: dict[str, Any], names: dict[tuple[str, str], str]) -> Change:
    who = names[stored.get('name', ''), stored.get('party_id', '')]
    return Change(stored.get('operation', ''), stored.get('path', ''), stored.get('old'), stored.get('new'), who)


def _count(count: int) -> str:
    if not count:
        return 'Geen verschillen tussen deze momenten.'
    return '1 verschil.' if count == 1 else f'{count} verschillen.'


def _local(moment: datetime) -> str:
    return f'{moment.astimezone(ZONE):%Y-%m-%dT%H:%M}'


def _utc(text: str) -> str:
    """Read what a native input says, as the journal writes moments; empty if it says nothing.

    What lies before or after all dossiers is the first or last day of theirs.
    """
    try:
        moment = datetime.fromisoformat(text).replace(tzinfo=None)
    except ValueError:
        return ''
    moment = min(max(moment, datetime(FIRST_YEAR, 1, 1)), datetime(LAST_YEAR, 12, 31))
    return utc_text(moment.replace(tzinfo=ZONE).astimezone(UTC))
