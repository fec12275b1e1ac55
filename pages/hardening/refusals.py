"""Says in the log what was refused: status, kind of address and kind of asker; no names, addresses or tokens."""

import logging
import time
from collections.abc import Callable

from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pages.session import session_of, site_of

ONCE_PER = 60.0
"""how often (seconds) the same kind of refusal is said at most; how many there were is said with the next one"""
_REFUSALS = {401, 403, 413, 429}
_GUESSES = {'agenda', 'dossier', 'download', 'herstel', 'live', 'uitnodiging'}
"""where somebody who hears 404 may be guessing"""
_METHODS = {'GET', 'HEAD', 'POST', 'OPTIONS', 'PUT', 'DELETE', 'PATCH', 'SOCKET'}
_log = logging.getLogger(__name__)


class LogRefusals:
    """Watches the answers that go out. The number of kinds is small, so that nobody can flood the log or the memory.

    :param app: what is watched
    :param clock: seconds that only go up
    """

    def __init__(self, app: ASGIApp, clock: Callable[[], float] = time.monotonic) -> None:
        self.app = app
        self._clock = clock
        self._said: dict[str, float] = {}
        self._unsaid: dict[str, int] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection."""
        if scope['type'] == 'lifespan':
            await self.app(scope, receive, send)
            return
        is_open = False

        async def watched(message: Message) -> None:
            nonlocal is_open
            is_open = is_open or message['type'] == 'websocket.accept'
            status = _status(message)
            if not is_open and status and is_refusal(status, scope['path']):
                self._say(f'Refused with {status}: {_what(scope)} by {_who(scope)}')
            await send(message)

        await self.app(scope, receive, watched)

    def _say(self, line: str) -> None:
        now = self._clock()
        if now - self._said.get(line, float('-inf')) < ONCE_PER:
            self._unsaid[line] = self._unsaid.get(line, 0) + 1
            return
        more = self._unsaid.pop(line, 0)
        self._said[line] = now
        _log.info('%s%s', line, f', and {more} more since the last time' if more else '')


def is_refusal(status: int, path: str) -> bool:
    """Whether an answer is worth a line."""
    return status in _REFUSALS or (status == 404 and _first(path) in _GUESSES)


def _status(message: Message) -> int:
    """Give the status of an answer that begins; a socket that is closed before it opened is refused with 403."""
    if message['type'] in ('http.response.start', 'websocket.http.response.start'):
        return int(message['status'])
    return 403 if message['type'] == 'websocket.close' else 0


def _what(scope: Scope) -> str:
    """Name the kind of address: the pattern of its route, or where it begins if it came to no route."""
    method = 'SOCKET' if scope['type'] == 'websocket' else scope['method']
    pattern = getattr(scope.get('route'), 'path', '') or _beginning(scope['path'])
    return f'{method if method in _METHODS else "another method"} {pattern}'


def _who(scope: Scope) -> str:
    """Name the kind of asker."""
    connection = HTTPConnection(scope)
    session = session_of(connection)
    if session is None:
        return 'a stranger'
    dossier_id = scope.get('path_params', {}).get('dossier_id')
    members = site_of(connection).workspace.accounts.members_in(session)
    role = next((member.role for member in members if member.dossier_id == dossier_id), None)
    return f'somebody with role {role}' if role else 'somebody who is signed in'


def _first(path: str) -> str:
    return path.strip('/').split('/', 1)[0]


def _beginning(path: str) -> str:
    """Give the first name of a path if it is one of ours; the rest may hold a token or a name."""
    first = _first(path)
    return f'/{first}/…' if first in {*_GUESSES, 'demo', 'dossiers', 'sessies', 'uitloggen'} else 'elsewhere'
