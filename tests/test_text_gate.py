"""Whose words a live text takes: those of the person, and for the party, that its page was made for."""

from urllib.parse import parse_qs

import pytest
from starlette.testclient import WebSocketDenialResponse

from components.live_text import LiveText
from components.past import Past
from components.visit import Visit
from data import wire
from data.models import GOAL, Member, MemberRole, notebook_of
from data.peers import NO_RIGHT, NOT_SIGNED_IN, OTHER_PARTY
from pages.live_post import CLOSED, SESSION
from pages.session import COOKIE
from tests.asking import update
from tests.open_page import OpenPage
from tests.test_other_party import VVE, move
from tests.web_site import COOP, WebSite, let_in

FIRST = wire.block(b'') + wire.number(0)


@pytest.fixture
def dossier(site: WebSite) -> WebSite:
    dossier = WebSite(site.web, site.workspace, site.client, site.clock)
    let_in(dossier)
    other = {'id': VVE, 'type': 'VVE', 'name': 'VvE Lindehof', 'short_name': 'Lindehof'}
    dossier.within(dossier.workspace.add, dossier.members['owner'].id, dossier.dossier_id, 'parties', other)
    return dossier


@pytest.fixture
def fatima(dossier: WebSite) -> Member:
    return dossier.workspace.accounts.add_member(dossier.dossier_id, 'Fatima', MemberRole.SUBSTITUTE, COOP)


def browser(site: WebSite, *members: Member) -> dict[str, str]:
    """Give the cookie of a browser where these people came in, one after the other."""
    token = None
    for member in members:
        token = site.workspace.accounts.enter(token, member.id)
    return {'cookie': f'{COOKIE}={token}'}


def address(site: WebSite, member: Member, text_id: str = GOAL) -> str:
    """Give the address that a page made for a member asks."""
    return f'/live/{site.dossier_id}/{text_id}?als={member.id}&partij={member.party_id}'


def turned_away(site: WebSite, path: str, headers: dict[str, str]) -> tuple[str, str]:
    """Give the codes with which a text turns somebody away, by POST and by socket."""
    by_post = site.client.post(path, headers=headers, content=FIRST).headers[CLOSED]
    with pytest.raises(WebSocketDenialResponse) as denial, site.client.websocket_connect(path, headers=headers):
        pass
    return by_post, denial.value.headers[CLOSED]


def last_writer(site: WebSite) -> str:
    latest = Past(Visit(site.workspace, site.members['owner'], site.dossier_id)).latest(GOAL)
    return latest[0].name if latest else ''


def test_a_page_asks_for_its_texts_as_the_one_it_was_made_for(dossier: WebSite) -> None:
    page = OpenPage(dossier, step='doel')

    asked = [parse_qs(each._props['query']) for each in page.every(LiveText)]

    assert asked
    assert all(each == {'als': [page.member.id], 'partij': [COOP]} for each in asked)


def test_who_opens_a_link_for_somebody_else_goes_on_as_themselves_in_the_old_window(
    dossier: WebSite, fatima: Member
) -> None:
    owner = dossier.members['owner']
    headers = browser(dossier, owner, fatima)

    for number, member in enumerate((owner, fatima)):
        path = address(dossier, member)
        dossier.client.post(path, headers=headers, content=FIRST + wire.block(update(f'{number}. ')))
        assert last_writer(dossier) == member.name


def test_what_one_person_typed_waits_when_another_uses_the_browser(dossier: WebSite, fatima: Member) -> None:
    headers = browser(dossier, dossier.members['adviser'])

    assert turned_away(dossier, address(dossier, fatima), headers) == (str(NOT_SIGNED_IN),) * 2


def test_what_somebody_typed_whose_access_ended_does_not_wait(dossier: WebSite, fatima: Member) -> None:
    headers = browser(dossier, dossier.members['adviser'], fatima)
    dossier.within(dossier.workspace.accounts.remove_member, fatima.id)

    assert turned_away(dossier, address(dossier, fatima), headers) == (str(NO_RIGHT),) * 2
    assert turned_away(dossier, address(dossier, dossier.members['outsider']), headers) == (str(NO_RIGHT),) * 2


def test_nobody_is_named_into_a_dossier_of_others(dossier: WebSite) -> None:
    outsider = dossier.members['outsider']

    assert turned_away(dossier, address(dossier, outsider), browser(dossier, outsider)) == (str(NO_RIGHT),) * 2


def test_words_typed_for_one_party_do_not_go_in_as_words_of_another(dossier: WebSite, fatima: Member) -> None:
    headers, before = browser(dossier, fatima), address(dossier, fatima)
    begun = dossier.client.post(before, headers=headers, content=FIRST)
    move(dossier, fatima)

    session = wire.block(begun.headers[SESSION].encode())
    goes_on = dossier.client.post(
        before, headers=headers, content=session + wire.number(1) + wire.block(update('Namens LindeWarm. '))
    )

    assert (goes_on.status_code, goes_on.headers[CLOSED]) == (403, str(OTHER_PARTY))
    assert turned_away(dossier, before, headers) == (str(OTHER_PARTY),) * 2
    assert 'Namens' not in dossier.workspace.texts.text(dossier.dossier_id, GOAL)
    now = dossier.workspace.accounts.member(fatima.id)
    assert dossier.client.post(address(dossier, now), headers=headers, content=FIRST).status_code == 200


def test_the_notebook_of_the_first_party_is_over_and_not_kept_for_later(dossier: WebSite, fatima: Member) -> None:
    before = address(dossier, fatima, notebook_of(COOP))
    move(dossier, fatima)

    assert turned_away(dossier, before, browser(dossier, fatima)) == (str(NO_RIGHT),) * 2


def test_who_acts_for_no_party_any_more_reads_on(dossier: WebSite, fatima: Member) -> None:
    headers = browser(dossier, fatima)
    dossier.within(dossier.workspace.accounts.change_role, fatima.id, MemberRole.ADVISER)

    assert dossier.client.post(address(dossier, fatima), headers=headers, content=FIRST).status_code == 200
