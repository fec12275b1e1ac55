"""Making an account after coming in by a personal link."""

import logging
from typing import Annotated

from fastapi import FastAPI, Form, Request
from starlette.responses import Response

from data import passwords
from data.account_parts import Session
from data.errors import NotAllowed, Unfit
from data.own_account import checked_email
from pages.account.page import bind_address, page, see
from pages.account.people import who
from pages.session import remember, session_of, site_of, token_of

_log = logging.getLogger(__name__)
_Line = Annotated[str, Form(max_length=1000)]


def add_make(app: FastAPI) -> None:
    """Add what the form posts to."""

    @app.post('/account')
    async def make(request: Request, naam: _Line = '', email: _Line = '', wachtwoord: _Line = '') -> Response:
        """Make an account with a password."""
        site, session = site_of(request), session_of(request)
        if session is None:
            return see('/inloggen?naar=/account')
        try:
            require_name(naam)
            passwords.require_strong(wachtwoord, naam, checked_email(email))
            hashed = await passwords.hash_of(wachtwoord)
            token = site.workspace.accounts.make_account(token_of(request), naam, email=email, password=hashed)
        except (NotAllowed, Unfit) as error:
            status = 422 if isinstance(error, Unfit) else 403
            return make_page(request, session, naam, email, fault=str(error), status=status)
        made = site.workspace.accounts.account_with_email(email)
        _log.info('Account %s was made', made.id if made else '')
        return remember(see('/account?gedaan=account'), token, site.settings)


def make_page(
    request: Request, session: Session, name: str = '', email: str = '', *, fault: str = '', status: int = 200
) -> Response:
    """Explain what an account is for, and offer to make one."""
    workspace = site_of(request).workspace
    free = workspace.accounts.claimable(session)
    taken = any(workspace.accounts.account_of_member(each) for each in session.members)
    return page(
        request,
        'make',
        'Een account maken',
        status=status,
        fault=fault,
        name=name or next((member.name for member in free), ''),
        email=email,
        members=[f'{who(workspace, member)[1]} in {who(workspace, member)[0]}' for member in free],
        owner=session.owner,
        taken=taken,
        bind=bind_address(request, session),
    )


def require_name(name: str) -> None:
    """See to it that somebody has a name.

    :raises Unfit: if not
    """
    if not name.strip():
        raise Unfit('Vul uw naam in.')
