"""The steps of a decision as a graph without circles, and the longest way through it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from graphlib import TopologicalSorter

from data.rules.own_process import Weeks


class Stage(StrEnum):
    """Where in the route a step stands."""

    PREPARE = 'voorbereiden'
    ADVISE = 'adviseren'
    DECIDE = 'besluiten'
    CONFIRM = 'bevestigen'


@dataclass(frozen=True)
class Step:
    """One step of a decision on its way."""

    id: str
    stage: Stage
    name: str
    weeks: Weeks
    after: tuple[str, ...] = ()
    """ids of the steps that have to be finished first; ids of no step are ignored"""
    party_id: str = ''
    """the party whose own process it is; empty for a step of all"""
    body_id: str = ''


def critical_path(steps: Sequence[Step]) -> tuple[Step, ...]:
    """Give the longest way through the steps in usual weeks; the first of equals, empty without steps.

    :raises graphlib.CycleError: if steps wait for each other
    """
    by_id = {step.id: step for step in steps}
    done = _finished(by_id, 'usual')
    path: list[Step] = []
    here = max(done, key=lambda step_id: done[step_id], default=None)
    while here is not None:
        path.append(by_id[here])
        here = max(_before(by_id, by_id[here]), key=lambda step_id: done[step_id], default=None)
    return tuple(reversed(path))


def total_weeks(steps: Sequence[Step]) -> Weeks:
    """Give the length of the longest way for the least, the usual and the most weeks, each on its own.

    :raises graphlib.CycleError: if steps wait for each other
    """
    by_id = {step.id: step for step in steps}
    least, usual, most = (max(_finished(by_id, measure).values(), default=0) for measure in ('least', 'usual', 'most'))
    return Weeks(least, usual, most)


def _finished(by_id: Mapping[str, Step], measure: str) -> dict[str, int]:
    """Give per step after how many weeks it is finished if nothing waits longer than it has to."""
    done: dict[str, int] = {}
    for step_id in TopologicalSorter({step.id: _before(by_id, step) for step in by_id.values()}).static_order():
        begin = max((done[before] for before in _before(by_id, by_id[step_id])), default=0)
        done[step_id] = begin + getattr(by_id[step_id].weeks, measure)
    return {step_id: done[step_id] for step_id in by_id}


def _before(by_id: Mapping[str, Step], step: Step) -> list[str]:
    return [before for before in step.after if before in by_id]
