"""Two people type while others open pages of the same server."""

import asyncio
from collections.abc import Mapping
from time import perf_counter

from benchmarks.people import Meter
from benchmarks.scenarios.typing_together import PAIR_RATE, enter, leave
from benchmarks.scenarios.void import Void, require_complete
from benchmarks.servers import HOST, Server
from benchmarks.typing_along import measure

PAGES = 20.0
"""pages per second"""
AT_ONCE = 40
"""how many may be on their way; with more, the server does not keep up and fewer are asked for"""


async def busy_pages(server: Server, seconds: float) -> Mapping[str, float]:
    """First without pages, then with."""
    meter = Meter()
    people = await enter(server, 0, 2, meter)
    quiet = await measure(server, people[:1], meter, PAIR_RATE, seconds, readers=people[1:])
    opener = Opener(server)
    task = asyncio.create_task(opener.run())
    busy = await measure(server, people[:1], meter, PAIR_RATE, seconds, readers=people[1:])
    rate = opener.rate()
    task.cancel()
    require_complete(people)
    await leave(people)
    return {
        'p50': busy.figures['p50'],
        'p95': busy.figures['p95'],
        'quiet_p50': quiet.figures['p50'],
        'quiet_p95': quiet.figures['p95'],
        'rate': rate,
    }


class Opener:
    """Opens pages at an even pace, as browsers ask for them; what they fetch afterwards is left out."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._opened = 0
        self._began = perf_counter()
        self._open: set[asyncio.Task[None]] = set()

    def rate(self) -> float:
        """Give the pages per second that came.

        :raises Void: if one did not
        """
        for task in self._open:
            if task.done() and (error := task.exception()):
                raise error
        return self._opened / (perf_counter() - self._began)

    async def run(self) -> None:
        """Open pages until cancelled."""
        number = 0
        while True:
            number += 1
            if sum(not task.done() for task in self._open) < AT_ONCE:
                self._open.add(asyncio.create_task(self._page(number)))
            await asyncio.sleep(max(0.0, self._began + number / PAGES - perf_counter()))

    async def _page(self, number: int) -> None:
        pages = self._server.pages
        reader, writer = await asyncio.open_connection(HOST, self._server.port)
        writer.write(
            f'GET {pages[number % len(pages)]} HTTP/1.1\r\nHost: {HOST}:{self._server.port}\r\n'
            f'Cookie: {self._server.cookie}\r\nAccept: text/html\r\nAccept-Encoding: gzip\r\n'
            f'Connection: close\r\n\r\n'.encode()
        )
        answer = await reader.read(-1)
        writer.close()
        if not answer.startswith(b'HTTP/1.1 200'):
            raise Void(f'A page did not open: {answer[:80]!r}')
        self._opened += 1
