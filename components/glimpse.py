"""A glimpse of two parties at work, drawn for the start page; screen readers get one sentence."""

from nicegui import ui

from components.html import Words
from components.state_badge import StateBadge
from data.rules.states import State

_ROWS = (
    ('Gemeente', '#0b6b57', State.DONE),
    ('LindeWarm', '#9a4a00', State.DONE),
    ('Wiedezicht', '#3b5bb5', State.EMPTY),
)


def glimpse() -> None:
    """Draw a goal that two people write at once, and who agrees."""
    with ui.element('div').classes('wa-glimpse').props('role=img') as picture:
        picture.props['aria-label'] = 'Voorbeeld: twee partijen schrijven tegelijk aan hun doel en zien wie akkoord is.'
        Words('span', 'Gezamenlijk doel', 'wa-glimpse__label')
        with ui.element('p').classes('wa-glimpse__text'):
            Words('span', 'Samen zorgen we')
            _caret('Fatima', '#9a4a00')
            Words(
                'span',
                ' dat bewoners een eerlijke en betaalbare keuze kunnen maken voor wonen zonder aardgas, zodat de wijk',
            )
            _caret('Ruben', '#3b5bb5')
            Words('span', ' rond 2035 klaar is voor duurzame warmte.')
        with ui.element('div').classes('wa-glimpse__rows'):
            for name, colour, state in _ROWS:
                with ui.element('div').classes('wa-glimpse__row'):
                    Words('span', name, 'wa-party').style(f'--wa-party-colour:{colour}')
                    StateBadge(state, 'akkoord' if state is State.DONE else 'nog niet akkoord')


def _caret(name: str, colour: str) -> None:
    caret = ui.element('span').classes('wa-glimpse__caret').style(f'--c:{colour}')
    caret.props['data-name'] = name
