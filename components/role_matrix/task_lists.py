"""More tasks: one of your own, or one from the library that is not in the matrix."""

from collections.abc import Callable

from nicegui import ui

from components.focus import put_focus
from components.html import Icon, Words
from components.observer import Observer
from components.one_press import OnePress
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
        self._once = OnePress()
        self._buttons: dict[str, ui.element] = {}
        library = (*visit.content.tasks.tasks, *visit.content.tasks.extra)
        self.classes('wa-stack')
        with self:
            with ui.element('div'), ui.element('button').classes('wa-button wa-button--second') as self._own:
                self._own.props('type=button')
                Icon('plus')
                Words('span', 'Eigen taak toevoegen')
            self._own.on('click', self._once(self._add_own))
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
        add.on('click', self._once(lambda: self._add(task)))
        self._buttons[task.id] = add
        return row

    def _add(self, task: TaskTemplate) -> None:
        """Put a task of the library into the matrix; the keyboard goes on with the next one, or the last."""
        order = [*self._buttons]
        if self._visit.add('matrix.tasks', plain(task_of(task))):
            present = {each.id for each in self._visit.dossier.matrix.tasks}
            left = [each for each in order if each not in present]
            later = [each for each in left if order.index(each) > order.index(task.id)]
            put_focus(self._buttons[(later or left[-1:])[0]] if left else self._own)

    def _add_own(self) -> None:
        if task_id := self._visit.add('matrix.tasks', {'name': 'Nieuwe taak', 'group': OWN_GROUP}):
            self._edit(task_id)

    def _show(self, dossier: Dossier) -> None:
        present = {task.id for task in dossier.matrix.tasks}
        for task_id, row in self._rows.items():
            row.set_visibility(task_id not in present)
            self._buttons[task_id].set_visibility(task_id not in present)  # NiceGUI still answers one in a hidden row
        self._all.set_visibility(not set(self._rows) - present)
