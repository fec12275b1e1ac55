"""A list of loose dates, to add to and to take from."""

import json
from datetime import date

from nicegui import events, ui

from components.focus import put_focus
from components.html import Icon, Words
from components.observer import Observer
from components.one_press import OnePress
from components.visit import Visit
from data.models import Dossier
from data.rules.changes import value_at
from data.rules.dutch import day_text

_NOT_WHOLE = 'Vul een hele datum in.'


class DateList(Observer):
    """The dates at a path, in order, each with a button to take it away; and a field for another one.

    :param path: of a tuple of dates
    """

    def __init__(self, visit: Visit, path: str, label: str) -> None:
        super().__init__()
        self._visit, self._path = visit, path
        self._items: dict[date, ui.element] = {}
        self._buttons: dict[date, ui.element] = {}
        self._once = OnePress()
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
            button = ui.element('button').classes('wa-button wa-button--second').props('type=button')
            with button:
                Icon('plus')
                Words('span', 'Datum toevoegen')
        self._problem = Words('p', '', 'wa-error').props('role=alert')
        self._input.props.update({'aria-label': 'Nieuwe datum', 'aria-describedby': self._problem.html_id})
        field = f'document.getElementById("{self._input.html_id}")'
        read = f'() => {{ const field = {field}; emit(field.value); field.focus(); }}'
        button.on('click', self._add, js_handler=read)
        self._input.on('keydown.enter', self._add, js_handler=read)

    def _dates(self, dossier: Dossier) -> list[date]:
        return sorted({*(value_at(dossier, self._path) or ())})

    def _add(self, event: events.GenericEventArguments) -> None:
        """Take a date, and empty the field when it was taken; a date that is half typed or impossible comes empty."""
        day = str(event.args or '')
        days = [each.isoformat() for each in self._dates(self._visit.dossier)]
        refusal = self._visit.set(self._path, sorted({*days, day})) if day else _NOT_WHOLE
        self._say(refusal)
        if not refusal:
            self._empty(day)

    def _say(self, problem: str) -> None:
        self._problem.text = problem
        if bool(problem) != ('aria-invalid' in self._input.props):
            self._input.props.set_optional('aria-invalid', 'true' if problem else None)

    def _empty(self, day: str) -> None:
        """Empty the field, unless another date is in it by now."""
        field = f'document.getElementById("{self._input.html_id}")'
        ui.run_javascript(f'if ({field}?.value === {json.dumps(day)}) {field}.value = ""')

    def _remove(self, day: date) -> None:
        """Take a date away; the keyboard goes on with the next one, the last one or the field."""
        days = [other for other in self._dates(self._visit.dossier) if other != day]
        if self._visit.put(self._path, [other.isoformat() for other in days]):
            near = [*(other for other in days if other > day), *days[-1:]]
            put_focus(self._buttons[near[0]] if near else self._input)

    def _show(self, dossier: Dossier) -> None:
        """Make items for new dates at their place and drop those of dates that are gone."""
        days = self._dates(dossier)
        for gone in set(self._items) - set(days):
            self._items.pop(gone).delete()
            self._buttons.pop(gone, None)
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
                button.on('click', self._once(lambda: self._remove(day)))
                self._buttons[day] = button
        return item
