"""Step: the notebook of one's own party, which nobody else can read."""

from nicegui import ui

from components.following import LiveWords
from components.html import Icon, Words
from components.text_box import TextBox
from components.visit import Visit
from data.models import notebook_of
from data.rules.dutch import joined
from data.rules.permissions import speaks_for

_WHAT = (
    'Voor wat u eerst binnen uw eigen partij wilt bespreken. Andere partijen en de procesbegeleider lezen dit niet, '
    'ook niet als zij het dossier beheren. Het staat in geen enkele download, en in de geschiedenis ziet alleen uw '
    'eigen partij het.'
)
_WHO_RUNS = 'Wie de server beheert, kan technisch gezien bij alle bestanden. Schrijf hier dus geen wachtwoorden.'


def notebook_page(visit: Visit) -> None:
    """Show the notebook to who speaks for a party; say to the others what it is."""
    party = visit.party
    if party is None or not speaks_for(visit.member, party.id):
        with ui.element('p').classes('wa-note'):
            Icon('lock')
            Words(
                'span', 'Elke partij heeft een eigen notitieboek. Alleen wie namens die partij spreekt, kan het lezen.'
            )
        return
    with ui.element('section').classes('wa-card wa-stack').props('aria-labelledby=h-notities'):
        Words('h2', f'Notitieboek van {party.short_name}').props('id=h-notities')
        Words('p', _WHAT)
        _Readers(visit)
        TextBox(visit, notebook_of(party.id), 'Notities', placeholder='Waar willen wij op letten?', min_lines=12)
        Words('p', _WHO_RUNS, 'wa-small wa-subtle')


class _Readers(LiveWords):
    """Names who can read along, so that a stranger among them is noticed; also one who comes while the page is open."""

    def __init__(self, visit: Visit) -> None:
        super().__init__(visit, lambda _dossier: _readers(visit), 'p', 'wa-small wa-subtle')
        self._visit = visit
        self.listen(visit.workspace.accounts.members_changed, self._look)

    def _look(self, dossier_id: str) -> None:
        if dossier_id == self._visit.dossier_id:
            self._show(self._visit.dossier)


def _readers(visit: Visit) -> str:
    members = visit.workspace.accounts.members_of(visit.dossier_id)
    names = sorted(f'{each.name} ({each.role.word})' for each in members if speaks_for(each, visit.member.party_id))
    return f'Dit kunnen lezen: {joined(names)}. Klopt dat niet? Vraag het aan wie de mensen uitnodigt.'
