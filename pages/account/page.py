"""A plain page in our own look: HTML and forms, no socket. Words of users are escaped."""

from math import ceil
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse

from components.html import icon_html
from components.theme import head_html, static_address
from data.account_parts import Session
from data.passkeys import place_of
from pages.frame import MARK
from pages.organisation_entrance import START
from pages.session import address_of, site_of

_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / 'templates'), autoescape=True, undefined=StrictUndefined
)
_TEMPLATES.globals['icon_html'] = lambda name: Markup(icon_html(name))


def page(
    request: Request, template: str, title: str, *, status: int = 200, fault: str = '', done: str = '', **values: Any
) -> HTMLResponse:
    """Make a page.

    :param template: name of the file without its ending
    :param fault: one Dutch sentence: what is wrong, and what would be right
    :param done: one Dutch sentence: what was done
    """
    site = site_of(request)
    html = _TEMPLATES.get_template(f'{template}.html').render(
        title=title,
        fault=fault,
        done=done,
        head=Markup(head_html(site.settings.tokens)),
        mark=Markup(MARK),
        static=static_address(),
        passkeys=place_of(address_of(request)) is not None,
        organisation=site.organisation.name if site.organisation else '',
        organisation_issuer=site.organisation.provider.issuer if site.organisation else '',
        **values,
    )
    return HTMLResponse(html, status_code=status, headers={'Cache-Control': 'no-store'})


def bind_address(request: Request, session: Session) -> str:
    """Give where the person of a session goes to sign in with their organisation from now on, '' if there is none."""
    entrance = site_of(request).organisation
    return f'{START}?koppel={entrance.permission(session.id)}' if entrance else ''


def see(address: str) -> RedirectResponse:
    """Send the browser to another page of ours."""
    return RedirectResponse(address, status_code=303, headers={'Cache-Control': 'no-store'})


def wait_words(seconds: float) -> str:
    """Say how long somebody has to wait."""
    minutes = ceil(seconds / 60)
    return f'U probeerde het vaak. Wacht {minutes} {"minuut" if minutes == 1 else "minuten"} en probeer het opnieuw.'
