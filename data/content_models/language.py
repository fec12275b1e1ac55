"""Words: participation ladder, glossary and legislation."""

from datetime import date
from typing import Literal

from data.content_models.base import Markdown
from data.models import Id, Part


class Rung(Part):
    """A rung of the participation ladder."""

    id: Id
    number: int
    name: str
    resident: str
    municipality: str
    promise: str


class GlossaryTerm(Part):
    """A term of the start list."""

    id: Id
    term: str
    also: tuple[str, ...] = ()
    """other spellings that are recognised in texts"""
    meaning: str
    note: str = ''
    source: str = ''


class Law(Part):
    """A law or policy and how sure we are of its state."""

    id: Id
    name: str
    text: Markdown
    status: Literal['aangenomen', 'in werking', 'onbekend']
    since: str = ''
    checked_on: date
    source: str
    certainty: Literal['hoog', 'middel', 'laag', 'onbekend']


class Legislation(Part):
    """Laws, and what changed since the source page was written."""

    intro: Markdown
    laws: tuple[Law, ...]
