"""Small Dutch phrases that rules share: lists, weeks, dates."""

from collections.abc import Iterable
from datetime import date

_MONTHS = (
    'januari',
    'februari',
    'maart',
    'april',
    'mei',
    'juni',
    'juli',
    'augustus',
    'september',
    'oktober',
    'november',
    'december',
)
_DAYS = ('maandag', 'dinsdag', 'woensdag', 'donderdag', 'vrijdag', 'zaterdag', 'zondag')


def joined(names: Iterable[str]) -> str:
    """Write names as a list in a sentence: 'a, b en c'."""
    *others, last = [*names] or ['']
    return f'{", ".join(others)} en {last}' if others else last


def weeks_text(weeks: int) -> str:
    """Write a number of weeks: '1 week', '8 weken'."""
    return f'{weeks} week' if weeks == 1 else f'{weeks} weken'


def date_text(day: date) -> str:
    """Write a date in full: '4 februari 2027'."""
    return f'{day.day} {_MONTHS[day.month - 1]} {day.year}'


def day_text(day: date) -> str:
    """Write a date with its weekday: 'donderdag 4 februari 2027'."""
    return f'{_DAYS[day.weekday()]} {date_text(day)}'


def weekday_name(day: date) -> str:
    """Name the weekday of a date: 'donderdag'."""
    return _DAYS[day.weekday()]
