"""Something per party: a folded group per party that comes and goes with the party."""

from collections.abc import Collection

from nicegui import ui

from components.following import LiveWords
from components.html import Words
from components.observer import Observer
from components.theme import party_colour
from components.visit import Visit
from data.models import Dossier, Party, PartyType


class PartyGroups(Observer):
    """A group per party, folded but for one's own; subclasses say what is in one.

    :param anchor: first part of the id of each group, e.g. 'mandaten' for 'mandaten-p1'
    :param party_id: show this party only, without a heading
    :param types: only parties of these types; empty is all
    """

    def __init__(
        self, visit: Visit, anchor: str, party_id: str | None = None, types: Collection[PartyType] = ()
    ) -> None:
        super().__init__()
        self.visit = visit
        self._anchor = anchor
        self._only = party_id
        self._types = types
        self._groups: dict[str, ui.element] = {}
        self._names: dict[str, Words] = {}
        self.classes('wa-stack wa-stack--small')
        with self:
            self._nothing = Words('p', 'Er doen nog geen partijen mee. Voeg ze toe bij ‘Wijk en partijen’.', 'wa-empty')
        self._show(visit.dossier)
        self.listen(visit.changed, self._show)

    def build_group(self, party: Party) -> None:
        """Fill the group of a party."""
        raise NotImplementedError

    def summary(self, dossier: Dossier, party_id: str) -> str:
        """Say in a line what is in the group of a party."""
        raise NotImplementedError

    def _show(self, dossier: Dossier) -> None:
        """Make groups for new parties and drop those of parties that are gone; the others stay as they are."""
        parties = [
            party
            for party in dossier.parties
            if self._only in (None, party.id) and (not self._types or party.type in self._types)
        ]
        for gone in set(self._groups) - {party.id for party in parties}:
            self._groups.pop(gone).delete()
            self._names.pop(gone, None)
        for party in parties:
            if party.id not in self._groups:
                with self:
                    self._groups[party.id] = self._build(dossier, party)
            elif party.id in self._names and self._names[party.id].text != party.short_name:
                self._names[party.id].text = party.short_name
        self._nothing.set_visibility(not parties)

    def _build(self, dossier: Dossier, party: Party) -> ui.element:
        if self._only is not None:
            with ui.element('div').classes('wa-stack wa-stack--small') as group:
                self.build_group(party)
            return group
        with ui.element('details').classes('wa-details wa-group') as group:
            group.props['id'] = f'{self._anchor}-{party.id}'
            if party.id == self.visit.member.party_id:
                group.props['open'] = True
            with ui.element('summary'), ui.element('span').classes('wa-fold__title'):
                self._names[party.id] = Words('span', party.short_name, 'wa-party')
                self._names[party.id].style(f'--wa-party-colour:{party_colour(dossier, party.id)}')
                LiveWords(self.visit, lambda now: self.summary(now, party.id), classes='wa-fold__sub')
            with ui.element('div').classes('wa-details__body wa-stack wa-stack--small'):
                self.build_group(party)
        return group
