"""The file of who may enter: read once; a change writes what changed."""

import logging
from collections.abc import Callable, Iterable
from contextlib import suppress
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
from data.row_file import RowFile
from data.rows import Rows
from data.sessions import Sessions

_log = logging.getLogger(__name__)


class AccountFile:
    """Members, their links, browser sessions and accounts of one's own.

    :param path: the file
    :param secret: key for the links of calendar feeds
    :param now: the clock
    :raises Damaged: if the file cannot be read; it is left as it is
    """

    def __init__(self, path: Path, secret: bytes, now: Callable[[], datetime] = utc_now) -> None:
        self.access_changed = Event[str]()
        """a member lost access, may do something else, or a session of theirs ended (argument: member id)"""
        self.members_changed = Event[str]()
        """somebody came into a dossier, left it, or is something else in it (argument: dossier id)"""
        self._feeds = FeedLinks(secret)
        self._now = now
        self._over: set[str] = set()
        """members who were told that their time is over"""
        try:
            self._storage = RowFile(path)
            self._load()
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            _log.error('%s is damaged: %s', path, error)
            raise Damaged(f'Het bestand {path.name} is beschadigd; er is niets gewijzigd.') from error

    def _load(self) -> None:
        stored = self._storage.read()
        self._members = Members(rows_of(Member, stored, 'members'), self._now)
        self._invitations = Invitations(rows_of(Invitation, stored, 'invitations'), self._now)
        self._sessions = Sessions(rows_of(Session, stored, 'sessions'), self._now)
        self._own = OwnAccounts(rows_of(Account, stored, 'accounts'))
        self._places: Rows[Any] = Rows(stored.get('places', {}))
        self._stale = False
        """whether the lines hold something that was changed since, and so has to go"""

    def _tell(self, member_ids: Iterable[str]) -> None:
        for member_id in sorted(member_ids):
            self.access_changed.emit(member_id)

    def clear_away(self) -> None:
        """Remove what a crash left on disk; only the server that holds the folder may do that."""
        with suppress(OSError):
            self._storage.clear_away()

    @property
    def _tables(self) -> dict[str, Rows[Any]]:
        return {
            'members': self._members.rows,
            'invitations': self._invitations.rows,
            'sessions': self._sessions.rows,
            'accounts': self._own.rows,
            'places': self._places,
        }

    def _save(self, *, may_linger: bool = False) -> None:
        """Write what changed; it is on disk when this returns.

        Somebody who is changed or gone is so in the whole file at once, so that nothing of before stays on disk. What
        changes in an account is so within a minute (see ``_tidy``).

        :param may_linger: what is gone is fictional, and need not be gone from the disk at once
        :raises OSError: if the disk refuses; then it did not happen
        """
        tables = self._tables
        try:
            if self._storage.is_long or (tables['members'].replaced and not may_linger):
                self._write_whole()
            elif changes := {name: news for name, rows in tables.items() if (news := rows.news())}:
                self._storage.append({name: dump(rows) for name, rows in changes.items()})
                self._stale = self._stale or tables['accounts'].replaced
        except OSError:
            self._load()  # what the disk refused did not happen
            raise
        for rows in tables.values():
            rows.written()

    def _tidy(self) -> None:
        """Take from the disk what was changed in an account since."""
        if self._stale:
            with suppress(OSError):  # it is tried again in a minute
                self._write_whole()

    def _write_whole(self) -> None:
        self._storage.write({name: dump(rows) for name, rows in self._tables.items()})
        self._stale = False
