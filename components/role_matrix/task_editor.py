"""A task of the matrix in a dialog: name, explanation, group, what makes it special, or away with it."""

from typing import Any

from nicegui import ui

from components.field import Checks, Field
from components.focus import put_focus_at
from components.html import Icon, Words
from components.modal import Modal
from components.undo import offer_undo
from components.visit import Visit
from data.content_models import Option
from data.models import TaskTag
from data.rules.changes import plain, value_at

_TAGS = (
    Option(id=TaskTag.JOINT, name='Gezamenlijk', text='Alle partijen werken mee; veel verantwoordelijken is dan goed.'),
    Option(id=TaskTag.PUBLIC, name='Publieke taak', text='De gemeente is dan altijd eindverantwoordelijk.'),
    Option(id=TaskTag.RESIDENTS, name='Gaat over bewoners', text='Bewoners worden dan minstens geraadpleegd.'),
)


class TaskEditor(Modal):
    """One dialog for the whole page; ``open_task`` fills it."""

    def __init__(self, visit: Visit) -> None:
        super().__init__()
        self._visit = visit
        with self, ui.element('div').classes('wa-card wa-dialog') as self._card:
            pass

    def open_task(self, task_id: str) -> None:
        """Show a task; whatever is typed is saved for everyone at once."""
        path = f'matrix.tasks.{task_id}'
        task = value_at(self._visit.dossier, path)
        if task is None:
            return
        self.props['aria-label'] = f'Taak wijzigen: {task.name}'
        self._card.clear()
        with self._card:
            self._fields(path)
            self._buttons(path)
        self.open()

    def _fields(self, path: str) -> None:
        visit = self._visit
        groups = list(dict.fromkeys(task.group for task in visit.dossier.matrix.tasks))
        Words('h2', 'Taak wijzigen')
        with ui.element('div').classes('wa-stack'):
            Field(visit, f'{path}.name', 'Naam van de taak')
            Field(visit, f'{path}.explanation', 'Uitleg', kind='area')
            Field(visit, f'{path}.group', 'Groep', suggestions=groups)
            Checks(visit, f'{path}.tags', 'Wat is bijzonder aan deze taak?', _TAGS)
            kinds = [Option(id=kind.id, name=kind.name) for kind in visit.content.decision_types]
            with ui.element('details').classes('wa-details'):
                Words('summary', 'Over welke besluiten gaat deze taak?')
                with ui.element('div').classes('wa-details__body'):
                    Checks(visit, f'{path}.subjects', 'De eindverantwoordelijke heeft hiervoor mandaat nodig', kinds)

    def _buttons(self, path: str) -> None:
        with ui.element('div').classes('wa-actions').style('justify-content:space-between'):
            with ui.element('button').classes('wa-button').props('type=button') as ready:
                Words('span', 'Klaar')
            with ui.element('button').classes('wa-button wa-button--danger').props('type=button') as away:
                Icon('trash-2')
                Words('span', 'Taak weghalen')
        ready.on('click', self.close)
        away.on('click', lambda: self._remove(path))

    def _remove(self, path: str) -> None:
        """Take the task away and offer to put it back; the roles in it are kept."""
        task = plain(value_at(self._visit.dossier, path))
        self.close()
        if not task:
            return
        place = self._ids().index(task['id'])
        if self._visit.remove(path):
            offer_undo(
                f'Taak ‘{task["name"]}’ weggehaald.',
                lambda: self._put_back(task),
                lambda: self._go_on(task['id'], place),
            )

    def _ids(self) -> list[str]:
        return [task.id for task in self._visit.dossier.matrix.tasks]

    def _put_back(self, task: dict[str, Any]) -> bool:
        """Put a task back; gives whether it is there."""
        return task['id'] in self._ids() or bool(self._visit.add('matrix.tasks', task))

    def _go_on(self, task_id: str, place: int) -> None:
        """Bring the keyboard to the row of a task, or if it is gone to that of another one."""
        ids = self._ids()
        if near := [each for each in (task_id, *ids[place : place + 1], *ids[-1:]) if each in ids]:
            put_focus_at(f'taak-{near[0]}')
