"""Codes of an app after the password: each counts once, and guessing gets nowhere."""

import re

import pytest

from pages.session import COOKIE
from tests.person import Person, hidden


def test_after_the_password_comes_a_code_and_only_then_one_is_in(person: Person) -> None:
    person.make_account()
    app, recovery = person.turn_codes_on()
    assert len(recovery) == 10
    person.sign_out()

    asked = person.sign_in(naar='/account')
    assert asked.status_code == 200
    assert not [name for name in person.browser.cookies if name == COOKIE], 'a password alone is no session'
    wrong = person.browser.post('/inloggen/code', data={'bewijs': hidden(asked.text), 'code': '000000'})
    assert wrong.status_code == 403
    assert not person.is_in()
    right = person.browser.post('/inloggen/code', data={'bewijs': hidden(wrong.text), 'code': app.at(person.now())})

    assert right.headers['location'] == '/account'
    assert person.is_in()


def test_the_second_step_counts_in_the_browser_of_the_first_only(person: Person) -> None:
    person.make_account()
    app, _ = person.turn_codes_on()
    person.sign_out()
    proof, code = hidden(person.sign_in().text), app.at(person.now())
    elsewhere = Person(person.site)

    answer = elsewhere.browser.post('/inloggen/code', data={'bewijs': proof, 'code': code})

    assert answer.status_code == 403
    assert 'in een andere browser' in answer.text
    assert not elsewhere.is_in()
    assert hidden(person.sign_in().text) != proof
    again = person.browser.post('/inloggen/code', data={'bewijs': hidden(person.sign_in().text), 'code': code})
    assert again.status_code == 303, 'the code itself was not used up'


def test_a_code_counts_once_and_so_does_the_step_before_it(person: Person) -> None:
    person.make_account()
    app, _ = person.turn_codes_on()
    used = app.at(person.now())
    first = person.sign_in()
    assert person.browser.post('/inloggen/code', data={'bewijs': hidden(first.text), 'code': used}).status_code == 303
    person.sign_out()

    again = person.sign_in()
    replayed = person.browser.post('/inloggen/code', data={'bewijs': hidden(again.text), 'code': used})
    twice = person.browser.post('/inloggen/code', data={'bewijs': hidden(again.text), 'code': used})

    assert replayed.status_code == 403
    assert 'al gebruikt' in replayed.text
    assert 'Log opnieuw in' in twice.text, 'the first step counts once too'
    assert not person.is_in()


def test_a_recovery_code_lets_in_once(person: Person) -> None:
    person.make_account()
    _, recovery = person.turn_codes_on()
    person.sign_out()

    def try_it() -> int:
        form = {'bewijs': hidden(person.sign_in().text), 'herstelcode': f' {recovery[0].upper()} '}
        return person.browser.post('/inloggen/code', data=form).status_code

    assert try_it() == 303
    assert 'nog 9 herstelcodes' in person.browser.get('/account').text
    person.sign_out()
    assert try_it() == 403
    assert recovery[1] not in person.stored()


def test_codes_can_be_turned_off(person: Person) -> None:
    person.make_account()
    person.turn_codes_on()

    person.browser.post('/account/code/uit')
    person.sign_out()

    assert person.sign_in().status_code == 303


@pytest.mark.parametrize('code', ['', '12345', 'abcdef', '١٢٣٤٥٦', '1' * 100])
def test_a_code_that_is_none_is_refused(person: Person, code: str) -> None:
    person.make_account()

    page = person.browser.post('/account/code').text
    answer = person.browser.post('/account/code', data={'bewijs': hidden(page), 'code': code})

    assert answer.status_code == 422
    assert 'Deze code klopt niet' in answer.text
    assert hidden(answer.text)


def test_the_picture_and_the_key_are_the_same(person: Person) -> None:
    person.make_account()

    page = person.browser.post('/account/code').text

    assert '<img src="data:image/svg+xml' in page
    assert re.search(r'Sleutel: <code[^>]*>([A-Z2-7]{4} ){7}[A-Z2-7]{4}<', page)


def test_codes_are_guessed_a_few_times_only(person: Person) -> None:
    person.make_account()
    app, _ = person.turn_codes_on()
    person.sign_out()
    page = person.sign_in().text
    for _ in range(6):
        answer = person.browser.post('/inloggen/code', data={'bewijs': hidden(page), 'code': '000000'})
        page = answer.text

    assert answer.status_code == 429
    assert re.search(r'Wacht \d minu', page)
    right = person.browser.post('/inloggen/code', data={'bewijs': hidden(page), 'code': app.at(person.now())})
    assert right.status_code == 429, 'a right guess that came too soon does not count'
    assert not person.is_in()
