"""How long a dossier is kept: the municipality says so, never this program."""

from datetime import date

from pydantic import Field

from data.models.base import Line, Part


class Retention(Part):
    """Until when a dossier is kept, and why."""

    until: date | None = None
    """the last day"""
    months: int | None = Field(default=None, ge=0, le=1200)
    """or so many months after the dossier was closed"""
    reason: Line = ''
    """e.g. a number of the municipality's own list (Selectielijst)"""
    closed_on: date | None = None
    """since when nothing can be changed any more"""
