"""One word of the shared language, and what each party says of it."""

from nicegui import ui

from components.field import Field
from components.html import Icon, Words
from components.theme import party_colour
from components.visit import Visit
from data.models import Dossier, Stance
from data.rules.language import TermState, Word, stances_on, term_state

_ICONS = {TermState.OPEN: 'circle-dashed', TermState.SHARED: 'circle-check', TermState.DISPUTED: 'triangle-alert'}
_BADGES = {TermState.OPEN: 'leeg', TermState.SHARED: 'klaar', TermState.DISPUTED: 'knelpunt'}


class TermCard(ui.element):
    """A word with its meaning; changes in place. ``follow`` brings it up to date."""

    def __init__(self, visit: Visit, word: Word) -> None:
        super().__init__('li')
        self._visit, self._id = visit, word.id
        self._stances: dict[str, Stance] | None = None
        self._state: TermState | None = None
        self._own: _OwnStance | None = None
        self.searched = ''
        """what a search looks through"""
        heading = f'begrip-{word.id}'
        self.classes('wa-termcard').props.update({'id': f'term-{word.id}'})
        with self, ui.element('div').props('role=group') as group:
            group.props['aria-labelledby'] = heading
            with ui.element('div').classes('wa-termcard__head'):
                self._term = Words('h3', word.term)
                self._term.props['id'] = heading
                self._badge = ui.element('span').classes('wa-badge')
            self._meaning = Words('p')
            self._note = Words('p', classes='wa-termcard__note')
            self._said = ui.element('ul').classes('wa-termcard__said')
            self._foot(visit, word)

    def _foot(self, visit: Visit, word: Word) -> None:
        party_id = visit.member.party_id
        if party_id and visit.may(f'stances.{word.id}.{party_id}'):
            self._own = _OwnStance(visit, word, party_id)

    def follow(self, word: Word, dossier: Dossier) -> None:
        """Show the word and what is said of it now; does nothing if neither changed."""
        for element, text in ((self._term, word.term), (self._meaning, word.meaning), (self._note, word.note)):
            if element.text != text:
                element.text = text
        self._note.set_visibility(bool(word.note))
        self.searched = ' '.join((word.term, *word.also, word.meaning)).casefold()
        stances = stances_on(dossier, word.id)
        if stances != self._stances:
            self._stances = stances
            self._show_state(term_state(dossier, word.id), len(stances), len(dossier.parties))
            self._show_said(dossier, stances)
        if self._own:
            self._own.follow(stances.get(self._visit.member.party_id))

    def _show_state(self, state: TermState, said: int, parties: int) -> None:
        if self._state:
            self._badge.classes(remove=f'wa-badge--{_BADGES[self._state]}')
        self._state = state
        self._badge.classes(add=f'wa-badge--{_BADGES[state]}')
        self._badge.clear()
        progress = f', {said} van {parties} partijen' if state is TermState.OPEN and said else ''
        with self._badge:
            Icon(_ICONS[state])
            Words('span', f'{state}{progress}')

    def _show_said(self, dossier: Dossier, stances: dict[str, Stance]) -> None:
        """List who uses it the same way in one line, and each other meaning in its own."""
        self._said.clear()
        agreeing = [party_id for party_id, stance in stances.items() if stance.agrees]
        self._said.set_visibility(bool(stances) and len(agreeing) < len(dossier.parties))
        with self._said:
            if agreeing:
                with ui.element('li'):
                    for party_id in agreeing:
                        _party(dossier, party_id)
                    Words('span', 'zo gebruiken wij het ook', 'wa-subtle')
            for party_id, stance in stances.items():
                if not stance.agrees:
                    with ui.element('li'):
                        _party(dossier, party_id)
                        Words('q', stance.proposal)


class _OwnStance(ui.element):
    """What the own party says: the same, or a meaning of its own."""

    def __init__(self, visit: Visit, word: Word, party_id: str) -> None:
        super().__init__('div')
        self._visit, self._path = visit, f'stances.{word.id}.{party_id}'
        self._filled = False
        self.classes('wa-termcard__own')
        with self:
            Field(visit, f'{self._path}.agrees', 'Zo gebruiken wij het ook', kind='check')
            with ui.element('details').classes('wa-details wa-details--quiet') as self._other:
                Words('summary', 'Wij bedoelen iets anders')
                self._body = ui.element('div').classes('wa-details__body')
            self._other.on('toggle', self._fill, args=[])

    def _fill(self) -> None:
        """Make the input when somebody opens it; fifty of them at once would slow the page down."""
        if self._filled:
            return
        self._filled = True
        with self._body:
            Field(
                self._visit,
                f'{self._path}.proposal',
                'Onze betekenis',
                kind='area',
                help='Schrijf op wat dit woord voor u betekent. De andere partijen zien het meteen.',
            )

    def follow(self, stance: Stance | None) -> None:
        """Offer another meaning only to who does not agree, and show one that is there."""
        agrees = stance is not None and stance.agrees
        if self._other.visible == agrees:
            self._other.set_visibility(not agrees)
        if stance and not agrees and stance.proposal and not self._filled:
            self._fill()
            self._other.props['open'] = True


def _party(dossier: Dossier, party_id: str) -> None:
    party = dossier.party(party_id)
    name = Words('span', party.short_name if party else '', 'wa-party')
    name.style(f'--wa-party-colour:{party_colour(dossier, party_id)}')
