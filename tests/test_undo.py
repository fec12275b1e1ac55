"""The offer to put back what was taken away stays until that worked."""

from collections.abc import Callable, Iterator

import pytest
from nicegui import Client, ui

from components.html import Words
from components.undo import UndoPlace, offer_undo
from tests.web_site import WebSite


@pytest.fixture
def page(site: WebSite) -> Iterator[Client]:
    """Give an open page of a dossier."""
    before = {*Client.instances}
    site.client.get(f'/dossier/{site.dossier_id}', headers=site.headers('owner'))
    (new,) = {*Client.instances} - before
    yield Client.instances[new]


def offer(site: WebSite, page: Client, undo: Callable[[], bool], gone_on: list[str]) -> ui.element:
    def begin() -> ui.element:
        with page:
            offer_undo('Regel weggehaald.', undo, lambda: gone_on.append('verder'))
        (bar,) = place(page).default_slot.children
        return bar

    found: ui.element = site.within(begin)
    return found


def place(page: Client) -> UndoPlace:
    (found,) = (each for each in page.elements.values() if isinstance(each, UndoPlace))
    return found


def press(site: WebSite, bar: ui.element, name: str) -> None:
    def click() -> None:
        for button in bar.default_slot.children:
            words = [each.text for each in button.descendants() if isinstance(each, Words)]
            if name in (*words, button.props.get('aria-label')):
                (listener,) = button._event_listeners.values()
                button._handle_event({'listener_id': listener.id, 'args': []})
                return
        raise AssertionError(name)

    site.within(click)


def test_the_region_that_screen_readers_follow_is_there_before_the_words(page: Client) -> None:
    assert place(page).props['role'] == 'status'
    assert place(page).default_slot.children == []


def test_a_refusal_keeps_the_offer_and_the_second_try_ends_it(site: WebSite, page: Client) -> None:
    answers, gone_on = [False, True], []
    bar = offer(site, page, lambda: answers.pop(0), gone_on)

    press(site, bar, 'Terugzetten')
    assert not bar.is_deleted and gone_on == []

    press(site, bar, 'Terugzetten')
    assert bar.is_deleted and gone_on == ['verder']


def test_whoever_closes_the_offer_goes_on_too(site: WebSite, page: Client) -> None:
    gone_on: list[str] = []
    bar = offer(site, page, lambda: False, gone_on)

    press(site, bar, 'Sluiten')

    assert bar.is_deleted and gone_on == ['verder']
