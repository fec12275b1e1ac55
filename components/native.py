"""Native radio buttons that tell a function what was chosen; for choices that are not part of the dossier."""

from collections.abc import Callable, Iterable

from nicegui import events, ui

from components.html import Words
from data.content_models import Option


class NativeRadios(ui.element):
    """One of a list can be chosen.

    :param chosen: called with the id of the option
    """

    def __init__(self, legend: str, options: Iterable[Option], value: str, chosen: Callable[[str], None]) -> None:
        super().__init__('fieldset')
        self.classes('wa-field')
        with self:
            Words('legend', legend, 'wa-field__label')
            with ui.element('div').classes('wa-choices wa-choices--single'):
                for option in options:
                    self._option(option, checked=option.id == value, chosen=chosen)

    def _option(self, option: Option, *, checked: bool, chosen: Callable[[str], None]) -> None:
        def pick(_event: events.GenericEventArguments) -> None:
            chosen(option.id)

        with ui.element('label').classes('wa-check'):
            radio = ui.element('input').props(f'type=radio name=keuze-{self.id}')
            radio.props['value'] = option.id
            if checked:
                radio.props['checked'] = True
            radio.on('change', pick, args=[])
            with ui.element('span'):
                Words('span', option.name)
                if option.text:
                    Words('span', option.text, 'wa-check__text')
