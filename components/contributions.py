"""What every party brings and what it hopes and fears; a party writes its own."""

from nicegui import ui

from components.comments import comments_at
from components.consent import ConsentBar
from components.field import Field
from components.html import Words
from components.observer import Observer
from components.text_box import TextBox
from components.theme import party_colour
from components.visit import Visit
from data.models import Dossier, Party, contribution_of, text_place

_INTERESTS = (
    ('interest', 'Belang', 'Waar doet u het voor?'),
    ('worry', 'Zorg', 'Waar maakt u zich zorgen over?'),
    ('wants', 'Vooral wel', 'Wat wilt u zeker?'),
    ('avoids', 'Vooral niet', 'Wat wilt u voorkomen?'),
    ('needs', 'Nodig van anderen', 'Wat heeft u van de andere partijen nodig?'),
)


class Contributions(Observer):
    """A card per party with its live text, its agreement and its interests; own party first.

    :param types: only parties of these types; empty is all
    """

    def __init__(self, visit: Visit, types: tuple[str, ...] = ()) -> None:
        super().__init__()
        self._visit, self._types = visit, types
        self._cards: dict[str, ui.element] = {}
        self.classes('wa-stack')
        self._follow(visit.dossier)
        self.listen(visit.changed, self._follow)

    def _follow(self, dossier: Dossier) -> None:
        """Add cards for new parties and drop those of parties that went; a card somebody types in stays."""
        own = self._visit.member.party_id
        parties = [party for party in dossier.parties if not self._types or party.type in self._types]
        for gone in set(self._cards) - {party.id for party in parties}:
            self._cards.pop(gone).delete()
        for party in sorted(parties, key=lambda party: party.id != own):
            if party.id not in self._cards:
                with self:
                    self._cards[party.id] = self._card(party)

    def _card(self, party: Party) -> ui.element:
        visit, own = self._visit, party.id == self._visit.member.party_id
        with ui.element('article').classes('wa-card') as card:
            card.props['id'] = f'bijdrage-{party.id}'
            with ui.element('h3').classes('wa-party'):
                Words('span', party.short_name)
            card.style(f'--wa-party-colour:{party_colour(visit.dossier, party.id)}')
            TextBox(
                visit,
                contribution_of(party.id),
                f'Bijdrage van {party.short_name}',
                help='Wat, hoeveel, wanneer en onder welke voorwaarde? Bijvoorbeeld uren, geld, gegevens of contacten.'
                if own
                else '',
                placeholder='Wij brengen in: …' if own else 'Nog niets ingevuld.',
            )
            ConsentBar(visit, contribution_of(party.id), (party.id,))
            comments_at(visit, text_place(contribution_of(party.id)))
            self._interests(party, own)
        return card

    def _interests(self, party: Party, own: bool) -> None:
        details = ui.element('details').classes('wa-details wa-details--quiet')
        if own:
            details.props['open'] = True
        with details:
            Words('summary', f'Belangen en zorgen van {party.short_name}')
            with ui.element('div').classes('wa-details__body wa-fields wa-fields--pairs'):
                for name, label, help in _INTERESTS:
                    Field(self._visit, f'parties.{party.id}.{name}', label, kind='area', help=help)
