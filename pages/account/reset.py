"""A new password for who lost theirs, with a link that whoever runs the installation gives."""

import logging
from typing import Annotated

from fastapi import FastAPI, Form, Request
from starlette.responses import Response

from data import passwords
from data.errors import NotAllowed, Unfit
from pages.account.page import page
from pages.account.sign_in import come_in
from pages.session import site_of

_log = logging.getLogger(__name__)
_TITLE = 'Een nieuw wachtwoord kiezen'


def add_reset(app: FastAPI) -> None:
    """Add the page the link opens; only its form uses the link, so that a program that follows links does not."""

    @app.get('/herstel/{token}')
    async def ask(request: Request, token: str) -> Response:
        """Ask for a new password; ``NotAllowed`` if the link does not work."""
        return page(request, 'reset', _TITLE, account=site_of(request).workspace.accounts.reset_of(token))

    @app.post('/herstel/{token}')
    async def reset(request: Request, token: str, wachtwoord: Annotated[str, Form(max_length=1000)] = '') -> Response:
        """Set it, and let the person in."""
        accounts = site_of(request).workspace.accounts
        try:
            account = accounts.reset_of(token)
            passwords.require_strong(wachtwoord, account.name, account.email)
            account = accounts.reset(token, await passwords.hash_of(wachtwoord))
        except Unfit as error:
            return page(request, 'reset', _TITLE, status=422, fault=str(error), account=account)
        except NotAllowed:
            _log.warning('A link to set a new password was refused')
            raise
        _log.info('Account %s has a new password, set with a link', account.id)
        return come_in(request, account, '/account?gedaan=wachtwoord')
