"""The journal in plain Dutch: newest first, a heading per day, read only as far as it is shown."""

from collections.abc import Callable, Sequence
from datetime import datetime
from itertools import islice

from nicegui import events, ui

from components.focus import put_focus
from components.history_filters import Filters, Wanted
from components.history_lines import Line, days_html, fresh_html, may_restore
from components.history_parts import Option
from components.html import Icon, Words
from components.observer import Observer
from components.past import Past
from components.visit import Visit
from data.journal import Entry
from data.rules.changes import plain, value_at

PAGE = 200
"""how many changes are shown at once"""
_CLICK = """(e) => {
  const button = e.target.closest('button[data-what]');
  if (button) emit(button.dataset.what, Number(button.dataset.place));
}"""


class Timeline(Observer):
    """All changes of a dossier; new ones come on top, older ones when asked for.

    :param steps: id and name of each step
    :param before: when this member looked last, None at the first visit
    :param show_text: called with a text and a moment of it when somebody wants to see what changed there
    """

    def __init__(
        self, visit: Visit, steps: Sequence[Option], before: datetime | None, show_text: Callable[[str, int], None]
    ) -> None:
        super().__init__()
        self._visit, self._wanted, self._show_text = visit, Wanted(), show_text
        self._newest = self._oldest = 0
        self._count = 0
        self.classes('wa-stack')
        with self:
            Filters(visit, steps, before, self._filter)
            self._status = Words('p', '', 'wa-small wa-subtle').props('role=status tabindex=-1')
            self._fresh = ui.html('', sanitize=False).classes('wa-fresh')
            self._pages = ui.element('div').classes('wa-stack')
            self._more = ui.element('button').classes('wa-button wa-button--second').props('type=button')
            with self._more:
                Icon('history')
                Words('span', 'Toon oudere wijzigingen')
        self._more.on('click', self._older)
        self.on('click', self._clicked, js_handler=_CLICK)
        self._begin()
        self.listen(visit.workspace.history.grown(visit.dossier_id), self._follow)

    def _filter(self, wanted: Wanted) -> None:
        self._wanted = wanted
        self._begin()

    def _begin(self) -> None:
        """Show the newest page of what is wanted."""
        self._pages.clear()
        self._fresh.content = ''
        self._count = 0
        lines = self._read(PAGE)
        self._newest = lines[0][0] if lines else -1
        self._add(lines)

    def _older(self) -> None:
        """Show another page; after the last one the keyboard goes on there, because the button goes away."""
        self._add(self._read(PAGE, self._oldest))
        if not self._more.visible:
            put_focus(self._pages.default_slot.children[-1])

    def _add(self, lines: list[Line]) -> None:
        if lines:
            self._oldest = lines[-1][0]
            with self._pages:
                days = ui.html(days_html(self._visit, lines), sanitize=False).classes('wa-days')
                days.props('tabindex=-1')
        self._count += len(lines)
        self._more.set_visibility(len(lines) == PAGE)
        self._say()

    def _say(self) -> None:
        count = self._count
        shown = '1 wijziging' if count == 1 else f'{count} wijzigingen'
        self._status.text = f'{shown} getoond.' if count else self._nothing()

    def _nothing(self) -> str:
        return 'Er is nog niets gewijzigd.' if self._wanted == Wanted() else 'Geen wijzigingen gevonden.'

    def _follow(self, _dossier_id: str) -> None:
        """Put what came since on top; what is shown already, and whoever reads it, is left alone."""
        lines = [line for line in self._read(PAGE) if line[0] > self._newest]
        before = self._fresh.content
        self._fresh.content = fresh_html(self._visit, lines)
        if self._fresh.content != before:
            self._status.text = 'Er is een nieuwe wijziging.'

    def _read(self, most: int, before: int | None = None) -> list[Line]:
        wanted, content = self._wanted, self._visit.content
        found = Past(self._visit).lines(lambda stored: wanted.fits(stored, content), before, wanted.begins)
        return list(islice(found, most))

    def _clicked(self, event: events.GenericEventArguments) -> None:
        what, place = event.args
        entry = Past(self._visit).at(int(place))
        if entry is None:
            return
        if what == 'text' and isinstance(entry.new, dict):
            self._show_text(entry.path.removeprefix('texts.'), int(entry.new.get('moment', 0)))
        elif what == 'value':
            self._restore(entry)

    def _restore(self, entry: Entry) -> None:
        """Put the earlier value back, as a new change of this member."""
        visit = self._visit
        if not may_restore(visit, entry):
            return
        if entry.operation == 'set' and plain(value_at(visit.dossier, entry.path)) == entry.old:
            ui.notify('Dit staat er al zo.', position='top')
            return
        if entry.operation == 'remove':
            done = bool(visit.add(entry.path.rpartition('.')[0], entry.old))
        else:
            done = visit.put(entry.path, entry.old)
        if done:
            ui.notify('Teruggezet. De wijziging staat bovenaan.', position='top')
            put_focus(self._status)
