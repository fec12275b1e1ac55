"""Step: the form of cooperation."""

from nicegui import ui

from components.form_chooser import FormChooser
from components.guidance import Cases, Why
from components.visit import Visit


def form_page(visit: Visit) -> None:
    """Let everyone answer, see what fits, and choose together."""
    with ui.element('div').classes('wa-stack wa-stack--large'):
        Why(visit, 'form')
        FormChooser(visit)
        Cases(visit, '/vorm')
