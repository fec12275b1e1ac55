"""The committed bundle of the editor is what its sources say."""

import hashlib
import os
import shutil
import subprocess
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[1] / 'components' / 'live_text'


def npm_install(folder: Path) -> Path:
    """Return a copy of the editor's sources with its packages installed, or skip with a notice."""
    npm = shutil.which('npm')
    if npm is None or shutil.which('node') is None:
        pytest.skip('npm is not installed here, so the bundle is not rebuilt.')
    copy = folder / 'live_text'
    shutil.copytree(FOLDER, copy, ignore=shutil.ignore_patterns('node_modules', 'dist', '__pycache__'))
    if (FOLDER / 'node_modules' / '.package-lock.json').exists():
        (copy / 'node_modules').symlink_to(FOLDER / 'node_modules')
        return copy
    command = [npm, 'ci', '--no-audit', '--no-fund', '--prefer-offline']
    done = subprocess.run(command, cwd=copy, capture_output=True, text=True, timeout=300, check=False)
    if done.returncode:
        pytest.skip(f'npm cannot install the packages here, so the bundle is not rebuilt: {done.stderr[-300:]}')
    return copy


@pytest.fixture(scope='module')
def sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return npm_install(tmp_path_factory.mktemp('bundle'))


def bundles(dist: Path) -> dict[str, bytes]:
    return {path.parent.name: path.read_bytes() for path in dist.glob('*/index.js')}


def test_a_rebuild_gives_the_committed_bundle(sources: Path, tmp_path: Path) -> None:
    subprocess.run(['node', 'build.mjs', str(tmp_path)], cwd=sources, check=True, capture_output=True, env=os.environ)

    assert list(bundles(tmp_path)) == list(bundles(FOLDER / 'dist'))
    assert bundles(tmp_path) == bundles(FOLDER / 'dist')


def test_the_folder_is_named_after_its_content() -> None:
    [(name, content)] = bundles(FOLDER / 'dist').items()

    assert hashlib.sha256(content).hexdigest().startswith(name)


def test_the_lock_file_names_no_registry() -> None:
    lock = (FOLDER / 'package-lock.json').read_text()

    assert '"resolved"' not in lock
    assert lock.count('"integrity"') > 20
