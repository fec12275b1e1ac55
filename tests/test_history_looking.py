"""Somebody looks for changes that are far back, or nowhere: that is read beside the loop where everybody types."""

import asyncio
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

import pytest

from components.history_parts import NativeSelect
from components.history_timeline import PAGE, Timeline
from components.past import Past
from data.disk import sync_folder
from data.errors import NotSaved
from data.journal import Entry
from data.lines import append_lines, lines_backwards
from data.models import MemberRole, Openness
from tests.asking import write_by_socket
from tests.open_page import OpenPage
from tests.test_draft_past import CONTRIBUTION
from tests.test_ending_refusals import refused
from tests.test_secrecy import LEVEL, say
from tests.web_site import COOP, WebSite, let_in

NAME = 'Sanne van Vliet'
LOOK = Past.look
ANSWERS = 20
"""seconds after which a test that waits has failed"""


class Reading:
    """Watches how the journal is read, and can hold that up."""

    def __init__(self) -> None:
        self.threads: list[threading.Thread] = []
        self.count = 0
        self.ended = 0
        self._hold_at: int | None = None
        self._begun, self._go_on = threading.Event(), threading.Event()

    def lines(self, *arguments: Any) -> Iterator[tuple[int, bytes]]:
        hold_at, self._hold_at = self._hold_at, None
        self.threads.append(threading.current_thread())
        self._wait(hold_at == 0)
        for number, each in enumerate(lines_backwards(*arguments), start=1):
            self.count += 1
            yield each
            self._wait(hold_at == number)

    def _wait(self, is_held: bool) -> None:
        if is_held:
            self._begun.set()
            assert self._go_on.wait(ANSWERS)

    async def look(self, *arguments: Any) -> Any:
        try:
            return await LOOK(*arguments)
        finally:
            self.ended += 1

    @contextmanager
    def held(self, begin: Callable[[], object], lines: int = 1) -> Iterator[None]:
        """Begin something that reads, and do something else while it has read so many lines."""
        self._hold_at = lines
        begin()
        assert self._begun.wait(ANSWERS)
        yield
        self._go_on.set()


@pytest.fixture
def dossier(site: WebSite) -> WebSite:
    dossier = WebSite(site.web, site.workspace, site.client, site.clock)
    let_in(dossier)
    return dossier


@pytest.fixture
def reading(monkeypatch: pytest.MonkeyPatch) -> Reading:
    reading = Reading()
    monkeypatch.setattr('data.journal.lines_backwards', reading.lines)
    monkeypatch.setattr(Past, 'look', lambda *arguments: reading.look(*arguments))  # noqa: PLW0108 - not a bound method
    return reading


def journal_of(site: WebSite) -> Path:
    return site.workspace._store.folder(site.dossier_id) / 'journal.jsonl'


def grow(site: WebSite, count: int) -> None:
    """Add changes that somebody without a party made."""
    entry = Entry(at=site.workspace._now(), member_id='x', name=NAME, operation='set', path='reason', old='a', new='b')
    append_lines(journal_of(site), [entry.model_dump_json().encode()] * count)


def timeline_of(page: OpenPage) -> Timeline:
    [timeline] = page.every(Timeline)
    assert isinstance(timeline, Timeline)
    return timeline


def choose(page: OpenPage, value: str) -> None:
    """Choose a party, or none, as a browser does."""
    selects = [each for each in page.every(NativeSelect) if isinstance(each, NativeSelect) and COOP in each._values]
    page.send(selects[0]._select, 'change', value)


def until(site: WebSite, holds: Callable[[], bool]) -> None:
    """Wait where the app runs, so that it goes on meanwhile."""
    site.within(asyncio.wait_for, _until(holds), ANSWERS)


async def _until(holds: Callable[[], bool]) -> None:
    while not holds():  # noqa: ASYNC110 - what is waited for happens in a thread
        await asyncio.sleep(0.005)


def shown(timeline: Timeline) -> str:
    """Give all lines that are on the page."""
    return ''.join(str(getattr(each, 'content', '')) for each in timeline.descendants())


def test_what_fits_nothing_is_looked_for_beside_the_loop(dossier: WebSite, reading: Reading) -> None:
    page = OpenPage(dossier, step='geschiedenis')
    timeline = timeline_of(page)
    grow(dossier, 500)
    reading.threads.clear()

    with reading.held(lambda: choose(page, COOP)):
        assert timeline._status.text == 'Even zoeken …', 'the loop goes on while it is read'
    until(dossier, lambda: timeline._status.text == 'Geen wijzigingen gevonden.')

    assert reading.threads
    assert dossier.within(threading.current_thread) not in reading.threads


