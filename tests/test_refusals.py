"""What is refused is in the log, by kind: status, address and asker, and nothing that says who or where."""

import logging
import re

import pytest
from starlette.testclient import WebSocketDenialResponse
from starlette.types import Message, Receive, Scope, Send

from pages.hardening.refusals import ONCE_PER, LogRefusals
from tests.web_site import WebSite

LOGGER = 'pages.hardening.refusals'


@pytest.fixture
def lines(site: WebSite, caplog: pytest.LogCaptureFixture) -> list[str]:
    """Give what the log says; every kind is said again."""
    caplog.set_level(logging.INFO, LOGGER)
    watcher = site.web.middleware_stack
    while watcher is not None and not isinstance(watcher, LogRefusals):
        watcher = getattr(watcher, 'app', None)
    assert watcher is not None
    watcher._said.clear()
    watcher._unsaid.clear()
    return said(caplog)


def said(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.name == LOGGER]


@pytest.mark.usefixtures('lines')
def test_a_refusal_says_what_and_by_whom_in_kinds(site: WebSite, caplog: pytest.LogCaptureFixture) -> None:
    address = f'/dossier/{site.dossier_id}/doel'
    site.client.get(address)
    site.client.get(address, headers=site.headers('outsider'))
    site.client.get(f'/download/{site.dossier_id}/gegevens-iemand.zip', headers=site.headers('reader'))
    site.client.get('/dossier/verzonnen')
    site.client.get('/uitnodiging/geheim-token')
    site.client.post('/sessies', headers={'origin': 'https://elders.example'}, data={'welke': 'x'})
    with pytest.raises(WebSocketDenialResponse), site.client.websocket_connect(f'/live/{site.dossier_id}/goal'):
        pass

    assert said(caplog) == [
        'Refused with 403: GET /dossier/{dossier_id}/doel by a stranger',
        'Refused with 403: GET /dossier/{dossier_id}/doel by somebody who is signed in',
        'Refused with 403: GET /download/{dossier_id}/{name} by somebody with role lezer',
        'Refused with 404: GET /dossier/{dossier_id} by a stranger',
        'Refused with 403: GET /uitnodiging/{token} by a stranger',
        'Refused with 403: POST /sessies/… by a stranger',
        'Refused with 403: SOCKET /live/{dossier_id}/{text_id} by a stranger',
    ]


@pytest.mark.usefixtures('lines')
def test_no_line_says_who_or_where(site: WebSite, caplog: pytest.LogCaptureFixture) -> None:
    for role in ('outsider', 'ended', 'stranger'):
        headers = {**site.headers(role), 'x-forwarded-for': '203.0.113.7', 'user-agent': 'Herkenbaar'}
        site.client.get(f'/dossier/{site.dossier_id}', headers=headers)
        site.client.get('/uitnodiging/geheim-token?naam=Fatima', headers=headers)
        site.client.get('/nergens/Fatima', headers=headers)

    text = '\n'.join(said(caplog))
    assert text
    secrets = ('geheim', 'Fatima', '203.0.113', 'testclient', 'Herkenbaar', site.dossier_id)
    assert [secret for secret in secrets if secret in text] == []
    assert not [member.id for member in site.members.values() if member.id in text]
    assert re.search(r'[0-9a-f]{12}', text) is None


@pytest.mark.usefixtures('lines')
def test_what_is_answered_is_not_in_the_log(site: WebSite, caplog: pytest.LogCaptureFixture) -> None:
    site.client.get('/')
    site.client.get(f'/dossier/{site.dossier_id}', headers=site.headers('owner'))
    site.client.get('/nergens')

    assert said(caplog) == []


async def test_a_flood_is_one_line_and_then_a_number(site: WebSite, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, LOGGER)
    now = [0.0]

    async def refuse(scope: Scope, receive: Receive, send: Send) -> None:
        await send({'type': 'http.response.start', 'status': 429, 'headers': []})

    async def nothing() -> Message:
        return {}

    async def drop(message: Message) -> None:
        pass

    watcher = LogRefusals(refuse, clock=lambda: now[0])

    async def ask(number: int) -> None:
        path, method = f'/uitnodiging/{number}', f'M{number}'
        await watcher(
            {'type': 'http', 'path': path, 'method': method, 'headers': [], 'app': site.web, 'query_string': b''},
            nothing,
            drop,
        )

    for number in range(500):
        await ask(number)
    assert said(caplog) == ['Refused with 429: another method /uitnodiging/… by a stranger']
    now[0] = ONCE_PER
    await ask(501)

    assert said(caplog)[1:] == [
        'Refused with 429: another method /uitnodiging/… by a stranger, and 499 more since the last time'
    ]
    assert len(watcher._said) == 1
