"""When the collector of garbage walks. It stops everything while it does, typing included, so it waits for a pause."""

import asyncio
import gc
from collections.abc import Callable

from nicegui import Client

YOUNG, OLDER = 3_000, 2
"""so many new objects, and so many times that, are looked through at once: one and two milliseconds"""
PAUSE = 2.0
"""how long (seconds) nobody typed before everything is looked through"""
WORTH_IT, TOO_MANY = 30, 1000
"""so many pages left, and it is done in the next pause; so many, and it is done without one"""
LOOK = 1.0
"""how often (seconds) is looked whether it is time"""


def rest_what_stays() -> None:
    """Leave programs and content alone from now on, and never look through everything unasked.

    With three hundred pages open that is two seconds.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, OLDER, 1_000_000)


class Garbage:
    """Looks through everything when pages were left and nobody types.

    :param quiet_for: tells for how long (seconds) nobody has typed
    """

    def __init__(self, quiet_for: Callable[[], float]) -> None:
        self._quiet_for = quiet_for
        self._left = 0

    def page_left(self, client: Client) -> None:
        """Take apart what holds on to itself in a page that is over, so that nearly all of it goes at once.

        Classes, style and props of each element of NiceGUI 3.18 hold a list with a method of their own.
        """
        self._left += 1
        for element in client.elements.values():
            for holder in (element.classes, element.style, element.props):
                holder._change_handlers.clear()  # there is no other way in

    async def keep_away(self) -> None:
        """Look through everything whenever it is time, until cancelled."""
        while True:
            await asyncio.sleep(LOOK)
            self.look()

    def look(self) -> None:
        """Look through everything if it is time."""
        if self._left >= TOO_MANY or (self._left >= WORTH_IT and self._quiet_for() > PAUSE):
            self._left = 0
            gc.collect()
