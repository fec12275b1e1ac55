"""The next dates of a series, with holidays and due dates, and a button to skip one."""

from datetime import date

from nicegui import ui

from components.html import Icon, Words
from components.observer import Observer
from components.visit import Visit
from data.models import Dossier, Series
from data.rules.calendar import Occurrence, is_planned, occurrences
from data.rules.changes import value_at
from data.rules.dutch import date_text, day_text

MOST = 6
"""how many dates are shown"""


class NextDates(Observer):
    """The coming dates of one series; a skipped one stays in the list, so that it can be put back.

    :param path: of the series
    """

    def __init__(self, visit: Visit, path: str) -> None:
        super().__init__()
        self._visit, self._path = visit, path
        self._shown: tuple[Occurrence, ...] = ()
        self._buttons: dict[date, Words] = {}
        self._rows: dict[date, ui.element] = {}
        with self:
            self._heading = Words('h3', 'Volgende keren', 'wa-fold__heading')
            self._list = ui.element('ul').classes('wa-next')
        self._show(visit.dossier)
        self.listen(visit.changed, self._show)

    def _show(self, dossier: Dossier) -> None:
        """Write the dates anew only if they differ; skipping changes words, not rows."""
        series = value_at(dossier, self._path)
        if not isinstance(series, Series):
            return
        planned = series.model_copy(update={'skipped': ()})
        coming = occurrences(planned, self._visit.today, MOST) if is_planned(series) else ()
        self._heading.set_visibility(bool(coming))
        if coming != self._shown:
            self._shown = coming
            self._list.clear()
            self._rows.clear()
            self._buttons.clear()
            with self._list:
                for meeting in coming:
                    self._row(meeting)
        for day, row in self._rows.items():
            self._mark(day, row, skipped=day in series.skipped)

    def _row(self, meeting: Occurrence) -> None:
        with ui.element('li').classes('wa-next__item') as row:
            with ui.element('span').classes('wa-next__words'):
                Words('span', day_text(meeting.day), 'wa-next__day')
                Words('span', _due(meeting), 'wa-small wa-subtle')
                for note in meeting.notes:
                    with ui.element('span').classes('wa-badge wa-badge--warning wa-next__note'):
                        Icon('triangle-alert')
                        Words('span', note)
            if self._visit.may(f'{self._path}.skipped'):
                button = ui.element('button').classes('wa-button wa-button--quiet').props('type=button')
                with button:
                    self._buttons[meeting.day] = Words('span', 'Overslaan')
                    Words('span', day_text(meeting.day), 'wa-visually-hidden')
                button.on('click', lambda: self._toggle(meeting.day))
        self._rows[meeting.day] = row

    def _mark(self, day: date, row: ui.element, *, skipped: bool) -> None:
        """Say whether a date is skipped; nothing is sent when that is as it was."""
        said = 'ja' if skipped else 'nee'
        if row.props.get('data-skipped') != said:
            row.props['data-skipped'] = said
        words = 'Toch laten doorgaan' if skipped else 'Overslaan'
        if day in self._buttons and self._buttons[day].text != words:
            self._buttons[day].text = words

    def _toggle(self, day: date) -> None:
        skipped = {*(value_at(self._visit.dossier, f'{self._path}.skipped') or ())}
        days = skipped ^ {day}
        self._visit.put(f'{self._path}.skipped', [each.isoformat() for each in sorted(days)])


def _due(meeting: Occurrence) -> str:
    """Say by when papers and minutes are due, without the year."""
    parts = [f'stukken uiterlijk {_short(meeting.papers_due)}'] if meeting.papers_due != meeting.day else []
    parts += [f'verslag uiterlijk {_short(meeting.minutes_due)}'] if meeting.minutes_due != meeting.day else []
    return ' · '.join(parts)


def _short(day: date) -> str:
    return date_text(day).removesuffix(f' {day.year}')
