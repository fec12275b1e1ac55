"""The register: every decision that was taken, with date, body, method and objections."""

import re

from nicegui import ui

from components.body_editor import method_choices
from components.field import Field, PartList
from components.fold import Fold
from components.following import LiveWords
from components.visit import Visit
from data.models import Decision, Dossier
from data.rules.changes import value_at
from data.rules.dutch import date_text


class DecisionRegister(PartList):
    """All decisions, each folded to one line; a new one gets the next number and the date of today."""

    def __init__(self, visit: Visit) -> None:
        super().__init__(
            visit,
            'decisions',
            item='besluit',
            empty='Nog geen besluiten genomen. Leg elk besluit vast, met de reden en met bezwaren.',
            row=lambda path: _row(visit, path),
        )
        self.classes('wa-folds')

    def _add(self) -> None:
        dossier = self._visit.dossier
        self._new = {
            'number': next_number(dossier),
            'decided_on': self._visit.today.isoformat(),
            'body': '',
            'text': '',
        }
        super()._add()


def next_number(dossier: Dossier) -> str:
    """Give the number after the highest: 'B-09' after 'B-08'."""
    numbers = [int(found[0]) for decision in dossier.decisions if (found := re.findall(r'\d{1,9}', decision.number))]
    return f'B-{max(numbers, default=0) + 1:02}'


def _row(visit: Visit, path: str) -> None:
    fold = Fold(lambda: _fields(visit, path), anchor=f'besluitenlijst-{path.rpartition(".")[2]}', quiet=True)
    with fold.summary, ui.element('span').classes('wa-fold__title'):
        LiveWords(visit, lambda dossier: _title(dossier, path))
        LiveWords(visit, lambda dossier: _about(dossier, path), classes='wa-fold__sub')


def _fields(visit: Visit, path: str) -> None:
    with ui.element('div').classes('wa-fields'):
        Field(visit, f'{path}.number', 'Nummer')
        Field(visit, f'{path}.decided_on', 'Datum', kind='date')
        Field(visit, f'{path}.body', 'Welk overleg?', suggestions=[body.name for body in visit.dossier.bodies])
        methods = [choice.label for choice in method_choices(visit)]
        Field(visit, f'{path}.method', 'Hoe is besloten?', suggestions=methods)
        Field(visit, f'{path}.text', 'Besluit', kind='area')
        Field(visit, f'{path}.remark', 'Bezwaren en opmerkingen', kind='area')


def _title(dossier: Dossier, path: str) -> str:
    decision = value_at(dossier, path)
    if not isinstance(decision, Decision):
        return ''
    return f'{decision.number} · {decision.text or "nog geen tekst"}'


def _about(dossier: Dossier, path: str) -> str:
    decision = value_at(dossier, path)
    if not isinstance(decision, Decision):
        return ''
    parts = [date_text(decision.decided_on), decision.body, decision.method, decision.remark]
    return ' · '.join(filter(None, parts))
