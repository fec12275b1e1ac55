"""Every address the app has, asked by everyone who could ask. An address without a line in the table fails."""

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from inspect import iscoroutinefunction

import pytest
from nicegui import __version__
from nicegui import app as pages_app
from pycrdt import Doc, Text
from starlette.routing import BaseRoute, Route
from starlette.testclient import WebSocketDenialResponse
from starlette.websockets import WebSocketDisconnect

from components.theme import static_address
from data import wire
from data.models import GOAL, answer_of, clause_of, contribution_of, notebook_of
from data.peers import NO_RIGHT
from pages.downloads import AGREEMENT, FILES, VERSIONS
from pages.organisation_entrance import BACK, START
from tests.web_site import COOP, INSIDE, OUTSIDE, ROLES, WebSite

NICEGUI = f'/_nicegui/{__version__}'
SOCKET = 'SOCKET'


def everyone(status: int) -> dict[str, int]:
    return dict.fromkeys(ROLES, status)


def inside(yes: int = 200, no: int = 403) -> dict[str, int]:
    return {**dict.fromkeys(INSIDE, yes), **dict.fromkeys(OUTSIDE, no)}


def speaking(yes: int) -> dict[str, int]:
    """Only who speaks for the party; its adviser, the owner and the facilitator do not."""
    return {**everyone(403), 'representative': yes, 'substitute': yes}


SIGNED_IN = {**everyone(303), **dict.fromkeys(('stranger', 'ended', 'expired'), 403)}
"""whoever has a session that works; 'over' came too long ago for one"""
SIGNED_IN['over'] = 403
WITH_SESSION = {role: 200 if got == 303 else 303 for role, got in SIGNED_IN.items()}
"""what whoever has a session hears at a page of their own; others are sent to sign in"""


@dataclass
class Line:
    """What each role hears at an address, and what is asked there.

    :param names: fills the names in the address; without it, the dossier and what belongs to it
    """

    answers: Mapping[str, int]
    names: Mapping[str, str] = field(default_factory=dict)
    form: Mapping[str, str] = field(default_factory=dict)
    file: bytes = b''
    note: str = ''


