"""Letting people in and out of a dossier; every step is judged by what the one who asks may at that moment."""

import logging
from datetime import date

from data.account_parts import READING_DAYS
from data.accounts import Accounts
from data.errors import NotAllowed
from data.models import Dossier, Member, MemberRole
from data.rules.changes import ChangeError
from data.rules.dutch import date_text
from data.rules.permissions import may_manage, may_manage_member

_log = logging.getLogger(__name__)
_SPEAKERS = (MemberRole.REPRESENTATIVE, MemberRole.SUBSTITUTE)


class Admission:
    """What a member does for the other members of a dossier.

    A list of people may be of an hour ago: whom it names is looked up again too, and judged as they are now.

    :param actor_id: who asks; looked up again at every step
    """

    def __init__(self, accounts: Accounts, actor_id: str) -> None:
        self._accounts = accounts
        self._actor_id = actor_id

    def invite(
        self, dossier: Dossier, name: str, role: MemberRole, party_id: str, days: int | None
    ) -> tuple[Member, str]:
        """Let somebody in; gives the new member and the token of their link.

        :param days: how long they have access, None for as long as nobody takes it away
        :raises NotAllowed: if the actor may not
        :raises ChangeError: if something is missing; the message says what
        """
        self._judge(dossier.id, role)
        _complete(dossier, name, role, party_id, days)
        member, token = self._accounts.add_with_link(dossier.id, name.strip()[:200], role, party_id, days=days)
        self._note('let in', member)
        return member, token

    def reissue(self, member: Member) -> str:
        """Make a new link for somebody and end the earlier ones; gives its token.

        :raises NotAllowed: if the actor may not, or this person is gone or takes no links
        """
        member = self._within_reach(member)
        if self._takes_no_links(member):
            raise NotAllowed(f'{member.name} komt alleen binnen met een eigen account. Een link werkt dan niet.')
        self._note('made a new link for', member)
        return self._accounts.invite(member.id)

    def revoke(self, member: Member) -> None:
        """End the links of somebody; who is inside stays inside.

        :raises NotAllowed: if the actor may not, or this person is gone
        """
        member = self._within_reach(member)
        self._accounts.revoke(member.id)
        self._note('revoked the link of', member)

    def change_role(self, dossier: Dossier, member: Member, role: MemberRole, party_id: str) -> None:
        """Give somebody another role or party; who may more from then on and came by link needs a new link.

        :raises NotAllowed: if the actor may not, it is the last owner, or this person is gone or their time is over
        :raises ChangeError: if something is missing
        """
        member = self._within_reach(member)
        self._judge(dossier.id, role)
        _complete(dossier, member.name, role, party_id, READING_DAYS[0])
        self._accounts.change_role(member.id, role, party_id, actor_id=self._actor_id)
        self._note(f'gave the role {role} to', member)

    def remove(self, member: Member) -> None:
        """Take somebody's access away.

        :raises NotAllowed: if the actor may not, it is the last owner, or this person is gone already
        """
        member = self._within_reach(member)
        self._accounts.remove_member(member.id)
        self._note('took the access away of', member)

    def link_words(self, member: Member) -> str:
        """Say whether somebody has a link that works, until when, whether it was used, and whether they need it."""
        if self._takes_no_links(member):
            return 'Komt alleen binnen met een eigen account.'
        also = ' Heeft een eigen account.' if self._accounts.account_of_member(member.id) else ''
        link = self._accounts.invitation(member.id)
        if link is None:
            return f'Geen werkende link.{also}'
        used = f'laatst gebruikt op {date_text(link.accepted.date())}' if link.accepted else 'nog niet gebruikt'
        return f'Link werkt tot {date_text(link.expires.date())}, {used}.{also}'

    def _takes_no_links(self, member: Member) -> bool:
        account = self._accounts.account_of_member(member.id)
        return account is not None and account.links_off

    def _note(self, what: str, member: Member) -> None:
        """Write into the log who changed whose access; ids, no names and no tokens."""
        _log.info('Dossier %s: member %s %s member %s', member.dossier_id, self._actor_id, what, member.id)

    def _within_reach(self, listed: Member) -> Member:
        """Give somebody as they are now, if the actor may change their access.

        :raises NotAllowed: if not, or if they are gone
        """
        member = self._accounts.somebody(listed.id)
        self._judge(member.dossier_id, member.role)
        return member

    def _judge(self, dossier_id: str, role: MemberRole) -> None:
        actor = self._accounts.member(self._actor_id)
        if actor.dossier_id != dossier_id or not may_manage(actor):
            raise NotAllowed('Alleen de gemeente en de procesbegeleider laten mensen toe.')
        if not may_manage_member(actor, role):
            raise NotAllowed('Alleen een beheerder wijzigt de toegang van een beheerder.')


def until_words(member: Member, today: date) -> str:
    """Say when somebody's access ends by itself; empty if it does not."""
    if member.until is None:
        return ''
    day = member.until.date()
    return f'Toegang {"tot" if day > today else "verlopen op"} {date_text(day)}.'


def _complete(dossier: Dossier, name: str, role: MemberRole, party_id: str, days: int | None) -> None:
    """See to it that a member can be made.

    :raises ChangeError: if not
    """
    if not name.strip():
        raise ChangeError('Vul de naam in van wie u uitnodigt.')
    if party_id and dossier.party(party_id) is None:
        raise ChangeError('Deze partij bestaat niet meer. Kies een andere.')
    if role in _SPEAKERS and not party_id:
        raise ChangeError('Kies de partij waar deze persoon voor spreekt.')
    if role is MemberRole.READER and days is None:
        raise ChangeError('Kies hoe lang deze lezer mag meelezen.')
    if days is not None and days not in READING_DAYS:
        raise ChangeError('Kies 7, 30 of 90 dagen.')
