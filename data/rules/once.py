"""Remembers what a rule found for the very same things, so that a change is judged once, however many pages ask."""

from collections.abc import Callable
from datetime import date
from functools import lru_cache, wraps
from typing import Any, ParamSpec, TypeVar

P = ParamSpec('P')
R = TypeVar('R')

KEPT = 16
"""results of a rule that are kept, each with what it was asked about"""
_PLAIN = (date, str, int)
"""what is compared by value; everything else must be frozen, so that being the same one means being equal"""


class _Same:
    """An argument that equals itself only."""

    def __init__(self, value: Any) -> None:
        self.value = value

    def __hash__(self) -> int:
        return id(self.value)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.value is other.value


def once(rule: Callable[P, R]) -> Callable[P, R]:
    """Have a rule, whose arguments are frozen, work things out once; give it its arguments by position."""

    @lru_cache(maxsize=KEPT)
    def remembered(*arguments: Any) -> R:
        return rule(*(each.value if isinstance(each, _Same) else each for each in arguments))  # type: ignore[call-arg]

    @wraps(rule)
    def ask(*arguments: P.args, **named: P.kwargs) -> R:
        if named:
            return rule(*arguments, **named)
        return remembered(*(each if isinstance(each, _PLAIN) else _Same(each) for each in arguments))

    return ask
