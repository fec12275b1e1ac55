"""My devices: where somebody is signed in, and ending that."""

from datetime import datetime
from typing import Annotated

from fastapi import FastAPI, Form, Request
from nicegui import ui
from starlette.responses import RedirectResponse, Response

from components.html import Link, Words
from data.account_parts import IDLE_DAYS, SESSION_DAYS, Session
from data.errors import NotSignedIn
from data.rules.story import moment_text
from pages.session import forget, session_of, site_of
from pages.statements import plain_page

OTHERS = 'andere'
"""what the form sends to end all sessions but this one"""


def add_sessions(app: FastAPI) -> None:
    """Put the list and its form on their address."""

    @ui.page('/sessies', title='Mijn apparaten – Wijkakkoord')
    def sessions(request: Request) -> None:
        session = session_of(request)
        with plain_page('Mijn apparaten'):
            if session is None:
                with ui.element('p'):
                    Words('span', 'U bent niet ingelogd. ')
                    Link('Log in', '/inloggen?naar=/sessies')
                    Words('span', ', of open de persoonlijke link die u heeft gekregen.')
            else:
                _list(session, site_of(request).workspace.accounts.sessions_of(session))

    @app.post('/sessies')
    async def end(request: Request, welke: Annotated[str, Form(max_length=64)]) -> Response:
        """End one session of the same person, or all others."""
        site, mine = site_of(request), session_of(request)
        if mine is None:
            raise NotSignedIn('U bent niet ingelogd. Log in, of open de persoonlijke link die u heeft gekregen.')
        others = (each.id for each in site.workspace.accounts.sessions_of(mine) if each.id != mine.id)
        site.workspace.accounts.end_sessions(mine, *(others if welke == OTHERS else (welke,)))
        if welke == mine.id:
            return forget(RedirectResponse('/', status_code=303), site.settings)
        return RedirectResponse('/sessies', status_code=303)


def _list(mine: Session, sessions: list[Session]) -> None:
    ends = f'Na {SESSION_DAYS} dagen, of na {IDLE_DAYS} dagen zonder gebruik, logt een apparaat vanzelf uit.'
    Words('p', f'Hier bent u ingelogd. {ends} Tekst blijft bewaard.')
    with ui.element('ul').classes('wa-parts').style('list-style:none;margin:16px 0;padding:0'):
        for session in sessions:
            with ui.element('li').classes('wa-part').style('align-items:center;flex-wrap:wrap'):
                _session(session, is_mine=session.id == mine.id)
    if len(sessions) > 1:
        _end(OTHERS, 'Log alle andere apparaten uit', 'wa-button--second')
    Words(
        'p',
        'Kent u een apparaat niet? Log het uit. Kwam het met een link binnen? Vraag de gemeente dan om een nieuwe.',
        'wa-subtle',
    ).style('margin-top:16px')


def _session(session: Session, *, is_mine: bool) -> None:
    device = session.device or 'Een browser'
    with ui.element('div').style('flex:1;min-width:200px'):
        Words('strong', f'{device} (dit apparaat)' if is_mine else device)
        how = 'Met uw account ingelogd' if session.account else 'Met een link binnen'
        words = f'{how} sinds {_moment(session.begun)}, laatst gebruikt {_moment(session.last_used)}.'
        Words('div', words, 'wa-small wa-subtle')
    _end(session.id, 'Uitloggen', 'wa-button--quiet', f'Uitloggen op {device}')


def _end(which: str, words: str, kind: str, label: str = '') -> None:
    """Offer to end a session; a form, so that the answer can take the cookie back."""
    with ui.element('form').props('action=/sessies method=post'):
        ui.element('input').props('type=hidden name=welke').props['value'] = which
        button = Words('button', words, f'wa-button {kind}').props('type=submit')
        if label:
            button.props['aria-label'] = label


def _moment(moment: datetime | None) -> str:
    if moment is None:
        return 'onbekend'
    return moment_text(moment)
