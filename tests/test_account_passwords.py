"""Signing in with a password: what works, every way that must not, and nothing of it in the log."""

import logging
import re

import pytest
from starlette.testclient import TestClient

from pages.account import desk as desk_module
from pages.session import COOKIE
from tests.person import PASSWORD, Person, hidden


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
