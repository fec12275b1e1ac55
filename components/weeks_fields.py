"""How many weeks something takes: at least, usually, at most."""

from nicegui import ui

from components.field import Field
from components.html import Words
from components.visit import Visit

GUIDELINE = 'Richttijd, controleer bij uw organisatie.'


def weeks_fields(visit: Visit, path: str, question: str) -> None:
    """Ask for the least, usual and most weeks of a body or process at a path."""
    with ui.element('fieldset').classes('wa-weeks'):
        Words('legend', question, 'wa-field__label')
        Words('p', GUIDELINE, 'wa-field__help')
        with ui.element('div').classes('wa-weeks__in'):
            Field(visit, f'{path}.weeks_min', 'Minstens', kind='number', unit='weken')
            Field(visit, f'{path}.weeks', 'Gewoonlijk', kind='number', unit='weken')
            Field(visit, f'{path}.weeks_max', 'Hoogstens', kind='number', unit='weken')
