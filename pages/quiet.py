"""A visitor who goes away while a page is made is no error of ours."""

from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Receive, Scope, Send

GONE = 'No response returned.'
"""what Starlette's middleware says when nobody waits for the answer any more"""


class QuietDisconnects:
    """Lets requests end without a word when whoever asked has gone.

    :param app: the web app
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection."""
        try:
            await self.app(scope, receive, send)
        except (RuntimeError, ClientDisconnect) as error:
            if not is_gone(error):
                raise


def is_gone(error: Exception) -> bool:
    """Whether an error only says that nobody waits for the answer."""
    return isinstance(error, ClientDisconnect) or (isinstance(error, RuntimeError) and str(error) == GONE)
