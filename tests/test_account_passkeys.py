"""Passkeys: making an account with one, signing in, and every answer that must not count."""

import json

import pytest

from data.errors import Unfit
from tests.person import LOCAL, PASSWORD, Person
from tests.soft_passkey import SoftPasskey, changed


def with_passkey(person: Person, *, verified: bool = True) -> SoftPasskey:
    """Come in by link and make an account with a passkey only."""
    person.open_link()
    key = SoftPasskey(LOCAL, verified=verified)
    asked = person.browser.post('/account/passkeys/vraag', json={'naam': 'Fatima', 'email': person.email})
    assert asked.json()['authenticatorSelection']['residentKey'] == 'required'
    made = person.browser.post('/account/passkeys', json=key.make(asked.json()))
    assert made.json() == {'naar': '/account?gedaan=account'}
    return key


def question(person: Person) -> dict[str, object]:
    asked: dict[str, object] = person.browser.post('/inloggen/passkey/vraag', json={'naar': '/account'}).json()
    return asked


def test_a_passkey_makes_an_account_and_signs_in_elsewhere(person: Person) -> None:
    key = with_passkey(person)
    elsewhere = Person(person.site)

    answer = elsewhere.browser.post('/inloggen/passkey', json=key.prove(question(elsewhere)))

    assert answer.json() == {'naar': '/account'}
    assert elsewhere.is_in()
    account = person.site.workspace.accounts.account_with_email(person.email)
    assert account
    assert (account.passkeys[0].count, account.password) == (1, '')


def test_an_answer_of_a_passkey_counts_once(person: Person) -> None:
    key = with_passkey(person)
    answer = key.prove(question(person))
    assert person.browser.post('/inloggen/passkey', json=answer).status_code == 200
    person.sign_out()

    replayed = person.browser.post('/inloggen/passkey', json=answer)

    assert replayed.status_code == 403
    assert 'al gebruikt' in replayed.json()['fout']
    assert not person.is_in()


def test_an_answer_of_a_passkey_counts_in_the_browser_that_was_asked_only(person: Person) -> None:
    key = with_passkey(person)
    elsewhere = Person(person.site)

    answer = elsewhere.browser.post('/inloggen/passkey', json=key.prove(question(person)))

    assert answer.status_code == 403
    assert 'andere browser' in answer.json()['fout']
    assert not elsewhere.is_in()


@pytest.mark.parametrize('part', ['signature', 'authenticatorData', 'clientDataJSON'])
def test_a_forged_answer_of_a_passkey_is_refused(person: Person, part: str) -> None:
    key = with_passkey(person)
    person.sign_out()

    answer = person.browser.post('/inloggen/passkey', json=changed(key.prove(question(person)), part))

    assert answer.status_code == 403
    assert set(answer.json()) == {'fout'}
    assert not person.is_in()


def test_a_passkey_of_a_page_that_pretends_to_be_ours_is_refused(person: Person) -> None:
    key = with_passkey(person)
    person.sign_out()
    key.origin = 'https://wijkakk0ord.example'

    assert person.browser.post('/inloggen/passkey', json=key.prove(question(person))).status_code == 403


def test_a_copied_key_is_noticed_by_its_count(person: Person) -> None:
    key = with_passkey(person)
    person.browser.post('/inloggen/passkey', json=key.prove(question(person)))
    key.count = 0

    assert person.browser.post('/inloggen/passkey', json=key.prove(question(person))).status_code == 403


def test_an_unknown_passkey_and_no_answer_at_all_are_refused(person: Person) -> None:
    for answer in (SoftPasskey(LOCAL).prove(question(person)), {}, [], {'response': {'clientDataJSON': 'e30'}}, 'x'):
        refused = person.browser.post('/inloggen/passkey', json=answer)
        assert refused.status_code == 403
        assert refused.json()['fout']


def test_with_codes_on_a_passkey_must_ask_who_is_there(person: Person) -> None:
    key = with_passkey(person, verified=False)
    person.browser.post('/account/wachtwoord', data={'wachtwoord': PASSWORD})
    person.turn_codes_on()

    refused = person.browser.post('/inloggen/passkey', json=key.prove(question(person)))

    assert refused.status_code == 403
    assert 'vroeg niet wie u bent' in refused.json()['fout']


