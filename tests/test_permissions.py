from datetime import UTC, date, datetime

import pytest

from data.models import (
    GOAL,
    Dossier,
    Drafting,
    InternalProcess,
    Mandate,
    Member,
    MemberRole,
    Openness,
    Party,
    PartyType,
    Post,
    Retention,
    Sensitivity,
    Thread,
    answer_of,
    contribution_of,
    notebook_of,
)
from data.rules.permissions import (
    may_add,
    may_agree,
    may_change,
    may_comment,
    may_edit_post,
    may_manage,
    may_manage_member,
    may_plan,
    may_read_moment,
    may_read_text,
    may_settle,
    may_write_text,
)

DOSSIER = Dossier(
    id='d1',
    name='Proef',
    created=datetime(2026, 11, 23, tzinfo=UTC),
    parties=(
        Party(id='gem', type=PartyType.MUNICIPALITY, name='Gemeente', short_name='Gemeente'),
        Party(id='coop', type=PartyType.COOPERATIVE, name='LindeWarm', short_name='LindeWarm'),
    ),
    mandates=(Mandate(id='m1', party_id='coop'),),
    processes=(InternalProcess(id='i1', party_id='coop'),),
)
WHO = {
    'owner': Member(id='o', dossier_id='d1', name='O', role=MemberRole.OWNER, party_id='gem'),
    'guide': Member(id='f', dossier_id='d1', name='F', role=MemberRole.FACILITATOR),
    'coop': Member(id='r', dossier_id='d1', name='R', role=MemberRole.REPRESENTATIVE, party_id='coop'),
    'other': Member(id='s', dossier_id='d1', name='S', role=MemberRole.SUBSTITUTE, party_id='gem'),
    'adviser': Member(id='a', dossier_id='d1', name='A', role=MemberRole.ADVISER, party_id='coop'),
    'reader': Member(id='l', dossier_id='d1', name='L', role=MemberRole.READER),
}
MANAGERS = {'owner', 'guide'}
WRITERS = {'owner', 'guide', 'coop', 'other'}


@pytest.mark.parametrize(
    'path, allowed',
    [
        ('name', MANAGERS),
        ('project_leader', MANAGERS),
        ('parties', MANAGERS),
        ('parties.coop', MANAGERS),
        ('parties.coop.name', MANAGERS | {'coop'}),
        ('mandates.m1.level', MANAGERS | {'coop'}),
        ('mandates.m1.party_id', MANAGERS),
        ('processes.i1.weeks', MANAGERS | {'coop'}),
        ('matrix.cells.T01.coop', WRITERS),
        ('matrix.confirmed.T01.coop', {'coop'}),
        ('matrix.confirmed', set()),
        ('stances.mandaat.coop.agrees', {'coop'}),
        ('stances.mandaat', set()),
        ('consents.goal.coop', {'coop'}),
        ('sensitivity.contribution:coop.level', {'coop'}),
        ('sensitivity.contribution:coop.drafts', set()),
        ('sensitivity.contribution:coop', set()),
        ('sensitivity.goal.level', MANAGERS),
        ('sensitivity.answer:A1.reason', MANAGERS),
        ('sensitivity.annex:bijlage-2.level', MANAGERS),
        ('sensitivity.notebook:coop.level', set()),
        ('period.start', WRITERS),
        ('answers.A1.checked', WRITERS),
        ('id', set()),
        ('created', set()),
        ('threads', set()),
        ('threads.t1.owner', set()),
        ('open_points', set()),
        ('demo', set()),
    ],
)
def test_who_may_change_what(path: str, allowed: set[str]) -> None:
    assert {who for who, member in WHO.items() if may_change(member, DOSSIER, path)} == allowed


@pytest.mark.parametrize(
    'text_id, allowed',
    [
        (GOAL, WRITERS),
        (answer_of('A1'), WRITERS),
        (contribution_of('coop'), {'coop'}),
        (contribution_of('gem'), {'owner', 'other'}),
        (contribution_of(''), set()),
        (notebook_of('coop'), {'coop'}),
        (notebook_of('gem'), {'owner', 'other'}),
        (notebook_of(''), set()),
    ],
)
def test_who_may_type_where(text_id: str, allowed: set[str]) -> None:
    assert {who for who, member in WHO.items() if may_write_text(member, text_id)} == allowed


