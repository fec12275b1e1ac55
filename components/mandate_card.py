"""Mandate cards: what each representative may decide alone, and where the own process of the party begins."""

from collections.abc import Collection, Iterator

from nicegui import ui

from components.field import Checks, Choice, Field, PartList, Radios
from components.fold import Fold
from components.following import LiveSelect, LiveWords
from components.html import Icon
from components.party_groups import PartyGroups
from components.visit import Visit
from data.content_models import Option
from data.models import Dossier, Mandate, Party, PartyType, person_name
from data.rules.changes import value_at
from data.rules.dutch import date_text, joined
from data.rules.mandates import DECIDING_LEVELS, ended, limits_text
from data.rules.own_process import handover


class MandateCards(PartyGroups):
    """The mandates of every party, or of one; each folded to one line.

    :param party_id: show this party only
    :param types: only parties of these types; empty is all
    """

    def __init__(self, visit: Visit, party_id: str | None = None, types: Collection[PartyType] = ()) -> None:
        super().__init__(visit, 'mandaten', party_id, types)

    def build_group(self, party: Party) -> None:
        """Show the mandates of a party, and where its own process begins."""
        visit = self.visit
        with ui.element('p').classes('wa-note wa-note--process') as note:
            Icon('route')
            LiveWords(visit, lambda dossier: handover(dossier, party.id) or _no_process(party))
        note.props['role'] = 'note'
        PartList(
            visit,
            'mandates',
            item='mandaat',
            empty=f'Nog geen mandaat. Wie spreekt namens {party.short_name}?',
            new={'party_id': party.id},
            keep=lambda mandate: mandate.party_id == party.id,
            row=lambda path: _row(visit, path, party.id),
        )

    def summary(self, dossier: Dossier, party_id: str) -> str:
        """Say who of a party has a mandate, and how far it goes."""
        mandates = dossier.mandates_of(party_id)
        names = [f'{person_name(dossier, party_id, one.person_id) or "niemand"} ({one.level})' for one in mandates]
        return joined(names) or 'nog geen mandaat'


def _no_process(party: Party) -> str:
    return f'Het interne proces van {party.short_name} is nog niet ingevuld. Doe dat bij ‘Eigen processen’.'


def _row(visit: Visit, path: str, party_id: str) -> None:
    fold = Fold(lambda: _fields(visit, path, party_id), anchor=f'mandaat-{path.rpartition(".")[2]}', quiet=True)
    with fold.summary, ui.element('span').classes('wa-fold__title'):
        LiveWords(visit, lambda dossier: _name(dossier, path))
        LiveWords(visit, lambda dossier: ' · '.join(_facts(visit, dossier, path)), classes='wa-fold__sub')


def _fields(visit: Visit, path: str, party_id: str) -> None:
    levels = [
        Option(id=info.id, name=f'{info.id} {info.name}', text=f'{info.text} {info.example}')
        for info in visit.content.mandate_levels.values()
    ]
    kinds = [
        Option(id=kind.id, name=kind.name, text='' if kind.mandatable else 'Hierover besluit elke partij altijd zelf.')
        for kind in visit.content.decision_types
    ]
    with ui.element('div').classes('wa-stack'):
        LiveSelect(visit, f'{path}.person_id', 'Voor wie?', lambda dossier: _people(dossier, party_id))
        Radios(visit, f'{path}.level', 'Hoe ver gaat het mandaat?', levels)
        Checks(visit, f'{path}.subjects', 'Waarover?', kinds)
        with ui.element('div').classes('wa-fields'):
            Field(visit, f'{path}.limit_euro', 'Tot hoeveel geld per besluit?', kind='euro')
            Field(visit, f'{path}.limit_hours', 'Tot hoeveel uur per week?', kind='number', unit='uur')
            Field(
                visit,
                f'{path}.excluded',
                'Wat mag niet?',
                kind='area',
                placeholder='Bijvoorbeeld: techniek kiezen, huur verhogen, grond toezeggen',
            )
            Field(visit, f'{path}.granted_by', 'Wie geeft het mandaat?', placeholder='bestuur, college, ALV')
            Field(visit, f'{path}.ends', 'Geldig tot en met', kind='date')


def _people(dossier: Dossier, party_id: str) -> list[Choice]:
    party = dossier.party(party_id)
    return [Choice(person.id, person.name or 'zonder naam') for person in (party.people if party else ())]


def _name(dossier: Dossier, path: str) -> str:
    mandate = value_at(dossier, path)
    if not isinstance(mandate, Mandate):
        return ''
    return person_name(dossier, mandate.party_id, mandate.person_id) or 'Kies voor wie dit mandaat is'


def _facts(visit: Visit, dossier: Dossier, path: str) -> Iterator[str]:
    """Say a mandate in a line: level, number of subjects, limits, end."""
    mandate = value_at(dossier, path)
    if not isinstance(mandate, Mandate):
        return
    info = visit.content.mandate_levels.get(mandate.level)
    yield f'{mandate.level} {info.name}' if info else str(mandate.level)
    if mandate.level in DECIDING_LEVELS:
        count = len(mandate.subjects)
        yield (
            f'over {count} {"soort besluit" if count == 1 else "soorten besluiten"}' if count else 'nog geen onderwerp'
        )
        yield from filter(None, [limits_text(mandate)])
    if mandate.ends:
        yield f'{"afgelopen op" if ended(mandate, visit.today) else "tot en met"} {date_text(mandate.ends)}'
