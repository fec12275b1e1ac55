"""Dossiers begin whole or not at all, beside the event loop and beside the live texts."""

import asyncio
import errno
import os
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from pycrdt import Doc, Text

from data import disk
from data.content import load_content
from data.demo import demo_dossier, demo_members
from data.errors import NotFound, NotSaved
from data.health import check
from data.models import DEMO_PREFIX, GOAL
from data.own_loop import OwnLoop
from data.room_document import STATE_LIMIT, TEXT_LIMIT
from data.row_file import RowFile
from data.settings import Settings
from data.workspace import Workspace
from pages.demo import open_demo
from pages.entry import add_entry
from pages.session import Site
from tests.live_server import Running, person
from tests.test_faults import refusing
from tests.test_live import is_saved

CONTENT = load_content(Path(__file__).parent.parent / 'content')
FILES = 2 * len(CONTENT.demo.texts) + 1
"""of a copy of the demo: two per text, and the dossier; they are in two folders, which get their place in a third"""


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return Workspace(tmp_path, CONTENT, b'secret' * 6)


def copies(root: Path) -> list[str]:
    """Give what there is of copies of the demo, also of unfinished ones."""
    return sorted(path.relative_to(root).as_posix() for path in root.rglob(f'{DEMO_PREFIX}*'))


def state_with(words: str) -> bytes:
    doc: Doc[Text] = Doc()
    doc.get('text', type=Text).insert(0, words)
    return doc.get_update()


