"""The command: ``uv run --group bench python -m benchmarks``."""

import argparse
import gc
import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from benchmarks import report
from benchmarks.rounds import Plan, Rounds
from benchmarks.scenarios import SCENARIOS
from benchmarks.servers import KINDS, fill_ours, install_peers
from benchmarks.typing_along import cores


def main() -> None:
    """Run, print the tables, and write what was asked for."""
    options = _parser().parse_args()
    plan = Plan(
        kinds=[kind for kind in KINDS if kind.name in options.only],
        scenarios=[scenario for scenario in SCENARIOS if scenario.name in options.scenario],
        rounds=options.rounds,
        seconds=options.seconds,
        allow_busy=options.allow_busy,
        cores=cores(),
    )
    install_peers()
    os.sched_setaffinity(0, {plan.cores[0]})
    gc.disable()
    with tempfile.TemporaryDirectory(prefix='rooms-') as folder:
        template = Path(folder) / 'template'
        filled = fill_ours(template)
        outcome = Rounds(plan, Path(folder), template, filled).run()
    text = report.as_markdown(plan, outcome)
    print(f'\n{text}')
    if options.json:
        options.json.write_text(report.as_json(plan, outcome))
    if options.write:
        report.replace(options.write, text)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog='benchmarks', description=__doc__)
    kinds, scenarios = [kind.name for kind in KINDS], [scenario.name for scenario in SCENARIOS]
    parser.add_argument('--only', type=_among(kinds), default=kinds, help=f'of {",".join(kinds)}')
    parser.add_argument('--scenario', type=_among(scenarios), default=scenarios, help=f'of {",".join(scenarios)}')
    parser.add_argument('--rounds', type=int, default=3)
    parser.add_argument('--seconds', type=float, help='measure this long each time')
    parser.add_argument('--allow-busy', action='store_true', help='keep figures of a busy machine; the output says so')
    parser.add_argument('--json', type=Path, help='write all figures to this file')
    parser.add_argument('--write', type=Path, help='put the tables between the marks in this file')
    return parser


def _among(known: list[str]) -> Callable[[str], list[str]]:
    """Read names separated by commas."""

    def read(text: str) -> list[str]:
        names = text.split(',')
        if unknown := [name for name in names if name not in known]:
            raise argparse.ArgumentTypeError(f'{unknown[0]} is not one of {", ".join(known)}')
        return names

    return read


if __name__ == '__main__':
    main()
