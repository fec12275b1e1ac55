"""A list of loose dates, to add to and to take from."""

from datetime import date

from nicegui import events, ui

from components.html import Icon, Words
from components.observer import Observer
from components.visit import Visit
from data.models import Dossier
from data.rules.changes import value_at
from data.rules.dutch import day_text


class DateList(Observer):
    """The dates at a path, in order, each with a button to take it away; and a field for another one.

    :param path: of a tuple of dates
    """

    def __init__(self, visit: Visit, path: str, label: str) -> None:
        super().__init__()
        self._visit, self._path = visit, path
        self._items: dict[date, ui.element] = {}
        may = visit.may(path)
        with self, ui.element('div').classes('wa-field'):
            Words('span', label, 'wa-field__label')
            self._list = ui.element('ul').classes('wa-dates')
            if may:
                self._new()
        self._show(visit.dossier)
        self.listen(visit.changed, self._show)

    def _new(self) -> None:
        with ui.element('div').classes('wa-row'):
            self._input = ui.element('input').classes('wa-input wa-dates__input').props('type=date')
            self._input.props['aria-label'] = 'Nieuwe datum'
            button = ui.element('button').classes('wa-button wa-button--second').props('type=button')
            with button:
                Icon('plus')
                Words('span', 'Datum toevoegen')
        field = f'document.getElementById("c{self._input.id}")'
        read = f'() => {{ const field = {field}; emit(field.value); field.value = ""; field.focus(); }}'
        button.on('click', self._add, js_handler=read)
        self._input.on('keydown.enter', self._add, js_handler=read)

    def _dates(self, dossier: Dossier) -> list[date]:
        return sorted({*(value_at(dossier, self._path) or ())})

    def _add(self, event: events.GenericEventArguments) -> None:
        if event.args:
            days = [day.isoformat() for day in self._dates(self._visit.dossier)]
            self._visit.put(self._path, sorted({*days, str(event.args)}))

    def _remove(self, day: date) -> None:
        days = [other.isoformat() for other in self._dates(self._visit.dossier) if other != day]
        self._visit.put(self._path, days)

    def _show(self, dossier: Dossier) -> None:
        """Make items for new dates at their place and drop those of dates that are gone."""
        days = self._dates(dossier)
        for gone in set(self._items) - set(days):
            self._items.pop(gone).delete()
        for place, day in enumerate(days):
            if day not in self._items:
                with self._list:
                    self._items[day] = self._item(day)
                self._items[day].move(target_index=place)

    def _item(self, day: date) -> ui.element:
        with ui.element('li').classes('wa-dates__item') as item:
            Words('span', day_text(day))
            if self._visit.may(self._path):
                button = (
                    ui.element('button').classes('wa-button wa-button--icon wa-button--danger').props('type=button')
                )
                button.props['aria-label'] = f'{day_text(day)} weghalen'
                with button:
                    Icon('x')
                button.on('click', lambda: self._remove(day))
        return item
