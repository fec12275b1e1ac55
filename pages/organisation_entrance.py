"""Signing in with the account of one's own organisation: off to its provider, and back.

Both are links, not forms: Chromium holds every redirect after a form against ``form-action``, and an organisation may
send its people on to other hosts.
"""

import logging

from fastapi import FastAPI, Request
from starlette.responses import RedirectResponse, Response

from data.attempts import SECONDS, Attempt
from data.errors import NotAllowed, NotFound, NotSignedIn
from data.organisation_entrance import OrganisationEntrance
from data.own_account import Identity
from data.provider import ProviderDown, ProviderLies
from data.settings import Settings
from pages.device import device_of
from pages.errors import error_page
from pages.session import address_of, cookie_of, give_cookie, ours, remember, session_of, site_of, token_of

_log = logging.getLogger(__name__)
START = '/inloggen/organisatie'
BACK = f'{START}/terug'
_TITLE = 'Inloggen lukte niet'
_ELSEWHERE = 'Een andere website stuurde u hierheen. Begin zelf met inloggen, op de startpagina.'
_NOT_ASKED = 'Dit koppelen heeft u hier niet gevraagd. Open uw account en kies daar opnieuw voor koppelen.'
_OTHER_SESSION = 'U bent intussen op een andere manier ingelogd. Begin opnieuw met koppelen.'
_UNKNOWN = 'Dit account is hier nog niet bekend. Open eerst uw persoonlijke link en koppel daarna uw account.'


def add_organisation(app: FastAPI) -> None:
    """Add the way to the provider and back; without a provider in the settings both answer 404."""

    @app.get(START)
    async def start(request: Request, koppel: str = '', naar: str = '/') -> Response:
        """Send the browser to the provider; ``koppel`` is the permission to bind, ``naar`` where to go after."""
        entrance = entrance_of(request)
        binds = _session_that_binds(request, entrance, koppel) if koppel else ''
        if not koppel and request.headers.get('sec-fetch-site') in ('cross-site', 'same-site'):
            return error_page(403, _ELSEWHERE, _TITLE)
        try:
            question = await entrance.provider.ask(f'{address_of(request)}{BACK}')
        except ProviderDown as error:
            return _down(entrance, error)
        return _with_attempt(request, _see(question.address), entrance.attempts.begin(question, binds, ours(naar)))

    @app.get(BACK)
    async def back(
        request: Request, state: str = '', code: str = '', error: str = '', iss: str | None = None
    ) -> Response:
        """Judge what the provider answers; only a proven and known person gets in."""
        entrance = entrance_of(request)
        attempt = _attempt(request, entrance, state)
        if error or not code:
            _log.warning('The provider let nobody in: %s', 'denied' if error == 'access_denied' else 'another error')
            return error_page(403, _refusal(entrance, error), _TITLE)
        try:
            subject = await entrance.provider.subject(attempt.question, code, iss)
        except ProviderDown as failure:
            return _down(entrance, failure)
        except ProviderLies as lie:
            _log.warning('The answer of the provider proves nothing: %s', lie)
            said = (
                f'Het antwoord van {entrance.name} klopt niet. Daarom bent u niet ingelogd. Begin opnieuw met inloggen.'
            )
            return error_page(403, said, _TITLE)
        identity = Identity(issuer=entrance.provider.issuer, subject=subject)
        return _bind(request, attempt, identity) if attempt.binds else _enter(request, attempt, identity)


def entrance_of(request: Request) -> OrganisationEntrance:
    """Give the way in through an organisation.

    :raises NotFound: if the settings name none
    """
    if entrance := site_of(request).organisation:
        return entrance
    raise NotFound('Inloggen met een organisatie staat hier niet aan.')


def attempt_cookie_of(settings: Settings) -> str:
    """Give the name of the cookie that ties an attempt to a browser."""
    return f'{cookie_of(settings)}-inloggen'


def _session_that_binds(request: Request, entrance: OrganisationEntrance, permission: str) -> str:
    session = session_of(request)
    if session is None:
        raise NotSignedIn('U bent niet ingelogd. Open de persoonlijke link die u heeft gekregen.')
    if not entrance.permits(permission, session.id):
        raise NotAllowed(_NOT_ASKED)
    accounts = site_of(request).workspace.accounts
    if accounts.account_of(session):
        accounts.require_proof(session)
    return session.id


def _attempt(request: Request, entrance: OrganisationEntrance, state: str) -> Attempt:
    try:
        return entrance.attempts.finish(state, request.cookies.get(attempt_cookie_of(site_of(request).settings)))
    except NotAllowed:
        _log.warning('An answer of the provider was refused: no attempt of this browser')
        raise


def _enter(request: Request, attempt: Attempt, identity: Identity) -> Response:
    """Sign in somebody whose identity was bound before; a stranger gets no account by being somebody elsewhere."""
    site = site_of(request)
    account = site.workspace.accounts.account_with_identity(identity)
    if account is None:
        _log.warning('Somebody proven by the provider is not known here')
        return error_page(403, _UNKNOWN, _TITLE)
    token = site.workspace.accounts.sign_in(account.id, token_of(request), device_of(request))
    _log.info('Account %s signed in through the provider', account.id)
    return remember(_see(attempt.to), token, site.settings)


def _bind(request: Request, attempt: Attempt, identity: Identity) -> Response:
    site, session = site_of(request), session_of(request)
    if session is None or session.id != attempt.binds:
        raise NotAllowed(_OTHER_SESSION)
    accounts = site.workspace.accounts
    name = next((member.name for member in accounts.members_in(session)), '')
    token = accounts.bind(token_of(request), identity, name=name)
    _log.info('Session %s bound an identity of the provider', session.id)
    return remember(_see('/account?gedaan=gekoppeld'), token, site.settings)


def _with_attempt(request: Request, response: Response, token: str) -> Response:
    """Tie an attempt to this browser."""
    settings = site_of(request).settings
    # strict would keep it back when the provider sends the browser here
    return give_cookie(response, settings, attempt_cookie_of(settings), token, seconds=SECONDS, samesite='lax')


def _down(entrance: OrganisationEntrance, error: ProviderDown) -> Response:
    _log.warning('The provider gives no usable answer: %s', error)
    said = f'{entrance.name} geeft nu geen goed antwoord. Probeer het later opnieuw, of open uw persoonlijke link.'
    return error_page(503, said, _TITLE)


def _refusal(entrance: OrganisationEntrance, error: str) -> str:
    if error == 'access_denied':
        return f'Het inloggen bij {entrance.name} is gestopt. U kunt het opnieuw proberen.'
    return f'{entrance.name} liet u niet inloggen. Vraag daar om hulp, of open uw persoonlijke link.'


def _see(address: str) -> RedirectResponse:
    return RedirectResponse(address, status_code=303, headers={'Cache-Control': 'no-store'})
