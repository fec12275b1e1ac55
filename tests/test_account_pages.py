"""My account: what its owner changes there, and what nobody else can, by whatever way they came in."""

import re
from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace
from typing import cast

import pytest
from nicegui import app as pages_app

from data.models import MemberRole
from data.organisation_entrance import OrganisationEntrance
from data.own_account import Identity
from data.provider import Provider
from data.signing_in import PROVEN
from pages.session import COOKIE
from tests.person import PASSWORD, Person

WORK = Identity(issuer='https://inlog.example', subject='f-1')


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
        assert thief.browser.post(f'/account{path}', data=form).status_code in (303, 400, 403, 422)
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
