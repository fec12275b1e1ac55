"""How many characters a second get through before people have to wait."""

from collections.abc import Mapping

from benchmarks.people import Meter
from benchmarks.scenarios.typing_together import WORKSHOP, enter, leave
from benchmarks.scenarios.void import Void, require_complete
from benchmarks.servers import Server
from benchmarks.typing_along import Window, measure

WAIT = 0.100
"""p95 (seconds) that is still fit to work with"""
FIRST, LAST = 10.0, 1280.0
"""characters per second of each person: where the ramp begins and where it ends at the latest"""
NARROW, MOST_STEPS = 1.1, 16
"""how near the pace that is too fast has to be to the one that is not"""
SAMPLED = 10
WARM_UP = 1.0
ENOUGH = 0.95
"""share of the characters that has to arrive while is measured"""


async def capacity(server: Server, seconds: float) -> Mapping[str, float]:
    """Fifty people type ever faster in one text, without cursors: doubling until it is too much, then in between.

    What the load used at the last pace tells whether it was the limit itself.

    :raises Void: if every pace is too fast, or something got lost
    """
    good, bad = 0.0, float('inf')
    best: Window | None = None
    each, load = FIRST, 0.0
    for room in range(MOST_STEPS):
        window = await _step(server, room, each, seconds)
        load = window.load
        if _is_fit(window):
            best, good = window, each
        else:
            bad = each
        if bad < good * NARROW or each >= LAST:
            break
        each = each * 2 if bad == float('inf') else (good * bad) ** 0.5 if good else each / 2
    if best is None:
        raise Void('Every pace was too fast.')
    return {
        'characters': best.delivered / best.seconds,
        'p95': best.figures['p95'],
        'frames': best.figures['frames'],
        'load': load,
    }


async def _step(server: Server, room: int, each: float, seconds: float) -> Window:
    """Try one pace in a fresh text; after one that is too fast the server starts anew, without what piled up.

    :raises Void: if something got lost at a pace that is not too fast
    """
    meter = Meter()
    people = await enter(server, room, WORKSHOP, meter, sampled=SAMPLED)
    window = await measure(server, people, meter, each, seconds, cursors=False, warm_up=WARM_UP)
    if _is_fit(window):
        require_complete(people, documents=False)
        await leave(people)
    else:
        for person in people:
            person.socket.abort()
        server.kill()
        server.start()
    return window


def _is_fit(window: Window) -> bool:
    return window.percentile(0.95) < WAIT and window.delivered >= ENOUGH * window.wanted
