"""The internal process of a party: which of its bodies have to pass a decision, in what order, in how many weeks."""

from collections.abc import Container, Iterable, Mapping, Sequence
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
    passed = {process.id for process in chosen}
    nearest = _nearest(cut, passed)
    after = {each.id: nearest[each.id] for each in chosen if nearest[each.id]}
    return OwnProcess(_in_order(chosen, after), after, findings)


def chain_text(own: OwnProcess) -> str:
    """Name the bodies in order: 'bestuur, daarna RvC' or 'bestuur en huurdersvereniging'."""
    depth = _depths(own.processes, own.after)
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
    for first, *others in _circles(cut):
        findings.append(_circle([mine[each] for each in (first, *reversed(others))]))
        cut[first] = ''
    return cut, tuple(findings)


def _circles(waits: Mapping[str, str]) -> list[list[str]]:
    """Find the circles, each from its first process on to what that one waits for; every process is passed once."""
    place = {key: number for number, key in enumerate(waits)}
    seen: set[str] = set()
    found = []
    for key in waits:
        walk, end = _walk(waits, key, seen)
        seen.update(walk)
        if end in walk:
            circle = walk[walk.index(end) :]
            first = circle.index(min(circle, key=place.__getitem__))
            found.append(circle[first:] + circle[:first])
    return sorted(found, key=lambda circle: place[circle[0]])


def _walk(waits: Mapping[str, str], start: str, known: Container[str]) -> tuple[list[str], str]:
    """Go from a process to what it waits for, and on; gives the way, and where it ended: nowhere, known or a circle."""
    way: dict[str, None] = {}
    at = start
    while at and at not in known and at not in way:
        way[at] = None
        at = waits.get(at, '')
    return [*way], at


def _nearest(waits: Mapping[str, str], passed: Container[str]) -> dict[str, str]:
    """Give for each process the nearest one it waits for that a decision passes; empty if there is none."""
    nearest: dict[str, str] = {}
    for key in waits:
        walk, _ = _walk(waits, key, nearest)
        for each in reversed(walk):
            before = waits[each]
            nearest[each] = before if not before or before in passed else nearest[before]
    return nearest


def _in_order(chosen: Sequence[InternalProcess], after: Mapping[str, str]) -> tuple[InternalProcess, ...]:
    depth = _depths(chosen, after)
    return tuple(sorted(chosen, key=lambda process: depth[process.id]))


def _depths(chosen: Iterable[InternalProcess], after: Mapping[str, str]) -> dict[str, int]:
    """Give how many processes come before each one."""
    depth: dict[str, int] = {}
    for process in chosen:
        walk, known = _walk(after, process.id, depth)
        start = depth.get(known, -1) + 1
        depth.update((key, start + number) for number, key in enumerate(reversed(walk)))
    return depth


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
