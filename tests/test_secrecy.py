"""What one party writes for itself is in no byte that anybody else receives."""

import json
import re
import zipfile
from base64 import b64decode
from collections.abc import Iterator, MutableMapping
from html import unescape
from io import BytesIO
from typing import Any

import pytest
from pycrdt import Doc, Text
from pypdf import PdfReader
from starlette.testclient import WebSocketDenialResponse
from starlette.websockets import WebSocketDisconnect

from components.past import Past
from components.visit import Visit
from data import wire
from data.errors import NotAllowed
from data.models import GOAL, Member, MemberRole, Openness, contribution_of, notebook_of, text_place
from data.peers import COME_BACK
from data.rules.changes import ChangeError
from pages.steps import STEPS
from tests.address_table import TABLE
from tests.asking import path_of, update, write_by_socket
from tests.web_site import COOP, INSIDE, ROLES, WebSite, let_in

IN_NOTEBOOK, IN_DRAFT, IN_TALK = 'zqnotitie', 'zqconcept', 'zqreactie'
"""words that are nowhere else"""
CONTRIBUTION, NOTEBOOK = contribution_of(COOP), notebook_of(COOP)
TALK = text_place(CONTRIBUTION)
LEVEL = f'sensitivity.{CONTRIBUTION}.level'
HEAVY = ('.docx', '.odt', '.pdf', '.html')
OTHERS = sorted({*ROLES} - {'representative', 'substitute'})


@pytest.fixture(scope='module')
def ours(site: WebSite) -> WebSite:
    """Give a dossier in which LindeWarm has a notebook and a draft, with people and a timeline."""
    ours = WebSite(site.web, site.workspace, site.client, site.clock)
    let_in(ours)
    talk(ours, 'representative')
    say(ours, 'representative', LEVEL, Openness.INTERNAL)
    write_by_socket(ours, 'representative', NOTEBOOK, f'{IN_NOTEBOOK} veertien. ')
    write_by_socket(ours, 'representative', CONTRIBUTION, f'{IN_DRAFT} veertien. ')
    write_by_socket(ours, 'owner', GOAL, 'Samen warm. ')
    ours.within(ours.workspace.texts.history.settle, ours.dossier_id)
    return ours


def say(site: WebSite, role: str, path: str, value: object) -> None:
    site.within(site.workspace.set, site.members[role].id, site.dossier_id, path, value)


def talk(site: WebSite, role: str) -> None:
    """Comment on the contribution while it is shared, with a point that blocks."""
    me, workspace = site.members[role].id, site.workspace
    thread_id = site.within(workspace.say, me, site.dossier_id, TALK, f'{IN_TALK} veertien')
    site.within(workspace.plan, me, site.dossier_id, thread_id, 'point', True)
    site.within(workspace.plan, me, site.dossier_id, thread_id, 'blocks', True)


def visit(site: WebSite, role: str) -> Visit:
    return Visit(site.workspace, site.members[role], site.dossier_id)


def pages(site: WebSite, *, heavy: bool = True) -> Iterator[str]:
    """Give the addresses of all pages and files of the dossier, also of those that are still to be thought of.

    :param heavy: with the files that take a while; they are made of the same agreement as the light ones
    """
    for (method, address), lines in TABLE.items():
        if method == 'GET' and '{dossier_id}' in address:
            found = (path_of(site, 'owner', address, line) for line in lines)
            yield from (path for path in found if heavy or not path.endswith(HEAVY))
    for track in site.workspace.content.tracks:
        yield from (f'/dossier/{site.dossier_id}/spoor/{track.id}/{screen.id}' for screen in track.screens)


def words_in(path: str, data: bytes) -> str:
    """Give all that can be read from an answer: as it came, and with what is packed in it unpacked."""
    found = data.decode(errors='replace')
    found += unescape(found)
    if data.startswith(b'PK'):
        with zipfile.ZipFile(BytesIO(data)) as archive:
            found += ''.join(archive.read(name).decode(errors='replace') for name in archive.namelist())
    if data.startswith(b'%PDF'):
        found += ''.join(page.extract_text() for page in PdfReader(BytesIO(data)).pages)
    if path.endswith('.json') and data.startswith(b'{'):
        texts = json.loads(data)['texts'].values()
        found += ''.join(b64decode(text['yjs']).decode(errors='replace') for text in texts)
    return re.sub('[\u200b\u00ad]', '', found)


