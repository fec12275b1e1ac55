"""The personal link of a calendar: to copy, and to make anew when somebody else may have it."""

from collections.abc import Callable

from nicegui import ui

from components.html import Icon, Words
from components.visit import Visit


class FeedLink(ui.element):
    """A member's own calendar link.

    :param address: gives the whole address as it is now
    """

    def __init__(self, visit: Visit, address: Callable[[], str]) -> None:
        super().__init__()
        self._visit, self._address = visit, address
        self.classes('wa-stack wa-stack--small')
        with self:
            with ui.element('div').classes('wa-field'):
                label = Words('label', 'Link om op te abonneren', 'wa-field__label')
                Words(
                    'p',
                    'Zet deze link in uw agendaprogramma. Nieuwe data komen dan vanzelf. De link is persoonlijk.',
                    'wa-field__help',
                )
                self._field = ui.element('input').classes('wa-input').props('readonly type=url autocomplete=off')
                self._field.props['value'] = address()
                label.props['for'] = f'c{self._field.id}'
            self._copy = ui.element('button').classes('wa-button wa-button--quiet').props('type=button')
            self._copy.props.update({'data-wa': 'copy', 'data-wa-from': f'c{self._field.id}'})
            self._offer_copy()
            self._offer_new()

    def _offer_copy(self) -> None:
        """Write the button anew: the browser says in it that the link was copied, and this one was not yet."""
        self._copy.clear()
        with self._copy:
            Icon('copy')
            Words('span', 'Link kopiëren')

    def _offer_new(self) -> None:
        with ui.element('details').classes('wa-details wa-details--quiet'):
            Words('summary', 'Heeft iemand anders deze link?')
            with ui.element('div').classes('wa-details__body wa-stack wa-stack--small'):
                Words('p', 'Maak een nieuwe link. De oude werkt dan niet meer, ook niet in uw eigen agendaprogramma.')
                make = Words('button', 'Maak een nieuwe link', 'wa-button wa-button--second').props('type=button')
                make.on('click', self._renew, args=[])
                self._said = Words('p', '').props('role=status')

    def _renew(self) -> None:
        self._visit.workspace.accounts.renew_feed(self._visit.member.id)
        self._field.props['value'] = self._address()
        self._offer_copy()
        self._said.text = 'Hierboven staat uw nieuwe link. Zet die in uw agendaprogramma.'
