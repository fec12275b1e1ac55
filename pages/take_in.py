"""Reading a downloaded dossier in."""

from typing import Annotated

from fastapi import FastAPI, Form, Request, UploadFile
from nicegui import ui
from starlette.responses import RedirectResponse, Response

from components.html import Icon, Words
from data.errors import NotAllowed
from data.exports.dossier_file import ForeignFileError
from data.take_in import take_in
from pages.errors import error_page
from pages.live import is_ours
from pages.session import remember, session_of, site_of, token_of

ADDRESS = '/dossiers/inlezen'
_LIMIT = 200


def add_take_in(app: FastAPI) -> None:
    """Add the address that the form posts to."""

    @app.post(ADDRESS)
    async def read_in(
        request: Request,
        bestand: UploadFile,
        eigenaar: Annotated[str, Form(min_length=1, max_length=_LIMIT)],
    ) -> Response:
        """Make a dossier of a downloaded one; only whoever runs this installation may."""
        site, session = site_of(request), session_of(request)
        if session is None or not session.owner or not is_ours(request, site.settings.base_url):
            raise NotAllowed('Alleen wie dit programma beheert, kan een dossier inlezen.')
        data = await bestand.read()
        try:
            member = await take_in(site.workspace, data, eigenaar.strip())
        except ForeignFileError as error:
            return error_page(422, f'{error} Er is niets gewijzigd.', 'Dit bestand is niet ingelezen')
        token = site.workspace.accounts.enter(token_of(request), member.id)
        response = RedirectResponse(f'/dossier/{member.dossier_id}', status_code=303)
        return remember(response, token, site.settings)


def take_in_form() -> None:
    """Show the form that reads a dossier in; it posts like any web form, so that the answer can carry the session."""
    with ui.element('section').classes('wa-card').props('aria-labelledby=inlezen'):
        Words('h2', 'Een dossier inlezen').props('id=inlezen')
        words = 'Het bestand dat u bij Overeenkomst downloadt als ‘Hele dossier’. Het wordt een nieuw dossier.'
        Words('p', words, 'wa-subtle')
        with ui.element('form').classes('wa-stack') as form:
            form.props(f'action={ADDRESS} method=post enctype=multipart/form-data')
            with ui.element('div').classes('wa-fields'):
                _input('bestand', 'Bestand', 'Eindigt op .json', 'type=file accept=".json,application/json"')
                _input('eigenaar', 'Naam van de beheerder', 'Wie het dossier hier beheert', f'maxlength={_LIMIT}')
            with ui.element('div'), ui.element('button').classes('wa-button wa-button--second').props('type=submit'):
                Icon('file-text')
                Words('span', 'Dossier inlezen')


def _input(name: str, label: str, help: str, more: str) -> None:
    with ui.element('div').classes('wa-field'):
        Words('label', label, 'wa-field__label').props(f'for=inlezen-{name}')
        Words('p', help, 'wa-field__help').props(f'id=inlezen-{name}-help')
        field = ui.element('input').classes('wa-input')
        field.props(f'id=inlezen-{name} name={name} required aria-describedby=inlezen-{name}-help {more}')
