"""An event loop in a thread of its own, for what must not wait for pages; and the ways to it and back."""

import asyncio
import sys
import threading
from collections import deque
from collections.abc import Callable, Coroutine
from functools import partial
from typing import Any, ParamSpec, TypeVar

P = ParamSpec('P')
R = TypeVar('R')

SWITCH = 0.001
"""how long (seconds) a thread that builds a page may keep the interpreter while this loop has something to do"""


class OwnLoop:
    """Runs calls on a loop of its own, and brings news back to the loop that started it (its home).

    Before ``start`` and after ``stop`` there is no thread, and everything happens at once where it is called.

    This loop never waits for its home, so the home may wait for it.
    """

    def __init__(self) -> None:
        self._loop: asyncio.AbstractEventLoop | None = None
        self._home: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None
        self._news: deque[Callable[[], object]] = deque()

    @property
    def runs(self) -> bool:
        """Whether there is a thread."""
        return self._loop is not None

    def start(self) -> None:
        """Begin; call it on the loop that is the home."""
        self._home = asyncio.get_running_loop()
        self._loop = new_loop()
        self._thread = threading.Thread(target=self._run, args=(self._loop,), name='live-texts', daemon=True)
        self._thread.start()
        sys.setswitchinterval(min(SWITCH, sys.getswitchinterval()))

    async def stop(self) -> None:
        """End the thread; what it still had to tell is told when this returns."""
        loop, self._loop = self._loop, None
        if loop is not None and self._thread is not None:
            loop.call_soon_threadsafe(loop.stop)
            await asyncio.to_thread(self._thread.join)
            self._deliver()
            self._home = None

    def run(self, call: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Call something there and wait for what it gives; all it told until then has been delivered.

        :raises Exception: whatever the call raises
        """
        loop = self._loop
        if loop is None or threading.current_thread() is self._thread:
            return call(*args, **kwargs)
        try:
            return asyncio.run_coroutine_threadsafe(_called(partial(call, *args, **kwargs)), loop).result()
        finally:
            self._catch_up()

    async def wait_for(self, work: Callable[[], Coroutine[Any, Any, R]]) -> R:
        """Run a coroutine there."""
        if self._loop is None:
            return await work()
        try:
            return await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(work(), self._loop))
        finally:
            self._catch_up()

    def soon(self, call: Callable[[], object]) -> None:
        """Have something called there, without waiting."""
        if self._loop is None:
            call()
        else:
            self._loop.call_soon_threadsafe(call)

    def tell(self, call: Callable[[], object]) -> None:
        """Have something called at home: soon, in the order it was told, and before ``run`` returns."""
        if self._home is None or self._home.is_closed():
            call()
        else:
            self._news.append(call)
            self._home.call_soon_threadsafe(self._deliver)

    def _catch_up(self) -> None:
        """Let the news come first, whichever thread has asked."""
        home = self._home
        if not self._news or home is None:
            return
        if _running() is home:
            self._deliver()
        elif home.is_running():
            asyncio.run_coroutine_threadsafe(_called(self._deliver), home).result()

    def _deliver(self) -> None:
        while self._news:
            self._news.popleft()()

    def _run(self, loop: asyncio.AbstractEventLoop) -> None:
        asyncio.set_event_loop(loop)
        loop.run_forever()
        loop.run_until_complete(loop.shutdown_asyncgens())
        loop.close()


def new_loop() -> asyncio.AbstractEventLoop:
    """Make an event loop, the fast kind where it exists."""
    try:
        import uvloop  # noqa: PLC0415 - there is none on Windows
    except ImportError:
        return asyncio.new_event_loop()
    loop: asyncio.AbstractEventLoop = uvloop.new_event_loop()
    return loop


async def _called(call: Callable[[], R]) -> R:
    return call()


def _running() -> asyncio.AbstractEventLoop | None:
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        return None
