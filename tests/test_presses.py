"""Buttons that bring along what fields hold: a press counts once, and only if a page of ours could have sent it."""

from typing import Any

import pytest
from nicegui.element import Element

from components.invite_form import InviteForm
from components.parties import Parties
from data.errors import NotSaved
from tests.pressing import PressedPage
from tests.web_site import WebSite

ANN = ('Ann', 'procesbegeleider', '', '')
COOP = ('COOP', 'LindeWarm', '')


@pytest.fixture
def page(site: WebSite) -> PressedPage:
    """Open the first step of a dossier as its owner."""
    return PressedPage(site, site.within(site.workspace.create, 'Drukken', 'Wiedemeer', 'Jeroen'), '/start')


@pytest.fixture
def invite(page: PressedPage) -> Element:
    [form] = page.parts(InviteForm)
    return page.button(form, 'Link maken')


@pytest.fixture
def add(page: PressedPage) -> Element:
    [parties] = page.parts(Parties)
    return page.button(parties, 'Partij toevoegen')


def test_who_presses_again_before_the_answer_came_invites_one_person(page: PressedPage, invite: Element) -> None:
    page.press(invite, 0, *ANN)
    page.press(invite, 0, *ANN)
    page.press(invite, 0, ' Bob ', *ANN[1:])

    assert members(page) == ['Jeroen', 'Ann', 'Bob']


def test_who_presses_again_after_the_answer_came_means_it(page: PressedPage, invite: Element) -> None:
    page.press(invite, 0, *ANN)
    page.press(invite, invite.props['data-press'], *ANN)

    assert members(page) == ['Jeroen', 'Ann', 'Ann']


def test_only_a_name_that_was_taken_is_emptied(page: PressedPage, invite: Element) -> None:
    page.press(invite, 0, 'Ann', 'procesbegeleider', 'geen partij van ons', '')
    assert page.notices == ['Deze partij bestaat niet meer. Kies een andere.']
    assert not emptied(page)

    page.press(invite, 1, *ANN)
    [script] = emptied(page)
    assert '"Ann"]]' in script, 'who typed on meanwhile keeps that'


def test_two_presses_in_a_row_add_one_party(page: PressedPage, add: Element) -> None:
    page.press(add, 0, *COOP)
    page.press(add, 0, *COOP)

    assert parties(page) == ['Gemeente Wiedemeer', 'LindeWarm']


def test_a_refused_press_leaves_room_for_the_next(
    page: PressedPage, add: Element, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise NotSaved('De schijf van de server is vol.')

    with monkeypatch.context() as patch:
        patch.setattr(page.site.workspace, 'add', full)
        page.press(add, 0, *COOP)
    page.press(add, 1, *COOP)

    assert page.notices == ['De schijf van de server is vol.']
    assert parties(page) == ['Gemeente Wiedemeer', 'LindeWarm']


@pytest.mark.parametrize(
    'sent',
    [
        (),
        (0,),
        (0, 'COOP', 'LindeWarm'),
        (0, *COOP, ''),
        (0, 'COOP', 'x' * 201, ''),
        (0, 'COOP', None, ''),
        (0, 'COOP', {'a': 1}, ''),
        (0, 'COOP', 3, True),
        (0, 'NIETS', 'LindeWarm', ''),
    ],
)
def test_what_no_page_of_ours_sends_does_nothing(
    page: PressedPage, add: Element, caplog: pytest.LogCaptureFixture, sent: tuple[Any, ...]
) -> None:
    page.press(add, *sent)

    assert parties(page) == ['Gemeente Wiedemeer']
    assert not caplog.records


def members(page: PressedPage) -> list[str]:
    return [each.name for each in page.site.workspace.accounts.members_of(page.dossier_id)]


def parties(page: PressedPage) -> list[str]:
    return [each.name for each in page.site.workspace.dossier(page.dossier_id).parties]


def emptied(page: PressedPage) -> list[str]:
    """Give the scripts on their way to the page that empty fields."""
    return [code for code in page.scripts if "field.value = ''" in code]
