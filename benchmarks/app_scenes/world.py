"""A Wijkakkoord in this process, with dossiers of any size, whose pages are asked for without a network."""

import gc
import tempfile
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import cache
from pathlib import Path
from statistics import median

import httpx2 as httpx
from nicegui import ui

from app import CONTENT, build
from data.content import load_content
from data.demo import demo_dossier
from data.models import Dossier, Member, MemberRole, Party, PartyType, Role, Task
from data.settings import Settings
from data.workspace import Workspace
from pages.session import COOKIE


class World:
    """One running app; NiceGUI has one per process."""

    def __init__(self, workspace: Workspace, client: httpx.AsyncClient) -> None:
        self.workspace, self.client = workspace, client

    async def ask(self, member: Member, place: str = '') -> None:
        """Ask for a page of a member's dossier, or for another address (which begins with two slashes)."""
        address = place[1:] if place.startswith('//') else f'/dossier/{member.dossier_id}{place}'
        self.client.headers['cookie'] = f'{COOKIE}={self._token(member)}'
        answer = await self.client.get(address)
        answer.raise_for_status()

    async def cost(self, member: Member, place: str = '', times: int = 9) -> float:
        """Give the milliseconds of CPU that a page costs, once everything is known."""
        await self.ask(member, place)
        costs = []
        for _ in range(times):
            gc.collect()
            begin = time.process_time()
            await self.ask(member, place)
            costs.append(time.process_time() - begin)
        return median(costs) * 1000

    @cache  # noqa: B019  (a world is as long as the process)
    def _token(self, member: Member) -> str:
        return self.workspace.accounts.enter(None, member.id)


@asynccontextmanager
async def world() -> AsyncIterator[World]:
    """Start the app on an empty folder."""
    with tempfile.TemporaryDirectory() as folder:
        workspace = Workspace(Path(folder), load_content(CONTENT), b'benchmark' * 4)
        web = build(Settings(data=Path(folder)), workspace)

        @ui.page('/label')
        def label() -> None:
            ui.label('nothing')

        async with web.router.lifespan_context(web):
            transport = httpx.ASGITransport(app=web)
            async with httpx.AsyncClient(transport=transport, base_url='http://benchmark') as client:
                yield World(workspace, client)


def empty(workspace: Workspace) -> Member:
    """Make a dossier in which nothing is filled in."""
    return workspace.create('Leeg', 'Wiedemeer', 'Jeroen')


def large(workspace: Workspace) -> Member:
    """Make a dossier with 30 parties and 200 tasks, all divided."""
    member = empty(workspace)
    dossier = workspace.dossier(member.dossier_id)
    parties = tuple(
        Party(id=f'p{number}', type=PartyType.OTHER, name=f'Partij nummer {number}', short_name=f'Partij {number}')
        for number in range(30 - len(dossier.parties))
    )
    parties = (*dossier.parties, *parties)
    tasks = tuple(
        Task(id=f't{number}', name=f'Taak nummer {number}', group=f'Groep {number % 8}') for number in range(200)
    )
    roles = [*Role]
    cells = {
        task.id: {party.id: (roles[(place + number) % len(roles)],) for number, party in enumerate(parties)}
        for place, task in enumerate(tasks)
    }
    matrix = dossier.matrix.model_copy(update={'tasks': tasks, 'cells': cells})
    return _adopted(workspace, dossier.model_copy(update={'id': 'groot', 'parties': parties, 'matrix': matrix}), {})


def demo(workspace: Workspace, dossier_id: str = 'lindelanden') -> Member:
    """Make a copy of the demo dossier."""
    dossier, texts = demo_dossier(dossier_id, workspace.content, workspace.today())
    return _adopted(workspace, dossier, texts)


def crowd(workspace: Workspace, count: int, prefix: str) -> None:
    """Let six people into each of many dossiers, without writing each of them apart."""
    accounts = workspace.accounts
    for number in range(count):
        for _ in range(6):
            member = accounts._members.add(f'{prefix}{number:x}-0', 'Lid', MemberRole.REPRESENTATIVE, '', None)
            accounts._sessions.extend(None, (member.id,), owner=False, device='benchmark')
    accounts._save()


SIZES: dict[str, Callable[[Workspace], Member]] = {
    'empty dossier': empty,
    'demo': demo,
    '30 parties, 200 tasks': large,
}


def _adopted(workspace: Workspace, dossier: Dossier, texts: dict[str, str]) -> Member:
    workspace.install(dossier, texts)
    return workspace.adopt(dossier.id, 'Jeroen', MemberRole.OWNER, dossier.parties[0].id)
