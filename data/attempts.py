"""Attempts to sign in at a provider that are under way: in memory, each for one browser, once, and not for long."""

import hmac
import time
from collections.abc import Callable
from dataclasses import dataclass

from data.account_parts import digest_of, new_token
from data.errors import NotAllowed
from data.provider import Question

SECONDS = 600
"""how long somebody may take to sign in at the provider"""
MOST = 5_000
"""attempts at the same time; the oldest makes room"""
_OVER = 'Deze inlogpoging is verlopen, al gebruikt of in een andere browser begonnen. Begin opnieuw met inloggen.'


@dataclass(frozen=True)
class Attempt:
    """What was asked, and what for.

    :param binds: the session that wants the identity bound to its account, empty to sign in
    :param to: page of ours where the person wanted to go
    """

    question: Question
    binds: str
    to: str
    browser: str
    """digest of the token that only this browser has"""
    expires: float


class Attempts:
    """All attempts by the digest of their state; a restart forgets them.

    :param clock: seconds that only go up
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._rows: dict[str, Attempt] = {}

    def __len__(self) -> int:
        return len(self._rows)

    def begin(self, question: Question, binds: str = '', to: str = '/') -> str:
        """Keep an attempt; gives the token that its browser has to bring back."""
        token, now = new_token(), self._clock()
        self._rows = {key: row for key, row in self._rows.items() if row.expires > now}
        if len(self._rows) >= MOST:
            del self._rows[next(iter(self._rows))]
        self._rows[digest_of(question.state)] = Attempt(question, binds, to, digest_of(token), now + SECONDS)
        return token

    def finish(self, state: str, token: str | None) -> Attempt:
        """Give the attempt an answer belongs to; it cannot be finished again.

        Another browser that got hold of a state cannot end the attempt of its owner.

        :raises NotAllowed: if there is none, or not for this browser, or no longer
        """
        attempt = self._rows.get(digest_of(state))
        if attempt is None or not token or not hmac.compare_digest(attempt.browser, digest_of(token)):
            raise NotAllowed(_OVER)
        del self._rows[digest_of(state)]
        if attempt.expires <= self._clock():
            raise NotAllowed(_OVER)
        return attempt
