"""The page that ours are compared with: one label, and everything NiceGUI loads by default."""

import os

from nicegui import ui


@ui.page('/')
def page() -> None:
    """Show next to nothing."""
    ui.label('nothing')


@ui.page('/healthz')
def healthz() -> None:
    """Answer, so that one knows that it runs."""


ui.run(port=int(os.environ['WIJKAKKOORD_PORT']), host='127.0.0.1', show=False, reload=False)
