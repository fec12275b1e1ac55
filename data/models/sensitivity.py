"""Who may read a text: its own party, all parties, or everyone."""

from datetime import date
from enum import StrEnum

from pydantic import Field

from data.models.base import Part, Text


class Openness(StrEnum):
    """How far a text may go."""

    INTERNAL = 'intern'
    """a draft of one party, for whoever speaks for it"""
    SHARED = 'gedeeld'
    """for everyone in the dossier"""
    PUBLIC = 'openbaar'


class Drafting(Part):
    """A time in which a text was an internal draft, as numbers of its moments."""

    first: int = Field(ge=1)
    last: int | None = Field(default=None, ge=1)
    """None for as long as it is one"""


class Sensitivity(Part):
    """How far one text, or one annex of the agreement, may go."""

    level: Openness = Openness.SHARED
    reason: Text = ''
    """why it is not public; everyone in the dossier reads it"""
    until: date | None = None
    """when to look again; nothing becomes public by itself"""
    drafts: tuple[Drafting, ...] = ()
    """what of its past stays with its party, also after it was shared"""
