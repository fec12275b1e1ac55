"""The lines of the drawing: what each connects, its way through the gaps, and the sizes that all of them keep."""

from dataclasses import dataclass, field

from data.models import Layer
from data.rules.diagram_layout import Cluster, Rect
from data.rules.diagram_model import Edge

LABEL_SIZE = 12
LABEL_HEIGHT = 15
BADGE = 20
"""size of the number of a line"""


@dataclass
class Leg:
    """The way of a line through one gap: in at one x, out at another."""

    gap: int
    x1: float
    x2: float
    label: Rect | None = None
    track: int = 0

    @property
    def span(self) -> tuple[float, float]:
        """What it takes of its track, with its label."""
        left, right = min(self.x1, self.x2), max(self.x1, self.x2)
        if self.label:
            left, right = min(left, self.label.x), max(right, self.label.right)
        return left - 6, right + 6


@dataclass
class Line:
    """One line on its way; gap n lies below row n."""

    number: int
    """position in ``Diagram.edges``, from 0"""
    edge: Edge
    start: Cluster
    end: Cluster
    text: str
    legs: list[Leg] = field(default_factory=list)
    points: list[tuple[float, float]] = field(default_factory=list)

    @property
    def from_lane(self) -> bool:
        """Whether it comes from the residents."""
        return self.start.group.layer is Layer.RESIDENTS

    @property
    def to_lane(self) -> bool:
        """Whether it goes to the residents."""
        return self.end.group.layer is Layer.RESIDENTS

    @property
    def gaps(self) -> tuple[int, int]:
        """The first and the last gap it goes through."""
        if self.from_lane or self.to_lane:
            row = self.end.row if self.from_lane else self.start.row
            return row, row
        first = self.start.row - (self.end.row < self.start.row)
        return first, self.end.row - (self.end.row > self.start.row)

    @property
    def label(self) -> Rect | None:
        """Where its label stands."""
        return next((leg.label for leg in self.legs if leg.label), None)
