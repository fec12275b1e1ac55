"""Filters of the agreement's templates: from a value to Dutch words; what is missing stays missing."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from data.models import Checkpoint, Named, Party
from data.rules.dutch import date_text, joined, weeks_text


def euro(amount: int | None) -> str | None:
    """Write an amount in whole euro: '€ 96.000'."""
    return None if amount is None else f'€ {number(amount)}'


def number(value: int) -> str:
    """Write a number with dots between thousands: '96.000'."""
    return f'{value:,}'.replace(',', '.')


def no_stop(text: str | None) -> str | None:
    """Leave out the full stop at the end, because the sentence around it has its own."""
    return None if text is None else text.strip().removesuffix('.').rstrip()


def lower(text: str | None) -> str | None:
    """Begin with a small letter, as in the middle of a sentence; names and abbreviations keep their capitals."""
    return text if not text or text[:2].isupper() else text[0].lower() + text[1:]


def names(parts: Iterable[Named | Party]) -> tuple[str, ...]:
    """Give the names of parts."""
    return tuple(part.name for part in parts)


def dates(parts: Iterable[Checkpoint]) -> tuple[str, ...]:
    """Give the dates of moments in words, in order."""
    return tuple(date_text(day) for day in sorted({part.on for part in parts}))


def listed(parts: Iterable[str]) -> str | None:
    """Write texts as a list in a sentence; None if there are none."""
    texts = [text for text in parts if text.strip()]
    return joined(texts) if texts else None


def months(value: int | None) -> str | None:
    """Write a number of months: '1 maand'."""
    return _counted(value, 'maand', 'maanden')


def every_months(value: int | None) -> str | None:
    """Write how often: 'elke maand', 'elke 4 maanden'."""
    return None if not value else 'elke maand' if value == 1 else f'elke {value} maanden'


def weeks(value: int | None) -> str | None:
    """Write a number of weeks: '3 weken'."""
    return None if value is None else weeks_text(value)


def days(value: int | None) -> str | None:
    """Write a number of days: '1 dag'."""
    return _counted(value, 'dag', 'dagen')


def working_days(value: int | None) -> str | None:
    """Write a number of working days: '3 werkdagen'."""
    return _counted(value, 'werkdag', 'werkdagen')


def times(value: int | None) -> str | None:
    """Write how many times: '2 keer'."""
    return _counted(value, 'keer', 'keer')


def _counted(value: int | None, one: str, more: str) -> str | None:
    return None if value is None else f'{value} {one if value == 1 else more}'


FILTERS: Mapping[str, Callable[..., Any]] = {
    'euro': euro,
    'no_stop': no_stop,
    'lower': lower,
    'names': names,
    'dates': dates,
    'joined': listed,
    'months': months,
    'every_months': every_months,
    'weeks': weeks,
    'days': days,
    'working_days': working_days,
    'times': times,
}


def printed(value: Any) -> str | None:
    """Give a value as it stands in a sentence; None if there is none.

    :raises TypeError: if it is no single value but a list, a part or a yes or no
    """
    if value is None or isinstance(value, str):
        return value or None
    if isinstance(value, int) and not isinstance(value, bool):
        return number(value)
    if isinstance(value, date):
        return date_text(value)
    raise TypeError(f'{value!r} cannot stand in a sentence; give a text, a number or a date.')
