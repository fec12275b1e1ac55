"""Buttons that answer one press at a time: whoever presses twice in a hurry means it once."""

from collections.abc import Callable
from time import monotonic

APART = 0.5
"""seconds after an answer in which another press is taken for the same one"""


class OnePress:
    """Lets one press at a time through, of all the buttons that share it.

    :param clock: tells the time in seconds
    """

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._ready = clock()

    def __call__(self, answer: Callable[[], object]) -> Callable[[], None]:
        """Give a handler that answers a press, unless one was answered just now."""

        def press() -> None:
            if self._clock() < self._ready:
                return
            try:
                answer()
            finally:  # what was pressed during a slow answer comes right after it
                self._ready = self._clock() + APART

        return press
