"""A state in a word, an icon and a colour; never by colour alone."""

from nicegui import ui

from components.html import Icon, Words
from data.rules.states import State

_ICONS = {
    State.EMPTY: 'circle-dashed',
    State.BUSY: 'circle-dot',
    State.DONE: 'circle-check',
    State.STUCK: 'triangle-alert',
    State.NOT_APPLICABLE: 'circle',
}


class StateBadge(ui.element):
    """How far something is; changes in place.

    :param words: what is said instead of the state's own word
    """

    def __init__(self, state: State, words: str = '') -> None:
        super().__init__('span')
        self._state = state
        self.classes(f'wa-badge {_class(state)}')
        with self:
            self._icon = ui.element('span').style('display:inline-flex')
            with self._icon:
                Icon(_ICONS[state])
            self._word = Words('span', words or str(state))

    def show(self, state: State, words: str = '') -> None:
        """Show another state."""
        text = words or str(state)
        if self._word.text != text:
            self._word.text = text
        if state is self._state:
            return
        self.classes(remove=_class(self._state), add=_class(state))
        self._state = state
        self._icon.clear()
        with self._icon:
            Icon(_ICONS[state])


def _class(state: State) -> str:
    return f'wa-badge--{str(state).split(maxsplit=1)[0]}'


def short(state: State) -> str:
    """Give the word of a state where room is scarce."""
    return 'n.v.t.' if state is State.NOT_APPLICABLE else str(state)