def heard(site: WebSite, role: str, text_id: str) -> str:
    """Give all that a live text sends to a role, by POST and by socket."""
    path, headers = f'/live/{site.dossier_id}/{text_id}', site.headers(role)
    asks = wire.sync(wire.STEP1, b'\x00')
    said = site.client.post(path, headers=headers, content=wire.block(b'') + wire.number(0) + wire.block(asks)).content
    try:
        with site.client.websocket_connect(path, headers=headers) as socket:
            socket.send_bytes(asks)
            while (frame := socket.receive_bytes())[:2] != bytes([wire.SYNC, wire.STEP2]):
                said += frame
            said += frame
    except WebSocketDenialResponse as denial:
        said += denial.content
    return said.decode(errors='replace')


@pytest.mark.parametrize('role', OTHERS)
def test_no_page_and_no_file_holds_what_a_party_wrote_for_itself(ours: WebSite, role: str) -> None:
    seen = 0
    for path in pages(ours, heavy=role == 'owner'):
        answer = ours.client.get(path, headers=ours.headers(role))
        words = words_in(path, answer.content)

        assert (IN_NOTEBOOK in words, IN_DRAFT in words, NOTEBOOK in words) == (False, False, False), path
        assert IN_TALK not in words, path
        seen += answer.status_code == 200
    assert (seen > 30) == (role in INSIDE)


@pytest.mark.parametrize('role', OTHERS)
@pytest.mark.parametrize('text_id', [NOTEBOOK, CONTRIBUTION])
def test_no_live_text_of_a_party_speaks_to_another(ours: WebSite, role: str, text_id: str) -> None:
    assert 'veertien' not in heard(ours, role, text_id)


def test_an_owner_who_takes_away_what_is_kept_of_a_person_gets_no_drafts_and_notes(ours: WebSite) -> None:
    path = f'/download/{ours.dossier_id}/gegevens-{ours.members["representative"].id}.zip'

    answer = ours.client.get(path, headers=ours.headers('owner'))

    words = words_in(path, answer.content)
    assert answer.status_code == 200
    assert 'representative' in words
    secrets = (IN_NOTEBOOK, IN_DRAFT, IN_TALK, NOTEBOOK, f'texts.{CONTRIBUTION}', f'threads.{TALK}')
    assert [each in words for each in secrets] == [False] * 6


def test_counting_where_a_name_stands_tells_an_owner_nothing_of_what_is_closed(ours: WebSite) -> None:
    found = []
    for name in (IN_TALK, IN_DRAFT, IN_NOTEBOOK):
        past = ours.within(
            ours.workspace.past_of, ours.dossier_id, ours.workspace.someone(ours.dossier_id, name, COOP, None)
        )
        found += [past.changes, past.versions]

    assert found == [0] * 6


@pytest.mark.parametrize('role', ['representative', 'substitute'])
def test_whoever_speaks_for_the_party_reads_both(ours: WebSite, role: str) -> None:
    assert IN_NOTEBOOK in heard(ours, role, NOTEBOOK)
    assert IN_DRAFT in heard(ours, role, CONTRIBUTION)
    history = ours.client.get(f'/dossier/{ours.dossier_id}/geschiedenis', headers=ours.headers(role)).text
    assert 'wijzigde de bijdrage van LindeWarm' in history


def test_not_even_its_own_people_take_drafts_and_notes_away_in_a_file(ours: WebSite) -> None:
    for path in pages(ours):
        if path.startswith('/download') and 'mijn-gegevens' not in path:  # there are only words of one's own
            words = words_in(path, ours.client.get(path, headers=ours.headers('representative')).content)
            assert (IN_NOTEBOOK in words, IN_DRAFT in words) == (False, False), path


