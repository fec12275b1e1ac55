"""The notebook names who can read it, also who comes while it is open."""

import pytest

from components.html import Words
from components.observer import Observer
from data.models import MemberRole
from tests.open_page import OpenPage
from tests.web_site import COOP, WebSite, let_in


@pytest.fixture
def dossier(site: WebSite) -> WebSite:
    dossier = WebSite(site.web, site.workspace, site.client, site.clock)
    let_in(dossier)
    return dossier


def readers(page: OpenPage) -> str:
    said = [each.text for each in page.every(Words) if isinstance(each, Words)]
    return next(text for text in said if text.startswith('Dit kunnen lezen'))


def test_who_comes_goes_or_gets_another_role_is_seen_at_once(dossier: WebSite) -> None:
    page, accounts = OpenPage(dossier, step='notities'), dossier.workspace.accounts
    assert 'Vreemdeling' not in readers(page)

    member = dossier.within(accounts.add_member, dossier.dossier_id, 'Vreemdeling', MemberRole.SUBSTITUTE, COOP)
    assert 'Vreemdeling (vervanger)' in readers(page)
    dossier.within(accounts.change_role, member.id, MemberRole.ADVISER, COOP)
    assert 'Vreemdeling' not in readers(page)
    dossier.within(accounts.change_role, member.id, MemberRole.REPRESENTATIVE, COOP)
    assert 'Vreemdeling (vertegenwoordiger)' in readers(page)
    dossier.within(accounts.remove_member, member.id)
    assert 'Vreemdeling' not in readers(page)


def test_other_dossiers_are_no_news_here(dossier: WebSite) -> None:
    told: list[str] = []
    dossier.workspace.accounts.members_changed.subscribe(told.append)
    outsider = dossier.members['outsider']

    dossier.within(dossier.workspace.accounts.add_member, outsider.dossier_id, 'Elders', MemberRole.SUBSTITUTE, COOP)

    assert told == [outsider.dossier_id]


def test_a_page_that_is_over_hears_no_more_of_people(dossier: WebSite) -> None:
    page, accounts = OpenPage(dossier, step='notities'), dossier.workspace.accounts
    dossier.within(accounts.change_role, page.member.id, MemberRole.SUBSTITUTE, 'gemeente')

    dossier.within(accounts.add_member, dossier.dossier_id, 'Vreemdeling', MemberRole.SUBSTITUTE, COOP)

    assert 'Vreemdeling' not in readers(page)
    assert all(not each._subscriptions for each in page.every(Observer) if isinstance(each, Observer))
