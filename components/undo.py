"""Taking something away costs nothing: a bar at the foot of the page offers to put it back."""

from collections.abc import Callable

from nicegui import ui

from components.focus import put_focus
from components.html import Icon, Words


class UndoPlace(ui.element):
    """Where the offers of a page come; it is there before them, so that screen readers tell of what comes in it."""

    def __init__(self) -> None:
        super().__init__()
        self.props('role=status aria-atomic=false')


def offer_undo(message: str, undo: Callable[[], object], go_on: Callable[[], object]) -> None:
    """Say what was taken away, with the keyboard on a button to put it back.

    :param undo: puts it back, and gives whether that worked; if not, the offer stays
    :param go_on: brings the keyboard to where it goes on when the offer is gone
    """
    with _place(), ui.element('div').classes('wa-undo') as bar:
        words = Words('span', message)
        button = ui.element('button').classes('wa-button wa-button--quiet').props('type=button')
        button.props['aria-describedby'] = words.html_id
        with button:
            Icon('undo-2')
            Words('span', 'Terugzetten')
        close = ui.element('button').classes('wa-button wa-button--icon').props('type=button aria-label=Sluiten')
        with close:
            Icon('x')

    def end() -> None:
        go_on()
        bar.delete()

    def put_back() -> None:
        if undo():
            end()

    button.on('click', put_back)
    close.on('click', end)
    put_focus(button)


def _place() -> UndoPlace:
    return next(each for each in ui.context.client.elements.values() if isinstance(each, UndoPlace))
