"""What each figure means, and the bar it has to reach."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Measure:
    """One figure of a scenario.

    :param bar: how much of the best peer's figure ours may be (``more_is_better``: must at least be)
    :param most: what our own figure may be at most, whatever the peers do
    """

    scenario: str
    figure: str
    label: str
    unit: str
    bar: float | None = None
    most: float | None = None
    more_is_better: bool = False

    @property
    def key(self) -> str:
        """Name of the figure over all scenarios."""
        return f'{self.scenario}.{self.figure}'


MEASURES = (
    Measure('latency', 'p50', 'a keystroke between two people, p50', 'ms', bar=1.0),
    Measure('latency', 'p95', 'a keystroke between two people, p95', 'ms', bar=1.0),
    Measure('workshop', 'p50', 'workshop of 50, p50', 'ms'),
    Measure('workshop', 'p95', 'workshop of 50, p95', 'ms', bar=1.0),
    Measure('workshop', 'cpu', 'workshop of 50, CPU per 1,000 delivered characters', 's', bar=0.75),
    Measure('workshop', 'frames', 'workshop of 50, messages per delivered character', ''),
    Measure('rooms', 'p50', '200 texts with 3 people, p50', 'ms'),
    Measure('rooms', 'p95', '200 texts with 3 people, p95', 'ms'),
    Measure('rooms', 'cpu', '200 texts with 3 people, CPU per 1,000 delivered characters', 's'),
    Measure('join', 'warm', 'join a long text that is open', 'ms', bar=1.0),
    Measure('restart', 'first', 'join it after kill -9 and a restart', 'ms', bar=1.0),
    Measure('restart', 'again', 'the same after another kill -9 and restart', 'ms', bar=1.0),
    Measure('join', 'bytes', 'bytes received to join', 'kB'),
    Measure('capacity', 'characters', 'delivered characters per second with p95 below 100 ms', '', 2.0, None, True),
    Measure('capacity', 'frames', 'messages per delivered character there', ''),
    Measure('pages', 'p50', 'a keystroke while 20 pages a second are opened, p50', 'ms'),
    Measure('pages', 'p95', 'a keystroke while 20 pages a second are opened, p95', 'ms', most=16.0),
    Measure('pages', 'quiet_p95', 'the same server without pages, p95', 'ms'),
    Measure('pages', 'rate', 'pages that were opened per second', ''),
    Measure('memory', 'idle', 'memory of an open text with three people who do nothing', 'kB', bar=0.5),
    Measure('memory', 'left', 'memory kept per text that was opened and left', 'kB'),
)
