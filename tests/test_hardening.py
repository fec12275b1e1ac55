"""What protects every address at once: headers, origin, cookie, limits, throttling, silence of the log."""

import logging
import re

import pytest
from fastapi import FastAPI, Request
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from app import CONTENT
from components.html import render
from data.account_parts import INVITATION_DAYS, READING_DAYS, SESSION_DAYS
from data.content import load_content
from data.peers import NO_RIGHT
from data.settings import Settings
from data.throttle import Limit, Throttle
from data.workspace import Workspace
from pages.demo import HOURS
from pages.device import device_of
from pages.entry import add_entry
from pages.errors import install_errors
from pages.hardening import harden
from pages.hardening.body_limit import MOST, MOST_DOSSIER, MOST_UPLOAD, limit_of
from pages.hardening.throttling import LIMITS
from pages.privacy import privacy_text
from pages.session import COOKIE, Site
from tests.web_site import INSIDE, WebSite

FOREIGN = {'origin': 'https://elders.example'}
PLACES = ['/', '/privacy', '/sessies', '/nergens', '/healthz', '/uitnodiging/verzonnen', '/dossier/verzonnen', '/demo']


def small_app(tmp_path_factory: pytest.TempPathFactory, **settings: str) -> FastAPI:
    """Build an app with our protections, the ways in, and an address that reads what it is sent."""
    folder = tmp_path_factory.mktemp('small')
    site = Site(Workspace(folder, load_content(CONTENT), b'secret' * 6), Settings(data=folder, **settings))
    app = FastAPI()
    app.state.site = site
    install_errors(app)
    add_entry(app)
    harden(app, site.settings)

    @app.post('/lees')
    async def read(request: Request) -> dict[str, object]:
        return {'bytes': len(await request.body()), 'prefix': request.headers.get('x-forwarded-prefix')}

    return app


