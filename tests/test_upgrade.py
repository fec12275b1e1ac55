"""A new version takes over what older ones left, all of it or nothing."""

import shutil
from pathlib import Path

import orjson
import pytest

from data import upgrade as module
from data.backup import BACKUPS, restore
from data.content import load_content
from data.health import check
from data.migrations import SCHEMA, Document
from data.models import GOAL, MemberRole
from data.upgrade import UpgradeError, upgrade
from data.version import data_version, mark_data_version
from data.workspace import Workspace
from pages import commandline

CONTENT = load_content(Path(__file__).parent.parent / 'content')
FIXTURES = Path(__file__).parent / 'fixtures'


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a folder of version 1 with three dossiers."""
    root = Path(shutil.copytree(FIXTURES / 'v1', tmp_path / 'var'))
    for name in ('a', 'z'):
        shutil.copytree(root / 'dossiers' / 'lindelanden', root / 'dossiers' / name)
    return root


def document(path: Path) -> Document:
    tree: Document = orjson.loads(path.read_bytes())['_default']['1']
    return tree


def files(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob('*')
        if path.is_file() and BACKUPS not in path.parts
    }


def to_2(old: Document) -> Document:
    """Pretend that version 2 asks for a reason."""
    return {**old, 'dossier': {**old['dossier'], 'reason': 'Uit versie 1'}}


def test_there_is_data_of_every_version() -> None:
    assert {data_version(folder) for folder in FIXTURES.glob('v*')} == set(range(1, SCHEMA + 1))


@pytest.mark.parametrize('folder', sorted(path.name for path in FIXTURES.glob('v*')))
def test_the_data_of_every_version_can_be_read(tmp_path: Path, folder: str) -> None:
    root = Path(shutil.copytree(FIXTURES / folder, tmp_path / 'var'))

    upgrade(root)
    workspace = Workspace(root, CONTENT, b'0' * 64)
    dossier = workspace.dossier('lindelanden')

    assert list(check(root)) == []
    assert [party.id for party in dossier.parties][:2] == ['wiedemeer', 'lindewarm']
    assert len(dossier.matrix.tasks) >= 25
    assert workspace.texts.text('lindelanden', GOAL).endswith(' En wij vieren wat lukt.')
    assert len(workspace.texts.texts('lindelanden')) == 33
    assert 'remove' in [entry.operation for entry in workspace.journal('lindelanden').entries()]
    owner, *others = workspace.accounts.members_of('lindelanden')
    assert (owner.role, len(others)) == (MemberRole.OWNER, 6)


async def test_the_data_of_version_1_can_be_worked_in(tmp_path: Path) -> None:
    root = Path(shutil.copytree(FIXTURES / 'v1', tmp_path / 'var'))
    workspace = Workspace(root, CONTENT, b'0' * 64)
    owner = workspace.accounts.members_of('lindelanden')[0]

    workspace.set(owner.id, 'lindelanden', 'reason', 'Nieuw')
    workspace.agree(owner.id, 'lindelanden', GOAL)

    assert Workspace(root, CONTENT, b'0' * 64).dossier('lindelanden').reason == 'Nieuw'


def test_an_upgrade_makes_a_backup_and_migrates_every_dossier(root: Path, tmp_path: Path) -> None:
    before = files(root)

    copy = upgrade(root, {1: to_2}, 2)

    for name in ('a', 'lindelanden', 'z'):
        new = document(root / 'dossiers' / name / 'dossier.json')
        assert (new['schema'], new['dossier']['reason']) == (2, 'Uit versie 1')
    assert data_version(root) == 2
    assert copy is not None
    restore(copy, tmp_path / 'old')
    assert files(tmp_path / 'old') == before
    assert upgrade(root, {1: to_2}, 2) is None, 'once is enough'


@pytest.mark.parametrize('bad', ['a', 'lindelanden', 'z'])
def test_a_dossier_that_cannot_be_migrated_stops_everything(root: Path, bad: str) -> None:
    def step(old: Document) -> Document:
        if old['dossier']['neighbourhood'] == 'stuk':
            raise KeyError('neighbourhood')
        return to_2(old)

    path = root / 'dossiers' / bad / 'dossier.json'
    tree = orjson.loads(path.read_bytes())
    tree['_default']['1']['dossier']['neighbourhood'] = 'stuk'
    path.write_bytes(orjson.dumps(tree))
    before = files(root)

    with pytest.raises(UpgradeError, match=rf'dossier {bad}\. Er is niets gewijzigd'):
        upgrade(root, {1: step}, 2)

    assert files(root) == before


def test_a_step_that_makes_no_dossier_is_noticed_before_anything_is_written(root: Path) -> None:
    before = files(root)

    with pytest.raises(UpgradeError, match='niets gewijzigd'):
        upgrade(root, {1: lambda old: {**old, 'dossier': {'id': 'x'}}}, 2)

    assert files(root) == before


def test_a_disk_that_refuses_halfway_rolls_everything_back(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before, write, written = files(root), module.write_atomically, []

    def full(path: Path, data: bytes) -> None:
        written.append(path.parent.name)
        if len(written) == 3:
            raise OSError(28, 'No space left on device')
        write(path, data)

    monkeypatch.setattr(module, 'write_atomically', full)
    with pytest.raises(UpgradeError, match=r'dossier z\. Er is niets gewijzigd'):
        upgrade(root, {1: to_2}, 2)

    assert written == ['a', 'lindelanden', 'z', 'a', 'lindelanden', 'z']
    assert files(root) == before


def test_an_upgrade_cut_off_by_a_power_cut_goes_on_at_the_next_start(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class PowerCut(BaseException):
        pass

    def cut(path: Path, data: bytes) -> None:
        if path.parent.name == 'z':
            raise PowerCut
        write(path, data)

    write = module.write_atomically
    monkeypatch.setattr(module, 'write_atomically', cut)
    with pytest.raises(PowerCut):
        upgrade(root, {1: to_2}, 2)
    monkeypatch.undo()
    assert data_version(root) == 1

    upgrade(root, {1: to_2}, 2)

    schemas = {document(path)['schema'] for path in root.glob('dossiers/*/dossier.json')}
    assert (schemas, data_version(root)) == ({2}, 2)


def test_without_a_backup_there_is_no_upgrade(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, 'No space left on device')

    before = files(root)
    monkeypatch.setattr(module, 'back_up', full)

    with pytest.raises(UpgradeError, match='eerst een reservekopie nodig'):
        upgrade(root, {1: to_2}, 2)

    assert files(root) == before


def test_a_damaged_dossier_keeps_nobody_else_from_going_on(root: Path) -> None:
    (root / 'dossiers' / 'a' / 'dossier.json').write_bytes(b'{"_default"')

    upgrade(root, {1: to_2}, 2)

    assert document(root / 'dossiers' / 'z' / 'dossier.json')['schema'] == 2
    assert (root / 'dossiers' / 'a' / 'dossier.json').read_bytes() == b'{"_default"'


def test_a_folder_of_a_later_version_is_left_alone(root: Path) -> None:
    mark_data_version(root, SCHEMA + 1)
    before = files(root)

    with pytest.raises(SystemExit, match='nieuwere versie'):
        commandline.bring_up_to_date(commandline.parse(['--data', str(root)])[1])

    assert files(root) == before


def test_a_fresh_folder_is_of_this_version(tmp_path: Path) -> None:
    assert upgrade(tmp_path) is None
    assert data_version(tmp_path) == SCHEMA