@pytest.mark.parametrize('role', [role for role in INSIDE if role in OTHERS])
def test_the_past_of_a_draft_and_a_notebook_is_closed_to_others(ours: WebSite, role: str) -> None:
    past = Past(visit(ours, role))

    for text_id in (NOTEBOOK, CONTRIBUTION):
        assert text_id not in past.text_ids()
        assert (past.moments(text_id), past.newest(text_id), past.stretches(text_id)) == ([], None, [])
        assert past.latest(text_id) is None
        assert visit(ours, role).text(text_id) == ''
    told = [entry.path for _, entry in past.lines(lambda _: True)]
    assert f'texts.{CONTRIBUTION}' not in told
    assert not [path for path in told if path.startswith(f'threads.{TALK}')]
    assert LEVEL in told, 'that it is a draft is no secret'
    assert {stored['path'] for stored in past.stored('')} == {*told}


def test_the_party_itself_sees_its_own_past(ours: WebSite) -> None:
    past = Past(visit(ours, 'substitute'))

    assert {NOTEBOOK, CONTRIBUTION} <= {*past.text_ids()}
    assert IN_DRAFT in past.moments(CONTRIBUTION)[-1].text
    assert f'texts.{CONTRIBUTION}' in [entry.path for _, entry in past.lines(lambda _: True)]
    latest = past.latest(NOTEBOOK)
    assert latest and latest[0].name == 'representative'


@pytest.mark.parametrize('role', INSIDE)
def test_what_was_said_of_a_draft_is_for_its_party(ours: WebSite, role: str) -> None:
    looking = visit(ours, role)

    said = [thread.words for thread in looking.threads(looking.dossier)]
    assert (f'{IN_TALK} veertien' in said) == (role not in OTHERS)
    page = ours.client.get(f'/dossier/{ours.dossier_id}/overeenkomst', headers=ours.headers(role)).text
    assert (IN_TALK in page) == (role not in OTHERS)


def test_the_journal_never_tells_of_a_notebook_at_all(ours: WebSite) -> None:
    paths = [entry.path for entry in ours.workspace.journal(ours.dossier_id).entries()]

    assert not [path for path in paths if 'notebook' in path]


@pytest.fixture
def fresh(site: WebSite) -> WebSite:
    """Give a dossier of one's own, in which nothing was written."""
    fresh = WebSite(site.web, site.workspace, site.client, site.clock)
    let_in(fresh)
    return fresh


def test_what_was_written_as_a_draft_stays_with_the_party_when_the_text_is_shared(fresh: WebSite) -> None:
    write_by_socket(fresh, 'representative', CONTRIBUTION, 'Eerst gedeeld. ')
    say(fresh, 'representative', LEVEL, Openness.INTERNAL)
    write_by_socket(fresh, 'representative', CONTRIBUTION, f'{IN_DRAFT} hoogstens tienduizend. ')
    fresh.within(fresh.workspace.texts.history.settle, fresh.dossier_id)
    number = Past(visit(fresh, 'representative')).moments(CONTRIBUTION)[-1].number - 1
    restored = fresh.within(visit(fresh, 'representative').restore_text, CONTRIBUTION, number)
    say(fresh, 'representative', LEVEL, Openness.SHARED)
    write_by_socket(fresh, 'representative', CONTRIBUTION, 'Nu weer gedeeld. ')
    fresh.within(fresh.workspace.texts.history.settle, fresh.dossier_id)

    for_owner = [moment.text for moment in Past(visit(fresh, 'owner')).moments(CONTRIBUTION)]
    for_party = [moment.text for moment in Past(visit(fresh, 'representative')).moments(CONTRIBUTION)]

    assert restored
    assert for_owner[0] == 'Eerst gedeeld. '
    assert sorted(for_owner[1].split()) == sorted(['Eerst', 'gedeeld.', 'Nu', 'weer', 'gedeeld.'])
    assert len(for_party) == 4
    assert IN_DRAFT in for_party[1]
    told = [
        entry.new['moment'] for _, entry in Past(visit(fresh, 'owner')).lines(lambda _: True) if 'texts' in entry.path
    ]
    assert told == [4, 1]
    state = fresh.workspace.texts.state(fresh.dossier_id, CONTRIBUTION)
    assert IN_DRAFT.encode() not in state, 'deleted words are not in the state that browsers get'


