"""An element whose event subscriptions end with it."""

from collections.abc import Callable
from typing import Any

from nicegui import Event, ui


class Observer(ui.element):
    """The base of every component that follows changes.

    ``Event.subscribe`` alone keeps a handler until the browser page is closed, but parts of a page come and go earlier.
    """

    def __init__(self, tag: str | None = None) -> None:
        super().__init__(tag)
        self._subscriptions: list[tuple[Event[...], Callable[..., Any]]] = []

    def listen(self, event: Event[...], handler: Callable[..., Any]) -> None:
        """Call ``handler`` on every ``event`` until this element is deleted."""
        event.subscribe(handler, unsubscribe_on_delete=False)
        self._subscriptions.append((event, handler))

    def stop(self) -> None:
        """Follow nothing any more; the element stays as it is."""
        for event, handler in self._subscriptions:
            event.unsubscribe(handler)
        self._subscriptions.clear()

    def _handle_delete(self) -> None:
        self.stop()
        super()._handle_delete()
