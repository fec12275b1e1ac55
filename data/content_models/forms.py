"""The form chooser: forms of cooperation, questions, who leads."""

from typing import Literal

from data.content_models.base import Markdown, Option
from data.models import Id, Part


class CooperationForm(Part):
    """A form of cooperation."""

    id: Id
    name: str
    what: Markdown
    fits_when: Markdown
    strong: str
    weak: str
    legal_weight: str
    who_decides: str
    when: Literal['now', 'later']


class FormQuestion(Part):
    """One question of the chooser; ``counts_for`` adds the answer (0, 1, 2) to these forms.

    ``reversed`` adds 2 minus the answer instead. ``reason`` completes 'Belangrijkste redenen: ...'.
    """

    id: Id
    text: str
    help: str = ''
    counts_for: tuple[Id, ...]
    reversed: bool = False
    reason: str


class Governance(Part):
    """Who leads."""

    id: Id
    name: str
    what: Markdown
    plus: str
    minus: str
    note: str


class FormGuide(Part):
    """Everything of the form chooser; the hard rules are in ``data/rules/forms.py``."""

    forms: tuple[CooperationForm, ...]
    questions: tuple[FormQuestion, ...]
    governance: tuple[Governance, ...]
    rules: tuple[Option, ...]
    """the hard rules in words, so that the score can be followed"""
