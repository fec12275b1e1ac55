"""What each party has done, as a table that follows every change."""

from nicegui import ui

from components.html import Words
from components.observer import Observer
from components.state_badge import StateBadge
from components.theme import party_colour
from components.visit import Visit
from data.models import Dossier, Party
from data.rules.progress import PartyProgress, party_progress
from data.rules.states import State

_COLUMNS = (
    ('contribution', 'Bijdrage', '/doel#bijdrage-{party}'),
    ('goal', 'Akkoord met doel', '/doel#doel'),
    ('mandates', 'Mandaat', '/besluiten#mandaten'),
    ('processes', 'Eigen proces', '/besluiten#processen'),
)


class PartyTable(Observer):
    """Parties as rows, their own homework as columns; each state links to where it is done."""

    def __init__(self, visit: Visit) -> None:
        super().__init__()
        self._visit = visit
        self._badges: dict[tuple[str, str], StateBadge] = {}
        self._parties: tuple[str, ...] = ()
        self.classes('wa-card wa-scroll').props('tabindex=0 role=region').props['aria-label'] = 'Stand per partij'
        self._follow(visit.dossier)
        self.listen(visit.changed, self._follow)
        self.listen(visit.workspace.texts.text_changed, self._follow_text)

    def _follow_text(self, dossier_id: str, _text_id: str) -> None:
        if dossier_id == self._visit.dossier_id:
            self._follow(self._visit.dossier)

    def _follow(self, dossier: Dossier) -> None:
        parties = tuple(party for party in dossier.parties)
        names = tuple(f'{party.id}:{party.short_name}' for party in parties)
        if names != self._parties:
            self._parties = names
            self._build(parties)
        texts, today = self._visit.texts, self._visit.today
        for party in parties:
            self._show(party, party_progress(party, dossier, texts, today))

    def _show(self, party: Party, progress: PartyProgress) -> None:
        for name, _title, _address in _COLUMNS:
            self._badges[party.id, name].show(getattr(progress, name))

    def _build(self, parties: tuple[Party, ...]) -> None:
        self.clear()
        with self, ui.element('table').classes('wa-table'):
            Words('caption', 'Wat elke partij zelf al deed', 'wa-visually-hidden')
            with ui.element('thead'), ui.element('tr'):
                for title in ('Partij', *(column[1] for column in _COLUMNS)):
                    Words('th', title).props('scope=col')
            with ui.element('tbody'):
                for party in parties:
                    self._row(party)

    def _row(self, party: Party) -> None:
        with ui.element('tr'):
            with ui.element('th').props('scope=row'):
                Words('span', party.short_name, 'wa-party').style(
                    f'--wa-party-colour:{party_colour(self._visit.dossier, party.id)}'
                )
            for name, title, address in _COLUMNS:
                with ui.element('td'), ui.element('a') as link:
                    link.props['href'] = self._visit.link(address.format(party=party.id))
                    Words('span', f'{title} van {party.short_name}: ', 'wa-visually-hidden')
                    self._badges[party.id, name] = StateBadge(State.EMPTY)
