"""Who may enter which dossier: members, their personal links, where they were, and their calendar links."""

import logging
from contextlib import suppress

from data.account_file import AccountFile
from data.account_parts import Invitation
from data.errors import NotAllowed, NotFound
from data.feed_links import claimed
from data.models import Member, MemberRole
from data.rules.permissions import is_more

NO_MORE = 'U heeft geen toegang meer tot dit dossier. Vraag de gemeente om een nieuwe link.'
_GONE = 'Deze persoon heeft al geen toegang meer. Laad de pagina opnieuw; dan ziet u wie nu toegang heeft.'
_OVER = 'De toegang van deze persoon is verlopen. Maak eerst een nieuwe link; daarna kunt u de rol wijzigen.'

_log = logging.getLogger(__name__)


class Access(AccountFile):
    """Members of dossiers and their links."""

    def add_member(
        self, dossier_id: str, name: str, role: MemberRole, party_id: str = '', *, days: int | None = None
    ) -> Member:
        """Let somebody in; they enter with an invitation.

        :param days: how long they have access, None for as long as nobody takes it away
        """
        member = self._members.add(dossier_id, name, role, party_id, days)
        self._save()
        self.members_changed.emit(dossier_id)
        return member

    def member(self, member_id: str) -> Member:
        """Give a member as it is now.

        :raises NotAllowed: if somebody took it away, or its time is over
        """
        if member := self._members.get(member_id):
            return member
        raise NotAllowed(NO_MORE)

    def member_if_any(self, member_id: str) -> Member | None:
        """Give a member as it is now, None if it is gone or its time is over."""
        return self._members.get(member_id)

    def somebody(self, member_id: str) -> Member:
        """Give somebody else as they are now, also if their time is over.

        :raises NotAllowed: if they are gone
        """
        if member := self._members.rows.get(member_id):
            return member
        raise NotAllowed(_GONE)

    def members_of(self, dossier_id: str) -> list[Member]:
        """Give all who may enter a dossier (or could until their time was over), in the order they came."""
        return self._members.of(dossier_id)

    def change_role(self, member_id: str, role: MemberRole, party_id: str = '', *, actor_id: str = '') -> Member:
        """Give somebody another role or party; counts at once, also on pages that are open.

        A link or a session from before gains nothing: if the new role may more, who came by link comes in anew.

        :param actor_id: the member who does it; browsers where that one is inside stay as they are
        :raises NotAllowed: if it is the last owner of the dossier, or somebody whose time is over
        """
        before = self.somebody(member_id)
        if self._members.is_over(before):
            raise NotAllowed(_OVER)
        member = self._members.change_role(before, role, party_id)
        if is_more(role, before.role):
            account = self._own.of_member(member_id)
            self._invitations.revoke(member_id)
            self._sessions.lapse(member_id, account.id if account else '', actor_id)
        self._save()
        self._tell({member_id})
        self.members_changed.emit(member.dossier_id)
        return member

    def remove_member(self, member_id: str) -> None:
        """Take somebody's access away, links included; counts at once, also on pages that are open.

        :raises NotAllowed: if it is the last owner of the dossier
        """
        self._members.keep_an_owner(self.somebody(member_id))
        self._forget_members({member_id})

    def may_leave(self, member_id: str) -> None:
        """See to it that a dossier keeps an owner.

        :raises NotAllowed: if this is the last one
        """
        if member := self._members.rows.get(member_id):
            self._members.keep_an_owner(member)

    def forget_person(self, member_id: str) -> None:
        """Take somebody's access away and keep nothing of them: no link, no device, no place.

        An account of theirs goes too, if it served this member only.
        """
        account = self._own.of_member(member_id)
        if account and account.members == (member_id,) and not account.owner:
            del self._own.rows[account.id]
            self._sessions.leave(member_id, account.id)
        else:
            self._sessions.leave(member_id)
        self._forget_members({member_id})
        self._stale = True  # sessions say more than members do
        self._tidy()

    def forget_dossier(self, dossier_id: str, *, fictional: bool = False) -> None:
        """Take away everyone's access to a dossier that is gone.

        :param fictional: there are no real people in it, so nothing has to go from the disk at once
        """
        gone = {member.id for member in self.members_of(dossier_id)}
        self._sessions.forget(gone)
        self._forget_members(gone, may_linger=fictional)

    # invitations

    def add_with_link(
        self, dossier_id: str, name: str, role: MemberRole, party_id: str = '', *, days: int | None = None
    ) -> tuple[Member, str]:
        """Let somebody in and make their link, both or neither.

        :param days: how long they have access, None for as long as nobody takes it away
        :return: the member, and the token of the link; it is not stored and cannot be shown again
        """
        member = self._members.add(dossier_id, name, role, party_id, days)
        token = self._invitations.make(member.id, member.until)
        self._save()
        self.members_changed.emit(dossier_id)
        return member, token

    def invite(self, member_id: str = '') -> str:
        """Make a link for a member (or for whoever runs this installation) and end the earlier ones.

        Somebody who reads along and whose time is over gets 30 days more.

        :return: the token; it is not stored and cannot be shown again
        """
        member = self._members.renew(member_id)
        token = self._invitations.make(member_id, member.until if member else None)
        self._save()
        return token

    def revoke(self, member_id: str) -> None:
        """End the links of a member; who is inside already stays inside."""
        self._invitations.revoke(member_id)
        self._save()

    def invitation(self, member_id: str) -> Invitation | None:
        """Give the link of a member that works, None if there is none."""
        return self._invitations.of(member_id)

    # where somebody was, and calendar feeds

    def place(self, member_id: str) -> str:
        """Give the wizard screen a member was at last; empty if none."""
        return str(self._places.get(member_id, ''))

    def remember_place(self, member_id: str, address: str) -> None:
        """Keep the wizard screen a member is at."""
        if self._places.get(member_id) != address:
            self._places[member_id] = address
            with suppress(OSError):  # a page must open, also when the disk is full
                self._save()

    def feed_token(self, member: Member) -> str:
        """Give the token of a member's calendar link; it works as long as the member does, or until a new one."""
        return self._feeds.token(member.id, (self._members.get(member.id) or member).feed)

    def renew_feed(self, member_id: str) -> None:
        """End the calendar link of a member; ``feed_token`` gives the new one.

        :raises NotAllowed: if their access ended
        :raises OSError: if the disk refuses; then the old one still works
        """
        if self._members.renew_feed(member_id) is None:
            raise NotAllowed('Uw toegang tot dit dossier is beëindigd.')
        self._save()
        _log.info('Member %s made a new calendar link', member_id)

    def member_of_feed(self, token: str) -> Member:
        """Give the member a calendar link belongs to.

        :raises NotFound: if there is none
        """
        member = self._members.get(claimed(token))
        if member and self._feeds.fits(token, member.id, member.feed):
            return member
        raise NotFound('Deze agenda bestaat niet (meer).')

    def _forget_members(self, gone: set[str], *, may_linger: bool = False) -> None:
        dossiers = {self._members.rows[each].dossier_id for each in gone if each in self._members.rows}
        self._members.forget(gone)
        self._invitations.forget(gone)
        self._own.forget(gone)
        self._places.drop(gone)
        self._save(may_linger=may_linger)
        self._tell(gone)
        for dossier_id in dossiers:
            self.members_changed.emit(dossier_id)
