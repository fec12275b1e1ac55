"""Progress: per kind of question, screen, track and party; what blocks; nothing filled in ever disappears."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.content_models import Column, Content, Entry, Option, Question, Screen, Track
from data.models import (
    GOAL,
    Answer,
    Body,
    Consent,
    Dossier,
    EscalationStep,
    FormChoice,
    InternalProcess,
    Mandate,
    Method,
    Party,
    PartyType,
    Period,
    Person,
    Role,
    RoleMatrix,
    Row,
    Seat,
    Series,
    Stance,
    Task,
    Unknown,
    answer_of,
    contribution_of,
    text_digest,
)
from data.rules.blockers import blockers
from data.rules.changes import add_item, remove_item, set_value
from data.rules.progress import agrees, next_place, party_progress, question_state, screen_state, track_progress
from data.rules.states import State, all_of

TODAY = date(2026, 11, 23)
EMPTY, BUSY, DONE, STUCK, NONE = State.EMPTY, State.BUSY, State.DONE, State.STUCK, State.NOT_APPLICABLE
A, R, I = Role.ACCOUNTABLE, Role.RESPONSIBLE, Role.INFORMED  # noqa: E741


def party(party_id: str, kind: PartyType = PartyType.MUNICIPALITY) -> Party:
    return Party(id=party_id, type=kind, name=party_id, short_name=party_id, people=(Person(id='x', name='X'),))


def dossier(**values: Any) -> Dossier:
    values.setdefault('parties', (party('gem'), party('corp', PartyType.HOUSING)))
    return Dossier(id='d', name='d', created=datetime(2026, 1, 1, tzinfo=UTC), **values)


def question(question_id: str = 'A1', **values: Any) -> Question:
    return Question(id=question_id, track='a', title='?', short=question_id, why='', **values)


def state(asked: Question, filled_in: Dossier, texts: dict[str, str] | None = None) -> State:
    return question_state(asked, filled_in, texts or {}, TODAY)


OPTIONS = (Option(id='x', name='X'), Option(id='y', name='Y'))


@pytest.mark.parametrize(
    'asked, answer, text, expected',
    [
        pytest.param({}, {}, '', EMPTY, id='open question, nothing'),
        pytest.param({}, {}, '  \n', EMPTY, id='open question, white space'),
        pytest.param({}, {}, 'Ja.', DONE, id='open question, text'),
        pytest.param({'choices': OPTIONS}, {}, 'Ja.', BUSY, id='choice missing, text there'),
        pytest.param({'choices': OPTIONS}, {'choice': 'x'}, '', DONE, id='choice made'),
        pytest.param({'choices': OPTIONS}, {'choice': 'z'}, '', EMPTY, id='choice that no longer exists'),
        pytest.param({'choices': OPTIONS, 'text_required': True}, {'choice': 'x'}, '', BUSY, id='text also needed'),
        pytest.param({'checks': OPTIONS}, {'checked': ('y',)}, '', DONE, id='one of several'),
        pytest.param({'ladder': OPTIONS}, {'rungs': {'x': '2'}}, '', BUSY, id='one subject of two'),
        pytest.param({'ladder': OPTIONS}, {'rungs': {'x': '2', 'y': '1'}}, '', DONE, id='all subjects'),
        pytest.param({'columns': (Column(id='c', name='C'),)}, {'rows': (Row(id='r'),)}, '', EMPTY, id='an empty row'),
        pytest.param(
            {'columns': (Column(id='c', name='C'),)}, {'rows': (Row(id='r', cells={'c': '1'}),)}, '', DONE, id='a row'
        ),
        pytest.param({}, {'unknown': Unknown(owner='Jeroen', due=TODAY)}, 'Ja.', BUSY, id='unknown, last day'),
        pytest.param({}, {'unknown': Unknown(due=TODAY - timedelta(1))}, '', STUCK, id='unknown, too late'),
        pytest.param({}, {'unknown': Unknown()}, '', BUSY, id='unknown without owner or date'),
        pytest.param({}, {'not_applicable': True}, 'Ja.', NONE, id='marked as not applicable'),
        pytest.param({'party_types': (PartyType.OWNERS,)}, {}, 'Ja.', NONE, id='no party of this type'),
        pytest.param({'party_types': (PartyType.HOUSING,)}, {}, 'Ja.', DONE, id='a party of this type'),
    ],
)
def test_state_of_a_question(asked: dict[str, Any], answer: dict[str, Any], text: str, expected: State) -> None:
    filled_in = dossier(answers={'A1': Answer(**answer)})

    assert state(question(**asked), filled_in, {answer_of('A1'): text}) is expected


def test_fields_of_the_dossier_count_unless_they_are_a_tick() -> None:
    asked = question(
        fields=(
            Entry(path='communication.face', label=''),
            Entry(path='period.start', label='', input='date'),
            Entry(path='budget.none', label='', input='check'),
        )
    )
    half = set_value(dossier(), 'communication.face', 'Jeroen').dossier
    whole = set_value(half, 'period.start', '2027-02-01').dossier

    assert [state(asked, d) for d in (dossier(), half, whole)] == [EMPTY, BUSY, DONE]


BODY = Body(id='k', kind='kernteam', name='Kernteam')
SEATED = BODY.model_copy(update={'seats': (Seat(id='s', party_id='corp'),), 'chair': 'Iris', 'method': Method.CONSENT})
MANDATE = Mandate(id='m', party_id='corp', person_id='x')
ENDED = MANDATE.model_copy(update={'ends': TODAY - timedelta(1)})
PERIOD = Period(start=TODAY, end=TODAY + timedelta(365), evaluation_months=4, notice_months=0)
TASK = Task(id='T', group='', name='T')


def matrix(**cells: tuple[Role, ...]) -> dict[str, Any]:
    return {'matrix': RoleMatrix(tasks=(TASK,), cells={'T': cells})}


@pytest.mark.parametrize(
    'block, values, expected',
    [
        ('contributions', {}, BUSY),
        ('mandates', {}, EMPTY),
        ('mandates', {'mandates': (MANDATE,)}, BUSY),
        ('mandates', {'mandates': (MANDATE, MANDATE.model_copy(update={'id': 'n', 'party_id': 'gem'}))}, DONE),
        ('mandates', {'mandates': (ENDED,)}, STUCK),
        ('mandates', {'mandates': (ENDED, MANDATE.model_copy(update={'id': 'n'}))}, BUSY),
        ('processes', {'processes': (InternalProcess(id='p', party_id='gem'),)}, BUSY),
        ('bodies', {}, EMPTY),
        ('bodies', {'bodies': (BODY,)}, EMPTY),
        ('bodies', {'bodies': (BODY, SEATED)}, BUSY),
        ('bodies', {'bodies': (SEATED,)}, DONE),
        ('residents_in_bodies', {'bodies': (SEATED,)}, EMPTY),
        ('residents_in_bodies', {'bodies': (SEATED,), 'parties': (party('corp', PartyType.RESIDENTS),)}, DONE),
        ('methods', {'bodies': (BODY, SEATED)}, BUSY),
        ('matrix', matrix(), EMPTY),
        ('matrix', matrix(gem=(R,)), BUSY),
        ('matrix', matrix(gem=(A, R)), DONE),
        ('matrix', matrix(gem=(A, R), corp=(A,)), STUCK),
        ('matrix', matrix(gem=(A, R), weg=(A,)), DONE),
        ('matrix', matrix(gem=(A, I)), STUCK),
        ('meetings', {'meetings': (Series(id='s', name='S'),)}, EMPTY),
        ('meetings', {'meetings': (Series(id='s', name='S', goal='Doel', first=TODAY),)}, DONE),
        ('form', {'form': FormChoice(answers={'K1': 1})}, BUSY),
        ('form', {'form': FormChoice(form='F3', governance='R2', motivation='Daarom')}, DONE),
        ('escalation', {'escalation': (EscalationStep(id='1', who='Samen'),)}, BUSY),
        ('escalation', {'escalation': (EscalationStep(id='1', who='Wij'), EscalationStep(id='2', who='Zij'))}, DONE),
        ('period', {}, EMPTY),
        ('period', {'period': PERIOD}, DONE),
        ('period', {'period': Period(start=TODAY, end=TODAY)}, STUCK),
        ('policy', {}, EMPTY),
        ('openness', {'bodies': (SEATED.model_copy(update={'public': 'ja'}),)}, DONE),
    ],
)
def test_state_of_a_building_block(block: Any, values: dict[str, Any], expected: State) -> None:
    texts = {contribution_of('corp'): 'Wij brengen kennis.'}

    assert state(question(block=block), dossier(**values), texts) is expected


def test_a_block_asks_only_the_parties_the_question_is_about() -> None:
    asked = question(block='mandates', party_types=(PartyType.HOUSING,))

    assert state(asked, dossier(mandates=(MANDATE,))) is DONE


@pytest.mark.parametrize(
    'parts, whole',
    [
        ([], EMPTY),
        ([NONE, NONE], NONE),
        ([NONE, DONE], DONE),
        ([EMPTY, NONE], EMPTY),
        ([EMPTY, DONE], BUSY),
        ([BUSY], BUSY),
        ([DONE, DONE, STUCK], STUCK),
    ],
)
def test_states_add_up(parts: list[State], whole: State) -> None:
    assert all_of(parts) is whole


QUESTIONS = {
    'A1': question('A1'),
    'A2': question('A2', choices=OPTIONS),
    'A3': question('A3', party_types=(PartyType.OWNERS,)),
    'A4': question('A4', block='mandates', party_types=(PartyType.HOUSING, PartyType.RESIDENTS)),
}
TRACK = Track(
    id='a',
    name='Bewoners doen mee',
    lens='',
    icon='',
    screens=(
        Screen(id='een', title='', intro='', questions=('A1', 'A2')),
        Screen(id='twee', title='', intro='', questions=('A3',)),
        Screen(id='drie', title='', intro='', questions=('A4',)),
    ),
)


def test_a_track_counts_the_questions_that_apply_and_knows_where_to_go_on() -> None:
    texts = {answer_of('A1'): 'Ja.'}
    first = dossier()
    second = set_value(first, 'answers.A2.choice', 'x').dossier
    third = add_item(second, 'mandates', {'party_id': 'corp', 'person_id': 'x'})[0].dossier

    progress = track_progress(TRACK, QUESTIONS, first, texts, TODAY)

    assert (progress.state, progress.done, progress.total) == (BUSY, 1, 3)
    assert dict(progress.screens) == {'een': BUSY, 'twee': NONE, 'drie': EMPTY}
    places = [next_place((TRACK,), QUESTIONS, d, texts, TODAY) for d in (first, second, third)]
    assert [place and place.screen for place in places] == ['een', 'drie', None]


def test_an_agreement_holds_only_while_the_text_stays_as_it_was() -> None:
    consent = Consent(by='Noor', at=datetime(2026, 11, 1, tzinfo=UTC), digest=text_digest('Samen.\n'))
    d = dossier(consents={GOAL: {'gem': consent}})

    assert agrees(d, GOAL, 'gem', {GOAL: 'Samen.'})
    assert not agrees(d, GOAL, 'gem', {GOAL: 'Samen!'})
    assert not agrees(d, GOAL, 'corp', {GOAL: 'Samen.'})
    assert [party_progress(p, d, {GOAL: 'Samen!'}, TODAY).goal for p in d.parties] == [BUSY, EMPTY]


def test_progress_of_a_party() -> None:
    d = dossier(mandates=(MANDATE,), stances={'t1': {'corp': Stance(agrees=True)}, 't2': {'gem': Stance(agrees=True)}})

    progress = party_progress(d.parties[1], d, {contribution_of('corp'): 'Kennis'}, TODAY, ('t1', 't2'))

    assert (progress.contribution, progress.mandates, progress.processes) == (DONE, DONE, EMPTY)
    assert (progress.stances, progress.terms_done, progress.terms_total) == (BUSY, 1, 2)


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just('join'), st.sampled_from(list(PartyType))),
        st.tuples(st.just('leave'), st.sampled_from(list(PartyType))),
        st.tuples(st.just('toggle'), st.sampled_from(sorted(QUESTIONS))),
        st.tuples(st.just('unknown'), st.sampled_from(sorted(QUESTIONS))),
    ),
    max_size=12,
)


@given(STEPS)
def test_no_answer_disappears_when_parties_come_and_go_or_questions_are_switched_off(
    steps: list[tuple[str, Any]],
) -> None:
    d = set_value(dossier(mandates=(MANDATE,)), 'answers.A2.choice', 'x').dossier
    d = set_value(d, 'answers.A3.rungs.x', '2').dossier

    for action, what in steps:
        if action == 'join' and d.party(what) is None:
            d = add_item(d, 'parties', {'id': what, 'type': what, 'name': what, 'short_name': what})[0].dossier
        elif action == 'leave' and d.party(what):
            d = remove_item(d, f'parties.{what}').dossier
        elif action == 'toggle':
            d = set_value(d, f'answers.{what}.not_applicable', not d.answer(what).not_applicable).dossier
        elif action == 'unknown':
            d = set_value(d, f'answers.{what}.unknown', {'owner': 'Jeroen'}).dossier
        for asked in QUESTIONS.values():
            question_state(asked, d, {}, TODAY)

    assert d.answer('A2').choice == 'x'
    assert d.answer('A3').rungs == {'x': '2'}
    assert d.mandates == (MANDATE,)


def test_a_hidden_answer_counts_again_when_its_party_returns() -> None:
    texts = {answer_of('A3'): 'De ALV is in januari.'}
    without = dossier()
    back = add_item(without, 'parties', {'type': 'VVE', 'name': 'VvE', 'short_name': 'VvE'})[0].dossier

    screen = TRACK.screens[1]
    assert screen_state(screen, QUESTIONS, without, texts, TODAY) is NONE
    assert screen_state(screen, QUESTIONS, back, texts, TODAY) is DONE


CONTENT = Content.model_construct(tracks=(TRACK,), questions=QUESTIONS, decision_types=())


def test_a_new_dossier_lacks_a_goal_and_contributions() -> None:
    found = blockers(CONTENT, dossier(), {}, TODAY)

    assert [(finding.code, finding.link) for finding in found] == [
        ('B2', '/doel#doel'),
        ('B4', '/doel#bijdrage-gem'),
        ('B4', '/doel#bijdrage-corp'),
    ]


def test_what_blocks_says_who_and_when_and_links_to_it() -> None:
    consent = Consent(by='Noor', at=datetime(2026, 11, 1, tzinfo=UTC), digest='een eerdere tekst')
    late = Answer(unknown=Unknown(owner='Jeroen', due=date(2026, 11, 3)))
    d = dossier(
        consents={GOAL: {'gem': consent}},
        answers={'A2': late},
        mandates=(ENDED,),
        parties=(party('gem'), party('corp', PartyType.HOUSING).model_copy(update={'signs': False})),
        **matrix(gem=(A,)),
    )

    found = blockers(CONTENT, d, {GOAL: 'Samen.', contribution_of('gem'): 'Geld'}, TODAY)

    assert [(finding.code, finding.link, finding.message) for finding in found] == [
        ('B1', '/start#partijen', 'Een overeenkomst heeft minstens twee partijen die tekenen.'),
        (
            'B3',
            '/doel#doel',
            'Het doel is veranderd nadat gem akkoord gaf. Lees het opnieuw en geef weer akkoord.',
        ),
        ('B5', '/rollen#taak-T', 'In de rolmatrix is bij één taak nog niet alles goed verdeeld.'),
        (
            'B6',
            '/spoor/a/een#vraag-A2',
            'Jeroen zou uitzoeken: ‘A2’. De datum daarvoor was 3 november 2026.',
        ),
        ('B6', '/spoor/a/drie#vraag-A4', 'Bij ‘A4’ klopt iets nog niet.'),
        (
            'B7',
            '/besluiten#mandaten',
            'Het mandaat van corp is afgelopen. Wie mag nu namens deze partij beslissen?',
        ),
    ]
