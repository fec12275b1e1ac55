"""The order of a party's own processes: circles are cut and told of, and long chains take no time."""

import time
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.models import Dossier, InternalProcess
from data.rules.own_process import chain_text, own_process, usual_weeks

LONG = 0.15
"""seconds; a chain as long as a list may be takes a hundredth of that, and took several times as long"""


def dossier(*waits: tuple[str, str], subjects: tuple[str, ...] = ('D8',)) -> Dossier:
    """Make a dossier with processes of one party, each with what it waits for."""
    made = [
        InternalProcess(id=key, party_id='p', body=key, weeks=1, after=after, subjects=subjects) for key, after in waits
    ]
    return Dossier(id='d', name='Test', created=datetime(2026, 11, 1, tzinfo=UTC), processes=tuple(made))


@pytest.mark.parametrize(
    'waits, order, messages',
    [
        ([('a', 'b'), ('b', '')], 'b, daarna a', []),
        ([('a', 'a')], 'a', ['Een stap wacht op zichzelf.']),
        ([('a', 'b'), ('b', 'a')], 'a, daarna b', ['‘a’ en ‘b’ wachten op elkaar.']),
        ([('x', 'c'), ('a', 'b'), ('b', 'c'), ('c', 'a')], 'a, daarna c, daarna x en b', ['‘a’, ‘c’ en ‘b’ wachten']),
        ([('a', 'weg'), ('b', 'b')], 'a en b', ['‘a’ zou wachten op een stap die niet', 'Een stap wacht op zichzelf.']),
    ],
)
def test_a_circle_is_cut_at_its_first_process(waits: list[tuple[str, str]], order: str, messages: list[str]) -> None:
    own = own_process(dossier(*waits), 'p')

    assert chain_text(own) == order
    assert [each.message for each in own.findings if not each.message.startswith(tuple(messages))] == []
    assert len(own.findings) == len(messages)


@given(st.lists(st.integers(-1, 7), min_size=1, max_size=8), st.sets(st.integers(0, 7)))
def test_a_process_waits_for_the_nearest_one_that_the_decision_passes(after: list[int], passing: set[int]) -> None:
    waits = [(f'q{number}', f'q{each}' if each >= 0 else '') for number, each in enumerate(after)]
    plan = dossier(*waits)
    some = tuple(
        each if int(each.id[1:]) in passing else each.model_copy(update={'subjects': ()}) for each in plan.processes
    )
    plan = plan.model_copy(update={'processes': some})

    own = own_process(plan, 'p', 'D8')

    order = [each.id for each in own.processes]
    assert sorted(order) == sorted(each.id for each in some if each.subjects)
    assert all(order.index(before) < order.index(later) for later, before in own.after.items())


@pytest.mark.parametrize('subject', ['', 'D8', 'D1'])
def test_a_long_chain_takes_no_time(subject: str) -> None:
    waits = [(f'q{number}', f'q{number + 1}') for number in range(499)]
    plan = dossier(*waits, ('q499', ''))
    begun = time.process_time()

    own = own_process(plan, 'p', subject)

    assert time.process_time() - begun < LONG
    assert usual_weeks(own) == (0 if subject == 'D1' else 500)
