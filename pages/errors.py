"""Answers in our own style when something is not there, not allowed or broken; plain HTML, no socket needed."""

import logging
from html import escape

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from nicegui import ui
from nicegui.slot import Slot
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.responses import HTMLResponse, PlainTextResponse, Response

from components.theme import head_html
from data.disk import why
from data.errors import Damaged, NotAllowed, NotFound, NotSaved, NotSignedIn, Unreadable
from data.models import UNREAD_WORDS
from data.rules.changes import ChangeError
from pages.frame import MARK
from pages.quiet import is_gone

_LISTENING = ('nicegui.event', 'components.observer')
"""modules that call listeners"""
_log = logging.getLogger(__name__)
_PAGE = """<!doctype html>
<html lang="nl"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title} – Wijkakkoord</title>{head}</head>
<body><header class="wa-topbar"><div class="wa-topbar__in"><a class="wa-brand" href="/">{mark}
<span>Wijkakkoord</span></a></div></header>
<main class="wa-single"><h1>{title}</h1><p style="margin-top:16px">{message}</p>
<p class="wa-actions">{more}<a class="wa-button wa-button--second" href="/">Naar de startpagina</a></p>
</main></body></html>"""
_TITLES = {
    403: 'Geen toegang',
    404: 'Deze pagina bestaat niet',
    405: 'Dit kan hier niet',
    410: 'Deze link werkt niet meer',
    500: 'Er ging iets mis',
    503: 'Dit kan nu even niet',
}


def error_page(status: int, message: str, title: str = '', *, sign_in: bool = False) -> HTMLResponse:
    """Make an answer in our own style; ``message`` is one Dutch sentence.

    :param sign_in: whether signing in could help
    """
    html = _PAGE.format(
        title=escape(title or _TITLES.get(status, 'Dit lukte niet')),
        head=head_html(),
        mark=MARK,
        message=escape(message),
        more='<a class="wa-button" href="/inloggen">Inloggen</a>' if sign_in else '',
    )
    return HTMLResponse(html, status_code=status, headers={'Cache-Control': 'no-store'})


def answer_to(error: Exception) -> Response:
    """Translate a refusal of the data layer into an answer; anything else is a bug, logged with its trace."""
    if isinstance(error, NotFound):
        return error_page(404, str(error.args[0]) if error.args else 'Kijk of het adres klopt.')
    if isinstance(error, NotAllowed):
        return error_page(403, str(error), sign_in=isinstance(error, NotSignedIn))
    if isinstance(error, Damaged):
        return error_page(500, f'{error} Meld dit bij wie dit programma beheert. Andere dossiers werken gewoon.')
    if isinstance(error, Unreadable):
        _log.error('A text cannot be read', exc_info=error)
        return error_page(503, f'Dit kan niet zonder een tekst van dit dossier. {UNREAD_WORDS}')
    if isinstance(error, (NotSaved, OSError)):
        _log.error('The disk refuses: %s', error)
        said = str(error) if isinstance(error, NotSaved) else why(error)
        return error_page(503, f'{said} Probeer het later nog eens. Wat al was opgeslagen, blijft bewaard.')
    if not is_gone(error):
        _log.error('unexpected error', exc_info=error)
    return error_page(500, 'Er ging iets mis. Er is niets gewijzigd. Probeer het zo nog eens.')


def tell_on_page(error: Exception) -> None:
    """Say on a page that is open that what somebody did there went wrong; NiceGUI has logged the trace by then."""
    if not Slot.get_stack():
        return  # nobody's page
    if _is_of_listener(error):
        words = 'Deze pagina loopt achter. Laad haar opnieuw.'
    elif isinstance(error, (NotAllowed, NotSaved, Damaged, ChangeError)):
        words = str(error)
    elif isinstance(error, Unreadable):
        words = UNREAD_WORDS
    elif isinstance(error, OSError):
        words = f'{why(error)} Dit is niet opgeslagen. Probeer het later nog eens.'
    else:
        words = 'Er ging iets mis. Kijk of uw laatste wijziging er staat. Laad anders de pagina opnieuw.'
    ui.notify(words, type='negative', position='top', close_button='Sluiten', timeout=0)


def _is_of_listener(error: Exception) -> bool:
    """Whether a page failed at the news of a change, which whoever has it open need not have made.

    A trace begins where the error was caught: beside the call of a listener, or of a handler of what somebody did.
    """
    trace = error.__traceback__
    return trace is not None and trace.tb_frame.f_globals.get('__name__') in _LISTENING


def install_errors(app: FastAPI) -> None:
    """Let every address of the web app answer in our own style."""

    async def refused(_request: Request, error: Exception) -> Response:
        return answer_to(error)

    async def http_error(_request: Request, error: Exception) -> Response:
        status = error.status_code if isinstance(error, HTTPException) else 404
        if status == 404:
            return error_page(404, 'Kijk of het adres klopt, of begin opnieuw op de startpagina.')
        if status < 400:
            return PlainTextResponse('', status_code=status)
        return error_page(status, 'Dit adres werkt anders dan gevraagd werd.')

    for kind in (NotFound, NotAllowed, Damaged, NotSaved, OSError, ClientDisconnect):
        app.add_exception_handler(kind, refused)
    app.add_exception_handler(HTTPException, http_error)
    app.add_exception_handler(RequestValidationError, http_error)
    app.add_exception_handler(404, http_error)
    app.add_exception_handler(Exception, refused)
