"""Changes to a dossier by path: set one field, add a part, remove a part. Pure.

A path is dotted: ``period.start``, ``parties.<id>.name``, ``matrix.cells.<task id>.<party id>``. A name is a field of
a model, a key of a mapping or the id of a part in a list. Only what lies on the path is made anew, so a change of one
field never undoes the change of another.
"""

import secrets
import types
from collections.abc import Iterable, Mapping
from contextlib import suppress
from functools import cache
from typing import Annotated, Any, NamedTuple, Union, get_args, get_origin

import orjson
from pydantic import TypeAdapter, ValidationError

from data.models import Dossier, Part
from data.rules.limits import too_full, too_much
from data.rules.wording import problem


class ChangeError(ValueError):
    """A change that cannot be; the message is one Dutch sentence for whoever tried it."""


class Changed(NamedTuple):
    """A new dossier and what was different, as JSON-like values."""

    dossier: Dossier
    old: Any
    new: Any


def set_value(dossier: Dossier, path: str, value: Any) -> Changed:
    """Put ``value`` (JSON-like: dates as 'YYYY-MM-DD', parts as dicts) at ``path``.

    A missing key of a mapping is made; ``None`` for a key whose value cannot be None removes it.

    :raises ChangeError: if there is no such place or the value does not fit it
    """
    in_mapping = isinstance(value_at(dossier, path.rpartition('.')[0]), Mapping)

    def put(annotation: Any, old: Any) -> Any:
        if value is None and in_mapping:
            return None
        return _validated(annotation, value, old)

    return _changed(dossier, path, put)


def add_item(dossier: Dossier, path: str, item: Mapping[str, Any]) -> tuple[Changed, str]:
    """Append a part to the list at ``path`` and give its id; an id is made if the part has none.

    :raises ChangeError: if there is no such list, it is full, the part is not right, or the id is taken
    """
    item_id = str(item.get('id') or secrets.token_hex(4))

    def append(annotation: Any, old: Any) -> Any:
        if not isinstance(old, tuple):
            raise ChangeError(f'Aan ‘{path}’ kunt u niets toevoegen.')
        if any(part.id == item_id for part in old):
            raise ChangeError(f'‘{item_id}’ bestaat al.')
        _refuse(too_full(len(old)))
        return (*old, *_validated(annotation, [{**item, 'id': item_id}]))

    return _changed(dossier, path, append), item_id


def remove_item(dossier: Dossier, path: str) -> Changed:
    """Take the part at ``path`` out of its list.

    :raises ChangeError: if there is no such part
    """
    where, _, item_id = path.rpartition('.')

    def without(_annotation: Any, old: Any) -> Any:
        left = tuple(part for part in old if part.id != item_id) if isinstance(old, tuple) else old
        if left == old:
            raise ChangeError(f'‘{path}’ bestaat niet meer. Misschien heeft iemand anders het net weggehaald.')
        return left

    return _changed(dossier, where, without)


def value_at(dossier: Dossier, path: str) -> Any:
    """Give what stands at ``path``, None if nothing does.

    :raises ChangeError: if a model on the way has no such field
    """
    node: Any = dossier
    for name in filter(None, path.split('.')):
        node = _child(node, name, path)
        if node is None:
            return None
    return node


def plain(value: Any) -> Any:
    """Give a value as JSON-like data, for the journal and the browser."""
    return _adapter(Any).dump_python(value, mode='json')


def _changed(dossier: Dossier, path: str, change: Any) -> Changed:
    seen: list[Any] = []

    def remember(annotation: Any, old: Any) -> Any:
        new = change(annotation, old)
        seen.extend([old, new])
        return new

    result = _rebuilt(Dossier, dossier, path.split('.'), remember, path)
    return Changed(result, plain(seen[0]), plain(seen[1]))