def test_a_question_for_a_new_key_is_answered_by_the_browser_that_was_asked(person: Person) -> None:
    person.open_link()
    asked = person.browser.post('/account/passkeys/vraag', json={'naam': 'F', 'email': person.email}).json()
    thief = Person(person.site)
    thief.open_link()

    answer = thief.browser.post('/account/passkeys', json=SoftPasskey(LOCAL).make(asked))

    assert answer.status_code == 403
    assert person.site.workspace.accounts.account_with_email(person.email) is None


def test_a_key_of_somebody_else_makes_no_account(person: Person) -> None:
    key = with_passkey(person)
    thief = Person(person.site)
    thief.open_link()
    asked = thief.browser.post('/account/passkeys/vraag', json={'naam': 'D', 'email': thief.email}).json()
    forged = SoftPasskey(LOCAL)
    forged.id = key.id

    refused = thief.browser.post('/account/passkeys', json=forged.make(asked))

    assert refused.status_code == 403
    assert 'ander account' in refused.json()['fout']
    assert person.browser.post('/inloggen/passkey', json=key.prove(question(person))).status_code == 200


def test_passkeys_are_added_named_and_removed_but_not_the_last_way_in(person: Person) -> None:
    first, second = with_passkey(person), SoftPasskey(LOCAL)
    asked = person.browser.post('/account/passkeys/vraag', json={}).json()
    assert len(asked['excludeCredentials']) == 1
    person.browser.post('/account/passkeys', json=second.make(asked))
    account = person.site.workspace.accounts.account_with_email(person.email)
    assert account
    one, two = account.passkeys

    person.browser.post('/account/passkeys/wijzig', data={'sleutel': two.id, 'naam': 'Mijn telefoon'})
    assert 'value="Mijn telefoon"' in person.browser.get('/account').text
    person.browser.post('/account/passkeys/wijzig', data={'sleutel': one.id, 'weg': 'ja'})
    last = person.browser.post('/account/passkeys/wijzig', data={'sleutel': two.id, 'weg': 'ja'})

    assert last.status_code == 403
    assert 'enige manier' in last.text
    assert person.browser.post('/inloggen/passkey', json=first.prove(question(person))).status_code == 403
    assert person.browser.post('/inloggen/passkey', json=second.prove(question(person))).status_code == 200


@pytest.mark.parametrize('sent', [b'{"naam": "Piet', b'{"naam": "Piet\\ud800"}', b'[' * 100_000])
@pytest.mark.parametrize(
    'address', ['/inloggen/passkey/vraag', '/inloggen/passkey', '/account/passkeys/vraag', '/account/passkeys']
)
def test_what_is_no_json_is_refused_with_a_sentence(person: Person, address: str, sent: bytes) -> None:
    person.open_link()

    refused = person.browser.post(address, content=sent, headers={'content-type': 'application/json'})

    assert refused.status_code == 400
    assert refused.json()['fout'].startswith('Wij kunnen niet lezen wat uw browser stuurde.')


@pytest.mark.parametrize('naam, email', [('Piet\ud800', None), ('Piet', 'p\ud800@lindewarm.example')])
def test_half_a_character_makes_no_account_and_stops_nobody_else(person: Person, naam: str, email: str | None) -> None:
    person.open_link()
    sent = json.dumps({'naam': naam, 'email': email or person.email})
    asked = person.browser.post('/account/passkeys/vraag', content=sent).json()
    if 'challenge' in asked:
        person.browser.post('/account/passkeys', json=SoftPasskey(LOCAL).make(asked))

    other = Person(person.site)
    with_passkey(other)

    assert set(asked) == {'fout'}
    assert other.is_in()
    assert person.site.workspace.accounts.account_of_member(person.member.id) is None


@pytest.mark.parametrize('naam', ['', ' ', 'n' * 201, 'Piet\ud800'])
def test_a_name_that_cannot_be_is_refused_or_cut_by_the_account_itself(person: Person, naam: str) -> None:
    person.make_account()
    accounts = person.site.workspace.accounts
    account = accounts.account_with_email(person.email)
    assert account
    session = accounts._sessions.of_account(account.id)[0]

    if len(naam) > 200:
        accounts.rename(session, naam, person.email)
    else:
        with pytest.raises(Unfit, match=r'^Vul .* naam in'):
            accounts.rename(session, naam, person.email)

    now = accounts.account(account.id)
    assert now
    assert now.name == ('n' * 200 if len(naam) > 200 else 'Fatima')
