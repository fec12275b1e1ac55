"""Backup, restore and check: what was there is there again, and what is wrong is said before anything happens."""

import shutil
import threading
import zipfile
from collections.abc import Callable
from pathlib import Path

import orjson
import pytest
from pycrdt import Doc, Text

from data import wire
from data.backup import MANIFEST, RESTORING, BackupError, back_up, restore, verify
from data.content import load_content
from data.health import Counts, check
from data.live_texts import LiveTexts
from data.log_records import record
from data.models import GOAL, Member
from data.peers import Visitor
from data.workspace import Workspace
from pages import commandline

CONTENT = load_content(Path(__file__).parent.parent / 'content')
V1 = Path(__file__).parent / 'fixtures' / 'v1'


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return Path(shutil.copytree(V1, tmp_path / 'var'))


def said(root: Path) -> str:
    return '\n'.join(map(str, check(root)))


def files(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob('*') if path.is_file()}


def test_a_backup_put_back_is_the_same_folder(root: Path, tmp_path: Path) -> None:
    path, manifest = back_up(root, tmp_path)
    restore(path, tmp_path / 'new')

    assert files(tmp_path / 'new') == files(root)
    assert manifest.dossiers == 1
    assert path.stat().st_mode & 0o777 == 0o600, 'it holds secrets'


def test_what_only_this_machine_needs_is_left_out(root: Path, tmp_path: Path) -> None:
    for name in (
        'lock',
        'nicegui/x.json',
        '.nieuw/dossier.json',
        'backups/old.zip',
        'dossiers/lindelanden/dossier.json.tmp',
    ):
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_bytes(b'x')

    manifest = back_up(root, tmp_path)[1]

    assert set(manifest.files) == set(files(V1))


def test_half_a_record_at_the_end_is_left_out(root: Path, tmp_path: Path) -> None:
    folder = root / 'dossiers' / 'lindelanden'
    with (folder / 'journal.jsonl').open('ab') as journal, (folder / 'texts' / 'goal.ylog').open('ab') as log:
        journal.write(b'{"at": "2026')
        log.write(record(b'just being written')[:12])

    restore(back_up(root, tmp_path)[0], tmp_path / 'new')

    assert files(tmp_path / 'new') == files(V1)


class Busy:
    """A server in this process that types in a text and changes a dossier as fast as it can."""

    def __init__(self, root: Path) -> None:
        self.workspace = Workspace(root, CONTENT, b'0' * 64)
        self.member: Member = self.workspace.create('Druk', 'Wiedemeer', 'Noor')
        self._stop = threading.Event()
        self.thread = threading.Thread(target=self._run)

    def _run(self) -> None:
        dossier_id, number = self.member.dossier_id, 0
        visitor = Visitor(self.member.id, 'Noor', 'Gemeente', '#0f6e6e', may_write=True)
        room, peer = self.workspace.texts.join(dossier_id, GOAL, visitor, lambda: None)
        doc: Doc[Text] = Doc()
        text = doc.get('text', type=Text)
        while not self._stop.is_set():
            number += 1
            before = doc.get_state()
            text += f'{number} '
            room.receive(peer, wire.sync(wire.UPDATE, doc.get_update(before)))
            self.workspace.texts._open.saver.now()
            self.workspace.set(self.member.id, dossier_id, 'reason', f'{number}')
        self.workspace.texts.leave(dossier_id, GOAL, room, peer)

    def stop(self) -> None:
        self._stop.set()
        self.thread.join()


def test_a_backup_under_load_is_a_moment_that_was(tmp_path: Path) -> None:
    busy = Busy(tmp_path / 'var')
    busy.thread.start()
    copies = [back_up(tmp_path / 'var', tmp_path / f'{number}.zip')[0] for number in range(5)]
    busy.stop()

    reasons = []
    for number, path in enumerate(copies):
        new = tmp_path / f'new{number}'
        restore(path, new)
        assert said(new) == ''
        workspace = Workspace(new, CONTENT, b'0' * 64)
        dossier_id = busy.member.dossier_id
        reason = int(workspace.dossier(dossier_id).reason or 0)
        told = [entry.new for entry in workspace.journal(dossier_id).entries() if entry.path == 'reason']
        words = workspace.texts.text(dossier_id, GOAL).split()
        assert told == [str(each) for each in range(1, len(told) + 1)]
        assert reason in (len(told), len(told) - 1), 'the entry comes just before the change'
        assert words == [str(each) for each in range(1, len(words) + 1)]
        assert len(words) >= reason
        reasons.append(reason)
    assert reasons == sorted(reasons)


