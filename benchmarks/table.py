"""From the figures of all rounds to medians, ratios to the best peer, and a table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isfinite
from statistics import median

from benchmarks.measures import MEASURES, Measure

Figures = Mapping[str, float]
"""key of a measure -> figure"""


@dataclass(frozen=True)
class Row:
    """One measure over all servers.

    :param figures: name of a server -> median over the rounds that count
    :param best: name of the best peer
    :param ratio: our figure by that of the best peer
    """

    measure: Measure
    figures: Mapping[str, float]
    best: str = ''
    ratio: float | None = None

    def reached(self, ours: str) -> bool | None:
        """Whether we reach the bar; None if there is none, or nothing to compare."""
        if self.measure.most is not None and ours in self.figures:
            return self.figures[ours] <= self.measure.most
        if self.measure.bar is None or self.ratio is None:
            return None
        return self.ratio >= self.measure.bar if self.measure.more_is_better else self.ratio <= self.measure.bar


def rows(rounds: Mapping[str, Sequence[Figures]], ours: str, peers: Sequence[str]) -> list[Row]:
    """Put the medians side by side.

    :param rounds: name of a server -> its figures per round
    :param peers: names of those that are compared with
    """
    return [row for measure in MEASURES if (row := _row(measure, rounds, ours, peers)).figures]


def _row(measure: Measure, rounds: Mapping[str, Sequence[Figures]], ours: str, peers: Sequence[str]) -> Row:
    figures = {
        name: median(found)
        for name, kept in rounds.items()
        if (found := [each[measure.key] for each in kept if measure.key in each])
    }
    known = [name for name in peers if name in figures]
    if ours not in figures or not known:
        return Row(measure, figures)
    best = (max if measure.more_is_better else min)(known, key=lambda name: figures[name])
    ratio = figures[ours] / figures[best] if figures[best] else None
    return Row(measure, figures, best, ratio)


def markdown(table: Sequence[Row], ours: str, labels: Mapping[str, str]) -> str:
    """Write the table.

    :param labels: name of a server -> how it is called, in the order of the columns
    """
    head = ['what', *labels.values(), 'ratio to the best peer', 'bar']
    lines = [head, ['---', *('---:' for _ in labels), '---:', '---'], *(_cells(row, ours, labels) for row in table)]
    return '\n'.join(f'| {" | ".join(cells)} |' for cells in lines)


def _cells(row: Row, ours: str, labels: Mapping[str, str]) -> list[str]:
    unit = f' ({row.measure.unit})' if row.measure.unit else ''
    figures = [number(row.figures[name]) if name in row.figures else '–' for name in labels]
    ratio = '–' if row.ratio is None else f'**{row.ratio:.2f}** ({labels[row.best]})'
    return [row.measure.label + unit, *figures, ratio, _bar(row, ours)]


def _bar(row: Row, ours: str) -> str:
    measure, reached = row.measure, row.reached(ours)
    if measure.most is not None:
        words = f'at most {number(measure.most)} {measure.unit}'
    elif measure.bar is not None:
        words = f'at {"least" if measure.more_is_better else "most"} {measure.bar:g}'
    else:
        return ''
    return words if reached is None else f'{words}: {"reached" if reached else "**missed**"}'


def number(value: float) -> str:
    """Write a figure with three digits that count."""
    if not isfinite(value):
        return '–'
    if abs(value) >= 100:
        return f'{value:,.0f}'
    digits = 1 if abs(value) >= 10 else 2 if abs(value) >= 0.1 else 4
    return f'{value:.{digits}f}'
