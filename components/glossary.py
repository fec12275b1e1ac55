"""The shared language: what words mean, and which parties use them that way."""

from collections.abc import Mapping, Sequence

from nicegui import events, ui

from components.field import Cell, PartList
from components.html import Words
from components.observer import Observer
from components.term_card import TermCard
from components.visit import Visit
from data.models import Dossier
from data.rules.language import TermState, Word, stances_on, term_state, words_of

_ALL, _TODO = 'alle', 'wij'
_FILTERS = {
    _ALL: 'alle begrippen',
    _TODO: 'wat wij nog niet bekeken',
    TermState.DISPUTED: 'geen overeenstemming',
    TermState.OPEN: 'nog niet besproken',
    TermState.SHARED: 'gedeeld',
}


class Glossary(Observer):
    """All words with search and filter; a card changes in place when a party says something."""

    def __init__(self, visit: Visit) -> None:
        super().__init__()
        self._visit = visit
        self._cards: dict[str, TermCard] = {}
        self._search, self._filter = '', _ALL
        self.classes('wa-stack')
        with self:
            with ui.element('div').classes('wa-terms__tools').props('role=search'):
                self._build_search()
                self._build_filter()
            self._count = Words('p', classes='wa-small wa-subtle').props('role=status')
            self._list = ui.element('ul').classes('wa-terms')
        self._follow(visit.dossier)
        self.listen(visit.changed, self._follow)

    def _build_search(self) -> None:
        with ui.element('div').classes('wa-field'):
            Words('label', 'Zoek een begrip', 'wa-field__label').props('for=zoek-begrip')
            field = ui.element('input').classes('wa-input').props('id=zoek-begrip type=search autocomplete=off')
        field.on(
            'input', self._searched, args=['target.value'], js_handler='(e) => emit(e.target.value)', throttle=0.15
        )

    def _build_filter(self) -> None:
        with ui.element('div').classes('wa-field'):
            Words('label', 'Toon', 'wa-field__label').props('for=toon-begrippen')
            with ui.element('select').classes('wa-input').props('id=toon-begrippen') as field:
                for value, name in _FILTERS.items():
                    if value != _TODO or self._visit.member.party_id:
                        Words('option', name).props['value'] = value
        field.on('change', self._filtered, js_handler='(e) => emit(e.target.value)')

    def _searched(self, event: events.GenericEventArguments) -> None:
        self._search = str(event.args).strip().casefold()[:100]
        self._show()

    def _filtered(self, event: events.GenericEventArguments) -> None:
        self._filter = str(event.args)
        self._show()

    def _follow(self, dossier: Dossier) -> None:
        words = words_of(self._visit.content.glossary, dossier.terms)
        self._arrange(words)
        for word in words:
            self._cards[word.id].follow(word, dossier)
        self._show()

    def _arrange(self, words: Sequence[Word]) -> None:
        """Make cards for new words, drop those of words that are gone, keep the order."""
        ids = [word.id for word in words]
        if ids == list(self._cards):
            return
        for gone in set(self._cards) - set(ids):
            self._cards.pop(gone).delete()
        with self._list:
            cards = {word.id: self._cards.get(word.id) or TermCard(self._visit, word) for word in words}
        for index, word_id in enumerate(cards):
            if self._list.default_slot.children.index(cards[word_id]) != index:
                cards[word_id].move(target_index=index)
        self._cards = cards

    def _show(self) -> None:
        """Show the cards that fit search and filter, and how many that are."""
        dossier = self._visit.dossier
        fitting = {term_id for term_id, card in self._cards.items() if self._fits(dossier, term_id, card)}
        for term_id, card in self._cards.items():
            if card.visible != (term_id in fitting):
                card.set_visibility(term_id in fitting)
        self._count.text = f'{len(fitting)} van {len(self._cards)} begrippen. {_summary(dossier, self._cards)}'

    def _fits(self, dossier: Dossier, term_id: str, card: TermCard) -> bool:
        if self._search and self._search not in card.searched:
            return False
        if self._filter == _TODO:
            return self._visit.member.party_id not in stances_on(dossier, term_id)
        return self._filter == _ALL or term_state(dossier, term_id) == self._filter


class OwnTerms(ui.element):
    """Add a word of your own; it joins the list and every party can say what it thinks of it."""

    def __init__(self, visit: Visit) -> None:
        super().__init__('div')
        self.classes('wa-stack')
        with self:
            Words('p', 'Mist u een woord? Voeg het toe. Iedereen kan daarna zeggen of men het ook zo gebruikt.')
            PartList(
                visit,
                'terms',
                (Cell('term', 'Begrip'), Cell('meaning', 'Wat bedoelen we ermee?', 'area'), Cell('note', 'Let op')),
                item='begrip',
                empty='Nog geen eigen begrippen.',
                new={'term': ''},
            )


def _summary(dossier: Dossier, term_ids: Mapping[str, object]) -> str:
    states = [term_state(dossier, term_id) for term_id in term_ids]
    return f'{states.count(TermState.SHARED)} gedeeld, {states.count(TermState.DISPUTED)} zonder overeenstemming.'
