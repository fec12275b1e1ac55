"""Who may enter: members of dossiers, invitation links, browser sessions and feed links.

Links and sessions are random tokens of 256 bits; only their SHA-256 is stored. One TinyDB file for all of it.
"""

import hashlib
import hmac
import secrets
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

from data.errors import NotAllowed, NotFound
from data.models import Member, MemberRole, Part
from data.storage import AtomicStorage

P = TypeVar('P', bound=Part)

SESSION_DAYS = 14
INVITATION_DAYS = 60


class Invitation(Part):
    """A personal link; without a member it is the link of whoever runs this installation."""

    digest: str
    member_id: str = ''
    expires: datetime
    revoked: bool = False
    used: bool = False


class Session(Part):
    """One browser: the members it may act as."""

    digest: str
    members: tuple[str, ...] = ()
    owner: bool = False
    """may make new dossiers"""
    expires: datetime


class Accounts:
    """Members, invitations and sessions.

    :param path: the file
    :param secret: key for the links of calendar feeds
    """

    def __init__(self, path: Path, secret: bytes) -> None:
        self._storage = AtomicStorage(path)
        self._secret = secret
        self._load()

    def _load(self) -> None:
        stored = self._storage.read() or {}
        self._members = _read(Member, stored, 'members', 'id')
        self._invitations = _read(Invitation, stored, 'invitations', 'digest')
        self._sessions = _read(Session, stored, 'sessions', 'digest')
        self._places: dict[str, Any] = dict(stored.get('places', {}))

    # members

    def add_member(self, dossier_id: str, name: str, role: MemberRole, party_id: str = '') -> Member:
        """Let somebody in; they enter with an invitation."""
        member = Member(id=secrets.token_hex(6), dossier_id=dossier_id, name=name, role=role, party_id=party_id)
        self._members[member.id] = member
        self._save()
        return member

    def member(self, member_id: str) -> Member:
        """Give a member as it is now.

        :raises NotAllowed: if somebody took it away
        """
        if member := self._members.get(member_id):
            return member
        raise NotAllowed('U heeft geen toegang meer tot dit dossier. Vraag de gemeente om een nieuwe link.')

    def members_of(self, dossier_id: str) -> list[Member]:
        """Give all who may enter a dossier, in the order they came."""
        return [member for member in self._members.values() if member.dossier_id == dossier_id]

    def remove_member(self, member_id: str) -> None:
        """Take somebody's access away, links and sessions included.

        :raises NotAllowed: if it is the last owner of the dossier
        """
        member = self.member(member_id)
        owners = [other for other in self.members_of(member.dossier_id) if other.role is MemberRole.OWNER]
        if owners == [member]:
            raise NotAllowed('Dit is de laatste eigenaar van het dossier. Maak eerst iemand anders eigenaar.')
        self._forget_members({member_id})

    def forget_dossier(self, dossier_id: str) -> None:
        """Take away everyone's access to a dossier that is gone."""
        self._forget_members({member.id for member in self.members_of(dossier_id)})

    # invitations

    def invite(self, member_id: str = '') -> str:
        """Make a link for a member (or for whoever runs this installation) and end the earlier ones.

        :return: the token; it is not stored and cannot be shown again
        """
        self._revoke(member_id)
        token = secrets.token_urlsafe(32)
        expires = datetime.now(UTC) + timedelta(days=INVITATION_DAYS)
        self._invitations[_digest(token)] = Invitation(digest=_digest(token), member_id=member_id, expires=expires)
        self._save()
        return token

    def revoke(self, member_id: str) -> None:
        """End the links of a member; who is inside already stays inside."""
        self._revoke(member_id)
        self._save()

    def invited(self, member_id: str) -> bool:
        """Whether a member has a link that works."""
        return any(link.member_id == member_id and _works(link) for link in self._invitations.values())

    @property
    def has_owner(self) -> bool:
        """Whether somebody has used a link of whoever runs this installation."""
        return any(session.owner for session in self._sessions.values())

    def accept(self, token: str, session_token: str | None) -> tuple[str, Member | None]:
        """Use an invitation in a browser.

        :param session_token: of the browser's present session, None if it has none
        :return: the token of its session from now on, and the member it may act as (None for the link of whoever
            runs this installation, which works once)
        :raises NotAllowed: if the link is unknown, used, revoked or expired
        """
        link = self._invitations.get(_digest(token))
        if link is None or not _works(link):
            raise NotAllowed('Deze link werkt niet (meer). Vraag om een nieuwe link.')
        if link.member_id:
            return self.enter(session_token, link.member_id), self.member(link.member_id)
        self._invitations[link.digest] = link.model_copy(update={'used': True})
        return self._session_with(session_token, owner=True), None

    # sessions

    def enter(self, session_token: str | None, *member_ids: str) -> str:
        """Let a browser act as these members; gives the token of its session."""
        return self._session_with(session_token, members=member_ids)

    def session(self, token: str | None) -> Session | None:
        """Give the session of a token, None if there is none or it has expired."""
        session = self._sessions.get(_digest(token)) if token else None
        return session if session and session.expires > datetime.now(UTC) else None

    def members_in(self, session: Session) -> Iterator[Member]:
        """Give the members a session may act as."""
        return (self._members[member_id] for member_id in session.members if member_id in self._members)

    def sign_out(self, token: str | None) -> None:
        """End a session."""
        if token and self._sessions.pop(_digest(token), None):
            self._save()

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
        return f'{member.id}-{self._signature(member.id)}'

    def member_of_feed(self, token: str) -> Member:
        """Give the member a calendar link belongs to.

        :raises NotFound: if there is none
        """
        member_id, _, signature = token.partition('-')
        member = self._members.get(member_id)
        if member is None or not hmac.compare_digest(signature.encode(), self._signature(member_id).encode()):
            raise NotFound('Deze agenda bestaat niet (meer).')
        return member

    def _signature(self, member_id: str) -> str:
        return hmac.new(self._secret, f'feed:{member_id}'.encode(), hashlib.sha256).hexdigest()

    def _session_with(self, token: str | None, *, members: tuple[str, ...] = (), owner: bool = False) -> str:
        """Give a session more rights under a new token, so that a token known before gains nothing."""
        old = self.session(token)
        if token:
            self._sessions.pop(_digest(token), None)
        new = secrets.token_urlsafe(32)
        kept = tuple(member_id for member_id in (old.members if old else ()) if member_id not in members)
        self._sessions[_digest(new)] = Session(
            digest=_digest(new),
            members=(*members, *kept),
            owner=owner or (old.owner if old else False),
            expires=datetime.now(UTC) + timedelta(days=SESSION_DAYS),
        )
        self._save()
        return new

    def _revoke(self, member_id: str) -> None:
        for digest, link in self._invitations.items():
            if link.member_id == member_id:
                self._invitations[digest] = link.model_copy(update={'revoked': True})

    def _forget_members(self, gone: set[str]) -> None:
        self._members = {key: member for key, member in self._members.items() if key not in gone}
        self._invitations = {key: link for key, link in self._invitations.items() if link.member_id not in gone}
        self._places = {key: place for key, place in self._places.items() if key not in gone}
        self._save()

    def _save(self) -> None:
        now = datetime.now(UTC)
        self._sessions = {key: session for key, session in self._sessions.items() if session.expires > now}
        tables = {
            'members': _dump(self._members),
            'invitations': _dump(self._invitations),
            'sessions': _dump(self._sessions),
            'places': {**self._places},
        }
        try:
            self._storage.write(tables)
        except OSError:
            self._load()  # what the disk refused did not happen
            raise


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _works(link: Invitation) -> bool:
    return not link.revoked and not link.used and link.expires > datetime.now(UTC)


def _read(model: type[P], stored: dict[str, dict[str, Any]], table: str, key: str) -> dict[str, P]:
    parts = (model.model_validate(row, strict=False) for row in stored.get(table, {}).values())
    return {getattr(part, key): part for part in parts}


def _dump(parts: dict[str, Any]) -> dict[str, Any]:
    return {key: part.model_dump(mode='json') for key, part in parts.items()}
