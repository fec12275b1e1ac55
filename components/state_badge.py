"""A state in a word, an icon and a colour; never by colour alone."""

from html import escape

from nicegui import ui

from components.html import icon_html
from data.rules.states import State

_ICONS = {
    State.EMPTY: 'circle-dashed',
    State.BUSY: 'circle-dot',
    State.DONE: 'circle-check',
    State.STUCK: 'triangle-alert',
    State.NOT_APPLICABLE: 'circle',
}


class StateBadge(ui.html):
    """How far something is; changes in place. One element: an overview has dozens of them.

    :param words: what is said instead of the state's own word
    """

    def __init__(self, state: State, words: str = '') -> None:
        super().__init__(_html(state, words), sanitize=False, tag='span')
        self._state = state
        self.classes(f'wa-badge {_class(state)}')

    def show(self, state: State, words: str = '') -> None:
        """Show another state."""
        html = _html(state, words)
        if html != self.content:
            self.content = html
        if state is not self._state:
            self.classes(remove=_class(self._state), add=_class(state))
            self._state = state


def _html(state: State, words: str) -> str:
    return f'{icon_html(_ICONS[state])}<span>{escape(words or str(state))}</span>'


def _class(state: State) -> str:
    return f'wa-badge--{str(state).split(maxsplit=1)[0]}'


def short(state: State) -> str:
    """Give the word of a state where room is scarce."""
    return 'n.v.t.' if state is State.NOT_APPLICABLE else str(state)
