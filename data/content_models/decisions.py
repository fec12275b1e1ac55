"""Bodies, methods, types of decision and the ladder to start from."""

from data.content_models.base import Option
from data.models import Id, Layer, Method, Part, PartyType


class BodyTemplate(Part):
    """A body to start from, with a usual lead time."""

    id: Id
    kind: Id
    name: str
    layer: Layer
    about: str
    method: Method
    fallback: str = ''
    quorum: str = ''
    weeks_min: int
    weeks: int
    weeks_max: int
    public: str
    standard: bool = True
    """whether a new dossier gets it"""


class PartyBody(Part):
    """A body inside a party, with a usual lead time; the label of the numbers is 'richttijd'."""

    id: Id
    party_type: PartyType
    name: str
    about: str
    method: str
    weeks_min: int
    weeks: int
    weeks_max: int
    public: str
    source: str = ''


class BodyLibrary(Part):
    """Bodies of the project and of the parties, and what delays them."""

    project: tuple[BodyTemplate, ...]
    party: tuple[PartyBody, ...]
    calendar_notes: tuple[Option, ...]


class MethodInfo(Part):
    """A way to decide."""

    id: Method
    name: str
    text: str
    use: str
    pitfall: str = ''


class DecisionType(Part):
    """A type of decision and its usual route (see ``data.models.Route`` for the words)."""

    id: Id
    name: str
    examples: str
    prepares: tuple[Id, ...] = ()
    advises: tuple[Id, ...] = ()
    decides: Id
    method: Method
    fallback: str = ''
    ratifies: str = ''
    weeks: int | None = None
    weeks_text: str
    """usual time in words, e.g. '2 tot 4 weken'"""
    mandatable: bool = True
    """whether a mandate can make the own process of a party unnecessary"""


class EscalationTemplate(Part):
    """A rung of the ladder to start from."""

    id: Id
    who: str
    weeks: int | None = None
    what: str