def test_an_existing_file_is_never_overwritten(root: Path, tmp_path: Path) -> None:
    (tmp_path / 'old.zip').write_bytes(b'old')

    with pytest.raises(BackupError, match='bestaat al'):
        back_up(root, tmp_path / 'old.zip')

    assert (tmp_path / 'old.zip').read_bytes() == b'old'


@pytest.mark.parametrize('where', ['', 'mine', 'copy.zip', 'dossiers', '../folder/copy.zip'])
def test_a_backup_that_would_be_in_the_next_one_is_refused(root: Path, where: str) -> None:
    (root / 'mine').mkdir()
    before = sorted(root.rglob('*'))

    with pytest.raises(BackupError, match=r'ligt in de map met de gegevens zelf\. Kies een plek buiten'):
        back_up(root, root / where.replace('folder', root.name))

    assert sorted(root.rglob('*')) == before


def test_half_a_backup_that_a_crash_left_is_not_copied(root: Path, tmp_path: Path) -> None:
    (root / 'wijkakkoord-2026-11-23.zip.part').write_bytes(b'half')

    assert 'wijkakkoord-2026-11-23.zip.part' not in back_up(root, tmp_path)[1].files


def test_a_folder_without_data_has_no_backup(tmp_path: Path) -> None:
    with pytest.raises(BackupError, match='staan geen gegevens'):
        back_up(tmp_path / 'nowhere', tmp_path)


def changed(change: Callable[[dict[str, bytes]], None], path: Path) -> None:
    """Write a backup anew with other files in it."""
    with zipfile.ZipFile(path) as archive:
        there = {name: archive.read(name) for name in archive.namelist()}
    change(there)
    with zipfile.ZipFile(path, 'w') as archive:
        for name, data in there.items():
            archive.writestr(name, data)


def manifest_with(**more: object) -> Callable[[dict[str, bytes]], None]:
    def change(there: dict[str, bytes]) -> None:
        there[MANIFEST] = orjson.dumps({**orjson.loads(there[MANIFEST]), **more})

    return change


def escape(there: dict[str, bytes]) -> None:
    tree = orjson.loads(there[MANIFEST])
    tree['files']['../outside'] = tree['files'].pop('secret')
    there['../outside'] = there.pop('secret')
    there[MANIFEST] = orjson.dumps(tree)


@pytest.mark.parametrize(
    'change, words',
    [
        pytest.param(lambda there: there.update(secret=b'other'), 'beschadigd: ‘secret’', id='a file was changed'),
        pytest.param(lambda there: there.pop('secret'), 'lijst van bestanden', id='a file is missing'),
        pytest.param(lambda there: there.update(extra=b''), 'lijst van bestanden', id='a file was added'),
        pytest.param(lambda there: there.pop(MANIFEST), 'geen reservekopie', id='another zip'),
        pytest.param(manifest_with(format='x'), 'geen reservekopie', id='another program'),
        pytest.param(manifest_with(data_version=9), 'nieuwere versie', id='a later version'),
        pytest.param(escape, 'niet te vertrouwen', id='a way out of the folder'),
    ],
)
def test_a_backup_that_is_not_right_changes_nothing(
    root: Path, tmp_path: Path, change: Callable[[dict[str, bytes]], None], words: str
) -> None:
    path = back_up(root, tmp_path / 'copy.zip')[0]
    changed(change, path)

    with pytest.raises(BackupError, match=words):
        restore(path, tmp_path / 'new')

    assert not (tmp_path / 'new').exists()
    assert not (tmp_path / 'outside').exists()


@pytest.mark.parametrize('cut', [0, 10, 5000, -30])
def test_half_a_backup_is_no_backup(root: Path, tmp_path: Path, cut: int) -> None:
    path = back_up(root, tmp_path / 'copy.zip')[0]
    path.write_bytes(path.read_bytes()[:cut])

    with pytest.raises(BackupError, match='geen hele reservekopie'):
        verify(path)


def test_a_folder_in_use_is_not_restored_into(root: Path, tmp_path: Path) -> None:
    path = back_up(root, tmp_path / 'copy.zip')[0]
    before = files(root)

    with pytest.raises(BackupError, match='niet leeg'):
        restore(path, root)

    assert files(root) == before


