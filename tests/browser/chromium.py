"""Finds a Chromium for the tests, or installs one."""

import os
import shutil
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

from filelock import FileLock

NAMES = ('chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable')
"""the first one is the same engine without windows of its own, which takes a third less time"""
_PACKAGES = ('chromium-headless-shell', 'chromium')
"""not every release has the first one"""


def find_chromium(of_playwright: str) -> str:
    """Return the path of a Chromium.

    :param of_playwright: where Playwright would put its own
    :raises RuntimeError: if there is none and none can be installed
    """
    if found := _installed(of_playwright):
        return found
    with FileLock(Path(tempfile.gettempdir()) / 'wijkakkoord-chromium.lock'):  # test processes run side by side
        return _installed(of_playwright) or _from_playwright(of_playwright) or _from_apt(of_playwright) or _give_up()


def arguments() -> list[str]:
    """Return what Chromium needs on this machine: as root its sandbox cannot start."""
    return ['--no-sandbox'] if hasattr(os, 'geteuid') and os.geteuid() == 0 else []


def _installed(of_playwright: str) -> str | None:
    chosen = os.environ.get('WIJKAKKOORD_CHROMIUM')
    found = chosen or next(filter(None, map(shutil.which, NAMES)), None)
    return found or (of_playwright if Path(of_playwright).exists() else None)


def _from_playwright(of_playwright: str) -> str | None:
    _run([sys.executable, '-m', 'playwright', 'install', 'chromium'])
    return _installed(of_playwright)


def _from_apt(of_playwright: str) -> str | None:
    if not shutil.which('apt-get'):
        return None
    _run(['apt-get', 'update', '-qq'])
    for package in _PACKAGES:
        _run(['apt-get', 'install', '-y', '-qq', '--no-install-recommends', package])
        if found := _installed(of_playwright):
            return found
    return None


def _give_up() -> str:
    raise RuntimeError('The browser tests need Chromium: install it, or name it in WIJKAKKOORD_CHROMIUM.')


def _run(command: list[str]) -> None:
    print('Installing Chromium:', *command)
    with suppress(subprocess.TimeoutExpired):
        subprocess.run(command, check=False, timeout=600, env={**os.environ, 'DEBIAN_FRONTEND': 'noninteractive'})
