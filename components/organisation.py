"""What all open pages show of how a dossier decides, worked out once per change instead of once per page."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, wraps
from typing import Any, TypeVar

from components.visit import Visit
from data.content_models import Content
from data.models import Dossier, Finding
from data.rules.decisions import check_decisions
from data.rules.diagram import Diagram, decision_diagram, to_svg
from data.rules.lead_time import LeadTime, lead_time
from data.rules.what_if import WhatIf, what_if

R = TypeVar('R')


@dataclass(frozen=True, eq=False)
class _Seen:
    """A dossier and what it is judged by; the parts below are frozen, so being the same ones means being equal."""

    dossier: Dossier
    content: Content
    today: date

    @property
    def _parts(self) -> tuple[object, ...]:
        dossier = self.dossier
        organisation = (dossier.parties, dossier.mandates, dossier.processes, dossier.bodies)
        return (*organisation, dossier.routes, dossier.escalation, self.content)

    def __hash__(self) -> int:
        return hash((self.today, *map(id, self._parts)))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, _Seen):
            return NotImplemented
        same = all(one is another for one, another in zip(self._parts, other._parts, strict=True))
        return same and self.today == other.today


def _shared(work_out: Callable[..., R]) -> Callable[..., R]:
    """Keep what was worked out for a dossier as long as nothing about its organisation changed."""
    kept = lru_cache(maxsize=400)(work_out)

    @wraps(work_out)
    def of(visit: Visit, dossier: Dossier, *rest: Any) -> R:
        return kept(_Seen(dossier, visit.content, visit.today), *rest)

    return of


@_shared
def lead_time_of(seen: _Seen, type_id: str) -> LeadTime:
    """Give the lead time of a type of decision."""
    return lead_time(seen.dossier, seen.content, type_id, seen.today)


@_shared
def what_if_of(seen: _Seen, type_id: str) -> tuple[WhatIf, ...]:
    """Give what larger mandates would win."""
    return what_if(seen.dossier, seen.content, type_id, seen.today)


@_shared
def findings_of(seen: _Seen) -> tuple[Finding, ...]:
    """Give what the decision-making still lacks."""
    return check_decisions(seen.dossier, seen.content, seen.today)


@_shared
def diagram_of(seen: _Seen, type_id: str) -> Diagram:
    """Give the drawing of one type of decision, or of all (empty)."""
    return decision_diagram(seen.dossier, seen.content, seen.today, type_id)


@_shared
def svg_of(seen: _Seen, type_id: str) -> str:
    """Give the drawing as SVG."""
    return to_svg(decision_diagram(seen.dossier, seen.content, seen.today, type_id))
