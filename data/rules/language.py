"""Shared language: what the parties say of a word, and where a word first appears in a text."""

import re
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum

from data.content_models import GlossaryTerm
from data.models import Dossier, Part, Stance, Term


class TermState(StrEnum):
    """How far the parties are with a word."""

    OPEN = 'nog niet besproken'
    SHARED = 'gedeeld'
    DISPUTED = 'geen overeenstemming'


class Word(Part):
    """A word of the start list or of the dossier itself."""

    id: str
    term: str
    also: tuple[str, ...] = ()
    meaning: str = ''
    note: str = ''
    own: bool = False
    """added in this dossier"""


class Occurrence(Part):
    """Where a word stands in a text: ``text[start:end]``."""

    term_id: str
    start: int
    end: int


def words_of(glossary: Sequence[GlossaryTerm], terms: Sequence[Term]) -> tuple[Word, ...]:
    """Give the start list and the own words of a dossier in alphabetical order; a row still empty is no word."""
    start = [Word(id=t.id, term=t.term, also=t.also, meaning=t.meaning, note=t.note) for t in glossary]
    own = [Word(id=t.id, term=t.term, meaning=t.meaning, note=t.note, own=True) for t in terms if t.term.strip()]
    return tuple(sorted([*start, *own], key=lambda word: word.term.casefold()))


def stances_on(dossier: Dossier, term_id: str) -> dict[str, Stance]:
    """Give what the parties that take part now say of a word, by party id in their order; silent parties are left out.

    A party that neither agrees nor proposes anything has withdrawn what it said.
    """
    said = dossier.stances.get(term_id, {})
    return {
        party.id: said[party.id]
        for party in dossier.parties
        if party.id in said and (said[party.id].agrees or said[party.id].proposal.strip())
    }


def term_state(dossier: Dossier, term_id: str) -> TermState:
    """Tell how far the parties are with a word.

    One other meaning is enough for 'geen overeenstemming'; 'gedeeld' asks that all parties use it the same way.
    """
    stances = stances_on(dossier, term_id)
    if any(not stance.agrees for stance in stances.values()):
        return TermState.DISPUTED
    if stances and len(stances) == len(dossier.parties):
        return TermState.SHARED
    return TermState.OPEN


def find_terms(text: str, terms: Sequence[Word]) -> tuple[Occurrence, ...]:
    """Find where each term first appears in plain text or Markdown, in the order of the text.

    Whole words, whatever their case; of terms that begin at the same place the longest. Links, addresses, code and
    HTML tags are passed over, so that an explanation never breaks them.
    """
    spellings = _spellings(terms)
    if not spellings:
        return ()
    found: dict[str, Occurrence] = {}
    for start, end in _matches(text, spellings):
        term_id = spellings[_normal(text[start:end])]
        found.setdefault(term_id, Occurrence(term_id=term_id, start=start, end=end))
    return tuple(sorted(found.values(), key=lambda occurrence: occurrence.start))


# the limits keep a text full of '<' or '[' from taking quadratic time
_SKIPPED = '|'.join(
    (
        r'```.*?(?:```|\Z)',  # code block
        r'~~~.*?(?:~~~|\Z)',
        r'`[^`\n]{0,500}`',  # code in a line
        r'!?\[[^\]\n]{0,500}\](?:\([^)\n]{0,1000}\)|\[[^\]\n]{0,500}\])',  # link or image
        r'<[^>\n]{0,1000}>',  # tag or address
        r'\b(?:https?://|mailto:|www\.)\S+',
    )
)
_PARENTHESIS = re.compile(r'\s*\(([^)]*)\)')


def _spellings(terms: Sequence[Word]) -> dict[str, str]:
    """Map each spelling to the id of its term; the first term that claims a spelling keeps it."""
    spellings: dict[str, str] = {}
    for term in terms:
        for spelling in (term.term, _PARENTHESIS.sub('', term.term), *term.also):
            if _normal(spelling):
                spellings.setdefault(_normal(spelling), term.id)
    return spellings


def _matches(text: str, spellings: Mapping[str, str]) -> Iterator[tuple[int, int]]:
    longest_first = sorted(spellings, key=len, reverse=True)
    names = '|'.join(r'\s+'.join(map(re.escape, spelling.split())) for spelling in longest_first)
    pattern = rf'(?:{_SKIPPED})|(?<!\w)(?P<term>{names})(?!\w)'
    for match in re.finditer(pattern, text, re.IGNORECASE | re.DOTALL):
        if match['term'] and _normal(match['term']) in spellings:
            yield match.span('term')


def _normal(spelling: str) -> str:
    return ' '.join(spelling.lower().split())
