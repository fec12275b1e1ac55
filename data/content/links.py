"""Links in texts: only https, so that nobody is sent over an open line or into a script."""

import re
from collections.abc import Iterator
from typing import Any

from data.content.mistakes import Mistake

_TARGET = re.compile(r'\]\(\s*<?([^)\s>]*)')
_ADDRESS = re.compile(r'\b(?!https:)[a-z][a-z0-9+.-]*://\S+', re.IGNORECASE)
_ADDRESS_FIELDS = ('link', 'source_url')


def bad_links(name: str, tree: Any, field: str = '') -> Iterator[Mistake]:
    """Find links that are not https in any text of a tree.

    A link inside the app starts with '/' and is fine in Markdown; the fields ``link`` and ``source_url`` are https.
    """
    if isinstance(tree, dict):
        for key, value in tree.items():
            yield from bad_links(name, value, f'{field}.{key}'.lstrip('.'))
    elif isinstance(tree, list):
        for position, value in enumerate(tree, 1):
            label = value.get('id', position) if isinstance(value, dict) else position
            yield from bad_links(name, value, f'{field}.{label}'.lstrip('.'))
    elif isinstance(tree, str):
        for target in dict.fromkeys(_bad_targets(tree, field.rpartition('.')[2])):
            yield Mistake(name, field, f'de link ‘{target}’ kan niet; een link begint met https://.')


def _bad_targets(text: str, field: str) -> Iterator[str]:
    if field in _ADDRESS_FIELDS:
        if text and not text.startswith('https://'):
            yield text
        return
    yield from (target for target in _TARGET.findall(text) if not target.startswith(('https://', '/', '#')))
    yield from _ADDRESS.findall(text)
