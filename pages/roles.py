"""Step: who does what."""

from collections.abc import Callable

from nicegui import ui

from components.field import Radios
from components.fold import Fold
from components.guidance import Cases, Why
from components.html import Icon, Words
from components.role_matrix import Confirmations, MatrixFindings, RoleMatrix, TaskLists, TemplateChooser
from components.role_matrix.task_editor import TaskEditor
from components.visit import Visit
from data.content_models import Option
from data.models import Notation

_QUESTION = 'Welke letters gebruikt u?'
_NOTATIONS = (
    Option(id=Notation.RASCI, name='RASCI', text='A, R, S, C en I. Dit kennen veel projectteams.'),
    Option(id=Notation.VEORI, name='VEORI', text='E, V, O, R en I. De eerste letters van Nederlandse woorden.'),
)


def roles_page(visit: Visit) -> None:
    """Let everyone divide the tasks, see what is still missing, and confirm their own roles."""
    editor = TaskEditor(visit)
    with ui.element('div').classes('wa-stack wa-stack--large'):
        Why(visit, 'matrix')
        RoleMatrix(visit, edit=editor.open_task)
        with ui.element('div').classes('wa-columns wa-columns--halves'):
            with _section('bevindingen', 'Wat vraagt nog aandacht?'):
                MatrixFindings(visit)
            with _section('bevestigen', 'Klopt het voor iedereen?'):
                Words('p', 'Bevestig de taken waar u verantwoordelijk voor bent. Wijzigt een rol, dan vervalt dat.')
                Confirmations(visit)
        _tools(visit, editor)
        Cases(visit, '/rollen')


def _tools(visit: Visit, editor: TaskEditor) -> None:
    with _section('meer', 'Taken, sjablonen en letters'), ui.element('div').classes('wa-stack wa-stack--small'):
        if visit.may('matrix.tasks'):
            _folded('Taken toevoegen', 'plus', lambda: TaskLists(visit, editor.open_task))
        if visit.may('matrix.cells') and visit.content.tasks.templates:
            _folded('Beginnen met een sjabloon', 'copy', lambda: TemplateChooser(visit))
        _folded('Andere letters', 'languages', lambda: Radios(visit, 'matrix.notation', _QUESTION, _NOTATIONS))
        with ui.element('p').style('margin-top:8px'), ui.element('a').classes('wa-button wa-button--second') as link:
            link.props['href'] = visit.download('rolmatrix.csv')
            link.props['download'] = True
            Icon('download')
            Words('span', 'Rolmatrix downloaden (CSV)')


def _section(anchor: str, title: str) -> ui.element:
    section = ui.element('section').classes('wa-section')
    section.props.update({'id': anchor, 'aria-labelledby': f'h-{anchor}'})
    with section:
        Words('h2', title).props['id'] = f'h-{anchor}'
    return section


def _folded(title: str, icon: str, build: Callable[[], object]) -> None:
    with Fold(build).summary:
        Icon(icon)
        Words('span', title)