TABLE: dict[tuple[str, str], list[Line]] = {
    # for everyone
    ('GET', '/'): [Line(everyone(200))],
    ('GET', '/toegankelijkheid'): [Line(everyone(200))],
    ('GET', '/privacy'): [Line(everyone(200))],
    ('GET', '/healthz'): [Line(everyone(200))],
    ('GET', '/demo'): [Line(everyone(303))],
    ('GET', '/favicon.ico'): [Line(everyone(200))],
    ('GET', f'{static_address()}/wijkakkoord.css'): [Line(everyone(200))],
    ('GET', f'{static_address()}/{{path:path}}'): [Line(everyone(200), {'path': 'tokens.css'})],
    # NiceGUI's own: programs and styles, the same for everyone; a page is known by an id that only its browser has
    ('MOUNT', f'{NICEGUI}/static'): [Line(everyone(200), note='/nicegui.js')],
    ('GET', f'{NICEGUI}/libraries/{{key:path}}'): [Line(everyone(404), {'key': 'none'})],
    ('GET', f'{NICEGUI}/components/{{key:path}}'): [Line(everyone(404), {'key': 'none'})],
    ('GET', f'{NICEGUI}/resources/{{key}}/{{path:path}}'): [Line(everyone(404), {'key': 'none', 'path': 'x'})],
    ('GET', f'{NICEGUI}/dynamic_resources/{{name}}'): [Line(everyone(404), {'name': 'none'})],
    ('GET', f'{NICEGUI}/esm/{{key}}/{{path:path}}'): [Line(everyone(404), {'key': 'none', 'path': 'x'})],
    ('MOUNT', '/_nicegui_ws'): [Line(everyone(200), note='/socket.io/?EIO=4&transport=polling')],
    # ways in and out
    ('GET', '/uitnodiging/{token}'): [
        Line({**everyone(303), **dict.fromkeys(('over', 'removed', 'stranger'), 403)}, {'token': '(link)'}),
        Line(everyone(403), {'token': '(revoked link)'}),
        Line(everyone(403), {'token': 'verzonnen'}),
    ],
    ('GET', START): [Line(everyone(404))],  # nothing of it without an organisation in the settings
    ('GET', BACK): [Line(everyone(404))],
    ('POST', '/uitnodiging/{token}'): [
        Line({**everyone(303), **dict.fromkeys(('over', 'removed', 'stranger'), 403)}, {'token': '(link)'}),
        Line(everyone(403), {'token': '(revoked link)'}),
        Line(everyone(403), {'token': 'verzonnen'}),
    ],
    ('GET', '/herstel/{token}'): [Line(everyone(403), {'token': 'verzonnen'})],
    ('POST', '/herstel/{token}'): [Line(everyone(403), {'token': 'verzonnen'}, {'wachtwoord': 'hunebed ladder kraai'})],
    ('POST', '/uitloggen'): [Line(everyone(303))],
    # signing in, and accounts of one's own; who is signed in to one is in test_account_pages.py
    ('GET', '/inloggen'): [Line(everyone(200))],
    ('POST', '/inloggen'): [Line(everyone(403), form={'email': 'niemand@elders.example', 'wachtwoord': 'x'})],
    ('POST', '/inloggen/code'): [Line(everyone(403), form={'bewijs': 'verzonnen', 'code': '123456'})],
    ('POST', '/inloggen/passkey'): [Line(everyone(403))],
    ('POST', '/inloggen/passkey/vraag'): [Line(everyone(404), note='?no=https')],
    ('GET', '/account'): [Line(WITH_SESSION)],
    ('POST', '/account'): [Line({**everyone(303), **{role: 422 for role, got in WITH_SESSION.items() if got == 200}})],
    **{
        ('POST', f'/account{path}'): [Line(everyone(303))]
        for path in (
            '/gegevens',
            '/wachtwoord',
            '/code',
            '/code/uit',
            '/passkeys/wijzig',
            '/organisatie',
            '/erbij',
            '/links',
            '/verwijderen',
        )
    },
    ('POST', '/account/passkeys'): [Line(everyone(403))],
    ('POST', '/account/passkeys/vraag'): [
        Line({role: 422 if got == 200 else 403 for role, got in WITH_SESSION.items()})
    ],
    ('GET', '/sessies'): [Line(everyone(200))],
    ('POST', '/sessies'): [Line(SIGNED_IN, form={'welke': 'andere'})],
    ('POST', '/dossiers'): [Line(everyone(403), form={'naam': 'N', 'gemeente': 'G', 'eigenaar': 'E'})],
    ('POST', '/dossiers/inlezen'): [Line(everyone(403), form={'eigenaar': 'E'}, file=b'{}')],
    # a dossier
    **{
        ('GET', f'/dossier/{{dossier_id}}{step}'): [Line(inside())]
        for step in (
            '',
            '/start',
            '/doel',
            '/notities',
            '/vorm',
            '/rollen',
            '/besluiten',
            '/overleg',
            '/taal',
            '/overeenkomst',
        )
    },
    ('GET', '/dossier/{dossier_id}/geschiedenis'): [Line(inside())],
    ('GET', '/dossier/{dossier_id}/spoor/{track_id}'): [Line(inside(303), {'track_id': 'a'})],
    ('GET', '/dossier/{dossier_id}/spoor/{track_id}/{screen_id}'): [
        Line(inside(), {'track_id': 'c', 'screen_id': 'vorm'})
    ],
    ('GET', '/download/{dossier_id}/{name}'): [
        *(
            Line(inside(), {'name': f'overeenkomst{version}.{ending}'})
            for version in ('', '-openbaar', '-woo', '-woo-verzoek')
            for ending in ('md', 'html', 'docx', 'odt', 'pdf')
        ),
        *(Line(inside(), {'name': name}) for name in ('rolmatrix.csv', 'dossier.json', 'overleg.ics')),
        *(Line(inside(404), {'name': name}) for name in ('geheim.txt', 'overeenkomst-intern.md', 'notebook:coop.md')),
        Line(inside(), {'name': 'mijn-gegevens.zip'}),
        Line(inside(404), {'name': 'elders.zip'}),
        Line({**inside(403), 'owner': 404}, {'name': 'gegevens-verzonnen.zip'}),
        Line({**inside(403), 'owner': 200}, {'name': 'gegevens-(member).zip'}),
    ],
    # the token in the address is the key; it works as long as its member does
    ('GET', '/agenda/{token}.ics'): [
        Line({**everyone(200), 'over': 404, 'removed': 404, 'stranger': 404}, {'token': '(feed)'}),
        Line(everyone(404), {'token': 'verzonnen'}),
    ],
    # live texts: who may be there; who may write is in WRITERS
    ('POST', '/live/{dossier_id}/{text_id}'): [
        Line(inside(), {'text_id': GOAL}),
        Line(inside(), {'text_id': contribution_of(COOP)}),
        Line(inside(), {'text_id': contribution_of('gemeente')}),
        Line(speaking(200), {'text_id': notebook_of(COOP)}),
        Line({**everyone(403), 'owner': 200}, {'text_id': notebook_of('gemeente')}),
        Line(inside(404), {'text_id': 'contribution:niemand'}),
    ],
    (SOCKET, '/live/{dossier_id}/{text_id}'): [
        Line(inside(101), {'text_id': GOAL}),
        Line(inside(101), {'text_id': contribution_of(COOP)}),
        Line(inside(101), {'text_id': contribution_of('gemeente')}),
        Line(speaking(101), {'text_id': notebook_of(COOP)}),
        Line({**everyone(403), 'owner': 101}, {'text_id': notebook_of('gemeente')}),
        Line(inside(404), {'text_id': 'contribution:niemand'}),
    ],
}
WRITERS = {
    GOAL: {'owner', 'facilitator', 'representative', 'substitute'},
    answer_of('A1'): {'owner', 'facilitator', 'representative', 'substitute'},
    clause_of('artikel-2'): {'owner', 'facilitator', 'representative', 'substitute'},
    contribution_of(COOP): {'representative', 'substitute'},
    contribution_of('gemeente'): {'owner'},
    notebook_of(COOP): {'representative', 'substitute'},
    notebook_of('gemeente'): {'owner'},
}
"""live text -> who inside may write it, by socket and by POST"""