def test_a_change_costs_a_page_that_found_nothing_only_that_change(dossier: WebSite, reading: Reading) -> None:
    grow(dossier, 500)
    page = OpenPage(dossier, step='geschiedenis')
    timeline = timeline_of(page)
    choose(page, COOP)
    until(dossier, lambda: timeline._status.text == 'Geen wijzigingen gevonden.')
    reading.count = 0

    dossier.within(timeline._follow, dossier.dossier_id)
    assert reading.count <= 1

    say(dossier, 'representative', LEVEL, Openness.INTERNAL)
    assert timeline._status.text == 'Er is een nieuwe wijziging.'
    assert timeline._fresh.content.count('<li') == 1


def test_older_changes_are_read_beside_the_loop_one_page_at_a_time(dossier: WebSite, reading: Reading) -> None:
    grow(dossier, 2 * PAGE + 50)
    page = OpenPage(dossier, step='geschiedenis')
    timeline = timeline_of(page)
    assert timeline._count == PAGE
    reading.threads.clear()

    with reading.held(lambda: page.send(timeline._more, 'click', None)):
        page.send(timeline._more, 'click', None)  # somebody who presses twice
    until(dossier, lambda: timeline._count == 2 * PAGE)

    assert len(reading.threads) == 1
    assert reading.threads[0] is not dossier.within(threading.current_thread)
    page.send(timeline._more, 'click', None)
    until(dossier, lambda: not timeline._more.visible)
    assert timeline._count == sum(1 for _ in dossier.workspace.journal(dossier.dossier_id).entries())


def test_only_what_was_chosen_last_is_shown(dossier: WebSite, reading: Reading) -> None:
    grow(dossier, 3)
    page = OpenPage(dossier, step='geschiedenis')
    timeline = timeline_of(page)
    everything = timeline._count

    with reading.held(lambda: choose(page, COOP)):
        choose(page, '')
    until(dossier, lambda: reading.ended == 2)

    assert timeline._status.text == f'{everything} wijzigingen getoond.'
    assert len(timeline._pages.default_slot.children) == 1


def test_what_changes_meanwhile_is_shown_once(dossier: WebSite, reading: Reading) -> None:
    page = OpenPage(dossier, step='geschiedenis')
    timeline = timeline_of(page)
    say(dossier, 'representative', LEVEL, Openness.INTERNAL)

    with reading.held(lambda: choose(page, COOP), lines=0):
        say(dossier, 'representative', LEVEL, Openness.SHARED)
    until(dossier, lambda: reading.ended == 1)

    assert timeline._count == 1
    assert timeline._fresh.content.count('<li') == 1


@pytest.mark.parametrize('is_told', [True, False])
def test_a_name_taken_out_meanwhile_is_not_shown(
    dossier: WebSite, reading: Reading, monkeypatch: pytest.MonkeyPatch, is_told: bool
) -> None:
    """Nobody is told of it when the disk refuses the end, which is done later."""
    workspace, owner = dossier.workspace, dossier.members['owner']
    sanne = workspace.accounts.add_member(dossier.dossier_id, NAME, MemberRole.REPRESENTATIVE, COOP)
    dossier.within(workspace.set, sanne.id, dossier.dossier_id, LEVEL, Openness.INTERNAL)
    page = OpenPage(dossier, MemberRole.OWNER, 'geschiedenis', '')
    timeline = timeline_of(page)
    assert NAME in shown(timeline)

    with reading.held(lambda: choose(page, COOP)):
        who = workspace.someone(dossier.dossier_id, NAME, COOP, sanne)
        with monkeypatch.context() as patch:
            patch.setattr('data.swap.sync_folder', sync_folder if is_told else refused)
            with nullcontext() if is_told else pytest.raises(NotSaved):
                dossier.within(workspace.anonymise, owner.id, dossier.dossier_id, who)
    until(dossier, lambda: reading.ended == 2)

    assert NAME not in shown(timeline)
    assert timeline._count == 1


def test_who_may_hear_less_meanwhile_is_shown_less(dossier: WebSite, reading: Reading) -> None:
    say(dossier, 'representative', LEVEL, Openness.INTERNAL)
    write_by_socket(dossier, 'representative', CONTRIBUTION, 'Concept. ')
    dossier.within(dossier.workspace.texts.put_away, dossier.dossier_id)
    page = OpenPage(dossier, step='geschiedenis')
    timeline = timeline_of(page)
    assert 'data-what="text"' in shown(timeline)

    with reading.held(lambda: choose(page, COOP)):
        dossier.within(dossier.workspace.accounts.change_role, page.member.id, MemberRole.READER, COOP)
    until(dossier, lambda: reading.ended == 1)

    assert 'data-what="text"' not in shown(timeline)


def test_nothing_more_is_shown_to_who_lost_access_meanwhile(dossier: WebSite, reading: Reading) -> None:
    page = OpenPage(dossier, step='geschiedenis')
    timeline = timeline_of(page)
    before = shown(timeline)
    grow(dossier, 3)

    with reading.held(lambda: choose(page, '')):
        dossier.within(dossier.workspace.accounts.sign_out, page.token)
    until(dossier, lambda: reading.ended == 1)

    assert shown(timeline) == before
