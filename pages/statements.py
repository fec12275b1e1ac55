"""The statements every public service owes its visitors: accessibility and privacy."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress

from fastapi import Request
from nicegui import ui

from components.html import Link, Prose, Words
from components.person_data import MINE
from data.errors import Damaged, NotFound
from data.models import Dossier, Member
from data.rules.retention import retention_words
from pages.frame import brand, footer, skip_link, theme_switch
from pages.privacy import privacy_text
from pages.session import session_of, site_of

_ACCESSIBLE = """
Wijkakkoord wil voor iedereen te gebruiken zijn. Wij bouwen volgens WCAG 2.2, niveau A en AA.

## Wat wij doen

- Elke pagina wordt bij elke wijziging automatisch getest met axe. De test slaagt alleen zonder fouten.
- Alles werkt met het toetsenbord. Wat u kiest is altijd zichtbaar.
- Kleur is nooit de enige aanwijzing. Elk schema is er ook als tekst.
- De overeenkomst is er als toegankelijke PDF (PDF/UA), als ODT en als Word-bestand.

## Wat wij nog niet weten

- Een onafhankelijke toets door mensen is nog niet gedaan.
- Het live typen is getest in Chromium, nog niet met alle schermlezers.

Loopt u ergens tegenaan? Meld het bij de gemeente die u heeft uitgenodigd.
"""


def add_statements() -> None:
    """Put the statements on their addresses."""

    @ui.page('/toegankelijkheid', title='Toegankelijkheid – Wijkakkoord')
    def accessibility() -> None:
        with plain_page('Toegankelijkheid'):
            Prose(_ACCESSIBLE)

    @ui.page('/privacy', title='Privacy – Wijkakkoord')
    def privacy(request: Request) -> None:
        with plain_page('Privacy'):
            Prose(privacy_text(site_of(request).settings))
            _own_dossiers(request)


def _own_dossiers(request: Request) -> None:
    """Say how long the dossiers of this browser are kept, and offer what they hold of its person."""
    accounts, session = site_of(request).workspace.accounts, session_of(request)
    members = [*accounts.members_in(session)] if session else []
    if members:
        Words('h2', 'Uw dossiers').style('margin-block:32px 16px')
        for dossier_id in dict.fromkeys(member.dossier_id for member in members):
            with suppress(NotFound, Damaged):
                dossier = site_of(request).workspace.dossier(dossier_id)
                _own_dossier(dossier, [each for each in members if each.dossier_id == dossier_id])


def _own_dossier(dossier: Dossier, members: Sequence[Member]) -> None:
    Words('h3', dossier.name).style('margin-top:16px')
    Words('p', retention_words(dossier))
    with ui.element('ul'):
        for member in members:
            with ui.element('li'):
                address = f'/download/{dossier.id}/{MINE}.zip?als={member.id}'
                Link(f'Gegevens van {member.name} downloaden', address).props['download'] = True


@contextmanager
def plain_page(title: str) -> Iterator[None]:
    """Build a page outside the dossiers and open its main part, below its h1."""
    skip_link()
    with ui.element('header').classes('wa-topbar'), ui.element('div').classes('wa-topbar__in'):
        brand('/')
        ui.element('span').style('flex:1')
        theme_switch()
    with ui.element('main').classes('wa-single').props('id=inhoud tabindex=-1'):
        Words('h1', title).style('margin-bottom:24px')
        yield
    footer()
