"""Signing in with a password, and with the code of an app where that is on."""

import logging
from typing import Annotated

from fastapi import FastAPI, Form, Request
from starlette.responses import Response

from data import passwords
from data.own_account import Account
from pages.account.desk import Desk, Halfway
from pages.account.page import page, see, wait_words
from pages.account.same_browser import browser_of, mark_of, tie
from pages.device import device_of
from pages.session import ours, remember, site_of, token_of

_log = logging.getLogger(__name__)
_WRONG = 'Dit e-mailadres en wachtwoord horen niet bij elkaar. Kijk ze na en probeer het opnieuw.'
_WRONG_CODE = 'Deze code klopt niet, of is al gebruikt. Vul de code in die uw app nu laat zien.'
_TOO_LATE = 'Dit duurde te lang. Log opnieuw in.'
_ELSEWHERE = 'U begon in een andere browser met inloggen. Log hier opnieuw in.'
_Line = Annotated[str, Form(max_length=1000)]


def add_sign_in(app: FastAPI, desk: Desk) -> None:
    """Add the page, what its form posts to, and the second step."""

    @app.get('/inloggen')
    async def ask(request: Request, naar: str = '/') -> Response:
        """Ask for e-mail address and password."""
        return _ask(request, naar)

    @app.post('/inloggen')
    async def sign_in(request: Request, email: _Line = '', wachtwoord: _Line = '', naar: _Line = '/') -> Response:
        """Judge them; one answer, after the same time, for a wrong password and an unknown address."""
        if wait := desk.tries.password(email, host_of(request)):
            _log.warning('A sign-in was refused: too many tries')
            return _ask(request, naar, email, wait_words(wait), 429)
        accounts = site_of(request).workspace.accounts
        hashed = known.password if (known := accounts.account_with_email(email)) else ''
        right = await passwords.matches(hashed, wachtwoord)
        account = accounts.account_with_email(email)
        if not right or account is None or account.password != hashed:  # it may have changed meanwhile
            _log.warning('A sign-in was refused: wrong password or unknown account')
            return _ask(request, naar, email, _WRONG, 403)
        desk.tries.came_in(email, host_of(request))
        if account.totp:
            browser = browser_of(request)
            halfway = Halfway(account.id, hashed, ours(naar), mark_of(browser))
            return tie(request, _ask_code(request, desk, halfway), browser)
        return come_in(request, account, ours(naar))

    @app.post('/inloggen/code')
    async def code(request: Request, bewijs: _Line = '', code: _Line = '', herstelcode: _Line = '') -> Response:
        """Judge the code of whoever gave the right password."""
        accounts, halfway = site_of(request).workspace.accounts, desk.halfway.take(bewijs)
        account = accounts.account(halfway.account_id) if halfway else None
        if halfway is None or account is None or account.password != halfway.password:
            return _ask(request, '/', '', _TOO_LATE, 403)
        if halfway.browser != mark_of(browser_of(request)):
            _log.warning('Account %s: a code from another browser was refused', account.id)
            return _ask(request, '/', '', _ELSEWHERE, 403)
        if wait := desk.tries.code(account.id):
            _log.warning('Account %s: a code was refused: too many tries', account.id)
            return _ask_code(request, desk, halfway, wait_words(wait), 429)
        if not accounts.use_code(account.id, code.strip() or herstelcode):
            _log.warning('Account %s: a wrong code was refused', account.id)
            return _ask_code(request, desk, halfway, _WRONG_CODE, 403)
        return come_in(request, account, halfway.to)


def come_in(request: Request, account: Account, to: str) -> Response:
    """Let a person in who showed to be the one of an account, and send them on."""
    site = site_of(request)
    token = site.workspace.accounts.sign_in(account.id, token_of(request), device_of(request))
    _log.info('Account %s signed in', account.id)
    return remember(see(to), token, site.settings)


def host_of(request: Request) -> str:
    """Give the network address somebody comes from."""
    return request.client.host if request.client else ''


def _ask(request: Request, to: str, email: str = '', fault: str = '', status: int = 200) -> Response:
    return page(request, 'sign_in', 'Inloggen', status=status, fault=fault, email=email, to=ours(to))


def _ask_code(request: Request, desk: Desk, halfway: Halfway, fault: str = '', status: int = 200) -> Response:
    token = desk.halfway.keep(halfway)
    return page(request, 'code', 'Vul uw code in', status=status, fault=fault, token=token)
