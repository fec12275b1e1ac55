"""What the table in the browser shows, as JSON-like data, and the difference between two of them."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from components.theme import party_colour
from data.content_models import RoleName
from data.models import Dossier, Finding, Level, Role, Task, cell_place
from data.rules.roles import CHOICES, letters, words
from data.rules.threads import blocking

PER_TASK = ('cells', 'confirmed', 'notes', 'talk')
"""entries of the state that are mappings by task; a patch holds only the tasks that differ"""
_OF_COLUMNS = ('V10', 'V11')


def matrix_state(dossier: Dossier, names: Sequence[RoleName], findings: Sequence[Finding]) -> dict[str, Any]:
    """Give all that the table shows of a dossier."""
    matrix = dossier.matrix
    pairs = [(task.id, party.id) for task in matrix.tasks for party in dossier.parties]
    used = {value_of(matrix.roles(*pair)): matrix.roles(*pair) for pair in pairs}
    choices = {value_of(roles): roles for roles in CHOICES} | used
    return {
        'parties': [
            {'id': party.id, 'name': party.short_name, 'colour': party_colour(dossier, party.id)}
            for party in dossier.parties
        ],
        'groups': _groups(matrix.tasks),
        'options': [_option(value, roles, dossier, names) for value, roles in choices.items()],
        'legend': [
            {
                'letter': letters((name.id,), matrix.notation, names),
                'name': name.name,
                'text': name.text,
                'role': name.id,
            }
            for name in names
        ],
        'cells': {
            task.id: {party.id: value_of(matrix.roles(task.id, party.id)) for party in dossier.parties}
            for task in matrix.tasks
        },
        'confirmed': {
            task.id: {party.id: matrix.confirmed.get(task.id, {}).get(party.id, False) for party in dossier.parties}
            for task in matrix.tasks
        },
        'notes': _notes(matrix.tasks, findings),
        'talk': {task.id: _talk(dossier, task) for task in matrix.tasks},
    }


def difference(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Any]:
    """Give what a browser that shows ``old`` needs to show ``new``; empty if they are equal."""
    patch: dict[str, Any] = {}
    for key, value in new.items():
        if key in PER_TASK:
            if rows := {task: row for task, row in value.items() if row != old[key].get(task)}:
                patch[key] = rows
        elif value != old[key]:
            patch[key] = value
    return patch


def value_of(roles: Sequence[Role]) -> str:
    """Give the value of a cell in the browser: roles joined with '+', in a fixed order."""
    return '+'.join(role for role in Role if role in roles)


def roles_of(value: str) -> list[str]:
    """Give the roles of a value from the browser, ready to be stored."""
    return [role for role in value.split('+') if role]


def _option(value: str, roles: Sequence[Role], dossier: Dossier, names: Sequence[RoleName]) -> dict[str, str]:
    printed = letters(roles, dossier.matrix.notation, names)
    label = f'{printed} – {words(roles, names)}' if roles else '– geen rol'
    return {'value': value, 'letters': printed, 'label': label}


def _groups(tasks: Sequence[Task]) -> list[dict[str, Any]]:
    """Put tasks together by group, groups in the order in which they first appear."""
    order = {group: number for number, group in reversed([*enumerate(task.group for task in tasks)])}
    rows = sorted(tasks, key=lambda task: order[task.group])
    return [
        {
            'name': group or 'Overige taken',
            'tasks': [{'id': task.id, 'name': task.name, 'explanation': task.explanation} for task in members],
        }
        for group, members in groupby(rows, key=lambda task: task.group)
    ]


def _talk(dossier: Dossier, task: Task) -> dict[str, dict[str, int]]:
    """Give by party how much is said of its role, and how much blocks; a cell is about no text, so everyone sees it."""
    by_place = {cell_place(task.id, party.id): party.id for party in dossier.parties}
    found: dict[str, dict[str, int]] = {}
    for thread in dossier.threads:
        if thread.place in by_place and thread.resolved is None:
            counts = found.setdefault(by_place[thread.place], {'count': 0, 'blocks': 0})
            counts['count'] += sum(not post.removed for post in thread.posts)
            counts['blocks'] += len(blocking([thread]))
    return found


def _notes(tasks: Sequence[Task], findings: Sequence[Finding]) -> dict[str, list[dict[str, str]]]:
    """Give errors and warnings by task; those of a column are in the list beside the table."""
    notes: dict[str, list[dict[str, str]]] = {task.id: [] for task in tasks}
    for finding in findings:
        if finding.level is not Level.INFO and finding.code not in _OF_COLUMNS and finding.subject in notes:
            notes[finding.subject].append({'code': finding.code, 'level': finding.level, 'text': finding.message})
    return notes
