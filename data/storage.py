"""One TinyDB file per dossier, written atomically and kept in memory while open; nothing else opens these files.

Layout below the root: ``dossiers/<id>/dossier.json`` with the tables ``_default`` (one document: schema and dossier).
"""

import logging
import os
import shutil
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import orjson
from pydantic import ValidationError
from tinydb import TinyDB
from tinydb.storages import Storage

from data.disk import free_name, sync_folder, write_atomically, write_folder
from data.errors import Damaged, NotFound
from data.migrations import SCHEMA, LaterSchema, migrate
from data.models import Dossier
from data.version import VERSION

DOSSIER = 'dossier.json'
APART = '.verwijderd'
"""folder below the data folder that is there only while a dossier is being removed"""
MAKING = '.nieuw'
"""folder below the data folder in which dossiers with texts are made before they get their place"""
_log = logging.getLogger(__name__)


class AtomicStorage(Storage):
    """A TinyDB storage that writes atomically, whatever there was before.

    :param path: the file; a missing one is an empty database
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self) -> dict[str, dict[str, Any]] | None:
        """Give the database.

        :raises ValueError: if the file is not JSON
        """
        try:
            data: dict[str, dict[str, Any]] = orjson.loads(self._path.read_bytes())
        except FileNotFoundError:
            return None
        return data

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        """Save the database; it is on disk when this returns."""
        write_atomically(self._path, _bytes_of(data))


class Store:
    """The dossiers on disk.

    :param root: the data folder
    """

    def __init__(self, root: Path) -> None:
        self._folder, self._apart, self._making = root / 'dossiers', root / APART, root / MAKING
        self._folder.mkdir(parents=True, exist_ok=True)

    def folder(self, dossier_id: str) -> Path:
        """Give the folder with everything of one dossier."""
        return self._folder / dossier_id

    def ids(self, prefix: str = '') -> list[str]:
        """Give the ids of all dossiers that begin so, readable or not; none of them is opened."""
        with os.scandir(self._folder) as entries:
            return sorted(each.name for each in entries if each.name.startswith(prefix) and each.is_dir())

    def load(self, dossier_id: str) -> Dossier:
        """Read a dossier, migrated to the present schema.

        :raises NotFound: if there is no such dossier
        :raises Damaged: if its file cannot be read; one that is no JSON has been set aside under another name
        """
        path = self._path(dossier_id)
        try:
            if not path.exists():
                raise self._missing(path)
            self._clear_left(path.parent)
            return read_document(AtomicStorage(path).read())
        except OSError as error:
            _log.error('%s cannot be read: %s', path, error)
            raise Damaged(f'Het bestand van dit dossier ({path.parent.name}/{path.name}) is niet te lezen.') from error
        except LaterSchema as error:
            raise Damaged(str(error)) from error
        except orjson.JSONDecodeError as error:
            raise Damaged(self._set_aside(path, error)) from error
        except (ValueError, KeyError, TypeError, AttributeError, ValidationError) as error:
            # perhaps a later version of this program wrote it: it stays where that one looks for it
            _log.error('%s does not fit this version, %s, of the program: %s', path, VERSION, error)
            raise Damaged(
                f'Het bestand van dit dossier ({path.parent.name}/{path.name}) past niet bij deze versie van het '
                f'programma ({VERSION}). Het staat er nog.'
            ) from error

    def peek(self, dossier_id: str) -> Dossier | None:
        """Read a dossier if it can be read, and touch nothing, so that it may be done beside the event loop."""
        try:
            return read_document(AtomicStorage(self._path(dossier_id)).read())
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return None

    def make(self, dossier: Dossier, files: Mapping[str, bytes]) -> None:
        """Write a new dossier with other files of its own: all of it or nothing, also after a crash.

        Only the disk is touched, so this may be done beside the event loop. It is on disk when this returns.

        :param files: path below the folder of the dossier -> what is in the file
        :raises OSError: if the disk refuses; nothing of the dossier is left then
        """
        whole = {DOSSIER: _bytes_of(database_of(dossier)), **files}
        write_folder(self.folder(dossier.id), whole, self._making / dossier.id)

    def clear_away(self) -> None:
        """Remove dossiers that a crash left half made; only for whoever holds the folder, and has just begun."""
        shutil.rmtree(self._making, ignore_errors=True)

    def save(self, dossier: Dossier) -> None:
        """Write a dossier; it is on disk when this returns."""
        database = TinyDB(self._path(dossier.id), storage=AtomicStorage)
        database.storage.write(database_of(dossier))

    def try_disk(self) -> None:
        """Write something and remove it again.

        :raises OSError: if the disk refuses
        """
        probe = self._folder / 'probe.tmp'
        write_atomically(probe, bytes(4096))
        probe.unlink()

    def delete(self, dossier_id: str) -> None:
        """Remove the folder of a dossier with everything in it; if the disk refuses, the log says so."""
        _remove(self._folder / dossier_id)

    def set_apart(self, dossier_id: str) -> None:
        """Move the folder of a dossier to where nobody looks for it; at once, and needing no space.

        :raises OSError: if the disk refuses; it is where it was then
        """
        self._apart.mkdir(exist_ok=True)
        (self._folder / dossier_id).rename(self._apart / dossier_id)
        sync_folder(self._folder)

    def set_apart_ids(self) -> list[str]:
        """Give the ids of the dossiers that were moved there and are still to be removed."""
        return sorted(path.name for path in self._apart.iterdir()) if self._apart.exists() else []

    def delete_apart(self, dossier_id: str) -> None:
        """Remove the folder of a dossier that was moved there; if the disk refuses, the log says so."""
        _remove(self._apart / dossier_id)
        with suppress(OSError):  # there are others in it
            self._apart.rmdir()

    def _path(self, dossier_id: str) -> Path:
        return self._folder / dossier_id / DOSSIER

    def _missing(self, path: Path) -> Exception:
        if aside := sorted(path.parent.glob(f'{DOSSIER}.beschadigd-*')):
            return Damaged(f'Het bestand van dit dossier is beschadigd. Het staat apart als {aside[-1].name}.')
        return NotFound('Dit dossier bestaat niet.')

    def _clear_left(self, folder: Path) -> None:
        """Remove what a crash left half written; at the start there may be thousands of folders to look at."""
        with suppress(OSError):  # it harms nobody who reads
            for left in folder.glob('*.tmp'):
                left.unlink(missing_ok=True)

    def _set_aside(self, path: Path, error: Exception) -> str:
        aside = free_name(path, 'beschadigd')
        try:
            path.rename(aside)
        except OSError as refused:
            _log.error('%s is damaged (%s) and could not be set aside: %s', path, error, refused)
            return f'Het bestand van dit dossier ({path.parent.name}/{path.name}) is beschadigd.'
        _log.error('%s is damaged and was set aside as %s: %s', path, aside.name, error)
        return f'Het bestand van dit dossier is beschadigd. Het staat apart als {aside.name}.'


def _remove(folder: Path) -> None:
    """Remove a folder with everything in it, as far as the disk lets us."""
    try:
        shutil.rmtree(folder)
    except FileNotFoundError:
        return
    except OSError as error:
        _log.error('%s is to be removed, and cannot be: %s', folder, error)
        shutil.rmtree(folder, ignore_errors=True)  # all else of it


def _bytes_of(database: Mapping[str, dict[str, Any]]) -> bytes:
    return orjson.dumps(database, option=orjson.OPT_INDENT_2 | orjson.OPT_NON_STR_KEYS)


def document_of(dossier: Dossier) -> dict[str, Any]:
    """Give a dossier as the JSON-like document that is stored and exported."""
    return {'schema': SCHEMA, 'dossier': dossier.model_dump(mode='json')}


def database_of(dossier: Dossier) -> dict[str, dict[str, Any]]:
    """Give a dossier as the whole content of its file."""
    return {'_default': {'1': document_of(dossier)}}


def read_document(database: dict[str, dict[str, Any]] | None) -> Dossier:
    """Make the dossier of a database again.

    :raises ValueError: if it is of a later schema or not a dossier
    """
    document = migrate((database or {})['_default']['1'])
    return Dossier.model_validate_json(orjson.dumps(document['dossier']))
