"""What a page that is open shows of a draft when its person may read less, and who wrote last below a shared draft."""

import pytest

from components.history_texts import TextPanel, TextPast
from components.last_writer import LastWriter
from components.past import Past
from components.visit import Visit
from data.models import MemberRole, Openness, contribution_of
from tests.asking import write_by_socket
from tests.open_page import OpenPage
from tests.test_secrecy import IN_DRAFT, LEVEL, say
from tests.web_site import COOP, WebSite, let_in

CONTRIBUTION = contribution_of(COOP)
GONE = 'Dit moment van de tekst kunt u niet meer lezen.'


@pytest.fixture
def dossier(site: WebSite) -> WebSite:
    dossier = WebSite(site.web, site.workspace, site.client, site.clock)
    let_in(dossier)
    return dossier


def write(site: WebSite, role: str, words: str) -> None:
    """Write in the contribution, and leave it as a moment, on disk."""
    write_by_socket(site, role, CONTRIBUTION, words)
    site.within(site.workspace.texts.put_away, site.dossier_id)


def last_writer(site: WebSite, role: str) -> str:
    latest = Past(Visit(site.workspace, site.members[role], site.dossier_id)).latest(CONTRIBUTION)
    return latest[0].name if latest else ''


@pytest.mark.parametrize('level', [Openness.INTERNAL, Openness.SHARED])
def test_who_became_a_reader_is_sent_nothing_of_a_draft_anew(dossier: WebSite, level: Openness) -> None:
    say(dossier, 'representative', LEVEL, Openness.INTERNAL)
    write(dossier, 'representative', f'{IN_DRAFT} een. ')
    write(dossier, 'representative', f'{IN_DRAFT} twee. ')
    page = OpenPage(dossier, step='geschiedenis')
    [past] = page.every(TextPast)
    dossier.within(past.show, CONTRIBUTION, 2)
    [panel] = page.every(TextPanel)
    assert isinstance(panel, TextPanel)
    assert IN_DRAFT in panel._redline.content

    dossier.within(dossier.workspace.accounts.change_role, page.member.id, MemberRole.READER, COOP)
    say(dossier, 'representative', LEVEL, level)
    dossier.within(panel._choose_from, '1')

    assert IN_DRAFT not in panel._redline.content
    assert panel._words.text == GONE
    assert not panel._button.visible


def test_when_a_draft_was_worked_at_is_not_told_once_it_is_shared(dossier: WebSite) -> None:
    say(dossier, 'representative', LEVEL, Openness.INTERNAL)
    write_by_socket(dossier, 'substitute', CONTRIBUTION, 'Concept. ')
    say(dossier, 'representative', LEVEL, Openness.SHARED)

    assert [last_writer(dossier, role) for role in ('owner', 'adviser', 'reader')] == [''] * 3
    assert last_writer(dossier, 'representative') == 'substitute', 'the party itself knows'
    page = OpenPage(dossier, MemberRole.ADVISER, step='doel')
    below = [each for each in page.every(LastWriter) if isinstance(each, LastWriter) and each._text_id == CONTRIBUTION]
    assert [each._words.text for each in below] == ['']

    write_by_socket(dossier, 'representative', CONTRIBUTION, 'Gedeeld. ')

    assert last_writer(dossier, 'owner') == 'representative', 'also before the burst of typing ended'


def test_what_was_written_before_the_draft_stays_known(dossier: WebSite) -> None:
    write(dossier, 'representative', 'Gedeeld. ')
    say(dossier, 'representative', LEVEL, Openness.INTERNAL)
    write(dossier, 'substitute', 'Concept. ')
    say(dossier, 'representative', LEVEL, Openness.SHARED)

    assert last_writer(dossier, 'owner') == 'representative'
