"""What is different between two texts, and changing one into the other: always right, and never for long."""

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pycrdt import Doc, Text

from data import edits
from data.edits import edit
from data.rules import text_diff
from data.rules.text_diff import Difference, count_words, differences

LETTERS = st.text('ab é😀\n.', max_size=80)
LINES = st.lists(st.sampled_from(['a\n', 'b\n', 'a b\n', 'b a b\n', '\n', ' \n']), max_size=60).map(''.join)
TEXTS = LETTERS | LINES
LONG = 2.0
"""seconds that no comparison may take here; without a limit these take very much longer"""


def same_lines_in_between(count: int, changed: str) -> str:
    """Give lines of which every second one comes back often, so that very many passages could belong together."""
    return ''.join(f'x{number % 60}\n{changed}{number}\n' for number in range(count))


def put_together(found: list[Difference]) -> tuple[str, str]:
    return ''.join(each.before for each in found), ''.join(each.after for each in found)


@given(TEXTS, TEXTS)
def test_differences_put_together_are_both_texts(before: str, after: str) -> None:
    found = differences(before, after)

    assert put_together(found) == (before, after)
    assert not any(one.is_same == other.is_same for one, other in pairwise(found))


@given(TEXTS, TEXTS, st.integers(0, 300))
def test_a_comparison_that_may_take_few_steps_is_coarser_and_still_right(before: str, after: str, steps: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(text_diff, 'STEPS', steps)
        found = differences(before, after)

    assert put_together(found) == (before, after)
    assert not any(one.is_same == other.is_same for one, other in pairwise(found))


@given(TEXTS, TEXTS, st.integers(0, 3))
def test_an_edit_gives_the_text_that_is_wanted_in_however_few_passages(before: str, after: str, most: int) -> None:
    doc: Doc[Text] = Doc()
    text = doc.get('text', type=Text)
    text += before

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(edits, 'MOST_PASSAGES', most)
        edit(doc, text, after)

    assert str(text) == after


def test_only_the_words_that_changed_are_marked() -> None:
    found = differences('Eén.\nWij gaan samen naar warmte.\nTwee.', 'Eén.\nWij gaan snel samen naar gas.\nTwee.')

    assert [(each.before, each.after) for each in found if not each.is_same] == [('', 'snel '), ('warmte.', 'gas.')]
    assert count_words(found) == (2, 1)


def test_a_change_at_both_ends_of_a_long_text_marks_those_only() -> None:
    lines = [f'Regel {number} van een lange tekst.\n' for number in range(5000)]
    other = ['Eerst.\n', *lines[1:-1], 'Laatst.\n']

    found = [each for each in differences(''.join(lines), ''.join(other)) if not each.is_same]

    assert len(found) == 2


@pytest.mark.parametrize(
    'before, after',
    [
        (same_lines_in_between(2000, 'a'), same_lines_in_between(2000, 'b')),
        (same_lines_in_between(2000, 'a').replace('\n', ' '), same_lines_in_between(2000, 'b').replace('\n', ' ')),
        ('a\n' * 20_000, 'b\n' * 20_000),
        ('x ' * 20_000 + 'a', 'y ' + 'x ' * 19_000 + 'b'),
    ],
    ids=['lines', 'words', 'equal lines', 'equal words'],
)
def test_no_pair_of_texts_takes_long(before: str, after: str) -> None:
    doc: Doc[Text] = Doc()
    text = doc.get('text', type=Text)
    text += before
    begun = time.process_time()

    edit(doc, text, after)

    assert time.process_time() - begun < LONG
    assert str(text) == after
