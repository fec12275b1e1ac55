"""Browser sessions: begin, renew, list and end them. No I/O; whoever keeps the file asks for the rows."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from data.account_parts import SESSION_DAYS, Session, digest_of, new_token
from data.rows import Rows

_NAMELESS: dict[str, object] = {'ended': True, 'device': '', 'account': '', 'begun': None, 'last_used': None}
"""what is left of a session whose person is gone: enough for its browser to hear that access ended"""
_TOUCHED = timedelta(minutes=15)
"""how exactly "last used" is known; each time costs a write"""


class Sessions:
    """All sessions by the digest of their token.

    :param rows: what the file held
    :param now: the clock
    """

    def __init__(self, rows: Iterable[Session], now: Callable[[], datetime]) -> None:
        self.rows = Rows({session.digest: session for session in rows})
        self._digests = {session.id: session.digest for session in self.rows.values()}
        self._now = now

    def get(self, token: str | None) -> Session | None:
        """Give the session of a token, None if there is none that works."""
        session = self.rows.get(digest_of(token)) if token else None
        return session if session and session.works(self._now()) else None

    def was_ended(self, token: str | None) -> bool:
        """Whether a token belongs to a session that somebody ended, as opposed to one that expired."""
        session = self.rows.get(digest_of(token)) if token else None
        return session is not None and session.ended

    def by_id(self, session_id: str) -> Session | None:
        """Give a session by its id, which outlives its tokens: also an ended one, but no expired one."""
        session = self.rows.get(self._digests.get(session_id, ''))
        return session if session and not session.is_over(self._now()) else None

    def extend(
        self, token: str | None, members: tuple[str, ...], *, owner: bool, device: str, account: str = ''
    ) -> str:
        """Give a browser more rights under a new token, so that a token known before gains nothing.

        :param account: whose person just showed to be themselves; what somebody else's account could do here ends
        """
        old, now, new = self.get(token), self._now(), new_token()
        if token:
            self.rows.drop([digest_of(token)])
        if old and account and old.account not in ('', account):
            old = None
        kept = tuple(each for each in (old.members if old else ()) if each not in members)
        fresh = Session(
            digest=digest_of(new),
            members=(*members, *kept),
            owner=owner or (old.owner if old else False),
            account=account or (old.account if old else ''),
            proven=now if account else (old.proven if old else None),
            expires=now + timedelta(days=SESSION_DAYS),
            begun=old.begun if old else now,
            last_used=now,
            device=device or (old.device if old else ''),
        )
        self._put(fresh, **({'id': old.id} if old else {}))
        return new

    def give(self, account_id: str, members: tuple[str, ...]) -> None:
        """Let all browsers where an account is signed in act as these members too; whoever came last goes first."""
        for session in self.of_account(account_id):
            new = tuple(each for each in reversed(members) if each not in session.members)
            self._put(session, members=(*new, *session.members))

    def of_account(self, account_id: str) -> list[Session]:
        """Give the sessions where an account is signed in."""
        return [each for each in self.rows.values() if each.account == account_id and each.works(self._now())]

    def by_link(self, members: tuple[str, ...]) -> list[Session]:
        """Give the sessions without an account that may act as some of these members."""
        found = (each for each in self.rows.values() if not each.account and each.works(self._now()))
        return [each for each in found if {*members} & {*each.members}]

    def touch(self, session: Session) -> bool:
        """Note that a session is used; tells whether that is news worth writing down."""
        now = self._now()
        if session.last_used and now - session.last_used < _TOUCHED:
            return False
        self._put(session, last_used=now)
        return True

    def of_same_people(self, mine: Session) -> list[Session]:
        """Give the sessions of the person behind one: it first, then the others by last use."""
        others = [each for each in self.rows.values() if each.works(self._now()) and _is_of(mine, each)]
        return sorted(others, key=lambda each: (each.id == mine.id, _last(each)), reverse=True)

    def end(self, session: Session, members: tuple[str, ...] | None = None) -> None:
        """End a session for some of its members (None: for all); without members it is over."""
        left = tuple(each for each in session.members if members is not None and each not in members)
        self._put(session, members=left, owner=False, ended=not left)

    def lapse(self, member_id: str, account_id: str, actor_id: str) -> None:
        """Have everyone who acts as a member by link come in anew, because that member may do more from now on.

        Nobody ended these sessions: what was typed in their browsers waits there.

        :param account_id: the member's own account, which showed who it is
        :param actor_id: the member who gave these rights; where that one is inside, nothing is gained
        """
        for session in [each for each in self.rows.values() if each.works(self._now())]:
            is_own = bool(account_id) and session.account == account_id
            if member_id not in session.members or actor_id in session.members or is_own:
                continue
            left = tuple(each for each in session.members if each != member_id)
            if left or session.owner or session.account:
                self._put(session, members=left)
            else:
                self._drop([session])

    def leave(self, member_id: str, account_id: str = '') -> None:
        """Keep nothing of a member, nor of an account that is gone.

        A session without anybody else is over, and says no more of its browser.
        """
        for session in [*self.rows.values()]:
            is_gone = bool(account_id) and session.account == account_id
            if member_id not in session.members and not is_gone:
                continue
            left = tuple(each for each in session.members if each != member_id)
            over = not left and not session.owner and (is_gone or not session.account)
            self._put(session, members=left, **(_NAMELESS if over else {}))

    def drop_expired(self) -> list[Session]:
        """Forget what has had its time; gives those that were in use until now."""
        gone = [each for each in self.rows.values() if each.is_over(self._now())]
        self._drop(gone)
        return [session for session in gone if not session.ended]

    def forget(self, member_ids: set[str]) -> None:
        """Drop the sessions that served these members only, because their dossier is no more."""
        gone = [each for each in self.rows.values() if each.members and not (each.owner or each.account)]
        self._drop([session for session in gone if member_ids.issuperset(session.members)])

    def _put(self, session: Session, **update: object) -> None:
        changed = session.model_copy(update=update)
        self.rows[changed.digest] = changed
        self._digests[changed.id] = changed.digest

    def _drop(self, sessions: list[Session]) -> None:
        for session in sessions:
            del self.rows[session.digest]
            self._digests.pop(session.id, None)


def _is_of(mine: Session, other: Session) -> bool:
    """Whether another session is for the person of mine to see and end.

    Who came by link does not reach where an account is signed in: the link may be made by somebody else.
    """
    if other.account:
        return other.account == mine.account
    return bool(set(mine.members) & set(other.members)) or (mine.owner and other.owner)


def _last(session: Session) -> float:
    moment = session.last_used or session.begun
    return moment.timestamp() if moment else 0.0
