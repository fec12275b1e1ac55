"""A button whose press brings along what the fields beside it hold; pressing again before the answer is no new press.

To ask the page afterwards takes another trip along the line. NiceGUI waits a second for it; then nothing is done.
"""

import json
from collections.abc import Callable
from typing import Any

from nicegui import events, ui

_LONGEST = 200
"""letters of a field, as ``labelled`` tells the browser"""
_READ = """[Number(button.dataset.press), ...%s.map((id) => document.getElementById(id))
    .map((field) => field.type === 'checkbox' ? field.checked : field.value)]"""
_EMPTY = """for (const [id, value] of %s) {
  const field = document.getElementById(id);
  if (field?.value === value) field.value = '';
}"""


class Press:
    """Calls a handler with what the fields hold when somebody presses a button.

    The page sends along how many presses it knows to be handled. If it knows of fewer than there were, and the values
    are those of the last one, then somebody pressed again while the answer was on its way.

    :param handler: called with a value per field: whether a box is ticked, else its text without spaces around it
    """

    def __init__(self, button: ui.element, handler: Callable[..., object], *fields: ui.element) -> None:
        self._button, self._handler, self._fields = button, handler, fields
        self._handled = 0
        self._values: list[Any] = []
        button.props['data-press'] = self._handled
        on_press(button, self._take, _READ % [field.html_id for field in fields])

    def empty(self, *fields: ui.element) -> None:
        """Empty fields whose words were taken; who has typed on since keeps what they typed."""
        pairs = zip(self._fields, self._values, strict=True)
        taken = [(field.html_id, value) for field, value in pairs if field in fields]
        self._button.client.run_javascript(_EMPTY % json.dumps(taken))

    def _take(self, event: events.GenericEventArguments) -> object:
        known, *values = event.args if isinstance(event.args, list) and event.args else [None]
        if not self._fits(values) or (known != self._handled and values == self._values):
            return None
        self._handled += 1
        self._values = values
        self._button.props['data-press'] = self._handled
        return self._handler(*(value.strip() if isinstance(value, str) else value for value in values))

    def _fits(self, values: list[Any]) -> bool:
        """Whether these can be the values of the fields; a browser may send anything."""
        return len(values) == len(self._fields) and all(map(_is_of, values, self._fields))


def on_press(button: ui.element, handler: Callable[..., object], values: str) -> None:
    """Call a handler once for a press, whether somebody clicks twice or keeps the key down.

    :param values: JavaScript for what is sent along; the button is ``button`` there
    """
    read = f'(event) => {{ const button = event.currentTarget; if (event.detail < 2) emit({values}); }}'
    button.on('click', handler, js_handler=read)
    button.on('keydown.enter', js_handler='(event) => event.repeat && event.preventDefault()')


def show_whether_useful(button: ui.element, *, useful: bool) -> None:
    """Show whether a press would do anything; unlike a disabled button it keeps the focus of who just pressed it."""
    word = 'false' if useful else 'true'
    if button.props.get('aria-disabled') != word:
        button.props['aria-disabled'] = word


def _is_of(value: Any, field: ui.element) -> bool:
    if field.props.get('type') == 'checkbox':
        return isinstance(value, bool)
    return isinstance(value, str) and len(value) <= _LONGEST
