"""A list of parts that everyone edits: rows come and go in place, half-typed rows stay."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from nicegui import ui

from components.field.field import Choice, Field, Kind
from components.focus import put_focus_inside
from components.html import Icon, Words
from components.observer import Observer
from components.one_press import OnePress
from components.undo import offer_undo
from components.visit import Visit
from data.models import Dossier
from data.rules.changes import plain, value_at

_ENTER = """function enter(row, tries) {
  const input = row.querySelector('input, textarea, select');
  if (input) { input.focus(); return; }
  const fold = row.querySelector('details');
  if (fold) fold.open = true;
  if (tries) setTimeout(() => enter(row, tries - 1), 50);
}"""
"""puts the cursor into a new row; a row that is folded is opened first, and what is in it may come later"""


class Cell(NamedTuple):
    """One input of every row."""

    name: str
    """field of the part"""
    label: str
    kind: Kind = 'text'
    options: Sequence[Choice] = ()
    help: str = ''
    unit: str = ''


class PartList(Observer):
    """The parts at a path of the dossier, each as a row of inputs, with a button to add and to take away.

    :param path: of a tuple of parts
    :param cells: the inputs of a row
    :param item: what one part is called, e.g. 'criterium'
    :param empty: what stands there when the list is empty
    :param new: values of a fresh part
    :param row: builds a row instead of ``cells``; called with the path of the part
    :param keep: which parts belong in this list; None is all
    :param can_add: whether to show the button that adds a part
    :param can_remove: whether to show the buttons that take a part away
    """

    def __init__(
        self,
        visit: Visit,
        path: str,
        cells: Sequence[Cell] = (),
        *,
        item: str,
        empty: str = '',
        new: Mapping[str, Any] | None = None,
        row: Callable[[str], None] | None = None,
        keep: Callable[[Any], bool] | None = None,
        can_add: bool = True,
        can_remove: bool = True,
    ) -> None:
        super().__init__()
        self._visit, self._path, self._cells, self._item = visit, path, cells, item
        self._new, self._row, self._keep, self._can_remove = dict(new or {}), row, keep, can_remove
        self._rows: dict[str, ui.element] = {}
        self._ids: list[str] = []
        self._once = OnePress()
        self.classes('wa-stack')
        with self:
            self._nothing = Words('p', empty or f'Nog geen {item}.', 'wa-empty')
            self._list = ui.element('div').classes('wa-parts')
            if can_add and visit.may_add(path, str(self._new.get('party_id', ''))):
                self._add_button()
        self._show(visit.dossier)
        self.listen(visit.changed, self._show)

    def _add_button(self) -> None:
        with ui.element('div'), ui.element('button').classes('wa-button wa-button--second').props('type=button') as add:
            Icon('plus')
            Words('span', f'{self._item.capitalize()} toevoegen')
        add.on('click', OnePress()(self._add))

    def _add(self) -> None:
        if part_id := self._visit.add(self._path, self._new):
            self._show(self._visit.dossier)
            if row := self._rows.get(part_id):
                ui.run_javascript(f'({_ENTER})(document.getElementById("c{row.id}"), 40)')

    def _show(self, dossier: Dossier) -> None:
        """Make rows for parts that are new and drop those of parts that are gone; the others stay as they are."""
        parts = value_at(dossier, self._path) or ()
        self._ids = ids = [part.id for part in parts if self._keep is None or self._keep(part)]
        for gone in set(self._rows) - set(ids):
            self._rows.pop(gone).delete()
        for place, part_id in enumerate(ids):
            if part_id not in self._rows:
                with self._list:
                    self._rows[part_id] = self._build(part_id)
                if place < len(self._rows) - 1:
                    self._rows[part_id].move(target_index=place)
        self._nothing.set_visibility(not ids)

    def _build(self, part_id: str) -> ui.element:
        path = f'{self._path}.{part_id}'
        with ui.element('div').classes('wa-part') as row:
            if self._row:
                with ui.element('div').classes('wa-span').style('flex:1;min-width:0'):
                    self._row(path)
            else:
                with ui.element('div').classes('wa-fields wa-fields--pairs'):
                    for cell in self._cells:
                        Field(
                            self._visit,
                            f'{path}.{cell.name}',
                            cell.label,
                            kind=cell.kind,
                            options=cell.options,
                            help=cell.help,
                            unit=cell.unit,
                        )
            if self._can_remove and self._visit.may(path):
                self._remove_button(path)
        return row

    def _remove_button(self, path: str) -> None:
        button = ui.element('button').classes('wa-button wa-button--danger wa-button--icon')
        button.props('type=button').props['aria-label'] = f'{self._item.capitalize()} weghalen'
        button.props['title'] = f'{self._item.capitalize()} weghalen'
        with button:
            Icon('trash-2')
        button.on('click', self._once(lambda: self._remove(path)))

    def _remove(self, path: str) -> None:
        """Take a part away and offer to put it back where it was, so that a slip costs nothing."""
        parts = plain(value_at(self._visit.dossier, self._path))
        part = plain(value_at(self._visit.dossier, path))
        if part is None:
            return
        index, place = parts.index(part), self._ids.index(part['id'])
        if not self._visit.remove(path):
            return
        with self:  # the button that was pressed is gone with its row
            offer_undo(
                f'{self._item.capitalize()} weggehaald.',
                lambda: self._put_back(part, index),
                lambda: self._go_on(part['id'], place),
            )

    def _put_back(self, part: dict[str, Any], index: int) -> bool:
        """Put a part back, at its old place if the member may order the list; gives whether it is there."""
        parts = plain(value_at(self._visit.dossier, self._path)) or []
        if any(other['id'] == part['id'] for other in parts):
            return True
        if self._visit.may(self._path):
            return self._visit.put(self._path, [*parts[:index], part, *parts[index:]])
        return bool(self._visit.add(self._path, part))

    def _go_on(self, part_id: str, place: int) -> None:
        """Bring the keyboard to a part; if it is gone to what is at its place now, or to what is left of the list."""
        near = [part_id, *self._ids[place : place + 1], *self._ids[-1:]]
        put_focus_inside(next((self._rows[each] for each in near if each in self._rows), self))
