"""How high the lines of the drawing run: a track in each gap, so that they never lie on each other."""

from collections.abc import Sequence

from data.rules.diagram_layout import Cluster
from data.rules.diagram_lines import BADGE, LABEL_HEIGHT, Line

TRACK = 24
"""height a line and its label take in a gap"""
ARROW_ROOM = 32
"""height above the first track: arrow head and label"""


def pack(lines: Sequence[Line], count: int) -> list[int]:
    """Give every leg a track in its gap, and every gap the number of its tracks; legs share one where they can.

    Lines from the side run highest, so that they cross the fewest others.
    """
    tracks: list[list[list[tuple[float, float]]]] = [[] for _ in range(count)]
    legs = [(leg.label is None, not line.from_lane, line.number, leg) for line in lines for leg in line.legs]
    for *_, leg in sorted(legs, key=lambda each: each[:3]):
        if leg.x1 == leg.x2 and leg.label is None:
            continue
        gap = tracks[leg.gap]
        free = (n for n, spans in enumerate(gap) if all(not _overlap(leg.span, span) for span in spans))
        leg.track = next(free, len(gap))
        if leg.track == len(gap):
            gap.append([])
        gap[leg.track].append(leg.span)
    return [len(gap) for gap in tracks]


def set_points(line: Line, tops: Sequence[float]) -> None:
    """Give a line its points, now that the heights are known.

    :param tops: where the tracks of each gap begin
    """
    points: list[tuple[float, float]] = []
    for leg in line.legs:
        y = tops[leg.gap] + ARROW_ROOM + TRACK * leg.track
        if leg.x1 != leg.x2:
            points += [(leg.x1, y), (leg.x2, y)]
        if leg.label:
            leg.label.y = y - (BADGE / 2 if line.text.isdecimal() else LABEL_HEIGHT + 2)
    if not line.from_lane:
        points.insert(0, (line.legs[0].x1, _border(line.start, line.legs[0].gap)))
    if not line.to_lane:
        points.append((line.legs[-1].x2, _border(line.end, line.legs[-1].gap)))
    line.points = points


def _border(cluster: Cluster, gap: int) -> float:
    """Give the side of a group that faces a gap."""
    return cluster.y if gap < cluster.row else cluster.bottom


def _overlap(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return one[0] < other[1] and other[0] < one[1]
