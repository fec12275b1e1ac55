"""The statements every public service owes its visitors: accessibility and privacy."""

from collections.abc import Iterator
from contextlib import contextmanager

from fastapi import Request
from nicegui import ui

from components.html import Prose, Words
from pages.frame import brand, footer, skip_link, theme_switch
from pages.privacy import privacy_text
from pages.session import site_of

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
