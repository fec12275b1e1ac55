"""The meetings: per series its goal, rhythm, place and papers, and the dates that follow."""

from collections.abc import Iterator

from nicegui import ui

from components.date_list import DateList
from components.field import Choice, Field, PartList
from components.focus import put_focus_at
from components.fold import Fold
from components.following import LiveSelect, LiveWords
from components.html import Icon, Words
from components.next_dates import NextDates
from components.observer import Observer
from components.visit import Visit
from data.models import Dossier, Rhythm, Series
from data.rules.calendar import is_planned, occurrences, rhythm_text
from data.rules.changes import value_at
from data.rules.dutch import day_text

_RHYTHMS = (
    Choice(Rhythm.WEEKS, 'Om een aantal weken'),
    Choice(Rhythm.MONTHS, 'Om een aantal maanden'),
    Choice(Rhythm.DATES, 'Op losse data'),
)


class MeetingPlanner(ui.element):
    """All series, each folded to one line, and buttons for bodies that have none."""

    def __init__(self, visit: Visit) -> None:
        super().__init__()
        self.classes('wa-stack')
        with self:
            PartList(
                visit,
                'meetings',
                item='overleg',
                empty='Nog geen overleg gepland. Begin met het overleg dat het vaakst bij elkaar komt.',
                new={'name': 'Nieuw overleg'},
                row=lambda path: _row(visit, path),
            ).classes('wa-folds')
            if visit.may_add('meetings'):
                _Unplanned(visit)


def _row(visit: Visit, path: str) -> None:
    fold = Fold(lambda: _fields(visit, path), anchor=f'serie-{path.rpartition(".")[2]}', quiet=True)
    with fold.summary, ui.element('span').classes('wa-fold__title'):
        LiveWords(visit, lambda dossier: str(value_at(dossier, f'{path}.name') or 'Overleg zonder naam'))
        LiveWords(visit, lambda dossier: ' · '.join(_facts(visit, dossier, path)), classes='wa-fold__sub')
        LiveWords(visit, lambda dossier: _missing(dossier, path), classes='wa-badge wa-badge--warning')


def _fields(visit: Visit, path: str) -> None:
    with ui.element('div').classes('wa-stack'):
        with ui.element('div'):
            Field(
                visit,
                f'{path}.goal',
                'Doel (verplicht)',
                kind='area',
                help='Waarvoor komt u bij elkaar? Wat is er na afloop anders?',
            )
            LiveWords(visit, lambda dossier: _no_goal(dossier, path), 'p', 'wa-note wa-note--warning')
        with ui.element('div').classes('wa-fields'):
            Field(visit, f'{path}.name', 'Naam')
            LiveSelect(visit, f'{path}.body_id', 'Van welk overleg?', _bodies, empty='Een losse bijeenkomst')
            Field(visit, f'{path}.place', 'Plaats of link', placeholder='Wijkcentrum, of een link voor online')
        _Rhythm(visit, path)
        with ui.element('div').classes('wa-fields wa-fields--short'):
            Field(visit, f'{path}.begins', 'Van', kind='time')
            Field(visit, f'{path}.ends', 'Tot', kind='time')
            Field(visit, f'{path}.papers_days', 'Stukken vooraf', kind='number', unit='dagen')
            Field(visit, f'{path}.minutes_days', 'Verslag binnen', kind='number', unit='werkdagen')
        NextDates(visit, path)


