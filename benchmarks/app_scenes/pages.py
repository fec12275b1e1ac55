"""Scenes of pages: what building them costs, what they keep in memory, and what one change costs all of them."""

import asyncio
import gc
import os
import time
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from benchmarks.app_scenes.world import SIZES, World, demo, world
from components.observer import LATER
from data.journal import Entry
from data.models import Member, Role

OPEN = 50
"""pages that are open at the same time"""


async def page_builds() -> dict[str, float]:
    """Milliseconds of CPU for a page on the server, beside a page with one label."""
    figures = {}
    async with world() as here:
        for name, fill in SIZES.items():
            member = fill(here.workspace)
            figures[f'overview, {name}'] = await here.cost(member)
            figures[f'matrix, {name}'] = await here.cost(member, '/rollen')
        figures['one label'] = await here.cost(member, '//label')
    return figures


async def first_open() -> dict[str, float]:
    """Milliseconds of CPU for the matrix of a dossier that nobody has open: read, checked, built."""
    figures = {}
    async with world() as here:
        for name, fill in SIZES.items():
            member = fill(here.workspace)
            await here.ask(member, '/rollen')
            costs = []
            for _ in range(5):
                here.workspace._forget(member.dossier_id)
                gc.collect()
                begin = time.process_time()
                await here.ask(member, '/rollen')
                costs.append(time.process_time() - begin)
            figures[name] = median(costs) * 1000
    return figures


async def memory() -> dict[str, float]:
    """Kilobytes of memory that the server keeps per page, without its socket."""
    figures = {}
    places = {'one label': '//label', 'overview': '', 'matrix': '/rollen', 'agreement': '/overeenkomst'}
    async with world() as here:
        member = demo(here.workspace)
        for place in places.values():
            await here.ask(member, place)
        for name, place in places.items():
            gc.collect()
            before = _resident()
            for _ in range(OPEN):
                await here.ask(member, place)
            gc.collect()
            figures[name] = (_resident() - before) / OPEN / 1000
    return figures


async def matrix_change() -> dict[str, float]:
    """Milliseconds of CPU for one change of a cell, with what follows from it, by how many matrices are open."""
    figures = {}
    async with world() as here:
        member, opened = demo(here.workspace), 0
        for count in (0, 1, OPEN):
            for _ in range(count - opened):
                await here.ask(member, '/rollen')
            opened = count
            figures[f'{count} open'] = await _change_cost(here, member)
    return figures


async def history() -> dict[str, float]:
    """Milliseconds of CPU for the page of the history, by the length of the journal."""
    figures = {}
    async with world() as here:
        for count in (200, 10_000):
            member = demo(here.workspace, f'demo{count}')
            now = here.workspace.today()
            at = datetime(now.year, now.month, now.day, tzinfo=UTC)
            line = Entry(at=at, member_id=member.id, name=member.name, operation='set', path='area', old='a', new='b')
            with (here.workspace.history._folder(member.dossier_id) / 'journal.jsonl').open('ab') as file:
                file.write((line.model_dump_json().encode() + b'\n') * count)
            figures[f'{count} changes'] = await here.cost(member, '/geschiedenis')
    return figures


async def _change_cost(here: World, member: Member) -> float:
    dossier = here.workspace.dossier(member.dossier_id)
    path = f'matrix.cells.{dossier.matrix.tasks[3].id}.{dossier.parties[1].id}'
    values: tuple[list[Role], ...] = ([Role.CONSULTED], [Role.INFORMED], [])
    costs = []
    for number in range(12):
        gc.collect()
        begin = time.process_time()
        here.workspace.set(member.id, dossier.id, path, values[number % 3])
        await asyncio.sleep(4 * LATER)
        costs.append(time.process_time() - begin)
    return median(costs) * 1000


def _resident() -> int:
    pages = int(Path('/proc/self/statm').read_text().split()[1])
    return pages * os.sysconf('SC_PAGE_SIZE')
