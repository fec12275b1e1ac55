"""The version of this program, and of the data in a folder."""

from pathlib import Path

import orjson

from data.disk import write_atomically

VERSION = '0.1.0'

_FILE = 'version.json'


def data_version(root: Path) -> int:
    """Give the schema version of the dossiers in a data folder.

    A folder that does not say so is of version 1: since then every start writes it down.

    :raises ValueError: if the file that says so is damaged
    """
    try:
        return int(orjson.loads((root / _FILE).read_bytes())['schema'])
    except FileNotFoundError:
        return 1
    except (KeyError, TypeError) as error:
        raise ValueError(f'{root / _FILE} says no version') from error


def mark_data_version(root: Path, schema: int) -> None:
    """Write down the schema version of the dossiers in a data folder, and which program did."""
    write_atomically(root / _FILE, orjson.dumps({'schema': schema, 'program': VERSION}))
