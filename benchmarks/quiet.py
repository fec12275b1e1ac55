"""Tells whether the machine did anything else while something was measured."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep

from benchmarks.servers import cpu_of

OTHERS = 0.05
"""share of one core that everything else may use; more than that, and a round counts for nothing"""
STOLEN = 0.02
"""share of one core that the host may take from this machine"""
_TICKS = os.sysconf('SC_CLK_TCK')


@dataclass(frozen=True)
class Stretch:
    """What else used the machine for a while; shares of one core.

    :param others: processes that are not ours
    :param stolen: what the host gave to other machines
    """

    others: float
    stolen: float

    @property
    def is_quiet(self) -> bool:
        """Whether what was measured meanwhile counts."""
        return self.others <= OTHERS and self.stolen <= STOLEN

    def __str__(self) -> str:
        return f'others used {self.others:.0%} of a core, the host took {self.stolen:.0%}'


class Watch:
    """Watches from when it is made; interrupts are left out, they belong to whoever sends most: us.

    :param server: gives the CPU seconds that the server has used
    """

    def __init__(self, server: Callable[[], float] = lambda: 0.0) -> None:
        self._server = server
        self._began, self._machine, self._ours = monotonic(), _machine(), self._used()

    def stop(self) -> Stretch:
        """Tell what happened since."""
        seconds = max(monotonic() - self._began, 0.01)
        work, stolen = (now - then for now, then in zip(_machine(), self._machine, strict=True))
        others = work - (self._used() - self._ours)
        return Stretch(max(0.0, others / seconds), stolen / seconds)

    def _used(self) -> float:
        return cpu_of(os.getpid()) + self._server()


def wait_until_quiet(patience: float = 300.0) -> None:
    """Wait for a quiet second; go on anyway when there is none for long."""
    give_up = monotonic() + patience
    while monotonic() < give_up:
        watch = Watch()
        sleep(1.0)
        if watch.stop().is_quiet:
            return


def _machine() -> tuple[float, float]:
    """Give the CPU seconds of all processes so far, and those the host took."""
    fields = [int(field) / _TICKS for field in Path('/proc/stat').read_text().split('\n', 1)[0].split()[1:]]
    user, nice, system, _idle, _wait, _interrupt, _soft, stolen = fields[:8]
    return user + nice + system, stolen
