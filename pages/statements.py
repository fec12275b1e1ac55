"""The statements every public service owes its visitors: accessibility and privacy."""

from collections.abc import Iterator
from contextlib import contextmanager

from nicegui import ui

from components.html import Prose, Words
from data.account_parts import INVITATION_DAYS, SESSION_DAYS
from pages.demo import HOURS
from pages.frame import brand, footer, skip_link, theme_switch
from pages.session import COOKIE

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
_PRIVATE = """
## Wat wij bewaren

- Uw naam, uw rol en de partij waarvoor u spreekt.
- Wat u schrijft en kiest, en wanneer. Zo kan iedereen zien wie wat heeft afgesproken.

## Cookies

Er is één cookie, ‘{cookie}’. Daarmee weet Wijkakkoord dat u bent ingelogd. De cookie verdwijnt na {session} dagen.
Uw browser bewaart daarnaast tekst die nog niet is verzonden, zodat u niets kwijtraakt. Bij uitloggen wordt die gewist.

## Hoe lang

- Een persoonlijke link werkt {invitation} dagen.
- Een kopie van de demo verdwijnt na {demo} uur.

## Wie kan erbij

Alleen mensen met een uitnodiging voor het dossier, en wie deze server beheert.
Wijkakkoord stuurt niets naar andere bedrijven. Lettertypen en programma’s staan op deze server zelf.
"""


def add_statements() -> None:
    """Put the statements on their addresses."""

    @ui.page('/toegankelijkheid', title='Toegankelijkheid – Wijkakkoord')
    def accessibility() -> None:
        with _plain('Toegankelijkheid'):
            Prose(_ACCESSIBLE)

    @ui.page('/privacy', title='Privacy – Wijkakkoord')
    def privacy() -> None:
        with _plain('Privacy'):
            facts = {'cookie': COOKIE, 'session': SESSION_DAYS, 'invitation': INVITATION_DAYS, 'demo': HOURS}
            Prose(_PRIVATE.format(**facts))


@contextmanager
def _plain(title: str) -> Iterator[None]:
    skip_link()
    with ui.element('header').classes('wa-topbar'), ui.element('div').classes('wa-topbar__in'):
        brand('/')
        ui.element('span').style('flex:1')
        theme_switch()
    with ui.element('main').classes('wa-single').props('id=inhoud tabindex=-1'):
        Words('h1', title).style('margin-bottom:24px')
        yield
    footer()