@pytest.mark.parametrize(
    'texts, error, words',
    [
        pytest.param({GOAL: 'é' * (TEXT_LIMIT // 2) + 'x'}, ValueError, 'at most', id='too long'),
        pytest.param({GOAL: state_with('x' * (TEXT_LIMIT + 1))}, ValueError, 'at most', id='too long a state'),
        pytest.param({GOAL: bytes(STATE_LIMIT + 1)}, ValueError, 'at most', id='too large a state'),
        pytest.param({GOAL: b'nonsense'}, ValueError, 'decode', id='no state'),
        pytest.param({'../x': 'x'}, NotFound, 'not the id', id='no text'),
    ],
)
def test_a_text_that_could_not_be_typed_is_refused_and_nothing_is_made(
    workspace: Workspace, tmp_path: Path, texts: dict[str, str | bytes], error: type[Exception], words: str
) -> None:
    dossier, _ = demo_dossier('demo-1-0', CONTENT, workspace.today())

    with pytest.raises(error, match=words):
        workspace.install(dossier, texts)

    assert copies(tmp_path) == []
    assert workspace.trouble == ''


# a copy of the demo


async def test_a_copy_of_the_demo_is_whole_and_in_order(workspace: Workspace, tmp_path: Path) -> None:
    dossier_id, token = await open_demo(workspace, None, 'Firefox op Linux')

    dossier, texts = demo_dossier(dossier_id, CONTENT, workspace.today())
    session = workspace.accounts.session(token)
    assert session
    assert [*workspace.accounts.members_in(session)] == workspace.accounts.members_of(dossier_id)
    assert [each.party_id for each in workspace.accounts.members_of(dossier_id)] == [
        each.party_id for each in demo_members(dossier)
    ]
    assert workspace.dossier(dossier_id) == dossier
    assert workspace.texts.texts(dossier_id) == texts
    assert Workspace(tmp_path, CONTENT, b'secret').texts.texts(dossier_id) == texts
    assert [*check(tmp_path)] == []


async def test_a_copy_of_the_demo_costs_the_disk_no_more_than_it_has_to(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(2):  # the first ones make files of their own for who may enter
        await open_demo(workspace, None, '')
    sync, synced = os.fsync, list[int]()
    monkeypatch.setattr(os, 'fsync', lambda file: (synced.append(file), sync(file))[1])

    await open_demo(workspace, None, '')

    assert len(synced) <= FILES + 3 + 1, 'each file and folder once, and who may enter'


async def test_a_copy_is_made_without_the_live_texts_and_shared_memory_stays_with_its_thread(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads: dict[str, set[int]] = {}

    def watch(kind: type, name: str) -> None:
        real: Callable[..., Any] = getattr(kind, name)

        def watched(*given: Any, **named: Any) -> Any:
            threads.setdefault(name, set()).add(threading.get_ident())
            return real(*given, **named)

        monkeypatch.setattr(kind, name, watched)

    await workspace.texts.start()
    for kind, name in ((RowFile, 'append'), (RowFile, 'write'), (Workspace, 'dossier'), (Workspace, '_write_new')):
        watch(kind, name)
    watch(OwnLoop, 'run')
    await open_demo(workspace, None, '')
    watched, here = {**threads}, threading.get_ident()
    await workspace.texts.stop()

    assert 'run' not in watched, 'the loop of the live texts is asked nothing'
    assert watched.pop('_write_new') != {here}, 'the files are made elsewhere'
    assert all(found == {here} for found in watched.values())


@pytest.mark.parametrize(
    'kind, step, at',
    [
        *((os, 'open', at) for at in (0, 1, 30, FILES)),
        *((os, 'pwrite', at) for at in (0, 1, 30, FILES)),
        *((os, 'fsync', at) for at in (0, 1, 30, *range(FILES - 2, FILES + 4))),
        *((Path, 'mkdir', at) for at in (0, 1, 2)),
        (Path, 'rename', 0),
    ],
)
async def test_a_disk_that_refuses_leaves_nothing_of_a_copy(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: Any, step: str, at: int
) -> None:
    await open_demo(workspace, None, '')
    await open_demo(workspace, None, '')
    before, people, real, calls = copies(tmp_path), accounts_of(tmp_path), getattr(kind, step), list[int]()

    def refuse(*given: Any, **named: Any) -> Any:
        if step == 'open' and not given[1] & os.O_CREAT:
            return real(*given, **named)  # what is there can be read and removed
        calls.append(1)
        if len(calls) > at:
            raise OSError(errno.ENOSPC, 'No space left on device')
        return real(*given, **named)

    with monkeypatch.context() as patch:
        patch.setattr(kind, step, refuse)
        with pytest.raises(NotSaved, match='is vol'):
            await open_demo(workspace, None, '')

    assert copies(tmp_path) == before
    assert accounts_of(tmp_path) == people
    assert len(workspace.accounts._members.rows) == 2 * len(CONTENT.demo.dossier['parties'])
    await open_demo(workspace, None, '')
    assert [*check(tmp_path)] == []


def accounts_of(root: Path) -> str:
    return ''.join(path.read_text() for path in sorted(root.glob('accounts*')))


class PowerCutError(BaseException):
    pass


@pytest.mark.parametrize('step, at', [('pwrite', 0), ('pwrite', 40), ('fsync', 0), ('fsync', 40), ('fsync', FILES + 2)])
async def test_after_a_power_cut_there_is_all_of_a_copy_or_nothing(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, at: int
) -> None:
    dossier, texts = demo_dossier('demo-1-0', CONTENT, workspace.today())
    real, calls = getattr(os, step), list[int]()

    def cut(*given: Any) -> Any:
        calls.append(1)
        if len(calls) > at:
            raise PowerCutError
        return real(*given)

    with monkeypatch.context() as patch:
        patch.setattr(os, step, cut)
        patch.setattr(shutil, 'rmtree', lambda *_, **__: None)  # nothing runs after a power cut
        with pytest.raises(PowerCutError):
            workspace.install(dossier, texts)
    assert copies(tmp_path)

    again = Workspace(tmp_path, CONTENT, b'secret')
    if at < FILES:
        assert copies(tmp_path) == []
    else:
        assert again.texts.texts('demo-1-0') == texts, 'it had its place already'


@pytest.mark.parametrize('times', [1, 3])
async def test_who_is_stopped_while_a_copy_is_made_leaves_nothing(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, times: int
) -> None:
    write, begun, go_on = disk._write_new, threading.Event(), threading.Event()

    def slow(path: Path, data: bytes) -> None:
        begun.set()
        go_on.wait(20)
        write(path, data)

    monkeypatch.setattr(disk, '_write_new', slow)
    copying = asyncio.create_task(open_demo(workspace, None, ''))
    await asyncio.to_thread(begun.wait, 10)

    for _ in range(times):
        copying.cancel()
        for _ in range(3):
            await asyncio.sleep(0)
    go_on.set()
    with pytest.raises(asyncio.CancelledError):
        await copying
    await asyncio.get_running_loop().shutdown_default_executor()  # what a thread still does is done then

    assert copies(tmp_path) == []


# beside who types


@pytest.fixture
def running(workspace: Workspace, tmp_path: Path) -> Iterator[Running]:
    def add(web: FastAPI) -> None:
        web.state.site = Site(workspace, Settings(data=tmp_path))
        add_entry(web)

    running = Running(workspace.texts, add)
    yield running
    running.stop()


def test_typing_and_pages_go_on_while_a_copy_of_the_demo_waits_for_the_disk(
    running: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    sync, waits, go_on, answers = os.fsync, threading.Event(), threading.Event(), list[int]()

    def slow(file: int) -> None:
        path = str(Path(f'/proc/self/fd/{file}').readlink())
        if DEMO_PREFIX in path and '.ylog' in path:
            waits.set()
            go_on.wait(20)
        sync(file)

    with running.socket('henk') as one, running.socket('fatima') as two:
        henk, fatima = person(one), person(two)
        henk.until(is_saved)
        fatima.until(is_saved)
        monkeypatch.setattr(os, 'fsync', slow)
        visitor = threading.Thread(target=lambda: answers.append(running.status('/demo')))
        visitor.start()
        assert waits.wait(10)

        henk.type('Hallo')
        fatima.until(lambda each: str(each.text) == 'Hallo')
        henk.until(is_saved)
        assert running.status('/healthz') == 200

        assert visitor.is_alive(), 'the copy waits until now'
        go_on.set()
        visitor.join()
    assert answers == [303]


# the health check


async def test_a_refusing_disk_is_tried_by_one_at_a_time(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(disk, 'write_all', refusing(errno.ENOSPC))
        with pytest.raises(NotSaved):
            workspace.create('Nieuw', 'Wiedemeer', 'Noor')
    tried = list[int]()
    monkeypatch.setattr(type(workspace._store), 'try_disk', lambda _: tried.append(threading.get_ident()))

    answers = await asyncio.gather(*(workspace.try_disk() for _ in range(3)))

    assert answers == ['', 'De schijf van de server is vol.', 'De schijf van de server is vol.']
    assert len(tried) == 1
    assert tried != [threading.get_ident()]
