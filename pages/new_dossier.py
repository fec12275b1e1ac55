"""Making a dossier."""

from typing import Annotated

from fastapi import FastAPI, Form, Request
from nicegui import ui
from starlette.responses import RedirectResponse, Response

from components.html import Icon, Words
from data.errors import NotAllowed
from pages.live import is_ours
from pages.session import remember, session_of, site_of, token_of

_LIMIT = 200
_Line = Annotated[str, Form(min_length=1, max_length=_LIMIT)]


def add_new_dossier(app: FastAPI) -> None:
    """Add the address that the form posts to."""

    @app.post('/dossiers')
    async def make(request: Request, naam: _Line, gemeente: _Line, eigenaar: _Line) -> Response:
        """Make a dossier; only whoever runs this installation may."""
        site, session = site_of(request), session_of(request)
        if session is None or not session.owner or not is_ours(request, site.settings.base_url):
            raise NotAllowed('Alleen wie dit programma beheert, kan een dossier maken.')
        member = site.workspace.create(naam.strip(), gemeente, eigenaar.strip())
        token = site.workspace.accounts.enter(token_of(request), member.id)
        response = RedirectResponse(f'/dossier/{member.dossier_id}/start', status_code=303)
        return remember(response, token, site.settings)


def new_dossier_form() -> None:
    """Show the form that makes a dossier and makes whoever fills it in its owner.

    The form posts like any web form, so that the answer can carry the renewed session.
    """
    with ui.element('section').classes('wa-card').props('aria-labelledby=nieuw'):
        Words('h2', 'Een dossier beginnen').props('id=nieuw')
        Words('p', 'Eén dossier is één wijk. De partijen nodigt u straks uit.', 'wa-subtle')
        with ui.element('form').classes('wa-stack').props('action=/dossiers method=post'):
            with ui.element('div').classes('wa-fields'):
                _input('naam', 'Naam van het dossier', 'Bijvoorbeeld: Samen op weg in de Molenwijk')
                _input('gemeente', 'Gemeente', 'Alleen de naam, bijvoorbeeld Wiedemeer')
                _input('eigenaar', 'Uw naam', 'Zo zien anderen wie u bent')
            with ui.element('div'), ui.element('button').classes('wa-button').props('type=submit'):
                Icon('plus')
                Words('span', 'Nieuw dossier')


def _input(name: str, label: str, help: str) -> None:
    with ui.element('div').classes('wa-field'):
        Words('label', label, 'wa-field__label').props(f'for=nieuw-{name}')
        Words('p', help, 'wa-field__help').props(f'id=nieuw-{name}-help')
        field = ui.element('input').classes('wa-input')
        field.props(f'id=nieuw-{name} name={name} required maxlength={_LIMIT} aria-describedby=nieuw-{name}-help')
