"""The ladder for a difference of opinion: who is next, how long, and what they do."""

from nicegui import ui

from components.field import Field, PartList
from components.fold import Fold
from components.following import LiveWords
from components.visit import Visit
from data.models import Dossier, EscalationStep
from data.rules.changes import value_at
from data.rules.dutch import weeks_text


class EscalationEditor(PartList):
    """The steps of the ladder in their order, each folded to one line."""

    def __init__(self, visit: Visit) -> None:
        super().__init__(
            visit,
            'escalation',
            item='stap',
            empty='Nog geen stappen. Spreek er minstens twee af.',
            row=lambda path: _row(visit, path),
        )
        self.classes('wa-folds')


def _row(visit: Visit, path: str) -> None:
    fold = Fold(lambda: _fields(visit, path), anchor=f'stap-{path.rpartition(".")[2]}', quiet=True)
    with fold.summary, ui.element('span').classes('wa-fold__title'):
        LiveWords(visit, lambda dossier: _title(dossier, path))
        LiveWords(visit, lambda dossier: _about(dossier, path), classes='wa-fold__sub')


def _fields(visit: Visit, path: str) -> None:
    with ui.element('div').classes('wa-fields'):
        Field(visit, f'{path}.who', 'Wie?')
        Field(visit, f'{path}.weeks', 'Hoe lang?', kind='number', unit='weken')
        Field(visit, f'{path}.what', 'Wat doen zij?', kind='area')


def _title(dossier: Dossier, path: str) -> str:
    """Name a step with its number, which follows from its place."""
    places = [step.id for step in dossier.escalation]
    step = value_at(dossier, path)
    if not isinstance(step, EscalationStep):
        return ''
    return f'{places.index(step.id) + 1}. {step.who or "Wie is dan aan zet?"}'


def _about(dossier: Dossier, path: str) -> str:
    step = value_at(dossier, path)
    if not isinstance(step, EscalationStep):
        return ''
    return ' · '.join(filter(None, [weeks_text(step.weeks) if step.weeks is not None else '', step.what]))
