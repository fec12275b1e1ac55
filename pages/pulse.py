"""Asks silent peers whether they are there, all in one round: a timer per peer would cost more memory than the peer."""

import asyncio
from typing import Protocol

PING = 20.0
"""how often (seconds) everybody is asked; who does not answer until the next time is gone"""


class Asked(Protocol):
    """Somebody who may be gone without a word."""

    def ask(self) -> None:
        """Ask whether they are there."""


class Pulse:
    """Everybody who is asked; belongs to one event loop."""

    def __init__(self) -> None:
        self._asked: set[Asked] = set()
        self._timer: asyncio.TimerHandle | None = None

    def add(self, asked: Asked) -> None:
        """Ask this one too from now on."""
        self._asked.add(asked)
        if self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(PING, self._beat)

    def discard(self, asked: Asked) -> None:
        """Ask this one no more."""
        self._asked.discard(asked)

    def _beat(self) -> None:
        self._timer = asyncio.get_running_loop().call_later(PING, self._beat) if self._asked else None
        for each in [*self._asked]:
            each.ask()
