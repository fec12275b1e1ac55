"""Signing in with a password, my account, and the way back: what works, and every way that must not."""

import logging
import re
from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace
from typing import cast

import pytest
from nicegui import app as pages_app
from starlette.testclient import TestClient

from data.models import MemberRole
from data.organisation_entrance import OrganisationEntrance
from data.own_account import Identity
from data.provider import Provider
from data.signing_in import PROVEN
from pages.account import desk as desk_module
from pages.session import COOKIE
from tests.person import LOCAL, PASSWORD, Person, hidden

WORK = Identity(issuer='https://inlog.example', subject='f-1')

# link, account, password


def test_from_a_link_to_an_account_and_in_again_with_a_password(person: Person) -> None:
    offer = person.open_link() and person.browser.get('/account').text
    assert 'Fatima, LindeWarm in ' in offer

    assert person.make_account().headers['location'] == '/account?gedaan=account'
    person.sign_out()
    assert not person.is_in()
    answer = person.sign_in(naar='/account')

    assert answer.headers['location'] == '/account'
    assert person.is_in()
    assert person.email in person.browser.get('/account').text


@pytest.mark.parametrize(
    'to', ['//elders.example', 'https://elders.example', '/\\elders.example', '/uitnodiging/x', '']
)
def test_after_signing_in_people_stay_with_us(person: Person, to: str) -> None:
    person.make_account()

    assert person.sign_in(naar=to).headers['location'] == '/'


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(person: Person) -> None:
    person.make_account()
    person.sign_out()

    wrong = person.sign_in('iets anders')
    unknown = Person(person.site).sign_in()

    assert (wrong.status_code, unknown.status_code) == (403, 403)
    assert 'horen niet bij elkaar' in wrong.text
    emails = re.compile(r'persoon\d+@')
    assert emails.sub('', wrong.text) == emails.sub('', unknown.text)
    assert f'value="{person.email}"' in wrong.text, 'the address is not typed again'
    assert 'iets anders' not in wrong.text
    assert not person.is_in()


