"""Guards the whole run: tests must not get lost in silence."""

import pytest

from tests.web_site import site  # noqa: F401  (a fixture)

LEAST = 2400
"""how many tests a whole run has at the least; raise it when tests are added, lower it only with a reason"""


def pytest_report_collectionfinish(config: pytest.Config, items: list[pytest.Item]) -> str:
    """Print how many tests were found."""
    return f'{len(items)} tests found, at least {LEAST} expected of a whole run'


def pytest_collection_finish(session: pytest.Session) -> None:
    """Stop a whole run that found fewer tests than there were."""
    whole = not session.config.invocation_params.args
    if whole and len(session.items) < LEAST:
        raise pytest.UsageError(
            f'Only {len(session.items)} tests were found, {LEAST} were expected. Where did they go?'
        )
