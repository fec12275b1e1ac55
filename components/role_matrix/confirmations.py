"""Each party says that it agrees with its own roles."""

from nicegui import ui

from components.html import Icon, Words
from components.observer import Observer
from components.press import show_whether_useful
from components.role_matrix.shared import confirmations_of, waiting
from components.theme import party_colour
from components.visit import Visit
from data.models import Dossier


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
            self._said = Words('p', '', 'wa-small wa-subtle').props('role=status')
        self._show(visit.dossier)
        self.listen_later(visit.changed, self._show)

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
        open_tasks = waiting(self._visit.dossier, own)
        if open_tasks and self._visit.put_all({f'matrix.confirmed.{task_id}.{own}': True for task_id in open_tasks}):
            self._said.text = 'Uw rollen zijn bevestigd.'

    def _show(self, dossier: Dossier) -> None:
        counts = confirmations_of(self._visit, dossier)
        for party_id, line in self._lines.items():
            asked, left = counts.get(party_id, (0, 0))
            line.text = f'{asked - left} van {asked} rollen bevestigd' if asked else 'geen rollen om te bevestigen'
        ready = not counts.get(self._visit.member.party_id, (0, 0))[1]
        if self._button:
            show_whether_useful(self._button, useful=not ready)
        if not ready:
            self._said.text = ''
