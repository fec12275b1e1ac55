"""What browsers are told of comments: only what differs, escaped, with what each member may do."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from components.blocking_points import _lines, blocking_counts
from components.comments.state import summary_of, thread_state
from components.history_lines import days_html
from components.visit import Visit
from data.models import Member, MemberRole, Post, Thread, question_place
from data.workspace import Workspace
from tests.dossiers import HOSTILE, content, demo

NOW = datetime(2026, 12, 9, 12, tzinfo=UTC)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    workspace = Workspace(tmp_path, content(), b'secret', now=lambda: NOW)
    workspace.install(*demo())
    return workspace


@pytest.fixture
def owner(workspace: Workspace) -> Member:
    return workspace.accounts.add_member('demo', 'Noor', MemberRole.OWNER, 'wiedemeer')


def visit(workspace: Workspace, member: Member) -> Visit:
    return Visit(workspace, member, 'demo')


def shown(visit: Visit, thread_id: str) -> dict[str, Any]:
    return next(
        thread_state(visit, visit.dossier, each) for each in visit.threads(visit.dossier) if each.id == thread_id
    )


def test_only_what_is_open_counts(workspace: Workspace) -> None:
    threads = workspace.dossier('demo').threads

    assert summary_of([each for each in threads if each.place == 'article:artikel-18']) == {
        'count': 2,
        'blocking': 1,
        'ids': ['gegevens'],
    }
    assert summary_of([each for each in threads if each.resolved]) == {
        'count': 0,
        'blocking': 0,
        'ids': ['zonder-internet'],
    }


def test_a_date_that_has_passed_is_said_in_words(workspace: Workspace, owner: Member) -> None:
    assert shown(visit(workspace, owner), 'gegevens')['when'] == 'vóór 8 december 2026, die datum is voorbij'
    assert shown(visit(workspace, owner), 'subsidie')['when'] == 'vóór 15 december 2026'


def test_everyone_is_told_what_they_may_do(workspace: Workspace, owner: Member) -> None:
    adviser = workspace.accounts.add_member('demo', 'Gerda', MemberRole.ADVISER, 'huurdersvereniging')
    thread_id = workspace.say(adviser.id, 'demo', question_place('A3'), 'Graag uitleg')

    told = {who.name: shown(visit(workspace, who), thread_id) for who in (owner, adviser)}

    assert {name: (state['settle'], state['posts'][0]['mine']) for name, state in told.items()} == {
        'Noor': (True, False),
        'Gerda': (True, True),
    }


def test_somebody_whose_access_ended_is_told_nothing(workspace: Workspace) -> None:
    reader = workspace.accounts.add_member('demo', 'Raadslid', MemberRole.READER)
    looking = visit(workspace, reader)
    assert looking.threads(looking.dossier)

    workspace.accounts.remove_member(reader.id)

    assert looking.threads(looking.dossier) == ()


def test_a_point_at_a_question_blocks_the_articles_it_feeds(workspace: Workspace, owner: Member) -> None:
    thread_id = workspace.say(owner.id, 'demo', question_place('A3'), HOSTILE, point=True)
    looking = visit(workspace, owner)
    assert blocking_counts(looking, looking.dossier) == {'artikel-18': 1}

    workspace.plan(owner.id, 'demo', thread_id, 'blocks', True)

    counts = blocking_counts(looking, looking.dossier)
    line = _lines(looking, looking.dossier, 'artikel-15')
    assert counts['artikel-15'] == 1
    assert f'#draad-{thread_id}' in line
    assert '<script>' not in line
    assert '&lt;script&gt;' in line
    assert _lines(looking, looking.dossier, 'artikel-18') == '', 'what stands at the article itself is shown there'


def test_the_history_leads_to_a_comment_and_escapes_it(workspace: Workspace, owner: Member) -> None:
    thread_id = workspace.say(owner.id, 'demo', question_place('A3'), HOSTILE)
    entries = [*workspace.journal('demo').backwards()]

    html = days_html(visit(workspace, owner), entries)

    assert f'#draad-{thread_id}"' in html
    assert '<script>' not in html
    assert 'Zet terug' not in html


def test_a_thread_that_is_gone_leads_nowhere(workspace: Workspace, owner: Member) -> None:
    thread_id = workspace.say(owner.id, 'demo', question_place('A3'), 'Een')
    post_id = next(each for each in workspace.dossier('demo').threads if each.id == thread_id).posts[0].id
    workspace.take_back(owner.id, 'demo', thread_id, post_id)

    html = days_html(visit(workspace, owner), [*workspace.journal('demo').backwards()])

    assert 'verwijderde een eigen reactie' in html
    assert '<a ' not in html


def test_words_of_an_earlier_version_have_no_author(workspace: Workspace, owner: Member) -> None:
    old = Thread(id='x', place='dossier', posts=(Post(id='1', text='Riool'),), point=True)

    state = thread_state(visit(workspace, owner), workspace.dossier('demo'), old)

    assert (state['posts'][0]['who'], state['posts'][0]['when'], state['when']) == ('', '', '')
