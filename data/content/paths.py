"""Inputs that write straight into the dossier: the place has to exist and to take what the input gives."""

import types
from enum import Enum
from typing import Annotated, Any, Union, get_args, get_origin

from data.content.mistakes import unknown
from data.content_models import Entry
from data.models import Dossier, Part

_TAKES: dict[str, tuple[type, ...]] = {
    'text': (str,),
    'area': (str,),
    'number': (int,),
    'euro': (int,),
    'check': (bool,),
    'select': (str, Enum),
}


def path_mistake(entry: Entry) -> str:
    """Say what is wrong with the place an input writes to; empty if nothing is."""
    kind: Any = Dossier
    for name in entry.path.split('.'):
        fields = kind.model_fields if isinstance(kind, type) and issubclass(kind, Part) else {}
        if name not in fields:
            return f'‘{entry.path}’ is geen plek in een dossier: {unknown(name, fields)}'
        kind = _bare(fields[name].annotation)
    return _kind_mistake(entry, kind)


def _kind_mistake(entry: Entry, kind: Any) -> str:
    if not isinstance(kind, type) or issubclass(kind, Part):
        return f'‘{entry.path}’ is geen enkel veld; schrijf de hele weg, zoals period.start.'
    fits = kind.__name__ == 'date' if entry.input == 'date' else kind in _TAKES[entry.input]
    if not fits and not (entry.input == 'select' and issubclass(kind, Enum)):
        return f'‘{entry.path}’ past niet bij een invoer van soort ‘{entry.input}’; kies een andere soort.'
    if entry.input == 'select':
        return _options_mistake(entry, kind)
    return ''


def _options_mistake(entry: Entry, kind: type) -> str:
    if not entry.options:
        return f'bij ‘{entry.path}’ is niets te kiezen; voeg options toe.'
    allowed = [str(member.value) for member in kind] if issubclass(kind, Enum) else []
    wrong = [option.id for option in entry.options if allowed and option.id not in allowed]
    return unknown(wrong[0], allowed) if wrong else ''


def _bare(annotation: Any) -> Any:
    """Take limits and 'or None' off a type."""
    while get_origin(annotation) is Annotated:
        annotation = get_args(annotation)[0]
    if get_origin(annotation) in (Union, types.UnionType):
        return _bare(next(part for part in get_args(annotation) if part is not type(None)))
    return annotation
