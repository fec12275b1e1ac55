"""How each party decides itself: its own bodies, for which decisions, in what order, in how many weeks."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from nicegui import ui

from components.field import Checks, Choice, Field, PartList
from components.focus import put_focus_at
from components.fold import Fold
from components.following import LiveSelect, LiveWords
from components.html import Icon, Words
from components.observer import Observer
from components.party_groups import PartyGroups
from components.visit import Visit
from components.weeks_fields import GUIDELINE, weeks_fields
from data.content_models import Option, PartyBody
from data.models import EACH_PARTY, Dossier, InternalProcess, Party, PartyType
from data.rules.changes import value_at
from data.rules.dutch import date_text, weeks_text
from data.rules.own_process import chain_text, own_process, usual_weeks


class ProcessEditor(PartyGroups):
    """The own process of every party, or of one; each step folded to one line.

    :param party_id: show this party only
    :param types: only parties of these types; empty is all
    """

    def __init__(self, visit: Visit, party_id: str | None = None, types: Collection[PartyType] = ()) -> None:
        super().__init__(visit, 'processen', party_id, types)

    def build_group(self, party: Party) -> None:
        """Show the steps of a party, and the usual ones that are not there yet."""
        visit = self.visit
        PartList(
            visit,
            'processes',
            item='stap',
            empty=f'Nog niet ingevuld hoe {party.short_name} zelf besluit.',
            new={'party_id': party.id},
            keep=lambda process: process.party_id == party.id,
            row=lambda path: _row(visit, path, party.id),
        )
        if visit.may_add('processes', party.id):
            _UsualSteps(visit, party)

    def summary(self, dossier: Dossier, party_id: str) -> str:
        """Say which bodies of a party a decision passes, and how long all of them take."""
        own = own_process(dossier, party_id)
        return f'{chain_text(own)} · ongeveer {weeks_text(usual_weeks(own))}' if own.processes else 'nog niet ingevuld'


def _row(visit: Visit, path: str, party_id: str) -> None:
    fold = Fold(lambda: _fields(visit, path, party_id), anchor=f'proces-{path.rpartition(".")[2]}', quiet=True)
    with fold.summary, ui.element('span').classes('wa-fold__title'):
        LiveWords(visit, lambda dossier: str(value_at(dossier, f'{path}.body') or 'Stap zonder naam'))
        LiveWords(visit, lambda dossier: ' · '.join(_facts(dossier, path)), classes='wa-fold__sub')


def _fields(visit: Visit, path: str, party_id: str) -> None:
    kinds = [Option(id=kind.id, name=kind.name, text=kind.examples) for kind in visit.content.decision_types]
    own_id = path.rpartition('.')[2]
    with ui.element('div').classes('wa-stack'):
        with ui.element('div').classes('wa-fields'):
            Field(visit, f'{path}.body', 'Wie besluit of adviseert?', placeholder='bestuur, RvC, ALV, college')
            LiveSelect(
                visit,
                f'{path}.after',
                'Wacht op',
                lambda dossier: _others(dossier, party_id, own_id),
                help='Welke stap moet eerst klaar zijn?',
                empty='Nergens op',
            )
        Checks(visit, f'{path}.subjects', 'Voor welke besluiten?', kinds)
        weeks_fields(visit, path, 'Hoeveel weken duurt deze stap?')
        with ui.element('div').classes('wa-fields'):
            Field(visit, f'{path}.planned_on', 'Gepland op', kind='date', help='Als de datum al bekend is.')
            Field(visit, f'{path}.note', 'Opmerking', kind='area')


def _others(dossier: Dossier, party_id: str, own_id: str) -> list[Choice]:
    steps = (process for process in dossier.processes_of(party_id) if process.id != own_id)
    return [Choice(step.id, step.body or 'stap zonder naam') for step in steps]


def _facts(dossier: Dossier, path: str) -> Iterator[str]:
    """Say a step in a line: weeks, what it waits for, the date, for how many decisions."""
    process = value_at(dossier, path)
    if not isinstance(process, InternalProcess):
        return
    yield f'ongeveer {weeks_text(process.weeks)}'
    before = value_at(dossier, f'processes.{process.after}') if process.after else None
    if before:
        yield f'na {before.body or "een stap zonder naam"}'
    if process.planned_on:
        yield f'gepland op {date_text(process.planned_on)}'
    count = len(process.subjects)
    yield f'voor {count} {"soort besluit" if count == 1 else "soorten besluiten"}' if count else 'nog voor geen besluit'


class _UsualSteps(Observer):
    """Buttons for the bodies a party of this type usually has; one that is there already is not offered."""

    def __init__(self, visit: Visit, party: Party) -> None:
        super().__init__()
        self._visit = visit
        self._party_id = party.id
        bodies = [body for body in visit.content.bodies.party if body.party_type == party.type]
        self._buttons: dict[str, ui.element] = {}
        with self, ui.element('details').classes('wa-details wa-details--quiet') as self._row:
            Words('summary', 'Stappen die deze soort partij vaak heeft')
            with ui.element('div').classes('wa-details__body wa-usual'):
                Words('span', GUIDELINE, 'wa-small wa-subtle')
                for body in bodies:
                    self._buttons[body.name] = self._button(body)
        self._show(visit.dossier)
        self.listen(visit.changed, self._show)

    def _button(self, body: PartyBody) -> ui.element:
        button = ui.element('button').classes('wa-button wa-button--quiet wa-usual__button').props('type=button')
        with button:
            Icon('plus')
            Words('span', f'{body.name} ({weeks_text(body.weeks)})')
        button.on('click', lambda: self._add(body))
        return button

    def _add(self, body: PartyBody) -> None:
        """Add the step; the keyboard goes there, because the button goes away."""
        if step_id := self._visit.add('processes', self._new(body)):
            put_focus_at(f'proces-{step_id}')

    def _new(self, body: PartyBody) -> Mapping[str, Any]:
        """Give a step for all decisions in which the parties decide themselves, to be narrowed down."""
        own = [kind.id for kind in self._visit.content.decision_types if EACH_PARTY in (kind.decides, kind.ratifies)]
        return {
            'party_id': self._party_id,
            'body': body.name,
            'subjects': own,
            'weeks_min': body.weeks_min,
            'weeks': body.weeks,
            'weeks_max': body.weeks_max,
        }

    def _show(self, dossier: Dossier) -> None:
        present = {process.body for process in dossier.processes_of(self._party_id)}
        for name, button in self._buttons.items():
            button.set_visibility(name not in present)
        self._row.set_visibility(any(name not in present for name in self._buttons))
