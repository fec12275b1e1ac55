"""What signing in keeps in memory: who is halfway, and how often somebody tried."""

from collections import OrderedDict
from dataclasses import dataclass, field

from data.one_time import OneTime
from data.own_account import Account, normalised
from data.throttle import Limit, Throttle

PASSWORDS = Limit(burst=20, seconds=30)
"""per account, from addresses it did not sign in from; who did has tries of their own, so that nobody is kept out"""
CODES = Limit(burst=5, seconds=120)
"""per account: a code has a million values, and three are right at a time"""
ADDRESS = Limit(burst=60, seconds=10)
"""per network address: an office shares one"""
_MOST_KNOWN = 10_000


@dataclass(frozen=True)
class Halfway:
    """Who gave the right password, but no code yet."""

    account_id: str
    password: str
    """its hash; another one by then makes this void"""
    to: str
    browser: str
    """where, see ``same_browser``"""


@dataclass(frozen=True)
class Asked:
    """Where a question was put to somebody who wants to sign in with a passkey."""

    to: str
    """where the person goes after signing in"""
    browser: str


@dataclass(frozen=True)
class NewKey:
    """For whom a passkey is being made."""

    session_id: str
    account: Account
    """as it is, or as it will be"""


class Tries:
    """How often somebody may try."""

    def __init__(self) -> None:
        self._passwords = Throttle(PASSWORDS)
        self._codes = Throttle(CODES)
        self._addresses = Throttle(ADDRESS)
        self._known: OrderedDict[tuple[str, str], None] = OrderedDict()

    def password(self, email: str, address: str) -> float:
        """Count a try of a password; gives the seconds until the next is allowed, 0.0 if this one is.

        An account that does not exist is counted as one that does.
        """
        name = normalised(email)
        key = f'{name} {address}' if (name, address) in self._known else name
        return max(self._passwords.wait(key), self._addresses.wait(address))

    def code(self, account_id: str) -> float:
        """Count a try of a code; gives the seconds until the next is allowed, 0.0 if this one is."""
        return self._codes.wait(account_id)

    def came_in(self, email: str, address: str) -> None:
        """Remember from where somebody signed in."""
        self._known[normalised(email), address] = None
        while len(self._known) > _MOST_KNOWN:
            self._known.popitem(last=False)


@dataclass(frozen=True)
class Desk:
    """One per app; a restart forgets it."""

    tries: Tries = field(default_factory=Tries)
    halfway: OneTime[Halfway] = field(default_factory=lambda: OneTime(300))
    questions: OneTime[Asked] = field(default_factory=lambda: OneTime(300))
    new_keys: OneTime[NewKey] = field(default_factory=lambda: OneTime(300))
    secrets: OneTime[tuple[str, str]] = field(default_factory=lambda: OneTime(900))
    """codes of an app being turned on: id of the account, secret"""
