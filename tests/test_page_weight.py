"""What a page costs a browser: how many files, how many bytes, and nothing that it does not use. All of it counted."""

import ast
import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from nicegui import helpers

from pages.page_template import cut
from pages.quick_elements import expects_arguments
from tests.web_site import WebSite

ROOT = Path(__file__).parent.parent
PLACES = ('', '/rollen', '/overeenkomst', '/start', '/besluiten')
MOST_FILES = 14
"""files of a page, itself included"""
MOST_BYTES = 160_000
"""all scripts and style sheets of a page, as they are sent"""
QUASAR = {'q-layout', 'q-page-container', 'q-page'}
"""the three that NiceGUI puts around every page; ``shell.js`` has them"""


@pytest.fixture(scope='module')
def demo(site: WebSite) -> Iterator[tuple[str, dict[str, str]]]:
    """Give the address of a filled dossier, and the headers of somebody inside."""
    answer = site.client.get('/demo')
    yield answer.headers['location'], {'cookie': answer.headers['set-cookie'].partition(';')[0]}


def files_of(html: str) -> set[str]:
    """Give the addresses of the scripts and style sheets a page loads at once."""
    asked = set(re.findall(r'(?:src|href)="(/[^"]+\.(?:js|css|mjs))"', html))
    return asked | set(re.findall(r'@import url\("([^"]+)"', html))


@pytest.mark.parametrize('place', PLACES)
def test_a_page_is_few_files_and_few_bytes(site: WebSite, demo: tuple[str, dict[str, str]], place: str) -> None:
    html = site.client.get(demo[0] + place, headers=demo[1]).text
    files = files_of(html)

    sizes = {file: int(site.client.get(file).headers['content-length']) for file in files}

    assert len(files) + 3 <= MOST_FILES, files  # the page, its font and its icon
    assert sum(sizes.values()) <= MOST_BYTES, sizes


def test_files_of_a_page_are_compressed_once_and_kept_for_ever(site: WebSite, demo: tuple[str, dict[str, str]]) -> None:
    html = site.client.get(demo[0], headers=demo[1]).text

    for file in files_of(html):
        with patch('pages.packed.gzip.compress', wraps=gzip.compress) as compress:
            first, second = site.client.get(file), site.client.get(file)
        assert first.content == second.content
        assert 'immutable' in second.headers['cache-control']
        assert second.headers['content-encoding'] == 'gzip' or len(second.content) < 500
        assert compress.call_count <= 1


def test_a_browser_that_cannot_unpack_gets_the_file_as_it_is(site: WebSite, demo: tuple[str, dict[str, str]]) -> None:
    file = next(file for file in files_of(site.client.get('/').text) if file.endswith('.css'))
    packed = site.client.get(file)

    plain = site.client.get(file, headers={'accept-encoding': 'identity'})

    assert 'content-encoding' not in plain.headers
    assert plain.content == packed.content


def test_what_is_not_there_is_not_kept(site: WebSite) -> None:
    for file in [*files_of(site.client.get('/').text)] * 2:
        answer = site.client.get(f'{file}.nergens')
        assert answer.status_code == 404
        assert 'immutable' not in answer.headers['cache-control']


def test_the_page_of_nicegui_is_without_what_we_never_use(site: WebSite) -> None:
    html = site.client.get('/').text

    assert not re.search(r'quasar\.|roboto|fonts\.css|tailwind|import DOMPurify', html, re.IGNORECASE)
    assert 'shell.js' in html


def test_a_template_that_we_do_not_know_is_refused() -> None:
    with pytest.raises(ValueError, match='does not hold'):
        cut('<style>other</style>', '<style>@layer', '</style>')


@pytest.mark.parametrize('place', PLACES)
def test_no_page_holds_an_element_of_quasar(site: WebSite, demo: tuple[str, dict[str, str]], place: str) -> None:
    html = site.client.get(demo[0] + place, headers=demo[1]).text
    elements = json.loads(
        html.partition('String.raw`')[2]
        .partition('`')[0]
        .replace('&#36;', '$')
        .replace('&amp;', '&')
        .replace('&lt;', '<')
        .replace('&gt;', '>')
        .replace('&#96;', '`')
    )

    tags = {element['tag'] for element in elements.values()}

    assert {tag for tag in tags if tag.startswith('q-')} == QUASAR
    assert not {tag for tag in tags if tag.startswith('nicegui-')} - {'nicegui-html', 'nicegui-field'} - own_tags()


def own_tags() -> set[str]:
    """Give the tags of the components that are ours."""
    scripts = (ROOT / 'components').rglob('*.js')
    return {f'nicegui-{script.stem}' for script in scripts}


def test_html_of_ours_is_never_left_to_a_sanitizer_in_the_browser() -> None:
    bare = [
        f'{path.name}:{call.lineno}'
        for folder in ('components', 'pages')
        for path in (ROOT / folder).rglob('*.py')
        for call in ast.walk(ast.parse(path.read_text()))
        if isinstance(call, ast.Call)
        and ast.unparse(call.func) == 'ui.html'
        and not any(word.arg == 'sanitize' and ast.unparse(word.value) == 'False' for word in call.keywords)
    ]

    assert bare == []


class Handlers:
    def none(self) -> None: ...

    def one(self, value: Any) -> None: ...

    def maybe(self, value: int = 1, *more: int) -> None: ...


def test_what_is_remembered_of_a_handler_is_what_nicegui_finds(site: WebSite) -> None:
    first, second = Handlers(), Handlers()
    handlers = [first.none, second.none, first.one, second.one, first.maybe, lambda: None, lambda value: value, print]

    answers = [expects_arguments(handler) for handler in [*handlers, *handlers]]

    assert answers == [False, False, True, True, False, False, True, False] * 2
    assert helpers.expects_arguments is expects_arguments


def test_more_elements_do_not_mean_more_looking_up(site: WebSite, demo: tuple[str, dict[str, str]]) -> None:
    site.client.get(demo[0], headers=demo[1])

    with patch('pages.quick_elements._ask', wraps=lambda handler: False) as again:
        site.client.get(demo[0], headers=demo[1])

    assert again.call_count < 40
