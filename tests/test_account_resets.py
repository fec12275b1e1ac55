"""The way back to an account: links for a new password, which work once, not for long, and not by being looked at."""

from datetime import timedelta

from starlette.testclient import TestClient

from tests.person import LOCAL, PASSWORD, Person


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
