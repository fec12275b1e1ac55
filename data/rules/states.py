"""The five states of a question, screen, track or party, and how they add up."""

from collections.abc import Iterable
from enum import StrEnum


class State(StrEnum):
    """How far something is; the value is the word on screen."""

    EMPTY = 'leeg'
    BUSY = 'bezig'
    DONE = 'klaar'
    STUCK = 'knelpunt'
    NOT_APPLICABLE = 'niet van toepassing'


def filled(value: object) -> State:
    """Tell whether something is there: klaar or leeg."""
    return State.DONE if value else State.EMPTY


def all_of(states: Iterable[State]) -> State:
    """Add up states of parts that are all needed.

    What does not apply does not count; one knelpunt makes the whole a knelpunt; leeg if there are no parts.
    """
    seen = set(states)
    parts = seen - {State.NOT_APPLICABLE}
    if State.STUCK in parts:
        return State.STUCK
    if not parts:
        return State.NOT_APPLICABLE if seen else State.EMPTY
    return parts.pop() if len(parts) == 1 else State.BUSY
