"""How much, and which dates, somebody may set beyond what the models say. Pure.

The models say what can be read, also of what was stored before there were these limits; here is what may be new.
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from data.models import Part

MOST_PARTS = 500
"""parts in one list, keys in one mapping"""
LONGEST = 300
"""letters of what has no limit of its own: names of other parts"""
FIRST_YEAR, LAST_YEAR = 1900, 2200


def too_much(annotation: Any, value: Any, old: Any = None) -> Iterator[str]:
    """Say in Dutch sentences what may not be set; nothing if all of it may.

    :param annotation: type of the value, None for what has a limit in its type
    :param old: what stands there now; what is there already may stay
    """
    if isinstance(value, Part):
        for name, field in type(value).model_fields.items():
            yield from too_much(None if field.metadata else field.annotation, getattr(value, name))
    elif isinstance(value, Mapping):
        yield from _too_many(value, old)
        for key, each in value.items():
            yield from too_much(str, key)
            yield from too_much(None, each)
    elif isinstance(value, tuple):
        yield from _too_many(value, old)
        known = old if isinstance(old, tuple) else ()
        for each in value:
            yield from too_much(None, each) if each not in known else ()
    elif isinstance(value, date) and not isinstance(value, datetime):
        yield from _out_of_time(value)
    elif annotation is str and len(value) > LONGEST:
        yield f'‘{value[:40]}…’ is te lang: {len(value)} tekens. Er passen er {LONGEST}.'


def too_full(count: int) -> Iterator[str]:
    """Say that a list or mapping with so many parts takes no other one; nothing if it does."""
    if count >= MOST_PARTS:
        yield f'Hier staan al {count} onderdelen; meer dan {MOST_PARTS} passen er niet.'


def _too_many(value: tuple[Any, ...] | Mapping[str, Any], old: Any) -> Iterator[str]:
    before = len(old) if isinstance(old, tuple | Mapping) else 0
    if len(value) > max(MOST_PARTS, before):
        yield f'Dit zijn {len(value)} onderdelen; meer dan {MOST_PARTS} passen hier niet.'


def _out_of_time(day: date) -> Iterator[str]:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        written = f'{day.day:02}-{day.month:02}-{day.year:04}'
        yield f'‘{written}’ kan hier niet: het jaar moet tussen {FIRST_YEAR} en {LAST_YEAR} liggen.'
