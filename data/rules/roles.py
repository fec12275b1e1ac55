"""Roles of a cell in letters and words, and a matrix filled in from a template."""

from collections.abc import Iterable, Mapping, Sequence

from data.content_models import MatrixTemplate, RoleName
from data.models import Dossier, Notation, PartyType, Role

CHOICES: tuple[tuple[Role, ...], ...] = (
    (),
    (Role.ACCOUNTABLE,),
    (Role.ACCOUNTABLE, Role.RESPONSIBLE),
    (Role.RESPONSIBLE,),
    (Role.SUPPORTS,),
    (Role.CONSULTED,),
    (Role.INFORMED,),
)
"""what a cell may hold, rule V3"""

Cells = Mapping[str, Mapping[str, tuple[Role, ...]]]
"""task id -> party id -> roles"""


def letters(roles: Iterable[Role], notation: Notation, names: Sequence[RoleName]) -> str:
    """Print roles in a notation: 'A/R' in RASCI is 'E/V' in VEORI; empty for no roles.

    The same letter means different things: R is 'verantwoordelijk' in RASCI and 'geraadpleegd' in VEORI.
    """
    printed = {name.id: name.letters[notation] for name in names}
    return '/'.join(printed[role] for role in _in_order(roles))


def words(roles: Iterable[Role], names: Sequence[RoleName]) -> str:
    """Write roles in words: 'eindverantwoordelijk en verantwoordelijk'; empty for no roles."""
    written = {name.id: name.name.lower() for name in names}
    return ' en '.join(written[role] for role in _in_order(roles))


def apply_template(dossier: Dossier, template: MatrixTemplate, only_empty: bool = True) -> Cells:
    """Give the cells that a template changes.

    Of several parties of one type the first gets the roles of that type; the others are informed. A party of a type
    that the template does not name, and a task that it does not know, stay as they are.

    :param only_empty: leave cells alone in which somebody has chosen something
    :return: only cells that become different from what they are
    """
    first: dict[PartyType, str] = {}
    for party in dossier.parties:
        first.setdefault(party.type, party.id)
    changes: dict[str, dict[str, tuple[Role, ...]]] = {}
    for task in dossier.matrix.tasks:
        row = template.cells.get(task.id, {})
        for party in dossier.parties:
            roles = row.get(party.type, ()) if first[party.type] == party.id else (Role.INFORMED,)
            old = dossier.matrix.roles(task.id, party.id)
            if party.type in row and roles != old and not (only_empty and old):
                changes.setdefault(task.id, {})[party.id] = roles
    return changes


def drop_lapsed_confirmations(before: Dossier, after: Dossier) -> Dossier:
    """Take back the confirmation of each role that was changed after the party had confirmed it."""
    matrix = after.matrix
    if matrix.cells == before.matrix.cells or not matrix.confirmed:
        return after
    confirmed = {
        task_id: {
            party_id: yes and matrix.roles(task_id, party_id) == before.matrix.roles(task_id, party_id)
            for party_id, yes in parties.items()
        }
        for task_id, parties in matrix.confirmed.items()
    }
    return after.model_copy(update={'matrix': matrix.model_copy(update={'confirmed': confirmed})})


def _in_order(roles: Iterable[Role]) -> list[Role]:
    chosen = set(roles)
    return [role for role in Role if role in chosen]
