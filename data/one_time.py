"""What is kept in memory between two requests and works once: the second step of signing in, a passkey's question."""

import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Generic, TypeVar

from data.account_parts import new_token

T = TypeVar('T')
_MOST = 10_000
"""how many wait at once; the oldest gives way"""


class OneTime(Generic[T]):
    """Values by a token that nobody can guess; a restart forgets them.

    :param seconds: how long each can be taken
    :param clock: seconds that only go up
    """

    def __init__(self, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._seconds = seconds
        self._clock = clock
        self._kept: OrderedDict[str, tuple[float, T]] = OrderedDict()

    def keep(self, value: T) -> str:
        """Keep a value; gives its token."""
        token = new_token()
        self._kept[token] = (self._clock() + self._seconds, value)
        while len(self._kept) > _MOST:
            self._kept.popitem(last=False)
        return token

    def take(self, token: str) -> T | None:
        """Give a value back, once; None if the token is unknown, was taken before or came too late."""
        until, value = self._kept.pop(token, (0.0, None))
        return value if until > self._clock() else None
