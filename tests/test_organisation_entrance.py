"""Signing in through a real provider, and every answer that lets nobody in."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

import httpx2
import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from app import CONTENT
from data.accounts import Accounts
from data.attempts import SECONDS, Attempts
from data.content import load_content
from data.models import Member
from data.organisation_entrance import OrganisationEntrance
from data.own_account import Account
from data.provider import Provider
from data.settings import Settings
from data.workspace import Workspace
from pages.entry import add_entry
from pages.errors import install_errors
from pages.organisation_entrance import BACK, START, add_organisation
from pages.privacy import privacy_text
from pages.session import COOKIE, Site
from tests.running_provider import RunningProvider, sign_in_there

CALLBACK = f'http://testserver{BACK}'
OUR_CONTENT = load_content(CONTENT)


@pytest.fixture(scope='module')
def provider(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningProvider]:
    provider = RunningProvider(tmp_path_factory.mktemp('provider'))
    provider.start(CALLBACK)
    yield provider
    provider.stop()


@dataclass
class House:
    """An app with one dossier, of which Jeroen is the owner."""

    web: FastAPI
    workspace: Workspace
    entrance: OrganisationEntrance
    jeroen: Member
    moment: list[float]
    """seconds of the attempts"""
    hours: list[timedelta]
    """by how much the clock of the sessions is ahead"""

    @property
    def accounts(self) -> Accounts:
        return self.workspace.accounts

    def browser(self) -> TestClient:
        return TestClient(self.web, follow_redirects=False)

    def by_link(self, member: Member | None = None) -> TestClient:
        browser = self.browser()
        browser.get(f'/uitnodiging/{self.accounts.invite((member or self.jeroen).id)}')
        return browser

    def bind_address(self, browser: TestClient) -> str:
        session = self.accounts.session(browser.cookies[COOKIE])
        assert session
        return f'{START}?koppel={self.entrance.permission(session.id)}'

    def bound(self, member: Member | None = None, name: str = 'jeroen') -> httpx2.Response:
        browser = self.by_link(member)
        return come_back(browser, sign_in_there(leave(browser, self.bind_address(browser)), name))

    def account(self, browser: TestClient) -> Account | None:
        session = self.accounts.session(browser.cookies.get(COOKIE))
        return self.accounts.account_of(session) if session else None


@pytest.fixture
def house(tmp_path: Path, provider: RunningProvider) -> House:
    return build(tmp_path, provider)


def build(folder: Path, provider: RunningProvider, **other: str) -> House:
    settings = provider.settings(data=folder, **other)
    moment, hours = [0.0], [timedelta()]
    workspace = Workspace(folder, OUR_CONTENT, b'secret' * 6, now=lambda: datetime.now(UTC) + hours[0])
    entrance = OrganisationEntrance(Provider(settings), Attempts(lambda: moment[0]))
    web = FastAPI()
    web.state.site = Site(workspace, settings, entrance)
    install_errors(web)
    add_entry(web)
    add_organisation(web)
    return House(web, workspace, entrance, workspace.create('Proef', 'Wiedemeer', 'Jeroen'), moment, hours)


def leave(browser: TestClient, address: str = START) -> str:
    answer = browser.get(address)
    assert answer.status_code == 303, answer.text
    return answer.headers['location']


def come_back(browser: TestClient, address: str) -> httpx2.Response:
    assert address.startswith(CALLBACK)
    return browser.get(address.removeprefix('http://testserver'))


def changed(address: str, **parameters: str) -> str:
    parts = urlsplit(address)
    query = {name: values[0] for name, values in parse_qs(parts.query).items()} | parameters
    return parts._replace(query=urlencode(query)).geturl()


def said(answer: httpx2.Response) -> str:
    return answer.text.split('<main', 1)[1]


def test_who_bound_their_account_comes_in_without_a_link_from_any_browser(house: House) -> None:
    answer = house.bound()
    assert (answer.status_code, answer.headers['location']) == (303, '/account?gedaan=gekoppeld')

    other = house.browser()
    answer = come_back(other, sign_in_there(leave(other), 'jeroen'))

    assert (answer.status_code, answer.headers['location']) == (303, '/')
    session = house.accounts.session(other.cookies[COOKIE])
    assert session
    assert [member.id for member in house.accounts.members_in(session)] == [house.jeroen.id]
    account = house.account(other)
    assert account
    assert account.name == 'Jeroen'
    assert [each.issuer for each in account.identities] == [house.entrance.provider.issuer]


@pytest.mark.parametrize(
    'wanted, found', [('/account', '/account'), ('/dossier/x/doel', '/dossier/x/doel'), ('//elders.example', '/')]
)
def test_who_signs_in_goes_where_they_wanted(house: House, wanted: str, found: str) -> None:
    house.bound()
    browser = house.browser()

    answer = come_back(browser, sign_in_there(leave(browser, f'{START}?{urlencode({"naar": wanted})}'), 'jeroen'))

    assert answer.headers['location'] == found


def test_a_stranger_is_not_let_in_by_being_somebody_elsewhere(house: House) -> None:
    house.bound()
    stranger = house.browser()

    answer = come_back(stranger, sign_in_there(leave(stranger), 'fatima'))

    assert answer.status_code == 403
    assert 'Dit account is hier nog niet bekend. Open eerst uw persoonlijke link' in said(answer)
    assert COOKIE not in stranger.cookies


def test_who_came_by_link_binds_only_when_they_asked_for_it(house: House) -> None:
    browser = house.by_link()

    answer = come_back(browser, sign_in_there(leave(browser), 'jeroen'))

    assert answer.status_code == 403
    assert house.account(browser) is None


@pytest.mark.parametrize('koppel', ['verzonnen', '0' * 64, 'é'])
def test_another_website_cannot_begin_the_binding(house: House, koppel: str) -> None:
    browser = house.by_link()

    answer = browser.get(START, params={'koppel': koppel})

    assert answer.status_code == 403
    assert 'Dit koppelen heeft u hier niet gevraagd.' in said(answer)
    assert len(house.entrance.attempts) == 0


def test_a_permission_to_bind_is_of_one_session(house: House) -> None:
    mine, other = house.by_link(), house.by_link()

    assert other.get(house.bind_address(mine)).status_code == 403
    assert house.browser().get(house.bind_address(mine)).status_code == 403


@pytest.mark.parametrize('from_where', ['cross-site', 'same-site'])
def test_another_website_cannot_begin_the_sign_in(house: House, from_where: str) -> None:
    answer = house.browser().get(START, headers={'sec-fetch-site': from_where})

    assert answer.status_code == 403
    assert 'set-cookie' not in answer.headers


def test_an_identity_of_somebody_else_is_not_bound_again(house: House) -> None:
    house.bound()
    fatima = house.accounts.add_member(house.jeroen.dossier_id, 'Fatima', house.jeroen.role)

    answer = house.bound(fatima)

    assert answer.status_code == 403
    assert house.accounts.account_of_member(fatima.id) is None


def test_who_signed_in_long_ago_signs_in_again_before_binding(house: House) -> None:
    house.bound()
    browser = house.browser()
    come_back(browser, sign_in_there(leave(browser), 'jeroen'))
    house.hours[0] = timedelta(hours=1)

    answer = browser.get(house.bind_address(browser))

    assert answer.status_code == 403
    assert 'Log eerst opnieuw in.' in said(answer)


def test_a_session_that_became_another_one_meanwhile_is_not_bound(house: House) -> None:
    browser = house.by_link()
    back = sign_in_there(leave(browser, house.bind_address(browser)), 'jeroen')
    del browser.cookies[COOKIE]
    fatima = house.accounts.add_member(house.jeroen.dossier_id, 'Fatima', house.jeroen.role)
    browser.get(f'/uitnodiging/{house.accounts.invite(fatima.id)}')

    answer = come_back(browser, back)

    assert answer.status_code == 403
    assert 'Begin opnieuw met koppelen.' in said(answer)
    assert house.account(browser) is None


def test_an_answer_counts_once(house: House) -> None:
    house.bound()
    browser = house.browser()
    back = sign_in_there(leave(browser), 'jeroen')
    assert come_back(browser, back).status_code == 303

    again = come_back(browser, back)

    assert again.status_code == 403
    assert 'al gebruikt' in said(again)


def test_an_answer_counts_in_its_own_browser_only(house: House) -> None:
    house.bound()
    mine, other = house.browser(), house.browser()
    back = sign_in_there(leave(mine), 'jeroen')
    leave(other)

    answers = [come_back(other, back).status_code, come_back(house.browser(), back).status_code]

    assert answers == [403, 403]
    assert COOKIE not in other.cookies
    assert come_back(mine, back).status_code == 303


def test_an_answer_that_comes_too_late_does_not_count(house: House) -> None:
    house.bound()
    browser = house.browser()
    back = sign_in_there(leave(browser), 'jeroen')
    house.moment[0] = SECONDS

    answer = come_back(browser, back)

    assert answer.status_code == 403
    assert 'verlopen' in said(answer)


@pytest.mark.parametrize('parameters', [{'code': 'verzonnen'}, {'iss': 'https://elders.example'}, {'iss': ''}], ids=str)
def test_an_answer_that_was_changed_on_the_way_proves_nothing(house: House, parameters: dict[str, str]) -> None:
    house.bound()
    browser = house.browser()

    answer = come_back(browser, changed(sign_in_there(leave(browser), 'jeroen'), **parameters))

    assert answer.status_code == 403
    assert 'Het antwoord van Gemeente Wiedemeer klopt niet.' in said(answer)
    assert COOKIE not in browser.cookies


def test_a_code_of_another_attempt_proves_nothing(house: House) -> None:
    house.bound()
    mine, other = house.browser(), house.browser()
    stolen = parse_qs(urlsplit(sign_in_there(leave(other), 'jeroen')).query)['code'][0]

    answer = come_back(mine, changed(sign_in_there(leave(mine), 'fatima'), code=stolen))

    assert answer.status_code == 403
    assert 'klopt niet' in said(answer)


@pytest.mark.parametrize('state', ['verzonnen', '', 'x' * 5000])
def test_an_answer_nobody_asked_for_is_refused(house: House, state: str) -> None:
    answer = house.browser().get(BACK, params={'state': state, 'code': 'x'})

    assert answer.status_code == 403
    assert 'Begin opnieuw met inloggen.' in said(answer)


def test_who_does_not_agree_there_hears_it_calmly(house: House) -> None:
    browser = house.browser()

    answer = come_back(browser, sign_in_there(leave(browser), 'jeroen', press=''))

    assert answer.status_code == 403
    assert 'Het inloggen bij Gemeente Wiedemeer is gestopt.' in said(answer)


@pytest.mark.parametrize('parameters', [{'error': 'server_error'}, {'error': '<b>x'}, {}], ids=str)
def test_other_errors_are_one_sentence_without_words_of_the_provider(house: House, parameters: dict[str, str]) -> None:
    browser = house.browser()
    state = parse_qs(urlsplit(leave(browser)).query)['state'][0]

    answer = browser.get(BACK, params={'state': state, 'error_description': 'verzonnen woorden', **parameters})

    assert answer.status_code == 403
    assert 'Gemeente Wiedemeer liet u niet inloggen.' in said(answer)
    assert 'woorden' not in answer.text
    assert '<b>' not in answer.text


def test_a_wrong_secret_of_ours_lets_nobody_in(tmp_path: Path, provider: RunningProvider) -> None:
    house = build(tmp_path, provider, oidc_client_secret='een ander geheim')
    browser = house.browser()

    answer = come_back(browser, sign_in_there(leave(browser), 'jeroen'))

    assert answer.status_code == 403


def test_links_keep_working_when_the_provider_is_down(tmp_path: Path) -> None:
    house = build(tmp_path, RunningProvider(tmp_path))

    answer = house.browser().get(START)

    assert answer.status_code == 503
    assert 'Gemeente Wiedemeer geeft nu geen goed antwoord.' in said(answer)
    assert house.by_link().cookies[COOKIE]


def test_a_provider_that_goes_down_meanwhile_lets_nobody_in(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    provider = RunningProvider(tmp_path_factory.mktemp('short'))
    provider.start(CALLBACK)
    house = build(tmp_path, provider)
    browser = house.browser()
    back = sign_in_there(leave(browser), 'jeroen')
    provider.stop()

    answer = come_back(browser, back)

    assert answer.status_code == 503
    assert COOKIE not in browser.cookies


@pytest.mark.parametrize('path', [START, BACK, f'{START}?koppel=x'])
def test_without_settings_there_is_nothing(house: House, path: str) -> None:
    house.web.state.site = Site(house.workspace, house.web.state.site.settings)

    assert house.browser().get(path).status_code == 404


def test_the_attempt_is_tied_to_the_browser_by_a_cookie_that_scripts_never_see(
    tmp_path: Path, provider: RunningProvider
) -> None:
    plain = build(tmp_path / 'a', provider).browser().get(START).headers['set-cookie']
    web = build(tmp_path / 'b', provider, base_url='https://wijk.example').web
    secure = TestClient(web, base_url='https://wijk.example', follow_redirects=False).get(START)

    assert plain.startswith(f'{COOKIE}-inloggen=')
    assert {'HttpOnly', 'SameSite=lax', 'Path=/', f'Max-Age={SECONDS}'} <= set(plain.split('; '))
    assert secure.headers['set-cookie'].startswith(f'__Host-{COOKIE}-inloggen=')
    assert 'Secure' in secure.headers['set-cookie'].split('; ')
    callback = parse_qs(urlsplit(secure.headers['location']).query)['redirect_uri']
    assert callback == [f'https://wijk.example{BACK}']


def test_no_secret_and_no_name_goes_into_the_log(house: House, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    house.bound()
    browser, stranger = house.browser(), house.browser()
    backs = [sign_in_there(leave(browser), 'jeroen'), sign_in_there(leave(stranger), 'fatima')]

    come_back(browser, backs[0])
    come_back(stranger, changed(backs[1], code='verzonnen'))
    come_back(stranger, backs[1])

    log = '\n'.join(record.getMessage() for record in caplog.records if not record.name.startswith('httpx'))
    assert 'signed in through the provider' in log
    assert 'InvalidGrant' in log or 'invalid_grant' in log
    secrets = [value for back in backs for values in parse_qs(urlsplit(back).query).values() for value in values]
    secrets += [browser.cookies[COOKIE], house.web.state.site.settings.oidc_client_secret, 'Jeroen', 'jeroen']
    secrets.remove(house.entrance.provider.issuer)
    assert [secret for secret in secrets if secret in log and secret != house.entrance.provider.issuer] == []


def test_the_privacy_statement_names_whom_the_server_asks(provider: RunningProvider) -> None:
    without, with_it = privacy_text(Settings()), privacy_text(provider.settings())

    assert 'stuurt niets naar andere bedrijven' in without
    assert 'Inloggen met' not in without
    assert '## Inloggen met Gemeente Wiedemeer' in with_it
    assert urlsplit(provider.issuer).netloc in with_it
    assert f'‘{COOKIE}-inloggen’. Die verdwijnt na 10 minuten' in with_it
    assert 'niets naar andere bedrijven' not in with_it
