"""The servers that are compared: how each is started on a core of its own, and what it uses."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.people import Seat
from data import wire

ROOT = Path(__file__).parent.parent
PEERS = Path(__file__).parent / 'peers'
HOST = '127.0.0.1'
START = 30.0
"""how long (seconds) a server may take until it answers"""
_TICKS = os.sysconf('SC_CLK_TCK')
_PAGE = os.sysconf('SC_PAGE_SIZE')


@dataclass(frozen=True)
class Kind:
    """One of the servers.

    :param command: port, folder, whether texts have to survive a restart -> how it is started
    :param keeps: whether it can keep texts over a restart
    :param is_limit: whether it only relays; it has no documents and counts as no peer
    """

    name: str
    label: str
    command: Callable[[int, Path, bool], Sequence[str]]
    keeps: bool = False
    is_limit: bool = False


def _python(file: str) -> Callable[[int, Path, bool], Sequence[str]]:
    return lambda port, _folder, _kept: (sys.executable, str(PEERS / file), str(port))


def _y_websocket(port: int, folder: Path, kept: bool) -> Sequence[str]:
    return 'node', str(PEERS / 'y_websocket' / 'server.mjs'), str(port), *((str(folder),) if kept else ())


KINDS = (
    Kind(
        'ours',
        'Wijkakkoord',
        lambda port, folder, _kept: (
            *(sys.executable, str(ROOT / 'app.py'), '--data', str(folder)),
            *('--port', str(port), '--no-browser'),
        ),
        keeps=True,
    ),
    Kind('y-websocket', '@y/websocket-server 0.1.5', _y_websocket, keeps=True),
    Kind(
        'hocuspocus',
        '@hocuspocus/server 4.7.0 + SQLite',
        lambda port, folder, _kept: ('node', str(PEERS / 'hocuspocus' / 'server.mjs'), str(port), str(folder)),
        keeps=True,
    ),
    Kind('pycrdt-websocket', 'pycrdt-websocket 0.16.5', _python('pycrdt_server.py')),
    Kind('yroom', 'yroom 0.0.10', _python('yroom_server.py')),
    Kind('relay', 'bare relay (the limit)', _python('relay.py'), is_limit=True),
)
OURS = KINDS[0]


class Server:
    """One of the servers, running.

    :param folder: an empty folder for whatever it keeps; for ours a filled one
    :param core: the core it runs on, alone
    :param filled: for ours, what ``benchmarks.ours`` printed about the folder
    """

    def __init__(self, kind: Kind, folder: Path, core: int, filled: dict[str, list[str]]) -> None:
        self.kind = kind
        self.port = _free_port()
        self.pages = filled.get('pages', []) if kind is OURS else []
        self.cookie = filled['cookies'][0] if self.pages else ''
        self._folder, self._core, self._filled = folder, core, filled
        self._process: subprocess.Popen[bytes] | None = None
        self._past = 0.0

    @property
    def pid(self) -> int:
        """The id of the process."""
        assert self._process
        return self._process.pid

    def start(self, *, kept: bool = False) -> None:
        """Start it and wait until it answers.

        :param kept: whether texts have to survive a restart; those that can do it do it at a price
        :raises ConnectionError: if it does not answer in time
        """
        command = ('taskset', '-c', str(self._core), *self.kind.command(self.port, self._folder, kept))
        environment = {name: value for name, value in os.environ.items() if not name.startswith('WIJKAKKOORD_')}
        self._process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
        give_up = time.monotonic() + START
        while not self._answers():
            if time.monotonic() > give_up or self._process.poll() is not None:
                self.kill()
                raise ConnectionError(f'{self.kind.label} does not start: {" ".join(command)}')
            time.sleep(0.05)

    def kill(self) -> None:
        """End it with -9."""
        if self._process:
            self._past += self.cpu()
            self._process.kill()
            self._process.wait()
            self._process = None

    def seat(self, room: int, person: int = 0) -> Seat:
        """Tell where somebody connects to a room; rooms are numbered, and new when their number is.

        :raises IndexError: if there are no more
        """
        if self.kind is OURS:
            cookies = self._filled['cookies']
            return Seat(self.port, self._filled['texts'][room], cookies[person % len(cookies)])
        name = f'text-{room}'
        if self.kind.name == 'hocuspocus':
            return Seat(self.port, '/', prefix=wire.block(name.encode()))
        return Seat(self.port, f'/{name}', answers=not self.kind.is_limit)

    def cpu(self) -> float:
        """Give the CPU seconds it has used, all threads together."""
        return cpu_of(self.pid)

    def cpu_so_far(self) -> float:
        """Give the CPU seconds it has used, also before it was started again."""
        return self._past + (self.cpu() if self._process else 0.0)

    def memory(self) -> int:
        """Give the bytes of memory it occupies."""
        return int(Path(f'/proc/{self.pid}/statm').read_text().split()[1]) * _PAGE

    def _answers(self) -> bool:
        try:
            socket.create_connection((HOST, self.port), timeout=1).close()
        except OSError:
            return False
        return True


def cpu_of(pid: int) -> float:
    """Give the CPU seconds a process has used, all threads together."""
    fields = Path(f'/proc/{pid}/stat').read_text().rpartition(')')[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS


def install_peers() -> None:
    """Put the servers from npm beside their start files, exactly as their lock files say."""
    for folder in (path.parent for path in PEERS.glob('*/package.json')):
        if not (folder / 'node_modules' / '.package-lock.json').exists():
            subprocess.run(('npm', 'ci', '--no-audit', '--no-fund'), cwd=folder, check=True)


def fill_ours(folder: Path) -> dict[str, list[str]]:
    """Make the data folder that ours starts with."""
    command = (sys.executable, '-m', 'benchmarks.ours', str(folder))
    filled: dict[str, list[str]] = json.loads(subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout)
    return filled


def fresh_folder(kind: Kind, folder: Path, template: Path) -> Path:
    """Make the folder a server starts with."""
    shutil.rmtree(folder, ignore_errors=True)
    if kind is OURS:
        shutil.copytree(template, folder)
    else:
        folder.mkdir(parents=True)
    return folder


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port
