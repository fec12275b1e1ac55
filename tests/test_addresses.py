"""Every address the app has, asked by everyone who could ask. An address without a line in the table fails."""

import re
from collections.abc import Iterator
from contextlib import suppress
from inspect import iscoroutinefunction

import pytest
from nicegui import app as pages_app
from starlette.routing import BaseRoute, Route
from starlette.testclient import WebSocketDenialResponse

from pages.downloads import AGREEMENT, FILES, VERSIONS
from tests.address_table import SOCKET, TABLE, WRITERS
from tests.asking import asked, path_of, write_by_post, write_by_socket
from tests.web_site import INSIDE, ROLES, WebSite


def addresses(site: WebSite) -> Iterator[tuple[str, str]]:
    """Give method and path of every route of both apps."""
    for route in [*site.web.router.routes, *pages_app.router.routes]:
        if getattr(route, 'app', None) is not pages_app:  # else it is where both apps are joined
            yield from addresses_of(route)


def addresses_of(route: BaseRoute) -> list[tuple[str, str]]:
    path = str(getattr(route, 'path', ''))
    if type(route).__name__ == 'Mount':
        return [('MOUNT', path)]
    if 'WebSocket' in type(route).__name__:
        return [(SOCKET, path)]
    return [(method, path) for method in sorted(getattr(route, 'methods', None) or {'GET'}) if method != 'HEAD']


def test_every_file_that_can_be_made_and_every_file_that_is_offered_has_a_line(site: WebSite) -> None:
    lines = {line.names['name'] for line in TABLE['GET', '/download/{dossier_id}/{name}']}
    made = {f'{version}.{ending}' for version in VERSIONS for ending in AGREEMENT} | {*FILES}
    page = site.client.get(f'/dossier/{site.dossier_id}/overeenkomst', headers=site.headers('owner')).text
    offered = set(re.findall(rf'/download/{site.dossier_id}/([\w.-]+)', page))

    assert made | offered <= lines, 'say in TABLE who may take these away'
    assert len(offered) >= 8, offered


def test_every_address_has_a_line_and_every_line_an_address(site: WebSite) -> None:
    for (method, address), lines in TABLE.items():  # elements of a page may add addresses of their own
        if method == 'GET' and address.startswith('/dossier'):
            asked(site, 'owner', method, path_of(site, 'owner', address, lines[0]), lines[0])
    found = set(addresses(site))

    assert found - set(TABLE) == set(), 'say in TABLE who may ask for these'
    assert set(TABLE) - found == set(), 'these addresses are gone'
    assert all(set(line.answers) == set(ROLES) for lines in TABLE.values() for line in lines)


def test_every_address_of_ours_is_answered_on_the_event_loop(site: WebSite) -> None:
    """A plain function would run in a thread, and race there with everything else that changes who may enter what."""
    endpoints = [route.endpoint for route in [*site.web.routes, *pages_app.routes] if isinstance(route, Route)]
    ours = [each for each in endpoints if each.__module__.partition('.')[0] in ('app', 'components', 'pages')]

    assert len(ours) > 20
    assert [each.__qualname__ for each in ours if not iscoroutinefunction(each)] == []


@pytest.mark.parametrize('role', ROLES)
@pytest.mark.parametrize('address', TABLE, ids=' '.join)
def test_an_address_answers_a_role_as_the_table_says(site: WebSite, role: str, address: tuple[str, str]) -> None:
    method, path = address
    lines = TABLE[address]

    answers = [asked(site, role, method, path_of(site, role, path, line), line) for line in lines]

    assert answers == [line.answers[role] for line in lines]


@pytest.mark.parametrize('role', INSIDE)
@pytest.mark.parametrize('text_id', WRITERS)
def test_a_live_text_takes_words_of_its_writers_only(site: WebSite, role: str, text_id: str) -> None:
    by_socket, by_post = f'socket-{role}.', f'post-{role}.'

    with suppress(WebSocketDenialResponse):  # who may not even read it
        write_by_socket(site, role, text_id, by_socket)
    write_by_post(site, role, text_id, by_post)

    text = site.workspace.texts.text(site.dossier_id, text_id)
    assert [by_socket in text, by_post in text] == [role in WRITERS[text_id]] * 2
