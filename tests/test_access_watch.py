"""Pages that are open while access changes: their events are judged by what holds then, not when they were built."""

from datetime import timedelta
from functools import partial

import pytest
from nicegui import Client

from components import access_watch
from components.access_watch import AccessWatch
from data.models import MemberRole
from data.throttle import Limit, Throttle
from tests.open_page import OpenPage
from tests.web_site import WebSite


def test_an_event_of_a_member_with_the_right_passes(site: WebSite) -> None:
    page = OpenPage(site)

    page.write('Omdat het gasnet oud is.')

    assert site.workspace.dossier(site.dossier_id).reason == 'Omdat het gasnet oud is.'
    assert page.says == ''


def test_an_event_after_access_was_taken_away_changes_nothing_and_the_page_says_so(site: WebSite) -> None:
    page = OpenPage(site)
    page.write('Eerder.')
    assert page.follows > 1

    site.within(site.workspace.accounts.remove_member, page.member.id)
    page.write('Later.')

    assert site.workspace.dossier(site.dossier_id).reason == 'Eerder.'
    assert page.says.startswith('Uw toegang tot dit dossier is beëindigd.')
    assert page.follows == 0


def test_an_event_after_the_role_changed_is_judged_by_the_new_role(site: WebSite) -> None:
    page = OpenPage(site)
    page.write('Eerder.')

    site.within(site.workspace.accounts.change_role, page.member.id, MemberRole.READER)
    page.write('Later.')

    assert site.workspace.dossier(site.dossier_id).reason == 'Eerder.'
    assert page.says == 'Uw rol in dit dossier is gewijzigd. Laad deze pagina opnieuw.'


def test_a_page_made_for_one_party_does_nothing_in_the_name_of_another(site: WebSite) -> None:
    page = OpenPage(site)
    site.within(site.workspace.accounts.change_role, page.member.id, MemberRole.REPRESENTATIVE, 'gemeente')

    page.write('Namens wie?')

    assert site.workspace.dossier(site.dossier_id).reason != 'Namens wie?'
    assert page.says.startswith('U hoort nu bij een andere partij. Laad deze pagina opnieuw.')
    assert page.follows == 0


def test_a_page_of_an_ended_session_is_over_although_the_member_is_not(site: WebSite) -> None:
    page, elsewhere = OpenPage(site), None
    page.write('Eerder.')
    elsewhere = site.workspace.accounts.enter(None, page.member.id)

    site.within(site.workspace.accounts.sign_out, page.token)
    page.write('Later.')

    assert site.workspace.dossier(site.dossier_id).reason == 'Eerder.'
    assert page.says.startswith('Uw toegang')
    assert site.workspace.accounts.session(elsewhere)


def test_a_page_of_an_expired_session_says_that_the_text_is_still_there(site: WebSite) -> None:
    page = OpenPage(site)

    site.clock[0] = timedelta(days=15)
    try:
        page.write('Later.')
    finally:
        site.clock[0] = timedelta()

    assert 'niet meer ingelogd' in page.says
    assert 'staat nog op dit apparaat' in page.says


def test_a_page_stays_open_when_its_browser_enters_another_dossier(site: WebSite) -> None:
    page = OpenPage(site)
    other = site.workspace.accounts.enter(page.token, site.members['outsider'].id)

    page.write('Nog steeds.')

    assert other != page.token
    assert site.workspace.dossier(site.dossier_id).reason == 'Nog steeds.'
    assert page.says == ''


@pytest.mark.parametrize('path', ['/start', '/doel', '/rollen', '/besluiten', '/overeenkomst', '/spoor/c/vorm'])
def test_every_step_has_the_watch(site: WebSite, path: str) -> None:
    before = set(Client.instances)
    site.client.get(f'/dossier/{site.dossier_id}{path}', headers=site.headers('owner'))
    [client_id] = set(Client.instances) - before

    handler = Client.instances[client_id].handle_event

    assert isinstance(getattr(handler, '__self__', None), AccessWatch)


def test_a_page_that_is_over_is_nobody_here_also_when_its_connection_comes_back(site: WebSite) -> None:
    page = OpenPage(site)
    here = site.workspace.here
    connect = [each for each in page.client.connect_handlers if 'enter' in getattr(each, '__name__', '')]
    assert connect

    site.within(site.workspace.accounts.remove_member, page.member.id)
    for handler in connect:
        site.within(handler)

    assert page.member not in [member for member, _ in here.who(site.dossier_id)]


def test_a_page_that_sends_more_than_people_can_do_is_not_heard_until_it_is_calm(
    site: WebSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    now, limit = [0.0], Limit(burst=5, seconds=0.05)
    monkeypatch.setattr(access_watch, 'EVENTS', limit)
    monkeypatch.setattr(access_watch, 'Throttle', partial(Throttle, clock=lambda: now[0]))
    page = OpenPage(site)

    for number in range(limit.burst + 3):
        page.write(f'Keer {number}.')

    assert site.workspace.dossier(site.dossier_id).reason == f'Keer {limit.burst - 1}.'
    assert 'niet alles is aangekomen' in page.says
    now[0] += limit.seconds
    page.write('Rustig.')
    assert site.workspace.dossier(site.dossier_id).reason == 'Rustig.'


def test_a_sentence_about_access_stays_when_a_page_sends_too_much(
    site: WebSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(access_watch, 'EVENTS', Limit(burst=2, seconds=60))
    page = OpenPage(site)
    site.within(site.workspace.accounts.remove_member, page.member.id)

    for _ in range(4):
        page.write('Later.')

    assert page.says.startswith('Uw toegang tot dit dossier is beëindigd.')
