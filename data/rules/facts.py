"""All that the text of the agreement may name: the facts that its templates are filled from.

An article says ``{{ period.start }}``; the names are the fields of ``Facts`` below and of the models they hold. Where a
fact is the same as in the dossier it has the name of its path of change.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from data.models import (
    Area,
    Communication,
    Dossier,
    EscalationStep,
    Legal,
    Named,
    Party,
    Period,
    Policy,
    RoleMatrix,
)


@dataclass(frozen=True)
class LiveText:
    """A text that parties write together, in Markdown; false when it is empty."""

    text_id: str
    markdown: str

    def __bool__(self) -> bool:
        return bool(self.markdown.strip())


@dataclass(frozen=True)
class Contributor:
    """A party and what it brings."""

    id: str
    short_name: str
    contribution: LiveText


@dataclass(frozen=True)
class FormFacts:
    """The chosen form of cooperation, in words."""

    name: str
    governance: str
    motivation: str


@dataclass(frozen=True)
class CoverFacts:
    """Who pays which part of the joint costs."""

    payer: str
    amount: int
    percent: int | None
    """of all cover, rounded; None if nothing is covered"""
    uncertain: bool


@dataclass(frozen=True)
class BudgetFacts:
    """The joint costs, added up."""

    none: bool
    total: int | None
    """in whole euro; None as long as there are no lines"""
    vat_included: bool
    cover: tuple[CoverFacts, ...]
    treasurer: str
    reporting: str
    volunteers: str
    subsidy: str


@dataclass(frozen=True)
class BodyFacts:
    """A body and who is in it."""

    name: str
    task: str
    members: tuple[str, ...]
    chair: str
    quorum: str


@dataclass(frozen=True)
class MeetingFacts:
    """A meeting that comes back."""

    name: str
    rhythm: str
    goal: str
    papers_days: int
    minutes_days: int


@dataclass(frozen=True)
class InfluenceFacts:
    """How much residents have to say about one subject."""

    subject: str
    rung: str
    promise: str


@dataclass(frozen=True)
class AnswerFacts:
    """The answer to a question of a wizard; empty if the question does not apply, though the answer is kept."""

    text: LiveText
    choice: str
    """in words"""
    picked: str
    """id of the choice"""
    checked: tuple[str, ...]


@dataclass(frozen=True)
class Facts:
    """Everything a template may name."""

    today: date
    dossier: Dossier
    policy: Policy
    area: Area
    period: Period
    budget: BudgetFacts
    communication: Communication
    legal: Legal
    form: FormFacts
    goal: LiveText
    criteria: tuple[Named, ...]
    results: tuple[Named, ...]
    principles: tuple[Named, ...]
    signing: tuple[Party, ...]
    """the parties that sign"""
    advisers: tuple[Party, ...]
    """the parties that take part without signing"""
    contributors: tuple[Contributor, ...]
    has_housing: bool
    """whether a housing corporation takes part"""
    matrix: RoleMatrix
    bodies: tuple[BodyFacts, ...]
    bodies_with_quorum: tuple[BodyFacts, ...]
    meetings: tuple[MeetingFacts, ...]
    participation: tuple[InfluenceFacts, ...]
    escalation: tuple[EscalationStep, ...]
    answers: Mapping[str, AnswerFacts]
    """question id -> answer"""
