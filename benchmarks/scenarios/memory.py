"""What texts cost in memory: open ones in which nobody does anything, and those that were left."""

import asyncio
from collections.abc import Mapping

from benchmarks import updates
from benchmarks.people import Meter, Person
from benchmarks.scenarios.typing_together import enter, leave
from benchmarks.servers import Server

TEXT = 'Een tekst zoals die in een dossier staat. ' * 24
"""about 1,000 characters"""
WARM, IDLE, PEOPLE = 20, 200, 3
WAVES, WAVE = 4, 150
SETTLE, UNLOAD = 3.0, 8.0
"""how long (seconds) servers get to come to rest, and to let go of what was left"""


async def memory(server: Server, _seconds: float) -> Mapping[str, float]:
    """Open texts with three people and look; then let a person open and leave others, wave after wave.

    The first few texts, and the first wave, do not count: they pay for what is loaded once.
    """
    meter = Meter()
    for text in [await _opened(server, room, PEOPLE, meter) for room in range(WARM)]:
        await leave(text)
    await asyncio.sleep(UNLOAD)
    before = server.memory()
    texts = [await _opened(server, room, PEOPLE, meter) for room in range(WARM, WARM + IDLE)]
    await asyncio.sleep(SETTLE)
    idle = (server.memory() - before) / IDLE
    await leave(*texts)
    await asyncio.sleep(UNLOAD)
    after = []
    for wave in range(WAVES):
        first = WARM + IDLE + wave * WAVE
        await leave(*[await _opened(server, room, 1, meter) for room in range(first, first + WAVE)])
        await asyncio.sleep(UNLOAD)
        after.append(server.memory())
    left = (after[-1] - after[0]) / (WAVE * (WAVES - 1))
    return {'idle': idle / 1024, 'left': left / 1024, 'base': before / 1024**2}


async def _opened(server: Server, room: int, count: int, meter: Meter) -> list[Person]:
    """Have people in a text that says something; the first of them writes it."""
    people = await enter(server, room, count, meter)
    people[0].send_update(updates.pasted(people[0].client, TEXT))
    for person in people[1:]:
        await person.reached(people[0].client, len(TEXT))
    return people
