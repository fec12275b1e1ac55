"""Rules of the role matrix that look at one task: V1 to V9 and V12."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from data.content_models import DecisionType
from data.models import Dossier, Finding, Level, Party, PartyType, Role, Task, TaskTag
from data.rules.dutch import joined
from data.rules.raci_mandates import missing_mandate

_TOGETHER = frozenset({Role.ACCOUNTABLE, Role.RESPONSIBLE})
_HEARD = frozenset({Role.ACCOUNTABLE, Role.RESPONSIBLE, Role.SUPPORTS, Role.CONSULTED})
_NUMBERS = ('geen', 'één', 'twee', 'drie', 'vier', 'vijf', 'zes', 'zeven', 'acht', 'negen', 'tien')

_LONGEST = 10_000
"""characters a message may have; forty parties with names of three hundred characters would pass it"""


@dataclass(frozen=True, slots=True)
class Row:
    """A task and the roles of the parties that take part now, in their order."""

    task: Task
    roles: Mapping[str, frozenset[Role]]
    parties: Mapping[str, Party]

    def parties_with(self, role: Role) -> list[Party]:
        """Give the parties with a role, in the order of the columns."""
        return [self.parties[party_id] for party_id, roles in self.roles.items() if role in roles]

    def finding(self, code: str, level: Level, message: str, party: Party | None = None) -> Finding:
        """Make a finding that links to the cell of a party, or to the row if it is about no single party."""
        anchor = f'cel-{self.task.id}-{party.id}' if party else f'taak-{self.task.id}'
        return Finding(
            code=code,
            level=level,
            message=message[:_LONGEST],
            link=f'/rollen#{anchor}',
            party_id=party.id if party else '',
            subject=self.task.id,
        )


def check_row(row: Row, dossier: Dossier, decision_types: Sequence[DecisionType], today: date) -> Iterator[Finding]:
    """Find what one task lacks, in the order of the rules."""
    yield from _one_accountable(row)
    yield from _somebody_responsible(row)
    yield from _one_role_per_cell(row)
    yield from _public_task(row)
    yield from _mandates(row, dossier, decision_types, today)
    yield from _not_too_many_responsible(row)
    yield from _residents_are_heard(row)
    yield from _somebody_hears(row)
    yield from _not_too_many_consulted(row)
    yield from _confirmed(row, dossier)


def _one_accountable(row: Row) -> Iterator[Finding]:
    """V1: exactly one party is accountable."""
    accountable = _names(row.parties_with(Role.ACCOUNTABLE))
    if not accountable:
        yield row.finding(
            'V1', Level.ERROR, f'Bij ‘{row.task.name}’ staat nog geen eindverantwoordelijke. Kies één partij.'
        )
    elif len(accountable) > 1:
        others = 'De ander kan' if len(accountable) == 2 else 'De anderen kunnen'
        yield row.finding(
            'V1',
            Level.ERROR,
            f'Bij ‘{row.task.name}’ staan {_counted(len(accountable))} eindverantwoordelijken: {joined(accountable)}. '
            f'Kies er één. {others} ‘verantwoordelijk’ worden.',
        )


def _somebody_responsible(row: Row) -> Iterator[Finding]:
    """V2: at least one party is responsible."""
    if not row.parties_with(Role.RESPONSIBLE):
        yield row.finding(
            'V2',
            Level.ERROR,
            f'Bij ‘{row.task.name}’ is nog niemand verantwoordelijk. Kies minstens één partij die het werk doet.',
        )


def _one_role_per_cell(row: Row) -> Iterator[Finding]:
    """V3: one role per cell; only accountable and responsible go together."""
    for party_id, roles in row.roles.items():
        if len(roles) > 1 and roles != _TOGETHER:
            party = row.parties[party_id]
            yield row.finding(
                'V3',
                Level.ERROR,
                f'{party.short_name} heeft bij ‘{row.task.name}’ rollen die niet samengaan. Kies één rol. '
                'Alleen ‘eindverantwoordelijk en verantwoordelijk’ gaat samen.',
                party,
            )


def _public_task(row: Row) -> Iterator[Finding]:
    """V4: the municipality is accountable for a public task."""
    if TaskTag.PUBLIC not in row.task.tags:
        return
    for party in row.parties_with(Role.ACCOUNTABLE):
        if party.type is not PartyType.MUNICIPALITY:
            yield row.finding(
                'V4',
                Level.ERROR,
                f'‘{row.task.name}’ is een publieke taak. Daarvoor is de gemeente eindverantwoordelijk, '
                f'niet {party.short_name}.',
                party,
            )


def _mandates(row: Row, dossier: Dossier, decision_types: Sequence[DecisionType], today: date) -> Iterator[Finding]:
    """V5: the accountable party has a mandate that covers the task."""
    for party in row.parties_with(Role.ACCOUNTABLE):
        if lack := missing_mandate(dossier, party, row.task, decision_types, today):
            yield row.finding(
                'V5',
                Level.WARNING,
                f'{party.short_name} is eindverantwoordelijk voor ‘{row.task.name}’, maar {lack}. '
                'Bespreek: meer mandaat of een andere eindverantwoordelijke?',
                party,
            )


def _not_too_many_responsible(row: Row) -> Iterator[Finding]:
    """V6: no more than three are responsible, unless it is a joint task."""
    responsible = _names(row.parties_with(Role.RESPONSIBLE))
    if len(responsible) > 3 and TaskTag.JOINT not in row.task.tags:
        yield row.finding(
            'V6',
            Level.WARNING,
            f'Bij ‘{row.task.name}’ zijn {_counted(len(responsible))} partijen verantwoordelijk: '
            f'{joined(responsible)}. Dan is snel onduidelijk wie het doet. Kan iemand ‘ondersteunend’ worden?',
        )


def _residents_are_heard(row: Row) -> Iterator[Finding]:
    """V7: in a task for residents, those who speak for residents are at least consulted."""
    if TaskTag.RESIDENTS not in row.task.tags:
        return
    residents = _residents(row.parties.values())
    if not any(row.roles[party.id] & _HEARD for party in residents):
        who = joined(_names(residents))
        yield row.finding(
            'V7',
            Level.WARNING,
            f'‘{row.task.name}’ gaat over bewoners. Laat {who} minstens meedenken (geraadpleegd).'
            if who
            else f'‘{row.task.name}’ gaat over bewoners, maar er doet nog geen partij namens bewoners mee.',
            residents[0] if residents else None,
        )


def _residents(parties: Iterable[Party]) -> list[Party]:
    """Give who speaks for residents; the cooperative only if there is no group of residents or tenants."""
    parties = list(parties)
    groups = [party for party in parties if party.type in {PartyType.RESIDENTS, PartyType.TENANTS}]
    return groups or [party for party in parties if party.type is PartyType.COOPERATIVE]


def _somebody_hears(row: Row) -> Iterator[Finding]:
    """V8: somebody is consulted or informed, unless it is a joint task."""
    if TaskTag.JOINT in row.task.tags or row.parties_with(Role.CONSULTED) or row.parties_with(Role.INFORMED):
        return
    yield row.finding(
        'V8',
        Level.WARNING,
        f'Bij ‘{row.task.name}’ is niemand geraadpleegd of geïnformeerd. Wie moet hiervan horen?',
    )


def _not_too_many_consulted(row: Row) -> Iterator[Finding]:
    """V9: no more than two thirds of the parties are consulted."""
    consulted = len(row.parties_with(Role.CONSULTED))
    if 3 * consulted > 2 * len(row.parties):
        yield row.finding(
            'V9',
            Level.WARNING,
            f'Bij ‘{row.task.name}’ wilt u {consulted} van de {len(row.parties)} partijen raadplegen. '
            'Dat kost veel tijd. Is informeren voor sommige partijen genoeg?',
        )


def _confirmed(row: Row, dossier: Dossier) -> Iterator[Finding]:
    """V12: who is accountable or responsible has confirmed it."""
    confirmed = dossier.matrix.confirmed.get(row.task.id, {})
    waiting = [
        row.parties[party_id].short_name
        for party_id, roles in row.roles.items()
        if roles & _TOGETHER and not confirmed.get(party_id, False)
    ]
    if waiting:
        yield row.finding('V12', Level.INFO, f'‘{row.task.name}’ wacht op akkoord van {joined(waiting)}.')


def _names(parties: Sequence[Party]) -> list[str]:
    return [party.short_name for party in parties]


def _counted(number: int) -> str:
    return _NUMBERS[number] if number < len(_NUMBERS) else str(number)
