"""The addresses of the app and what each role hears there, and who may write which live text."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from nicegui import __version__

from components.theme import static_address
from data.models import GOAL, answer_of, clause_of, contribution_of, notebook_of
from pages.organisation_entrance import BACK, START
from tests.web_site import COOP, INSIDE, OUTSIDE, ROLES

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
