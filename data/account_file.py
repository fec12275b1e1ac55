"""The file of who may enter: read once, written as a whole at every change."""

import logging
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

from nicegui import Event

from data.account_parts import Invitation, Session, dump, rows_of, utc_now
from data.errors import Damaged
from data.feed_links import FeedLinks
from data.invitations import Invitations
from data.members import Members
from data.models import Member
from data.own_account import Account
from data.own_accounts import OwnAccounts
from data.sessions import Sessions
from data.storage import AtomicStorage

_log = logging.getLogger(__name__)


class AccountFile:
    """Members, their links, browser sessions and accounts of one's own, in one TinyDB file.

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
        self._own = OwnAccounts(rows_of(Account, stored, 'accounts'))
        self._places: dict[str, Any] = dict(stored.get('places', {}))

    def _tell(self, member_ids: Iterable[str]) -> None:
        for member_id in sorted(member_ids):
            self.access_changed.emit(member_id)

    def _save(self) -> None:
        tables = {
            'members': dump(self._members.rows),
            'invitations': dump(self._invitations.rows),
            'sessions': dump(self._sessions.rows),
            'accounts': dump(self._own.rows),
            'places': {**self._places},
        }
        try:
            self._storage.write(tables)
        except OSError:
            self._load()  # what the disk refused did not happen
            raise
