"""Which changes of the timeline are shown: by step, party, person and period."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from nicegui import ui

from components.history_parts import NativeInput, NativeSelect, Option, people_in, utc_text
from components.html import Words
from components.visit import Visit
from data.content_models import Content
from data.rules.limits import FIRST_YEAR, LAST_YEAR
from data.rules.story import ZONE, moment_text
from data.rules.story_places import step_of


@dataclass(frozen=True)
class Wanted:
    """What somebody wants to see; empty is all.

    :param since: show only what is later
    """

    step: str = ''
    party: str = ''
    person: str = ''
    first: date | None = None
    last: date | None = None
    since: datetime | None = None

    @property
    def begins(self) -> str:
        """The earliest moment, as the journal writes it; empty if there is none."""
        starts = [utc_text(self.since)] if self.since else []
        return max([*starts, _midnight(self.first)] if self.first else starts, default='')

    def fits(self, stored: dict[str, Any], content: Content) -> bool:
        """Whether a stored entry is wanted; ``begins`` is looked at elsewhere."""
        return (
            (not self.party or stored.get('party_id') == self.party)
            and (not self.person or stored.get('member_id') == self.person)
            and (not self.last or str(stored['at'])[:19] < _midnight(self.last + timedelta(days=1)))
            and (not self.step or step_of(str(stored.get('path', '')), content) == self.step)
        )


class Filters(ui.element):
    """Native controls that choose what is wanted.

    :param steps: id and name of each step
    :param before: when this member looked last, None at the first visit
    :param changed: called with what is wanted now
    """

    def __init__(
        self, visit: Visit, steps: Sequence[Option], before: datetime | None, changed: Callable[[Wanted], object]
    ) -> None:
        super().__init__('form')
        self._wanted, self._changed, self._before = Wanted(), changed, before
        self.classes('wa-filters').props['aria-label'] = 'Kies wat u wilt zien'
        self.on('submit', lambda: None, js_handler='(e) => e.preventDefault()')
        parties = [(party.id, party.short_name) for party in visit.dossier.parties]
        with self:
            NativeSelect('Stap', [('', 'Alle stappen'), *steps], '', lambda value: self._set(step=value))
            NativeSelect('Partij', [('', 'Alle partijen'), *parties], '', lambda value: self._set(party=value))
            people = [('', 'Iedereen'), *people_in(visit)]
            NativeSelect('Persoon', people, '', lambda value: self._set(person=value))
            NativeInput('Vanaf', 'date', '', lambda value: self._set(first=_day(value)))
            NativeInput('Tot en met', 'date', '', lambda value: self._set(last=_day(value)))
            if before:
                self._since(before)

    def _since(self, before: datetime) -> None:
        with ui.element('label').classes('wa-check'):
            box = ui.element('input').props('type=checkbox')
            with ui.element('span'):
                Words('span', 'Sinds uw vorige bezoek')
                Words('span', f'U keek hier op {moment_text(before)}', 'wa-check__text')
        box.on(
            'change',
            lambda event: self._set(since=before if event.args is True else None),
            js_handler='(e) => emit(e.target.checked)',
        )

    def _set(self, **values: Any) -> object:
        self._wanted = replace(self._wanted, **values)
        return self._changed(self._wanted)


def _day(text: str) -> date | None:
    """Read what a native input says; what lies before or after all dossiers is the first or last day of theirs."""
    try:
        return min(max(date.fromisoformat(text), date(FIRST_YEAR, 1, 1)), date(LAST_YEAR, 12, 31))
    except ValueError:
        return None


def _midnight(day: date) -> str:
    """Give the beginning of a day in the Netherlands, as the journal writes moments."""
    return utc_text(datetime.combine(day, time(), ZONE).astimezone(UTC))
