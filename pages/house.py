"""Housekeeping, once a minute: sessions and access that had their time, old copies of the demo, ends left undone."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from data.errors import NotSaved
from data.workspace import Workspace
from pages.demo import clear_demos

EVERY = 60.0
"""seconds"""

_log = logging.getLogger(__name__)
Chore = Callable[[], Awaitable[object]]


async def keep_house(workspace: Workspace, every: float = EVERY) -> None:
    """Do all chores again and again; one that fails keeps back neither the others nor its own next turn.

    :param every: seconds between two rounds
    """
    chores: dict[str, Chore] = {
        'sessions and access': lambda: _at_once(workspace.accounts.sweep),
        'copies of the demo': lambda: clear_demos(workspace),
        'what was left undone': lambda: _at_once(workspace.finish_ending),
        'retention periods': lambda: asyncio.to_thread(workspace.remind),
    }
    while True:
        await asyncio.sleep(every)
        for name, chore in chores.items():
            await _try(name, chore)


async def _try(name: str, chore: Chore) -> None:
    try:
        await chore()
    except (OSError, NotSaved) as error:
        _log.error('Housekeeping, %s: the disk refuses, this is tried again. %s', name, error)
    except Exception:  # what failed is no reason to let sessions and access go on for ever
        _log.exception('Housekeeping, %s: this failed and is tried again', name)


async def _at_once(call: Callable[[], None]) -> None:
    call()
