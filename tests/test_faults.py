"""Disks that refuse, damaged files and a clock that goes back: nothing acknowledged is lost, and it is said."""

import asyncio
import errno
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from fastapi import FastAPI
from pycrdt import Doc, Text
from starlette.testclient import TestClient

from data import disk, open_texts, room_saver, wire
from data.backup import dated_name
from data.content import load_content
from data.errors import Damaged, NotSaved
from data.live_texts import LiveTexts
from data.models import GOAL, Dossier, Member
from data.peers import Peer, Visitor
from data.room_log import RoomLog
from data.rooms import Room
from data.wire import Reader
from data.workspace import Workspace
from pages import commandline
from pages.entry import add_entry
from pages.errors import answer_to
from tests.first_texts import begin
from tests.test_account_refusals import refuse_folders

CONTENT = load_content(Path(__file__).parent.parent / 'content')
HENK = Visitor('p1', 'Henk', 'LindeWarm', '#0f6e6e', may_write=True)
SENTENCES = {
    errno.ENOSPC: 'De schijf van de server is vol.',
    errno.EDQUOT: 'De schijf van de server is vol.',
    errno.EROFS: 'De server kan nu alleen lezen, niet schrijven.',
    errno.EACCES: 'De server mag niet schrijven in zijn eigen map.',
    errno.EIO: 'De schijf van de server geeft een fout.',
}


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return Workspace(tmp_path, CONTENT, b'secret')


@pytest.fixture
def owner(workspace: Workspace) -> Member:
    owner = workspace.create('Proef', 'Wiedemeer', 'Noor')
    workspace.set(owner.id, owner.dossier_id, 'reason', 'eerst')
    return owner


@pytest.fixture
def other(workspace: Workspace) -> Member:
    return workspace.create('Ander', 'Wiedemeer', 'Sam')


def refusing(code: int) -> Callable[..., int]:
    def refuse(*_: object, **__: object) -> int:
        raise OSError(code, os.strerror(code))

    return refuse


