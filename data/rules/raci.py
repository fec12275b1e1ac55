"""Rules of the role matrix: V1 to V13, each with a sentence that says what would be right."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from data.content_models import DecisionType
from data.models import Dossier, Finding, Level, Party, PersonKind, Role, Task
from data.rules.once import once
from data.rules.raci_rows import Row, check_row

SHARED_OWNERSHIP = 'R2'
"""id of the governance model 'gedeeld eigenaarschap'"""


@once
def check_matrix(dossier: Dossier, decision_types: Sequence[DecisionType], today: date) -> tuple[Finding, ...]:
    """Find what the role matrix lacks.

    Roles of parties and tasks that are not (or no longer) in the dossier are kept in it but do not count.

    :param decision_types: their names for V5; a type that no mandate can cover needs none
    :param today: a mandate that ended before today does not count
    :return: findings per task in the order of the tasks, then those per party; each links to a cell or a row
    """
    parties = {party.id: party for party in dossier.parties}
    rows = [_row(dossier, task, parties) for task in dossier.matrix.tasks]
    return (
        *(finding for row in rows for finding in check_row(row, dossier, decision_types, today)),
        *_check_columns(rows, dossier),
    )


def condensed(dossier: Dossier, findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Put together what one step mends, so that a fresh matrix does not shout.

    Tasks without any role become one finding; so do the missing mandates of a party that has named none at all.
    """
    matrix, parties = dossier.matrix, dossier.parties
    empty = [task for task in matrix.tasks if not any(matrix.roles(task.id, party.id) for party in parties)]
    ids = {task.id for task in empty}
    silent = {party.id for party in parties} - {mandate.party_id for mandate in dossier.mandates}
    asked = Counter(finding.party_id for finding in findings if finding.code == 'V5' and finding.party_id in silent)
    kept = []
    for finding in findings:
        if finding.code == 'V5' and finding.party_id in silent:
            if tasks := asked.pop(finding.party_id, 0):
                kept.append(_no_mandates(dossier, finding, tasks))
        elif finding.subject not in ids:
            kept.append(finding)
    return (*([_not_begun(empty)] if empty else []), *kept)


def _not_begun(tasks: Sequence[Task]) -> Finding:
    verb = 'taak is' if len(tasks) == 1 else 'taken zijn'
    message = f'{len(tasks)} {verb} nog niet verdeeld. Begin bij ‘{tasks[0].name}’.'
    link = f'/rollen#taak-{tasks[0].id}'
    return Finding(code='V1', level=Level.ERROR, message=message, link=link, subject=tasks[0].id)


def _no_mandates(dossier: Dossier, finding: Finding, tasks: int) -> Finding:
    party = dossier.party(finding.party_id)
    name = party.short_name if party else ''
    count = 'een taak' if tasks == 1 else f'{tasks} taken'
    message = (
        f'{name} is eindverantwoordelijk voor {count}, maar nog niet is vastgelegd wie namens deze partij '
        'mag beslissen. Vul bij Besluitvorming het mandaat in.'
    )
    return finding.model_copy(update={'message': message})


def _row(dossier: Dossier, task: Task, parties: Mapping[str, Party]) -> Row:
    roles = {party_id: frozenset(dossier.matrix.roles(task.id, party_id)) for party_id in parties}
    return Row(task, roles, parties)


def _check_columns(rows: Sequence[Row], dossier: Dossier) -> Iterator[Finding]:
    if not rows:
        return
    counts = Counter(party.id for row in rows for party in row.parties_with(Role.ACCOUNTABLE))
    for party in dossier.parties:
        if dossier.form.governance == SHARED_OWNERSHIP:
            yield from _shared_ownership(rows, party, counts)
        yield from _some_role(rows, party)
        yield from _somebody_stands_in(rows, party, counts)


def _shared_ownership(rows: Sequence[Row], party: Party, counts: Counter[str]) -> Iterator[Finding]:
    """V10: under shared ownership nobody has more than 60 % of the accountable roles."""
    total = counts.total()
    if 10 * counts[party.id] > 6 * total:
        yield _first_accountable(rows, party).finding(
            'V10',
            Level.WARNING,
            f'U koos voor gedeeld eigenaarschap. Toch is {party.short_name} bij {counts[party.id]} van de {total} '
            'taken eindverantwoordelijk. Welke taken kan een andere partij trekken?',
            party,
        )


def _some_role(rows: Sequence[Row], party: Party) -> Iterator[Finding]:
    """V11: every party has some role."""
    if not any(row.roles[party.id] for row in rows):
        yield rows[0].finding(
            'V11',
            Level.WARNING,
            f'{party.short_name} heeft nog bij geen enkele taak een rol. Waar hoort deze partij bij?',
            party,
        )


def _somebody_stands_in(rows: Sequence[Row], party: Party, counts: Counter[str]) -> Iterator[Finding]:
    """V13: an accountable party has a substitute or contact person."""
    stand_ins = {PersonKind.SUBSTITUTE, PersonKind.CONTACT}
    if counts[party.id] and not any(person.kind in stand_ins for person in party.people):
        yield _first_accountable(rows, party).finding(
            'V13',
            Level.INFO,
            f'{party.short_name} is eindverantwoordelijk, maar heeft nog geen vervanger of contactpersoon. '
            'Wie neemt het over bij ziekte of vakantie?',
            party,
        )


def _first_accountable(rows: Sequence[Row], party: Party) -> Row:
    return next(row for row in rows if Role.ACCOUNTABLE in row.roles[party.id])
