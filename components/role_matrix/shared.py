"""What all open pages show of one dossier, worked out once per change instead of once per page."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from components.role_matrix.state import matrix_state
from components.visit import Visit
from data.content_models import Content
from data.models import Dossier, Finding
from data.rules.raci import check_matrix, condensed


@dataclass(frozen=True, eq=False)
class _Seen:
    """A dossier and what it is judged by; a dossier is frozen, so being the same one means being equal."""

    dossier: Dossier
    content: Content
    today: date

    def __hash__(self) -> int:
        return hash((id(self.dossier), id(self.content), self.today))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, _Seen):
            return NotImplemented
        same = self.dossier is other.dossier and self.content is other.content
        return same and self.today == other.today


def findings_of(visit: Visit, dossier: Dossier) -> tuple[Finding, ...]:
    """Give what the matrix of a dossier lacks, with what one step mends put together."""
    return _findings(_Seen(dossier, visit.content, visit.today))


def state_of(visit: Visit, dossier: Dossier) -> dict[str, Any]:
    """Give what the table shows; shared by all pages, so nobody may change it."""
    return _state(_Seen(dossier, visit.content, visit.today))


@lru_cache(maxsize=16)
def _findings(seen: _Seen) -> tuple[Finding, ...]:
    return condensed(seen.dossier, check_matrix(seen.dossier, seen.content.decision_types, seen.today))


@lru_cache(maxsize=16)
def _state(seen: _Seen) -> dict[str, Any]:
    matrix, parties = seen.dossier.matrix, seen.dossier.parties
    begun = {task.id for task in matrix.tasks if any(matrix.roles(task.id, party.id) for party in parties)}
    notes = [finding for finding in _findings(seen) if finding.subject in begun]
    return matrix_state(seen.dossier, seen.content.tasks.roles, notes)
