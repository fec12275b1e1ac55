"""Fill the matrix from a ready division of roles, after saying what that changes."""

from collections.abc import Mapping, Sequence

from nicegui import ui

from components.focus import put_focus
from components.html import Icon, Words
from components.native import NativeRadios
from components.observer import Observer
from components.press import show_whether_useful
from components.undo import offer_undo
from components.visit import Visit
from data.content_models import Option
from data.models import Dossier, Role
from data.rules.changes import plain
from data.rules.roles import Cells, apply_template

_EMPTY, _ALL = 'leeg', 'alles'
_WAYS = (
    Option(id=_EMPTY, name='Vul alleen lege vakken', text='Wat al gekozen is, blijft staan. Dit is het veiligst.'),
    Option(id=_ALL, name='Vervang alle rollen', text='Ook wat al gekozen is, wordt vervangen.'),
)


class TemplateChooser(Observer):
    """Choose a template and a way to apply it."""

    def __init__(self, visit: Visit) -> None:
        super().__init__()
        self._visit = visit
        self._templates = {template.id: template for template in visit.content.tasks.templates}
        self._template, self._way = next(iter(self._templates)), _EMPTY
        self.classes('wa-stack')
        with self:
            options = [Option(id=each.id, name=each.name, text=each.text) for each in self._templates.values()]
            NativeRadios('Welk sjabloon?', options, self._template, self._choose_template)
            NativeRadios('Wat mag het sjabloon invullen?', _WAYS, self._way, self._choose_way)
            with ui.element('p').classes('wa-note').props('role=status') as self._note:
                Icon('info')
                self._effect = Words('span')
            with ui.element('div'), ui.element('button').classes('wa-button').props('type=button') as apply:
                Words('span', 'Sjabloon toepassen')
                self._button = apply.on('click', self._apply)
            self._said = Words('p', '', 'wa-small wa-subtle').props('role=status')
        self._show(visit.dossier)
        self.listen_later(visit.changed, self._show)

    def _choose_template(self, template_id: str) -> None:
        if template_id in self._templates:
            self._template = template_id
            self._choose()

    def _choose_way(self, way: str) -> None:
        self._way = way
        self._choose()

    def _choose(self) -> None:
        self._said.text = ''
        self._show(self._visit.dossier)

    def _changes(self, dossier: Dossier) -> Cells:
        return apply_template(dossier, self._templates[self._template], only_empty=self._way == _EMPTY)

    def _show(self, dossier: Dossier) -> None:
        """Say beforehand how many cells are filled and how many chosen roles are lost."""
        changes = self._changes(dossier)
        cells = [(task, party) for task, row in changes.items() for party in row]
        replaced = sum(bool(dossier.matrix.roles(*cell)) for cell in cells)
        self._effect.text = _effect(len(cells) - replaced, replaced)
        self._note.classes(**({'add': 'wa-note--warning'} if replaced else {'remove': 'wa-note--warning'}))
        show_whether_useful(self._button, useful=bool(cells))

    def _apply(self) -> None:
        """Fill the cells in one change and offer to put back what was there."""
        before = self._visit.dossier
        changes = self._changes(before)
        if not changes or not self._visit.put('matrix.cells', _with(before, changes)):
            return
        old = {task: {party: before.matrix.roles(task, party) for party in row} for task, row in changes.items()}
        self._said.text = f'Sjabloon ‘{self._templates[self._template].name}’ toegepast.'
        offer_undo(self._said.text, lambda: self._undo(old), lambda: put_focus(self._button))

    def _undo(self, old: Cells) -> bool:
        done = self._visit.put('matrix.cells', _with(self._visit.dossier, old))
        if done:
            self._said.text = 'De rollen van daarvoor staan er weer.'
        return done


def _effect(filled: int, replaced: int) -> str:
    if not filled and not replaced:
        return 'Dit sjabloon verandert nu niets.'
    fills = f'Dit vult {filled} {"leeg vak" if filled == 1 else "lege vakken"}'
    if not replaced:
        return f'{fills}. Wat al gekozen is, blijft staan.'
    lost = f'{replaced} {"rol die" if replaced == 1 else "rollen die"} u samen al koos'
    both = f'{fills} en vervangt {lost}' if filled else f'Dit vervangt {lost}'
    return f'{both}. Overleg dit eerst met de andere partijen.'


def _with(dossier: Dossier, changes: Mapping[str, Mapping[str, Sequence[Role]]]) -> object:
    """Give all cells of a dossier with some of them changed, as JSON-like data."""
    cells = dict(dossier.matrix.cells)
    for task, row in changes.items():
        cells[task] = {**cells.get(task, {}), **{party: tuple(roles) for party, roles in row.items()}}
    return plain(cells)
