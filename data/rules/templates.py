"""Filling in the templates of the agreement: what parties typed stays what they typed, and gaps are counted."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, fields
from functools import cache
from typing import Any, cast
from unicodedata import category

from jinja2 import StrictUndefined, Template, pass_context
from jinja2.runtime import Context
from jinja2.sandbox import SandboxedEnvironment

from data.rules.dutch_filters import FILTERS, printed
from data.rules.facts import Facts

GAP_OPENS, GAP_CLOSES = '\ue000', '\ue001'
"""stand around 'nog af te spreken' in Markdown; private characters that ``clean`` takes out of what parties type"""

_SPECIAL = re.compile(r'([!-/:-@\[-`{-~])')
_CONTROL = re.compile(r'[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ue000-\ue00f\ufeff\ufffe\uffff]')


@dataclass
class _Print:
    """One printing of a template."""

    missing: str
    plain: bool = False
    gaps: int = 0


@dataclass(frozen=True)
class Filled:
    """A template filled in."""

    text: str
    gaps: int
    """facts that are still missing"""


@dataclass(frozen=True)
class Printer:
    """Fills in templates from facts.

    :param missing: what stands where a fact is missing
    """

    facts: Facts
    missing: str
    _names: dict[str, Any] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        names = {each.name: getattr(self.facts, each.name) for each in fields(self.facts)}
        object.__setattr__(self, '_names', names)

    def markdown(self, template: str, item: Any = None) -> Filled:
        """Fill in a template of Markdown; facts are escaped, so that they show as typed."""
        return self._fill(template, item, _Print(f'{GAP_OPENS}{self.missing}{GAP_CLOSES}'))

    def plain(self, template: str, item: Any = None) -> str:
        """Fill in a template of plain text on one line."""
        return ' '.join(self._fill(template, item, _Print(self.missing, plain=True)).text.split())

    def value(self, expression: str, item: Any = None) -> Any:
        """Give the value of an expression, e.g. of the list that a paragraph repeats."""
        return _expression(expression)(**self._names, item=item)

    def _fill(self, template: str, item: Any, state: _Print) -> Filled:
        text = _template(template).render(**self._names, item=item, _print=state)
        return Filled(text.strip(), state.gaps)


def clean(text: str) -> str:
    """Leave out characters that no document may hold: control characters, half pairs, our own marks (U+E000-E00F).

    Line breaks of all kinds become new lines.
    """
    return _CONTROL.sub('', '\n'.join(text.splitlines()))


def visible(text: str) -> bool:
    """Tell whether there is anything to see in a text: a letter, a digit, a mark or a drawing."""
    return any(category(character)[0] not in 'CZ' for character in clean(text))


def escaped(text: str) -> str:
    """Give Markdown that shows exactly this text, in a line of its own or within a sentence.

    Every punctuation mark of ASCII may be escaped, and then is nothing but itself. A new line stays one; an empty line
    would end the paragraph and is left out. Source: CommonMark 0.31, section 2.4.
    """
    lines = (line.strip() for line in clean(text).splitlines())
    return '\\\n'.join(_SPECIAL.sub(r'\\\1', line) for line in lines if line)


@pass_context
def _printed(context: Context, value: Any) -> str:
    state = cast(_Print, context.resolve('_print'))
    text = printed(value)
    shown = (clean(text) if state.plain else escaped(text)) if text else ''
    if visible(shown):
        return shown
    state.gaps += 1
    return state.missing


def environment() -> SandboxedEnvironment:
    """Give the environment of the templates; only our own filters are known in it."""
    made = SandboxedEnvironment(undefined=StrictUndefined, finalize=_printed, autoescape=False)
    made.filters = dict(FILTERS)
    made.globals = {}
    return made


_ENVIRONMENT = environment()


@cache
def _template(source: str) -> Template:
    return _ENVIRONMENT.from_string(source)


@cache
def _expression(source: str) -> Callable[..., Any]:
    return _ENVIRONMENT.compile_expression(source, undefined_to_none=False)
