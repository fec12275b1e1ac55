"""The whole drawing with its places: bands of the layers, the lane, the groups, the lines and the legend."""

from dataclasses import dataclass

from data.rules.diagram_layout import GAP, LANE, MARGIN, PAD, TITLE, Cluster, Rect, Row, lane_of, rows_of
from data.rules.diagram_lines import Line
from data.rules.diagram_model import Diagram, EdgeKind
from data.rules.diagram_routes import MOST_WORDS, Router
from data.rules.diagram_text import LAYER_NAMES
from data.rules.diagram_tracks import ARROW_ROOM, TRACK, pack, set_points
from data.rules.diagram_words import wrapped

LEAST_WIDTH = 420
"""of the part with the layers, so that labels have room"""
CAPTION_SIZE, CAPTION_LINE = 12, 16
LEGEND_ITEM, LEGEND_LINE = 190, 24
_GUTTER = 30
_BELOW = 18
"""room between the last track of a gap and what stands below"""


@dataclass
class Drawing:
    """Everything that is drawn, on its place."""

    width: float
    height: float
    bands: list[tuple[str, Rect]]
    lane: Rect | None
    captions: list[tuple[float, float, str]]
    """lines of text in the lane: x, y of the base line, words"""
    clusters: list[Cluster]
    lines: list[Line]
    legend: list[tuple[float, float, EdgeKind]]


def draw(diagram: Diagram) -> Drawing:
    """Find a place for everything."""
    rows, lane = rows_of(diagram), lane_of(diagram)
    clusters = {cluster.group.id: cluster for cluster in lane}
    for number, row in enumerate(rows):
        clusters |= {cluster.group.id: cluster for cluster in row.clusters}
        for cluster in row.clusters:
            cluster.row = number
    lines, inside = _lines(diagram, clusters, several=len(lane) > 1)
    left = MARGIN + (LANE + _GUTTER if lane else 0)
    inner = max([LEAST_WIDTH, *(row.width for row in rows)])
    _place_across(rows, left + PAD, inner)
    router = Router(rows, lane=MARGIN + LANE, left=left, right=left + PAD + inner)
    router.run(lines)
    right = max([router.right, *(leg.span[1] for line in lines for leg in line.legs)]) + PAD
    bands, tops, bottom = _place_down(rows, pack(lines, len(rows)), left, right)
    for line in lines:
        set_points(line, tops)
    lane_rect = Rect(MARGIN, MARGIN, LANE, bottom - MARGIN) if lane else None
    captions = _fill_lane(lane, lane_rect, _captions(inside)) if lane_rect else []
    bottom = max(bottom, lane_rect.bottom if lane_rect else 0)
    width = (right if rows else MARGIN + LANE) + MARGIN
    legend, bottom = _legend(diagram, bottom, width)
    return Drawing(width, bottom + MARGIN, bands, lane_rect, captions, [*clusters.values()], lines, legend)


def _lines(diagram: Diagram, clusters: dict[str, Cluster], *, several: bool) -> tuple[list[Line], list[Line]]:
    """Give the lines to draw, and those between residents, for which words have to do.

    :param several: whether a line from the residents has to say from which group
    """
    lines: list[Line] = []
    inside: list[Line] = []
    for number, edge in enumerate(diagram.edges):
        words = f'{number + 1}. {edge.label}' if len(diagram.edges) <= MOST_WORDS else str(number + 1)
        line = Line(number, edge, clusters[edge.start], clusters[edge.end], words)
        if line.from_lane and several and not words.isdecimal():
            line.text += ''.join(f' van {name}' for name in wrapped(line.start.group.name, 120, CAPTION_SIZE, 1))
        (inside if line.from_lane and line.to_lane else lines).append(line)
    return lines, inside


def _place_across(rows: list[Row], left: float, inner: float) -> None:
    """Put every row in the middle."""
    for row in rows:
        x = left + (inner - row.width) / 2
        for cluster in row.clusters:
            cluster.move(x, 0)
            x += cluster.width + 2 * GAP


def _place_down(
    rows: list[Row], tracks: list[int], left: float, right: float
) -> tuple[list[tuple[str, Rect]], list[float], float]:
    """Put the rows below each other; gives the bands of the layers, where each gap begins, and where all ends."""
    bands: list[tuple[str, Rect]] = []
    tops: list[float] = []
    y: float = MARGIN
    for number, row in enumerate(rows):
        if number == 0 or rows[number - 1].layer is not row.layer:
            bands.append((LAYER_NAMES[row.layer], Rect(left, y, right - left, 0)))
            y += TITLE + 4
        for cluster in row.clusters:
            cluster.move(cluster.x, y + (row.height - cluster.height) / 2)
        y += row.height
        is_last = number + 1 == len(rows)
        closes = is_last or rows[number + 1].layer is not row.layer
        if closes:
            y += PAD
            bands[-1][1].height = y - bands[-1][1].y
        tops.append(y)
        if tracks[number]:
            y += ARROW_ROOM + TRACK * (tracks[number] - 1) + _BELOW
        elif not is_last:
            y += _BELOW
    return bands, tops, y


def _captions(inside: list[Line]) -> list[str]:
    """Say lines between groups of residents in words; the lane has no room for them."""
    return [f'{line.number + 1}. {line.edge.label}: {line.start.group.name} → {line.end.group.name}' for line in inside]


def _fill_lane(lane: list[Cluster], rect: Rect, captions: list[str]) -> list[tuple[float, float, str]]:
    """Put the groups of the residents in the middle of their lane, and the captions below; the lane grows if needed."""
    lines = [line for caption in captions for line in wrapped(caption, LANE - 2 * PAD, CAPTION_SIZE, 4)]
    content = sum(cluster.height + GAP for cluster in lane) + CAPTION_LINE * len(lines)
    rect.height = max(rect.height, TITLE + content + PAD)
    y = rect.y + TITLE + 4
    y += max(0, (rect.height - TITLE - content) / 2 - PAD)
    for cluster in lane:
        cluster.move(rect.x + PAD, y)
        y += cluster.height + GAP
    return [(rect.x + PAD, y + CAPTION_LINE * (number + 1) - 4, line) for number, line in enumerate(lines)]


def _legend(diagram: Diagram, bottom: float, width: float) -> tuple[list[tuple[float, float, EdgeKind]], float]:
    """Put a sample of every kind of line that is used below the drawing; gives the samples and where they end."""
    used = [kind for kind in EdgeKind if any(edge.kind is kind for edge in diagram.edges)]
    columns = max(1, int((width - 2 * MARGIN) // LEGEND_ITEM))
    places = [
        (float(MARGIN + (number % columns) * LEGEND_ITEM), bottom + 26 + (number // columns) * LEGEND_LINE, kind)
        for number, kind in enumerate(used)
    ]
    return places, max([bottom, *(y for _, y, _ in places)])
