"""What people say about the roles at one task, in a dialog beside the matrix; one cell or all of them."""

from nicegui import ui

from components.comments import Comments
from components.html import Words
from components.modal import Modal
from components.visit import Visit
from data.models import cell_place


class TaskTalk(Modal):
    """One dialog for a whole matrix; ``open_at`` fills it."""

    def __init__(self, visit: Visit) -> None:
        super().__init__()
        self._visit = visit
        with self, ui.element('div').classes('wa-card wa-dialog') as self._card:
            pass

    def open_at(self, task_id: str, party_id: str = '') -> None:
        """Show the comments at all cells of a task.

        :param party_id: of the cell that a new comment is about, unless somebody chooses another
        """
        dossier = self._visit.dossier
        task = next((each for each in dossier.matrix.tasks if each.id == task_id), None)
        if task is None:
            return
        parties = sorted(dossier.parties, key=lambda party: party.id != party_id)
        self.props['aria-label'] = f'Reacties bij {task.name}'
        self._card.clear()
        with self._card:
            Words('h2', task.name)
            places = [(cell_place(task.id, party.id), party.short_name) for party in parties]
            Comments(self._visit, places, about=f'‘{task.name}’', unfolded=True)
            with ui.element('div'), ui.element('button').classes('wa-button').props('type=button') as ready:
                Words('span', 'Klaar')
        ready.on('click', self.close)
        self.open()
