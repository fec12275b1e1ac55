"""Where the boxes of the drawing stand: rows of groups in three layers, and the residents as a lane on the left."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from data.models import Layer
from data.rules.diagram_model import Diagram, Edge, EdgeKind, Group, Node
from data.rules.diagram_words import BOLD, wrapped

BOX = 176
"""width of a box"""
GAP = 16
PAD = 12
NAME_SIZE, NOTE_SIZE = 14, 12
NAME_LINE, NOTE_LINE = 18, 16
TITLE = 26
"""height of the title of a layer or group"""
MARGIN = 16
LANE = BOX + 2 * PAD
COLUMNS = 3
"""most boxes side by side"""
_LAYERS = (Layer.GOVERNING, Layer.STEERING, Layer.WORK)


@dataclass
class Rect:
    """A rectangle; y grows downwards."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The right border."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The lower border."""
        return self.y + self.height


@dataclass
class Box(Rect):
    """A box with its lines of text."""

    node: Node
    name: tuple[str, ...]
    notes: tuple[str, ...]


@dataclass
class Cluster(Rect):
    """A group on its place; it has a frame if it holds several boxes or a title."""

    group: Group
    boxes: list[Box]
    row: int = -1
    """number of its row from the top; -1 in the lane of the residents"""

    @property
    def framed(self) -> bool:
        """Whether a frame is drawn."""
        return len(self.boxes) > 1 or bool(self.group.title)

    def move(self, x: float, y: float) -> None:
        """Put the cluster and its boxes somewhere else."""
        across, down = x - self.x, y - self.y
        for part in (self, *self.boxes):
            part.x += across
            part.y += down


@dataclass
class Row:
    """Groups of one layer side by side."""

    layer: Layer
    clusters: list[Cluster] = field(default_factory=list)

    @property
    def width(self) -> float:
        """Width of all its groups with the room between them."""
        return sum(cluster.width for cluster in self.clusters) + 2 * GAP * (len(self.clusters) - 1)

    @property
    def height(self) -> float:
        """Height of its highest group."""
        return max(cluster.height for cluster in self.clusters)


MOST_WIDTH = COLUMNS * (BOX + 2 * GAP)
"""width of a row that is full"""


def rows_of(diagram: Diagram) -> list[Row]:
    """Give the rows from top to bottom: per layer, what a proposal goes to stands above what it comes from."""
    rows: list[Row] = []
    for layer in _LAYERS:
        groups = [group for group in diagram.groups if group.layer is layer]
        ranks = _ranks(groups, diagram.edges)
        for rank in sorted({*ranks.values()}, reverse=True):
            row = Row(layer)
            rows.append(row)
            for cluster in [cluster_of(group) for group in groups if ranks[group.id] == rank]:
                if row.clusters and row.width + 2 * GAP + cluster.width > MOST_WIDTH:
                    row = Row(layer)
                    rows.append(row)
                row.clusters.append(cluster)
    return rows


def cluster_of(group: Group) -> Cluster:
    """Put the boxes of a group in a grid, the first box at the left above."""
    boxes = [_box(node) for node in group.nodes]
    framed = len(boxes) > 1 or bool(group.title)
    pad = PAD if framed else 0
    y: float = pad + (TITLE - PAD / 2 if group.title else 0)
    lines = -(-len(boxes) // COLUMNS)
    columns = -(-len(boxes) // lines)
    for start in range(0, len(boxes), columns):
        line = boxes[start : start + columns]
        tallest = max(box.height for box in line)
        for number, box in enumerate(line):
            box.x, box.y, box.height = pad + number * (BOX + GAP), y, tallest
        y += tallest + GAP
    return Cluster(0, 0, columns * BOX + (columns - 1) * GAP + 2 * pad, y - GAP + pad, group, boxes)


def lane_of(diagram: Diagram) -> list[Cluster]:
    """Give the groups of the residents, one below the other."""
    clusters = []
    for group in diagram.groups:
        if group.layer is Layer.RESIDENTS:
            cluster = cluster_of(Group(group.id, group.layer, group.nodes[:1]))
            cluster.group = group
            cluster.boxes = [_box(node) for node in group.nodes]
            y = 0.0
            for box in cluster.boxes:
                box.y = y
                y += box.height + GAP
            cluster.height = y - GAP
            clusters.append(cluster)
    return clusters


def _box(node: Node) -> Box:
    room = BOX - 2 * 10
    name = wrapped(node.name, room / BOLD, NAME_SIZE, 3) or ('–',)
    notes = tuple(line for note in node.notes[:6] for line in wrapped(_with_weeks_together(note), room, NOTE_SIZE, 3))
    height = 20 + NAME_LINE * len(name) + (NOTE_LINE * len(notes) + 2 if notes else 0)
    return Box(0, 0, BOX, height, node, name, notes)


def _with_weeks_together(note: str) -> str:
    """Keep a number on the line of its weeks."""
    return re.sub(r'(\d+) (we(?:ek|ken))\b', '\\1\N{NO-BREAK SPACE}\\2', note)


def _ranks(groups: Sequence[Group], edges: Sequence[Edge]) -> dict[str, int]:
    """Give each group of a layer its height above those it gets proposals from; circles are cut where they close."""
    ids = [group.id for group in groups]
    below = {
        one: [edge.start for edge in edges if edge.end == one and edge.start in ids and edge.kind is EdgeKind.DECISION]
        for one in ids
    }
    ranks: dict[str, int] = {}

    def rank(one: str, above: tuple[str, ...]) -> int:
        if one not in ranks:
            lower = [rank(start, (*above, one)) for start in below[one] if start not in (*above, one)]
            ranks[one] = max(lower, default=-1) + 1
        return ranks[one]

    for one in ids:
        rank(one, ())
    return ranks
