"""Who may enter: members, their personal links, and taking access away."""

from nicegui import ui

from components.html import Icon, Words
from components.observer import Observer
from components.visit import Visit
from data.errors import NotAllowed
from data.models import Dossier, Member, MemberRole
from data.rules.permissions import may_manage

_ROLES = {
    MemberRole.REPRESENTATIVE: 'Vertegenwoordiger van een partij',
    MemberRole.SUBSTITUTE: 'Vervanger bij een partij',
    MemberRole.FACILITATOR: 'Procesbegeleider (zonder partij)',
    MemberRole.OWNER: 'Beheerder van het dossier',
    MemberRole.ADVISER: 'Adviseur (leest mee)',
    MemberRole.READER: 'Lezer',
}


class People(Observer):
    """The members of a dossier with a form to invite one more."""

    def __init__(self, visit: Visit) -> None:
        super().__init__()
        self._visit = visit
        self._parties: tuple[tuple[str, str], ...] = ()
        self.classes('wa-stack')
        with self:
            self._form()
            self._link = ui.element('div').props('role=status')
            self._list = ui.element('ul').classes('wa-parts').style('list-style:none;margin:0;padding:0')
        self._show_members()
        self._follow(visit.dossier)
        self.listen(visit.changed, self._follow)

    def _form(self) -> None:
        with ui.element('div').classes('wa-card wa-stack'):
            with ui.element('div').classes('wa-fields'):
                self._name = _labelled('input', 'Naam van de persoon')
                self._role = _labelled('select', 'Rol in dit dossier')
                with self._role:
                    for role, label in _ROLES.items():
                        Words('option', label).props['value'] = str(role)
                self._party = _labelled('select', 'Partij van deze persoon')
            button = ui.element('button').classes('wa-button').props('type=button')
            with button:
                Icon('link')
                Words('span', 'Link maken')
            button.on('click', self._invite)

    def _follow(self, dossier: Dossier) -> None:
        """Keep the list of parties up to date."""
        parties = tuple((party.id, party.short_name) for party in dossier.parties)
        if parties == self._parties:
            return
        self._parties = parties
        self._party.clear()
        with self._party:
            Words('option', 'Geen partij').props['value'] = ''
            for party_id, name in parties:
                Words('option', name).props['value'] = party_id

    async def _invite(self) -> None:
        ids = [f'c{field.id}' for field in (self._name, self._role, self._party)]
        values = await ui.run_javascript(f'{ids!r}.map(id => document.getElementById(id).value.trim())')
        name, role, party_id = (str(value) for value in values)
        if refusal := self._refusal(name, role, party_id):
            ui.notify(refusal, type='warning', position='top')
            return
        accounts = self._visit.workspace.accounts
        member = accounts.add_member(self._visit.dossier_id, name[:200], MemberRole(role), party_id)
        await self._show_link(member)
        self._show_members()
        ui.run_javascript(f"document.getElementById({ids[0]!r}).value = ''")

    def _refusal(self, name: str, role: str, party_id: str) -> str:
        if not may_manage(self._visit.workspace.accounts.member(self._visit.member.id)):
            return 'Alleen de gemeente en de procesbegeleider nodigen mensen uit.'
        if not name:
            return 'Vul de naam in van wie u uitnodigt.'
        if role in (MemberRole.REPRESENTATIVE, MemberRole.SUBSTITUTE) and not party_id:
            return 'Kies de partij waar deze persoon voor spreekt.'
        return ''

    async def _show_link(self, member: Member) -> None:
        """Show a new link once; it is not stored and cannot be shown again."""
        origin = await ui.run_javascript('location.origin')
        address = f'{origin}/uitnodiging/{self._visit.workspace.accounts.invite(member.id)}'
        self._link.clear()
        with self._link, ui.element('div').classes('wa-note wa-note--success'):
            Icon('link')
            with ui.element('div').classes('wa-stack wa-stack--small').style('flex:1;min-width:0'):
                Words('strong', f'De link van {member.name} is klaar')
                Words('span', 'Kopieer hem nu. Om veiligheid te houden tonen we hem één keer.')
                field = ui.element('input').classes('wa-input').props('readonly')
                field.props.update({'value': address, 'aria-label': f'Link voor {member.name}', 'id': 'nieuwe-link'})
                copy = ui.element('button').classes('wa-button wa-button--second').props('type=button data-wa=copy')
                copy.props['data-wa-from'] = 'nieuwe-link'
                with copy:
                    Icon('copy')
                    Words('span', 'Kopieer')

    def _show_members(self) -> None:
        self._list.clear()
        with self._list:
            for member in self._visit.workspace.accounts.members_of(self._visit.dossier_id):
                self._member(member)

    def _member(self, member: Member) -> None:
        party = self._visit.dossier.party(member.party_id)
        with ui.element('li').classes('wa-part').style('align-items:center;flex-wrap:wrap'):
            with ui.element('div').style('flex:1;min-width:200px'):
                Words('strong', member.name)
                what = f'{_ROLES[member.role]}{f", {party.short_name}" if party else ""}'
                Words('div', what, 'wa-small wa-subtle')
            again = ui.element('button').classes('wa-button wa-button--quiet').props('type=button')
            with again:
                Icon('link')
                Words('span', 'Nieuwe link')
            again.props['aria-label'] = f'Nieuwe link voor {member.name}'
            again.on('click', lambda: self._again(member))
            if member.id != self._visit.member.id:
                gone = ui.element('button').classes('wa-button wa-button--danger').props('type=button')
                with gone:
                    Icon('x')
                    Words('span', 'Toegang weghalen')
                gone.props['aria-label'] = f'Toegang weghalen van {member.name}'
                gone.on('click', lambda: self._remove(member))

    async def _again(self, member: Member) -> None:
        if may_manage(self._visit.workspace.accounts.member(self._visit.member.id)):
            await self._show_link(member)

    def _remove(self, member: Member) -> None:
        visit = self._visit
        try:
            if may_manage(visit.workspace.accounts.member(visit.member.id)):
                visit.workspace.accounts.remove_member(member.id)
                visit.workspace.texts.dismiss(visit.dossier_id, member.id)
        except NotAllowed as error:
            ui.notify(str(error), type='warning', position='top')
        self._show_members()


def _labelled(tag: str, label: str) -> ui.element:
    with ui.element('div').classes('wa-field'):
        caption = Words('label', label, 'wa-field__label')
        field = ui.element(tag).classes('wa-input').props('maxlength=200 autocomplete=off')
        caption.props['for'] = f'c{field.id}'
    return field
