"""Comments and open points: what the rules say, and what the workspace lets whom do."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import orjson
import pytest
from pydantic import ValidationError

from data.errors import NotAllowed
from data.models import (
    Dossier,
    Level,
    Member,
    MemberRole,
    OpenPoint,
    Post,
    Thread,
    article_place,
    cell_place,
    contribution_of,
    question_place,
    text_place,
)
from data.rules.agreement_checks import can_be_final, check_agreement
from data.rules.changes import ChangeError
from data.rules.point_checks import blocking_points, late_points
from data.rules.thread_places import place_link, sections_of, spot_name, thread_link
from data.rules.threads import (
    LONGEST,
    MOST_POSTS,
    MOST_THREADS,
    as_seen_by,
    is_late,
    is_place,
    taken_over,
    visible_threads,
    with_post,
    with_thread,
)
from data.workspace import Workspace
from tests.dossiers import HOSTILE, TODAY, content, demo

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
DEMO, TEXTS = demo()
PLACE = question_place('A3')


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    workspace = Workspace(tmp_path, content(), b'secret', now=lambda: NOW)
    workspace.install(DEMO, TEXTS)
    return workspace


@pytest.fixture
def people(workspace: Workspace) -> dict[str, Member]:
    """Return somebody of every role; 'other' represents another party."""
    wanted = {
        'owner': ('Jeroen', MemberRole.OWNER, 'wiedemeer'),
        'guide': ('Iris', MemberRole.FACILITATOR, ''),
        'coop': ('Fatima', MemberRole.REPRESENTATIVE, 'lindewarm'),
        'other': ('Ruben', MemberRole.SUBSTITUTE, 'wiedezicht'),
        'adviser': ('Gerda', MemberRole.ADVISER, 'huurdersvereniging'),
        'reader': ('Raadslid', MemberRole.READER, ''),
    }
    return {key: workspace.accounts.add_member('demo', *who) for key, who in wanted.items()}


def thread(workspace: Workspace, thread_id: str) -> Thread:
    return next(each for each in workspace.dossier('demo').threads if each.id == thread_id)


def trail(workspace: Workspace) -> list[tuple[str, str]]:
    return [(entry.operation, entry.path) for entry in workspace.journal('demo').entries()]


@pytest.mark.parametrize(
    'place, known, name, link, sections',
    [
        (PLACE, True, f'vraag A3 ({content().questions["A3"].short})', '/spoor/a/', 'artikel-15'),
        (question_place('Z9'), False, 'vraag Z9', '#', ''),
        (article_place('artikel-8'), True, 'artikel 8 (Kosten en financiering)', '/overeenkomst#', 'artikel-8'),
        (article_place('artikel-99'), False, 'een artikel dat weg is', '/overeenkomst#', 'artikel-99'),
        (cell_place('T21', 'lindehof'), True, 'de rol van VvE Lindehof bij ‘VvE', '/rollen#', 'artikel-10'),
        (cell_place('T99', 'lindehof'), False, 'de rol van VvE Lindehof bij ‘een taak die weg is’', '/rollen#', ''),
        (cell_place('T21', 'weg'), False, 'de rol van een partij die weg is', '/rollen#', ''),
        (text_place('goal'), True, 'het gezamenlijke doel', '/doel#', 'artikel-2'),
        (text_place(contribution_of('lindewarm')), True, 'de bijdrage van LindeWarm', '/doel#', 'artikel-6'),
        (text_place(contribution_of('weg')), False, 'de bijdrage van een partij die weg is', '/doel#', ''),
        ('dossier', True, 'het hele dossier', '#', ''),
    ],
)
def test_every_place_has_a_name_a_page_and_its_articles(
    place: str, known: bool, name: str, link: str, sections: str
) -> None:
    assert is_place(place, DEMO, content()) is known
    assert spot_name(place, DEMO, content()).startswith(name)
    assert place_link(place, content()).startswith(link)
    assert not sections or sections in sections_of(place, content())


@pytest.mark.parametrize(
    'place',
    ['', 'text:answer:A1', 'cell:T21', 'question:', 'question:A3:x', 'nergens', 'text:goal ', 'cell:a:b:c', 'x\n'],
)
def test_a_thread_is_nowhere_else(place: str) -> None:
    with pytest.raises(ValidationError):
        Thread(id='x', place=place)


def test_a_point_of_a_cell_opens_with_its_cell_and_others_by_themselves() -> None:
    by_id = {each.id: thread_link(each, DEMO, content()) for each in DEMO.threads}

    assert by_id['mandaat-vve'] == '/rollen#reacties-cell-T21-lindehof'
    assert by_id['onkosten'] == '/overeenkomst#draad-onkosten'


def test_a_thread_whose_place_went_is_found_in_the_list() -> None:
    without = DEMO.model_copy(update={'matrix': DEMO.matrix.model_copy(update={'tasks': ()})})
    thread = next(each for each in DEMO.threads if each.id == 'mandaat-vve')

    assert thread_link(thread, without, content()) == '#draad-mandaat-vve'


def test_open_points_of_earlier_versions_become_threads() -> None:
    old = DEMO.model_copy(
        update={
            'threads': (),
            'open_points': (
                OpenPoint(id='a', text='Subsidie', owner='Jeroen', due=date(2026, 12, 15)),
                OpenPoint(id='b', text=' ', done=True),
            ),
        }
    )
    read = Dossier.model_validate_json(orjson.dumps(old.model_dump(mode='json')))

    subsidy, empty = taken_over(read).threads

    assert (subsidy.id, subsidy.words, subsidy.owner, subsidy.due) == ('a', 'Subsidie', 'Jeroen', date(2026, 12, 15))
    assert subsidy.is_open_point
    assert not subsidy.blocks
    assert empty.words
    assert empty.resolved is not None
    assert taken_over(read).open_points == ()


def test_points_an_earlier_version_left_on_disk_are_kept_at_the_next_change(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path, content(), b'secret', now=lambda: NOW)
    workspace.install(DEMO.model_copy(update={'open_points': (OpenPoint(id='oud', text='Riool'),)}), {})
    owner = workspace.accounts.add_member('demo', 'Jeroen', MemberRole.OWNER, 'wiedemeer')

    workspace.settle(owner.id, 'demo', 'oud', done=True)

    again = Workspace(tmp_path, content(), b'secret').dossier('demo')
    assert again.open_points == ()
    assert next(each for each in again.threads if each.id == 'oud').resolved is not None


def test_a_point_is_late_after_its_day() -> None:
    point = Thread(id='x', place='dossier', posts=(Post(id='1', text='a'),), point=True, due=TODAY)

    assert [is_late(point, date(2026, 11, day)) for day in (22, 23, 24)] == [False, False, True]
    assert not is_late(point.model_copy(update={'point': False}), date(2027, 1, 1))
    assert [found.level for found in late_points([point], DEMO, content(), date(2026, 11, 24))] == [Level.WARNING]


def test_an_open_point_that_blocks_keeps_the_agreement_from_being_final() -> None:
    found = blocking_points(DEMO.threads, DEMO, content())
    settled = DEMO.model_copy(update={'threads': ()})

    assert [(each.level, each.link, each.subject) for each in found] == [
        (Level.ERROR, '/overeenkomst#draad-gegevens', 'artikel-18')
    ]
    assert 'artikel 18' in found[0].message
    assert {*check_agreement(DEMO, TEXTS, content(), TODAY)} - {*check_agreement(settled, TEXTS, content(), TODAY)} == {
        *found
    }
    assert not can_be_final(DEMO, TEXTS, content(), TODAY)


def test_who_comments_is_stamped_by_the_server(workspace: Workspace, people: dict[str, Member]) -> None:
    thread_id = workspace.say(people['coop'].id, 'demo', PLACE, '  Klopt dit?\r\nOf niet?  ')
    workspace.reply(people['adviser'].id, 'demo', thread_id, 'Ja.')

    first, second = thread(workspace, thread_id).posts
    assert (first.text, first.name, first.party_id, first.at) == ('Klopt dit?\nOf niet?', 'Fatima', 'lindewarm', NOW)
    assert (second.name, second.party_id) == ('Gerda', 'huurdersvereniging')
    assert trail(workspace) == [
        ('add', f'threads.{PLACE}.{thread_id}'),
        ('add', f'threads.{PLACE}.{thread_id}.posts'),
    ]


def test_words_that_come_twice_because_the_line_broke_are_kept_once(
    workspace: Workspace, people: dict[str, Member]
) -> None:
    first = workspace.say(people['coop'].id, 'demo', PLACE, 'Klopt dit?')
    again = workspace.say(people['coop'].id, 'demo', PLACE, 'Klopt dit?')
    replies = [workspace.reply(people['other'].id, 'demo', first, 'Ja') for _ in range(2)]
    other = workspace.say(people['other'].id, 'demo', PLACE, 'Klopt dit?')

    assert first == again != other
    assert replies[0] == replies[1]
    assert [post.text for post in thread(workspace, first).posts] == ['Klopt dit?', 'Ja']


def test_the_journal_does_not_keep_the_words(workspace: Workspace, people: dict[str, Member], tmp_path: Path) -> None:
    thread_id = workspace.say(people['coop'].id, 'demo', PLACE, 'geheimwoord')
    workspace.reword(people['coop'].id, 'demo', thread_id, thread(workspace, thread_id).posts[0].id, 'anderwoord')
    workspace.take_back(people['coop'].id, 'demo', thread_id, thread(workspace, thread_id).posts[0].id)

    kept = b''.join(path.read_bytes() for path in (tmp_path / 'dossiers').rglob('*') if path.is_file())
    assert b'geheimwoord' not in kept
    assert b'anderwoord' not in kept
    assert [each[0] for each in trail(workspace)] == ['add', 'set', 'remove']


def test_words_taken_back_leave_their_place_among_the_others(workspace: Workspace, people: dict[str, Member]) -> None:
    thread_id = workspace.say(people['coop'].id, 'demo', PLACE, 'Een')
    post_id = workspace.reply(people['other'].id, 'demo', thread_id, 'Twee')

    workspace.take_back(people['coop'].id, 'demo', thread_id, thread(workspace, thread_id).posts[0].id)

    first, second = thread(workspace, thread_id).posts
    assert (first.removed, first.text, second.text) == (True, '', 'Twee')
    assert thread(workspace, thread_id).words == 'Twee'
    workspace.take_back(people['other'].id, 'demo', thread_id, post_id)
    assert all(each.id != thread_id for each in workspace.dossier('demo').threads)


@pytest.mark.parametrize('role', ['owner', 'guide', 'coop', 'other', 'adviser', 'reader'])
def test_what_each_role_may_do(workspace: Workspace, people: dict[str, Member], role: str) -> None:
    begun = workspace.say(people['coop'].id, 'demo', PLACE, 'Een')
    post_id = thread(workspace, begun).posts[0].id
    me = people[role].id
    tries: dict[str, Any] = {
        'say': lambda: workspace.say(me, 'demo', PLACE, 'x'),
        'point': lambda: workspace.say(me, 'demo', 'dossier', 'x', point=True),
        'reply': lambda: workspace.reply(me, 'demo', begun, 'x'),
        'plan': lambda: workspace.plan(me, 'demo', begun, 'blocks', True),
        'reword': lambda: workspace.reword(me, 'demo', begun, post_id, 'Twee'),
        'settle': lambda: workspace.settle(me, 'demo', begun, done=True),
        'reopen': lambda: workspace.settle(me, 'demo', begun, done=False),
        'take_back': lambda: workspace.take_back(me, 'demo', begun, post_id),
    }
    allowed = set()
    for name, attempt in tries.items():
        try:
            attempt()
            allowed.add(name)
        except NotAllowed:
            pass

    everything = {*tries}
    assert (
        allowed
        == {
            'owner': everything - {'reword', 'take_back'},
            'guide': everything - {'reword', 'take_back'},
            'coop': everything,
            'other': {'say', 'point', 'reply', 'plan'},
            'adviser': {'say', 'reply'},
            'reader': set(),
        }[role]
    )


def test_who_is_to_sort_it_out_may_end_it(workspace: Workspace, people: dict[str, Member]) -> None:
    thread_id = workspace.say(people['coop'].id, 'demo', PLACE, 'Een')
    workspace.plan(people['coop'].id, 'demo', thread_id, 'point', True)
    workspace.plan(people['coop'].id, 'demo', thread_id, 'owner', 'Ruben')

    workspace.settle(people['other'].id, 'demo', thread_id, done=True)

    resolved = thread(workspace, thread_id).resolved
    assert resolved is not None
    assert (resolved.by, resolved.at) == ('Ruben', NOW)


def test_in_a_closed_dossier_nothing_more_is_said(workspace: Workspace, people: dict[str, Member]) -> None:
    workspace.close(people['owner'].id, 'demo', is_closed=True)

    with pytest.raises(NotAllowed, match='afgesloten'):
        workspace.say(people['coop'].id, 'demo', PLACE, 'x')
    with pytest.raises(NotAllowed, match='afgesloten'):
        workspace.settle(people['owner'].id, 'demo', 'onkosten', done=True)


def test_a_name_that_two_people_have_gives_neither_a_right(workspace: Workspace, people: dict[str, Member]) -> None:
    workspace.accounts.add_member('demo', 'Ruben', MemberRole.REPRESENTATIVE, 'platform')
    thread_id = workspace.say(people['coop'].id, 'demo', PLACE, 'Een')

    workspace.plan(people['coop'].id, 'demo', thread_id, 'owner', 'Ruben')

    with pytest.raises(NotAllowed, match='Afhandelen kan wie dit begon'):
        workspace.settle(people['other'].id, 'demo', thread_id, done=True)


@pytest.mark.parametrize(
    'what, value',
    [('due', '31-12-2026'), ('due', 5), ('blocks', 'ja'), ('owner', 'x' * 301), ('posts', []), ('id', 'y')],
)
def test_a_plan_that_does_not_fit_is_refused(
    workspace: Workspace, people: dict[str, Member], what: Any, value: object
) -> None:
    before = workspace.dossier('demo')

    with pytest.raises(ChangeError):
        workspace.plan(people['owner'].id, 'demo', 'onkosten', what, value)

    assert workspace.dossier('demo') is before


def test_an_ended_thread_takes_no_more_words(workspace: Workspace, people: dict[str, Member]) -> None:
    with pytest.raises(ChangeError, match='al afgehandeld'):
        workspace.reply(people['coop'].id, 'demo', 'zonder-internet', 'Nog iets')


@pytest.mark.parametrize('text', ['', '  \n ', 'x' * (LONGEST + 1)])
def test_a_comment_has_words_and_not_too_many(workspace: Workspace, people: dict[str, Member], text: str) -> None:
    with pytest.raises(ChangeError):
        workspace.say(people['coop'].id, 'demo', PLACE, text)


@pytest.mark.parametrize('place', ['question:Z9', 'text:answer:A1', 'threads', '', 'cell:T99:lindehof'])
def test_nobody_comments_where_there_is_nothing(workspace: Workspace, people: dict[str, Member], place: str) -> None:
    with pytest.raises(ChangeError, match='bestaat niet meer'):
        workspace.say(people['owner'].id, 'demo', place, 'x')


def test_a_thread_of_another_dossier_is_out_of_reach(workspace: Workspace) -> None:
    stranger = workspace.create('Ander', 'Elders', 'Vreemde')

    with pytest.raises(NotAllowed):
        workspace.reply(stranger.id, 'demo', 'onkosten', 'x')
    with pytest.raises(ChangeError, match='bestaat niet meer'):
        workspace.reply(stranger.id, stranger.dossier_id, 'onkosten', 'x')
    assert visible_threads(stranger, DEMO) == ()


def test_there_is_an_end_to_how_much_is_said() -> None:
    post = Post(id='p', text='x')
    full = Thread(
        id='t', place='dossier', posts=tuple(post.model_copy(update={'id': f'{n}'}) for n in range(MOST_POSTS))
    )
    crowded = DEMO.model_copy(
        update={'threads': tuple(full.model_copy(update={'id': f'{n}'}) for n in range(MOST_THREADS))}
    )

    with pytest.raises(ChangeError, match=str(MOST_POSTS)):
        with_post(full, post)
    with pytest.raises(ChangeError, match=str(MOST_THREADS)):
        with_thread(crowded, full)
    assert len(with_thread(crowded, full.model_copy(update={'id': '5', 'point': True})).threads) == MOST_THREADS


def test_hostile_words_are_kept_as_they_are(workspace: Workspace, people: dict[str, Member]) -> None:
    thread_id = workspace.say(people['adviser'].id, 'demo', PLACE, HOSTILE)

    assert thread(workspace, thread_id).words == HOSTILE
    assert as_seen_by(people['reader'], workspace.dossier('demo')).threads == workspace.dossier('demo').threads
