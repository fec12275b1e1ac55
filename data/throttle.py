"""How often somebody may try: a full bucket at first, then one more try every so many seconds."""

import time
from collections.abc import Callable
from dataclasses import dataclass

_SWEEP = 600.0
"""how often (seconds) keys are forgotten whose bucket is full again"""


@dataclass(frozen=True)
class Limit:
    """How many tries at once, and how many seconds until there is one more."""

    burst: int
    seconds: float


class Throttle:
    """Counts tries per key (an address, a link, an account) in memory; a restart forgives.

    :param limit: the same for every key
    :param clock: seconds that only go up
    """

    def __init__(self, limit: Limit, clock: Callable[[], float] = time.monotonic) -> None:
        self._limit = limit
        self._clock = clock
        self._full_at: dict[str, float] = {}
        """key -> when its bucket is full again"""
        self._swept = clock()

    def __len__(self) -> int:
        return len(self._full_at)

    def wait(self, key: str) -> float:
        """Count one try; gives the seconds until the next is allowed, 0.0 if this one is."""
        now, limit = self._clock(), self._limit
        full_at = max(self._full_at.get(key, now), now) + limit.seconds
        too_early = full_at - now - limit.burst * limit.seconds
        if too_early > 1e-9:
            return too_early
        if now - self._swept > _SWEEP:
            self._full_at = {each: moment for each, moment in self._full_at.items() if moment > now}
            self._swept = now
        self._full_at[key] = full_at
        return 0.0
