"""A part that is folded away until somebody wants it; what is in it is made then, so that a page stays light."""

from collections.abc import Callable

from nicegui import ui


class Fold(ui.element):
    """A native disclosure whose inside is built when it is opened for the first time.

    Fill the summary with ``with fold.summary:``.

    :param build: makes the inside
    :param anchor: id of the part in links
    """

    def __init__(self, build: Callable[[], object], *, anchor: str = '', quiet: bool = False) -> None:
        super().__init__('details')
        self._build: Callable[[], object] | None = build
        self.classes('wa-details wa-details--quiet' if quiet else 'wa-details wa-fold')
        if anchor:
            self.props['id'] = anchor
        with self:
            self.summary = ui.element('summary')
            self._inside = ui.element('div').classes('wa-details__body')
        self.on('toggle', self.open_up, args=[])

    def open_up(self) -> None:
        """Build the inside, once."""
        if self._build:
            build, self._build = self._build, None
            with self._inside:
                build()
