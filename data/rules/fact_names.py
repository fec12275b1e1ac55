"""Which facts a template names, and whether they exist: a wrong name is found at the start, not before the parties."""

from collections.abc import Iterator, Mapping
from dataclasses import is_dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from jinja2 import TemplateSyntaxError, nodes
from pydantic import BaseModel

from data.rules.facts import Facts, LiveText
from data.rules.templates import environment

ITEM = 'item'
_STATEMENTS = (nodes.If, nodes.Output, nodes.TemplateData)


class FactError(ValueError):
    """A template is wrong; the message says in Dutch what and what would be right."""


@cache
def named(template: str) -> tuple[str, ...]:
    """Give the facts that a template names, e.g. ``period.start``, each once, in order; whether they exist or not.

    :raises FactError: if the template cannot be read
    """
    try:
        tree = environment().parse(template)
        environment().compile(tree)
    except TemplateSyntaxError as error:
        raise FactError(f'is geen goed sjabloon ({error.message}); kijk naar de accolades.') from error
    return tuple(dict.fromkeys(_paths(tree)))


def fact_paths(template: str, item: Any = None) -> tuple[str, ...]:
    """Give the facts that a template names, and prove that they exist.

    :param item: the type of what the template is repeated for, which it calls ``item``
    :raises FactError: if the template cannot be read or names a fact that does not exist
    """
    for path in named(template):
        type_of(path, item)
    return named(template)


def expression_type(expression: str, item: Any = None) -> Any:
    """Give the type of the fact that an expression names, e.g. of the list in ``each``.

    :raises FactError: if it is not the name of one fact that exists
    """
    paths = fact_paths(f'{{{{ {expression} }}}}', item)
    if len(paths) != 1 or paths[0] != expression:
        raise FactError(f'‘{expression}’ moet de naam van één feit zijn.')
    return type_of(expression, item)


def element_type(expression: str) -> Any:
    """Give the type of the elements of the list that ``each`` names.

    :raises FactError: if it names no list
    """
    found = expression_type(expression)
    if get_origin(found) is not tuple:
        raise FactError(f'‘{expression}’ is geen lijst; ‘each’ vraagt een lijst.')
    return get_args(found)[0]


def is_live_text(expression: str, item: Any = None) -> bool:
    """Tell whether an expression names a live text.

    :raises FactError: if it names no fact
    """
    return expression_type(expression, item) is LiveText


def type_of(path: str, item: Any = None) -> Any:
    """Follow a dotted path through the types of the facts.

    :raises FactError: if a name in it does not exist
    """
    here: Any = Facts
    for position, name in enumerate(path.split('.')):
        if position == 0 and name == ITEM and item is not None:
            here = item
            continue
        known = _members(here)
        if isinstance(known, Mapping) and name not in known:
            raise FactError(f'‘{path}’ bestaat niet; kies uit: {", ".join(sorted(known))}.')
        here = _bare(known[name] if isinstance(known, Mapping) else known)
    return here


def _members(kind: Any) -> Any:
    """Give field name -> type, or the one type of all values of a mapping; nothing for a plain value."""
    if get_origin(kind) is not None and issubclass(get_origin(kind), Mapping):
        return get_args(kind)[1]
    if isinstance(kind, type) and (is_dataclass(kind) or issubclass(kind, BaseModel)):
        return _hints(kind)
    return {}


@cache
def _hints(kind: type) -> dict[str, Any]:
    hints = get_type_hints(kind)
    return {name: hint for name, hint in hints.items() if not name.startswith('_') and name != 'model_config'}


def _bare(kind: Any) -> Any:
    """Leave out 'or None': a fact may always be missing."""
    if get_origin(kind) in (Union, UnionType):
        others = [each for each in get_args(kind) if each is not NoneType]
        return others[0] if len(others) == 1 else kind
    return kind


def _paths(node: nodes.Node) -> Iterator[str]:
    if isinstance(node, nodes.Getattr | nodes.Name):
        path = _dotted(node)
        if path:
            yield path
            return
    if isinstance(node, nodes.Getitem | nodes.Call) or (
        isinstance(node, nodes.Stmt) and not isinstance(node, _STATEMENTS)
    ):
        raise FactError('een sjabloon kent alleen feiten, filters en ‘als … dan’.')
    for child in node.iter_child_nodes():
        yield from _paths(child)


def _dotted(node: nodes.Node) -> str:
    if isinstance(node, nodes.Name):
        return node.name
    if isinstance(node, nodes.Getattr):
        before = _dotted(node.node)
        return f'{before}.{node.attr}' if before else ''
    return ''
