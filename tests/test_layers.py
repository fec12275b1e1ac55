"""The folders stay layered: a lower layer never imports a higher one."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PYTHON = sorted(path for top in ('data', 'components', 'pages') for path in (ROOT / top).rglob('*.py'))
TOP_LEVEL = {'app.py', 'benchmarks', 'components', 'content', 'data', 'deploy', 'docs', 'pages', 'tests'}

FORBIDDEN = {
    'data/models': ('data.', 'components', 'pages', 'nicegui', 'app'),
    'data/content_models': ('data.', 'components', 'pages', 'nicegui', 'app'),
    'data/rules': ('data.', 'components', 'pages', 'nicegui', 'app'),
    'data': ('components', 'pages', 'app'),
    'components': ('pages', 'app'),
    'pages': ('app',),
}
ALLOWED = {
    'data/models': ('data.models',),
    'data/content_models': ('data.models', 'data.content_models'),
    'data/rules': ('data.models', 'data.content_models', 'data.rules'),
}


def imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module} | {f'{node.module}.{alias.name}' for alias in node.names}
    return names


def layer_of(path: Path) -> str:
    relative = path.relative_to(ROOT).as_posix()
    return max((layer for layer in FORBIDDEN if relative.startswith(f'{layer}/')), key=len)


def trespasses(layer: str, name: str) -> bool:
    if any(name == allowed or name.startswith(f'{allowed}.') for allowed in ALLOWED.get(layer, ())):
        return False
    return any(name == barred.rstrip('.') or name.startswith(f'{barred.rstrip(".")}.') for barred in FORBIDDEN[layer])


@pytest.mark.parametrize('path', PYTHON, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_module_imports_only_from_its_own_layer_and_below(path: Path) -> None:
    layer = layer_of(path)

    wrong = sorted(name for name in imported(path) if name != 'data' and trespasses(layer, name))

    assert wrong == []


@pytest.mark.parametrize('path', [path for path in PYTHON if layer_of(path) == 'data'], ids=lambda path: path.name)
def test_data_takes_nothing_but_the_event_from_the_screen(path: Path) -> None:
    from_nicegui = {name for name in imported(path) if name.startswith('nicegui')}

    assert from_nicegui <= {'nicegui', 'nicegui.Event'}


@pytest.mark.parametrize('path', PYTHON, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_file_begins_with_what_it_is(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text()))


def test_rules_know_no_clock_file_or_chance() -> None:
    impure = {'random', 'secrets', 'os', 'pathlib', 'time', 'tempfile', 'shutil', 'socket'}
    chance = {ROOT / 'data/rules/changes.py'}

    offenders = {
        path.name: imported(path) & impure
        for path in (ROOT / 'data/rules').rglob('*.py')
        if path not in chance and imported(path) & impure
    }

    assert offenders == {}


def test_pages_reach_texts_and_their_past_where_it_is_judged_who_may_read_them() -> None:
    around = re.compile(r'texts\.(text|texts|state|present|history)\b|workspace\.journal\(')
    judged = {'components/visit.py', 'components/past.py', 'components/name_removal.py'}
    for_all = {'pages/downloads.py', 'pages/history.py'}  # the states of what everyone reads; ending bursts of typing

    pages = [path for path in PYTHON if layer_of(path) in ('components', 'pages')]
    found = {path.relative_to(ROOT).as_posix() for path in pages if around.search(path.read_text())}

    assert found == judged | for_all


def test_content_holds_no_python() -> None:
    assert list((ROOT / 'content').rglob('*.py')) == []
