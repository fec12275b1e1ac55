"""What was called saved is there after kill -9 at any moment, nothing is doubled, and in the end all agree."""

import asyncio
import random
import re
import urllib.error
import urllib.request
from collections.abc import Callable
from contextlib import AsyncExitStack, suppress
from http.client import HTTPException
from pathlib import Path

import pytest

from data.content import load_content
from data.health import check
from data.journal import Journal
from data.live_texts import LiveTexts
from data.models import Member
from data.storage import Store
from data.workspace import Workspace
from tests.browser.running_app import RunningApp
from tests.crash.killed_server import LONG, KilledServer
from tests.crash.typist import Typist

KILLS = 50
CONTENT = load_content(Path(__file__).parents[2] / 'content')


class Changer:
    """Somebody who changes a dossier over and over, and knows which changes were answered."""

    def __init__(self, port: int, member: Member) -> None:
        self.member = member
        self.tried = 0
        self.answered: list[int] = []
        self.changing = True
        self._url = f'http://127.0.0.1:{port}/set?member={member.id}&dossier={member.dossier_id}'

    async def run(self) -> None:
        while True:
            await asyncio.sleep(0.005)
            if self.changing:
                self.tried += 1
                with suppress(OSError, HTTPException):  # also half an answer is none
                    self.answered.append(await asyncio.to_thread(self._post, self.tried))

    def _post(self, number: int) -> int:
        request = urllib.request.Request(f'{self._url}&number={number}', method='POST')
        with urllib.request.urlopen(request, timeout=5) as answer:
            return int(answer.read())

    def must_be(self, root: Path) -> list[str]:
        """Say what is wrong on disk, given what was answered."""
        dossier = Store(root).load(self.member.dossier_id)
        entries = Journal(root / 'dossiers' / dossier.id / 'journal.jsonl').entries()
        told = [int(entry.new['text'] if entry.operation == 'add' else entry.new) for entry in entries if entry.path]
        parts = [int(part.text) for part in dossier.principles if part.text.isdecimal()]
        wrong = [f'{number} is not in the journal' for number in self.answered if number not in told]
        wrong += [
            f'{number} is not in the dossier' for number in self.answered if not number % 5 and number not in parts
        ]
        last = max((number for number in self.answered if number % 5), default=0)
        if int(dossier.reason or 0) < last:
            wrong.append(f'{last} was answered, the dossier says {dossier.reason}')
        if len(set(parts)) < len(parts) or len(set(told)) < len(told):
            wrong.append('something is there twice')
        wrong += [f'{number} is in the dossier, not in the journal' for number in parts if number not in told]
        return wrong


async def until(done: Callable[[], bool]) -> None:
    async with asyncio.timeout(LONG):
        while not done():  # noqa: ASYNC110 - what is waited for happens in another process
            await asyncio.sleep(0.01)


async def until_agreed(typists: list[Typist]) -> None:
    """Wait until all is saved and everybody in a text has the last words of the others."""
    await until(lambda: all(typist.all_saved for typist in typists) and len({str(each.text) for each in typists}) == 1)


async def test_fifty_kills_lose_and_double_nothing(tmp_path: Path) -> None:
    chance = random.Random(20261123)
    member = Workspace(tmp_path, CONTENT, b'secret').create('Proef', 'Wiedemeer', 'Noor')
    server = KilledServer(tmp_path)
    await server.open()
    live = f'ws://127.0.0.1:{server.port}/live/{member.dossier_id}'
    texts = {'goal': ('a', 'b', 'c'), 'answer:A1': ('d', 'e')}
    typists = {
        text_id: [Typist(name, f'{live}/{text_id}?als={name}', ord(name)) for name in names]
        for text_id, names in texts.items()
    }
    everybody = [typist for those in typists.values() for typist in those]
    changer = Changer(server.port, member)
    tasks = [asyncio.create_task(each.run()) for each in (*everybody, changer)]

    def must_be() -> list[str]:
        stored = LiveTexts(tmp_path / 'dossiers').texts(member.dossier_id)
        of_texts = [
            wrong
            for text_id, those in typists.items()
            for typist in those
            for wrong in typist.must_be(stored.get(text_id, ''))
        ]
        return of_texts + changer.must_be(tmp_path)

    def saved() -> int:
        return sum(typist.saved for typist in everybody)

    for number in range(KILLS):
        before, answers = saved(), len(changer.answered)
        await server.start()
        if number % 5:  # else before anyone is back
            await until(lambda before=before, answers=answers: saved() > before and len(changer.answered) > answers)
        await asyncio.sleep(chance.uniform(0, 0.4))
        await server.kill()
        assert must_be() == [], f'after kill {number + 1}'

    await server.start()
    for each in everybody:
        each.typing = False
    changer.changing = False
    for those in typists.values():
        await until_agreed(those)
    await server.kill()
    stored = LiveTexts(tmp_path / 'dossiers').texts(member.dossier_id)
    for text_id, those in typists.items():
        tokens = {token for typist in those for token in typist.inserted if token not in typist.deleted}
        assert stored[text_id] == str(those[0].text)
        assert sorted(re.findall('<[^>]*>', stored[text_id])) == sorted(tokens)
    assert changer.must_be(tmp_path) == []
    assert list(check(tmp_path)) == []

    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    await server.close()


async def test_the_whole_app_survives_kills_too(tmp_path: Path) -> None:
    app = RunningApp('app.py', tmp_path, ['--no-browser'], {})
    await app.start()
    opener = urllib.request.build_opener(NoRedirect())
    with pytest.raises(urllib.error.HTTPError) as seen:
        opener.open(f'{app.url}/demo')
    dossier_id = seen.value.headers['Location'].rpartition('/')[2]
    cookie = {'Cookie': seen.value.headers['Set-Cookie'].partition(';')[0]}
    seen.value.close()  # an answer as well; left open, it is found in whatever test runs when memory is tidied up
    typist = Typist('a', f'ws://127.0.0.1:{app.port}/live/{dossier_id}/goal', 1, cookie)
    async with AsyncExitStack() as stack:
        stack.push_async_callback(app.close)
        task = asyncio.create_task(typist.run())
        for _ in range(2):
            typist.typing = True
            before = typist.saved
            await until(lambda before=before: typist.saved > before + 20)
            await app.kill()
            assert typist.must_be(LiveTexts(app.data / 'dossiers').text(dossier_id, 'goal')) == []
            await app.start()
        typist.typing = False
        await until_agreed([typist])
        assert LiveTexts(app.data / 'dossiers').text(dossier_id, 'goal') == str(typist.text)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


class NoRedirect(urllib.request.HTTPRedirectHandler):
    """Lets the answer be seen instead of followed."""

    def redirect_request(self, *_: object) -> None:
        return None