async def test_an_unknown_address_takes_as_long(person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    hashes: list[str] = []
    monkeypatch.setattr('data.passwords._verify', lambda hashed, _password: bool(hashes.append(hashed)))

    person.sign_in()

    assert hashes == [''], 'a hash of nobody is computed'


@pytest.mark.parametrize(
    'form, words',
    [
        ({'naam': ''}, 'Vul uw naam in'),
        ({'email': 'geen adres'}, 'Vul uw e-mailadres in'),
        ({'wachtwoord': 'kort'}, 'ten minste 12'),
        ({'wachtwoord': 'wachtwoord123456'}, 'makkelijk te raden'),
    ],
)
def test_a_form_that_does_not_fit_keeps_what_was_typed(person: Person, form: dict[str, str], words: str) -> None:
    person.open_link()

    answer = person.browser.post(
        '/account', data={'naam': 'Fatima Z.', 'email': 'f@w.example', 'wachtwoord': 'x', **form}
    )

    assert answer.status_code == 422
    assert words in answer.text
    assert [value for value in ('Fatima Z.', 'f@w.example') if value in form.values() or value in answer.text]


def test_words_of_users_are_escaped(person: Person) -> None:
    person.open_link()

    answer = person.browser.post('/account', data={'naam': '"><script>x()</script>', 'email': '<b>'})

    assert '<script>x()' not in answer.text
    assert '&lt;script&gt;' in answer.text


def test_changing_how_one_signs_in_asks_to_sign_in_again(person: Person) -> None:
    person.make_account()
    person.site.clock[0] = PROVEN

    page = person.browser.get('/account').text
    for path, form in {
        'gegevens': {'naam': 'Dief', 'email': 'dief@elders.example'},
        'wachtwoord': {'wachtwoord': 'paarse olifant fietsbel'},
        'code': {},
        'code/uit': {},
        'links': {'uit': 'ja'},
        'passkeys/wijzig': {'sleutel': 'x', 'weg': 'ja'},
        'organisatie': {'uitgever': 'x', 'persoon': 'y'},
        'verwijderen': {},
    }.items():
        answer = person.browser.post(f'/account/{path}', data=form)
        assert answer.status_code == 403, path
        assert 'Log eerst opnieuw in' in answer.text
    assert 'Log dan opnieuw in' in page
    assert 'Nieuw wachtwoord' not in page

    person.sign_in()
    assert person.browser.post('/account/gegevens', data={'naam': 'F', 'email': person.email}).status_code == 303
    person.site.clock[0] = timedelta()


def test_a_new_password_signs_the_other_devices_out(person: Person) -> None:
    person.make_account()
    phone = Person(person.site)
    phone.email = person.email
    phone.sign_in()
    assert phone.is_in()

    answer = person.browser.post('/account/wachtwoord', data={'wachtwoord': 'paarse olifant fietsbel'})

    assert answer.headers['location'] == '/account?gedaan=wachtwoord'
    assert person.is_in()
    assert not phone.is_in()
    assert phone.sign_in().status_code == 403
    assert phone.sign_in('paarse olifant fietsbel').status_code == 303


def test_somebody_who_came_by_a_link_cannot_touch_the_account(person: Person) -> None:
    person.make_account()
    other = person.site.workspace.accounts.add_member(
        person.site.members['outsider'].dossier_id, 'F', MemberRole.READER
    )
    person.open_link(other)
    thief = Person(person.site)
    thief.open_link(person.member)

    page = thief.browser.get('/account').text
    assert 'hoort al bij een account' in page
    assert person.email not in page
    assert thief.is_in()
    assert thief.browser.get(f'/dossier/{other.dossier_id}').status_code == 403
    for path in ('', '/wachtwoord', '/gegevens', '/code', '/links', '/passkeys/vraag', '/passkeys'):
        form = {'naam': 'x', 'email': 'dief@elders.example', 'wachtwoord': PASSWORD, 'uit': 'ja'}
        assert thief.browser.post(f'/account{path}', data=form).status_code in (303, 403, 422)
    mine = person.browser.get('/sessies').text
    assert 'Met uw account ingelogd sinds' in mine
    assert 'Met een link binnen sinds' in mine, 'the person sees the browser of who used the link'
    assert 'laatst gebruikt op' in person.browser.get('/account').text
    account = person.site.workspace.accounts.account_with_email(person.email)
    assert account
    assert set(account.members) == {person.member.id, other.id}


def test_with_links_off_only_the_account_itself_comes_in(person: Person) -> None:
    person.make_account()
    thief = Person(person.site)
    thief.open_link(person.member)
    assert thief.is_in()

    person.browser.post('/account/links', data={'uit': 'ja'})

    assert not thief.is_in()
    refused = thief.open_link(person.member)
    assert refused.status_code == 403
    assert 'hoort bij een account' in refused.text
    assert person.open_link().status_code == 303, 'signed in, the link still works'
    person.browser.post('/account/links', data={'uit': ''})
    assert thief.open_link(person.member).status_code == 303


def test_the_person_ends_a_link_that_somebody_made_for_them(person: Person) -> None:
    person.make_account()
    token = person.site.workspace.accounts.invite(person.member.id)
    assert 'Link intrekken' in person.browser.get('/account').text

    assert person.browser.post('/account/links', data={'lid': person.member.id}).status_code == 303

    assert person.browser.get(f'/uitnodiging/{token}').status_code == 403
    stranger = person.site.members['facilitator']
    assert person.browser.post('/account/links', data={'lid': stranger.id}).status_code == 403


def test_what_came_by_link_is_added_to_the_account_when_asked(person: Person) -> None:
    person.make_account()
    person.sign_out()
    second = person.add()
    person.open_link(second)
    person.sign_in()
    assert 'Bent u dat?' in person.browser.get('/account').text

    person.browser.post('/account/erbij')

    account = person.site.workspace.accounts.account_with_email(person.email)
    assert account
    assert account.members == (person.member.id, second.id)
    assert 'Bent u dat?' not in person.browser.get('/account').text


def test_an_account_can_be_ended_and_the_link_still_works(person: Person) -> None:
    person.make_account()
    assert person.email in person.stored()

    answer = person.browser.post('/account/verwijderen')

    assert (answer.headers['location'], answer.headers['clear-site-data']) == ('/', '"storage"')
    assert not person.is_in()
    assert person.email not in person.stored()
    assert person.sign_in().status_code == 403
    person.open_link()
    assert person.is_in()


def test_an_organisation_is_shown_bound_and_unbound(person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    person.make_account()
    assert 'Gemeente Wiedemeer' not in person.browser.get('/inloggen').text
    provider = cast(Provider, SimpleNamespace(name='Gemeente Wiedemeer', issuer=WORK.issuer))
    entrance = OrganisationEntrance(provider)
    monkeypatch.setitem(pages_app.state._state, 'site', replace(pages_app.state.site, organisation=entrance))
    session = person.site.workspace.accounts.session(person.browser.cookies[COOKIE])
    assert session

    assert 'Inloggen met Gemeente Wiedemeer' in person.browser.get('/inloggen').text
    permission = re.search(r'/inloggen/organisatie\?koppel=([0-9a-f]+)"', person.browser.get('/account').text)

    assert permission
    assert entrance.permits(permission[1], session.id)
    token = person.site.workspace.accounts.bind(person.browser.cookies[COOKIE], WORK)
    person.browser.cookies.clear()
    person.browser.headers['cookie'] = f'{COOKIE}={token}'
    assert 'Ontkoppel Gemeente Wiedemeer' in person.browser.get('/account').text
    person.browser.post('/account/organisatie', data={'uitgever': WORK.issuer, 'persoon': WORK.subject})
    assert person.site.workspace.accounts.account_with_identity(WORK) is None


def test_running_the_installation_is_added_only_when_asked(person: Person) -> None:
    person.make_account()
    person.sign_out()
    person.browser.post(f'/uitnodiging/{person.site.workspace.accounts.invite()}')
    person.sign_in()
    assert 'ook binnen als beheerder van dit programma' in person.browser.get('/account').text
    account = person.site.workspace.accounts.account_with_email(person.email)
    assert account
    assert not account.owner

    person.browser.post('/account/erbij')

    account = person.site.workspace.accounts.account_with_email(person.email)
    assert account
    assert account.owner
    assert 'Bent u dat?' not in person.browser.get('/account').text


# a way back


def test_a_link_of_who_runs_this_sets_a_new_password_once(person: Person) -> None:
    person.make_account()
    person.turn_codes_on()
    token = person.site.workspace.accounts.make_reset(person.email)
    helper = Person(person.site)

    assert person.email in helper.browser.get(f'/herstel/{token}').text
    assert helper.browser.post(f'/herstel/{token}', data={'wachtwoord': 'kort'}).status_code == 422
    answer = helper.browser.post(f'/herstel/{token}', data={'wachtwoord': 'paarse olifant fietsbel'})

    assert answer.status_code == 303
    assert helper.is_in()
    assert not person.is_in(), 'all other sessions end'
    assert person.sign_in('paarse olifant fietsbel').status_code == 303, 'codes are off'
    assert helper.browser.get(f'/herstel/{token}').status_code == 403
    assert helper.browser.post(f'/herstel/{token}', data={'wachtwoord': PASSWORD}).status_code == 403


def test_a_link_for_a_new_password_expires_and_is_no_personal_link(person: Person) -> None:
    person.make_account()
    accounts = person.site.workspace.accounts
    reset, link = accounts.make_reset(person.email), accounts.invite(person.member.id)

    assert person.browser.get(f'/uitnodiging/{reset}').status_code == 403
    assert person.browser.get(f'/herstel/{link}').status_code == 403
    person.site.clock[0] = timedelta(hours=24)
    late = person.browser.get(f'/herstel/{reset}')
    person.site.clock[0] = timedelta()

    assert late.status_code == 403
    assert 'werkt niet' in late.text


def test_a_program_that_follows_links_uses_up_neither_one_time_link(person: Person) -> None:
    person.make_account()
    accounts = person.site.workspace.accounts
    owner, reset = accounts.invite(), accounts.make_reset(person.email)
    scanner = TestClient(person.site.web, base_url=LOCAL, follow_redirects=False)

    for _ in range(3):
        looked = scanner.get(f'/uitnodiging/{owner}')
        assert (looked.status_code, 'set-cookie' in looked.headers) == (200, False)
        assert scanner.get(f'/herstel/{reset}').status_code == 200

    assert person.browser.post(f'/uitnodiging/{owner}').status_code == 303
    assert 'Een dossier beginnen' in person.browser.get('/').text
    assert person.browser.post(f'/uitnodiging/{owner}').status_code == 403


# too many tries


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> desk_module.Tries:
    """Give fresh counts whose buckets do not fill up during a test."""
    for name in ('PASSWORDS', 'CODES', 'ADDRESS'):
        limit = getattr(desk_module, name)
        monkeypatch.setattr(desk_module, name, type(limit)(limit.burst, 3600.0))
    return desk_module.Tries()


def test_wrong_passwords_slow_an_account_down_but_not_its_owner(patient: desk_module.Tries) -> None:
    patient.came_in('fatima@wijk.example', '10.0.0.1')

    waits = [patient.password('fatima@wijk.example', f'10.1.0.{number}') for number in range(30)]

    assert waits[:20] == [0.0] * 20
    assert all(waits[20:])
    assert not patient.password(' FATIMA@wijk.example', '10.0.0.1'), 'from where they came in before'
    assert not patient.password('henk@wijk.example', '10.1.0.1')


def test_one_address_that_tries_many_accounts_has_to_wait(patient: desk_module.Tries) -> None:
    waits = [patient.password(f'{number}@wijk.example', '10.0.0.1') for number in range(61)]

    assert not any(waits[:60])
    assert waits[60]


def test_an_account_that_does_not_exist_is_counted_as_one_that_does(patient: desk_module.Tries) -> None:
    assert [bool(patient.password('niemand@wijk.example', f'10.0.1.{number}')) for number in range(21)][-1]


# bad sessions, and silence


@pytest.mark.parametrize('name', [f'__Host-{COOKIE}', f'{COOKIE}2', 'andere'])
def test_a_renamed_cookie_is_nobody(person: Person, name: str) -> None:
    person.make_account()
    token = person.browser.cookies[COOKIE]

    answer = TestClient(person.site.web, follow_redirects=False).get('/account', headers={'cookie': f'{name}={token}'})

    assert answer.headers['location'] == '/inloggen?naar=/account'


def test_a_token_from_before_signing_in_is_nothing_worth(person: Person) -> None:
    person.open_link()
    before = person.browser.cookies[COOKIE]
    person.make_account()

    answer = TestClient(person.site.web, follow_redirects=False).get(
        '/account', headers={'cookie': f'{COOKIE}={before}'}
    )

    assert answer.status_code == 303


def test_nothing_of_a_person_reaches_the_log(person: Person, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    person.make_account()
    app, recovery = person.turn_codes_on()
    person.sign_out()
    page = person.sign_in().text
    person.browser.post('/inloggen/code', data={'bewijs': hidden(page), 'code': '000000'})
    person.sign_in('iets anders')
    reset = person.site.workspace.accounts.make_reset(person.email)
    person.browser.get(f'/herstel/{reset}')
    person.browser.post('/herstel/verzonnen', data={'wachtwoord': PASSWORD})
    person.browser.post('/inloggen/passkey', json={})

    log = '\n'.join(record.getMessage() for record in caplog.records if record.name != 'httpx2')
    secret = [person.email, PASSWORD, 'iets anders', app.secret, recovery[0], reset, 'Fatima', hidden(page)]
    assert not [each for each in secret if each in log]
    assert log.count('refused') >= 4
