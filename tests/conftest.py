"""Guards the whole run: tests must not get lost in silence."""

import os
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings
from nicegui.slot import Slot

from tests.account_files import accounts, timed  # noqa: F401  (fixtures)
from tests.clock import clock  # noqa: F401  (a fixture)
from tests.live_server import running  # noqa: F401  (a fixture)
from tests.person import person  # noqa: F401  (a fixture)
from tests.web_site import _no_cookie_of_another_test, site  # noqa: F401  (fixtures)

_HELPERS = ('asking', 'browser.blocks', 'browser.dossier_windows', 'browser.text_windows')
pytest.register_assert_rewrite(*(f'tests.{each}' for each in _HELPERS))  # their asserts tell what they compared

LEAST = 4750
"""how many tests a whole run has at the least; raise it when tests are added, lower it only with a reason"""

settings.register_profile('shared machine', deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile('shared machine')


@pytest.fixture(scope='session', autouse=True)
def _pages_of_other_loops() -> Iterator[None]:
    """Leave the slots of all loops alone: NiceGUI drops those of tasks that its own loop does not know.

    A server has one loop with pages; here several build pages in one process.
    """

    async def leave() -> None:
        pass

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Slot, 'prune_stacks', leave)
        yield


def pytest_xdist_auto_num_workers() -> int:
    """Have one more worker than there are cores: servers, browsers and disks are waited for half of the time."""
    return (os.cpu_count() or 1) + 1


_OUTCOMES = ('passed', 'failed', 'error', 'skipped', 'xfailed', 'xpassed')


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Print how many tests there were."""
    missing = 'TESTS ARE MISSING: ' if _too_few(config) else ''
    terminalreporter.write_line(f'{missing}{_count(config)} tests, at least {LEAST} expected of a whole run')


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail a whole run that had fewer tests than there were."""
    if _too_few(session.config) and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def _too_few(config: pytest.Config) -> bool:
    """Whether tests got lost; a worker sees only its own part, and a run of some tests is no whole run."""
    some = [argument for argument in config.invocation_params.args if not argument.startswith('-')]
    chosen = config.getoption('keyword') or config.getoption('markexpr') or config.getoption('lf')
    whole = not some and not chosen and not config.getoption('maxfail') and not config.getoption('collectonly')
    return whole and not hasattr(config, 'workerinput') and _count(config) < LEAST


def _count(config: pytest.Config) -> int:
    """Count the tests that had an outcome."""
    reporter = config.pluginmanager.get_plugin('terminalreporter')
    return sum(len(reporter.stats.get(outcome, ())) for outcome in _OUTCOMES) if reporter else 0
