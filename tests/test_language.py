"""Shared language: states of a word, and finding words in texts."""

import itertools
import re
from datetime import UTC, datetime
from time import thread_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.explained import explained_html
from data.models import Dossier, Party, PartyType, Stance, Term
from data.rules.language import TermState, Word, find_terms, stances_on, term_state, words_of

YES, OTHER, NOTHING = Stance(agrees=True), Stance(proposal='iets anders'), Stance()
WORDS = (
    Word(id='net', term='Warmtenet', also=('warmtenetten',)),
    Word(id='lasten', term='Woonlasten'),
    Word(id='neutraal', term='Woonlasten neutraal'),
    Word(id='tvw', term='Transitievisie Warmte (TVW)', also=('TVW',)),
    Word(id='c++', term='C++ (taal)'),
)


def dossier(**stances: Stance) -> Dossier:
    parties = [Party(id=name, type=PartyType.OTHER, name=name, short_name=name) for name in ('a', 'b', 'c')]
    created = datetime(2026, 1, 1, tzinfo=UTC)
    return Dossier(id='d', name='d', created=created, parties=tuple(parties), stances={'t': stances})


@pytest.mark.parametrize(
    'stances, state',
    [
        pytest.param({}, TermState.OPEN, id='silence'),
        pytest.param({'a': YES, 'b': YES}, TermState.OPEN, id='one is silent'),
        pytest.param({'a': YES, 'b': YES, 'c': YES}, TermState.SHARED, id='all agree'),
        pytest.param({'a': YES, 'b': YES, 'c': NOTHING}, TermState.OPEN, id='one withdrew'),
        pytest.param({'a': YES, 'b': OTHER}, TermState.DISPUTED, id='another meaning'),
        pytest.param({'a': YES, 'b': YES, 'c': YES, 'weg': OTHER}, TermState.SHARED, id='a party that left'),
        pytest.param({'a': Stance(proposal='  ')}, TermState.OPEN, id='only white space'),
    ],
)
def test_state_of_a_word(stances: dict[str, Stance], state: TermState) -> None:
    assert term_state(dossier(**stances), 't') is state


def test_stances_come_in_the_order_of_the_parties() -> None:
    assert list(stances_on(dossier(c=YES, a=OTHER), 't')) == ['a', 'c']


@pytest.mark.parametrize(
    'text, found',
    [
        pytest.param('Een warmtenet is een WARMTENET.', ['net:warmtenet'], id='only the first, any case'),
        pytest.param('Het buurtwarmtenet en warmtenetje', [], id='whole words only'),
        pytest.param('Twee warmtenetten', ['net:warmtenetten'], id='another spelling'),
        pytest.param('woonlasten\n neutraal', ['neutraal:woonlasten\n neutraal'], id='longest first, over a line end'),
        pytest.param('[warmtenet](https://x.nl) en warmtenet', ['net:warmtenet'], id='not in a link'),
        pytest.param('`warmtenet` <b title="warmtenet"> ```\nwarmtenet', [], id='not in code or tags'),
        pytest.param('https://x.nl/warmtenet', [], id='not in an address'),
        pytest.param('**Warmtenet**!', ['net:Warmtenet'], id='in bold'),
        pytest.param('de TVW en de transitievisie warmte', ['tvw:TVW'], id='without what stands in parentheses'),
        pytest.param('In C++ geschreven', ['c++:C++'], id='signs have no special meaning'),
        pytest.param('', [], id='no text'),
    ],
)
def test_terms_are_found_where_they_first_appear(text: str, found: list[str]) -> None:
    occurrences = find_terms(text, WORDS)

    assert [f'{o.term_id}:{text[o.start : o.end]}' for o in occurrences] == found


def test_a_link_before_does_not_shift_the_place() -> None:
    text = '[warmtenet](https://x.nl) en warmtenet'

    assert find_terms(text, WORDS)[0].start == text.rindex('warmtenet')


def test_a_word_that_nobody_named_yet_is_no_word() -> None:
    terms = (Term(id='nieuw', term=' ', meaning='Volgt.'), Term(id='kracht', term='Buurtkracht'))

    assert [word.id for word in words_of((), terms)] == ['kracht']


def test_without_words_nothing_is_found() -> None:
    assert find_terms('warmtenet', ()) == ()
    assert find_terms('warmtenet', (Word(id='leeg', term=' '),)) == ()


PIECES = st.sampled_from(
    ['warmtenet', 'Woonlasten', 'neutraal', ' ', '\n', '.', 'x', '`', '[', '](y)', '<', '>', 'TVW']
)


@given(st.lists(PIECES, max_size=30).map(''.join))
def test_what_is_found_is_a_whole_word_once_and_in_order(text: str) -> None:
    found = find_terms(text, WORDS)

    assert [o.start for o in found] == sorted(o.start for o in found)
    assert len({o.term_id for o in found}) == len(found)
    for first, second in itertools.pairwise(found):
        assert first.end <= second.start
    for o in found:
        assert not re.match(r'\w', text[o.end : o.end + 1]) and not re.search(
            r'\w', text[max(0, o.start - 1) : o.start]
        )


@pytest.mark.parametrize('sign', ['<', '[', '`', '![', '[a]('])
def test_a_hostile_text_takes_no_long_time(sign: str) -> None:
    text = sign * 100_000

    start = thread_time()
    find_terms(text, WORDS)

    assert thread_time() - start < 5


HOSTILE = Word(id='xss', term='<script>', meaning='<img src=x onerror=alert(1)>', note='"><b>')


def test_words_are_explained_once_with_a_button_of_their_own() -> None:
    html = explained_html('Een **warmtenet** en een warmtenet. Zie [warmtenet](https://x.nl).', WORDS, 'p')

    assert html.count('<button') == html.count('popover id=') == 1
    assert '<strong><button type="button" class="wa-term" popovertarget="p-0"' in html
    assert '<a href="https://x.nl"' in html


def test_explanations_do_not_let_markup_in() -> None:
    word = Word(id='x', term='net', meaning=HOSTILE.meaning, note=HOSTILE.note)

    html = explained_html('Het net <script>alert(1)</script> \ue000net\ue001', (word, HOSTILE), 'p')

    assert '<script' not in html
    assert '<img' not in html
    assert '<b>' not in html
    assert html.count('<button') == 1