def test_readers_are_sent_away_the_moment_a_text_becomes_a_draft(fresh: WebSite) -> None:
    path = f'/live/{fresh.dossier_id}/{CONTRIBUTION}'
    with fresh.client.websocket_connect(path, headers=fresh.headers('owner')) as socket:
        say(fresh, 'representative', LEVEL, Openness.INTERNAL)
        write_by_socket(fresh, 'representative', CONTRIBUTION, f'{IN_DRAFT} veertien. ')
        socket.send_bytes(wire.sync(wire.STEP1, b'\x00'))
        said, ended = b'', 0
        try:
            while b'veertien' not in said:
                said += socket.receive_bytes()
        except WebSocketDisconnect as end:
            ended = end.code

    assert ended == COME_BACK
    assert b'veertien' not in said
    with pytest.raises(WebSocketDenialResponse), fresh.client.websocket_connect(path, headers=fresh.headers('owner')):
        pass


def test_a_slow_reader_hears_nothing_that_came_after_it_was_sent_away(fresh: WebSite) -> None:
    texts, dossier_id = fresh.workspace.texts, fresh.dossier_id
    owner, party = visit(fresh, 'owner'), visit(fresh, 'representative')

    def play() -> bytes:
        room, slow = texts.join(dossier_id, CONTRIBUTION, owner.visitor(CONTRIBUTION), lambda: None)
        _, writer = texts.join(dossier_id, CONTRIBUTION, party.visitor(CONTRIBUTION), lambda: None)
        party.set(LEVEL, Openness.INTERNAL)
        room.receive(
            texts.join(dossier_id, CONTRIBUTION, party.visitor(CONTRIBUTION), lambda: None)[1], update(IN_DRAFT)
        )
        room.flush()
        told = b''.join(room.take(slow))
        for peer in [*room.peers]:
            texts.leave(dossier_id, CONTRIBUTION, room, peer)
        assert slow.closed and writer.closed
        return told

    assert IN_DRAFT.encode() not in fresh.within(play)
    assert IN_DRAFT in texts.text(dossier_id, CONTRIBUTION)


def test_a_request_that_holds_its_body_back_is_judged_by_what_holds_when_the_body_comes(fresh: WebSite) -> None:
    write_by_socket(fresh, 'representative', CONTRIBUTION, 'veertien uur. ')
    said: list[bytes] = []

    async def receive() -> dict[str, object]:
        visit(fresh, 'representative').set(LEVEL, Openness.INTERNAL)
        asks = wire.sync(wire.STEP1, b'\x00')
        return {'type': 'http.request', 'body': wire.block(b'') + wire.number(0) + wire.block(asks)}

    async def send(message: MutableMapping[str, Any]) -> None:
        said.append(message.get('body', str(message.get('status')).encode()))

    async def play() -> None:
        headers = [(name.encode(), value.encode()) for name, value in fresh.headers('owner').items()]
        path = f'/live/{fresh.dossier_id}/{CONTRIBUTION}'
        scope = {'type': 'http', 'method': 'POST', 'path': path, 'raw_path': path.encode(), 'query_string': b''}
        scope |= {'headers': headers, 'scheme': 'http', 'client': ('1.2.3.4', 5), 'server': ('testserver', 80)}
        await fresh.web(scope, receive, send)

    fresh.within(play)

    assert said[0] == b'403'
    assert b'veertien' not in b''.join(said)


def test_a_draft_cannot_be_agreed_to_and_the_agreement_does_not_know_it(ours: WebSite) -> None:
    member = ours.members['representative']

    with pytest.raises(ChangeError, match='Deel de tekst eerst'):
        ours.workspace.agree(member.id, ours.dossier_id, CONTRIBUTION)
    assert CONTRIBUTION not in visit(ours, 'representative').texts
    assert IN_DRAFT not in visit(ours, 'representative').agreement.model_dump_json()


