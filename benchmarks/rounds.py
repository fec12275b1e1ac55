"""Runs all servers through all scenarios, taking turns, and keeps what counts."""

import gc
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import uvloop

from benchmarks.quiet import Watch, wait_until_quiet
from benchmarks.scenarios import Scenario
from benchmarks.scenarios.void import Void
from benchmarks.servers import Kind, Server, fresh_folder

TRIES = 4
"""how often a round is tried again because the machine was busy"""


@dataclass(frozen=True)
class Plan:
    """What is run.

    :param seconds: how long is measured each time; None for what each scenario takes
    :param allow_busy: keep what was measured while the machine did something else
    :param cores: of the load and of the server
    """

    kinds: Sequence[Kind]
    scenarios: Sequence[Scenario]
    rounds: int
    seconds: float | None
    allow_busy: bool
    cores: tuple[int, int]


@dataclass
class Outcome:
    """What came out: figures by server and round, and what did not count."""

    figures: dict[str, list[dict[str, float]]] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)
    busy: bool = False
    """whether anything was kept that was measured on a busy machine"""


class Rounds:
    """All rounds of a plan.

    :param folder: a folder for what the servers keep
    :param filled: what ``benchmarks.ours`` printed about ``template``
    """

    def __init__(self, plan: Plan, folder: Path, template: Path, filled: dict[str, list[str]]) -> None:
        self.outcome = Outcome()
        self._plan, self._folder, self._template, self._filled = plan, folder, template, filled

    def run(self) -> Outcome:
        """Run everything; each round begins with another server."""
        plan = self._plan
        for number in range(plan.rounds):
            turn = number % len(plan.kinds)
            for scenario in plan.scenarios:
                for kind in (*plan.kinds[turn:], *plan.kinds[:turn]):
                    if scenario.suits(kind):
                        self._until_it_counts(kind, scenario, number)
        return self.outcome

    def _until_it_counts(self, kind: Kind, scenario: Scenario, number: int) -> None:
        where = f'round {number + 1}, {scenario.name}, {kind.label}'
        for _ in range(TRIES):
            if not self._plan.allow_busy:
                wait_until_quiet()
            if self._once(kind, scenario, number, where):
                return
        self._remark(f'{where}: no figure, the machine was busy {TRIES} times.')

    def _once(self, kind: Kind, scenario: Scenario, number: int, where: str) -> bool:
        """Run one scenario with one server; tells whether that counts, or is void whatever the machine did."""
        folder = fresh_folder(kind, self._folder / kind.name, self._template)
        server = Server(kind, folder, self._plan.cores[1], self._filled)
        try:
            server.start(kept=scenario.kept)
            watch = Watch(server.cpu_so_far)
            gc.collect()
            figures = uvloop.run(scenario.run(server, self._plan.seconds or scenario.seconds))
            stretch = watch.stop()
        except (Void, OSError) as reason:
            self._remark(f'{where}: void. {reason}')
            return True
        finally:
            server.kill()
        if not stretch.is_quiet:
            self._remark(f'{where}: {"kept although" if self._plan.allow_busy else "discarded,"} {stretch}.')
            if not self._plan.allow_busy:
                return False
            self.outcome.busy = True
        self._keep(kind, scenario, number, figures)
        return True

    def _keep(self, kind: Kind, scenario: Scenario, number: int, figures: Mapping[str, float]) -> None:
        kept = self.outcome.figures.setdefault(kind.name, [])
        while len(kept) <= number:
            kept.append({})
        kept[number] |= {f'{scenario.name}.{name}': value for name, value in figures.items()}
        print(f'  {kind.label}: ' + ', '.join(f'{name} {value:.4g}' for name, value in figures.items()), flush=True)

    def _remark(self, words: str) -> None:
        self.outcome.remarks.append(words)
        print(f'  {words}', flush=True)
