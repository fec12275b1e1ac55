"""The server that is killed: started in a moment, ended as by a power cut."""

import asyncio
import os
import signal
import sys
from contextlib import suppress
from pathlib import Path

from tests.browser.running_app import free_port

ROOT = Path(__file__).parents[2]
PATIENCE = 1.0
"""how long (seconds) this server is patient with slow peers"""
LONG = 180.0
"""seconds after which nothing comes any more, however slow the machine is"""


class KilledServer:
    """A process that forks servers on one port and one folder.

    :param root: the data folder
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.port = free_port()
        self._process: asyncio.subprocess.Process | None = None
        self.child = 0
        """process id of the server"""

    async def open(self) -> None:
        """Get ready to start."""
        environment = {**os.environ, 'PYTHONPATH': str(ROOT), 'NICEGUI_STORAGE_PATH': str(self.root / 'nicegui')}
        self._process = await asyncio.create_subprocess_exec(
            sys.executable,
            str(ROOT / 'tests' / 'crash' / 'server.py'),
            str(self.root),
            str(self.port),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            env={key: value for key, value in environment.items() if not key.startswith(('PYTEST', 'NICEGUI_SCREEN'))},
        )
        assert await self._line() == 'ready'

    async def start(self) -> None:
        """Start a server on the folder."""
        assert self._process and self._process.stdin
        self._process.stdin.write(b'start\n')
        await self._process.stdin.drain()
        self.child = int(await self._line())

    async def kill(self) -> None:
        """End it the hard way; it is gone when this returns."""
        os.kill(self.child, signal.SIGKILL)
        assert await self._line() == 'ended'

    async def close(self) -> None:
        """End everything."""
        assert self._process and self._process.stdin
        with suppress(ProcessLookupError):
            os.kill(self.child, signal.SIGKILL)
        self._process.stdin.close()
        await self._process.wait()

    async def _line(self) -> str:
        assert self._process and self._process.stdout
        return (await asyncio.wait_for(self._process.stdout.readline(), LONG)).decode().strip()