def test_what_was_said_of_a_text_goes_with_it_and_nobody_talks_about_a_draft(fresh: WebSite) -> None:
    place, workspace, owner = text_place(CONTRIBUTION), fresh.workspace, fresh.members['owner']
    thread = fresh.within(workspace.say, owner.id, fresh.dossier_id, place, 'Hoeveel uur is dit?')
    say(fresh, 'representative', LEVEL, Openness.INTERNAL)

    def seen(role: str) -> list[str]:
        return [each.id for each in visit(fresh, role).threads(workspace.dossier(fresh.dossier_id))]

    assert (seen('owner'), seen('adviser'), seen('representative')) == ([], [], [thread])
    told = [entry.path for _, entry in Past(visit(fresh, 'owner')).lines(lambda _: True)]
    assert not [path for path in told if path.startswith('threads.')]
    for role, words in (('representative', 'zodra deze tekst is gedeeld'), ('owner', 'bestaat niet meer')):
        with pytest.raises(ChangeError, match=words):
            fresh.within(workspace.say, fresh.members[role].id, fresh.dossier_id, place, 'Niet meer dan tien.')
        with pytest.raises(ChangeError, match=words):
            fresh.within(workspace.reply, fresh.members[role].id, fresh.dossier_id, thread, 'Niet meer dan tien.')
    say(fresh, 'representative', LEVEL, Openness.SHARED)
    assert seen('reader') == [thread]


@pytest.mark.parametrize('role', [role for role in INSIDE if role in OTHERS])
def test_only_its_party_says_how_far_a_contribution_may_go(ours: WebSite, role: str) -> None:
    with pytest.raises(NotAllowed, match='bepaalt wie namens LindeWarm spreekt'):
        say(ours, role, LEVEL, Openness.PUBLIC)


@pytest.mark.parametrize(
    'path, value',
    [
        (f'sensitivity.{CONTRIBUTION}', None),
        (f'sensitivity.{CONTRIBUTION}.drafts', []),
        (f'sensitivity.{NOTEBOOK}.level', Openness.PUBLIC),
        ('sensitivity', {}),
    ],
)
def test_nobody_takes_the_secrecy_itself_apart(ours: WebSite, path: str, value: object) -> None:
    for role in INSIDE:
        with pytest.raises(NotAllowed):
            say(ours, role, path, value)


def test_a_text_of_all_cannot_be_a_draft(ours: WebSite) -> None:
    with pytest.raises(ChangeError, match='van alle partijen samen'):
        say(ours, 'owner', f'sensitivity.{GOAL}.level', Openness.INTERNAL)


def test_a_page_of_a_notebook_tells_nobody_who_has_it_open(ours: WebSite) -> None:
    answer = ours.client.get(f'/dossier/{ours.dossier_id}/notities', headers=ours.headers('representative'))

    assert 'Notitieboek van LindeWarm' in answer.text
    assert [step.id for step in STEPS if step.private] == ['notities']
    assert 'Notitieboek' not in [step for _, step in ours.workspace.here.who(ours.dossier_id)]


def test_a_member_of_another_party_with_the_same_role_is_turned_away(ours: WebSite) -> None:
    workspace = ours.workspace
    other = {'id': 'vve', 'type': 'VVE', 'name': 'VvE Lindehof', 'short_name': 'Lindehof'}
    ours.within(workspace.add, ours.members['owner'].id, ours.dossier_id, 'parties', other)
    member: Member = workspace.accounts.add_member(ours.dossier_id, 'Sanne', MemberRole.REPRESENTATIVE, 'vve')
    ours.members['neighbour'] = member

    assert 'veertien' not in heard(ours, 'neighbour', NOTEBOOK) + heard(ours, 'neighbour', CONTRIBUTION)
    for path in pages(ours, heavy=False):
        words = words_in(path, ours.client.get(path, headers=ours.headers('neighbour')).content)
        assert (IN_NOTEBOOK in words, IN_DRAFT in words) == (False, False), path


def test_the_markers_can_be_found_where_they_are(ours: WebSite) -> None:
    copy: Doc[Text] = Doc()
    text = copy.get('text', type=Text)
    copy.apply_update(ours.workspace.texts.state(ours.dossier_id, NOTEBOOK))

    assert IN_NOTEBOOK in str(text)
    assert IN_NOTEBOOK.encode() in ours.workspace.texts.state(ours.dossier_id, NOTEBOOK)
