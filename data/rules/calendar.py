"""Dates of a series of meetings: its rhythm, holidays that stand in the way, and when papers and minutes are due."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count, islice

from data.models import Rhythm, Series
from data.rules.dutch import date_text, joined, weekday_name
from data.rules.holidays_nl import holiday_notes, is_working_day, public_holiday

LAST_WEEK = 5
"""place in the month of a fifth weekday; as many months have no fifth, it is kept as 'the last'"""
_PLACES = ('eerste', 'tweede', 'derde', 'vierde', 'laatste')


@dataclass(frozen=True)
class Occurrence:
    """One meeting of a series."""

    day: date
    papers_due: date
    minutes_due: date
    holiday: str
    """the public holiday on that day, empty if there is none"""
    notes: tuple[str, ...]
    """all holidays on that day in words, public and of schools"""


def is_planned(series: Series) -> bool:
    """Tell whether a series can be planned: it has a goal and a day to begin.

    Source: domain 2.5, article 14: every meeting has a goal.
    """
    return bool(series.goal.strip()) and (bool(series.dates) if series.rhythm is Rhythm.DATES else bool(series.first))


def dates(series: Series, since: date = date.min) -> Iterator[date]:
    """Give the days of a series, the first one first, without those that are skipped; endless if it has no end.

    Weeks keep the weekday; months keep the weekday and its place in the month ('the second Monday'). Listed dates stand
    for themselves, whatever ``first`` and ``until`` say.

    :param since: the first day that counts
    """
    skipped = {*series.skipped}
    return (day for day in _all_dates(series, since) if day >= since and day not in skipped)


def occurrences(series: Series, since: date, limit: int = 6) -> tuple[Occurrence, ...]:
    """Give the next meetings of a series.

    :param since: the first day that counts
    :param limit: the most meetings to give
    """
    return tuple(_occurrence(series, day) for day in islice(dates(series, since), limit))


def month_place(day: date) -> int:
    """Give the place of a day among the same weekdays of its month: 1 to 4, or ``LAST_WEEK``."""
    return (day.day - 1) // 7 + 1


def rhythm_text(series: Series) -> str:
    """Say the rhythm in words: 'om de week op donderdag'; empty if there is no date yet."""
    if series.rhythm is Rhythm.DATES:
        return 'op ' + joined(map(date_text, sorted({*series.dates}))) if series.dates else ''
    if series.first is None:
        return ''
    weekday = weekday_name(series.first)
    if series.rhythm is Rhythm.MONTHS:
        often = 'elke maand' if series.every == 1 else f'elke {series.every} maanden'
        return f'{often} op de {_PLACES[month_place(series.first) - 1]} {weekday}'
    often = {1: 'elke week', 2: 'om de week'}.get(series.every, f'elke {series.every} weken')
    return f'{often} op {weekday}'


def papers_due(day: date, days: int) -> date:
    """Give the last working day that is at least so many days before a meeting."""
    due = _days_later(day, -days)
    while days and due > date.min and not is_working_day(due):
        due = _days_later(due, -1)
    return due


def minutes_due(day: date, working_days: int) -> date:
    """Give the working day by which minutes are due, counted from the day after a meeting."""
    due = day
    for _ in range(working_days):
        due = _days_later(due, 1)
        while due < date.max and not is_working_day(due):
            due = _days_later(due, 1)
    return due


def _days_later(day: date, days: int) -> date:
    """Give the day so many days later, or before; at the ends of the calendar the last there is."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date.max if days > 0 else date.min


def _occurrence(series: Series, day: date) -> Occurrence:
    return Occurrence(
        day=day,
        papers_due=papers_due(day, series.papers_days),
        minutes_due=minutes_due(day, series.minutes_days),
        holiday=public_holiday(day),
        notes=holiday_notes(day),
    )


def _all_dates(series: Series, since: date) -> Iterator[date]:
    if series.rhythm is Rhythm.DATES:
        yield from sorted({*series.dates})
        return
    if series.first is None:
        return
    for number in count(_steps_before(series.first, since, series.every, series.rhythm)):
        day = _nth(series.first, number * series.every, series.rhythm)
        if day is None or (series.until and day > series.until):
            return
        yield day


def _steps_before(first: date, since: date, every: int, rhythm: Rhythm) -> int:
    """Give the last step that is not beyond the week or month of a day, so that nobody walks there from long ago."""
    if rhythm is Rhythm.WEEKS:
        units = (since - first).days // 7
    else:
        units = (since.year - first.year) * 12 + since.month - first.month
    return max(units // every, 0)


def _nth(first: date, steps: int, rhythm: Rhythm) -> date | None:
    """Give the day so many weeks or months later; None beyond the end of the calendar."""
    try:
        return first + timedelta(weeks=steps) if rhythm is Rhythm.WEEKS else _months_later(first, steps)
    except (OverflowError, ValueError):
        return None


def _months_later(first: date, months: int) -> date:
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    begin = date(year, month + 1, 1)
    day = 1 + (first.weekday() - begin.weekday()) % 7 + 7 * (month_place(first) - 1)
    return begin.replace(day=day if day <= monthrange(year, month + 1)[1] else day - 7)
