"""Bodies, how they decide, the routes of decisions, the ladder for disagreement and the register."""

from datetime import date
from enum import StrEnum

from pydantic import Field

from data.models.base import Id, Line, Part, Text


class Method(StrEnum):
    """How a body decides; explained in ``content/methods.yaml``."""

    CONSENT = 'consent'
    CONSENSUS = 'consensus'
    UNANIMITY = 'unanimiteit'
    MAJORITY = 'meerderheid'
    QUALIFIED = 'gekwalificeerd'
    MANDATED = 'gemandateerd'
    ADVICE = 'advies'
    EACH_PARTY = 'instemming-per-partij'
    LEGAL = 'wettelijk'


class Layer(StrEnum):
    """Where a body stands in the drawing."""

    RESIDENTS = 'bewoners'
    GOVERNING = 'bestuur'
    STEERING = 'sturing'
    WORK = 'werk'


class Seat(Part):
    """One place in a body."""

    id: Id
    party_id: str = ''
    """the party, or empty for somebody without a party"""
    person_id: str = ''
    name: Line = ''
    """name of a person who is not in the list of a party"""
    advisory: bool = False


class Body(Part):
    """A group that talks, advises or decides (on screen: overleg or groep)."""

    id: Id
    kind: Id
    """stuurgroep, kernteam, projectteam, werkgroep, bewonersoverleg or overig"""
    name: Line
    layer: Layer = Layer.WORK
    task: Text = ''
    seats: tuple[Seat, ...] = ()
    chair: Line = ''
    method: Method | None = None
    fallback: Line = ''
    quorum: Line = ''
    weeks_min: int = Field(default=1, ge=0, le=104)
    weeks: int = Field(default=2, ge=0, le=104)
    weeks_max: int = Field(default=4, ge=0, le=104)
    public: Line = ''


EACH_PARTY = 'elke-partij'
MUNICIPALITY = 'gemeente'
PROJECT_LEADER = 'projectleider'
NOBODY = ''


class Route(Part):
    """How one type of decision travels.

    ``prepares`` and ``advises`` name kinds of bodies; ``decides`` a kind of body, ``elke-partij``, ``gemeente``
    or ``projectleider``; ``ratifies`` who has to confirm it in an own process: nobody, ``gemeente`` or ``elke-partij``.
    """

    id: Id
    """id of the decision type"""
    prepares: tuple[Id, ...] = ()
    advises: tuple[Id, ...] = ()
    decides: Id
    method: Method
    fallback: Line = ''
    ratifies: str = NOBODY
    weeks: int | None = Field(default=None, ge=0, le=104)
    """time the deciding step takes; None takes it from the body or process"""


class EscalationStep(Part):
    """One rung of the ladder for a difference of opinion."""

    id: Id
    who: Line = ''
    weeks: int | None = Field(default=None, ge=0, le=104)
    what: Line = ''


class Decision(Part):
    """A decision that was taken, a line in the register."""

    id: Id
    number: Line
    decided_on: date
    body: Line
    text: Text
    method: Line = ''
    remark: Text = ''
