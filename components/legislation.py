"""Laws and policy with how sure we are of their state; never a date without the day it was checked."""

from nicegui import ui

from components.html import Prose, Words
from components.visit import Visit
from data.content_models import Law
from data.rules.dutch import date_text


def legislation(visit: Visit) -> None:
    """Show the list, folded away until somebody wants it."""
    rules = visit.content.legislation
    with ui.element('details').classes('wa-details').props('id=wetgeving'):
        Words('summary', 'Wetten en regels: hoe staat het ervoor?')
        with ui.element('div').classes('wa-details__body wa-stack'):
            Prose(rules.intro, 'wa-small wa-subtle')
            for law in rules.laws:
                _law(law)


def _law(law: Law) -> None:
    with ui.element('article').classes('wa-law'):
        with ui.element('div').classes('wa-row'):
            Words('h3', law.name)
            since = f' sinds {law.since}' if law.since and law.status == 'in werking' else ''
            Words('span', f'{law.status}{since}', 'wa-badge')
        Prose(law.text, 'wa-small')
        checked = f'Gecontroleerd op {date_text(law.checked_on)}. Zekerheid: {law.certainty}. Bron: {law.source}.'
        Words('p', checked, 'wa-small wa-subtle')
