"""From files to models: every file is read, every mistake of form is kept."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar, get_args

import orjson
from pydantic import BaseModel, ValidationError

from data.content.files import UnreadableError, read_markdown, read_yaml, sections
from data.content.links import bad_links
from data.content.mistakes import Mistake, remedy

T = TypeVar('T', bound=BaseModel)


class Reader:
    """Reads the files below one folder and remembers what is wrong with them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.mistakes: list[Mistake] = []
        self.files: dict[tuple[type[BaseModel], str], list[str]] = {}
        """(model, id) -> files that claim this id"""

    def one(self, name: str, model: type[T], headings: Mapping[str, str] | None = None) -> T | None:
        """Read one file; with ``headings`` it is Markdown, and a heading tells in which field its text goes.

        :param headings: heading -> field; the empty heading is the text before the first one
        :return: None if the file holds a mistake
        """
        tree = self.tree(name) if headings is None else self._markdown(name, headings)
        return None if tree is None else self.built(name, tree, model)

    def folder_of(self, folder: str, model: type[T], headings: Mapping[str, str]) -> tuple[T, ...]:
        """Read all Markdown files of a folder, A2 before A10; those with mistakes are left out."""
        paths = sorted((self.folder / folder).glob('*.md'), key=_natural)
        if not paths:
            self.mistakes.append(Mistake(f'{folder}/', '', 'hier staan geen bestanden; zet ze terug.'))
        return tuple(part for path in paths if (part := self.one(f'{folder}/{path.name}', model, headings)))

    def many(self, name: str, model: type[T]) -> tuple[T, ...]:
        """Read a YAML list; items with mistakes are left out."""
        tree = self.tree(name)
        if not isinstance(tree, list):
            if tree is not None:
                self.mistakes.append(Mistake(name, '', 'moet een lijst zijn; begin elk onderdeel met een streepje.'))
            return ()
        items = (self.built(name, item, model, _label(item, position)) for position, item in enumerate(tree, 1))
        return tuple(item for item in items if item)

    def tree(self, name: str) -> Any:
        """Read a YAML file as it is; None if it cannot be read."""
        try:
            tree = read_yaml(self.folder / name, name)
        except UnreadableError as error:
            self.mistakes.append(error.mistake)
            return None
        if tree is None:
            self.mistakes.append(Mistake(name, '', 'het bestand is leeg; zet de inhoud terug.'))
        self.mistakes += bad_links(name, tree)
        return tree

    def _markdown(self, name: str, headings: Mapping[str, str]) -> dict[str, Any] | None:
        try:
            fields, body = read_markdown(self.folder / name, name)
        except UnreadableError as error:
            self.mistakes.append(error.mistake)
            return None
        parts = sections(body)
        for heading in [heading for heading in parts if heading not in headings]:
            choices = ', '.join(f'## {known}' if known else 'tekst zonder kop' for known in headings) or 'geen tekst'
            where = f'‘## {heading}’' if heading else 'de tekst onder de velden'
            self.mistakes.append(Mistake(name, '', f'{where} hoort hier niet; dit kan wel: {choices}.'))
            del parts[heading]
        tree = fields | {headings[heading]: text for heading, text in parts.items()}
        self.mistakes += bad_links(name, tree)
        return tree

    def built(self, name: str, tree: Any, model: type[T], item: str = '') -> T | None:
        """Make a model of what a file says; None, and the mistakes kept, if it does not fit.

        :param item: what to call the part of the file that ``tree`` is
        """
        try:
            part = model.model_validate_json(orjson.dumps(tree, option=orjson.OPT_NON_STR_KEYS))
        except ValidationError as error:
            self.mistakes += form_mistakes(name, error, model, tree, item)
            return None
        except TypeError as error:  # what YAML can say and JSON cannot, such as a number of 30 digits
            self.mistakes.append(Mistake(name, item, f'er staat een waarde die niet kan ({error}); haal haar weg.'))
            return None
        self.files.setdefault((model, str(getattr(part, 'id', ''))), []).append(name)
        return part


def _natural(path: Path) -> list[tuple[str, int]]:
    """Order names as people do: 'C2' before 'C10'."""
    return [(letters, int(number or 0)) for letters, number in re.findall(r'(\D*)(\d*)', path.stem)]


def form_mistakes(
    name: str, error: ValidationError, model: type[BaseModel], tree: Any, item: str = ''
) -> Iterator[Mistake]:
    """Give a mistake for everything pydantic found in a tree."""
    for details in error.errors(include_url=False):
        known = _known(model, details['loc'][:-1])
        yield Mistake(name, '.'.join(filter(None, [item, *_path(tree, details['loc'])])), remedy(details, known))


def _path(tree: Any, loc: tuple[int | str, ...]) -> Iterator[str]:
    """Name the way to a value; an item of a list by its id, so that an editor finds it."""
    for step in loc:
        try:
            tree = tree[step]
        except (KeyError, IndexError, TypeError):
            tree = None
        yield _label(tree, step + 1) if isinstance(step, int) else str(step)


def _label(item: Any, position: int) -> str:
    return str(item['id']) if isinstance(item, dict) and item.get('id') else str(position)


def _known(model: type[BaseModel], loc: tuple[int | str, ...]) -> list[str]:
    """Give the names of the fields at a place in a model; empty where it has no fields."""
    here: type[BaseModel] | None = model
    for step in loc:
        if isinstance(step, str) and here:
            field = here.model_fields.get(step)
            here = _model_in(field.annotation) if field else None
    return list(here.model_fields) if here else []


def _model_in(annotation: Any) -> type[BaseModel] | None:
    """Give the model inside ``Model``, ``tuple[Model, ...]`` or ``Mapping[str, Model]``; None if there is none."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((inner for each in get_args(annotation) if (inner := _model_in(each))), None)
