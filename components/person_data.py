"""What is kept of a person: take it away as a file, or take their name out of the dossier."""

from collections.abc import Callable

from nicegui import ui

from components.focus import put_focus
from components.html import Link, Words
from components.name_removal import RemovalButton
from components.visit import Visit
from data.known_people import Known, known_people
from data.rules.permissions import may_copy, may_end

MINE = 'mijn-gegevens'
OF_PERSON = 'gegevens-'
"""names of the files, before ``.zip``: of who asks, and of somebody else (with their key)"""


def person_actions(visit: Visit, known: Known, done: Callable[[], object]) -> None:
    """Offer both for one person, folded away; only to who may.

    :param done: called when a name was taken out
    """
    if not may_copy(visit.member, known.key):
        return
    with ui.element('details').classes('wa-details wa-details--quiet').style('flex-basis:100%'):
        Words('summary', f'Gegevens van {known.name}')
        with ui.element('div').classes('wa-details__body wa-actions'):
            name = f'{MINE if known.key == visit.member.id else f"{OF_PERSON}{known.key}"}.zip'
            link = Link('Gegevens downloaden', visit.download(name), 'wa-button wa-button--second')
            link.props.update({'download': True, 'aria-label': f'Gegevens van {known.name} downloaden'})
            if may_end(visit.member):
                RemovalButton(visit, known, done)


class OtherNames(ui.element):
    """Everyone who cannot enter and whose name is still there; looked up when somebody opens the list."""

    def __init__(self, visit: Visit) -> None:
        super().__init__('details')
        self._visit = visit
        self._asked = 0
        self.classes('wa-details wa-details--quiet')
        with self:
            self._summary = Words('summary', 'Andere namen in dit dossier')
            self._list = ui.element('ul').classes('wa-details__body wa-parts').style('list-style:none')
        self.on('toggle', self._show, js_handler='(event) => event.target.open && emit()')

    async def _show(self) -> None:
        """Look everyone up, which takes a while in an old dossier, and show them to who may still see them then."""
        self._asked += 1
        asked = self._asked
        known = [each for each in await known_people(self._visit.workspace, self._visit.dossier_id) if not each.member]
        now = self._visit.now
        if asked != self._asked or self.is_deleted or now is None or not may_end(now):
            return
        self._list.clear()
        with self._list:
            for each in known:
                self._person(each)
            if not known:
                Words('li', 'Er zijn geen andere namen.')

    def _person(self, known: Known) -> None:
        party = self._visit.dossier.party(known.party_id)
        with ui.element('li').classes('wa-part').style('flex-wrap:wrap'):
            with ui.element('div').style('flex:1;min-width:200px'):
                Words('strong', known.name)
                where = 'Heeft geen toegang meer' if known.member_id else 'Staat alleen in de lijst van de partij'
                Words('div', f'{where}{f", {party.short_name}" if party else ""}.', 'wa-small wa-subtle')
            person_actions(self._visit, known, self._without_name)

    async def _without_name(self) -> None:
        self._list.clear()  # with the dialog that asked for it
        put_focus(self._summary)
        await self._show()
