"""The addresses of the files: what they answer, how files are named, and that strangers get nothing."""

import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from data.exports.dossier_file import read_dossier_json
from data.models import GOAL, MemberRole
from data.peers import Visitor
from data.settings import Settings
from data.workspace import Workspace
from pages.downloads import add_downloads
from pages.session import Site, cookie_of
from tests.dossiers import content, demo

SECRET = b'a secret of thirty-two characters'
HENK = Visitor('p1', 'Henk', 'LindeWarm', '#0f6e6e', may_write=True)
FILES = {
    'overeenkomst.md': ('text/markdown', b'# Intentieovereenkomst'),
    'overeenkomst.html': ('text/html', b'<!doctype html>'),
    'overeenkomst.docx': ('application/vnd.openxmlformats-officedocument.wordprocessingml.document', b'PK'),
    'overeenkomst.odt': ('application/vnd.oasis.opendocument.text', b'PK'),
    'overeenkomst.pdf': ('application/pdf', b'%PDF-1.7'),
    'rolmatrix.csv': ('text/csv', b'\xef\xbb\xbfNummer'),
    'dossier.json': ('application/json', b'{'),
    'overleg.ics': ('text/calendar', b'BEGIN:VCALENDAR'),
}


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    workspace = Workspace(tmp_path, content(), SECRET)
    dossier, texts = demo()
    workspace.install(dossier, texts)
    return workspace


@pytest.fixture
def client(workspace: Workspace) -> Iterator[TestClient]:
    app = FastAPI()
    app.state.site = Site(workspace, Settings())
    add_downloads(app)
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client
        assert client.portal is not None
        client.portal.call(workspace.texts.stop)


def enter(client: TestClient, workspace: Workspace, role: MemberRole, dossier_id: str = 'demo') -> None:
    member = workspace.accounts.add_member(dossier_id, 'Noor', role)
    client.cookies.set(cookie_of(Settings()), workspace.accounts.enter(None, member.id))


@pytest.mark.parametrize('name', FILES)
def test_who_may_see_the_pages_may_take_the_file_away(client: TestClient, workspace: Workspace, name: str) -> None:
    enter(client, workspace, MemberRole.READER)

    answer = client.get(f'/download/demo/{name}')

    media_type, begin = FILES[name]
    assert answer.status_code == 200
    assert answer.headers['content-type'].partition(';')[0] == media_type
    assert answer.headers['cache-control'] == 'no-store'
    assert answer.content.startswith(begin)


@pytest.mark.parametrize('name', FILES)
def test_a_stranger_gets_no_file(client: TestClient, name: str) -> None:
    answer = client.get(f'/download/demo/{name}')

    assert answer.status_code in (401, 403)
    assert b'Lindelanden' not in answer.content


def test_a_member_of_another_dossier_gets_no_file(client: TestClient, workspace: Workspace) -> None:
    dossier, texts = demo()
    workspace.install(dossier.model_copy(update={'id': 'ander'}), texts)
    enter(client, workspace, MemberRole.OWNER, 'ander')

    assert client.get('/download/demo/overeenkomst.md').status_code == 403
    assert client.get('/download/ander/overeenkomst.md').status_code == 200


@pytest.mark.parametrize(
    'name', ['overeenkomst.exe', 'overeenkomst', 'overeenkomst.pdf.exe', 'rolmatrix.pdf', 'x.csv', '.pdf', '..%2Fx']
)
def test_an_unknown_file_is_not_found(client: TestClient, workspace: Workspace, name: str) -> None:
    enter(client, workspace, MemberRole.READER)

    assert client.get(f'/download/demo/{name}').status_code == 404


def test_a_file_of_an_unknown_dossier_is_not_found(client: TestClient) -> None:
    assert client.get('/download/nergens/overeenkomst.pdf').status_code == 404


def test_a_file_is_named_after_the_dossier(client: TestClient, workspace: Workspace) -> None:
    enter(client, workspace, MemberRole.READER)

    answer = client.get('/download/demo/rolmatrix.csv')

    assert answer.headers['content-disposition'] == (
        'attachment; filename="rolmatrix-samen-op-weg-in-de-lindelanden.csv"; '
        "filename*=UTF-8''rolmatrix%20Samen%20op%20weg%20in%20De%20Lindelanden.csv"
    )


@pytest.mark.parametrize(
    'name', ['a"b\r\nSet-Cookie: x=1', '../../etc/passwd', 'مرحبا 👍', '<script>', 'é' * 300, '\x00']
)
def test_no_name_of_a_dossier_breaks_the_name_of_a_file(client: TestClient, workspace: Workspace, name: str) -> None:
    dossier, texts = demo()
    workspace.install(dossier.model_copy(update={'id': 'raar', 'name': name}), texts)
    enter(client, workspace, MemberRole.READER, 'raar')

    answer = client.get('/download/raar/rolmatrix.csv')

    named = answer.headers['content-disposition']
    assert answer.status_code == 200
    assert 'set-cookie' not in answer.headers
    assert not set(named.partition('filename="')[2].partition('"')[0]) & set('/\\<>\r\n"')
    assert len(named) < 800


def test_the_agreement_holds_what_the_parties_typed_last(client: TestClient, workspace: Workspace) -> None:
    enter(client, workspace, MemberRole.READER)
    assert client.portal is not None

    def type_in() -> None:
        place = ('demo', 'clause:artikel-19')
        room, peer = workspace.texts.join(*place, HENK, lambda: None)
        room.rewrite(HENK, 'Wij bellen eerst.')
        workspace.texts.leave(*place, room, peer)

    client.portal.call(type_in)

    with zipfile.ZipFile(BytesIO(client.get('/download/demo/overeenkomst.docx').content)) as archive:
        assert 'Wij bellen eerst.' in archive.read('word/document.xml').decode()


def test_the_dossier_comes_with_its_texts_as_they_can_go_on(client: TestClient, workspace: Workspace) -> None:
    enter(client, workspace, MemberRole.READER)

    file = read_dossier_json(client.get('/download/demo/dossier.json').content)

    assert file.dossier == workspace.dossier('demo')
    assert file.texts[GOAL].markdown == workspace.texts.text('demo', GOAL)
    assert file.texts[GOAL].yjs == workspace.texts.state('demo', GOAL) != b''
