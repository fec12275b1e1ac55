"""Coming in and going out: personal links, browser sessions, and what ends by itself."""

from collections.abc import Iterable, Iterator
from contextlib import suppress

from data.access import NO_MORE, Access
from data.account_parts import Session
from data.errors import NotAllowed, NotSignedIn
from data.models import DEMO_PREFIX, Member
from data.own_account import Account


class Entrance(Access):
    """What browsers may act as whom.

    Links and sessions are random tokens of 256 bits; only their SHA-256 is stored.
    """

    @property
    def has_owner(self) -> bool:
        """Whether somebody has used a link of whoever runs this installation, and can still come in."""
        sessions, accounts = self._sessions.rows.values(), self._own.rows.values()
        return any(session.owner for session in sessions) or any(account.owner for account in accounts)

    def is_for_owner(self, token: str) -> bool:
        """Whether a link is the one of whoever runs this installation.

        :raises NotAllowed: if it does not work
        """
        return not self._invitations.find(token).member_id

    def accept(self, token: str, session_token: str | None, device: str = '') -> tuple[str, Member | None]:
        """Use an invitation in a browser; its member then belongs to the account that is signed in there, if any.

        :param session_token: of the browser's present session, None if it has none
        :param device: the browser as words
        :return: the token of its session from now on, and the member it may act as (None for the link of whoever
            runs this installation, which works once)
        :raises NotAllowed: if the link is unknown, used, revoked or expired, or its person takes no links
        """
        self._keep_links_out(self._invitations.find(token).member_id, session_token)
        member_id = self._invitations.accept(token)
        member = self.member(member_id) if member_id else None
        members = (member.id,) if member else ()
        return self._let_in(session_token, members, owner=member is None, device=device), member

    # sessions

    def enter(self, session_token: str | None, *member_ids: str, device: str = '') -> str:
        """Let a browser act as these members; gives the token of its session."""
        return self._let_in(session_token, member_ids, owner=False, device=device)

    def enter_as(self, session_token: str | None, newcomers: Iterable[Member], *, device: str = '') -> str:
        """Let a browser act as members that are made for it, all of them or none; gives the token of its session.

        :param newcomers: who they are, but for their ids
        """
        added = [self._members.add(each.dossier_id, each.name, each.role, each.party_id, None) for each in newcomers]
        return self.enter(session_token, *(member.id for member in added), device=device)

    def session(self, token: str | None) -> Session | None:
        """Give the session of a token, None if there is none or it has expired."""
        session = self._sessions.get(token)
        if session:
            self._note_use(session)
        return session

    def was_ended(self, token: str | None) -> bool:
        """Whether somebody ended the session of a token; an expired one was not ended."""
        return self._sessions.was_ended(token)

    def members_in(self, session: Session) -> Iterator[Member]:
        """Give the members a session may act as."""
        members = (self._members.get(member_id) for member_id in session.members)
        return (member for member in members if member)

    def acts_as(self, session_id: str, member_id: str) -> Member:
        """Give the member a session may act as, as it is now.

        :raises NotSignedIn: if the session has expired
        :raises NotAllowed: if somebody ended it, or took the member's access away
        """
        session = self._sessions.by_id(session_id)
        if session is None:
            raise NotSignedIn('U bent niet meer ingelogd. Log opnieuw in, of open uw persoonlijke link.')
        if member_id in session.members:
            self._note_use(session)
            return self.member(member_id)
        raise NotAllowed(NO_MORE)

    def sessions_of(self, session: Session) -> list[Session]:
        """Give all sessions of the person behind one; that one comes first."""
        return self._sessions.of_same_people(session)

    def end_sessions(self, mine: Session, *session_ids: str) -> None:
        """End sessions of the same person; those that serve somebody else too only forget this person."""
        ended = [each for each in self.sessions_of(mine) if each.id in session_ids]
        for session in ended:
            self._sessions.end(session, None if mine.account and session.account == mine.account else mine.members)
        self._save()
        self._tell({member_id for session in ended for member_id in session.members})

    def sign_out(self, token: str | None) -> None:
        """End a session."""
        if session := self._sessions.get(token):
            self._sessions.end(session)
            self._save()
            self._tell(session.members)

    def sweep(self) -> None:
        """Tell the open pages of everyone whose session or access has had its time."""
        expired = {member_id for session in self._sessions.drop_expired() for member_id in session.members}
        over = {member.id for member in self._members.rows.values() if self._members.is_over(member)}
        self._tell(expired | (over - self._over))
        self._over = over
        self._tidy()

    def _note_use(self, session: Session) -> None:
        if not self._just_refused and self._sessions.touch(session):
            with suppress(OSError):  # a page must open, also when the disk is full
                self._save()

    def _let_in(self, session_token: str | None, members: tuple[str, ...], *, owner: bool, device: str) -> str:
        token = self._sessions.extend(session_token, members, owner=owner, device=device)
        session = self._sessions.get(token)
        if session and (account := self._own.get(session.account)):
            self._claim(account, members, owner=owner)
        self._save()
        return token

    def _keep_links_out(self, member_id: str, session_token: str | None) -> None:
        account, session = self._own.of_member(member_id), self._sessions.get(session_token)
        if account and account.links_off and (session is None or session.account != account.id):
            raise NotAllowed('Deze toegang hoort bij een account. Log in met dat account; een link werkt hier niet.')

    def _claim(self, account: Account, members: Iterable[str], *, owner: bool) -> None:
        """Have members belong to an account, on all its devices."""
        account = self._own.claim(account, self._lasting(members))
        self._own.put(account.model_copy(update={'owner': account.owner or owner}))
        self._sessions.give(account.id, account.members)

    def _lasting(self, members: Iterable[str]) -> list[str]:
        """Leave out the members of demo copies, which are gone tomorrow."""
        found = (self._members.get(each) for each in members)
        return [each.id for each in found if each and not each.dossier_id.startswith(DEMO_PREFIX)]
