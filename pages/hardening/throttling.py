"""How often one address, and one link, may try the ways in and everything that changes something."""

from math import ceil

from starlette.types import ASGIApp, Receive, Scope, Send

from data.account_parts import digest_of
from data.throttle import Limit, Throttle
from pages.errors import error_page
from pages.organisation_entrance import START

LIMITS = {
    'demo': Limit(burst=60, seconds=30),
    'invitation': Limit(burst=60, seconds=10),
    'link': Limit(burst=20, seconds=60),
    'organisation': Limit(burst=120, seconds=5),
    'change': Limit(burst=120, seconds=1),
}
"""per network address: copies of the demo, tries of links, steps of signing in with an organisation,
changing requests; per link: uses.
An office shares one address, so that a workshop of 60 people can begin at once."""
_OWN_LIMITS = ('/live/', '/_nicegui_ws/')
"""they come many times a minute while somebody works; rooms and NiceGUI have limits of their own"""
_LINKS = ('/uitnodiging/', '/herstel/')
"""what follows is a token"""


class Throttling:
    """Answers 429 to whoever tries too often.

    :param app: what is protected
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self._throttles = {name: Throttle(limit) for name, limit in LIMITS.items()}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection."""
        wait = max((self._throttles[name].wait(key) for name, key in keys_of(scope)), default=0.0)
        if not wait:
            await self.app(scope, receive, send)
            return
        words = 'U probeerde dit heel vaak achter elkaar. Wacht even en probeer het dan opnieuw.'
        answer = error_page(429, words, 'Even wachten')
        answer.headers['Retry-After'] = str(ceil(wait))
        await answer(scope, receive, send)


def keys_of(scope: Scope) -> list[tuple[str, str]]:
    """Give which limits a request counts for, and as whom."""
    if scope['type'] != 'http':
        return []
    path, address = scope['path'], str((scope.get('client') or ('',))[0])
    if path.startswith(_LINKS):
        return [('invitation', address), ('link', digest_of(path))]
    if path.startswith(START):
        return [('organisation', address)]
    if path.rstrip('/') == '/demo':
        return [('demo', address)]
    if scope['method'] in ('GET', 'HEAD', 'OPTIONS') or path.startswith(_OWN_LIMITS):
        return []
    return [('change', address)]
