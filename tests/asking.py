"""How each role asks at an address, and how it offers words to a live text."""

from datetime import timedelta

from pycrdt import Doc, Text
from starlette.testclient import WebSocketDenialResponse
from starlette.websockets import WebSocketDisconnect

from data import wire
from data.peers import NO_RIGHT
from tests.address_table import SOCKET, Line
from tests.web_site import WebSite


def path_of(site: WebSite, role: str, address: str, line: Line) -> str:
    names = {'dossier_id': site.dossier_id, **line.names}
    if '(member)' in names.get('name', ''):  # of somebody who is inside, for everyone else
        names['name'] = names['name'].replace('(member)', site.members['adviser' if role != 'adviser' else 'reader'].id)
    if names.get('token') == '(feed)':
        member = site.members.get(role)
        names['token'] = site.workspace.accounts.feed_token(member) if member else 'verzonnen'
    if str(names.get('token')).endswith('link)'):
        names['token'] = link_of(site, role, revoked='revoked' in names['token'])
    path = address.replace(':path}', '}').format(**names)
    return path + line.note


def link_of(site: WebSite, role: str, *, revoked: bool) -> str:
    member = site.members.get(role)
    if member is None or role == 'removed':
        return 'verzonnen'
    if role == 'over':  # from the time they still had access
        site.clock[0] = timedelta(days=-20)
    token = site.workspace.accounts.invite(member.id)
    site.clock[0] = timedelta()
    if revoked:
        site.workspace.accounts.revoke(member.id)
    return token


def asked(site: WebSite, role: str, method: str, path: str, line: Line) -> int:
    headers = site.headers(role)
    site.client.cookies.clear()  # a stranger sends none, whoever asked before
    if method == SOCKET:
        try:
            with site.client.websocket_connect(path, headers=headers):
                return 101
        except WebSocketDenialResponse as denial:
            return denial.status_code
    if path.startswith('/live/'):
        content = wire.block(b'') + wire.number(0)
        return site.client.post(path, headers=headers, content=content).status_code
    if method == 'POST':
        files = {'bestand': line.file} if line.file else None
        return site.client.post(path, headers=headers, data=dict(line.form), files=files).status_code
    return site.client.get(path, headers=headers).status_code


def update(words: str) -> bytes:
    doc: Doc[Text] = Doc()
    doc.get('text', type=Text).insert(0, words)
    return wire.sync(wire.UPDATE, doc.get_update())


def write_by_socket(site: WebSite, role: str, text_id: str, words: str) -> None:
    path = f'/live/{site.dossier_id}/{text_id}'
    with site.client.websocket_connect(path, headers=site.headers(role)) as socket:
        socket.send_bytes(update(words))
        socket.send_bytes(wire.sync(wire.STEP1, b'\x00'))
        try:
            while socket.receive_bytes()[:2] != bytes([wire.SYNC, wire.STEP2]):
                pass
        except WebSocketDisconnect as end:
            assert end.code == NO_RIGHT


def write_by_post(site: WebSite, role: str, text_id: str, words: str) -> None:
    path = f'/live/{site.dossier_id}/{text_id}'
    content = wire.block(b'') + wire.number(0) + wire.block(update(words))
    site.client.post(path, headers=site.headers(role), content=content)
