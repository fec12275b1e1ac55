"""The internal process of a party: which of its bodies have to pass a decision, in what order, in how many weeks."""

from collections.abc import Mapping
from dataclasses import dataclass

from data.models import Dossier, Finding, InternalProcess, Level
from data.rules.dutch import joined, weeks_text


@dataclass(frozen=True)
class Weeks:
    """A lead time in weeks."""

    least: int
    usual: int
    most: int

    @classmethod
    def of(cls, least: int, usual: int, most: int) -> 'Weeks':
        """Make a lead time from three numbers a person typed; 'at least' never exceeds the usual, 'at most' follows."""
        return cls(min(least, usual), usual, max(most, usual))

    @property
    def text(self) -> str:
        """The usual time and its range: '8 weken (6 tot 12)'."""
        span = f' ({self.least} tot {self.most})' if self.least != self.most else ''
        return weeks_text(self.usual) + span


@dataclass(frozen=True)
class OwnProcess:
    """The processes of one party that a decision has to pass."""

    processes: tuple[InternalProcess, ...]
    """each one after those it waits for"""
    after: Mapping[str, str]
    """process id -> id of the process that has to be finished first; absent for a first one"""
    findings: tuple[Finding, ...] = ()


def own_process(dossier: Dossier, party_id: str, subject: str = '') -> OwnProcess:
    """Order the processes of a party for one type of decision.

    A process that waits for one this decision does not pass, waits for whatever that one waits for. A circle is cut at
    its first process and reported; so is a process to wait for that does not exist (any more).

    :param subject: id of the decision type; empty takes all processes of the party
    """
    mine = {process.id: process for process in dossier.processes_of(party_id)}
    chosen = [process for process in mine.values() if not subject or subject in process.subjects]
    cut, findings = _cut_circles(mine)
    after = {}
    for process in chosen:
        before = cut[process.id]
        while before and subject and subject not in mine[before].subjects:
            before = cut[before]
        if before:
            after[process.id] = before
    return OwnProcess(_in_order(chosen, after), after, findings)


def chain_text(own: OwnProcess) -> str:
    """Name the bodies in order: 'bestuur, daarna RvC' or 'bestuur en huurdersvereniging'."""
    depth: dict[str, int] = {}
    for process in own.processes:
        depth[process.id] = depth[own.after[process.id]] + 1 if process.id in own.after else 0
    rounds = [
        joined(process.body or 'eigen besluit' for process in own.processes if depth[process.id] == number)
        for number in sorted({*depth.values()})
    ]
    return ', daarna '.join(rounds)


def usual_weeks(own: OwnProcess) -> int:
    """Give how many weeks the process usually takes from start to end."""
    done: dict[str, int] = {}
    for process in own.processes:
        done[process.id] = process.weeks + done.get(own.after.get(process.id, ''), 0)
    return max(done.values(), default=0)


def handover(dossier: Dossier, party_id: str, subject: str = '') -> str:
    """Say where the own process of a party begins; empty if the party has none for this subject.

    Source: domain 5.2.
    """
    own = own_process(dossier, party_id, subject)
    party = dossier.party(party_id)
    if not party or not own.processes:
        return ''
    weeks = weeks_text(usual_weeks(own))
    return f'Vanaf hier begint het interne proces van {party.short_name}: {chain_text(own)} – ongeveer {weeks}.'


def _cut_circles(mine: Mapping[str, InternalProcess]) -> tuple[dict[str, str], tuple[Finding, ...]]:
    """Give what each process waits for (empty for nothing) without circles and without what does not exist."""
    cut = {process.id: process.after if process.after in mine else '' for process in mine.values()}
    findings = [_gone(process) for process in mine.values() if process.after and process.after not in mine]
    for process in mine.values():
        seen = []
        before = cut[process.id]
        while before and before != process.id and before not in seen:
            seen.append(before)
            before = cut[before]
        if before == process.id:
            findings.append(_circle([process, *(mine[other] for other in reversed(seen))]))
            cut[process.id] = ''
    return cut, tuple(findings)


def _in_order(chosen: list[InternalProcess], after: Mapping[str, str]) -> tuple[InternalProcess, ...]:
    waiting = {process.id: process for process in chosen}
    order: list[InternalProcess] = []
    while waiting:
        ready = [process for process in waiting.values() if after.get(process.id) not in waiting]
        order += ready
        waiting = {key: process for key, process in waiting.items() if process not in ready}
    return tuple(order)


def _gone(process: InternalProcess) -> Finding:
    message = (
        f'‘{process.body}’ zou wachten op een stap die niet (meer) bestaat. '
        'Kies op welke stap hij wacht, of kies ‘nergens op’.'
    )
    return Finding(
        code='P3',
        level=Level.WARNING,
        message=message,
        link=process_link(process),
        party_id=process.party_id,
        subject=process.id,
    )


def _circle(processes: list[InternalProcess]) -> Finding:
    names = joined(f'‘{process.body}’' for process in processes[:3])
    message = (
        'Een stap wacht op zichzelf.'
        if len(processes) == 1
        else f'{names} wachten op elkaar. Zo begint niemand. Kies welke stap als eerste komt.'
    )
    first = processes[0]
    return Finding(
        code='P2',
        level=Level.ERROR,
        message=message,
        link=process_link(first),
        party_id=first.party_id,
        subject=first.id,
    )


def process_link(process: InternalProcess) -> str:
    """Give the address of where a process is edited."""
    return f'/besluiten#proces-{process.id}'
