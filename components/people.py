"""Who may enter: members, their personal links, their role, and taking access away."""

from collections.abc import Callable
from functools import partial

from nicegui import ui

from components.focus import put_focus
from components.html import Icon, Words
from components.invite_form import ROLES, InviteForm, option, party_options
from components.labelled import labelled
from components.observer import Observer
from components.person_data import OtherNames, person_actions
from components.press import Press
from components.visit import Visit
from data.admission import Admission, until_words
from data.errors import NotAllowed, NotSaved
from data.known_people import Known
from data.models import Member, MemberRole
from data.rules.changes import ChangeError
from data.rules.permissions import may_end

_ROLE_HELP = (
    'Mag iemand hierna meer dan nu? Dan werkt de oude link niet meer. Maak daarna een nieuwe link en geef die zelf. '
    'Een lezer krijgt 30 dagen toegang.'
)


class People(Observer):
    """The members of a dossier with a form to invite one more.

    :param address: under which people reach us, for the links
    """

    def __init__(self, visit: Visit, address: str) -> None:
        super().__init__()
        self._address = address
        self._visit = visit
        self._admission = Admission(visit.workspace.accounts, visit.member.id)
        self.classes('wa-stack')
        with self:
            InviteForm(visit, self._invite)
            self._link = ui.element('div').props('role=status')
            self._list = ui.element('ul').classes('wa-parts').style('list-style:none;margin:0;padding:0')
            self._list.props['tabindex'] = -1
            if may_end(visit.member):
                OtherNames(visit)
        self._show_members()

    def _invite(self, name: str, role: MemberRole, party_id: str, days: int | None) -> bool:
        def invite() -> None:
            self._show_link(*self._admission.invite(self._visit.dossier, name, role, party_id, days))

        return self._try(invite)

    def _try(self, action: Callable[[], object]) -> bool:
        """Do something for a member, or say in one sentence why not; shows the members as they are then."""
        try:
            action()
        except (NotAllowed, ChangeError, NotSaved) as error:
            ui.notify(str(error), type='warning', position='top', close_button='Sluiten', timeout=8000)
            return False
        self._show_members()
        return True

    def _show_link(self, member: Member, token: str) -> None:
        """Show a new link once; it is not stored and cannot be shown again."""
        self._link.clear()
        with self._link, ui.element('div').classes('wa-note wa-note--success'):
            Icon('link')
            with ui.element('div').classes('wa-stack wa-stack--small').style('flex:1;min-width:0'):
                Words('strong', f'De link van {member.name} is klaar')
                Words('span', 'Kopieer hem nu. Voor de veiligheid tonen we hem één keer.')
                field = ui.element('input').classes('wa-input').props('readonly')
                address = f'{self._address}/uitnodiging/{token}'
                field.props.update({'value': address, 'aria-label': f'Link voor {member.name}', 'id': 'nieuwe-link'})
                copy = _button('copy', 'Kopieer', 'wa-button--second')
                copy.props.update({'data-wa': 'copy', 'data-wa-from': 'nieuwe-link'})

    def _show_members(self) -> None:
        self._list.clear()
        with self._list:
            members = self._visit.workspace.accounts.members_of(self._visit.dossier_id)
            self._items = {member.id: self._member(member) for member in members}

    def _without_name(self) -> None:
        """Show the members without the one whose name is gone, and with them the dialog that asked for it."""
        self._show_members()
        put_focus(self._list)

    def _go_to(self, member: Member) -> None:
        """Put the focus on a person, because the button that was pressed is gone with the old list."""
        put_focus(self._items.get(member.id, self._list))

    def _member(self, member: Member) -> ui.element:
        with ui.element('li').classes('wa-part').style('align-items:center;flex-wrap:wrap') as item:
            item.props['tabindex'] = -1
            with ui.element('div').style('flex:1;min-width:200px'):
                Words('strong', member.name)
                Words('div', self._what(member), 'wa-small wa-subtle')
                Words('div', self._access(member), 'wa-small wa-subtle')
            self._act('link', 'Nieuwe link', f'Nieuwe link voor {member.name}', self._again, member)
            if self._visit.workspace.accounts.invitation(member.id):
                what = f'Link intrekken van {member.name}'
                self._act('x', 'Link intrekken', what, self._admission.revoke, member)
            if member.id != self._visit.member.id:
                what = f'Toegang weghalen van {member.name}'
                gone = self._act('x', 'Toegang weghalen', what, self._admission.remove, member)
                gone.classes('wa-button--danger', remove='wa-button--quiet')
                self._role(member)
            known = Known(member.id, member.name, member.party_id, member.id, member)
            person_actions(self._visit, known, self._without_name)
        return item

    def _what(self, member: Member) -> str:
        party = self._visit.dossier.party(member.party_id)
        return f'{ROLES[member.role]}{f", {party.short_name}" if party else ""}'

    def _access(self, member: Member) -> str:
        return f'{until_words(member, self._visit.today)} {self._admission.link_words(member)}'.strip()

    def _act(self, icon: str, words: str, label: str, action: Callable[[Member], object], member: Member) -> ui.element:
        button = _button(icon, words, 'wa-button--quiet')
        button.props['aria-label'] = label

        def act() -> None:
            if self._try(lambda: action(member)):
                self._go_to(member)

        button.on('click', act)
        return button

    def _again(self, member: Member) -> None:
        self._show_link(member, self._admission.reissue(member))

    def _role(self, member: Member) -> None:
        """Offer another role, folded away."""
        with ui.element('details').classes('wa-details wa-details--quiet').style('flex-basis:100%'):
            Words('summary', f'Rol wijzigen van {member.name}')
            with ui.element('div').classes('wa-stack wa-details__body'):
                with ui.element('div').classes('wa-fields'):
                    role = labelled('select', f'Rol van {member.name}')
                    with role:
                        for each, label in ROLES.items():
                            option(str(each), label, chosen=each is member.role)
                    party = labelled('select', f'Partij van {member.name}')
                    with party:
                        parties = tuple((each.id, each.short_name) for each in self._visit.dossier.parties)
                        party_options(parties, member.party_id)
                Words('p', _ROLE_HELP, 'wa-field__help')
                with ui.element('div'):
                    button = _button('check', 'Wijzig rol', 'wa-button--second')
                Press(button, partial(self._change_role, member), role, party)

    def _change_role(self, member: Member, role: str, party_id: str) -> None:
        if role in ROLES:
            change = self._admission.change_role
            if self._try(lambda: change(self._visit.dossier, member, MemberRole(role), party_id)):
                self._go_to(member)


def _button(icon: str, words: str, kind: str) -> ui.element:
    with ui.element('button').classes(f'wa-button {kind}').props('type=button') as button:
        Icon(icon)
        Words('span', words)
    return button
