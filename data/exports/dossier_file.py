"""The whole dossier as a JSON file: to keep, to move, to read with other programs."""

from base64 import b64decode, b64encode
from collections.abc import Mapping
from typing import Annotated, Any

import orjson
from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError

from data.models import Dossier
from data.rules.versions import LABELS, Version

FORMAT = 'wijkakkoord'
SCHEMA = 1
"""version of the form of the file; a later one may hold what this program cannot keep"""
LARGEST = 50_000_000
"""bytes of a file that is read"""


def _decoded(value: object) -> object:
    """Read base64 strictly: a character that does not belong there means damage."""
    return b64decode(value, validate=True) if isinstance(value, str) else value


class TextCopy(BaseModel):
    """A live text: to read, and as it can go on."""

    model_config = ConfigDict(frozen=True, extra='forbid')

    markdown: str
    yjs: Annotated[bytes, BeforeValidator(_decoded)] = b''
    """state of the Yjs document; empty if there is none"""


class DossierFile(BaseModel):
    """A dossier with its texts."""

    model_config = ConfigDict(frozen=True, extra='forbid')

    format: str
    schema_version: int
    dossier: Dossier
    texts: Mapping[str, TextCopy]
    for_whom: str = ''
    """says to whoever opens the file that it is confidential"""


class ForeignFileError(ValueError):
    """A file cannot be read in; the message says in Dutch why, and what would be right."""


def write_dossier_json(dossier: Dossier, texts: Mapping[str, str], states: Mapping[str, bytes]) -> bytes:
    """Make the file.

    :param texts: text id -> Markdown
    :param states: text id -> Yjs state
    """
    tree = {
        'format': FORMAT,
        'schema_version': SCHEMA,
        'for_whom': LABELS[Version.PARTNER],
        'dossier': dossier.model_dump(mode='json'),
        'texts': {
            text_id: {'markdown': texts.get(text_id, ''), 'yjs': b64encode(states.get(text_id, b'')).decode()}
            for text_id in sorted({*texts, *states})
        },
    }
    return orjson.dumps(tree, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS)


def read_dossier_json(data: bytes) -> DossierFile:
    """Read the file; nothing is kept or changed.

    :raises ForeignFileError: if it is damaged, of another program or of a later version
    """
    tree = _tree(data)
    if tree.get('format') != FORMAT:
        raise ForeignFileError('Dit bestand is geen dossier van Wijkakkoord. Kies een bestand dat hier is gedownload.')
    schema = tree.get('schema_version')
    if not isinstance(schema, int) or isinstance(schema, bool) or schema < 1:
        raise ForeignFileError('Dit bestand noemt geen versie en is dus niet goed bewaard. Download het opnieuw.')
    if schema > SCHEMA:
        raise ForeignFileError(
            f'Dit bestand is van een nieuwere versie ({schema}) dan dit programma kent ({SCHEMA}). '
            'Werk eerst het programma bij.'
        )
    try:
        return DossierFile.model_validate_json(orjson.dumps(tree))
    except ValidationError as error:
        where = '.'.join(map(str, error.errors()[0]['loc']))
        raise ForeignFileError(f'Dit bestand is beschadigd: ‘{where}’ klopt niet. Download het opnieuw.') from error


def _tree(data: bytes) -> dict[str, Any]:
    if len(data) > LARGEST:
        raise ForeignFileError('Dit bestand is te groot. Een dossier is nooit groter dan 50 MB.')
    try:
        tree = orjson.loads(data)
    except orjson.JSONDecodeError as error:
        raise ForeignFileError(
            'Dit bestand is niet te lezen. Misschien is het beschadigd. Download het opnieuw.'
        ) from error
    if not isinstance(tree, dict):
        raise ForeignFileError('Dit bestand is geen dossier van Wijkakkoord. Kies een bestand dat hier is gedownload.')
    return tree
