"""Somebody joins a long text with a long history."""

import asyncio
from collections.abc import Mapping
from functools import cache
from statistics import median
from time import perf_counter

from benchmarks import updates
from benchmarks.people import Meter, Person
from benchmarks.scenarios.void import Void
from benchmarks.servers import Server

EDITS = 20_000
WRITER = updates.CLIENTS_FROM
PACE = 2000
"""edits per second while the text is made"""
PUT_AWAY = 10.0
"""how long (seconds) a server gets to put the text on disk; hocuspocus waits two seconds, y-leveldb is slow"""
JOINS, RESTARTS = 10, 4


async def warm(server: Server, _seconds: float) -> Mapping[str, float]:
    """Join while the writer is there; the median of some times."""
    writer = await _written(server)
    found = [await _join(server, number) for number in range(1, JOINS + 1)]
    writer.leave()
    return {'warm': median(time for time, _ in found) * 1000, 'bytes': median(size for _, size in found) / 1000}


async def cold(server: Server, _seconds: float) -> Mapping[str, float]:
    """Be the first to join after kill -9 and a restart; then again, when a server may have tidied up."""
    writer = await _written(server)
    await asyncio.sleep(PUT_AWAY)
    times = []
    for number in range(1, RESTARTS + 1):
        server.kill()
        server.start(kept=True)
        times.append((await _join(server, number))[0])
    writer.socket.abort()
    return {'first': times[0] * 1000, 'again': median(times[1:]) * 1000}


async def _written(server: Server) -> Person:
    """Make the text, edit by edit, and see to it that it reaches somebody else."""
    meter = Meter()
    writer, reader = (Person(server.seat(0, number), WRITER + number, meter) for number in range(2))
    await writer.enter()
    await reader.enter()
    for number, update in enumerate(_history()):
        writer.send_update(update)
        if number % (PACE // 100) == 0:
            await asyncio.sleep(0.01)
    try:
        await reader.reached(WRITER, EDITS)
    except TimeoutError:
        raise Void(f'{reader.have.get(WRITER, 0)} of {EDITS} edits arrived. {reader.socket.end}') from None
    reader.leave()
    return writer


async def _join(server: Server, number: int) -> tuple[float, int]:
    """Join; gives the seconds until the text was complete, and the bytes that took.

    :raises Void: if it never was
    """
    person = Person(server.seat(0, number), WRITER + number, Meter())
    began = perf_counter()
    await person.enter()
    try:
        took = await person.reached(WRITER, EDITS) - began
    except TimeoutError:
        raise Void(f'{person.have.get(WRITER, 0)} of {EDITS} characters were there. {person.socket.end}') from None
    size = person.socket.received
    if updates.text_of(person.log) != _text():
        raise Void('The text is another one.')
    person.leave()
    await asyncio.sleep(0.2)
    return took, size


@cache
def _history() -> list[bytes]:
    return updates.history(WRITER, EDITS)


@cache
def _text() -> str:
    return updates.text_of(_history())
