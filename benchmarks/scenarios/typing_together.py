"""People type in the same text: two, fifty, or three in each of two hundred texts."""

import asyncio
from collections.abc import Mapping

from benchmarks import updates
from benchmarks.people import Meter, Person
from benchmarks.scenarios.void import require_complete
from benchmarks.servers import Server
from benchmarks.typing_along import measure

PAIR_RATE = 20.0
"""characters per second; of the two people one types and one reads"""
WORKSHOP, WORKSHOP_RATE = 50, 5.0
ROOMS, ROOM_PEOPLE, ROOM_RATE = 200, 3, 1.0


async def enter(server: Server, room: int, count: int, meter: Meter, *, sampled: int = 1) -> list[Person]:
    """Have people enter a room, one after the other, and show their cursors.

    :param sampled: take latencies at every how manieth person
    """
    first = updates.CLIENTS_FROM + room * 1000
    people = [
        Person(server.seat(room, number), first + number, meter, sampled=number % sampled == 0)
        for number in range(count)
    ]
    for person in people:
        await person.enter()
    for person in people:
        person.appear()
    return people


async def leave(*rooms: list[Person]) -> None:
    """Have everybody go."""
    for people in rooms:
        for person in people:
            person.leave()
    await asyncio.sleep(0.1)


async def latency(server: Server, seconds: float) -> Mapping[str, float]:
    """One person types, another reads."""
    meter = Meter()
    people = await enter(server, 0, 2, meter)
    window = await measure(server, people[:1], meter, PAIR_RATE, seconds, readers=people[1:])
    require_complete(people)
    await leave(people)
    return window.figures


async def workshop(server: Server, seconds: float) -> Mapping[str, float]:
    """Everybody types in one text."""
    meter = Meter()
    people = await enter(server, 0, WORKSHOP, meter)
    window = await measure(server, people, meter, WORKSHOP_RATE, seconds)
    require_complete(people)
    await leave(people)
    return window.figures


async def rooms(server: Server, seconds: float) -> Mapping[str, float]:
    """Three people type in each of many texts."""
    meter = Meter()
    texts = [await enter(server, room, ROOM_PEOPLE, meter) for room in range(ROOMS)]
    people = [person for text in texts for person in text]
    window = await measure(server, people, meter, ROOM_RATE, seconds)
    require_complete(*texts)
    await leave(*texts)
    return window.figures
