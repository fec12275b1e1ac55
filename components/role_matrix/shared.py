"""What all open pages show of one dossier, worked out once per change instead of once per page."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from components.role_matrix.state import difference, matrix_state
from components.visit import Visit
from data.content_models import Content
from data.models import Dossier, Finding, Role
from data.rules.raci import check_matrix, condensed

_ASKED = {Role.ACCOUNTABLE, Role.RESPONSIBLE}


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


def patch_between(visit: Visit, old: Dossier, new: Dossier) -> dict[str, Any]:
    """Give what a table that shows one dossier needs to show another; shared by all pages, so nobody may change it."""
    return _patch(_Seen(old, visit.content, visit.today), _Seen(new, visit.content, visit.today))


def confirmations_of(visit: Visit, dossier: Dossier) -> dict[str, tuple[int, int]]:
    """Give how many roles each party should confirm, and how many of those it has not."""
    return _confirmations(_Seen(dossier, visit.content, visit.today))


@lru_cache(maxsize=16)
def _patch(old: _Seen, new: _Seen) -> dict[str, Any]:
    return difference(_state(old), _state(new))


@lru_cache(maxsize=16)
def _confirmations(seen: _Seen) -> dict[str, tuple[int, int]]:
    dossier = seen.dossier
    ids = [party.id for party in dossier.parties]
    return {each: (len(asked_of(dossier, each)), len(waiting(dossier, each))) for each in ids}


@lru_cache(maxsize=16)
def _findings(seen: _Seen) -> tuple[Finding, ...]:
    return condensed(seen.dossier, check_matrix(seen.dossier, seen.content.decision_types, seen.today))


@lru_cache(maxsize=16)
def _state(seen: _Seen) -> dict[str, Any]:
    matrix, parties = seen.dossier.matrix, seen.dossier.parties
    begun = {task.id for task in matrix.tasks if any(matrix.roles(task.id, party.id) for party in parties)}
    notes = [finding for finding in _findings(seen) if finding.subject in begun]
    return matrix_state(seen.dossier, seen.content.tasks.roles, notes)


def asked_of(dossier: Dossier, party_id: str) -> list[str]:
    """Give the ids of the tasks in which a party has a role that it should confirm."""
    matrix = dossier.matrix
    return [task.id for task in matrix.tasks if _ASKED.intersection(matrix.roles(task.id, party_id))]


def waiting(dossier: Dossier, party_id: str) -> list[str]:
    """Give the ids of the tasks whose role a party has not confirmed yet."""
    confirmed = dossier.matrix.confirmed
    return [task_id for task_id in asked_of(dossier, party_id) if not confirmed.get(task_id, {}).get(party_id, False)]
