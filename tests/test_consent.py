"""Agreement is given or withdrawn as the page showed it when somebody pressed, and only with the text it showed."""

from typing import Any

import pytest

from components.consent import ConsentBar
from components.html import Words
from data.models import GOAL, Member, MemberRole
from tests.pressing import PressedPage
from tests.web_site import COOP, WebSite

TEXT = 'Samen zorgen we voor warmte.'
AGREE, WITHDRAW = ('akkoord', TEXT), ('intrekken', TEXT)


class GoalPage(PressedPage):
    """The page of the goal as a party has it open, with one text in it."""

    def __init__(self, site: WebSite, member: Member) -> None:
        super().__init__(site, member, '/doel')
        self.party_id = member.party_id
        self.bar = self.parts(ConsentBar)[0]

    def click(self, *sent: Any) -> None:
        self.press(next(each for each in self.bar.descendants() if each.tag == 'button'), *sent)

    @property
    def agrees(self) -> bool:
        return self.party_id in self.site.workspace.dossier(self.dossier_id).consents.get(GOAL, {})

    @property
    def entries(self) -> list[bool]:
        """What the journal tells of agreeing, oldest first: given or withdrawn."""
        lines = self.site.workspace.journal(self.dossier_id).backwards(lambda stored: 'consents' in stored['path'])
        return [bool(entry.new) for _, entry in lines][::-1]

    @property
    def said(self) -> str:
        [status] = [each for each in self.bar.descendants() if each.props.get('role') == 'status']
        assert isinstance(status, Words)
        return status.text


@pytest.fixture
def page(site: WebSite, monkeypatch: pytest.MonkeyPatch) -> GoalPage:
    workspace = site.workspace
    owner = site.within(workspace.create, 'Akkoord', 'Wiedemeer', 'Jeroen')
    coop = {'id': COOP, 'type': 'COOP', 'name': 'LindeWarm', 'short_name': 'LindeWarm'}
    site.within(workspace.add, owner.id, owner.dossier_id, 'parties', coop)
    monkeypatch.setattr(workspace.texts, 'text', lambda *_: f'{TEXT}\n')
    member = workspace.accounts.add_member(owner.dossier_id, 'Fatima', MemberRole.REPRESENTATIVE, COOP)
    return GoalPage(site, member)


def test_a_press_does_what_the_page_showed_and_says_so(page: GoalPage) -> None:
    page.click(*AGREE)
    assert page.agrees
    assert page.said == 'Uw akkoord is gegeven.'

    page.click(*WITHDRAW)
    assert not page.agrees
    assert page.said == 'Uw akkoord is ingetrokken.'


def test_pressing_twice_is_agreeing_once(page: GoalPage) -> None:
    page.click(*AGREE)
    page.click(*AGREE)

    assert page.agrees
    assert page.entries == [True]


def test_withdrawing_twice_is_withdrawing_once(page: GoalPage) -> None:
    page.click(*AGREE)
    page.click(*WITHDRAW)
    page.click(*WITHDRAW)

    assert page.entries == [True, False]


@pytest.mark.parametrize(
    ('shown', 'words'),
    [
        ('Iets anders.', 'De tekst is net gewijzigd. Lees hem nog eens en klik dan opnieuw.'),
        ('', 'De tekst is net gewijzigd. Lees hem nog eens en klik dan opnieuw.'),
        (3, 'De tekst is net gewijzigd. Lees hem nog eens en klik dan opnieuw.'),
        (None, 'De tekst staat nog niet op uw scherm. Wacht even en klik dan opnieuw.'),
    ],
)
def test_nobody_agrees_with_another_text_than_their_page_shows(page: GoalPage, shown: object, words: str) -> None:
    page.click('akkoord', shown)

    assert not page.agrees
    assert page.notices == [words]


def test_a_lapsed_agreement_is_withdrawn_by_who_still_saw_it(page: GoalPage, monkeypatch: pytest.MonkeyPatch) -> None:
    page.click(*AGREE)
    monkeypatch.setattr(page.site.workspace.texts, 'text', lambda *_: 'Iets anders.')

    page.click(*WITHDRAW)

    assert page.entries == [True, False]


@pytest.mark.parametrize('sent', [(), ('akkoord',), ('anders', TEXT), (True, TEXT), ({}, {}), (['akkoord'], TEXT)])
def test_what_no_page_of_ours_sends_does_nothing(
    page: GoalPage, caplog: pytest.LogCaptureFixture, sent: tuple[Any, ...]
) -> None:
    page.click(*sent)

    assert not page.agrees
    assert not caplog.records
