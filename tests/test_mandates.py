"""What a mandate covers, in words and in rules."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from data.content_models import DecisionType
from data.models import Body, Dossier, Mandate, MandateLevel, Method, Party, PartyType, Person, Seat
from data.rules.mandates import ended, enlarged, has_voice, holder, limits_text

TODAY = date(2026, 11, 23)
DIRK = Person(id='dirk', name='Dirk')
VVE = Party(id='vve', type=PartyType.OWNERS, name='VvE', short_name='VvE', people=(DIRK,))
D8 = DecisionType(id='D8', name='', examples='', decides='stuurgroep', method=Method.CONSENSUS, weeks_text='')
PLAN = Dossier(id='d', name='T', created=datetime(2026, 1, 1, tzinfo=UTC), parties=(VVE,))


def mandate(**changes: Any) -> Mandate:
    return Mandate(**{'id': 'm', 'party_id': 'vve', 'person_id': 'dirk', **changes})


@pytest.mark.parametrize(
    'changes, text',
    [
        ({}, ''),
        ({'limit_euro': 10_000}, 'tot € 10.000 per besluit'),
        ({'limit_hours': 8}, 'tot 8 uur per week'),
        ({'limit_euro': 0, 'limit_hours': 8}, 'tot € 0 per besluit en 8 uur per week'),
        ({'limit_euro': 1_250_000}, 'tot € 1.250.000 per besluit'),
    ],
)
def test_limits_are_said_in_words(changes: dict[str, Any], text: str) -> None:
    assert limits_text(mandate(**changes)) == text


@pytest.mark.parametrize(
    'ends, over', [(None, False), (date(2026, 11, 22), True), (TODAY, False), (date(2026, 11, 24), False)]
)
def test_a_mandate_counts_until_the_end_of_its_last_day(ends: date | None, over: bool) -> None:
    assert ended(mandate(ends=ends), TODAY) is over


@pytest.mark.parametrize(
    'seat, voice',
    [
        pytest.param(Seat(id='s', party_id='vve', person_id='dirk'), True, id='a member'),
        pytest.param(Seat(id='s', party_id='vve', person_id='dirk', advisory=True), False, id='an adviser'),
        pytest.param(Seat(id='s', party_id='vve', person_id='ans'), False, id='somebody else of the party'),
        pytest.param(Seat(id='s', party_id='gem', person_id='dirk'), False, id='the same person id elsewhere'),
        pytest.param(Seat(id='s', party_id='vve'), False, id='a place without a name'),
    ],
)
def test_only_the_person_itself_has_a_voice(seat: Seat, voice: bool) -> None:
    body = Body(id='sg', kind='stuurgroep', name='Stuurgroep', seats=(seat,))

    assert has_voice(mandate(), body) is voice
    assert not has_voice(mandate(person_id=''), body)


def test_the_holder_is_a_person_of_the_party() -> None:
    assert holder(PLAN, mandate()) == DIRK
    assert holder(PLAN, mandate(person_id='weg')) is None
    assert holder(PLAN, mandate(party_id='weg')) is None


def test_a_larger_mandate_adds_the_subject_once_and_keeps_a_higher_level() -> None:
    larger = enlarged(mandate(level=MandateLevel.FULL, subjects=('D8', 'D1'), limit_euro=5, ends=TODAY), D8)

    assert larger.level is MandateLevel.FULL
    assert larger.subjects == ('D1', 'D8')
    assert (larger.limit_euro, larger.ends) == (None, None)
