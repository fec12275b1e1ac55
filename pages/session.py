"""Who is asking: the browser's session, the member it acts as, and what strangers hear."""

import re
from dataclasses import dataclass
from typing import Literal

from starlette.requests import HTTPConnection
from starlette.responses import Response

from components.visit import Visit, visitor_of
from data.account_parts import SESSION_DAYS, Session
from data.errors import ForAnother, NotAllowed, NotFound, NotSignedIn
from data.models import GOAL, Dossier, Member, answer_of, clause_of, contribution_of, notebook_of
from data.organisation_entrance import OrganisationEntrance
from data.peers import Visitor
from data.rules.permissions import acts_for_another, may_read_text
from data.settings import Settings
from data.workspace import Workspace

COOKIE = 'wijkakkoord'
"""name of the session cookie; over https it begins with ``__Host-``, so that no other host can set it"""
_UNKNOWN = (
    'Dit dossier is alleen voor genodigden. Log in, of open de persoonlijke link die u heeft gekregen. '
    'Was u aan het typen? Dat staat nog op dit apparaat.'
)
_OTHER_PARTY = 'U hoort nu bij een andere partij. Laad deze pagina opnieuw.'
_STRANGER = 'Dit dossier is alleen voor genodigden. Open de persoonlijke link die u heeft gekregen.'

_OURS = re.compile(r'/(account|dossier/[\w-]+(/[\w-]+)*)?')


@dataclass(frozen=True)
class Site:
    """What the addresses work with; it hangs on the state of the web app."""

    workspace: Workspace
    settings: Settings
    organisation: OrganisationEntrance | None = None
    """whose people may sign in with the account they have there"""


def site_of(connection: HTTPConnection) -> Site:
    """Give the site a request belongs to."""
    site: Site = connection.app.state.site
    return site


def cookie_of(settings: Settings) -> str:
    """Give the name of the session cookie of this installation."""
    return f'__Host-{COOKIE}' if settings.secure else COOKIE


def token_of(connection: HTTPConnection) -> str | None:
    """Give the session token a browser sends, None if it sends none."""
    return connection.cookies.get(cookie_of(site_of(connection).settings))


def address_of(connection: HTTPConnection) -> str:
    """Give the address under which people reach us, without a slash at the end."""
    return (site_of(connection).settings.base_url or str(connection.base_url)).rstrip('/')


def ours(address: str) -> str:
    """Give where somebody wanted to go, if it is a page of ours; else the start page."""
    return address if _OURS.fullmatch(address) else '/'


def session_of(connection: HTTPConnection) -> Session | None:
    """Give the session of a browser, None for a stranger."""
    return site_of(connection).workspace.accounts.session(token_of(connection))


def member_of(connection: HTTPConnection, dossier_id: str) -> Member:
    """Give the member a window acts as: the one named by ``?als=``, else the one that entered last.

    :raises NotFound: if there is no such dossier
    :raises NotSignedIn: if this browser has no session (any more), or the member named is not in it
    :raises NotAllowed: if this browser may not enter it
    """
    workspace = site_of(connection).workspace
    workspace.dossier(dossier_id)
    session = session_of(connection)
    if session is None:
        if workspace.accounts.was_ended(token_of(connection)):
            raise NotAllowed(_STRANGER)
        raise NotSignedIn(_UNKNOWN)
    chosen = connection.query_params.get('als')
    for member in workspace.accounts.members_in(session):
        if member.dossier_id == dossier_id and chosen in (None, '', member.id):
            return member
    meant = workspace.accounts.member_if_any(chosen or '')
    if meant and meant.dossier_id == dossier_id:
        raise NotSignedIn(_UNKNOWN)  # somebody else uses this browser now; what the first one typed waits
    raise NotAllowed(_STRANGER)


def visit_of(connection: HTTPConnection, dossier_id: str) -> Visit:
    """Give the visit a request is part of.

    :raises NotFound: if there is no such dossier
    :raises NotAllowed: if this browser may not enter it
    """
    member = member_of(connection, dossier_id)
    query = f'?als={member.id}' if connection.query_params.get('als') else ''
    return Visit(site_of(connection).workspace, member, dossier_id, query)


def remember(response: Response, token: str, settings: Settings) -> Response:
    """Give the browser the token of its session."""
    # strict would hide the session from whoever comes from an e-mail
    return give_cookie(response, settings, cookie_of(settings), token, seconds=SESSION_DAYS * 86_400, samesite='lax')


def give_cookie(
    response: Response, settings: Settings, name: str, value: str, *, seconds: int, samesite: Literal['lax', 'strict']
) -> Response:
    """Give the browser a cookie that no script reads, and that only goes over https where we are behind it."""
    response.set_cookie(
        name,
        value,
        max_age=seconds,
        httponly=True,
        samesite=samesite,
        secure=settings.secure,
        path='/',
    )
    return response


def forget(response: Response, settings: Settings) -> Response:
    """Have the browser drop its session, and what it kept of the texts."""
    response.delete_cookie(cookie_of(settings), path='/', httponly=True, samesite='lax', secure=settings.secure)
    response.headers['Clear-Site-Data'] = '"storage"'
    return response


class TextGate:
    """Decides who may open which live text."""

    def admit(self, connection: HTTPConnection, dossier_id: str, text_id: str) -> Visitor:
        """Give who is asking.

        :raises NotFound: if there is no such dossier or text
        :raises NotSignedIn: if this browser has no session, or none of the one the page was made for
        :raises ForAnother: if its member acts for another party than the page was made for
        :raises NotAllowed: if this browser may not enter the dossier, or its member may not read the text
        """
        member = member_of(connection, dossier_id)
        workspace = site_of(connection).workspace
        dossier = workspace.dossier(dossier_id)
        if text_id not in text_ids(dossier, workspace):
            raise NotFound('Deze tekst bestaat niet.')
        if not may_read_text(member, dossier, text_id):
            raise NotAllowed('Deze tekst is alleen voor wie namens de partij spreekt die hem schrijft.')
        if acts_for_another(member, connection.query_params.get('partij', '')):
            raise ForAnother(_OTHER_PARTY)  # what was typed for the one does not go in as words of the other
        return visitor_of(dossier, member, text_id)


def text_ids(dossier: Dossier, workspace: Workspace) -> set[str]:
    """Give the ids of all live texts a dossier can have."""
    content = workspace.content
    return (
        {GOAL}
        | {contribution_of(party.id) for party in dossier.parties}
        | {notebook_of(party.id) for party in dossier.parties}
        | {answer_of(question_id) for question_id in content.questions}
        | {clause_of(article.id) for article in content.articles}
    )
