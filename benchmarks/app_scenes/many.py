"""Scenes of many dossiers: what one costs when thousands of others are on the same disk, and not open."""

import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import suppress
from pathlib import Path
from statistics import median

from app import CONTENT
from benchmarks.app_scenes.world import crowd, demo, world
from data.content import load_content
from data.workspace import Workspace
from pages.demo import open_demo

ROOT = Path(__file__).parents[2]
MANY = 1000


async def start_up() -> dict[str, float]:
    """Milliseconds from the command to the first answer, by the number of dossiers."""
    with tempfile.TemporaryDirectory() as folder:
        roots = {count: _filled(Path(folder) / str(count), count) for count in (1, MANY)}
        times: dict[int, list[float]] = {count: [] for count in roots}
        for _ in range(3):
            for count, root in roots.items():
                times[count].append(_start(root))
    return {f'{count} dossiers': median(found) * 1000 for count, found in times.items()}


async def enter_demo() -> dict[str, float]:
    """Milliseconds of CPU to enter the demo, by how many copies there are."""
    figures = {}
    async with world() as here:
        for count in (0, MANY):
            crowd(here.workspace, count, 'demo-')
            costs = []
            for _ in range(5):
                begin = time.process_time()
                await open_demo(here.workspace, None, 'benchmark')
                costs.append(time.process_time() - begin)
            figures[f'{count} copies'] = median(costs) * 1000
    return figures


async def home() -> dict[str, float]:
    """Milliseconds of CPU for the start page of somebody in one dossier, by how many others there are."""
    figures = {}
    async with world() as here:
        member = demo(here.workspace)
        for count in (0, MANY):
            crowd(here.workspace, count, 'd')
            figures[f'{count} others'] = await here.cost(member, '//')
    return figures


def _filled(root: Path, count: int) -> Path:
    """Make a folder with copies of the demo; the files are copied, for speed."""
    workspace = Workspace(root, load_content(CONTENT), b'benchmark' * 4)
    first = demo(workspace).dossier_id
    for number in range(count - 1):
        shutil.copytree(root / 'dossiers' / first, root / 'dossiers' / f'd{number:x}-0')
    crowd(workspace, count - 1, 'd')
    return root


def _start(root: Path) -> float:
    port = 18_000 + int(time.monotonic() * 10) % 20_000
    command = [sys.executable, 'app.py', '--no-browser', '--data', str(root), '--port', str(port)]
    begin = time.monotonic()
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL) as process:
        try:
            while process.poll() is None:
                with suppress(OSError), urllib.request.urlopen(f'http://127.0.0.1:{port}/healthz', timeout=5):
                    return time.monotonic() - begin
                time.sleep(0.01)
            raise RuntimeError('The app did not start.')
        finally:
            process.terminate()
