"""What a start costs does not grow with the dossiers that nobody opens: counted in files that are looked at."""

import asyncio
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app import CONTENT
from data.content import load_content
from data.models import MemberRole
from data.upgrade import upgrade
from data.workspace import Workspace
from pages.demo import clear_demos, open_demo

FEW, MANY = 3, 30
CONTENT_READ = load_content(CONTENT)


def filled(root: Path, count: int) -> Path:
    """Make a folder with so many dossiers, and as many copies of the demo."""
    workspace = Workspace(root, CONTENT_READ, b'secret' * 6)
    for number in range(count):
        workspace.create(f'Wijk {number}', 'Wiedemeer', 'Jeroen')
        copy = root / 'dossiers' / f'demo-7{number:07x}-0'
        copy.mkdir()
        (copy / 'dossier.json').write_text('{}')
    upgrade(root)
    return root


def looked_at(root: Path, monkeypatch: pytest.MonkeyPatch, does: Callable[[], object]) -> list[str]:
    """Give what was opened, listed or measured below a folder."""
    seen: list[str] = []

    def spied(real: Callable[..., Any]) -> Callable[..., Any]:
        def call(path: Any, *rest: Any, **named: Any) -> Any:
            if isinstance(path, (str, os.PathLike)) and str(path).startswith(f'{root}{os.sep}'):
                seen.append(str(path))
            return real(path, *rest, **named)

        return call

    with monkeypatch.context() as patch:
        for name in ('open', 'stat', 'scandir', 'listdir'):
            patch.setattr(os, name, spied(getattr(os, name)))
        patch.setattr('io.open', spied(open))
        does()
    return seen


@pytest.mark.parametrize('what', ['start', 'upgrade', 'demo', 'clear demos'])
def test_many_closed_dossiers_cost_no_more_than_few(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str) -> None:
    counts = []
    for count in (FEW, MANY):
        root = filled(tmp_path / f'{what}-{count}', count)
        if what == 'start':
            counts.append(len(looked_at(root, monkeypatch, lambda root=root: Workspace(root, CONTENT_READ, b's' * 36))))
        elif what == 'upgrade':
            counts.append(len(looked_at(root, monkeypatch, lambda root=root: upgrade(root))))
        else:
            workspace = Workspace(root, CONTENT_READ, b'secret' * 6)
            does: dict[str, Callable[[], object]] = {
                'demo': lambda workspace=workspace: asyncio.run(open_demo(workspace, None, '')),
                'clear demos': lambda workspace=workspace: asyncio.run(clear_demos(workspace)),
            }
            counts.append(len(looked_at(root, monkeypatch, does[what])))

    assert counts[0] == counts[1] > 0, f'{what} looked at {counts} files'


def test_somebody_opens_one_dossier_and_nothing_else_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = filled(tmp_path / 'many', MANY)
    workspace = Workspace(root, CONTENT_READ, b'secret' * 6)
    member = workspace.accounts.add_member('x', 'Jeroen', MemberRole.OWNER)
    mine = next(each for each in (root / 'dossiers').iterdir() if not each.name.startswith('demo-')).name
    assert workspace.accounts.member(member.id)

    seen = looked_at(root, monkeypatch, lambda: (workspace.dossier(mine), workspace.texts.texts(mine)))

    assert seen
    assert {Path(path).relative_to(root / 'dossiers').parts[0] for path in seen} == {mine}
