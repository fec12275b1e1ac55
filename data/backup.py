"""One file with everything of a data folder: made while the server runs, verified before anything is put back.

A backup is a zip file with the files of the folder and ``manifest.json``: version, moment and the SHA-256 of each file.
"""

import hashlib
import os
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import Any, Literal

import orjson
from pydantic import BaseModel, ConfigDict, ValidationError

from data.disk import sync_folder, write_atomically
from data.log_records import parse
from data.migrations import SCHEMA
from data.storage import APART, MAKING
from data.swap import COLLECTING, SWAPPING
from data.version import VERSION, data_version

FORMAT = 'wijkakkoord-backup'
MANIFEST = 'manifest.json'
BACKUPS = 'backups'
"""folder below the data folder for the copies that an upgrade makes"""
RESTORING = '.restoring'
"""folder below the data folder that is there only while a backup is being put back"""

_LEFT_OUT = {'lock', 'nicegui', 'lost+found', BACKUPS, RESTORING, APART, MAKING, COLLECTING, SWAPPING}
_TRIES = 20


class BackupError(Exception):
    """A backup cannot be made, read or put back; the message says in Dutch why and what to do."""


class CopyOf(BaseModel):
    """One file in a backup."""

    model_config = ConfigDict(frozen=True)

    sha256: str
    size: int


class Manifest(BaseModel):
    """What a backup holds."""

    model_config = ConfigDict(frozen=True)

    format: Literal['wijkakkoord-backup']
    program: str
    """version of the program that made it"""
    data_version: int
    """version of the dossiers in it"""
    made: datetime
    files: dict[str, CopyOf]

    @property
    def dossiers(self) -> int:
        """How many dossiers it holds."""
        return len({path.split('/')[1] for path in self.files if path.startswith('dossiers/')})


def back_up(root: Path, target: Path) -> tuple[Path, Manifest]:
    """Copy a data folder into one file, while a server may be writing in it.

    Each dossier is as it was at one moment, with texts of that moment or a little later. Nothing in the data folder
    is changed and no lock is taken.

    :param target: the file to make, or a folder to make it in
    :return: the file, and what it holds
    :raises BackupError: if there is nothing to copy, the file is there already or would be copied itself, or it is not
        right when read back
    :raises OSError: if the disk refuses
    """
    if not (root / 'dossiers').is_dir():
        raise BackupError(f'In de map {root} staan geen gegevens van Wijkakkoord. Kies de goede map met --data.')
    path = dated_name(target, 'wijkakkoord') if target.is_dir() else target
    if _is_copied(root.resolve(), path.resolve()):
        raise BackupError(f'{path} ligt in de map met de gegevens zelf. Kies een plek buiten {root}.')
    if path.exists():
        raise BackupError(f'{path} bestaat al. Kies een andere naam; een reservekopie wordt nooit overschreven.')
    part = path.with_name(f'{path.name}.part')
    try:
        _write_zip(part, _copies(root), data_version(root))
        manifest = verify(part)
        part.replace(path)
        sync_folder(path.parent)
    finally:
        part.unlink(missing_ok=True)
    return path, manifest


def _is_copied(root: Path, path: Path) -> bool:
    """Whether a backup there would be in the next one, and so on."""
    return path.is_relative_to(root) and path.relative_to(root).parts[0] not in _LEFT_OUT


def dated_name(folder: Path, begin: str) -> Path:
    """Give a name for a backup that is not taken, whatever the clock says."""
    name, number = f'{begin}-{datetime.now():%Y-%m-%d-%H%M%S}', 1
    while (path := folder / f'{name}{f"-{number}" if number > 1 else ""}.zip').exists():
        number += 1
    return path


def verify(path: Path) -> Manifest:
    """Read a backup from front to back and compare every file with its checksum.

    :raises BackupError: if it is no backup, not whole, changed, or of a later version
    """
    try:
        with zipfile.ZipFile(path) as archive:
            manifest = _manifest(archive)
            for _ in _contents(archive, manifest):
                pass
            return manifest
    except FileNotFoundError as error:
        raise BackupError(f'{path} bestaat niet.') from error
    except (zipfile.BadZipFile, EOFError, ValueError) as error:
        raise BackupError(f'{path} is geen hele reservekopie van Wijkakkoord. Neem een andere.') from error


def restore(path: Path, root: Path) -> Manifest:
    """Put a backup back into an empty folder; nothing is put in place before all of it is verified.

    :raises BackupError: if the folder is not empty or the backup is not right
    :raises OSError: if the disk refuses
    """
    if root.exists() and any(each.name not in ('lock', 'lost+found') for each in root.iterdir()):
        raise BackupError(
            f'De map {root} is niet leeg. Kies een lege map met --data, of geef deze map een andere naam.'
        )
    manifest = verify(path)
    staging = root / RESTORING
    (staging / 'dossiers').mkdir(parents=True)
    with zipfile.ZipFile(path) as archive:
        for name, data in _contents(archive, manifest):
            write_atomically(staging / name, data)
    # accounts come last: nobody can enter before everything is there
    for each in sorted(staging.iterdir(), key=lambda each: (each.name == 'accounts.json', each.name)):
        each.rename(root / each.name)
    staging.rmdir()
    sync_folder(root)
    return manifest


