"""What the letter of intent needs besides parties, roles, decisions and meetings."""

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum

from pydantic import Field

from data.models.base import Id, Line, Part, Text


class PolicyKind(StrEnum):
    """The policy a neighbourhood approach starts from."""

    VISION = 'transitievisie'
    PROGRAMME = 'warmteprogramma'
    OTHER = 'anders'


class Policy(Part):
    """The policy of the municipality that the work builds on."""

    kind: PolicyKind | None = None
    name: Line = ''
    decided_on: date | None = None
    decided_by: Line = ''
    says: Text = ''


class Area(Part):
    """Where it is about, in words and numbers."""

    description: Text = ''
    homes: int | None = Field(default=None, ge=0)
    rented: int | None = Field(default=None, ge=0)
    apartments: int | None = Field(default=None, ge=0)
    owned: int | None = Field(default=None, ge=0)
    other_buildings: int | None = Field(default=None, ge=0)
    counted_on: date | None = None


class Checkpoint(Part):
    """A moment to go on, adjust or stop."""

    id: Id
    on: date


class Period(Part):
    """The intention period."""

    start: date | None = None
    end: date | None = None
    checkpoints: tuple[Checkpoint, ...] = ()
    follow_up: Line = ''
    follow_up_by: date | None = None
    extension_months: int | None = Field(default=None, ge=0, le=60)
    evaluation_months: int | None = Field(default=None, ge=1, le=60)
    evaluate_on: date | None = None
    notice_months: int | None = Field(default=None, ge=0, le=24)


class Named(Part):
    """A short named item: a criterion, a result, a principle."""

    id: Id
    name: Line = ''
    text: Text = ''


class CostLine(Part):
    """A line of the joint costs, in whole euro."""

    id: Id
    name: Line = ''
    amount: int = Field(default=0, ge=0)


class CoverLine(Part):
    """Who pays a part of the joint costs, in whole euro."""

    id: Id
    party_id: str = ''
    source: Line = ''
    """who pays if it is not a party, e.g. a subsidy"""
    amount: int = Field(default=0, ge=0)
    uncertain: bool = False


class Budget(Part):
    """Joint costs and who pays them."""

    none: bool = False
    """there are no joint costs"""
    costs: tuple[CostLine, ...] = ()
    cover: tuple[CoverLine, ...] = ()
    treasurer: str = ''
    """id of the party that keeps the money"""
    reporting: Line = ''
    vat_included: bool = True
    volunteers: Line = ''
    subsidy: Line = ''


class Communication(Part):
    """Who speaks, and how residents hear."""

    coordinator: Line = ''
    spokesperson: Line = ''
    face: Line = ''
    """the fixed contact for residents"""
    notice_days: int | None = Field(default=None, ge=0, le=60)
    feedback_weeks: int | None = Field(default=None, ge=0, le=52)
    channel: Line = ''


class Enforceability(StrEnum):
    """Whether a judge can enforce the agreement."""

    LIMITED = 'beperkt'
    FULL = 'volledig'
    NONE = 'niet'


class Legal(Part):
    """Legal choices that the fixed text leaves open."""

    enforceability: Enforceability = Enforceability.LIMITED
    effective_when: Line = ''
    court: Line = ''
    confidential_until: Line = ''
    closed_annexes: Line = ''
    main_rule: Line = ''
    attempts: int | None = Field(default=None, ge=1, le=10)
    fallback: Line = ''
    decisions_public: bool = True
    dropped: tuple[Id, ...] = ()
    """ids of articles that are left out; fixed ones raise a warning that cannot be hidden"""


class Unknown(Part):
    """An honest gap: who finds out, and by when."""

    owner: Line = ''
    due: date | None = None


class Row(Part):
    """A row of a table answer: column id -> what was filled in."""

    id: Id
    cells: Mapping[Id, Text] = {}


class Answer(Part):
    """The structured part of an answer; its open text is the live text ``answer:<question id>``."""

    choice: Line = ''
    checked: tuple[Id, ...] = ()
    rungs: Mapping[Id, Id] = {}
    """subject id -> rung of the participation ladder"""
    rows: tuple[Row, ...] = ()
    unknown: Unknown | None = None
    not_applicable: bool = False


class Consent(Part):
    """A party agrees with a text as it stood; it lapses when the text changes."""

    by: Line
    at: datetime
    digest: Line
    """SHA-256 of the Markdown agreed to"""


class FormChoice(Part):
    """Answers of the form chooser and the choice itself."""

    answers: Mapping[Id, int] = {}
    """question id -> 0 no, 1 partly, 2 yes"""
    form: str = ''
    governance: str = ''
    motivation: Text = ''


class Milestone(Part):
    """A version with a name."""

    id: Id
    number: Line
    on: date
    note: Line = ''


class OpenPoint(Part):
    """Something still to be sorted out, as earlier versions kept it; it becomes a thread when it is read."""

    id: Id
    text: Text
    owner: Line = ''
    due: date | None = None
    done: bool = False
