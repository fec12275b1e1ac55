"""While a party writes for itself, no page of anybody else is told anything: not what, not that, and not when."""

import asyncio
import re
from functools import partial

import pytest
from nicegui import Client

from components.fold import Fold
from components.next_dates import NextDates
from data.models import GOAL, Openness, contribution_of, notebook_of, text_place
from tests.asking import write_by_socket
from tests.test_secrecy import LEVEL, pages, say
from tests.web_site import COOP, WebSite, let_in

NEWS = 0.5
"""seconds until what happened has reached every page"""
NOISE = re.compile(rb'[0-9a-f]{8}-[0-9a-f-]{27}|nonce="[^"]*"|begrip-[0-9]+|[0-9-]{10}T[0-9:]{5,8}')
"""what differs each time: the id of a page, the nonce of its scripts, ids that go on counting, and the minute"""
OTHERS = ('owner', 'facilitator', 'adviser', 'reader')


@pytest.fixture(scope='module')
def dossier(site: WebSite) -> WebSite:
    dossier = WebSite(site.web, site.workspace, site.client, site.clock)
    let_in(dossier)
    say(dossier, 'representative', LEVEL, Openness.INTERNAL)
    write_by_socket(dossier, 'owner', GOAL, 'Samen warm. ')
    return dossier


def opened(site: WebSite, role: str) -> dict[str, Client]:
    """Open every page of a dossier; gives the pages by address."""
    found: dict[str, Client] = {}
    for path in pages(site, heavy=False):
        before = {*Client.instances}
        if not path.startswith('/dossier') or site.client.get(path, headers=site.headers(role)).status_code != 200:
            continue
        (new,) = {*Client.instances} - before
        found[path] = Client.instances[new]
    return found


def unfolded(site: WebSite, role: str) -> dict[str, Client]:
    """Open every page with everything on it that is folded, and leave out what they are told at first."""
    seen = listening(site, role)

    def unfold(page: Client) -> None:
        looked: set[int] = set()
        while folds := [each for each in page.elements.values() if isinstance(each, Fold) and each.id not in looked]:
            for fold in folds:
                looked.add(fold.id)
                fold.open_up()

    for page in seen.values():
        site.within(unfold, page)
    forget_news(site, seen)
    return seen


def told(page: Client) -> list[object]:
    """Give what waits to be sent to a page."""
    return [*page.outbox.updates.values(), *page.outbox.messages]


def listening(site: WebSite, role: str) -> dict[str, Client]:
    """Open every page, and leave out what they are told at first."""
    seen = opened(site, role)
    forget_news(site, seen)
    return seen


def forget_news(site: WebSite, seen: dict[str, Client]) -> None:
    site.within(asyncio.sleep, NEWS)
    for page in seen.values():
        page.outbox.updates.clear()
        page.outbox.messages.clear()


@pytest.mark.parametrize('role', OTHERS)
def test_no_page_hears_that_a_party_writes_for_itself(dossier: WebSite, role: str) -> None:
    seen = listening(dossier, role)

    for text_id in (notebook_of(COOP), contribution_of(COOP)):
        write_by_socket(dossier, 'representative', text_id, 'Voor onszelf. ')
    dossier.within(asyncio.sleep, NEWS)
    dossier.within(dossier.workspace.texts.history.settle, dossier.dossier_id)
    dossier.within(asyncio.sleep, NEWS)

    assert len(seen) > 20
    assert {path: told(page) for path, page in seen.items() if told(page)} == {}


@pytest.fixture
def talked(site: WebSite) -> tuple[WebSite, str]:
    """Give a dossier with meetings in which LindeWarm has a comment at its own draft, and the key of that."""
    talked = WebSite(site.web, site.workspace, site.client, site.clock)
    let_in(talked)
    owner, party = talked.members['owner'].id, talked.members['representative'].id
    series = {'name': 'Kernteam', 'goal': 'Samen op koers.', 'first': '2027-01-04', 'skipped': ['2027-01-18']}
    talked.within(talked.workspace.add, owner, talked.dossier_id, 'meetings', series)
    thread_id = talked.within(
        talked.workspace.say, party, talked.dossier_id, text_place(contribution_of(COOP)), 'Hoeveel uur is dit?'
    )
    say(talked, 'representative', LEVEL, Openness.INTERNAL)
    return talked, thread_id


@pytest.mark.parametrize('role', OTHERS)
def test_no_page_hears_that_a_party_settles_and_takes_back_what_it_said_of_its_draft(
    talked: tuple[WebSite, str], role: str
) -> None:
    dossier, thread_id = talked
    workspace, me = dossier.workspace, dossier.members['representative'].id
    (post,) = next(each for each in workspace.dossier(dossier.dossier_id).threads if each.id == thread_id).posts
    seen = unfolded(dossier, role)
    assert any(isinstance(each, NextDates) for page in seen.values() for each in page.elements.values())

    for done in (True, False):
        dossier.within(partial(workspace.settle, me, dossier.dossier_id, thread_id, done=done))
    dossier.within(workspace.take_back, me, dossier.dossier_id, thread_id, post.id)
    dossier.within(asyncio.sleep, NEWS)

    assert {path: told(page) for path, page in seen.items() if told(page)} == {}


def test_pages_hear_that_a_shared_text_changes(dossier: WebSite) -> None:
    seen = listening(dossier, 'reader')

    write_by_socket(dossier, 'owner', GOAL, 'Voor allen. ')
    dossier.within(asyncio.sleep, NEWS)

    assert len([path for path, page in seen.items() if told(page)]) > 1


def seen_by(site: WebSite, role: str) -> dict[str, bytes]:
    """Give every page and light file as it is sent, without what is random or the present second in each."""
    found = {}
    for path in pages(site, heavy=False):
        if 'gegevens' in path:  # one's own devices are in there, and asking makes one more
            continue
        content = site.client.get(path, headers=site.headers(role)).content
        found[path] = NOISE.sub(b'', content)
    return found


@pytest.mark.parametrize('role', OTHERS)
def test_every_page_and_file_is_the_same_to_the_letter_after_a_party_wrote_for_itself(site: WebSite, role: str) -> None:
    dossier = WebSite(site.web, site.workspace, site.client, site.clock)
    let_in(dossier)
    say(dossier, 'representative', LEVEL, Openness.INTERNAL)
    seen_by(dossier, role)
    before = seen_by(dossier, role)

    for text_id in (notebook_of(COOP), contribution_of(COOP)):
        write_by_socket(dossier, 'representative', text_id, 'Voor onszelf. ' * 20)
    dossier.within(dossier.workspace.texts.history.settle, dossier.dossier_id)
    after = seen_by(dossier, role)

    assert {path: (before[path], after[path]) for path in before if before[path] != after[path]} == {}