def _write_zip(path: Path, copies: Iterator[tuple[str, bytes]], version: int) -> None:
    files: dict[str, Any] = {}
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600)  # it holds secrets
    with os.fdopen(descriptor, 'w+b') as file:
        with zipfile.ZipFile(file, 'w', zipfile.ZIP_DEFLATED) as archive:
            for name, data in copies:
                if name not in files:
                    files[name] = {'sha256': hashlib.sha256(data).hexdigest(), 'size': len(data)}
                    archive.writestr(name, data)
            made = datetime.now(UTC).isoformat()
            manifest = {'format': FORMAT, 'program': VERSION, 'data_version': version, 'made': made, 'files': files}
            archive.writestr(MANIFEST, orjson.dumps(manifest, option=orjson.OPT_INDENT_2))
        file.flush()
        os.fsync(file.fileno())


def _copies(root: Path) -> Iterator[tuple[str, bytes]]:
    """Give all files. Accounts are read last but one, so that nobody in them has a dossier that is missing."""
    folder = root / 'dossiers'
    taken = set(_folders(folder))
    for name in sorted(taken):
        yield from _dossier(root, folder / name)
    for path in sorted(root.iterdir()):
        if path.name != 'dossiers' and path.name not in _LEFT_OUT:
            yield from _read_all(root, path)
    for name in sorted(set(_folders(folder)) - taken):
        yield from _dossier(root, folder / name)


def _folders(folder: Path) -> Iterator[str]:
    return (path.name for path in folder.iterdir() if path.is_dir())


def _dossier(root: Path, folder: Path) -> Iterator[tuple[str, bytes]]:
    """Give the files of a dossier: its state with its journal as they were at one moment, then its texts."""
    copies: list[tuple[str, bytes]] = []
    for _ in range(_TRIES):
        before = _stamp(folder)
        copies = [*_read(root, folder / 'dossier.json'), *_read(root, folder / 'journal.jsonl')]
        if _stamp(folder) == before:
            break
    yield from copies
    yield from _read_all(root, folder)


def _stamp(folder: Path) -> tuple[int, int] | None:
    try:
        status = (folder / 'dossier.json').stat()
    except FileNotFoundError:
        return None
    return status.st_ino, status.st_mtime_ns


def _read_all(root: Path, top: Path) -> Iterator[tuple[str, bytes]]:
    for path in [top] if top.is_file() else sorted(top.rglob('*')):
        if path.suffix not in ('.tmp', '.part') and path.is_file() and not path.is_symlink():
            yield from _read(root, path)


def _read(root: Path, path: Path) -> Iterator[tuple[str, bytes]]:
    with suppress(FileNotFoundError):  # removed a moment ago
        yield path.relative_to(root).as_posix(), _whole(path, path.read_bytes())


def _whole(path: Path, data: bytes) -> bytes:
    """Leave out what is just being written at the end of a log or a journal."""
    if path.suffix == '.ylog':
        contents = parse(data)
        return data if contents.damaged or contents.lost else data[: contents.good]
    if path.suffix == '.jsonl':
        return data[: data.rfind(b'\n') + 1]
    return data


def _manifest(archive: zipfile.ZipFile) -> Manifest:
    try:
        tree = orjson.loads(archive.read(MANIFEST))
        manifest = Manifest.model_validate(tree)
    except (KeyError, ValidationError) as error:
        raise BackupError('Dit bestand is geen reservekopie van Wijkakkoord. Kies een ander bestand.') from error
    if manifest.data_version > SCHEMA:
        raise BackupError(
            f'Deze reservekopie is van een nieuwere versie ({manifest.program}). '
            'Werk eerst het programma bij en zet haar daarna terug.'
        )
    return manifest


def _contents(archive: zipfile.ZipFile, manifest: Manifest) -> Iterator[tuple[str, bytes]]:
    """Give the files of a backup, each compared with its checksum."""
    there = {name for name in archive.namelist() if name != MANIFEST}
    if there != set(manifest.files) or len(archive.namelist()) != len(there) + 1:
        raise BackupError('Deze reservekopie is niet heel: de lijst van bestanden klopt niet. Neem een andere.')
    for name, copy in manifest.files.items():
        if PurePosixPath(name).is_absolute() or '..' in PurePosixPath(name).parts or '\\' in name:
            raise BackupError(f'Deze reservekopie is niet te vertrouwen: ‘{name}’ hoort er niet in.')
        data = archive.read(name)
        if len(data) != copy.size or hashlib.sha256(data).hexdigest() != copy.sha256:
            raise BackupError(f'Deze reservekopie is beschadigd: ‘{name}’ klopt niet. Neem een andere.')
        yield name, data
