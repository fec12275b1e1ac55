"""The loop of the live texts: calls go there, news comes home, in order and in time."""

import asyncio
import threading

import pytest

from data.own_loop import OwnLoop


def test_without_a_thread_everything_happens_at_once() -> None:
    loop, heard = OwnLoop(), list[str]()

    loop.tell(lambda: heard.append('news'))
    loop.soon(lambda: heard.append('soon'))

    assert loop.run(threading.get_ident) == threading.get_ident()
    assert heard == ['news', 'soon']


async def test_calls_run_in_the_thread_and_news_at_home() -> None:
    loop, heard = OwnLoop(), list[int]()
    loop.start()

    there = loop.run(threading.get_ident)
    loop.run(lambda: loop.tell(lambda: heard.append(threading.get_ident())))

    assert there != threading.get_ident()
    assert heard == [threading.get_ident()]
    await loop.stop()


async def test_what_was_told_is_known_when_a_call_returns() -> None:
    loop, heard = OwnLoop(), list[int]()
    loop.start()
    for number in range(100):
        loop.soon(lambda number=number: loop.tell(lambda: heard.append(number)))

    loop.run(lambda: None)

    assert heard == [*range(100)]
    await loop.stop()


async def test_whoever_calls_from_another_thread_has_the_news_too() -> None:
    loop, heard = OwnLoop(), list[int]()
    loop.start()

    def elsewhere() -> list[int]:
        loop.run(lambda: loop.tell(lambda: heard.append(threading.get_ident())))
        return [*heard]

    assert await asyncio.to_thread(elsewhere) == [threading.get_ident()]
    await loop.stop()


async def test_what_goes_wrong_there_is_raised_here() -> None:
    loop = OwnLoop()
    loop.start()

    with pytest.raises(ZeroDivisionError):
        loop.run(lambda: 1 // 0)
    with pytest.raises(ZeroDivisionError):
        await loop.wait_for(failing)

    assert await loop.wait_for(working) == 'done'
    await loop.stop()


async def test_after_the_end_it_is_as_before_the_beginning() -> None:
    loop, heard = OwnLoop(), list[str]()
    loop.start()
    loop.soon(lambda: loop.tell(lambda: heard.append('last words')))

    await loop.stop()
    loop.tell(lambda: heard.append('afterwards'))

    assert heard == ['last words', 'afterwards']
    assert loop.run(threading.get_ident) == threading.get_ident()


async def failing() -> None:
    raise ZeroDivisionError


async def working() -> str:
    return 'done'
