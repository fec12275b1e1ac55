"""More tasks: one of your own, or one from the library that is not in the matrix."""

from collections.abc import Callable

from nicegui import ui

from components.html import Icon, Words
from components.observer import Observer
from components.visit import Visit
from data.content_models import TaskTemplate
from data.models import Dossier
from data.rules.changes import plain
from data.rules.start import task_of

OWN_GROUP = 'Eigen taken'


class TaskLists(Observer):
    """Buttons to add tasks.

    :param edit: called with the id of a fresh own task, so that it gets a name
    """

    def __init__(self, visit: Visit, edit: Callable[[str], None]) -> None:
        super().__init__()
        self._visit, self._edit = visit, edit
        library = (*visit.content.tasks.tasks, *visit.content.tasks.extra)
        self.classes('wa-stack')
        with self:
            with ui.element('div'), ui.element('button').classes('wa-button wa-button--second') as own:
                own.props('type=button')
                Icon('plus')
                Words('span', 'Eigen taak toevoegen')
            own.on('click', self._add_own)
            with ui.element('ul').classes('wa-choice-list'):
                self._rows = {task.id: self._row(task) for task in library}
            self._all = Words('p', 'Alle taken uit de lijst staan al in de matrix.', 'wa-subtle wa-small')
        self._show(visit.dossier)
        self.listen(visit.changed, self._show)

    def _row(self, task: TaskTemplate) -> ui.element:
        with ui.element('li') as row:
            with ui.element('div'):
                Words('strong', task.name)
                Words('p', task.explanation, 'wa-small wa-subtle')
            with ui.element('button').classes('wa-button wa-button--second').props('type=button') as add:
                Icon('plus')
                Words('span', 'Toevoegen')
                Words('span', f': {task.name}', 'wa-visually-hidden')
        add.on('click', lambda: self._visit.add('matrix.tasks', plain(task_of(task))))
        return row

    def _add_own(self) -> None:
        if task_id := self._visit.add('matrix.tasks', {'name': 'Nieuwe taak', 'group': OWN_GROUP}):
            self._edit(task_id)

    def _show(self, dossier: Dossier) -> None:
        present = {task.id for task in dossier.matrix.tasks}
        for task_id, row in self._rows.items():
            row.set_visibility(task_id not in present)
        self._all.set_visibility(not set(self._rows) - present)
