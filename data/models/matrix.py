"""Who does what: tasks, roles in words, and the matrix of both."""

from collections.abc import Mapping
from enum import StrEnum

from data.models.base import Id, Line, Part, Text


class Role(StrEnum):
    """A role of a party in a task; letters are only printed, because R means opposite things in RASCI and VEORI."""

    ACCOUNTABLE = 'eindverantwoordelijk'
    RESPONSIBLE = 'verantwoordelijk'
    SUPPORTS = 'ondersteunend'
    CONSULTED = 'geraadpleegd'
    INFORMED = 'geinformeerd'


class Notation(StrEnum):
    """The letters a group prints."""

    RASCI = 'RASCI'
    VEORI = 'VEORI'


class TaskTag(StrEnum):
    """What makes a rule treat a task differently."""

    JOINT = 'gezamenlijk'
    PUBLIC = 'publiek'
    RESIDENTS = 'bewoners'


class Task(Part):
    """A row of the matrix."""

    id: Id
    group: Line
    name: Line
    explanation: Text = ''
    tags: tuple[TaskTag, ...] = ()
    subjects: tuple[Id, ...] = ()
    """ids of the decision types that the accountable party decides on in this task"""


class RoleMatrix(Part):
    """Tasks as rows, parties as columns, one or two roles per cell."""

    notation: Notation = Notation.RASCI
    tasks: tuple[Task, ...] = ()
    cells: Mapping[Id, Mapping[Id, tuple[Role, ...]]] = {}
    """task id -> party id -> roles; only accountable and responsible go together"""
    confirmed: Mapping[Id, Mapping[Id, bool]] = {}
    """task id -> party id -> whether the party has confirmed its part"""

    def roles(self, task_id: str, party_id: str) -> tuple[Role, ...]:
        """Give the roles in a cell; empty if nothing is chosen."""
        return self.cells.get(task_id, {}).get(party_id, ())

    def parties_with(self, role: Role, task_id: str) -> list[str]:
        """Give the ids of the parties that have ``role`` in a task, in the order they were set."""
        return [party_id for party_id, roles in self.cells.get(task_id, {}).items() if role in roles]
