"""What is measured. Each scenario gets a running server and gives figures by name."""

from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass

from benchmarks.scenarios import joining, typing_together
from benchmarks.scenarios.busy_pages import busy_pages
from benchmarks.scenarios.capacity import capacity
from benchmarks.scenarios.memory import memory
from benchmarks.servers import OURS, Kind, Server


@dataclass(frozen=True)
class Scenario:
    """One kind of load.

    :param run: server, seconds of measuring -> figures; raises ``Void`` if what arrived is not right
    :param kept: whether texts have to survive a restart
    :param suits: which servers it can be run with
    """

    name: str
    run: Callable[[Server, float], Coroutine[None, None, Mapping[str, float]]]
    seconds: float = 10.0
    kept: bool = False
    suits: Callable[[Kind], bool] = lambda _kind: True


def _has_documents(kind: Kind) -> bool:
    return not kind.is_limit


SCENARIOS = (
    Scenario('latency', typing_together.latency),
    Scenario('workshop', typing_together.workshop),
    Scenario('rooms', typing_together.rooms),
    Scenario('join', joining.warm, suits=_has_documents),
    Scenario('restart', joining.cold, kept=True, suits=lambda kind: kind.keeps),
    Scenario('capacity', capacity, seconds=3.0),
    Scenario('memory', memory),
    Scenario('pages', busy_pages, suits=lambda kind: kind is OURS),
)
