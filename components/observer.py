"""An element whose event subscriptions end with it."""

import asyncio
from collections.abc import Callable
from typing import Any

from nicegui import Event, app, ui

LATER = 0.05
"""seconds that what stands around a change waits for the change itself; NiceGUI would send it first"""


class Observer(ui.element):
    """The base of every component that follows changes.

    ``Event.subscribe`` alone keeps a handler until the browser page is closed, but parts of a page come and go earlier.
    """

    def __init__(self, tag: str | None = None) -> None:
        super().__init__(tag)
        self._subscriptions: list[tuple[Event[...], Callable[..., Any]]] = []

    def listen(self, event: Event[...], handler: Callable[..., Any]) -> None:
        """Call ``handler`` on every ``event`` until this element is deleted.

        Also when another handler of the same event deletes it: NiceGUI goes on with all who followed when it began.
        """

        def take(*arguments: Any) -> Any:
            return handler(*arguments) if self._subscriptions else None

        self._subscribe(event, take)

    def listen_later(self, event: Event[...], handler: Callable[..., Any]) -> None:
        """Call ``handler`` a moment after ``event``, once for all that came meanwhile, with what came last.

        For what follows from a change, such as lists of findings; at once where no loop runs.
        """
        newest: list[tuple[Any, ...]] = []

        def call() -> None:
            arguments = newest.pop()
            newest.clear()
            if self._subscriptions:
                with self:
                    try:
                        handler(*arguments)
                    except Exception as error:  # the loop would write it into the log, and the page would never know
                        app.handle_exception(error)

        def take(*arguments: Any) -> None:
            newest.append(arguments)
            try:
                loop = asyncio.get_running_loop()
            except RuntimeError:
                call()
            else:
                if len(newest) == 1:
                    loop.call_later(LATER, call)

        self._subscribe(event, take)

    def _subscribe(self, event: Event[...], handler: Callable[..., Any]) -> None:
        event.subscribe(handler, expect_args=True, unsubscribe_on_delete=False)
        self._subscriptions.append((event, handler))

    def stop(self) -> None:
        """Follow nothing any more; the element stays as it is."""
        for event, handler in self._subscriptions:
            event.unsubscribe(handler)
        self._subscriptions.clear()

    def _handle_delete(self) -> None:
        self.stop()
        super()._handle_delete()
