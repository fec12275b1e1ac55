"""De Lindelanden: complete, consistent with itself, and never old."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from data.content import load_content
from data.demo import demo_dossier, demo_members
from data.models import GOAL, Dossier, Level, MemberRole, Role, answer_of, contribution_of
from data.rules.blockers import blockers
from data.rules.decisions import check_decisions
from data.rules.forms import advise
from data.rules.language import TermState, term_state
from data.rules.lead_time import lead_time
from data.rules.progress import agrees, track_progress
from data.rules.raci import check_matrix

CONTENT = load_content(Path(__file__).parents[1] / 'content')
TODAY = date(2026, 11, 23)
DEMO, TEXTS = demo_dossier('demo', CONTENT, TODAY)
DAYS = st.dates(date(2026, 1, 1), date(2060, 12, 31))


def test_six_parties_sign_and_one_advises() -> None:
    signing = [party.id for party in DEMO.parties if party.signs]

    assert signing == ['wiedemeer', 'lindewarm', 'wiedezicht', 'netwiede', 'lindehof', 'platform']
    assert [party.id for party in DEMO.parties if not party.signs] == ['huurdersvereniging']
    assert all(party.own_goal and party.interest and party.worry and party.people for party in DEMO.parties)


def test_the_homes_add_up_to_842() -> None:
    area = DEMO.area

    assert area.homes == 842
    assert [area.rented, area.apartments, area.owned] == [361, 96, 385]
    assert sum(filter(None, [area.rented, area.apartments, area.owned])) == area.homes


def test_the_budget_of_96000_is_covered_to_the_euro() -> None:
    costs = sum(line.amount for line in DEMO.budget.costs)
    cover = sum(line.amount for line in DEMO.budget.cover)

    assert costs == cover == 96_000
    assert [line.amount for line in DEMO.budget.cover if line.uncertain] == [24_000]


@pytest.mark.parametrize('task', DEMO.matrix.tasks, ids=lambda task: task.id)
def test_a_task_has_one_accountable_and_somebody_who_does_it(task: BaseModel) -> None:
    assert len(DEMO.matrix.parties_with(Role.ACCOUNTABLE, task.id)) == 1
    assert DEMO.matrix.parties_with(Role.RESPONSIBLE, task.id)


def test_the_accountable_roles_are_shared() -> None:
    counts = {
        party.id: sum(Role.ACCOUNTABLE in DEMO.matrix.roles(task.id, party.id) for task in DEMO.matrix.tasks)
        for party in DEMO.parties
    }

    assert counts == {
        'wiedemeer': 14,
        'lindewarm': 8,
        'wiedezicht': 1,
        'netwiede': 1,
        'lindehof': 1,
        'platform': 0,
        'huurdersvereniging': 0,
    }


def test_one_deliberate_warning_on_task_21_and_no_error() -> None:
    findings = check_matrix(DEMO, CONTENT.decision_types, TODAY)
    warnings = [finding for finding in findings if finding.level is not Level.INFO]

    assert [(finding.code, finding.subject, finding.party_id) for finding in warnings] == [('V5', 'T21', 'lindehof')]
    assert 'Dirk Hoekstra mag alleen adviseren' in warnings[0].message
    assert check_decisions(DEMO, CONTENT, TODAY) == ()
    assert not any(finding.level is Level.ERROR for finding in blockers(CONTENT, DEMO, TEXTS, TODAY))


def test_five_of_six_parties_agree_with_the_goal_and_the_vve_waits() -> None:
    agreeing = [party.id for party in DEMO.parties if agrees(DEMO, GOAL, party.id, TEXTS)]

    assert agreeing == ['wiedemeer', 'lindewarm', 'wiedezicht', 'netwiede', 'platform']


def test_an_agreement_lapses_when_the_goal_changes() -> None:
    changed = {**TEXTS, GOAL: f'{TEXTS[GOAL]} Echt waar.'}

    assert not any(agrees(DEMO, GOAL, party.id, changed) for party in DEMO.parties)


def test_the_goal_is_one_sentence_of_at_most_60_words() -> None:
    assert len(TEXTS[GOAL].split()) <= 60
    assert TEXTS[GOAL].count('.') == 1


def test_26_of_29_questions_are_answered_or_partly_so() -> None:
    done = {track.id: track_progress(track, CONTENT.questions, DEMO, TEXTS, TODAY).done for track in CONTENT.tracks}
    unknown = DEMO.answer('B9').unknown

    assert done == {'a': 8, 'b': 7, 'c': 10}
    assert 'A9' not in DEMO.answers
    assert 'B8' not in DEMO.answers
    assert DEMO.answer('C6').checked
    assert answer_of('C6') not in TEXTS
    assert unknown is not None
    assert unknown.owner == 'Marloes Kuiper'
    assert unknown.due is not None
    assert unknown.due > TODAY


def test_the_chooser_advises_what_the_parties_chose() -> None:
    advice = advise(DEMO.form.answers, CONTENT.forms)

    assert (advice.best, advice.runner_up) == (DEMO.form.form, 'F2') == ('F3', 'F2')


def test_the_council_of_wiedezicht_decides_when_all_can_sign() -> None:
    signing = lead_time(DEMO, CONTENT, 'D7', TODAY)

    assert signing.longest is not None
    assert signing.longest.name == 'RvC Wiedezicht'
    assert signing.weeks.usual == 13


def test_the_parties_disagree_about_one_word() -> None:
    assert term_state(DEMO, 'woonlastenneutraal') is TermState.DISPUTED
    assert term_state(DEMO, 'gedeeld-eigenaarschap') is TermState.SHARED
    assert [term for term in DEMO.stances if term_state(DEMO, term) is TermState.DISPUTED] == ['woonlastenneutraal']


def test_everything_refers_to_something_that_exists() -> None:
    people = {(party.id, person.id) for party in DEMO.parties for person in party.people}
    parties = {party.id for party in DEMO.parties}
    kinds = {kind.id for kind in CONTENT.decision_types}
    processes = {(process.party_id, process.id) for process in DEMO.processes}

    assert {(seat.party_id, seat.person_id) for body in DEMO.bodies for seat in body.seats if seat.person_id} <= people
    assert {(mandate.party_id, mandate.person_id) for mandate in DEMO.mandates} <= people
    assert {process.party_id for process in DEMO.processes} == parties
    assert {(process.party_id, process.after) for process in DEMO.processes if process.after} <= processes
    assert {subject for part in (*DEMO.mandates, *DEMO.processes) for subject in part.subjects} <= kinds
    assert {series.body_id for series in DEMO.meetings if series.body_id} <= {body.id for body in DEMO.bodies}
    assert {line.party_id for line in DEMO.budget.cover if line.party_id} <= parties
    assert set(DEMO.stances) <= {term.id for term in CONTENT.glossary}
    assert {party for stances in DEMO.stances.values() for party in stances} <= parties
    assert set(DEMO.answers) <= set(CONTENT.questions)
    assert set(DEMO.consents) <= set(TEXTS)


def test_answers_choose_from_what_the_questions_offer() -> None:
    rungs = {rung.id for rung in CONTENT.participation}
    for name, answer in DEMO.answers.items():
        question = CONTENT.questions[name]

        assert not answer.choice or answer.choice in {option.id for option in question.choices}
        assert set(answer.checked) <= {option.id for option in question.checks}
        assert set(answer.rungs) <= {option.id for option in question.ladder}
        assert set(answer.rungs.values()) <= rungs
        assert {cell for row in answer.rows for cell in row.cells} <= {column.id for column in question.columns}


def test_every_party_has_written_its_contribution() -> None:
    assert all(TEXTS[contribution_of(party.id)] for party in DEMO.parties)


def test_the_demo_survives_a_round_trip_through_json() -> None:
    assert Dossier.model_validate_json(DEMO.model_dump_json()) == DEMO


def test_a_visitor_can_act_as_one_person_of_each_party() -> None:
    members = demo_members(DEMO)

    assert [member.party_id for member in members] == [party.id for party in DEMO.parties]
    assert [member.name for member in members][:2] == ['Jeroen Achterberg', 'Henk Brouwer']
    assert [member.role for member in members] == [
        MemberRole.OWNER,
        *[MemberRole.REPRESENTATIVE] * 5,
        MemberRole.ADVISER,
    ]
    assert {member.dossier_id for member in members} == {DEMO.id}


def test_the_dates_of_the_day_it_was_written_for() -> None:
    assert (DEMO.period.start, DEMO.period.end) == (date(2027, 2, 1), date(2028, 1, 31))
    assert [checkpoint.on for checkpoint in DEMO.period.checkpoints] == [date(2027, 6, 30), date(2027, 11, 15)]
    assert {series.id: series.first for series in DEMO.meetings if series.first} == {
        'kernteam': date(2027, 2, 4),
        'werkgroepen': date(2027, 2, 10),
        'bewonersoverleg': date(2027, 2, 17),
        'terugkijken': date(2027, 6, 10),
    }
    assert DEMO.policy.decided_on == date(2021, 10, 14)
    assert '29 januari 2027' in TEXTS[answer_of('B5')]
    assert 'begin 2028' in TEXTS[GOAL]


@settings(deadline=None, max_examples=50)
@given(DAYS)
def test_whenever_it_is_opened_every_date_keeps_its_weekday_and_its_distance(today: date) -> None:
    demo, _ = demo_dossier('demo', CONTENT, today)
    shift = today - timedelta(days=today.weekday()) - TODAY

    assert [day - shift for day in _dates(demo)] == [*_dates(DEMO)]


@settings(deadline=None, max_examples=50)
@given(DAYS)
def test_what_was_decided_lies_behind_and_what_is_planned_ahead(today: date) -> None:
    demo, texts = demo_dossier('demo', CONTENT, today)

    assert all(decision.decided_on < today for decision in demo.decisions)
    assert all(milestone.on < today for milestone in demo.milestones)
    points = [thread for thread in demo.threads if thread.point]
    assert all(point.due is not None and point.due > today for point in points)
    posts = [post for thread in demo.threads for post in thread.posts]
    assert all(post.at is not None and post.at.date() < today for post in posts)
    assert all(given.at.date() <= today for consents in demo.consents.values() for given in consents.values())
    assert demo.period.start is not None
    assert demo.period.start > today
    assert f'begin {today.year + 2}' in texts[GOAL]


def test_three_points_are_open_and_one_of_them_blocks() -> None:
    points = {thread.id: thread.blocks for thread in DEMO.threads if thread.is_open_point}

    assert points == {'subsidie': False, 'quorum': False, 'gegevens': True}
    assert [thread.id for thread in DEMO.threads if thread.resolved] == ['zonder-internet']


def test_no_text_shows_how_its_dates_are_made() -> None:
    everything = DEMO.model_dump_json() + ''.join(TEXTS.values())

    assert re.findall(r'\{(?:week|jaar)[^}]*\}|week -?\d+ (?:ma|di|wo|do|vr|za|zo)', everything) == []


def test_people_are_only_reachable_at_addresses_that_cannot_exist() -> None:
    addresses = re.findall(r'\S+@\S+', DEMO.model_dump_json() + ''.join(TEXTS.values()))

    assert all(address.endswith('.example') for address in addresses)


def _dates(value: Any) -> Iterator[date]:
    if isinstance(value, BaseModel):
        yield from (day for name in type(value).model_fields for day in _dates(getattr(value, name)))
    elif isinstance(value, dict):
        yield from (day for item in value.values() for day in _dates(item))
    elif isinstance(value, tuple):
        yield from (day for item in value for day in _dates(item))
    elif isinstance(value, date):
        yield value
