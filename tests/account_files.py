"""Accounts in a file of their own, for tests without a web app."""

from pathlib import Path

import pytest

from data.accounts import Accounts
from tests.clock import Clock


@pytest.fixture
def accounts(tmp_path: Path) -> Accounts:
    """Give accounts by the clock of the machine."""
    return Accounts(tmp_path / 'accounts.json', b'secret')


@pytest.fixture
def timed(tmp_path: Path, clock: Clock) -> Accounts:
    """Give accounts by the clock that the test moves."""
    return Accounts(tmp_path / 'timed.json', b'secret', clock)
