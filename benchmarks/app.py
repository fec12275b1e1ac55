"""What the rest of the app costs: ``python -m benchmarks.app`` prints Markdown, with ratios within one run."""

import argparse
import json
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage

from benchmarks.quiet import Watch
from benchmarks.report import machine, now, replace
from benchmarks.table import number

ROOT = Path(__file__).parents[1]
BEGIN, END = '<!-- app: begin -->', '<!-- app: end -->'
Figures = Mapping[str, float]
SCENES: dict[str, tuple[str, str, str]] = {
    'page_loads': ('Loading a page in Chromium', '', 'one label'),
    'choices': ('A choice in the matrix, until another window shows it', 'ms', ''),
    'page_builds': ('Building a page on the server', 'ms CPU', 'one label'),
    'first_open': ('Opening a dossier that nobody has open, its matrix built', 'ms CPU', 'empty dossier'),
    'matrix_change': ('One change of the matrix, by how many matrices are open', 'ms CPU', '1 open'),
    'memory': ('Memory of the server per open page', 'kB', 'one label'),
    'history': ('The history, by the length of the journal', 'ms CPU', '200 changes'),
    'start_up': ('From the command to the first answer', 'ms', '1 dossiers'),
    'home': ('The start page, by how many dossiers of others there are', 'ms CPU', '0 others'),
    'enter_demo': ('Entering the demo, by how many copies there are', 'ms CPU', '0 copies'),
    'exports': ('The agreement as a file, and how long the pages wait meanwhile', 'ms', ''),
}
"""name of a scene -> its title, the unit, and the figure that the others are compared with"""


def main() -> None:
    """Run the scenes, each in a process of its own."""
    parser = argparse.ArgumentParser(prog='benchmarks.app', description=__doc__)
    parser.add_argument('--only', default=','.join(SCENES), help='scenes, separated by commas')
    parser.add_argument('--write', type=Path, help='document to put the tables in')
    options = parser.parse_args()
    watch = Watch(_scenes)
    parts = [_section(name, _measured(name)) for name in options.only.split(',')]
    text = '\n\n'.join([f'Measured on {now()} on {machine()}; while it ran, {watch.stop()}.', *parts])
    print(text)
    if options.write:
        replace(options.write, f'{text}\n', BEGIN, END)


def _measured(scene: str) -> Figures:
    print(f'{scene} …', file=sys.stderr, flush=True)
    command = (sys.executable, '-m', 'benchmarks.app_scenes', scene)
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    figures: Figures = json.loads(done.stdout.splitlines()[-1])
    return figures


def _section(scene: str, figures: Figures) -> str:
    title, unit, base = SCENES[scene]
    write: Callable[..., str] = _loads if scene == 'page_loads' else _list
    return f'### {title}\n\n{write(figures, unit, base)}'


def _scenes() -> float:
    """Give the CPU seconds of the scenes that are done."""
    used = getrusage(RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _list(figures: Figures, unit: str, base: str) -> str:
    head = ['', unit, *(['ratio'] if base else [])]
    lines = [head, ['---', *('---:' for _ in head[1:])]]
    for name, figure in figures.items():
        ratio = [f'{figure / figures[base]:.2f}'] if base else []
        lines.append([name, number(figure), *ratio])
    return _rows(lines)


def _loads(figures: Figures, _unit: str, base: str) -> str:
    """Write a line per page and visit, with the ratio of the time to that of the base."""
    lines = [['', 'requests', 'kB', 'ms until it can be used', 'ratio'], ['---', *('---:' for _ in range(4))]]
    for name in dict.fromkeys(key.rpartition(', ')[0] for key in figures):
        visit = name.rpartition(', ')[2]
        ready = figures[f'{name}, ms']
        ratio = f'{ready / figures[f"{base}, {visit}, ms"]:.2f}'
        lines.append([name, *(number(figures[f'{name}, {what}']) for what in ('requests', 'kB', 'ms')), ratio])
    return _rows(lines)


def _rows(lines: list[list[str]]) -> str:
    return '\n'.join(f'| {" | ".join(cells)} |' for cells in lines)


if __name__ == '__main__':
    main()
