"""Ways in: personal links, the demo, signing out, and the health check."""

import asyncio
import logging
from collections.abc import Iterator
from contextlib import contextmanager

from fastapi import FastAPI, Request
from starlette.responses import JSONResponse, Response

from data.errors import NotAllowed
from data.version import VERSION
from pages.account.page import page, see
from pages.demo import open_demo
from pages.device import device_of
from pages.session import forget, remember, site_of, token_of

_log = logging.getLogger(__name__)


def add_entry(app: FastAPI) -> None:
    """Add the addresses through which people come in and go out."""
    turn = asyncio.Lock()  # copies that are made side by side take the processor from who types

    @app.get('/uitnodiging/{token}')
    async def invitation(request: Request, token: str) -> Response:
        """Let the holder of a personal link in; ``NotAllowed`` if it does not work.

        The link of whoever runs this installation works once, so it is used by the button on its page: programs that
        look at links in messages follow them, but press nothing.
        """
        if _is_for_owner(request, token):
            return page(request, 'owner_link', 'Welkom bij Wijkakkoord')
        return _accept(request, token)

    @app.post('/uitnodiging/{token}')
    async def press(request: Request, token: str) -> Response:
        """Use a personal link; ``NotAllowed`` if it does not work."""
        return _accept(request, token)

    @app.get('/demo')
    async def demo(request: Request) -> Response:
        """Give the visitor a private copy of the demo and enter it."""
        site = site_of(request)
        async with turn:
            dossier_id, session = await open_demo(site.workspace, token_of(request), device_of(request))
        return remember(see(f'/dossier/{dossier_id}'), session, site.settings)

    @app.post('/uitloggen')
    async def sign_out(request: Request) -> Response:
        """End the session of this browser and have it forget what it kept of the texts."""
        site = site_of(request)
        site.workspace.accounts.sign_out(token_of(request))
        return forget(see('/'), site.settings)

    @app.get('/healthz')
    async def health(request: Request) -> Response:
        """Say that the server answers, and with status 503 that it cannot save and why."""
        trouble = await site_of(request).workspace.try_disk()
        answer = {'status': 'cannot save', 'why': trouble} if trouble else {'status': 'ok'}
        headers = {'Cache-Control': 'no-store'}
        return JSONResponse({**answer, 'version': VERSION}, status_code=503 if trouble else 200, headers=headers)


def _is_for_owner(request: Request, token: str) -> bool:
    with _refusals():
        return site_of(request).workspace.accounts.is_for_owner(token)


def _accept(request: Request, token: str) -> Response:
    site = site_of(request)
    with _refusals():
        session, member = site.workspace.accounts.accept(token, token_of(request), device_of(request))
    _log.info('A personal link was used by %s', f'member {member.id}' if member else 'the owner of this installation')
    return remember(see(f'/dossier/{member.dossier_id}' if member else '/'), session, site.settings)


@contextmanager
def _refusals() -> Iterator[None]:
    try:
        yield
    except NotAllowed:
        _log.warning('A personal link was refused')
        raise
