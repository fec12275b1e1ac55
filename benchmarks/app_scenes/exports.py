"""Scene of the exports: how long each file takes, and how long everything else waits meanwhile."""

import asyncio
import time
from statistics import median

from benchmarks.app_scenes.world import World, demo, world
from data.models import Member

KINDS = ('md', 'html', 'docx', 'odt', 'pdf')
_BEAT = 0.002


async def exports() -> dict[str, float]:
    """Milliseconds for a file, and the longest that the loop of the pages did nothing else."""
    figures = {}
    async with world() as here:
        member = demo(here.workspace)
        for kind in KINDS:
            await _file(here, member, kind)
            times, waits = zip(*[await _watched(here, member, kind) for _ in range(5)], strict=True)
            figures[kind] = median(times) * 1000
            figures[f'{kind}, others wait'] = median(waits) * 1000
    return figures


async def _file(here: World, member: Member, kind: str) -> None:
    await here.ask(member, f'//download/{member.dossier_id}/overeenkomst.{kind}')


async def _watched(here: World, member: Member, kind: str) -> tuple[float, float]:
    longest = 0.0

    async def beat() -> None:
        nonlocal longest
        while True:
            begin = time.monotonic()
            await asyncio.sleep(_BEAT)
            longest = max(longest, time.monotonic() - begin - _BEAT)

    beating = asyncio.create_task(beat())
    begin = time.monotonic()
    await _file(here, member, kind)
    took = time.monotonic() - begin
    beating.cancel()
    return took, longest
