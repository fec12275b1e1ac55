"""Who may enter: members of dossiers, their personal links, browser sessions and feed links.

Links and sessions are random tokens of 256 bits; only their SHA-256 is stored. One TinyDB file for all of it.
"""

import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from nicegui import Event

from data.account_parts import Invitation, Session, dump, rows_of, utc_now
from data.errors import Damaged, NotAllowed, NotFound, NotSignedIn
from data.feed_links import FeedLinks
from data.invitations import Invitations
from data.members import Members
from data.models import Member, MemberRole
from data.sessions import Sessions
from data.storage import AtomicStorage

_log = logging.getLogger(__name__)
_NO_MORE = 'U heeft geen toegang meer tot dit dossier. Vraag de gemeente om een nieuwe link.'


class Accounts:
    """Members, invitations and sessions.

    :param path: the file
    :param secret: key for the links of calendar feeds
    :param now: the clock
    :raises Damaged: if the file cannot be read; it is left as it is
    """

    def __init__(self, path: Path, secret: bytes, now: Callable[[], datetime] = utc_now) -> None:
        self.access_changed = Event[str]()
        """a member lost access, may do something else, or a session of theirs ended (argument: member id)"""
        self._feeds = FeedLinks(secret)
        self._now = now
        self._over: set[str] = set()
        """members who were told that their time is over"""
        try:
            self._storage = AtomicStorage(path)
            self._load()
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            _log.error('%s is damaged: %s', path, error)
            raise Damaged(f'Het bestand {path.name} is beschadigd; er is niets gewijzigd.') from error

    def _load(self) -> None:
        stored = self._storage.read() or {}
        self._members = Members(rows_of(Member, stored, 'members'), self._now)
        self._invitations = Invitations(rows_of(Invitation, stored, 'invitations'), self._now)
        self._sessions = Sessions(rows_of(Session, stored, 'sessions'), self._now)
        self._places: dict[str, Any] = dict(stored.get('places', {}))

    # members

    def add_member(
        self, dossier_id: str, name: str, role: MemberRole, party_id: str = '', *, days: int | None = None
    ) -> Member:
        """Let somebody in; they enter with an invitation.

        :param days: how long they have access, None for as long as nobody takes it away
        """
        member = self._members.add(dossier_id, name, role, party_id, days)
        self._save()
        return member

    def member(self, member_id: str) -> Member:
        """Give a member as it is now.

        :raises NotAllowed: if somebody took it away, or its time is over
        """
        if member := self._members.get(member_id):
            return member
        raise NotAllowed(_NO_MORE)

    def members_of(self, dossier_id: str) -> list[Member]:
        """Give all who may enter a dossier (or could until their time was over), in the order they came."""
        return self._members.of(dossier_id)

    def change_role(self, member_id: str, role: MemberRole, party_id: str = '') -> Member:
        """Give somebody another role or party; counts at once, also on pages that are open.

        :raises NotAllowed: if it is the last owner of the dossier
        """
        member = self._members.change_role(self.member(member_id), role, party_id)
        self._save()
        self._tell({member_id})
        return member

    def remove_member(self, member_id: str) -> None:
        """Take somebody's access away, links included; counts at once, also on pages that are open.

        :raises NotAllowed: if it is the last owner of the dossier
        """
        member = self._members.rows.get(member_id)
        if member is None:
            raise NotAllowed('Deze persoon heeft al geen toegang meer.')
        self._members.keep_an_owner(member)
        self._forget_members({member_id})

    def forget_dossier(self, dossier_id: str) -> None:
        """Take away everyone's access to a dossier that is gone."""
        gone = {member.id for member in self.members_of(dossier_id)}
        self._sessions.forget(gone)
        self._forget_members(gone)

    # invitations

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

    @property
    def has_owner(self) -> bool:
        """Whether somebody has used a link of whoever runs this installation."""
        return any(session.owner for session in self._sessions.rows.values())

    def accept(self, token: str, session_token: str | None, device: str = '') -> tuple[str, Member | None]:
        """Use an invitation in a browser.

        :param session_token: of the browser's present session, None if it has none
        :param device: the browser as words
        :return: the token of its session from now on, and the member it may act as (None for the link of whoever
            runs this installation, which works once)
        :raises NotAllowed: if the link is unknown, used, revoked or expired
        """
        member_id = self._invitations.accept(token)
        member = self.member(member_id) if member_id else None
        members = (member.id,) if member else ()
        new = self._sessions.extend(session_token, members, owner=member is None, device=device)
        self._save()
        return new, member

    # sessions

    def enter(self, session_token: str | None, *member_ids: str, device: str = '') -> str:
        """Let a browser act as these members; gives the token of its session."""
        token = self._sessions.extend(session_token, member_ids, owner=False, device=device)
        self._save()
        return token

    def session(self, token: str | None) -> Session | None:
        """Give the session of a token, None if there is none or it has expired."""
        session = self._sessions.get(token)
        if session and self._sessions.touch(session):
            with suppress(OSError):  # a page must open, also when the disk is full
                self._save()
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
            raise NotSignedIn('U bent niet meer ingelogd. Open uw persoonlijke link opnieuw.')
        if member_id in session.members:
            return self.member(member_id)
        raise NotAllowed(_NO_MORE)

    def sessions_of(self, session: Session) -> list[Session]:
        """Give all sessions of the person behind one; that one comes first."""
        return self._sessions.of_same_people(session)

    def end_sessions(self, mine: Session, *session_ids: str) -> None:
        """End sessions of the same person; those that serve somebody else too only forget this person."""
        ended = [each for each in self.sessions_of(mine) if each.id in session_ids]
        for session in ended:
            self._sessions.end(session, mine.members)
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
        """Give the token of a member's calendar link; it works as long as the member does."""
        return self._feeds.token(member.id)

    def member_of_feed(self, token: str) -> Member:
        """Give the member a calendar link belongs to.

        :raises NotFound: if there is none
        """
        if member := self._members.get(self._feeds.member_id(token)):
            return member
        raise NotFound('Deze agenda bestaat niet (meer).')

    def _forget_members(self, gone: set[str]) -> None:
        self._members.forget(gone)
        self._invitations.forget(gone)
        self._places = {key: place for key, place in self._places.items() if key not in gone}
        self._save()
        self._tell(gone)

    def _tell(self, member_ids: Iterable[str]) -> None:
        for member_id in sorted(member_ids):
            self.access_changed.emit(member_id)

    def _save(self) -> None:
        tables = {
            'members': dump(self._members.rows),
            'invitations': dump(self._invitations.rows),
            'sessions': dump(self._sessions.rows),
            'places': {**self._places},
        }
        try:
            self._storage.write(tables)
        except OSError:
            self._load()  # what the disk refused did not happen
            raise
