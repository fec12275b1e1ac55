"""An app of ours as a process of its own, that can be killed and started again."""

import asyncio
import os
import random
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import suppress
from pathlib import Path

ROOT = Path(__file__).parents[2]
START = 300
"""seconds; on a machine with a load of 25 a server took more than 60"""


class RunningApp:
    """A Python main on a free port with a data folder of its own.

    :param main: path of the file, from the root of the project
    :param folder: an empty folder for its data and its log
    :param arguments: its command line
    :param environment: added to a clean environment
    """

    def __init__(self, main: str, folder: Path, arguments: list[str], environment: dict[str, str]) -> None:
        self.data = folder / 'data'
        self.data.mkdir()
        self.port = free_port()
        self.url = f'http://127.0.0.1:{self.port}'
        self.accepted_errors: list[str] = []
        """texts of tracebacks that a test provokes on purpose"""
        self._command = [sys.executable, str(ROOT / main), *arguments]
        self._environment = {**_clean_environment(self.data, self.port), **environment}
        self._log_path = folder / 'server.log'
        self._log = self._log_path.open('ab')
        self._seen = 0
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def log(self) -> str:
        """What the server printed so far."""
        return self._log_path.read_text(errors='replace')

    async def start(self) -> None:
        """Start it and wait until it answers."""
        process = self._process = self._spawn()
        deadline = time.monotonic() + START
        while not await asyncio.to_thread(self._answers):
            if process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f'{self._command} did not start:\n{self.log}')
            await asyncio.sleep(0.05)

    async def kill(self) -> None:
        """End it the hard way, as a power cut would."""
        await self._end(signal.SIGKILL)

    async def stop(self) -> None:
        """Ask it to end."""
        await self._end(signal.SIGTERM)

    async def close(self) -> None:
        """End it for good."""
        await self.stop()
        self._log.close()

    def complaints(self) -> str:
        """Return what it printed since the last time that looks like a bug of ours."""
        log = self.log
        news, self._seen = log[self._seen :], len(log)
        if 'Traceback (most recent call last)' in news or 'Unhandled' in news:
            return '' if any(text in news for text in self.accepted_errors) else news
        return ''

    def _spawn(self) -> 'subprocess.Popen[bytes]':
        return subprocess.Popen(
            self._command, env=self._environment, cwd=ROOT, stdout=self._log, stderr=subprocess.STDOUT
        )

    async def _end(self, how: signal.Signals) -> None:
        if self._process is not None:
            self._process.send_signal(how)
            try:
                await asyncio.to_thread(self._process.wait, 10)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
            self._process = None

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f'{self.url}/healthz', timeout=2) as answer:
                return bool(answer.status == 200)
        except urllib.error.HTTPError as answer:
            answer.close()
            return False
        except OSError:
            return False


def free_port() -> int:
    """Return a port nobody listens on, and that no connection gets before the server is there.

    Systems give outgoing connections ports from 32768 (or 49152) on, so one from there may be taken within a second.
    """
    for port in random.sample(range(20_000, 32_000), 100):
        with socket.socket() as probe, suppress(OSError):
            probe.bind(('127.0.0.1', port))
            return port
    raise RuntimeError('All ports that were tried between 20000 and 32000 are in use.')


def _clean_environment(data: Path, port: int) -> dict[str, str]:
    ours = {key: value for key, value in os.environ.items() if not key.startswith(('PYTEST', 'NICEGUI', 'WIJKAKKOORD'))}
    return {
        **ours,
        'PYTHONPATH': str(ROOT),
        'PYTHONUNBUFFERED': '1',
        'NICEGUI_STORAGE_PATH': str(data / 'nicegui'),
        'WIJKAKKOORD_DATA': str(data),
        'WIJKAKKOORD_HOST': '127.0.0.1',
        'WIJKAKKOORD_PORT': str(port),
    }
