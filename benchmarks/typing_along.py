"""Many people typing at the same time, none of them in step with another."""

import asyncio
import os
import random
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from time import perf_counter, process_time

from benchmarks.people import Meter, Person
from benchmarks.servers import Server

WARM_UP = 2.0
"""how long (seconds) is typed before anything is measured"""
TICK = 0.001
"""the shortest time (seconds) uvloop can wait; without waiting the load would turn round and round"""
DRAIN = 0.5
"""how long (seconds) is waited for the last characters"""


@dataclass(frozen=True)
class Window:
    """What was measured while people typed; times in seconds.

    :param latencies: of each delivered character, sorted
    :param delivered: characters that reached somebody else
    :param wanted: characters that should have
    :param cpu: what the server used
    :param load: share of its core that the load used
    """

    latencies: 'array[float]'
    delivered: int
    wanted: int
    frames: int
    seconds: float
    cpu: float
    load: float

    def percentile(self, share: float) -> float:
        """Give the latency that this share of the characters stays below; infinite if nothing arrived."""
        count = len(self.latencies)
        return self.latencies[min(count - 1, int(count * share))] if count else float('inf')

    @property
    def figures(self) -> dict[str, float]:
        """Latency in milliseconds, CPU seconds per 1,000 delivered characters, and text messages per character."""
        return {
            'p50': self.percentile(0.50) * 1000,
            'p95': self.percentile(0.95) * 1000,
            'p99': self.percentile(0.99) * 1000,
            'cpu': self.cpu / self.delivered * 1000 if self.delivered else float('inf'),
            'frames': self.frames / self.delivered if self.delivered else float('inf'),
            'load': self.load,
        }


async def type_along(
    people: Sequence[Person], each: float, seconds: float, *, cursors: bool = True, seed: int = 1
) -> None:
    """Have everybody type.

    People take turns in an order that stays, each at a random moment of their turn; so nobody is in step with anybody,
    and everybody types at an even pace.

    :param each: characters per second of one person
    :param cursors: whether everybody shows with each character where they are
    """
    for person in people:
        person.prepare(int(each * seconds) + 2)
    chance = random.Random(seed)
    order = [*people]
    chance.shuffle(order)
    rate = each * len(order)
    start, count = perf_counter(), 0
    due = start + chance.random() / rate
    while due < start + seconds and perf_counter() < start + seconds:
        await asyncio.sleep(max(due - perf_counter(), TICK))
        now = perf_counter()
        while due <= now and due < start + seconds:
            order[count % len(order)].type(with_cursor=cursors)
            count += 1
            due = start + (count + chance.random()) / rate


async def measure(
    server: Server,
    people: Sequence[Person],
    meter: Meter,
    each: float,
    seconds: float,
    *,
    readers: Sequence[Person] = (),
    cursors: bool = True,
    warm_up: float = WARM_UP,
) -> Window:
    """Have people type, first to warm up, and then measure.

    :param people: who types, of all rooms together
    :param readers: who only reads
    """
    everybody = [*people, *readers]
    await type_along(people, each, warm_up, cursors=cursors, seed=2)
    _catch_up(everybody)
    meter.begin()
    began, cpu, load, before = perf_counter(), server.cpu(), process_time(), _audience(everybody)
    await type_along(people, each, seconds, cursors=cursors)
    took = perf_counter() - began
    cpu, load = server.cpu() - cpu, process_time() - load
    await asyncio.sleep(DRAIN)
    _catch_up(everybody)
    meter.measuring = False
    await settle(everybody)
    wanted = _audience(everybody) - before
    return Window(array('d', sorted(meter.latencies)), meter.delivered, wanted, meter.frames, took, cpu, load / took)


def _catch_up(people: Sequence[Person]) -> None:
    for person in people:
        person.catch_up()


async def settle(people: Sequence[Person], patience: float = 5.0) -> None:
    """Wait until nothing comes in any more."""
    give_up, seen = perf_counter() + patience, -1
    while (count := sum(person.socket.frames for person in people)) != seen and perf_counter() < give_up:
        seen = count
        await asyncio.sleep(0.3)


def _audience(people: Sequence[Person]) -> int:
    """Count the characters typed, each once per person it has to reach."""
    rooms: dict[str, list[int]] = {}
    for person in people:
        rooms.setdefault(person.room, []).append(person.typed)
    return sum(sum(typed) * (len(typed) - 1) for typed in rooms.values())


def cores() -> tuple[int, int]:
    """Give the core of the load and the core of the server.

    :raises SystemExit: if there is only one
    """
    usable = sorted(os.sched_getaffinity(0))
    if len(usable) < 2:
        raise SystemExit('Two cores are needed: one for the server, one for the load.')
    return usable[0], usable[1]
