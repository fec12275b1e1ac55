"""The rhythm of meetings."""

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Field, StringConstraints

from data.models.base import Id, Line, Part, Text

Clock = Annotated[str, StringConstraints(pattern=r'^([01]\d|2[0-3]):[0-5]\d$')]
"""A time of day, 'HH:MM', in Europe/Amsterdam."""


class Rhythm(StrEnum):
    """What the number in ``every`` counts."""

    WEEKS = 'week'
    MONTHS = 'maand'
    DATES = 'data'
    """no rhythm: the dates are listed"""


class Series(Part):
    """A meeting that comes back."""

    id: Id
    body_id: str = ''
    name: Line
    goal: Text = ''
    rhythm: Rhythm = Rhythm.WEEKS
    every: int = Field(default=2, ge=1, le=52)
    first: date | None = None
    """first meeting; its weekday (and place in the month) is kept"""
    until: date | None = None
    dates: tuple[date, ...] = ()
    """the dates themselves when ``rhythm`` is ``data``"""
    skipped: tuple[date, ...] = ()
    begins: Clock = '16:00'
    ends: Clock = '17:30'
    place: Line = ''
    papers_days: int = Field(default=3, ge=0, le=60)
    """papers are there so many days before"""
    minutes_days: int = Field(default=3, ge=0, le=60)
    """minutes follow within so many working days"""
