"""Each party says that it agrees with its own roles."""

from nicegui import ui

from components.html import Icon, Words
from components.observer import Observer
from components.theme import party_colour
from components.visit import Visit
from data.models import Dossier, Role

_ASKED = {Role.ACCOUNTABLE, Role.RESPONSIBLE}


class Confirmations(Observer):
    """How many of its roles each party has confirmed, with a button for the own party.

    Only roles that ask for work are confirmed: eindverantwoordelijk and verantwoordelijk. A confirmation lapses when
    the role changes.
    """

    def __init__(self, visit: Visit) -> None:
        super().__init__()
        self._visit = visit
        self.classes('wa-stack')
        with self:
            with ui.element('ul').classes('wa-confirm'):
                self._lines = {party.id: self._line(visit.dossier, party.id) for party in visit.dossier.parties}
            self._button = self._confirm_button()
        self._show(visit.dossier)
        self.listen(visit.changed, self._show)

    def _line(self, dossier: Dossier, party_id: str) -> Words:
        party = dossier.party(party_id)
        with ui.element('li'):
            name = Words('span', party.short_name if party else '', 'wa-party')
            name.style(f'--wa-party-colour:{party_colour(dossier, party_id)}')
            return Words('span', classes='wa-subtle')

    def _confirm_button(self) -> ui.element | None:
        own = self._visit.member.party_id
        if not self._visit.may(f'matrix.confirmed.taak.{own}'):
            return None
        with ui.element('div'), ui.element('button').classes('wa-button').props('type=button') as button:
            Icon('check')
            Words('span', 'Wij bevestigen onze rollen')
        return button.on('click', self._confirm)

    def _confirm(self) -> None:
        own = self._visit.member.party_id
        for task_id in waiting(self._visit.dossier, own):
            if not self._visit.put(f'matrix.confirmed.{task_id}.{own}', True):
                return

    def _show(self, dossier: Dossier) -> None:
        for party_id, line in self._lines.items():
            asked, left = len(asked_of(dossier, party_id)), len(waiting(dossier, party_id))
            line.text = f'{asked - left} van {asked} rollen bevestigd' if asked else 'geen rollen om te bevestigen'
        if self._button:
            self._button.props['disabled'] = not waiting(dossier, self._visit.member.party_id)


def asked_of(dossier: Dossier, party_id: str) -> list[str]:
    """Give the ids of the tasks in which a party has a role that it should confirm."""
    matrix = dossier.matrix
    return [task.id for task in matrix.tasks if _ASKED.intersection(matrix.roles(task.id, party_id))]


def waiting(dossier: Dossier, party_id: str) -> list[str]:
    """Give the ids of the tasks whose role a party has not confirmed yet."""
    confirmed = dossier.matrix.confirmed
    return [task_id for task_id in asked_of(dossier, party_id) if not confirmed.get(task_id, {}).get(party_id, False)]
