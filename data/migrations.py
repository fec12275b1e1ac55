"""Schema versions of stored dossiers and the way from each to the next.

A migration is a pure function from the document of one version to that of the next; it is never changed afterwards.
"""

from collections.abc import Callable, Mapping
from typing import Any

Document = dict[str, Any]

SCHEMA = 1
"""the version this program writes"""

MIGRATIONS: Mapping[int, Callable[[Document], Document]] = {}
"""version -> step to the next version"""


class LaterSchema(ValueError):
    """A document of a version this program does not know yet."""


def migrate(
    document: Document, steps: Mapping[int, Callable[[Document], Document]] = MIGRATIONS, schema: int = SCHEMA
) -> Document:
    """Bring a document up to ``schema``.

    :raises LaterSchema: if the document is newer than this program
    :raises ValueError: if it has no version or there is no way from it
    """
    version = document.get('schema')
    if not isinstance(version, int) or version < 1:
        raise ValueError(f'‘{version}’ is geen versie van een dossier.')
    if version > schema:
        raise LaterSchema(f'Dit dossier heeft versie {version}; dit programma kent versie {schema}. Werk het bij.')
    while version < schema:
        if version not in steps:
            raise ValueError(f'Er is geen weg van versie {version} naar {version + 1}.')
        document = {**steps[version](document), 'schema': version + 1}
        version += 1
    return document
