"""How far texts may go: the rules, in words and findings."""

from collections.abc import Iterable
from datetime import date

import pytest

from data.models import GOAL, Dossier, Drafting, Finding, Openness, Sensitivity, contribution_of, notebook_of
from data.rules.sensitivity import (
    begun_anew,
    check_sensitivity,
    is_over,
    other_readers,
    place_of,
    readers_words,
    reason_words,
    with_drafts,
)
from tests.dossiers import TODAY, content, demo

DOSSIER = demo()[0].model_copy(update={'sensitivity': {}})
TEXT = contribution_of('netwiede')


def with_level(text_id: str, level: Openness = Openness.SHARED, reason: str = '', until: date | None = None) -> Dossier:
    return DOSSIER.model_copy(update={'sensitivity': {text_id: Sensitivity(level=level, reason=reason, until=until)}})


def test_a_text_is_shared_until_somebody_says_otherwise() -> None:
    assert DOSSIER.openness('clause:artikel-2') is Openness.SHARED


@pytest.mark.parametrize(
    'text_id, level, words',
    [
        (GOAL, Openness.SHARED, 'Gedeeld met de partijen'),
        (GOAL, Openness.PUBLIC, 'Openbaar: staat ook in de openbare versie'),
        (TEXT, Openness.INTERNAL, 'Intern concept: alleen wie namens NetWiede spreekt, leest dit'),
    ],
)
def test_who_reads_a_text_is_said_in_words(text_id: str, level: Openness, words: str) -> None:
    assert readers_words(with_level(text_id, level), text_id) == words


def test_the_reason_and_the_end_are_said_while_a_text_is_not_public() -> None:
    reason, until = 'Eerst langs\n het bestuur.', date(2027, 2, 1)

    assert reason_words(with_level(TEXT, reason=reason, until=until), TEXT) == (
        'Reden: Eerst langs het bestuur. Tot 1 februari 2027.'
    )
    assert reason_words(with_level(TEXT, Openness.PUBLIC, reason, until), TEXT) == ''
    assert reason_words(DOSSIER, TEXT) == ''


@pytest.mark.parametrize(
    'level, until, over',
    [
        (Openness.SHARED, date(2026, 11, 22), True),
        (Openness.INTERNAL, date(2026, 11, 22), True),
        (Openness.SHARED, TODAY, False),
        (Openness.SHARED, None, False),
        (Openness.PUBLIC, date(2026, 11, 22), False),
    ],
)
def test_an_end_date_that_passed_is_said_and_publishes_nothing(level: Openness, until: date | None, over: bool) -> None:
    dossier = with_level(TEXT, level, until=until)

    assert is_over(dossier, TEXT, TODAY) is over
    assert ('O-einddatum' in codes(check_sensitivity(dossier, content(), TODAY))) is over
    assert dossier.openness(TEXT) is level


def codes(findings: Iterable[Finding]) -> list[str]:
    return [finding.code for finding in findings]


def test_a_draft_that_the_agreement_misses_is_found() -> None:
    found = [*check_sensitivity(with_level(TEXT, Openness.INTERNAL), content(), TODAY)]

    assert [each.message for each in found] == [
        'De bijdrage van NetWiede is een intern concept en staat niet in de overeenkomst.'
    ]
    assert found[0].link == '/doel#bijdrage-netwiede'


def test_drafts_are_noted_by_the_moments_between_which_a_text_was_one() -> None:
    closed = with_drafts(with_level(TEXT, Openness.INTERNAL), {TEXT: 4})
    kept = closed.sensitivity_of(TEXT).model_copy(update={'level': Openness.SHARED})
    opened = with_drafts(closed.model_copy(update={'sensitivity': {TEXT: kept}}), {TEXT: 7})

    assert closed.sensitivity_of(TEXT).drafts == (Drafting(first=5),)
    assert opened.sensitivity_of(TEXT).drafts == (Drafting(first=5, last=7),)
    assert other_readers(closed, opened) == (TEXT,)
    assert other_readers(opened, opened) == ()


def test_a_draft_in_which_nothing_was_written_leaves_no_trace() -> None:
    closed = with_drafts(with_level(TEXT, Openness.INTERNAL), {TEXT: 0})
    kept = closed.sensitivity_of(TEXT).model_copy(update={'level': Openness.PUBLIC})

    opened = with_drafts(closed.model_copy(update={'sensitivity': {TEXT: kept}}), {TEXT: 0})

    assert opened.sensitivity_of(TEXT).drafts == ()


def test_moments_that_are_numbered_anew_since_a_damage_stay_with_the_party() -> None:
    closed = with_drafts(with_level(TEXT, Openness.INTERNAL), {TEXT: 7})
    kept = closed.sensitivity_of(TEXT).model_copy(update={'level': Openness.SHARED})

    opened = with_drafts(closed.model_copy(update={'sensitivity': {TEXT: kept}}), {TEXT: 2})

    assert opened.sensitivity_of(TEXT).drafts == (Drafting(first=1, last=2),)


def test_a_draft_that_is_read_in_is_one_from_its_first_moment_on() -> None:
    drafts = (Drafting(first=2, last=3), Drafting(first=8))
    levels = {TEXT: Sensitivity(level=Openness.INTERNAL, drafts=drafts), GOAL: Sensitivity(drafts=drafts[:1])}

    fresh = begun_anew(DOSSIER.model_copy(update={'sensitivity': levels}))

    assert fresh.sensitivity_of(TEXT).drafts == (Drafting(first=1),)
    assert fresh.sensitivity_of(GOAL).drafts == ()


@pytest.mark.parametrize(
    'text_id, place',
    [
        (GOAL, '/doel#doel'),
        (TEXT, '/doel#bijdrage-netwiede'),
        ('answer:B2', '/spoor/b/plannen#vraag-B2'),
        ('clause:artikel-2', '/overeenkomst#artikel-2'),
        ('annex:bijlage-2', '/overeenkomst#openbaar'),
        (notebook_of('netwiede'), '/notities'),
    ],
)
def test_a_finding_leads_to_where_it_is_mended(text_id: str, place: str) -> None:
    assert place_of(text_id, content()) == place
