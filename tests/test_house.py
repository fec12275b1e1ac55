"""Housekeeping goes on whatever fails, and lets others have their turn."""

import asyncio
import errno
import logging
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from data.content import load_content
from data.workspace import Workspace
from pages.demo import HOURS, clear_demos, open_demo
from pages.house import keep_house
from tests.clock import Clock

CONTENT = load_content(Path(__file__).parents[1] / 'content')


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    """Hold three copies of the demo that have had their time."""
    clock = Clock()
    clock.now = datetime.now(UTC)
    workspace = Workspace(tmp_path, CONTENT, b'secret' * 6, now=clock)
    for _ in range(3):
        asyncio.run(open_demo(workspace, None, ''))
    clock.now += timedelta(hours=HOURS, minutes=1)
    yield workspace


async def keep_until(workspace: Workspace, *done: asyncio.Event) -> None:
    """Keep house at a fast pace until all of this happened."""
    house = asyncio.create_task(keep_house(workspace, every=0.001))
    async with asyncio.timeout(30):
        for each in done:
            await each.wait()
    house.cancel()
    with suppress(asyncio.CancelledError):
        await house


@pytest.mark.parametrize(
    ('error', 'said', 'with_trace'),
    [
        (OSError(errno.ENOSPC, 'No space left on device'), 'the disk refuses, this is tried again', False),
        (ZeroDivisionError('odd'), 'this failed and is tried again', True),
    ],
)
def test_a_chore_that_fails_keeps_back_neither_the_others_nor_itself(
    workspace: Workspace,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    error: Exception,
    said: str,
    with_trace: bool,
) -> None:
    async def story() -> None:
        swept_again, reminded = asyncio.Event(), asyncio.Event()
        sweeps: list[int] = []

        def sweep() -> None:
            sweeps.append(1)
            if len(sweeps) == 1:
                raise error
            swept_again.set()

        loop = asyncio.get_running_loop()
        monkeypatch.setattr(workspace.accounts, 'sweep', sweep)
        monkeypatch.setattr(workspace, 'remind', lambda: loop.call_soon_threadsafe(reminded.set))
        await keep_until(workspace, reminded, swept_again)

    with caplog.at_level(logging.ERROR):
        asyncio.run(story())

    (line,) = caplog.records
    assert line.getMessage().startswith(f'Housekeeping, sessions and access: {said}')
    assert bool(line.exc_info) is with_trace
    assert not workspace.expired_demos(HOURS)


def test_pages_get_their_turn_between_two_copies_that_go(workspace: Workspace) -> None:
    left: list[int] = []

    async def look() -> None:
        while True:
            left.append(len(workspace.expired_demos(HOURS)))
            await asyncio.sleep(0)

    async def story() -> None:
        looking = asyncio.create_task(look())
        await clear_demos(workspace)
        await asyncio.sleep(0)
        looking.cancel()

    asyncio.run(story())
    assert {2, 1, 0} <= {*left}
