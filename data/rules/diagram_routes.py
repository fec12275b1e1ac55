"""Where the lines of the drawing run: across in the gaps between rows, up and down beside the groups they pass.

Here every line gets its places from left to right; ``diagram_tracks`` then gives each gap as many tracks as its lines
need, so that lines never lie on each other and every label has room of its own.
"""

from collections.abc import Iterator, Sequence

from data.rules.diagram_layout import Cluster, Rect, Row
from data.rules.diagram_lines import BADGE, LABEL_HEIGHT, LABEL_SIZE, Leg, Line
from data.rules.diagram_words import text_width

APART = 26
"""usual distance between two lines side by side: the number of one does not touch the other"""
CLOSE = 9
"""least distance, where a group has more lines than room"""
MOST_WORDS = 8
"""with more lines than this only their numbers are written, and the legend and the text say what they mean"""
_CLEAR = 14
"""distance to a group that a line passes"""
_INSET = 18
"""distance of a line to the corner of the group it ends at"""


class Router:
    """Finds the places of all lines from left to right; heights come later.

    :param rows: with their groups on their x
    :param lane: right border of the lane of the residents
    :param left: left border of the layers
    :param right: where a line may run beside all rows
    """

    def __init__(self, rows: Sequence[Row], *, lane: float, left: float, right: float) -> None:
        self._rows = rows
        self._lane = lane
        self._left = left
        self._right = right
        self.taken: list[list[float]] = [[] for _ in rows]
        """per gap: the x of lines that go up or down in it"""
        self._passing: list[list[float]] = [[] for _ in rows]
        """per row: the x of lines that pass it"""

    def run(self, lines: Sequence[Line]) -> None:
        """Give every line its legs and its label; those from the lane choose first, then the short ones."""
        for line in sorted(lines, key=lambda line: (not line.from_lane, abs(line.gaps[0] - line.gaps[1]), line.number)):
            line.legs = [*self._legs(line)]
        for line in lines:
            line.legs[-1].label = self._label(line)

    def _legs(self, line: Line) -> Iterator[Leg]:
        first, last = line.gaps
        if line.from_lane:
            yield Leg(first, self._lane, self._port(line.end, first, line.end.x))
        elif line.to_lane:
            yield Leg(first, self._port(line.start, first, line.start.x), self._lane)
        elif first == last:
            narrow = min(line.start, line.end, key=lambda cluster: cluster.width)
            x1 = self._port(line.start, first, narrow.x + narrow.width / 2)
            same_row = line.start.row == line.end.row
            yield Leg(first, x1, self._port(line.end, first, x1, shared=None if same_row else x1))
        else:
            yield from self._far_legs(line, first, last)

    def _far_legs(self, line: Line, first: int, last: int) -> Iterator[Leg]:
        """Pass the rows between at one x; without a step aside where that x lies on the group itself."""
        step = 1 if last > first else -1
        between = range(min(first, last) + 1, max(first, last) + 1)
        x = self._pass(line, between)
        x1 = self._port(line.start, first, x, shared=x)
        self.taken[first].append(x)
        yield Leg(first, x1, x)
        for gap in range(first + step, last, step):
            self.taken[gap].append(x)
        x2 = self._port(line.end, last, x, shared=x)
        self.taken[last].append(x)
        yield Leg(last, x, x2)

    def _pass(self, line: Line, rows: Sequence[int]) -> float:
        """Find an x where a line can pass rows: clear of their groups and of other lines, and not far off."""
        gaps = {*line.gaps, *range(min(line.gaps), max(line.gaps) + 1)}
        middle = line.start.x + line.start.width / 2
        goal = line.end.x + line.end.width / 2

        def is_clear(x: float) -> bool:
            groups = (cluster for row in rows for cluster in self._rows[row].clusters)
            lines = [other for gap in gaps for other in self.taken[gap]]
            lines += [other for row in rows for other in self._passing[row]]
            beside = all(not cluster.x - _CLEAR < x < cluster.right + _CLEAR for cluster in groups)
            return beside and all(abs(x - other) >= APART for other in lines)

        places = sorted(_grid(self._left + 16, self._right), key=lambda x: abs(x - middle) + abs(x - goal))
        x = next(filter(is_clear, places), None)
        if x is None:
            self._right += APART
            x = self._right
        for row in rows:
            self._passing[row].append(x)
        return x

    def _port(self, cluster: Cluster, gap: int, wish: float, shared: float | None = None) -> float:
        """Find and take a free x at the border of a group, as near as can be to a wish.

        :param shared: an x the line itself has in this gap already, so that it may go straight on
        """
        low, high = cluster.x + _INSET, cluster.right - _INSET
        places = [*_grid(low, high), *([wish] if low <= wish <= high else [])]
        places.sort(key=lambda x: abs(x - wish))
        taken = [other for other in self.taken[gap] if other != shared]
        roomy = (x for least in (APART, CLOSE) for x in places if all(abs(x - other) >= least for other in taken))
        x = next(roomy, places[0])
        self.taken[gap].append(x)
        return x

    @property
    def right(self) -> float:
        """How far to the right lines run."""
        return self._right

    def _label(self, line: Line) -> Rect:
        """Put the label where it hides the fewest other lines: words above or beside the line, a number on it."""
        leg = line.legs[-1]
        left, right = max(min(leg.x1, leg.x2), self._left), max(leg.x1, leg.x2)
        if line.text.isdecimal():
            width, height = float(BADGE), BADGE
            first, last, beside = left + 4, right - BADGE - 4, [leg.x2 - BADGE / 2]
        else:
            width, height = text_width(line.text, LABEL_SIZE) + 8, LABEL_HEIGHT
            first, last, beside = left + 6, right - width - 6, [right + 6]
            beside += [left - width - 6] if left - width - 6 >= self._left else []
        places = [first + 4 * n for n in range(int((last - first) // 4) + 1)] if last >= first else beside
        own = {leg.x1, leg.x2}
        hidden = [
            sum(x - 2 < other < x + width + 2 for other in self.taken[leg.gap] if other not in own) for x in places
        ]
        return Rect(places[hidden.index(min(hidden))], 0, width, height)


def _grid(low: float, high: float) -> list[float]:
    return [low + n * CLOSE for n in range(int((high - low) // CLOSE) + 1)]
