"""Brings a data folder to the version of this program before anyone enters: all of it, or nothing."""

import logging
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

import orjson

from data.backup import BACKUPS, BackupError, back_up, dated_name
from data.disk import write_atomically
from data.migrations import MIGRATIONS, SCHEMA, Document, migrate
from data.models import Dossier
from data.version import VERSION, data_version, mark_data_version

Steps = Mapping[int, Callable[[Document], Document]]
_log = logging.getLogger(__name__)


class UpgradeError(Exception):
    """The folder cannot be used by this version; the message says in Dutch why and what to do. Nothing was changed."""


def upgrade(root: Path, steps: Steps = MIGRATIONS, schema: int = SCHEMA) -> Path | None:
    """Migrate all dossiers of a folder that is not in use, after a backup; at once when there is nothing to do.

    :param steps: version -> step to the next version
    :param schema: version to come to
    :return: the backup that was made, None if there was nothing to migrate
    :raises UpgradeError: if it cannot be done; everything is as it was before
    """
    present = _present(root, schema)
    if present == schema and (root / 'version.json').exists():
        return None
    old = list(_older(root, schema))
    copy = None
    if old:
        _try_all(old, steps, schema)
        copy = _back_up(root, present)
        _log.info('Upgrading %d dossiers from version %d to %d; backup: %s', len(old), present, schema, copy)
        _write_all(old, steps, schema, root, copy)
    mark_data_version(root, schema)
    return copy


def _present(root: Path, schema: int) -> int:
    try:
        present = data_version(root)
    except ValueError as error:
        raise UpgradeError(f'{root / "version.json"} is beschadigd. Zet het terug uit een reservekopie.') from error
    if present > schema:
        raise UpgradeError(
            f'De map {root} is van een nieuwere versie van dit programma (gegevens {present}, dit programma {schema}). '
            f'Start de nieuwere versie, of zet de reservekopie uit {root / BACKUPS} terug in een lege map.'
        )
    return present


def _older(root: Path, schema: int) -> Iterator[Path]:
    """Give the files to migrate; one that cannot be read at all is reported when somebody opens it."""
    for path in sorted((root / 'dossiers').glob('*/dossier.json')):
        with suppress(ValueError, KeyError, TypeError):
            if _document(path)['schema'] < schema:
                yield path


def _back_up(root: Path, present: int) -> Path:
    folder = root / BACKUPS
    try:
        folder.mkdir(exist_ok=True)
        return back_up(root, dated_name(folder, f'voor-{VERSION}-gegevens-{present}'))[0]
    except (OSError, BackupError) as error:
        raise UpgradeError(
            f'Er is niets gewijzigd. Voor het bijwerken is eerst een reservekopie nodig, en die lukt niet: {error}'
        ) from error


def _try_all(paths: list[Path], steps: Steps, schema: int) -> None:
    """Migrate everything in memory, so that most mistakes show before anything is written."""
    for path in paths:
        try:
            _migrated(path, steps, schema)
        except Exception as error:
            raise _failed(path, error) from error


def _write_all(paths: list[Path], steps: Steps, schema: int, root: Path, copy: Path) -> None:
    for number, path in enumerate(paths):
        try:
            new = _migrated(path, steps, schema)
            write_atomically(path, new)
            if path.read_bytes() != new:
                raise ValueError('what was written is not what is read')
        except Exception as error:
            _roll_back(paths[: number + 1], root, copy)
            raise _failed(path, error) from error


def _migrated(path: Path, steps: Steps, schema: int) -> bytes:
    """Give a dossier file in the new version, read as the program will read it.

    :raises ValueError: if it does not become a dossier
    """
    document = migrate(_document(path), steps, schema)
    Dossier.model_validate_json(orjson.dumps(document['dossier']))
    return orjson.dumps({'_default': {'1': document}}, option=orjson.OPT_INDENT_2)


def _document(path: Path) -> Document:
    document: Document = orjson.loads(path.read_bytes())['_default']['1']
    return document


def _roll_back(paths: list[Path], root: Path, copy: Path) -> None:
    try:
        with zipfile.ZipFile(copy) as archive:
            for path in paths:
                write_atomically(path, archive.read(path.relative_to(root).as_posix()))
    except OSError as error:
        raise UpgradeError(
            f'Het bijwerken is halverwege mislukt en terugdraaien lukt ook niet: {error}. '
            f'Zet de reservekopie {copy} terug in een lege map en start de vorige versie.'
        ) from error


def _failed(path: Path, error: Exception) -> UpgradeError:
    _log.error('%s cannot be migrated', path, exc_info=error)
    return UpgradeError(
        f'Het bijwerken van de gegevens is niet gelukt bij dossier {path.parent.name}. Er is niets gewijzigd. '
        'Start de vorige versie weer en meld dit.'
    )
