"""Somebody goes to another party: from that moment on the first party is as closed to them as to everyone."""

import pytest
from starlette.testclient import WebSocketDenialResponse
from starlette.websockets import WebSocketDisconnect

from components.past import Past
from components.visit import Visit
from data import wire
from data.models import GOAL, Member, MemberRole, Openness, contribution_of, notebook_of
from data.peers import COME_BACK
from pages.session import COOKIE
from tests.asking import write_by_socket
from tests.test_secrecy import IN_DRAFT, IN_NOTEBOOK, LEVEL, pages, say, words_in
from tests.web_site import COOP, WebSite, let_in

VVE = 'vve'
ASKS = wire.sync(wire.STEP1, b'\x00')


@pytest.fixture
def dossier(site: WebSite) -> WebSite:
    dossier = WebSite(site.web, site.workspace, site.client, site.clock)
    let_in(dossier)
    other = {'id': VVE, 'type': 'VVE', 'name': 'VvE Lindehof', 'short_name': 'Lindehof'}
    dossier.within(dossier.workspace.add, dossier.members['owner'].id, dossier.dossier_id, 'parties', other)
    say(dossier, 'representative', LEVEL, Openness.INTERNAL)
    write_by_socket(dossier, 'representative', notebook_of(COOP), f'{IN_NOTEBOOK} veertien. ')
    write_by_socket(dossier, 'representative', contribution_of(COOP), f'{IN_DRAFT} veertien. ')
    return dossier


@pytest.fixture
def fatima(dossier: WebSite) -> Member:
    return dossier.workspace.accounts.add_member(dossier.dossier_id, 'Fatima', MemberRole.SUBSTITUTE, COOP)


def cookie(site: WebSite, member: Member) -> dict[str, str]:
    site.client.cookies.clear()
    return {'cookie': f'{COOKIE}={site.workspace.accounts.enter(None, member.id)}'}


def move(site: WebSite, member: Member) -> None:
    site.within(site.workspace.accounts.change_role, member.id, MemberRole.SUBSTITUTE, VVE)


@pytest.mark.parametrize('text_id', [notebook_of(COOP), contribution_of(COOP)])
def test_an_open_socket_ends_and_hears_nothing_more(dossier: WebSite, fatima: Member, text_id: str) -> None:
    path, headers = f'/live/{dossier.dossier_id}/{text_id}', cookie(dossier, fatima)
    with dossier.client.websocket_connect(path, headers=headers) as socket:
        move(dossier, fatima)
        write_by_socket(dossier, 'representative', text_id, 'zqlater veertien. ')
        socket.send_bytes(ASKS)
        said = b''
        with pytest.raises(WebSocketDisconnect) as end:
            while True:
                said += socket.receive_bytes()

    assert end.value.code == COME_BACK
    assert b'zqlater' not in said
    with pytest.raises(WebSocketDenialResponse), dossier.client.websocket_connect(path, headers=headers):
        pass


def test_no_page_file_or_past_of_the_first_party_is_theirs(dossier: WebSite, fatima: Member) -> None:
    headers, visit = cookie(dossier, fatima), Visit(dossier.workspace, fatima, dossier.dossier_id)
    assert visit.text(notebook_of(COOP))
    move(dossier, fatima)

    for path in pages(dossier, heavy=False):
        words = words_in(path, dossier.client.get(path, headers=headers).content)
        assert (IN_NOTEBOOK in words, IN_DRAFT in words) == (False, False), path
    for text_id in (notebook_of(COOP), contribution_of(COOP)):
        assert (visit.text(text_id), Past(visit).moments(text_id), Past(visit).latest(text_id)) == ('', [], None)
        assert text_id not in Past(visit).text_ids()


def test_what_they_do_on_a_page_from_before_is_in_the_name_of_the_new_party(dossier: WebSite, fatima: Member) -> None:
    page = Visit(dossier.workspace, fatima, dossier.dossier_id)
    for words in ('Eerst. ', 'Later. '):
        write_by_socket(dossier, 'owner', GOAL, words)
        dossier.within(dossier.workspace.texts.history.settle, dossier.dossier_id)
    move(dossier, fatima)

    assert dossier.within(page.restore_text, GOAL, 1)

    latest = Past(page).latest(GOAL)
    assert latest
    assert (latest[0].name, latest[0].party_id) == ('Fatima', VVE)
    assert not page.visitor(contribution_of(COOP)).may_write
