"""Reading the files of ``content/``: YAML, and Markdown with YAML front matter. Nothing is judged here but the form."""

import re
from collections.abc import Hashable
from pathlib import Path
from typing import Any

import frontmatter
import yaml
from frontmatter.default_handlers import YAMLHandler

from data.content.mistakes import Mistake


class _Loader(yaml.CSafeLoader):
    """YAML as people mean it: 'no' and 'on' are words, 16:00 is a time of day, a key stands once."""

    yaml_implicit_resolvers = {}  # noqa: RUF012 - PyYAML replaces the dictionary per class when one is added


for _tag, _pattern, _first in (
    ('bool', r'true|false', 'tf'),
    ('int', r'-?\d+', '-0123456789'),
    ('null', r'null|~|', ['n', '~', '']),
    ('timestamp', r'\d{4}-\d{2}-\d{2}', '0123456789'),
):
    _Loader.add_implicit_resolver(f'tag:yaml.org,2002:{_tag}', re.compile(rf'^(?:{_pattern})$'), list(_first))


def _mapping(loader: _Loader, node: yaml.MappingNode) -> dict[Hashable, Any]:
    loader.flatten_mapping(node)
    pairs = [(loader.construct_object(key), loader.construct_object(value, deep=True)) for key, value in node.value]
    for name in {name for name, _ in pairs if [key for key, _ in pairs].count(name) > 1}:
        raise yaml.constructor.ConstructorError(None, None, f'‘{name}’ staat er twee keer', node.start_mark)
    return dict(pairs)


_Loader.add_constructor('tag:yaml.org,2002:map', _mapping)


class _Handler(YAMLHandler):
    def load(self, fm: str, **_kwargs: object) -> Any:
        return yaml.load(fm, Loader=_Loader)


class UnreadableError(ValueError):
    """A file has no readable form."""

    def __init__(self, mistake: Mistake) -> None:
        self.mistake = mistake
        super().__init__(str(mistake))


def read_yaml(path: Path, name: str) -> Any:
    """Read a YAML file.

    :raises UnreadableError: if the file is missing or no YAML
    """
    text = read_text(path, name)
    try:
        return yaml.load(text, Loader=_Loader)
    except (yaml.YAMLError, ValueError) as error:
        raise UnreadableError(_bad_yaml(name, error)) from error


def read_markdown(path: Path, name: str) -> tuple[dict[str, Any], str]:
    """Read a Markdown file: its front matter and its text.

    :raises UnreadableError: if the file is missing or its front matter is no YAML
    """
    text = read_text(path, name)
    try:
        fields, body = frontmatter.parse(text, handler=_Handler())
    except (yaml.YAMLError, ValueError) as error:
        raise UnreadableError(_bad_yaml(name, error)) from error
    if not fields:
        raise UnreadableError(
            Mistake(name, '', 'begin het bestand met een regel ---, de velden, en weer een regel ---.')
        )
    return dict(fields), body


def read_text(path: Path, name: str) -> str:
    """Read a text file.

    :raises UnreadableError: if the file is missing or not in UTF-8
    """
    try:
        return path.read_text(encoding='utf-8')
    except FileNotFoundError as error:
        raise UnreadableError(Mistake(name, '', 'het bestand ontbreekt; zet het terug.')) from error
    except UnicodeDecodeError as error:
        raise UnreadableError(Mistake(name, '', 'is geen tekst in UTF-8; bewaar het bestand als UTF-8.')) from error


def sections(body: str) -> dict[str, str]:
    """Split a text at its '## ' headings: heading -> text; what stands before the first heading has an empty name."""
    first, *rest = re.split(r'^## +(.+?) *$', body, flags=re.MULTILINE)
    parts = {'': first.strip()} if first.strip() else {}
    return parts | {heading: text.strip() for heading, text in zip(rest[::2], rest[1::2], strict=True)}


def _bad_yaml(name: str, error: Exception) -> Mistake:
    mark = getattr(error, 'problem_mark', None)
    where = f'regel {mark.line + 1} ' if mark else ''
    what = getattr(error, 'problem', None) or str(error)
    remedy = f'{where}is geen goede YAML ({what}); kijk naar inspringen, dubbele punten en aanhalingstekens.'
    return Mistake(name, '', remedy)