class _Rhythm(Observer):
    """The rhythm; shows the fields that belong to it."""

    def __init__(self, visit: Visit, path: str) -> None:
        super().__init__()
        self._path = path
        with self, ui.element('div').classes('wa-fields wa-fields--short'):
            Field(visit, f'{path}.rhythm', 'Ritme', kind='select', options=_RHYTHMS)
            with ui.element('div').style('display:contents') as self._regular:
                with ui.element('div') as self._weeks:
                    Field(visit, f'{path}.every', 'Om de hoeveel weken?', kind='number', unit='weken')
                with ui.element('div') as self._months:
                    Field(visit, f'{path}.every', 'Om de hoeveel maanden?', kind='number', unit='maanden')
                Field(visit, f'{path}.first', 'Eerste keer', kind='date')
                Field(visit, f'{path}.until', 'Laatste keer', kind='date', help='Leeg: er is geen eind.')
            with ui.element('div').classes('wa-span') as self._listed:
                DateList(visit, f'{path}.dates', 'Data')
        self._show(visit.dossier)
        self.listen(visit.changed, self._show)

    def _show(self, dossier: Dossier) -> None:
        rhythm = value_at(dossier, f'{self._path}.rhythm')
        self._regular.set_visibility(rhythm != Rhythm.DATES)
        self._listed.set_visibility(rhythm == Rhythm.DATES)
        self._weeks.set_visibility(rhythm == Rhythm.WEEKS)
        self._months.set_visibility(rhythm == Rhythm.MONTHS)


class _Unplanned(Observer):
    """Buttons for bodies that have no series yet."""

    def __init__(self, visit: Visit) -> None:
        super().__init__()
        self._visit = visit
        self._buttons: dict[str, ui.element] = {}
        with self, ui.element('div').classes('wa-usual') as self._row:
            Words('span', 'Nog zonder ritme:', 'wa-small wa-subtle').style('flex:1 0 100%')
        self._show(visit.dossier)
        self.listen(visit.changed, self._show)

    def _show(self, dossier: Dossier) -> None:
        planned = {series.body_id for series in dossier.meetings}
        open_bodies = {body.id: body.name for body in dossier.bodies if body.id not in planned}
        for gone in set(self._buttons) - set(open_bodies):
            self._buttons.pop(gone).delete()
        for body_id, name in open_bodies.items():
            if body_id not in self._buttons:
                with self._row:
                    self._buttons[body_id] = self._button(body_id, name)
        self._row.set_visibility(bool(open_bodies))

    def _button(self, body_id: str, name: str) -> ui.element:
        button = ui.element('button').classes('wa-button wa-button--quiet wa-usual__button').props('type=button')
        with button:
            Icon('plus')
            Words('span', name)
        button.on('click', lambda: self._add(body_id, name))
        return button

    def _add(self, body_id: str, name: str) -> None:
        """Plan a series for a body; the keyboard goes there, because the button goes away."""
        if series_id := self._visit.add('meetings', {'name': name, 'body_id': body_id}):
            put_focus_at(f'serie-{series_id}')


def _bodies(dossier: Dossier) -> list[Choice]:
    return [Choice(body.id, body.name) for body in dossier.bodies]


def _facts(visit: Visit, dossier: Dossier, path: str) -> Iterator[str]:
    """Say a series in a line: rhythm, time, next day."""
    series = value_at(dossier, path)
    if not isinstance(series, Series):
        return
    if series.rhythm is Rhythm.DATES:
        yield f'{len({*series.dates})} losse data'
    elif rhythm := rhythm_text(series):
        yield rhythm
    yield f'{series.begins}–{series.ends}'
    if is_planned(series):
        coming = occurrences(series, visit.today, 1)
        yield f'volgende keer {day_text(coming[0].day)}' if coming else 'geen data meer'


def _missing(dossier: Dossier, path: str) -> str:
    series = value_at(dossier, path)
    if not isinstance(series, Series) or is_planned(series):
        return ''
    return 'nog zonder doel' if not series.goal.strip() else 'nog zonder datum'


def _no_goal(dossier: Dossier, path: str) -> str:
    if str(value_at(dossier, f'{path}.goal') or '').strip():
        return ''
    return (
        'Zonder doel kan dit overleg niet worden gepland: het staat nog niet in de agenda. '
        'Alles wat u hier invult, blijft wel bewaard.'
    )
