"""The table of tasks and parties, one native select per cell, live for everyone."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from nicegui import events

from components.field.field import kept_at
from components.observer import Observer
from components.role_matrix.shared import patch_between, state_of
from components.role_matrix.state import roles_of
from components.role_matrix.task_talk import TaskTalk
from components.visit import Visit
from data.models import Dossier
from data.rules import permissions
from data.rules.roles import words

_ANY_CELL = 'matrix.cells.taak.partij'
_GONE = 'Deze taak, partij of rol bestaat niet meer. Misschien heeft iemand anders die net weggehaald.'


class RoleMatrix(Observer, component='role_matrix.js'):
    """Who does what. One component for the whole table: thousands of elements would make every page slow.

    :param edit: called with the id of a task that somebody wants to change; None leaves the buttons out
    """

    def __init__(self, visit: Visit, edit: Callable[[str], None] | None = None) -> None:
        super().__init__()
        self._visit = visit
        self._names = visit.content.tasks.roles
        self._shown = visit.dossier
        self._props.update(
            {
                'state': state_of(visit, self._shown),
                'readonly': not visit.may(_ANY_CELL),
                'editable': edit is not None and visit.may('matrix.tasks'),
                'own': visit.member.party_id,
                'comment': permissions.may_comment(visit.member, visit.dossier),
                'keep': kept_at(visit, 'matrix.cells'),
            }
        )
        self.on('choose', self._choose)
        talk = TaskTalk(visit)
        self.on('talk', lambda event: talk.open_at(str(event.args['task']), str(event.args['party'])))
        if edit:
            self.on('edit', lambda event: edit(event.args) if _has_task(self._state, event.args) else None)
        self.listen(visit.changed, self._follow)

    @property
    def _state(self) -> dict[str, Any]:
        return state_of(self._visit, self._shown)

    def _choose(self, event: events.GenericEventArguments) -> None:
        """Put a chosen role into the dossier; if that cannot be, the cell goes back and says why."""
        task, party, value = (str(event.args[name]) for name in ('task', 'party', 'value'))
        state = self._state
        is_choice = _is_choice(state, task, party, value)
        refusal = self._visit.set(f'matrix.cells.{task}.{party}', roles_of(value)) if is_choice else _GONE
        back = {'cells': {task: state['cells'].get(task, {})}} if refusal else {}
        self.run_method('settled', event.args['number'], refusal, back)

    def _follow(self, dossier: Dossier) -> None:
        """Send the cells that differ, and who changed what."""
        patch = patch_between(self._visit, self._shown, dossier)
        self._shown = dossier
        if patch:
            self.run_method('patch', patch, self._news(dossier))

    def _news(self, dossier: Dossier) -> str:
        """Say who chose what for whom; empty for an own change or another kind of change."""
        entry = self._visit.workspace.latest(dossier.id)
        if entry is None or entry.member_id == self._visit.member.id:
            return ''
        party = dossier.party(entry.party_id)
        who = f'{entry.name} ({party.short_name})' if party else entry.name
        return f'{who}: {_what(entry.path, dossier, self._names)}'


def _has_task(state: Mapping[str, Any], task: object) -> bool:
    """Whether a browser names a task that its table has; it may say anything."""
    return isinstance(task, str) and task in state['cells']


def _is_choice(state: Mapping[str, Any], task: str, party: str, value: str) -> bool:
    """Whether a browser names a cell and roles that its table has."""
    return (
        _has_task(state, task)
        and party in state['cells'][task]
        and any(option['value'] == value for option in state['options'])
    )


def _what(path: str, dossier: Dossier, names: Sequence[Any]) -> str:
    match path.split('.'):
        case ['matrix', 'cells', task_id, party_id]:
            task = next((task for task in dossier.matrix.tasks if task.id == task_id), None)
            party = dossier.party(party_id)
            if task and party:
                role = words(dossier.matrix.roles(task_id, party_id), names) or 'geen rol'
                return f'{party.short_name} is {role} bij ‘{task.name}’'
        case ['matrix', 'cells']:
            return 'heeft een sjabloon toegepast'
        case ['matrix', 'confirmed', *_]:
            return 'heeft rollen bevestigd'
        case ['matrix', 'tasks', *_]:
            return 'heeft de lijst met taken gewijzigd'
        case ['threads', *_]:
            return 'heeft iets gezegd bij een rol'
    return 'heeft iets gewijzigd dat deze tabel raakt'
