"""My account: the dossiers that belong to it, and changing how one signs in."""

import logging
from collections.abc import Callable
from typing import Annotated

from fastapi import FastAPI, Form, Request
from starlette.responses import Response

from data import passwords
from data.account_parts import Session
from data.errors import NotAllowed, Unfit
from data.own_account import Account, Identity, Passkey
from data.rules.dutch import date_text
from pages.account import people
from pages.account.make import make_page
from pages.account.page import bind_address, page, see
from pages.session import forget, session_of, site_of

_log = logging.getLogger(__name__)
_Line = Annotated[str, Form(max_length=1000)]
_DONE = {
    'account': 'Uw account is klaar. De volgende keer logt u in met ‘Inloggen’ op de startpagina.',
    'gegevens': 'Uw gegevens zijn bewaard.',
    'wachtwoord': 'Uw nieuwe wachtwoord is bewaard. Uw andere apparaten zijn uitgelogd.',
    'code-uit': 'Wij vragen geen code van een app meer.',
    'passkey': 'De passkey is toegevoegd.',
    'passkeys': 'Uw passkeys zijn bijgewerkt.',
    'gekoppeld': 'Uw account is gekoppeld. De volgende keer logt u in met uw organisatie.',
    'organisatie': 'U bent ontkoppeld van deze organisatie.',
    'erbij': 'Deze toegang hoort nu bij uw account.',
    'link': 'De link werkt niet meer.',
    'links': 'Uw keuze voor links is bewaard.',
}


def add_mine(app: FastAPI) -> None:
    """Add the page and what its forms post to."""

    @app.get('/account')
    async def account(request: Request, gedaan: str = '') -> Response:
        """Show the account that is signed in, or offer to make one."""
        session = session_of(request)
        if session is None:
            return see('/inloggen?naar=/account')
        if site_of(request).workspace.accounts.account_of(session) is None:
            return make_page(request, session)
        return mine(request, session, done=_DONE.get(gedaan, ''))

    @app.post('/account/gegevens')
    async def details(request: Request, naam: _Line = '', email: _Line = '') -> Response:
        """Change name and login name."""
        accounts = site_of(request).workspace.accounts
        return change(request, 'gegevens', lambda here: accounts.rename(here, naam, email), naam, email)

    @app.post('/account/wachtwoord')
    async def password(request: Request, wachtwoord: _Line = '') -> Response:
        """Set another password."""
        accounts, session = site_of(request).workspace.accounts, session_of(request)
        account = accounts.account_of(session) if session else None
        hashed, fault = '', ''
        try:
            passwords.require_strong(wachtwoord, *(_known(account) if account else ()))
            hashed = await passwords.hash_of(wachtwoord)
        except Unfit as error:
            fault = str(error)

        def keep(here: Session) -> None:
            accounts.require_proof(here)
            if fault:
                raise Unfit(fault)
            accounts.set_password(here, hashed)

        return change(request, 'wachtwoord', keep)

    @app.post('/account/organisatie')
    async def unbind(request: Request, uitgever: _Line = '', persoon: _Line = '') -> Response:
        """Sign in with an organisation no more."""
        identity = Identity(issuer=uitgever, subject=persoon)
        return change(request, 'organisatie', lambda here: site_of(request).workspace.accounts.unbind(here, identity))

    @app.post('/account/erbij')
    async def claim(request: Request) -> Response:
        """Have what came into this browser by link belong to the account."""
        return change(request, 'erbij', site_of(request).workspace.accounts.claim_here)

    @app.post('/account/links')
    async def links(request: Request, lid: _Line = '', uit: _Line = '') -> Response:
        """End the link of one member, or let links for oneself work or not."""
        accounts = site_of(request).workspace.accounts
        if lid:
            return change(request, 'link', lambda here: accounts.revoke_own(here, lid))
        return change(request, 'links', lambda here: accounts.set_links(here, off=uit == 'ja'))

    @app.post('/account/verwijderen')
    async def delete(request: Request) -> Response:
        """End the account; its browsers are out, this one too."""
        site = site_of(request)
        answer = change(request, 'verwijderd', site.workspace.accounts.delete_account, to='/')
        return forget(answer, site.settings) if answer.headers.get('location') == '/' else answer


def change(
    request: Request, what: str, action: Callable[[Session], None], name: str = '', email: str = '', *, to: str = ''
) -> Response:
    """Do something to the account that is signed in, or say in one sentence why not and keep what was typed.

    :param to: where the person goes then, if not to their account
    """
    session = session_of(request)
    accounts = site_of(request).workspace.accounts
    account = accounts.account_of(session) if session else None
    if session is None or account is None:
        return see('/inloggen?naar=/account')
    try:
        action(session)
    except (NotAllowed, Unfit) as error:
        status = 422 if isinstance(error, Unfit) else 403
        return mine(request, session, fault=str(error), status=status, name=name, email=email)
    _log.info('Account %s changed: %s', account.id, what)
    return see(to or f'/account?gedaan={what}')


def mine(
    request: Request,
    session: Session,
    *,
    done: str = '',
    fault: str = '',
    status: int = 200,
    name: str = '',
    email: str = '',
) -> Response:
    """Show the account of a session."""
    workspace = site_of(request).workspace
    account = workspace.accounts.account_of(session)
    if account is None:
        return see('/account')
    return page(
        request,
        'mine',
        'Mijn account',
        status=status,
        fault=fault,
        done=done,
        account=account,
        proven=workspace.accounts.is_proven(session),
        members=people.rows(workspace, account),
        claimable=people.claimable(workspace, session, account),
        keys=[_key(each) for each in account.passkeys],
        name=name or account.name,
        email=email or account.email,
        bind=bind_address(request, session),
    )


def _known(account: Account) -> tuple[str, ...]:
    return account.name, account.email


def _key(passkey: Passkey) -> dict[str, str]:
    used = f'laatst gebruikt op {date_text(passkey.last_used.date())}' if passkey.last_used else 'nog niet gebruikt'
    words = f'Toegevoegd op {date_text(passkey.made.date())}, {used}.'
    return {'id': passkey.id, 'name': passkey.name, 'words': words}
