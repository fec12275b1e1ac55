"""When to do something that is asked for more often than it should be done."""

import asyncio
import time
from collections.abc import Callable


class Delayed:
    """Calls something once, a while after it was asked for first.

    :param delay: in seconds
    """

    def __init__(self, delay: float, call: Callable[[], None]) -> None:
        self._delay, self._call = delay, call
        self._handle: asyncio.Handle | None = None

    def soon(self) -> None:
        """Have it called; without a running loop that is now."""
        if self._handle is not None:
            return
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            self._call()
            return
        self._handle = self._begin(loop)

    def stop(self) -> None:
        """Call it now if it is due, and never again by itself."""
        if self._handle is not None:
            self._handle.cancel()
            self._handle = None
            self._call()

    def _begin(self, loop: asyncio.AbstractEventLoop) -> asyncio.Handle:
        return loop.call_later(self._delay, self._run)

    def _run(self) -> None:
        self._handle = None
        self._call()


class Paced(Delayed):
    """Calls something at once after a pause, and then not again before an interval is over.

    The interval is never shorter than the call itself took, so that it takes at most half of the time there is.

    :param interval: gives it in seconds
    """

    def __init__(self, interval: Callable[[], float], call: Callable[[], None]) -> None:
        super().__init__(0, call)
        self._interval = interval
        self._next = float('-inf')

    def now_or_soon(self) -> None:
        """Call it right here after a pause, else soon."""
        if self._handle is None and time.monotonic() >= self._next:
            self._run()
        else:
            self.soon()

    def _begin(self, loop: asyncio.AbstractEventLoop) -> asyncio.Handle:
        wait = self._next - time.monotonic()
        return loop.call_later(wait, self._run) if wait > 0 else loop.call_soon(self._run)

    def _run(self) -> None:
        begun = time.monotonic()  # the clock of the loop stands still meanwhile
        super()._run()
        ended = time.monotonic()
        self._next = ended + max(self._interval(), ended - begun)
