"""What browsers say over the socket of pages: nonsense is dropped, and no words of theirs go into the log as they came.

NiceGUI 3.18 takes these messages from whoever opens a socket, lets nonsense become a trace each, and writes what a page
says of its own errors into our log, new lines included.
"""

import inspect
import logging
import re
from collections.abc import Awaitable, Callable
from pathlib import Path
from traceback import extract_tb
from typing import Any

from data.throttle import Limit, Throttle

SAID = Limit(burst=10, seconds=6)
"""lines in the log that visitors can cause here, all together"""
_MOST = 200
_PRIVATE = re.compile(r'https?://\S+|[\w-]{20,}')
"""addresses and what could be a token"""
_OWN = ('connect', 'disconnect')
"""said by the server itself"""
_log = logging.getLogger(__name__)

Handler = Callable[..., Any]


def guard_messages(handlers: dict[str, Handler]) -> None:
    """Put a guard before everything that takes messages of browsers; call it once NiceGUI has its handlers.

    :param handlers: of the server of sockets, by the name of the message
    """
    throttle = Throttle(SAID)

    def say(line: str, *words: str) -> None:
        if not throttle.wait(''):
            _log.warning(line, *words)

    for name, handler in [*handlers.items()]:
        if name not in _OWN:
            handlers[name] = _guarded(name, handler, say)
    handlers['log'] = _guarded('log', lambda _, message: say('A page says: %s', cleaned(message['message'])), say)


def _guarded(name: str, handler: Handler, say: Callable[..., None]) -> Callable[..., Awaitable[Any]]:
    async def take(*message: Any) -> Any:
        try:
            result = handler(*message)
            return await result if inspect.isawaitable(result) else result
        except Exception as error:  # errors of ours are caught where an event is handled; this was no message at all
            say('A message of a browser makes no sense: %s, %s at %s', name, type(error).__name__, _where(error))
            return False

    return take


def _where(error: Exception) -> str:
    """Give file and line, in case it is a mistake of ours after all."""
    last = extract_tb(error.__traceback__)[-1]
    return f'{Path(last.filename).name}:{last.lineno}'


def cleaned(words: object) -> str:
    """Give words of somebody else as one short line without addresses and tokens."""
    line = ' '.join(''.join(each if each.isprintable() else ' ' for each in str(words)[: 10 * _MOST]).split())
    return _PRIVATE.sub('…', line)[:_MOST]
