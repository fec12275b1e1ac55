"""The journal in plain Dutch: newest first, a heading per day, read only as far as it is shown.

What somebody looks for may be far back, or nowhere; that is read beside the event loop.
"""

from collections.abc import Callable, Coroutine, Sequence
from datetime import datetime
from itertools import islice
from typing import Any

from nicegui import events, ui

from components.focus import put_focus
from components.history_filters import Filters, Wanted
from components.history_lines import Line, days_html, fresh_html, may_restore
from components.history_parts import Option
from components.html import Icon, Words
from components.observer import Observer
from components.past import Past
from components.visit import Visit
from data.journal import End, Entry
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
        self._end = Past(visit).end()
        """what is behind this is new"""
        self._oldest = self._count = self._asked = 0
        self._is_looking = False
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
        self._show_first()
        self.listen(visit.workspace.history.grown(visit.dossier_id), self._follow)

    def _show_first(self) -> None:
        """Show the newest page of everything, which is at the end of the journal."""
        lines = [*islice(self._past.lines(lambda _: True, self._end.place), PAGE)]
        self._add(lines, lines[-1][0] if len(lines) == PAGE else 0)

    async def _filter(self, wanted: Wanted) -> None:
        self._wanted = wanted
        await self._begin()

    async def _begin(self) -> None:
        """Show the newest page of what is wanted; until it is there, what was shown stays."""
        self._fresh.content = ''
        self._end = self._past.end()
        self._status.text = 'Even zoeken …'
        if found := await self._look(self._end.place):
            self._pages.clear()
            self._count = 0
            self._add(*found)

    async def _older(self) -> None:
        """Show another page; after the last one the keyboard goes on there, because the button goes away."""
        if self._is_looking:
            return
        if found := await self._look(self._oldest):
            self._add(*found)
            if not self._more.visible:
                put_focus([self._status, *self._pages.default_slot.children][-1])

    async def _look(self, before: int) -> tuple[list[Line], int] | None:
        """Read a page, and give from where the next one is to be read; None if nobody waits for it any more."""
        self._asked += 1
        asked, self._is_looking = self._asked, True
        try:
            found = await self._past.look(self._fits, PAGE, before, self._wanted.begins)
        finally:
            if asked == self._asked:
                self._is_looking = False
        if asked != self._asked or not self._subscriptions:
            return None
        if not self._past.end().follows(self._end):  # a name was taken out of what was read
            await self._begin()
            return None
        return found

    def _add(self, lines: list[Line], oldest: int) -> None:
        if lines:
            with self._pages:
                days = ui.html(days_html(self._visit, lines), sanitize=False).classes('wa-days')
                days.props('tabindex=-1')
        self._oldest = oldest
        self._count += len(lines)
        self._more.set_visibility(oldest > 0)
        self._say()

    def _say(self) -> None:
        count = self._count
        shown = '1 wijziging' if count == 1 else f'{count} wijzigingen'
        self._status.text = f'{shown} getoond.' if count else self._nothing()

    def _nothing(self) -> str:
        return 'Er is nog niets gewijzigd.' if self._wanted == Wanted() else 'Geen wijzigingen gevonden.'

    def _follow(self, _dossier_id: str) -> Coroutine[Any, Any, None] | None:
        """Put what came since on top; what is shown already, and whoever reads it, is left alone."""
        end = self._past.end()
        if not end.follows(self._end):
            return self._begin()
        self._end = End(end.file, self._end.place)
        lines = [*islice(self._past.lines(self._fits, None, self._wanted.begins, self._end.place), PAGE)]
        before = self._fresh.content
        self._fresh.content = fresh_html(self._visit, lines)
        if self._fresh.content != before:
            self._status.text = 'Er is een nieuwe wijziging.'
        return None

    @property
    def _past(self) -> Past:
        return Past(self._visit)

    def _fits(self, stored: dict[str, Any]) -> bool:
        return self._wanted.fits(stored, self._visit.content)

    def _clicked(self, event: events.GenericEventArguments) -> None:
        what, place = event.args
        entry = self._past.at(int(place))
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