def addresses(site: WebSite) -> Iterator[tuple[str, str]]:
    """Give method and path of every route of both apps."""
    for route in [*site.web.router.routes, *pages_app.router.routes]:
        if getattr(route, 'app', None) is not pages_app:  # else it is where both apps are joined
            yield from addresses_of(route)


def addresses_of(route: BaseRoute) -> list[tuple[str, str]]:
    path = str(getattr(route, 'path', ''))
    if type(route).__name__ == 'Mount':
        return [('MOUNT', path)]
    if 'WebSocket' in type(route).__name__:
        return [(SOCKET, path)]
    return [(method, path) for method in sorted(getattr(route, 'methods', None) or {'GET'}) if method != 'HEAD']


def test_every_file_that_can_be_made_and_every_file_that_is_offered_has_a_line(site: WebSite) -> None:
    lines = {line.names['name'] for line in TABLE['GET', '/download/{dossier_id}/{name}']}
    made = {f'{version}.{ending}' for version in VERSIONS for ending in AGREEMENT} | {*FILES}
    page = site.client.get(f'/dossier/{site.dossier_id}/overeenkomst', headers=site.headers('owner')).text
    offered = set(re.findall(rf'/download/{site.dossier_id}/([\w.-]+)', page))

    assert made | offered <= lines, 'say in TABLE who may take these away'
    assert len(offered) >= 8, offered


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


def test_every_address_has_a_line_and_every_line_an_address(site: WebSite) -> None:
    for (method, address), lines in TABLE.items():  # elements of a page may add addresses of their own
        if method == 'GET' and address.startswith('/dossier'):
            asked(site, 'owner', method, path_of(site, 'owner', address, lines[0]), lines[0])
    found = set(addresses(site))

    assert found - set(TABLE) == set(), 'say in TABLE who may ask for these'
    assert set(TABLE) - found == set(), 'these addresses are gone'
    assert all(set(line.answers) == set(ROLES) for lines in TABLE.values() for line in lines)


def test_every_address_of_ours_is_answered_on_the_event_loop(site: WebSite) -> None:
    """A plain function would run in a thread, and race there with everything else that changes who may enter what."""
    endpoints = [route.endpoint for route in [*site.web.routes, *pages_app.routes] if isinstance(route, Route)]
    ours = [each for each in endpoints if each.__module__.partition('.')[0] in ('app', 'components', 'pages')]

    assert len(ours) > 20
    assert [each.__qualname__ for each in ours if not iscoroutinefunction(each)] == []


@pytest.mark.parametrize('role', ROLES)
@pytest.mark.parametrize('address', TABLE, ids=' '.join)
def test_an_address_answers_a_role_as_the_table_says(site: WebSite, role: str, address: tuple[str, str]) -> None:
    method, path = address
    lines = TABLE[address]

    answers = [asked(site, role, method, path_of(site, role, path, line), line) for line in lines]

    assert answers == [line.answers[role] for line in lines]


@pytest.mark.parametrize('role', INSIDE)
@pytest.mark.parametrize('text_id', WRITERS)
def test_a_live_text_takes_words_of_its_writers_only(site: WebSite, role: str, text_id: str) -> None:
    by_socket, by_post = f'socket-{role}.', f'post-{role}.'

    with suppress(WebSocketDenialResponse):  # who may not even read it
        write_by_socket(site, role, text_id, by_socket)
    write_by_post(site, role, text_id, by_post)

    text = site.workspace.texts.text(site.dossier_id, text_id)
    assert [by_socket in text, by_post in text] == [role in WRITERS[text_id]] * 2


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
