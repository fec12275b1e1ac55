"""A clock that a test moves."""

from datetime import UTC, datetime

import pytest


class Clock:
    """Tells the same moment until a test sets another one."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 23, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    """Give a clock of its own to a test."""
    return Clock()
