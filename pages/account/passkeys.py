"""Signing in with a passkey, making an account with one, adding and removing them. ``passkey.js`` asks the browser."""

import logging
from typing import Annotated, Any

import orjson
from fastapi import FastAPI, Form, Request
from starlette.responses import JSONResponse, Response

from data import passkeys
from data.account_parts import Session, new_id, utc_now
from data.errors import NotAllowed, NotFound, Unfit
from data.own_account import Account, checked_email, checked_name
from pages.account.desk import Asked, Desk, NewKey
from pages.account.make import require_name
from pages.account.mine import change
from pages.account.same_browser import browser_of, mark_of, tie
from pages.device import device_of
from pages.session import address_of, ours, remember, session_of, site_of, token_of

_log = logging.getLogger(__name__)
_Line = Annotated[str, Form(max_length=1000)]
_TOO_LATE = 'Dit duurde te lang, is al gebruikt of begon in een andere browser. Probeer het opnieuw.'
_UNREADABLE = 'Wij kunnen niet lezen wat uw browser stuurde. Gebruik gewone letters, of laad de pagina opnieuw.'


class Unreadable(Exception):
    """A browser sent what is no JSON."""


def add_passkeys(app: FastAPI, desk: Desk) -> None:
    """Add what ``passkey.js`` and the forms post to."""

    @app.post('/inloggen/passkey/vraag')
    async def question(request: Request) -> Response:
        """Ask the browser for any passkey of ours."""
        browser = browser_of(request)
        token = desk.questions.keep(Asked(ours(str((await _sent(request)).get('naar', '/'))), mark_of(browser)))
        return tie(request, _json(passkeys.question(_place(request), token)), browser)

    @app.post('/inloggen/passkey')
    async def sign_in(request: Request) -> Response:
        """Judge its answer; every question is answered once."""
        site, answer = site_of(request), await _sent(request)
        accounts = site.workspace.accounts
        try:
            asked = desk.questions.take(token := passkeys.token_in(answer))
            if asked is None or asked.browser != mark_of(browser_of(request)):
                raise NotAllowed(_TOO_LATE)
            account = accounts.account_with_passkey(str(answer.get('id')))
            if account is None:
                raise NotAllowed('Deze passkey hoort bij geen account. Log in met uw wachtwoord.')
            count = passkeys.counted(_place(request), token, answer, account)
        except NotAllowed as error:
            _log.warning('A sign-in with a passkey was refused')
            return _refused(error)
        accounts.passkey_used(account.id, str(answer['id']), count)
        session = accounts.sign_in(account.id, token_of(request), device_of(request))
        _log.info('Account %s signed in with a passkey', account.id)
        return remember(JSONResponse({'naar': asked.to}), session, site.settings)

    @app.post('/account/passkeys/vraag')
    async def new_question(request: Request) -> Response:
        """Ask the browser to make a passkey, for the account that is signed in or for a new one."""
        session, sent = session_of(request), await _sent(request)
        try:
            account = _for_whom(request, session, sent)
        except (NotAllowed, Unfit) as error:
            return _refused(error)
        assert session
        token = desk.new_keys.keep(NewKey(session.id, account))
        return _json(passkeys.new_question(_place(request), token, account))

    @app.post('/account/passkeys')
    async def add(request: Request) -> Response:
        """Keep the passkey a browser made, and make the account if it is a new one."""
        site, session, answer = site_of(request), session_of(request), await _sent(request)
        accounts = site.workspace.accounts
        try:
            token = passkeys.token_in(answer)
            new = desk.new_keys.take(token)
            if new is None or session is None or new.session_id != session.id:
                raise NotAllowed(_TOO_LATE)
            key = passkeys.made(_place(request), token, answer, device_of(request), utc_now())
            if accounts.account_of(session):
                accounts.add_passkey(session, key)
                return JSONResponse({'naar': '/account?gedaan=passkey'})
            account = new.account
            made = accounts.make_account(
                token_of(request), account.name, id=account.id, email=account.email, passkeys=(key,)
            )
        except (NotAllowed, Unfit) as error:
            return _refused(error)
        _log.info('Account %s was made, with a passkey', account.id)
        return remember(JSONResponse({'naar': '/account?gedaan=account'}), made, site.settings)

    @app.post('/account/passkeys/wijzig')
    async def edit(request: Request, sleutel: _Line = '', naam: _Line = '', weg: _Line = '') -> Response:
        """Name or remove a passkey."""
        accounts = site_of(request).workspace.accounts
        if weg:
            return change(request, 'passkeys', lambda here: accounts.remove_passkey(here, sleutel))
        return change(request, 'passkeys', lambda here: accounts.name_passkey(here, sleutel, naam))


def _for_whom(request: Request, session: Session | None, sent: dict[str, Any]) -> Account:
    """Give the account a passkey is made for, as it is or as it will be."""
    accounts = site_of(request).workspace.accounts
    if session is None:
        raise NotAllowed('U bent niet ingelogd. Open de persoonlijke link die u heeft gekregen.')
    if accounts.account_of(session):
        return accounts.require_proof(session)
    name, email = checked_name(str(sent.get('naam', ''))), checked_email(str(sent.get('email', '')))
    require_name(name)
    if accounts.account_with_email(email):
        raise Unfit('Er is al een account met dit e-mailadres. Log daarmee in, of kies een ander adres.')
    return Account(id=new_id(), name=name, email=email, created=utc_now())


async def _sent(request: Request) -> dict[str, Any]:
    """Give what a browser sent as JSON; nothing if it is empty or no object.

    :raises Unreadable: if it is no JSON, or has half a character in it, which could not be kept
    """
    try:
        sent = orjson.loads(await request.body() or b'{}')
    except orjson.JSONDecodeError as error:
        raise Unreadable(str(error)) from error
    return sent if isinstance(sent, dict) else {}


async def unreadable(_request: Request, _error: Exception) -> Response:
    """Say so to ``passkey.js``, which shows it."""
    return JSONResponse({'fout': _UNREADABLE}, status_code=400)


def _place(request: Request) -> passkeys.Place:
    if place := passkeys.place_of(address_of(request)):
        return place
    raise NotFound('Passkeys werken alleen op een adres met een naam en een beveiligde verbinding (https).')


def _json(text: str) -> Response:
    return Response(text, media_type='application/json', headers={'Cache-Control': 'no-store'})


def _refused(error: Exception) -> Response:
    return JSONResponse({'fout': str(error)}, status_code=422 if isinstance(error, Unfit) else 403)
