"""Turning the codes of an app on and off."""

import logging
from typing import Annotated

import segno
from fastapi import FastAPI, Form, Request
from starlette.responses import Response

from data.errors import NotAllowed, Unfit
from data.second_factor import address_of_secret, new_secret
from pages.account.desk import Desk
from pages.account.mine import change, mine
from pages.account.page import page, see, wait_words
from pages.session import session_of, site_of

_log = logging.getLogger(__name__)
_Line = Annotated[str, Form(max_length=1000)]


def add_codes(app: FastAPI, desk: Desk) -> None:
    """Add what the forms post to."""

    @app.post('/account/code')
    async def turn_on(request: Request, bewijs: _Line = '', code: _Line = '') -> Response:
        """Show a new secret; then, with a code of the app, turn it on and show the recovery codes."""
        accounts, session = site_of(request).workspace.accounts, session_of(request)
        if session is None or accounts.account_of(session) is None:
            return see('/inloggen?naar=/account')
        try:
            account = accounts.require_proof(session)
        except NotAllowed as error:
            return mine(request, session, fault=str(error), status=403)
        account_id, secret = desk.secrets.take(bewijs) or ('', '')
        if account_id != account.id:
            return _ask(request, desk, account.id, account.email, new_secret())
        if wait := desk.tries.code(account.id):
            return _ask(request, desk, account.id, account.email, secret, wait_words(wait), 429)
        try:
            codes = accounts.turn_codes_on(session, secret, code)
        except Unfit as error:
            return _ask(request, desk, account.id, account.email, secret, str(error), 422)
        _log.info('Account %s changed: codes on', account.id)
        return page(request, 'recovery', 'Uw herstelcodes', codes=codes)

    @app.post('/account/code/uit')
    async def turn_off(request: Request) -> Response:
        """Ask for no code any more."""
        return change(request, 'code-uit', site_of(request).workspace.accounts.turn_codes_off)


def _ask(
    request: Request, desk: Desk, account_id: str, email: str, secret: str, fault: str = '', status: int = 200
) -> Response:
    picture = segno.make(address_of_secret(secret, email)).svg_data_uri(scale=4)
    return page(
        request,
        'set_up_codes',
        'Code van een app',
        status=status,
        fault=fault,
        picture=picture,
        secret=' '.join(secret[at : at + 4] for at in range(0, len(secret), 4)),
        token=desk.secrets.keep((account_id, secret)),
    )
