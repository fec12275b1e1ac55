"""What keeps the agreement from being final. Source of the rules: domain 2.6."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from data.models import (
    GOAL,
    Area,
    Budget,
    Checkpoint,
    CostLine,
    CoverLine,
    Dossier,
    Legal,
    Level,
    Named,
    Period,
    answer_of,
)
from data.rules.agreement_checks import can_be_final, check_agreement
from data.rules.agreement_values import check_values
from tests.dossiers import TODAY, content, demo, empty

Case = tuple[Dossier, dict[str, str]]


def changed(**fields: Any) -> Case:
    dossier, texts = demo()
    return dossier.model_copy(update=fields), texts


def levels(case: Case, code: str) -> list[Level]:
    return [finding.level for finding in check_agreement(*case, content(), TODAY) if finding.code == code]


def messages(case: Case) -> str:
    return '\n'.join(finding.message for finding in check_agreement(*case, content(), TODAY))


def criteria(number: int) -> tuple[Named, ...]:
    return tuple(Named(id=f'c{each}', name=f'Criterium {each}') for each in range(number))


def money(costs: int, cover: int) -> Budget:
    return Budget(
        costs=(CostLine(id='a', name='A', amount=costs),), cover=(CoverLine(id='b', source='B', amount=cover),)
    )


YEAR = {'start': date(2027, 2, 1), 'end': date(2028, 1, 31)}


@pytest.mark.parametrize(
    'fields, code, level',
    [
        pytest.param({'criteria': criteria(1)}, 'O2', Level.ERROR, id='one criterion'),
        pytest.param({'criteria': criteria(2)}, 'O2', None, id='two criteria'),
        pytest.param({'criteria': criteria(5)}, 'O2', None, id='five criteria'),
        pytest.param({'criteria': criteria(6)}, 'O2', Level.WARNING, id='six criteria'),
        pytest.param({'area': Area(homes=10, rented=4, apartments=3, owned=2)}, 'O3', Level.WARNING, id='nine of ten'),
        pytest.param({'area': Area(homes=9, rented=4, apartments=3, owned=2)}, 'O3', None, id='nine of nine'),
        pytest.param({'area': Area(homes=9, rented=4)}, 'O3', None, id='not all counted'),
        pytest.param({'period': Period(start=YEAR['end'], end=YEAR['start'])}, 'O4', Level.ERROR, id='ends first'),
        pytest.param({'period': Period(**YEAR)}, 'O4', None, id='a good period'),
        pytest.param(
            {'period': Period(**YEAR, checkpoints=(Checkpoint(id='a', on=date(2028, 2, 1)),))},
            'O4', Level.ERROR, id='a moment a day too late',
        ),
        pytest.param(
            {'period': Period(**YEAR, checkpoints=(Checkpoint(id='a', on=YEAR['end']),))},
            'O4', None, id='a moment on the last day',
        ),
        pytest.param(
            {'period': Period(**YEAR, follow_up_by=date(2028, 2, 1))}, 'O4', Level.WARNING, id='follow-up too late'
        ),
        pytest.param({'budget': money(100, 90)}, 'O8', Level.ERROR, id='less paid than it costs'),
        pytest.param({'budget': money(100, 100)}, 'O8', None, id='all paid'),
        pytest.param({'budget': Budget(none=True)}, 'O8', None, id='no costs'),
        pytest.param({'legal': Legal(closed_annexes='bijlage 9')}, 'O17', Level.WARNING, id='closed without a reason'),
        pytest.param({'legal': Legal(dropped=('artikel-19',))}, 'O-weg', Level.ERROR, id='public law left out'),
        pytest.param({'legal': Legal(dropped=('artikel-20',))}, 'O-weg', Level.ERROR, id='fair chances left out'),
        pytest.param({'legal': Legal(dropped=('artikel-17',))}, 'O-weg', Level.WARNING, id='openness left out'),
        pytest.param({'legal': Legal(dropped=('artikel-7',))}, 'O-weg', None, id='an optional article left out'),
        pytest.param({'parties': ()}, 'O-partijen', Level.ERROR, id='no parties'),
    ],
)  # fmt: skip
def test_a_value_is_judged(fields: dict[str, Any], code: str, level: Level | None) -> None:
    dossier, texts = changed(**fields)
    texts.pop(answer_of('C9'), None)

    assert levels((dossier, texts), code) == ([level] if level else [])


@pytest.mark.parametrize(
    'goal, found',
    [
        pytest.param('Samen kiezen we warmte.', 0, id='one sentence'),
        pytest.param('Samen kiezen we. Daarna bouwen we.', 1, id='two sentences'),
        pytest.param(' '.join(['woord'] * 60), 0, id='sixty words'),
        pytest.param(' '.join(['woord'] * 61), 1, id='sixty-one words'),
        pytest.param('Kosten blijven € 1.200 of minder.', 0, id='a dot within a number'),
    ],
)
def test_the_goal_is_one_short_sentence(goal: str, found: int) -> None:
    dossier, _ = demo()

    values = [finding for finding in check_values(dossier, {GOAL: goal}) if finding.code == 'O2']

    assert len(values) == found


def test_a_party_that_has_not_agreed_with_the_goal_is_named() -> None:
    assert 'Akkoord met het doel is er nog niet van: VvE Lindehof.' in messages(demo())


def test_an_agreement_with_the_goal_lapses_when_it_changes() -> None:
    dossier, texts = demo()

    found = messages((dossier, {**texts, GOAL: 'Een ander doel.'}))

    assert 'nog niet opnieuw van: Gemeente, LindeWarm' in found


def test_a_party_without_a_decision_to_sign_is_named() -> None:
    dossier, texts = demo()
    party = dossier.parties[0].model_copy(update={'decision_basis': ''})

    case = (dossier.model_copy(update={'parties': (party, *dossier.parties[1:])}), texts)

    assert f'Vul bij {party.short_name} in op grond van welk besluit' in messages(case)


def test_a_gap_in_a_required_article_keeps_it_from_being_final() -> None:
    dossier, texts = changed(period=Period())

    found = [f for f in check_agreement(dossier, texts, content(), TODAY) if f.subject == 'artikel-4']

    assert {finding.level for finding in found} == {Level.ERROR}
    assert 'In ‘Artikel 4 – Intentieperiode en resultaten’, lid 1, is nog iets niet afgesproken.' in messages(
        (dossier, texts)
    )


def test_a_gap_in_an_article_that_is_not_required_only_warns() -> None:
    dossier, texts = demo()
    dossier = dossier.model_copy(update={'communication': type(dossier.communication)()})

    found = [f for f in check_agreement(dossier, texts, content(), TODAY) if f.subject == 'artikel-16']

    assert found and {finding.level for finding in found} == {Level.WARNING}


@pytest.mark.parametrize('make', [demo, lambda: (empty(), {})], ids=['demo', 'empty'])
def test_findings_lead_somewhere_errors_first(make: Callable[[], Case]) -> None:
    found = check_agreement(*make(), content(), TODAY)

    assert all(finding.link.startswith('/') for finding in found)
    assert [finding.level for finding in found] == sorted(
        (finding.level for finding in found), key=[Level.ERROR, Level.WARNING].index
    )
    assert len(found) == len(set(found))


def test_an_empty_dossier_cannot_be_final() -> None:
    assert not can_be_final(empty(), {}, content(), TODAY)


def test_a_dossier_without_errors_can_be_final() -> None:
    dossier, texts = demo()
    parties = tuple(party.model_copy(update={'decision_basis': 'een besluit'}) for party in dossier.parties)
    goal = dossier.consents[GOAL]
    consents = {**dossier.consents, GOAL: dict.fromkeys([party.id for party in parties], next(iter(goal.values())))}

    case = (dossier.model_copy(update={'parties': parties, 'consents': consents, 'threads': ()}), texts)

    assert can_be_final(*case, content(), TODAY)
