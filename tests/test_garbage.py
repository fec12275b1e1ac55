"""When the collector of garbage walks, and how little a page that was left leaves for it."""

import gc
import time
import weakref
from collections.abc import Iterator

import pytest
from nicegui import Client

from data.peers import Peer
from pages import garbage
from pages.garbage import PAUSE, TOO_MANY, WORTH_IT, Garbage
from pages.live_entry import LiveEntry
from pages.live_socket import LiveSocket
from tests.live_server import Running, person
from tests.test_live import is_saved
from tests.web_site import WebSite

PLACES = ('', '/doel', '/rollen', '/besluiten', '/overleg', '/taal', '/overeenkomst', '/geschiedenis')
MOST_LEFT = 0.1
"""which part of a page may wait for the collector; without ``page_left`` it is three quarters"""


class Typing:
    """Says for how long nobody typed, and counts how often everything is looked through."""

    def __init__(self) -> None:
        self.quiet, self.walks = 0.0, 0

    def walk(self) -> None:
        self.walks += 1


@pytest.fixture
def typing(monkeypatch: pytest.MonkeyPatch) -> Typing:
    typing = Typing()
    monkeypatch.setattr(garbage.gc, 'collect', typing.walk)
    return typing


@pytest.mark.parametrize(
    'left, quiet, walks',
    [
        pytest.param(0, 3600.0, 0, id='nothing was left'),
        pytest.param(WORTH_IT - 1, 3600.0, 0, id='few pages'),
        pytest.param(WORTH_IT, PAUSE, 0, id='somebody may still be typing'),
        pytest.param(WORTH_IT, PAUSE + 0.1, 1, id='a pause'),
        pytest.param(TOO_MANY - 1, 0.0, 0, id='many pages, typing'),
        pytest.param(TOO_MANY, 0.0, 1, id='too many pages, typing'),
    ],
)
def test_it_walks_after_some_pages_in_a_pause_and_after_many_without_one(
    typing: Typing, left: int, quiet: float, walks: int
) -> None:
    collector = Garbage(lambda: quiet)
    leave(collector, left)

    collector.look()

    assert typing.walks == walks


def test_it_does_not_walk_again_for_the_same_pages(typing: Typing) -> None:
    collector = Garbage(lambda: 3600.0)
    leave(collector, WORTH_IT)
    collector.look()
    collector.look()
    assert typing.walks == 1

    leave(collector, WORTH_IT)
    collector.look()

    assert typing.walks == 2


def leave(collector: Garbage, pages: int) -> None:
    class Page:
        elements: dict[int, object] = {}  # noqa: RUF012 - a page without anything

    for _ in range(pages):
        collector.page_left(Page())  # type: ignore[arg-type]


@pytest.fixture
def by_hand() -> Iterator[None]:
    """Let nothing be looked through but by the test."""
    gc.collect()
    gc.disable()
    yield
    gc.enable()


@pytest.fixture(scope='module')
def demo(site: WebSite) -> tuple[str, dict[str, str]]:
    """Give the address of a filled dossier, and the headers of somebody inside."""
    answer = site.client.get('/demo')
    return answer.headers['location'], {'cookie': answer.headers['set-cookie'].partition(';')[0]}


@pytest.mark.parametrize('place', PLACES)
def test_a_page_that_was_left_goes_at_once_nearly_whole(
    site: WebSite, demo: tuple[str, dict[str, str]], by_hand: None, place: str
) -> None:
    before = {*Client.instances}
    site.client.get(demo[0] + place, headers=demo[1])
    (page,) = {*Client.instances} - before
    parts = [weakref.ref(part) for part in parts_of(Client.instances[page])]

    site.within(Client.instances[page].delete)

    assert sum(part() is not None for part in parts) <= MOST_LEFT * len(parts)


def parts_of(page: Client) -> Iterator[object]:
    for element in page.elements.values():
        yield from (element, element.classes, element.style, element.props)


def test_a_socket_that_was_left_goes_at_once_whole(running: Running, by_hand: None) -> None:
    before = connected()  # of rooms that other tests did not close
    for _ in range(5):
        with running.socket('henk') as one:
            person(one).until(is_saved)
    deadline = time.monotonic() + 10
    while left := [each for each in connected() if each not in before]:
        assert time.monotonic() < deadline, left
        time.sleep(0.02)


def connected() -> list[object]:
    return [each for each in gc.get_objects() if type(each) in (LiveSocket, Peer, LiveEntry)]
