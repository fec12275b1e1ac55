"""The library of tasks, roles in words and letters, and ready divisions."""

from collections.abc import Mapping

from data.content_models.base import Markdown
from data.models import Id, Notation, Part, PartyType, Role, TaskTag


class TaskTemplate(Part):
    """A task of the library."""

    id: Id
    group: str
    name: str
    explanation: str
    tags: tuple[TaskTag, ...] = ()
    subjects: tuple[Id, ...] = ()


class MatrixTemplate(Part):
    """A ready division of roles: task id -> party type -> roles."""

    id: Id
    name: str
    text: Markdown
    cells: Mapping[Id, Mapping[PartyType, tuple[Role, ...]]]


class RoleName(Part):
    """A role in words and letters."""

    id: Role
    name: str
    text: str
    letters: Mapping[Notation, str]


class TaskLibrary(Part):
    """Tasks, extra tasks, roles and templates."""

    roles: tuple[RoleName, ...]
    tasks: tuple[TaskTemplate, ...]
    extra: tuple[TaskTemplate, ...]
    templates: tuple[MatrixTemplate, ...]