def _rebuilt(annotation: Any, node: Any, names: list[str], change: Any, path: str) -> Any:
    """Make ``node`` anew with the change applied at the end of ``names``."""
    if not names:
        return change(annotation, node)
    name, *rest = names
    kind = _bare(annotation)
    if node is None:
        node = _empty(kind, path)
    if isinstance(node, Part):
        field = _field(type(node), name, path)
        return node.model_copy(update={name: _rebuilt(field, getattr(node, name), rest, change, path)})
    if isinstance(node, Mapping):
        return _mapping_with(kind, node, name, _rebuilt(_of(kind, 1), node.get(name), rest, change, path))
    if isinstance(node, tuple):
        return _list_with(kind, node, name, rest, change, path)
    raise ChangeError(f'‘{path}’ bestaat niet in een dossier.')


def _mapping_with(kind: Any, node: Mapping[str, Any], name: str, child: Any) -> dict[str, Any]:
    key = _validated(_of(kind, 0), name)
    if child is None:
        return {other: value for other, value in node.items() if other != key}
    _refuse(too_full(len(node)) if key not in node else ())
    return {**node, key: child}


def _list_with(kind: Any, node: tuple[Any, ...], name: str, rest: list[str], change: Any, path: str) -> tuple[Any, ...]:
    if not any(part.id == name for part in node):
        raise ChangeError('Dit onderdeel bestaat niet meer. Misschien heeft iemand anders het net weggehaald.')
    element = _of(kind, 0)
    return tuple(_rebuilt(element, part, rest, change, path) if part.id == name else part for part in node)


def _child(node: Any, name: str, path: str) -> Any:
    if isinstance(node, Part):
        _field(type(node), name, path)
        return getattr(node, name)
    if isinstance(node, Mapping):
        return node.get(name)
    if isinstance(node, tuple):
        return next((part for part in node if part.id == name), None)
    return None


@cache
def _field(model: type[Part], name: str, path: str) -> Any:
    """Give the type of a field with its limits."""
    field = model.model_fields.get(name)
    if field is None:
        raise ChangeError(f'‘{path}’ bestaat niet in een dossier: {model.__name__} heeft geen ‘{name}’.')
    metadata = tuple(field.metadata)
    return Annotated[(field.annotation, *metadata)] if metadata else field.annotation


def _bare(annotation: Any) -> Any:
    """Take limits and 'or None' off a type."""
    while get_origin(annotation) is Annotated:
        annotation = get_args(annotation)[0]
    if get_origin(annotation) in (Union, types.UnionType):
        annotation = next(part for part in get_args(annotation) if part is not type(None))
        return _bare(annotation)
    return annotation


def _of(kind: Any, index: int) -> Any:
    return get_args(kind)[index]


def _empty(kind: Any, path: str) -> Any:
    if isinstance(kind, type) and issubclass(kind, Part):
        with suppress(ValidationError):  # one that needs values comes as a whole
            return kind()
    if get_origin(kind) is Mapping:
        return {}
    raise ChangeError(f'‘{path}’ bestaat niet in een dossier.')


def _validated(annotation: Any, value: Any, old: Any = None) -> Any:
    new = _read(annotation, value)
    _refuse(too_much(annotation, new, old))
    return new


def _refuse(sentences: Iterable[str]) -> None:
    for sentence in sentences:
        raise ChangeError(sentence)


def _read(annotation: Any, value: Any) -> Any:
    if value in (None, '') and _optional(annotation):
        return None
    if value is None and _bare(annotation) is str:
        return ''
    try:
        return _adapter(annotation).validate_json(orjson.dumps(value))
    except ValidationError as error:
        raise ChangeError(problem(error)) from error
    except (TypeError, orjson.JSONEncodeError) as error:
        raise ChangeError(f'‘{value!r}’ kan hier niet staan.') from error


@cache
def _adapter(annotation: Any) -> TypeAdapter[Any]:
    """Give the validator of a type; making one takes longer than using it."""
    return TypeAdapter(annotation)


def _optional(annotation: Any) -> bool:
    while get_origin(annotation) is Annotated:
        annotation = get_args(annotation)[0]
    return type(None) in get_args(annotation)
