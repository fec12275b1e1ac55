"""When things are done that are asked for too often."""

import asyncio
import time
from types import SimpleNamespace

import pytest

import data.paced
from data.paced import Delayed, Paced


async def test_the_first_is_done_at_once_and_those_after_it_together(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [0.0]  # one that stands still, or a machine with much to do would have the second done at once as well
    monkeypatch.setattr(data.paced, 'time', SimpleNamespace(monotonic=lambda: clock[0]))
    done: list[str] = []
    paced = Paced(lambda: 0.02, lambda: done.append('done'))

    paced.now_or_soon()
    assert done == ['done'], 'right here'
    for _ in range(5):
        paced.now_or_soon()
    assert done == ['done']
    await asyncio.sleep(0.06)

    assert done == ['done'] * 2
    clock[0] += 0.02
    paced.now_or_soon()
    assert done == ['done'] * 3, 'after a pause it is at once again'


async def test_what_takes_long_is_done_less_often() -> None:
    begun: list[float] = []

    def slow() -> None:
        begun.append(time.monotonic())
        time.sleep(0.03)

    paced = Paced(lambda: 0.0, slow)
    paced.now_or_soon()
    paced.now_or_soon()
    await asyncio.sleep(0.1)

    assert begun[1] - begun[0] >= 0.055, 'it takes half of the time at most'


async def test_who_asks_during_a_delay_shares_it() -> None:
    done: list[str] = []
    delayed = Delayed(0.01, lambda: done.append('done'))
    for _ in range(4):
        delayed.soon()
    assert done == []
    await asyncio.sleep(0.03)
    assert done == ['done']

    delayed.soon()
    await asyncio.sleep(0.03)
    assert done == ['done'] * 2


async def test_what_is_due_at_the_end_is_done_then_and_nothing_after() -> None:
    done: list[str] = []
    delayed = Delayed(0.01, lambda: done.append('done'))
    delayed.stop()
    assert done == []
    delayed.soon()

    delayed.stop()
    await asyncio.sleep(0.03)

    assert done == ['done']


def test_without_a_loop_it_is_done_at_once() -> None:
    done: list[str] = []

    Paced(lambda: 3600, lambda: done.append('done')).soon()

    assert done == ['done']
