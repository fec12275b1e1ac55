"""What open pages cost the server: counted in calls and elements, because time is for the benchmarks."""

import asyncio
from collections.abc import Iterator
from unittest.mock import patch

import pytest
from nicegui import Client, Event

from components.observer import LATER, Observer
from components.role_matrix import shared
from tests.web_site import WebSite

PAGES = 5
MOST_ELEMENTS = {'': 700, '/rollen': 300, '/overeenkomst': 900}
"""elements of a page of the demo; each is memory, time to build, and time in the browser at every update"""


@pytest.fixture
def demo(site: WebSite) -> Iterator[tuple[str, dict[str, str]]]:
    """Give the address of a filled dossier, and the headers of somebody inside."""
    answer = site.client.get('/demo')
    yield answer.headers['location'], {'cookie': answer.headers['set-cookie'].partition(';')[0]}


@pytest.mark.parametrize('place', MOST_ELEMENTS)
def test_a_page_has_few_elements(site: WebSite, demo: tuple[str, dict[str, str]], place: str) -> None:
    before = {*Client.instances}

    site.client.get(demo[0] + place, headers=demo[1])

    (page,) = {*Client.instances} - before
    assert len(Client.instances[page].elements) <= MOST_ELEMENTS[place]


def test_one_change_of_the_matrix_is_worked_out_once_for_all_pages(
    site: WebSite, demo: tuple[str, dict[str, str]]
) -> None:
    dossier_id = demo[0].rpartition('/')[2]
    for _ in range(PAGES):
        site.client.get(f'{demo[0]}/rollen', headers=demo[1])
    member = site.workspace.accounts.members_of(dossier_id)[0]
    task, party = site.workspace.dossier(dossier_id).matrix.tasks[0], site.workspace.dossier(dossier_id).parties[2]

    async def change() -> None:
        site.workspace.set(member.id, dossier_id, f'matrix.cells.{task.id}.{party.id}', ['ondersteunend'])
        await asyncio.sleep(3 * LATER)

    with (
        patch.object(shared, 'difference', wraps=shared.difference) as difference,
        patch.object(shared, 'check_matrix', wraps=shared.check_matrix) as check,
        patch.object(shared, 'waiting', wraps=shared.waiting) as waiting,
    ):
        site.within(change)

    parties = len(site.workspace.dossier(dossier_id).parties)
    assert (difference.call_count, check.call_count, waiting.call_count) == (1, 1, parties)


def test_what_follows_from_changes_is_shown_once_with_what_came_last(
    site: WebSite, demo: tuple[str, dict[str, str]]
) -> None:
    site.client.get(demo[0], headers=demo[1])
    client = [*Client.instances.values()][-1]
    shown: list[str] = []
    news = Event[str]()

    async def follow() -> None:
        with client:
            observer, gone = Observer(), Observer()
        observer.listen_later(news, shown.append)
        gone.listen_later(news, lambda word: shown.append(f'{word} on an element that is gone'))
        news.emit('first')
        news.emit('last')
        gone.delete()
        await asyncio.sleep(3 * LATER)

    site.within(follow)

    assert shown == ['last']
