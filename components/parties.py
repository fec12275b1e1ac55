"""The parties and the people who act for them."""

from nicegui import ui

from components.field import Cell, Choice, Field, PartList
from components.focus import put_focus
from components.html import Icon, Words
from components.labelled import labelled
from components.press import Press
from components.visit import Visit
from data.models import PersonKind
from data.rules.permissions import may_manage

_KINDS = (
    Choice(PersonKind.REPRESENTATIVE, 'Vertegenwoordiger'),
    Choice(PersonKind.SUBSTITUTE, 'Vervanger'),
    Choice(PersonKind.CONTACT, 'Contactpersoon'),
)


class Parties(ui.element):
    """All parties, and a form for a new one that asks only what is needed to begin."""

    def __init__(self, visit: Visit) -> None:
        super().__init__()
        self._visit = visit
        self.classes('wa-stack')
        with self:
            if may_manage(visit.member):
                self._new()
            PartList(
                visit,
                'parties',
                item='partij',
                empty='Nog geen partijen.',
                row=self._row,
                can_add=False,
            )

    def _new(self) -> None:
        """Ask type and name; the rest can wait."""
        with ui.element('div').classes('wa-card wa-stack').props('role=group aria-labelledby=h-nieuwe-partij'):
            Words('h3', 'Partij toevoegen').props('id=h-nieuwe-partij')
            with ui.element('div').classes('wa-fields').style('align-items:end'):
                self._type = labelled('select', 'Soort partij')
                with self._type:
                    for info in self._visit.content.party_types.values():
                        Words('option', info.name).props['value'] = str(info.id)
                self._type.props['value'] = 'COOP'
                self._name = labelled('input', 'Naam')
                self._short = labelled('input', 'Korte naam', 'Zo heet de partij in tabellen')
            button = ui.element('button').classes('wa-button').props('type=button')
            with button:
                Icon('plus')
                Words('span', 'Partij toevoegen')
            self._press = Press(button, self._add, self._type, self._name, self._short)

    def _add(self, kind: str, name: str, short: str) -> None:
        if not name:
            ui.notify('Vul een naam in voor de partij.', type='warning', position='top')
            return
        info = next((each for each in self._visit.content.party_types.values() if each.id == kind), None)
        if info is None:
            return  # no page of ours offers it
        party = {'type': kind, 'name': name, 'short_name': short or name, 'legal_form': info.legal_form}
        if self._visit.add('parties', party):
            self._press.empty(self._name, self._short)
            put_focus(self._name)

    def _row(self, path: str) -> None:
        visit = self._visit
        party = visit.dossier.party(path.removeprefix('parties.'))
        assert party is not None
        kinds = [Choice(info.id, info.name) for info in visit.content.party_types.values()]
        with ui.element('div').classes('wa-stack wa-section') as row:
            row.props['id'] = f'partij-{party.id}'
            with ui.element('div').classes('wa-fields'):
                Field(visit, f'{path}.name', 'Naam')
                Field(visit, f'{path}.short_name', 'Korte naam')
                Field(visit, f'{path}.type', 'Soort partij', kind='select', options=kinds)
            with ui.element('details').classes('wa-details wa-details--quiet'):
                Words('summary', f'Gegevens voor de overeenkomst van {party.short_name}')
                with ui.element('div').classes('wa-details__body wa-fields'):
                    self._legal(path)
            with ui.element('details').classes('wa-details wa-details--quiet'):
                Words('summary', f'Mensen van {party.short_name}')
                with ui.element('div').classes('wa-details__body'):
                    cells = (
                        Cell('name', 'Naam'),
                        Cell('function', 'Functie'),
                        Cell('kind', 'Rol', 'select', _KINDS),
                    )
                    PartList(visit, f'{path}.people', cells, item='persoon')

    def _legal(self, path: str) -> None:
        visit = self._visit
        Field(visit, f'{path}.legal_form', 'Rechtsvorm')
        Field(visit, f'{path}.seat', 'Plaats van vestiging')
        Field(visit, f'{path}.kvk', 'KvK-nummer')
        Field(visit, f'{path}.signatory', 'Wie tekent?')
        Field(visit, f'{path}.signatory_function', 'Functie van wie tekent')
        Field(visit, f'{path}.decision_basis', 'Op grond van welk besluit?')
        Field(visit, f'{path}.signs', 'Deze partij tekent', kind='check', help='Uit: de partij adviseert alleen')