@pytest.mark.parametrize(
    'text_id, level, allowed',
    [
        (GOAL, Openness.SHARED, {*WHO}),
        (GOAL, Openness.PUBLIC, {*WHO}),
        (GOAL, Openness.INTERNAL, {*WHO}),  # cannot be, so it counts as shared
        (contribution_of('coop'), Openness.SHARED, {*WHO}),
        (contribution_of('coop'), Openness.INTERNAL, {'coop'}),
        (contribution_of('gem'), Openness.INTERNAL, {'owner', 'other'}),
        (notebook_of('coop'), Openness.SHARED, {'coop'}),
        (notebook_of('coop'), Openness.PUBLIC, {'coop'}),
        (notebook_of(''), Openness.SHARED, set()),
        (contribution_of('left'), Openness.INTERNAL, set()),
    ],
)
def test_who_may_read_what(text_id: str, level: Openness, allowed: set[str]) -> None:
    dossier = DOSSIER.model_copy(update={'sensitivity': {text_id: Sensitivity(level=level)}})

    assert {who for who, member in WHO.items() if may_read_text(member, dossier, text_id)} == allowed


def test_what_was_a_draft_at_a_moment_stays_with_its_party() -> None:
    drafts = (Drafting(first=2, last=3), Drafting(first=6))
    text_id = contribution_of('coop')
    dossier = DOSSIER.model_copy(update={'sensitivity': {text_id: Sensitivity(drafts=drafts)}})

    assert [n for n in range(1, 8) if may_read_moment(WHO['owner'], dossier, text_id, n)] == [1, 4, 5]
    assert [n for n in range(1, 8) if may_read_moment(WHO['coop'], dossier, text_id, n)] == [1, 2, 3, 4, 5, 6, 7]


def test_a_party_adds_its_own_mandates_and_the_managers_anyones() -> None:
    assert {who for who, member in WHO.items() if may_add(member, DOSSIER, 'mandates', 'coop')} == MANAGERS | {'coop'}


def test_only_who_speaks_for_a_party_agrees_and_only_managers_invite() -> None:
    assert {who for who, member in WHO.items() if may_agree(member)} == {'owner', 'coop', 'other'}
    assert {who for who, member in WHO.items() if may_manage(member)} == MANAGERS


def test_owners_are_made_by_owners_only() -> None:
    assert {who for who, member in WHO.items() if may_manage_member(member, MemberRole.OWNER)} == {'owner'}
    assert {who for who, member in WHO.items() if may_manage_member(member, MemberRole.READER)} == MANAGERS


def thread_of(author: str, owner: str = '') -> Thread:
    post = Post(id='p1', text='Klopt dit?', member_id=WHO[author].id)
    return Thread(id='t1', place='question:A1', posts=(post,), owner_id=WHO[owner].id if owner else '')


def test_writers_and_advisers_comment_and_only_writers_plan() -> None:
    assert {who for who, member in WHO.items() if may_comment(member, DOSSIER)} == WRITERS | {'adviser'}
    assert {who for who, member in WHO.items() if may_plan(member, DOSSIER)} == WRITERS


@pytest.mark.parametrize('author', ['owner', 'coop', 'adviser'])
def test_only_who_said_it_changes_or_takes_it_back(author: str) -> None:
    post = thread_of(author).posts[0]

    assert {who for who, member in WHO.items() if may_edit_post(member, DOSSIER, post)} == {author}
    taken_back = post.model_copy(update={'removed': True})
    assert not any(may_edit_post(member, DOSSIER, taken_back) for member in WHO.values())


def test_in_a_closed_dossier_nobody_says_anything() -> None:
    closed = DOSSIER.model_copy(update={'retention': Retention(closed_on=date(2026, 11, 23))})

    for member in WHO.values():
        assert not may_comment(member, closed)
        assert not may_plan(member, closed)
        assert not may_settle(member, closed, thread_of('owner', 'owner'))
        assert not any(may_edit_post(member, closed, post) for post in thread_of('coop').posts)


def test_words_without_a_known_author_belong_to_nobody() -> None:
    nameless = Post(id='p1', text='Uit een eerdere versie')

    assert not any(may_edit_post(member, DOSSIER, nameless) for member in WHO.values())
    assert {
        who
        for who, member in WHO.items()
        if may_settle(member, DOSSIER, Thread(id='t1', place='dossier', posts=(nameless,)))
    } == MANAGERS


@pytest.mark.parametrize(
    'author, owner, allowed',
    [
        ('coop', '', MANAGERS | {'coop'}),
        ('adviser', '', MANAGERS | {'adviser'}),
        ('adviser', 'other', MANAGERS | {'adviser', 'other'}),
        ('owner', 'reader', MANAGERS),
    ],
)
def test_who_began_it_sorts_it_out_or_manages_ends_a_thread(author: str, owner: str, allowed: set[str]) -> None:
    thread = thread_of(author, owner)

    assert {who for who, member in WHO.items() if may_settle(member, DOSSIER, thread)} == allowed
