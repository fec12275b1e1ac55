"""A native dialog: the page behind it cannot be reached, Escape closes it, and the focus goes back where it was."""

from nicegui import ui

_OUTSIDE = '(event) => { if (event.target === event.currentTarget) event.currentTarget.close(); }'


class Modal(ui.element):
    """A dialog above the page; fill it with ``with modal:`` and show it with ``open``."""

    def __init__(self) -> None:
        super().__init__('dialog')
        self.classes('wa-modal')
        self.on('click', js_handler=_OUTSIDE)

    def open(self) -> None:
        """Show it."""
        ui.run_javascript(f'{self._self}.showModal()')

    def close(self) -> None:
        """Take it away; what is in it stays."""
        ui.run_javascript(f'{self._self}.close()')

    @property
    def _self(self) -> str:
        return f'document.getElementById("{self.html_id}")'