def test_a_restore_that_was_cut_off_is_noticed(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class PowerCut(BaseException):
        pass

    def cut(*_: object) -> None:
        raise PowerCut

    path, new = back_up(root, tmp_path / 'copy.zip')[0], tmp_path / 'new'
    monkeypatch.setattr(Path, 'rename', cut)
    with pytest.raises(PowerCut):
        restore(path, new)
    monkeypatch.undo()

    assert (new / RESTORING).exists()
    with pytest.raises(SystemExit, match='half teruggezet'):
        commandline.bring_up_to_date(commandline.parse(['serve', '--data', str(new)])[1])
    with pytest.raises(BackupError, match='niet leeg'):
        restore(path, new)


def test_a_sound_folder_has_no_complaints_and_is_counted(root: Path) -> None:
    before, counts = files(root), Counts()

    assert list(check(root, counts)) == []
    assert (counts.dossiers, counts.texts, counts.people) == (1, 33, 7)
    assert counts.changes >= 3
    assert files(root) == before


FOLDER = 'dossiers/lindelanden'


@pytest.mark.parametrize(
    'name, content, words',
    [
        pytest.param(f'{FOLDER}/dossier.json', b'{', 'Dit bestand is beschadigd', id='dossier'),
        pytest.param(f'{FOLDER}/dossier.json', None, 'Dit bestand ontbreekt', id='no dossier'),
        pytest.param(f'{FOLDER}/dossier.json.beschadigd-1', b'{', 'apart is gezet', id='dossier set aside'),
        pytest.param(f'{FOLDER}/journal.jsonl', b'{}\n{}\n', 'regel 1, 2', id='journal'),
        pytest.param(f'{FOLDER}/texts/goal.ylog', b'something', 'tekst ‘goal’', id='log'),
        pytest.param(f'{FOLDER}/texts/goal.ylog.damaged-1', b'x', 'apart is gezet', id='log set aside'),
        pytest.param('accounts.json', b'{"members"', 'accounts.json is beschadigd', id='accounts'),
        pytest.param('accounts.json', None, 'niemand kan een dossier in', id='no accounts'),
        pytest.param('accounts.json', b'{}', 'geen beheerder', id='nobody owns it'),
        pytest.param(f'{RESTORING}/x', b'', 'niet afgemaakt', id='half a restore'),
    ],
)
def test_check_names_the_file_and_says_what_to_do(root: Path, name: str, content: bytes | None, words: str) -> None:
    path = root / name
    if content is None:
        path.unlink()
    else:
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)

    found = list(check(root))

    assert len(found) == 1
    assert words in str(found[0])
    assert found[0].remedy.endswith('.')


def test_check_finds_a_flipped_bit_in_a_text(root: Path) -> None:
    path = root / FOLDER / 'texts' / 'goal.ylog'
    data = bytearray(path.read_bytes())
    data[len(data) // 3] ^= 1
    path.write_bytes(data)

    assert 'texts/goal.ylog' in said(root)
    assert 'goal.md' in said(root), 'the readable copy is pointed at'
    assert LiveTexts(root / 'dossiers').text('lindelanden', 'contribution:lindewarm'), 'other texts are unharmed'


def run(*arguments: str) -> None:
    from app import main  # noqa: PLC0415 - the app is heavy, and only these need it

    main(arguments)


def test_the_commands_say_what_they_did(root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run('backup', str(tmp_path / 'copy.zip'), '--data', str(root))
    run('restore', str(tmp_path / 'copy.zip'), '--data', str(tmp_path / 'new'))
    run('check', '--data', str(tmp_path / 'new'))

    out = capsys.readouterr().out
    assert 'Reservekopie gemaakt en gecontroleerd' in out
    assert f'Teruggezet in {tmp_path / "new"}: 1 dossiers' in out
    assert out.count('Alles is in orde.') == 2


@pytest.mark.parametrize(
    'arguments, words',
    [
        (['check'], 'Er is iets mis, op 1 plek'),
        (['backup'], 'staan geen gegevens'),
        (['restore'], 'Noem de reservekopie'),
        (['restore', 'nergens.zip'], 'nergens.zip bestaat niet'),
        (['serve', '--port', '99999'], 'WIJKAKKOORD_PORT'),
        (['serve', '--log', 'xml'], 'WIJKAKKOORD_LOG'),
    ],
)
def test_a_command_that_cannot_be_ends_with_one_sentence(tmp_path: Path, arguments: list[str], words: str) -> None:
    with pytest.raises(SystemExit) as end:
        run(*arguments, '--data', str(tmp_path / 'empty'))

    assert words in str(end.value.code)
    assert '\n' not in str(end.value.code)
