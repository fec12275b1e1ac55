"""What the drawing of the decision-making consists of: groups of boxes, and lines between the groups."""

from dataclasses import dataclass
from enum import StrEnum

from data.models import Layer
from data.rules.dutch import joined

PARTIES = 'partijen'
"""id of the group with the own processes of all parties"""
OWN = 'eigen besluit'
OWN_OF_MUNICIPALITY = 'eigen besluit gemeente'
ADVICE = 'advies'
ADVICE_TO_MUNICIPALITY = 'advies aan gemeente'
"""labels of lines to the parties"""


class EdgeKind(StrEnum):
    """What a line means; each is drawn in its own way, never by colour alone. Source: domain 5.6."""

    DECISION = 'voorstel of besluit'
    ADVICE = 'advies'
    REPORT = 'informatie'
    ESCALATION = 'lukt het niet'


@dataclass(frozen=True)
class Node:
    """One box: a body, an office, or the own process of a party."""

    id: str
    name: str
    notes: tuple[str, ...] = ()
    """small lines below the name: how it decides, how long that takes"""


@dataclass(frozen=True)
class Group:
    """Boxes that take part in the lines together: bodies of one kind, or all parties."""

    id: str
    layer: Layer
    nodes: tuple[Node, ...]
    title: str = ''

    @property
    def name(self) -> str:
        """How a sentence names the group."""
        return self.title or joined(node.name for node in self.nodes)


@dataclass(frozen=True)
class Edge:
    """A line from one group to another."""

    start: str
    end: str
    kind: EdgeKind
    label: str
    subjects: tuple[str, ...] = ()
    """names of the types of decisions that go this way"""
    who: tuple[str, ...] = ()
    """names of the boxes of the first group that are meant; empty is the whole group"""


@dataclass(frozen=True)
class Diagram:
    """The drawing, and the same in numbered sentences; line n of the drawing is sentence n."""

    title: str
    description: str
    groups: tuple[Group, ...]
    edges: tuple[Edge, ...]
    text: tuple[str, ...]
    """sentence n belongs to edge n; further sentences tell of the boxes"""