def half_full(code: int) -> Callable[[int, bytes, int], int]:
    """Write half of what is asked, then refuse, as a disk that fills up does."""
    write = os.pwrite

    def refuse(file: int, data: bytes, at: int) -> int:
        if len(data) < 8:
            raise OSError(code, os.strerror(code))
        return write(file, bytes(data[: len(data) // 2]), at)

    return refuse


def stored(workspace: Workspace, member: Member) -> tuple[str, list[object]]:
    """Return what a fresh start finds: the reason, and what the journal tells of it."""
    entries = workspace.journal(member.dossier_id).entries()
    again = Workspace(workspace_root(workspace, member), CONTENT, b'secret')
    return again.dossier(member.dossier_id).reason, [entry.new for entry in entries if entry.path == 'reason']


def workspace_root(workspace: Workspace, member: Member) -> Path:
    return workspace._store.folder(member.dossier_id).parents[1]


# structured changes


@pytest.mark.parametrize('code', SENTENCES)
@pytest.mark.parametrize('step', ['pwrite', 'fsync', 'open', 'replace'])
def test_a_change_the_disk_refuses_did_not_happen_and_is_explained(
    workspace: Workspace, owner: Member, monkeypatch: pytest.MonkeyPatch, step: str, code: int
) -> None:
    heard: list[object] = []
    workspace.changed(owner.dossier_id).subscribe(heard.append)
    refusal = half_full(code) if step == 'pwrite' else refusing(code)
    with monkeypatch.context() as patch:
        patch.setattr(Path if step == 'replace' else os, step, refusal)
        with pytest.raises(NotSaved) as refused:
            workspace.set(owner.id, owner.dossier_id, 'reason', 'nieuw')
        assert workspace.trouble == SENTENCES[code]

    assert str(refused.value) == f'{SENTENCES[code]} Uw wijziging is nog niet opgeslagen.'
    assert workspace.dossier(owner.dossier_id).reason == 'eerst'
    assert stored(workspace, owner) == ('eerst', ['eerst'])
    assert heard == []

    workspace.set(owner.id, owner.dossier_id, 'reason', 'nieuw')
    assert stored(workspace, owner) == ('nieuw', ['eerst', 'nieuw'])
    assert workspace.trouble == ''


def test_a_change_that_may_not_survive_a_power_cut_counts_in_memory_as_on_disk_and_is_reported(
    workspace: Workspace, owner: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[Dossier] = []
    workspace.changed(owner.dossier_id).subscribe(heard.append)
    with monkeypatch.context() as patch:
        refuse_folders(patch, 1)
        workspace.set(owner.id, owner.dossier_id, 'reason', 'nieuw')

    assert workspace.dossier(owner.dossier_id).reason == 'nieuw'
    assert stored(workspace, owner) == ('nieuw', ['eerst', 'nieuw'])
    assert [each.reason for each in heard] == ['nieuw']
    assert workspace.trouble == 'De schijf van de server geeft een fout.'

    workspace.set(owner.id, owner.dossier_id, 'reason', 'nieuwer')
    assert workspace.trouble == ''


def test_a_crash_between_journal_and_dossier_leaves_no_change_without_its_author(
    workspace: Workspace, owner: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    class PowerCut(BaseException):
        pass

    def cut(*_: object) -> None:
        monkeypatch.setattr(os, 'ftruncate', lambda *_: None)  # nothing runs after a power cut
        raise PowerCut

    monkeypatch.setattr(Path, 'replace', cut)
    with pytest.raises(PowerCut):
        workspace.set(owner.id, owner.dossier_id, 'reason', 'nieuw')
    monkeypatch.undo()

    assert stored(workspace, owner) == ('eerst', ['eerst', 'nieuw'])


@pytest.mark.parametrize('at_write', [1, 2, 3])
def test_a_dossier_that_cannot_be_made_completely_is_not_made(
    workspace: Workspace, owner: Member, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at_write: int
) -> None:
    sync, calls = os.fsync, iter(range(1, 1000))

    def full(file: int) -> None:
        if next(calls) >= at_write * 2:  # a file and its folder each
            raise OSError(errno.ENOSPC, 'No space left on device')
        sync(file)

    with monkeypatch.context() as patch:
        patch.setattr(os, 'fsync', full)
        with pytest.raises(NotSaved, match='schijf van de server is vol'):
            workspace.create('Nieuw', 'Wiedemeer', 'Noor')

    assert [path.name for path in (tmp_path / 'dossiers').iterdir()] == [owner.dossier_id]
    assert Workspace(tmp_path, CONTENT, b'secret').accounts.members_of(owner.dossier_id) == [owner]


def test_accounts_are_as_on_disk_when_the_disk_refuses(
    workspace: Workspace, owner: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = workspace.accounts.enter(None, owner.id)
    with monkeypatch.context() as patch:
        patch.setattr(os, 'fsync', refusing(errno.ENOSPC))
        with pytest.raises(OSError, match='No space'):
            workspace.accounts.enter(token, owner.id)
        workspace.accounts.remember_place(owner.id, '/spoor/a/2')

    assert workspace.accounts.session(token) is not None, 'who was inside stays inside'


def test_the_health_check_says_that_nothing_can_be_saved_and_when_it_can_again(
    workspace: Workspace, owner: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = FastAPI()
    app.state.site = type('Site', (), {'workspace': workspace})
    add_entry(app)
    client = TestClient(app)
    with monkeypatch.context() as patch:
        patch.setattr(os, 'fsync', refusing(errno.ENOSPC))
        with pytest.raises(NotSaved):
            workspace.set(owner.id, owner.dossier_id, 'reason', 'nieuw')
        sick = client.get('/healthz')
    well = client.get('/healthz')

    assert (sick.status_code, sick.json()['why']) == (503, 'De schijf van de server is vol.')
    assert (well.status_code, well.json()['status']) == (200, 'ok')


def test_a_page_that_meets_a_refusing_disk_stays_calm() -> None:
    answer = answer_to(OSError(errno.ENOSPC, 'No space left on device'))

    assert answer.status_code == 503
    assert 'De schijf van de server is vol.' in bytes(answer.body).decode()
    assert 'No space' not in bytes(answer.body).decode()


# live texts


class Writer:
    """Somebody in a text, without a socket."""

    def __init__(self, texts: LiveTexts, text_id: str = GOAL, doc: Doc[Text] | None = None) -> None:
        self.doc = doc or Doc()
        self.text = self.doc.get('text', type=Text)
        self.room: Room
        self.peer: Peer
        self.room, self.peer = texts.join('d1', text_id, HENK, lambda: None)
        self.doc.apply_update(self.room.encoded())

    def type(self, words: str) -> None:
        before = self.doc.get_state()
        self.text += words
        self.room.receive(self.peer, wire.sync(wire.UPDATE, self.doc.get_update(before)))

    def troubles(self) -> list[str]:
        """Return what the server says of its disk."""
        notices = [Reader(frame[1:]).block().decode() for frame in self.room.take(self.peer) if frame[0] == wire.NOTICE]
        return [notice for notice in notices if 'trouble' in notice]


async def until(done: Callable[[], bool]) -> None:
    await asyncio.wait_for(_until(done), 30)


async def _until(done: Callable[[], bool]) -> None:
    while not done():  # noqa: ASYNC110 - what is waited for happens in a thread
        await asyncio.sleep(0.01)


@pytest.mark.parametrize('code', SENTENCES)
async def test_who_types_hears_that_the_disk_refuses_and_all_is_saved_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    monkeypatch.setattr(room_saver, 'RETRY', 0.01)
    texts = LiveTexts(tmp_path)
    writer, elsewhere = Writer(texts), Writer(texts, 'answer:A1')
    writer.type('voor ')
    await until(lambda: writer.peer.durable == 1)
    writer.room.take(writer.peer)

    with monkeypatch.context() as patch:
        patch.setattr(RoomLog, 'append', refusing(code))
        writer.type('tijdens ')
        await until(lambda: texts.trouble == SENTENCES[code])
        assert SENTENCES[code] in writer.troubles()[0]
        assert writer.peer.durable == 1
        writer.type('nog steeds ')
        assert SENTENCES[code] in Writer(texts).troubles()[0], 'who comes now hears it too'
        assert elsewhere.troubles() == []
    await until(lambda: writer.peer.durable == 3)

    assert writer.troubles() == ['{"trouble": ""}']
    assert texts.trouble == ''
    assert LiveTexts(tmp_path).text('d1', GOAL) == 'voor tijdens nog steeds '
    await texts.stop()


async def test_a_failure_nobody_thought_of_forgets_nothing_either(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(room_saver, 'RETRY', 0.01)
    texts = LiveTexts(tmp_path)
    writer = Writer(texts)

    def odd(_log: RoomLog, _updates: list[bytes]) -> None:
        raise RecursionError('odd')

    with monkeypatch.context() as patch:
        patch.setattr(RoomLog, 'append', odd)
        writer.type('Dit blijft.')
        await until(lambda: texts.trouble == 'Er ging iets mis op de server.')
        assert writer.peer.durable == 0
    await until(lambda: writer.peer.durable == 1)

    assert LiveTexts(tmp_path).text('d1', GOAL) == 'Dit blijft.'
    assert {record.exc_info[0] for record in caplog.records if record.exc_info} == {RecursionError}
    await texts.stop()


async def test_a_lost_record_keeps_what_came_after_it_until_its_author_is_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(open_texts, 'COMPACT_IDLE', 2)
    monkeypatch.setattr(open_texts, 'IDLE', 0.01)
    texts = LiveTexts(tmp_path)
    writer = Writer(texts)
    for word in ('een ', 'twee ', 'drie ', 'vier '):
        writer.type(word)
        await until(lambda: writer.peer.durable == writer.peer.received)
    await texts.stop()
    path = tmp_path / 'd1' / 'texts' / 'goal.ylog'
    data = bytearray(path.read_bytes())
    data[data.index(b'twee ')] ^= 1
    path.write_bytes(data)

    for _ in range(2):  # opened and put away: a log written anew would forget what waits
        texts = LiveTexts(tmp_path)
        reader = Writer(texts)
        assert str(reader.text) == 'een '
        texts.leave('d1', GOAL, reader.room, reader.peer)
        await until(lambda texts=texts: not [*texts._open.every()])
    assert path.with_name('goal.md.damaged-1').read_text() == 'een twee drie vier ', 'people can read it meanwhile'

    texts = LiveTexts(tmp_path)
    room, peer = texts.join('d1', GOAL, HENK, lambda: None)
    room.receive(peer, wire.sync(wire.STEP2, writer.doc.get_update(Doc().get_state())))
    assert room.text == 'een twee drie vier '
    await texts.stop()
    assert LiveTexts(tmp_path).text('d1', GOAL) == 'een twee drie vier '


def test_a_text_that_cannot_be_read_harms_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    begin(tmp_path, 'd1', {GOAL: 'doel', 'answer:A1': 'antwoord'})
    read = Path.read_bytes
    monkeypatch.setattr(
        Path, 'read_bytes', lambda path: refusing(errno.EACCES)() if path.stem == 'goal' else read(path)
    )

    again = LiveTexts(tmp_path)
    with pytest.raises(OSError, match='Permission'):
        again.join('d1', GOAL, HENK, lambda: None)

    room, _ = again.join('d1', 'answer:A1', HENK, lambda: None)
    assert room.text == 'antwoord'


# damaged and unreadable dossiers


def test_a_dossier_that_may_not_be_read_is_named_and_not_set_aside(
    workspace: Workspace, owner: Member, other: Member, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    again = Workspace(tmp_path, CONTENT, b'secret')
    path, read = tmp_path / 'dossiers' / owner.dossier_id / 'dossier.json', Path.read_bytes
    with monkeypatch.context() as patch:
        patch.setattr(Path, 'read_bytes', lambda each: refusing(errno.EACCES)() if each == path else read(each))
        with pytest.raises(Damaged, match=f'{owner.dossier_id}/dossier.json.* is niet te lezen'):
            again.dossier(owner.dossier_id)
        assert again.dossier(other.dossier_id).name == 'Ander'

    assert again.dossier(owner.dossier_id).name == 'Proef'


def test_damaged_files_set_aside_in_one_second_are_all_kept(
    workspace: Workspace, owner: Member, tmp_path: Path
) -> None:
    folder = tmp_path / 'dossiers' / owner.dossier_id
    for content in (b'one', b'two'):
        (folder / 'dossier.json').write_bytes(content)
        with pytest.raises(Damaged):
            Workspace(tmp_path, CONTENT, b'secret').dossier(owner.dossier_id)

    assert sorted(path.read_bytes() for path in folder.glob('dossier.json.beschadigd-*')) == [b'one', b'two']


# the clock


def test_a_clock_that_goes_back_mixes_nothing_up(tmp_path: Path) -> None:
    now = [datetime(2026, 11, 23, 12, tzinfo=UTC)]
    workspace = Workspace(tmp_path, CONTENT, b'secret', now=lambda: now[0])
    owner = workspace.create('Proef', 'Wiedemeer', 'Noor')
    for number in range(5):
        workspace.set(owner.id, owner.dossier_id, 'reason', f'{number}')
        now[0] -= timedelta(hours=1)

    told = [entry.new for entry in workspace.journal(owner.dossier_id).entries() if entry.path == 'reason']
    assert told == ['0', '1', '2', '3', '4'], 'the order is that of the changes, not of the clock'
    assert workspace.dossier(owner.dossier_id).reason == '4'


def test_backups_of_the_same_second_have_names_of_their_own(tmp_path: Path) -> None:
    names = set()
    for _ in range(3):
        path = dated_name(tmp_path, 'wijkakkoord')
        path.touch()
        names.add(path)

    assert len(names) == 3


# starting


@pytest.mark.parametrize('code', [errno.EROFS, errno.EACCES, errno.ENOSPC])
def test_a_folder_that_cannot_be_written_stops_the_start_with_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    settings = commandline.parse(['--data', str(tmp_path / 'var')])[1]
    monkeypatch.setattr(Path, 'mkdir', refusing(code))

    with pytest.raises(SystemExit) as end, commandline.in_use(settings):
        pass

    assert str(end.value.code).startswith(f'De map {tmp_path / "var"} is niet te gebruiken. {SENTENCES[code]}')


def test_a_damaged_accounts_file_stops_the_start_and_is_left_as_it_is(workspace: Workspace, tmp_path: Path) -> None:
    (tmp_path / 'accounts.json').write_bytes(b'{"members')

    with pytest.raises(Damaged, match=r'accounts\.json is beschadigd; er is niets gewijzigd'):
        Workspace(tmp_path, CONTENT, b'secret')

    assert (tmp_path / 'accounts.json').read_bytes() == b'{"members'


# a real small disk


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Give a disk of 1 MB, where this machine lets us make one."""
    folder = tmp_path / 'disk'
    folder.mkdir()
    mount = shutil.which('mount')
    command = [mount or '', '-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', str(folder)]
    if mount is None or os.geteuid() or subprocess.run(command, check=False, capture_output=True).returncode:
        pytest.skip('A disk of its own needs the right to mount one; the other tests here stand in for it.')
    yield folder
    subprocess.run(['umount', '-l', str(folder)], check=True)


def fill(folder: Path) -> Path:
    path = folder / 'filler'
    with path.open('wb', buffering=0) as file:
        for size in (65536, 4096, 1):
            try:
                while True:
                    file.write(b'x' * size)
            except OSError as error:
                assert error.errno == errno.ENOSPC
    return path


async def test_on_a_real_disk_that_is_full_all_of_it_holds(small_disk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room_saver, 'RETRY', 0.01)
    workspace = Workspace(small_disk, CONTENT, b'secret')
    owner = workspace.create('Proef', 'Wiedemeer', 'Noor')
    workspace.set(owner.id, owner.dossier_id, 'reason', 'eerst')
    room, peer = workspace.texts.join(owner.dossier_id, GOAL, HENK, lambda: None)
    doc: Doc[Text] = Doc()
    text = doc.get('text', type=Text)

    filler = fill(small_disk)
    text += 'x' * 20_000
    room.receive(peer, wire.sync(wire.UPDATE, doc.get_update()))
    with pytest.raises(NotSaved, match='is vol'):
        workspace.set(owner.id, owner.dossier_id, 'reason', 'nieuw' * 1000)
    await until(lambda: workspace.texts.trouble != '')
    assert peer.durable == 0
    assert stored(workspace, owner) == ('eerst', ['eerst'])

    filler.unlink()
    await until(lambda: peer.durable == 1)
    workspace.set(owner.id, owner.dossier_id, 'reason', 'nieuw')
    assert stored(workspace, owner) == ('nieuw', ['eerst', 'nieuw'])
    assert LiveTexts(small_disk / 'dossiers').text(owner.dossier_id, GOAL) == 'x' * 20_000
    await workspace.texts.stop()


def test_a_real_disk_that_may_only_be_read_stops_the_start(small_disk: Path) -> None:
    subprocess.run(['mount', '-o', 'remount,ro', str(small_disk)], check=True)
    settings = commandline.parse(['--data', str(small_disk / 'var')])[1]

    with pytest.raises(SystemExit, match=SENTENCES[errno.EROFS]), commandline.in_use(settings):
        pass

    assert disk.why(OSError(errno.EROFS, '')) == SENTENCES[errno.EROFS]