@pytest.fixture
def client(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    return TestClient(small_app(tmp_path_factory), follow_redirects=False)


@pytest.fixture
def secure(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    app = small_app(tmp_path_factory, base_url='https://wijk.example')
    return TestClient(app, base_url='https://wijk.example', follow_redirects=False)


# headers


@pytest.mark.parametrize('path', PLACES)
def test_every_answer_carries_the_security_headers(site: WebSite, path: str) -> None:
    headers = site.client.get(path).headers

    policy = dict(rule.split(' ', 1) for rule in headers['content-security-policy'].split('; '))
    assert policy['default-src'] == policy['base-uri'] == policy['object-src'] == policy['frame-ancestors'] == "'none'"
    assert policy['connect-src'] == policy['form-action'] == policy['font-src'] == "'self'"
    assert policy['img-src'] == "'self' data:"
    assert "'unsafe-inline'" not in policy['script-src']
    assert headers['x-content-type-options'] == 'nosniff'
    assert headers['referrer-policy'] == 'same-origin'
    assert headers['cross-origin-opener-policy'] == headers['cross-origin-resource-policy'] == 'same-origin'
    assert 'camera=()' in headers['permissions-policy']
    assert headers['cache-control'] == 'no-store'


@pytest.mark.parametrize('path', ['', '/doel', '/overeenkomst'])
def test_a_page_with_data_is_never_stored_by_a_cache(site: WebSite, path: str) -> None:
    answer = site.client.get(f'/dossier/{site.dossier_id}{path}', headers=site.headers('owner'))

    assert answer.status_code == 200
    assert answer.headers['cache-control'] == 'no-store'


def test_every_script_of_the_template_has_the_nonce_and_words_of_users_never_get_it(site: WebSite) -> None:
    owner = site.members['owner']
    site.within(site.workspace.set, owner.id, site.dossier_id, 'name', '<script>alert(1)</script>')

    answer = site.client.get(f'/dossier/{site.dossier_id}', headers=site.headers('owner'))

    policy = answer.headers['content-security-policy']
    nonce = re.search(r"'nonce-([^']+)'", policy)
    assert nonce
    scripts = re.findall(r'<script[^>]*>', answer.text)
    assert len([script for script in scripts if f'nonce="{nonce[1]}"' in script]) >= 6
    inline_without = [each for each in scripts if 'nonce=' not in each and 'src=' not in each]
    assert inline_without == []
    assert '<script>alert' not in answer.text
    again = site.client.get('/').headers['content-security-policy']
    assert nonce[1] not in again


def test_https_brings_hsts_and_a_cookie_that_only_this_host_can_set(secure: TestClient) -> None:
    answer = secure.get('/demo')

    cookie = answer.headers['set-cookie']
    assert cookie.startswith(f'__Host-{COOKIE}=')
    assert {'HttpOnly', 'Secure', 'SameSite=lax', 'Path=/'} <= set(cookie.split('; '))
    assert 'Domain' not in cookie
    assert answer.headers['strict-transport-security'] == 'max-age=31536000'


def test_without_https_the_cookie_is_still_hidden_from_scripts(client: TestClient) -> None:
    answer = client.get('/demo')

    cookie = answer.headers['set-cookie']
    assert cookie.startswith(f'{COOKIE}=')
    assert {'HttpOnly', 'SameSite=lax', 'Path=/'} <= set(cookie.split('; '))
    assert 'strict-transport-security' not in answer.headers


def test_a_renamed_cookie_is_nobody(site: WebSite) -> None:
    token = site.token('owner')

    answer = site.client.get(f'/dossier/{site.dossier_id}', headers={'cookie': f'__Host-{COOKIE}={token}'})

    assert answer.status_code == 403


# origin


@pytest.mark.parametrize('path', ['/uitloggen', '/sessies', '/dossiers', '/live/d/goal', '/_nicegui_ws/socket.io/'])
@pytest.mark.parametrize(
    'headers',
    [
        FOREIGN,
        {'origin': 'null'},
        {'origin': 'http://testserver.elders.example'},
        {'sec-fetch-site': 'cross-site'},
        {'sec-fetch-site': 'same-site'},
    ],
    ids=str,
)
def test_another_site_changes_nothing(site: WebSite, path: str, headers: dict[str, str]) -> None:
    session = site.headers('owner')

    answer = site.client.post(path, headers={**session, **headers}, data={'welke': 'andere'})

    assert answer.status_code == 403
    assert 'andere website' in answer.text
    assert site.client.get(f'/dossier/{site.dossier_id}', headers=session).status_code == 200


@pytest.mark.parametrize('path', ['/live/{id}/goal', '/_nicegui_ws/socket.io/?EIO=4&transport=websocket'])
def test_another_site_opens_no_socket(site: WebSite, path: str) -> None:
    headers = {**site.headers('owner'), **FOREIGN}

    with (
        pytest.raises(WebSocketDisconnect) as refusal,
        site.client.websocket_connect(path.format(id=site.dossier_id), headers=headers),
    ):
        pass

    assert refusal.value.code == NO_RIGHT


def test_another_site_does_not_poll_the_socket_of_pages(site: WebSite) -> None:
    path = '/_nicegui_ws/socket.io/?EIO=4&transport=polling'

    assert site.client.get(path, headers=FOREIGN).status_code == 403
    assert site.client.get(path, headers={'origin': 'http://testserver'}).status_code == 200


def test_our_own_forms_pass(site: WebSite) -> None:
    headers = {**site.headers('owner'), 'origin': 'http://testserver', 'sec-fetch-site': 'same-origin'}

    assert site.client.post('/sessies', headers=headers, data={'welke': 'andere'}).status_code == 303


# limits


@pytest.mark.parametrize('size, status', [(MOST, 200), (MOST + 1, 413)])
@pytest.mark.parametrize('chunked', [False, True])
def test_a_body_has_a_limit_whether_or_not_its_length_is_announced(
    client: TestClient, size: int, status: int, chunked: bool
) -> None:
    def pieces() -> object:
        yield b'x' * (size - 10)
        yield b'y' * 10

    answer = client.post('/lees', content=pieces() if chunked else b'x' * size)

    assert answer.status_code == status
    if status == 200:
        assert answer.json()['bytes'] == size


def test_only_files_may_be_larger() -> None:
    assert limit_of('/_nicegui/client/c1/upload/2') == MOST_UPLOAD
    assert limit_of('/dossiers/inlezen') == MOST_DOSSIER
    assert limit_of('/live/d/goal') == limit_of('/sessies') == MOST


def test_a_prefix_from_a_stranger_is_not_believed(client: TestClient, tmp_path_factory: pytest.TempPathFactory) -> None:
    behind = TestClient(small_app(tmp_path_factory, proxies='10.0.0.1'))

    assert client.post('/lees', headers={'x-forwarded-prefix': '//elders'}).json()['prefix'] is None
    assert behind.post('/lees', headers={'x-forwarded-prefix': '/wijk'}).json()['prefix'] == '/wijk'


# throttling


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no bucket fill up again during a test, however slow the machine is."""
    for name, limit in [*LIMITS.items()]:
        monkeypatch.setitem(LIMITS, name, Limit(limit.burst, seconds=3600))


@pytest.mark.usefixtures('patient')
@pytest.mark.parametrize(
    'name, method, path',
    [
        ('invitation', 'GET', '/uitnodiging/{}'),
        ('link', 'GET', '/uitnodiging/verzonnen'),
        ('change', 'POST', '/lees'),
    ],
)
def test_too_many_tries_are_answered_with_a_calm_429(client: TestClient, name: str, method: str, path: str) -> None:
    answers = [client.request(method, path.format(number)) for number in range(LIMITS[name].burst + 1)]

    assert {answer.status_code for answer in answers[:-1]} <= {200, 403}
    assert answers[-1].status_code == 429
    assert int(answers[-1].headers['retry-after']) > 0
    assert 'Wacht even' in answers[-1].text
    assert client.get('/healthz').status_code == 200


@pytest.mark.usefixtures('patient')
def test_another_address_is_not_held_back(tmp_path_factory: pytest.TempPathFactory) -> None:
    app = small_app(tmp_path_factory)
    one, other = TestClient(app, client=('10.1.1.1', 1)), TestClient(app, client=('10.1.1.2', 1))
    for _ in range(LIMITS['change'].burst):
        one.post('/lees')

    assert one.post('/lees').status_code == 429
    assert other.post('/lees').status_code == 200


@pytest.mark.usefixtures('patient')
def test_an_address_cannot_be_made_up_by_a_header(client: TestClient) -> None:
    answers = [
        client.get(f'/uitnodiging/{number}', headers={'x-forwarded-for': f'10.0.0.{number}'}).status_code
        for number in range(LIMITS['invitation'].burst + 1)
    ]

    assert answers[-1] == 429


@given(
    burst=st.integers(1, 5),
    seconds=st.floats(0.1, 10),
    pauses=st.lists(st.floats(0, 20), min_size=1, max_size=40),
)
def test_a_throttle_never_lets_more_through_than_it_says(burst: int, seconds: float, pauses: list[float]) -> None:
    now = [100.0]
    throttle = Throttle(Limit(burst, seconds), clock=lambda: now[0])
    passed = []
    for pause in pauses:
        now[0] += pause
        if not throttle.wait('a'):
            passed.append(now[0])

    for first in range(len(passed)):
        for last in range(first, len(passed)):
            assert last - first + 1 <= burst + (passed[last] - passed[first]) / seconds + 1e-6


@given(burst=st.integers(1, 5), seconds=st.floats(0.1, 10))
def test_whoever_waits_as_long_as_told_gets_through(burst: int, seconds: float) -> None:
    now = [100.0]
    throttle = Throttle(Limit(burst, seconds), clock=lambda: now[0])
    for _ in range(burst):
        assert not throttle.wait('a')

    now[0] += throttle.wait('a') + 1e-6

    assert not throttle.wait('a')


def test_a_throttle_forgets_whoever_stopped_trying() -> None:
    now = [0.0]
    throttle = Throttle(Limit(burst=5, seconds=10), clock=lambda: now[0])
    for number in range(100):
        throttle.wait(f'10.0.0.{number}')

    now[0] += 601
    throttle.wait('10.1.0.1')

    assert len(throttle) == 1


# secrets and links


def test_no_token_reaches_the_log(site: WebSite, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    member = site.members['representative']
    link, session = site.workspace.accounts.invite(member.id), site.token('owner')
    feed = site.workspace.accounts.feed_token(member)
    headers = {'cookie': f'{COOKIE}={session}'}
    ours = (f'/uitnodiging/{link}', f'/uitnodiging/{link}x', f'/agenda/{feed}.ics', f'/agenda/{feed}x.ics')

    for path in (*ours, '/', f'/dossier/{site.dossier_id}', f'/dossier/{site.dossier_id}/nergens', '/sessies'):
        site.client.get(path, headers=headers)
    site.client.post(f'/uitnodiging/{link}', headers=headers)
    site.client.post('/sessies', headers=headers, data={'welke': 'verzonnen'})

    log = '\n'.join(record.getMessage() for record in caplog.records if record.name != 'httpx2')
    assert not [secret for secret in (link, session, feed) if secret and secret in log]


@pytest.mark.parametrize(
    'address', ['javascript:alert(1)', 'http://x.example', 'data:text/html,x', 'file:///etc', '//x.example', '/\\\\x']
)
def test_markdown_links_to_https_and_mail_only(address: str) -> None:
    html = render(f'[hier]({address}) [goed](https://wijk.example) [post](mailto:a@b.example)')

    assert html.count('href=') == 2
    assert 'href="https://wijk.example"' in html
    assert 'href="mailto:a@b.example"' in html


# sessions and words


@pytest.mark.parametrize('role', INSIDE)
def test_my_devices_shows_this_one_first_and_ends_the_others(site: WebSite, role: str) -> None:
    here, there = site.headers(role), site.headers(role)

    page = site.client.get('/sessies', headers=here)
    ended = site.client.post('/sessies', headers=here, data={'welke': 'andere'})

    assert '(dit apparaat)' in page.text
    assert ended.status_code == 303
    assert site.client.get(f'/dossier/{site.dossier_id}', headers=there).status_code == 403
    assert site.client.get(f'/dossier/{site.dossier_id}', headers=here).status_code == 200


def test_nobody_ends_the_session_of_somebody_else(site: WebSite) -> None:
    theirs = site.token('facilitator')
    session = site.workspace.accounts.session(theirs)
    assert session

    site.client.post('/sessies', headers=site.headers('owner'), data={'welke': session.id})

    assert site.workspace.accounts.session(theirs)


def test_signing_out_takes_the_cookie_and_the_local_copies(site: WebSite) -> None:
    headers = site.headers('owner')

    answer = site.client.post('/uitloggen', headers=headers)

    assert answer.headers['clear-site-data'] == '"storage"'
    assert 'Max-Age=0' in answer.headers['set-cookie']
    assert site.client.get(f'/dossier/{site.dossier_id}', headers=headers).status_code == 403


@pytest.mark.parametrize(
    'agent, words',
    [
        ('Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox op Windows'),
        ('Mozilla/5.0 (iPhone; CPU iPhone OS 18_0) Version/18.0 Mobile Safari/604.1', 'Safari op iPhone'),
        ('Mozilla/5.0 (Linux; Android 15) Chrome/140.0 Mobile Safari/537.36', 'Chrome op Android'),
        ('Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36 Edg/140.0', 'Edge op Windows'),
        ('<script>', 'Een browser'),
    ],
)
def test_a_device_is_named_in_words_people_know(agent: str, words: str) -> None:
    request = Request({'type': 'http', 'headers': [(b'user-agent', agent.encode())]})

    assert device_of(request) == words


def test_privacy_says_what_really_holds() -> None:
    plain, secure = privacy_text(Settings()), privacy_text(Settings(base_url='https://wijk.example'))

    for number in (SESSION_DAYS, INVITATION_DAYS, HOURS, *READING_DAYS):
        assert str(number) in plain
    assert f'‘{COOKIE}’' in plain
    assert f'‘__Host-{COOKIE}’' in secure
    assert 'nog geen beveiligde verbinding' in plain
    assert 'nog geen' not in secure
