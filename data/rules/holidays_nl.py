"""Dutch public holidays and school holidays, as the library ``holidays`` knows them.

School holidays follow the national regulation, per region; those in autumn and spring are dates the ministry advises.
"""

from datetime import date
from functools import lru_cache

import holidays

from data.rules.dutch import joined

REGIONS = ('Noord', 'Midden', 'Zuid')
SCHOOL_KNOWN_UNTIL = date(2030, 9, 30)
"""after this day the regulation names no school holidays yet"""
_ADVISED = ('Herfstvakantie', 'Voorjaarsvakantie')
_SATURDAY = 5


def holiday_notes(day: date) -> tuple[str, ...]:
    """Say which holidays are on a day: 'Tweede pinksterdag', 'Zomervakantie in regio Noord en Midden'.

    For a day whose school holidays are not known yet, that is said instead.
    """
    public = tuple(filter(None, [public_holiday(day)]))
    if day > SCHOOL_KNOWN_UNTIL:
        return (*public, f'De schoolvakanties van {day.year} zijn nog niet bekend')
    return (*public, *_school_notes(day))


def public_holiday(day: date) -> str:
    """Name the public holiday on a day, Liberation Day of every year among them; empty if there is none."""
    return _public(day.year).get(day, '')


def is_working_day(day: date) -> bool:
    """Tell whether offices work: not in a weekend, not on a public holiday."""
    return day.weekday() < _SATURDAY and day not in _official(day.year)


def _school_notes(day: date) -> tuple[str, ...]:
    regions: dict[str, list[str]] = {}
    for region in REGIONS:
        if name := _school(day.year, region).get(day):
            regions.setdefault(name, []).append(region)
    return tuple(_school_note(name, where) for name, where in regions.items())


def _school_note(name: str, regions: list[str]) -> str:
    advised = ' (adviesdatum)' if name in _ADVISED else ''
    where = 'in het hele land' if len(regions) == len(REGIONS) else f'in regio {joined(regions)}'
    return f'{name} {where}{advised}'


@lru_cache(maxsize=64)
def _public(year: int) -> dict[date, str]:
    return dict(holidays.country_holidays('NL', years=year, categories=('public', 'optional'), language='nl'))


@lru_cache(maxsize=64)
def _official(year: int) -> dict[date, str]:
    return dict(holidays.country_holidays('NL', years=year, language='nl'))


@lru_cache(maxsize=192)
def _school(year: int, region: str) -> dict[date, str]:
    return dict(holidays.country_holidays('NL', subdiv=region, years=year, categories=('school',), language='nl'))
