"""The three wizards: tracks, screens and questions."""

from typing import Literal

from data.content_models.base import Markdown, Option
from data.models import Id, Part, PartyType


class Column(Part):
    """A column of a table question."""

    id: Id
    name: str
    input: Literal['text', 'number', 'year', 'date'] = 'text'


class Entry(Part):
    """An input that writes straight into the dossier.

    ``path`` is the path of a change, for example ``communication.spokesperson``; the content check proves it exists.
    """

    path: str
    label: str
    help: str = ''
    input: Literal['text', 'area', 'number', 'euro', 'date', 'check', 'select'] = 'text'
    options: tuple[Option, ...] = ()


Block = Literal[
    'contributions',
    'mandates',
    'processes',
    'bodies',
    'residents_in_bodies',
    'methods',
    'matrix',
    'meetings',
    'form',
    'escalation',
    'period',
    'policy',
    'openness',
]
"""A building block inside a wizard step, and what it edits.

contributions: the text of each party; mandates: ``mandates``; processes: ``processes``; bodies: ``bodies`` and their
seats; residents_in_bodies: the seats of resident parties only; methods: method, fallback and quorum per body; matrix:
``matrix``; meetings: ``meetings``; form: ``form``; escalation: ``escalation``; period: ``period``; policy: ``policy``;
openness: ``legal.confidential_until``, ``legal.closed_annexes`` and ``legal.decisions_public``.
"""


class Question(Part):
    """One question of a wizard. Every question has an open live text and can be answered 'Weten we nog niet'.

    What else it shows follows from what is filled in: ``choices`` (one), ``checks`` (several), ``ladder`` subjects
    (a rung each), ``columns`` (a table), ``fields`` (straight into the dossier), ``block`` (a building block).
    """

    id: Id
    track: Literal['a', 'b', 'c']
    title: str
    """the question itself"""
    short: str
    """a few words, for lists"""
    why: Markdown
    help: Markdown = ''
    tip: Markdown = ''
    example: Markdown = ''
    text_label: str = 'Toelichting'
    """label of the open text"""
    text_required: bool = False
    choices: tuple[Option, ...] = ()
    checks: tuple[Option, ...] = ()
    ladder: tuple[Option, ...] = ()
    columns: tuple[Column, ...] = ()
    fields: tuple[Entry, ...] = ()
    block: Block | None = None
    feeds: tuple[Id, ...] = ()
    """ids of the articles and annexes it ends in"""
    party_types: tuple[PartyType, ...] = ()
    """only applies when a party of one of these types takes part; empty is always"""


class Screen(Part):
    """One step of a wizard: one theme, one or more questions."""

    id: Id
    title: str
    intro: Markdown
    questions: tuple[Id, ...]


class Track(Part):
    """A lens on the dossier."""

    id: Literal['a', 'b', 'c']
    name: str
    lens: Markdown
    icon: str
    screens: tuple[Screen, ...]

    @property
    def title(self) -> str:
        """Letter and name together; the letter alone means nothing to people."""
        return f'Spoor {self.id.upper()} – {self.name}'
