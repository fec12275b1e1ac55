"""The file of who may enter: read once; a change writes what changed."""

import logging
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from nicegui import Event

from data.account_parts import Invitation, Session, dump, rows_of, utc_now
from data.disk import MayNotLast
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
from data.version import VERSION

_log = logging.getLogger(__name__)
_REST = timedelta(minutes=1)
"""how long a disk that refused is not asked again for what nobody waits for"""


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
        self._refused: datetime | None = None
        """when the disk refused at last"""
        try:
            self._storage = RowFile(path)
            self._load()
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            _log.error('%s is damaged: %s', path, error)
            raise Damaged(_damaged(path, self._storage.program)) from error

    def _load(self) -> None:
        stored = self._storage.read()
        self._hold(
            rows_of(Member, stored, 'members'),
            rows_of(Invitation, stored, 'invitations'),
            rows_of(Session, stored, 'sessions'),
            rows_of(Account, stored, 'accounts'),
        )
        self._places: Rows[Any] = Rows(stored.get('places', {}))
        self._stale = False
        """whether the lines hold something that was changed since, and so has to go"""

    def _hold(
        self,
        members: Iterable[Member],
        invitations: Iterable[Invitation],
        sessions: Iterable[Session],
        accounts: Iterable[Account],
    ) -> None:
        self._members = Members(members, self._now)
        self._invitations = Invitations(invitations, self._now)
        self._sessions = Sessions(sessions, self._now)
        self._own = OwnAccounts(accounts)

    def _tell(self, member_ids: Iterable[str]) -> None:
        for member_id in sorted(member_ids):
            self.access_changed.emit(member_id)

    def clear_away(self) -> None:
        """Remove what a crash left on disk; only the server that holds the folder may do that."""
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

    def _save(self, *, may_linger: bool = False, whole: bool = False) -> None:
        """Write what changed; it is on disk when this returns.

        Somebody who is changed or gone is so in the whole file at once, so that nothing of before stays on disk. What
        changes in an account is so within a minute (see ``_tidy``).

        What cannot be written did not happen, whatever the reason: what is in memory then is what was written last.

        :param may_linger: what is gone is fictional, and need not be gone from the disk at once
        :param whole: write the whole file in any case
        :raises OSError: if the disk refuses
        """
        tables = self._tables
        gone = tables['members'].replaced and not may_linger
        try:
            if whole or gone or self._storage.is_long or not self._storage.is_ours():
                self._storage.write({name: dump(rows) for name, rows in tables.items()})
                self._stale = False
            elif changes := {name: news for name, rows in tables.items() if (news := rows.news())}:
                self._storage.append({name: dump(rows) for name, rows in changes.items()})
                self._stale = self._stale or tables['accounts'].replaced
        except Exception as error:
            self._refused = self._now()
            self._take_back()
            if isinstance(error, MayNotLast):  # else a fresh start would find what did not happen
                self._write_again()
            raise
        for rows in tables.values():
            rows.written()

    @property
    def _just_refused(self) -> bool:
        return self._refused is not None and abs(self._now() - self._refused) < _REST

    def _take_back(self) -> None:
        """Have every row as it was written last; nothing is read, for the disk may refuse that too."""
        for rows in self._tables.values():
            rows.take_back()
        self._hold(
            self._members.rows.values(),
            self._invitations.rows.values(),
            self._sessions.rows.values(),
            self._own.rows.values(),
        )

    def _write_again(self) -> None:
        """Put what is in memory in the place of a file that has something else."""
        with suppress(OSError):  # it is tried again in a minute
            self._storage.write({name: dump(rows) for name, rows in self._tables.items()})
            self._stale = False

    def _tidy(self) -> None:
        """Take from the disk what was changed in an account since, and what is left of a change it refused."""
        self._storage.clear_away()
        if self._stale or self._storage.is_doubtful:
            with suppress(OSError):  # it is tried again in a minute
                self._save(whole=True)


def _damaged(path: Path, program: str) -> str:
    """Say that a file of accounts cannot be read, and by which version of this program it can.

    :param program: the version that wrote it, empty if the file does not say
    """
    if program in ('', VERSION):
        return f'Het bestand {path.name} is beschadigd; er is niets gewijzigd.'
    return (
        f'Het bestand {path.name} is van versie {program} van dit programma; versie {VERSION} kan het niet lezen. '
        f'Er is niets gewijzigd. Start versie {program}. Helpt dat niet?'
    )
