"""The form that invites one more person into a dossier."""

from collections.abc import Callable

from nicegui import ui

from components.html import Icon, Words
from components.labelled import labelled
from components.observer import Observer
from components.press import Press
from components.visit import Visit
from data.account_parts import READING_DAYS
from data.models import Dossier, MemberRole

ROLES = {
    MemberRole.REPRESENTATIVE: 'Vertegenwoordiger van een partij',
    MemberRole.SUBSTITUTE: 'Vervanger bij een partij',
    MemberRole.FACILITATOR: 'Procesbegeleider (zonder partij)',
    MemberRole.OWNER: 'Beheerder van het dossier',
    MemberRole.ADVISER: 'Adviseur (leest mee)',
    MemberRole.READER: 'Lezer, bijvoorbeeld een raadslid',
}

Invite = Callable[[str, MemberRole, str, int | None], bool]


class InviteForm(Observer):
    """Name, role, party and how long.

    :param invite: called with these four; tells whether it worked
    """

    def __init__(self, visit: Visit, invite: Invite) -> None:
        super().__init__()
        self._invite = invite
        self._parties: tuple[tuple[str, str], ...] | None = None
        self.classes('wa-card wa-stack')
        with self:
            with ui.element('div').classes('wa-fields'):
                self._name = labelled('input', 'Naam van de persoon')
                self._role = labelled('select', 'Rol in dit dossier')
                with self._role:
                    for role, label in ROLES.items():
                        option(str(role), label)
                self._party = labelled('select', 'Partij van deze persoon')
                self._days = labelled('select', 'Hoe lang toegang')
                with self._days:
                    option('', 'Zonder einddatum')
                    for days in READING_DAYS:
                        option(str(days), f'{days} dagen')
            with ui.element('button').classes('wa-button').props('type=button') as button:
                Icon('link')
                Words('span', 'Link maken')
            self._press = Press(button, self._send, self._name, self._role, self._party, self._days)
        self._follow(visit.dossier)
        self.listen(visit.changed, self._follow)

    def _follow(self, dossier: Dossier) -> None:
        """Keep the list of parties up to date."""
        parties = tuple((party.id, party.short_name) for party in dossier.parties)
        if parties == self._parties:
            return
        self._parties = parties
        self._party.clear()
        with self._party:
            party_options(parties)

    def _send(self, name: str, role: str, party_id: str, days: str) -> None:
        if role in ROLES and self._invite(name, MemberRole(role), party_id, int(days) if days.isdecimal() else None):
            self._press.empty(self._name)


def party_options(parties: tuple[tuple[str, str], ...], chosen: str = '') -> None:
    """Add the parties to the list that is being built."""
    option('', 'Geen partij')
    for party_id, name in parties:
        option(party_id, name, chosen=party_id == chosen)


def option(value: str, label: str, *, chosen: bool = False) -> None:
    """Add a choice to the list that is being built."""
    element = Words('option', label)
    element.props['value'] = value
    if chosen:
        element.props['selected'] = True
