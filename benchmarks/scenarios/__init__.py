"""What is measured. Each scenario gets a running server and gives figures by name."""

from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass

from benchmarks.scenarios import typing_together
from benchmarks.servers import Kind, Server


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


SCENARIOS = (
    Scenario('latency', typing_together.latency),
    Scenario('workshop', typing_together.workshop),
    Scenario('rooms', typing_together.rooms),
)
