"""The dossier: all that the parties of one neighbourhood agree on, but for the live texts."""

import hashlib
from collections.abc import Iterator, Mapping
from datetime import datetime

from data.models.agreement import (
    Answer,
    Area,
    Budget,
    Communication,
    Consent,
    FormChoice,
    Legal,
    Milestone,
    Named,
    OpenPoint,
    Period,
    Policy,
)
from data.models.base import Id, Line, Part, Text
from data.models.decisions import Body, Decision, EscalationStep, Route
from data.models.language import Stance, Term
from data.models.matrix import RoleMatrix
from data.models.meetings import Series
from data.models.parties import InternalProcess, Mandate, Party
from data.models.retention import Retention
from data.models.sensitivity import Openness, Sensitivity
from data.models.threads import Thread

_SHARED = Sensitivity()


class Dossier(Part):
    """One neighbourhood and its agreement."""

    id: Id
    name: Line
    municipality: Line = ''
    neighbourhood: Line = ''
    created: datetime
    demo: bool = False
    version: Line = '0.1'
    project_leader: Line = ''
    project_leader_paid_by: Line = ''
    reason: Text = ''
    policy: Policy = Policy()
    area: Area = Area()
    period: Period = Period()
    budget: Budget = Budget()
    communication: Communication = Communication()
    legal: Legal = Legal()
    form: FormChoice = FormChoice()
    parties: tuple[Party, ...] = ()
    mandates: tuple[Mandate, ...] = ()
    processes: tuple[InternalProcess, ...] = ()
    criteria: tuple[Named, ...] = ()
    results: tuple[Named, ...] = ()
    principles: tuple[Named, ...] = ()
    matrix: RoleMatrix = RoleMatrix()
    matrix_review_months: int | None = None
    bodies: tuple[Body, ...] = ()
    routes: tuple[Route, ...] = ()
    escalation: tuple[EscalationStep, ...] = ()
    decisions: tuple[Decision, ...] = ()
    meetings: tuple[Series, ...] = ()
    team_days: int | None = None
    terms: tuple[Term, ...] = ()
    stances: Mapping[Id, Mapping[Id, Stance]] = {}
    """term id -> party id -> what the party says of it"""
    answers: Mapping[Id, Answer] = {}
    consents: Mapping[str, Mapping[Id, Consent]] = {}
    """text id -> party id -> its agreement"""
    threads: tuple[Thread, ...] = ()
    retention: Retention = Retention()
    sensitivity: Mapping[str, Sensitivity] = {}
    """text id, or ``annex:<annex id>`` -> how far it may go"""
    open_points: tuple[OpenPoint, ...] = ()
    """only to read what earlier versions kept"""
    milestones: tuple[Milestone, ...] = ()

    @property
    def is_closed(self) -> bool:
        """Whether nothing can be changed any more."""
        return self.retention.closed_on is not None

    def party(self, party_id: str) -> Party | None:
        """Give the party with this id, None if there is none."""
        return next((party for party in self.parties if party.id == party_id), None)

    def mandates_of(self, party_id: str) -> Iterator[Mandate]:
        """Give the mandates of a party."""
        return (mandate for mandate in self.mandates if mandate.party_id == party_id)

    def processes_of(self, party_id: str) -> Iterator[InternalProcess]:
        """Give the internal processes of a party."""
        return (process for process in self.processes if process.party_id == party_id)

    def answer(self, question_id: str) -> Answer:
        """Give the answer to a question; an empty one if nothing was filled in."""
        return self.answers.get(question_id, Answer())

    def sensitivity_of(self, text_id: str) -> Sensitivity:
        """Give how far a text may go, and why; what nobody set is shared with the parties."""
        return self.sensitivity.get(text_id, _SHARED)

    def openness(self, text_id: str) -> Openness:
        """Give how far a text may go: a notebook never leaves its party, and only a party's own text can be a draft."""
        if text_id.startswith(notebook_of('')):
            return Openness.INTERNAL
        level = self.sensitivity_of(text_id).level
        return Openness.SHARED if level is Openness.INTERNAL and not owner_of(text_id) else level


def person_name(dossier: Dossier, party_id: str, person_id: str, name: str = '') -> str:
    """Give the name of somebody in a seat or mandate; empty if nobody was named."""
    party = dossier.party(party_id)
    person = party.person(person_id) if party else None
    return person.name if person else name


DEMO_PREFIX = 'demo-'
"""how the ids of demo copies begin"""

GOAL = 'goal'
"""The live text with the shared goal."""

OWNED = ('contribution', 'notebook')
"""kinds of live texts that belong to one party"""


def contribution_of(party_id: str) -> str:
    """Give the id of the live text with a party's contribution."""
    return f'contribution:{party_id}'


def notebook_of(party_id: str) -> str:
    """Give the id of the live text with a party's own notes."""
    return f'notebook:{party_id}'


def owner_of(text_id: str) -> str:
    """Give the id of the party a live text belongs to; empty if it belongs to all."""
    kind, _, party_id = text_id.partition(':')
    return party_id if kind in OWNED else ''


def annex_of(annex_id: str) -> str:
    """Give under which name the openness of an annex of the agreement is kept."""
    return f'annex:{annex_id}'


def answer_of(question_id: str) -> str:
    """Give the id of the live text with the open answer to a question."""
    return f'answer:{question_id}'


def clause_of(article_id: str) -> str:
    """Give the id of the live text with own additions to an article."""
    return f'clause:{article_id}'


def text_digest(markdown: str) -> str:
    """Give the SHA-256 of a text, so that an agreement holds for exactly these words; trailing space does not count."""
    return hashlib.sha256(markdown.rstrip().encode()).hexdigest()
