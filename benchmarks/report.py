"""What is left of a run: tables for people, JSON for programs."""

import json
import os
import platform
import subprocess
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from benchmarks.rounds import Outcome, Plan
from benchmarks.servers import OURS
from benchmarks.table import markdown, rows

BEGIN, END = '<!-- rooms: begin -->', '<!-- rooms: end -->'
_PACKAGES = ('pycrdt', 'pycrdt-websocket', 'yroom', 'uvicorn', 'uvloop', 'websockets', 'nicegui')


def as_markdown(plan: Plan, outcome: Outcome) -> str:
    """Write the tables, what was measured on, and what did not count."""
    shown = [kind for kind in plan.kinds if kind.name in outcome.figures]
    peers = [kind.name for kind in shown if kind is not OURS and not kind.is_limit]
    table = rows(outcome.figures, OURS.name, peers)
    parts = [f'Measured on {now()} on {machine()}; {plan.rounds} rounds, medians.']
    if outcome.busy:
        parts.append('**Measured while the machine did other work: of no value beyond development.**')
    parts.append(markdown(table, OURS.name, {kind.name: kind.label for kind in shown}))
    parts.append(f'Versions: {", ".join(f"{name} {value}" for name, value in versions().items())}.')
    if outcome.remarks:
        parts.append('Remarks:\n\n' + '\n'.join(f'- {remark}' for remark in outcome.remarks))
    return '\n\n'.join(parts) + '\n'


def as_json(plan: Plan, outcome: Outcome) -> str:
    """Write all figures of all rounds."""
    kept = {
        'measured': now(),
        'machine': machine(),
        'versions': versions(),
        'busy': outcome.busy,
        'rounds': plan.rounds,
        'figures': outcome.figures,
        'remarks': outcome.remarks,
    }
    return json.dumps(kept, indent=2) + '\n'


def replace(path: Path, text: str, begin: str = BEGIN, end: str = END) -> None:
    """Put the tables between the marks of a document.

    :raises SystemExit: if the marks are not there
    """
    document = path.read_text()
    before, opened, rest = document.partition(begin)
    _, closed, after = rest.partition(end)
    if not opened or not closed:
        raise SystemExit(f'{path} has no place for the tables: {begin} and {end}.')
    path.write_text(f'{before}{begin}\n\n{text}\n{end}{after}')


def versions() -> dict[str, str]:
    """Give the versions of what the figures depend on."""
    node = subprocess.run(('node', '--version'), capture_output=True, text=True, check=False).stdout.strip()
    return {'Python': platform.python_version(), 'Node': node, **{name: version(name) for name in _PACKAGES}}


def machine() -> str:
    """Give what was measured on."""
    lines = Path('/proc/cpuinfo').read_text().splitlines()
    model = next(
        (line.partition(':')[2].strip() for line in lines if line.startswith('model name')), platform.machine()
    )
    return f'{os.cpu_count()} cores ({model}), {platform.system()}'


def now() -> str:
    """Give the moment as people write it."""
    return datetime.now(UTC).strftime('%Y-%m-%d %H:%M UTC')
