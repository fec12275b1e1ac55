"""The privacy statement, made from the settings and limits that really hold here."""

from data.account_parts import INVITATION_DAYS, READING_DAYS, SESSION_DAYS
from data.rules.dutch import joined
from data.settings import Settings
from pages.demo import HOURS
from pages.session import cookie_of

_WORDS = """
## Wat wij bewaren

- Uw naam, uw rol en de partij waarvoor u spreekt.
- Wat u schrijft en kiest, en wanneer. Zo kan iedereen zien wie wat heeft afgesproken.
- Van elk apparaat waarop u bent ingelogd: de soort browser (bijvoorbeeld ‘Firefox op Windows’), sinds wanneer,
  en wanneer u het voor het laatst gebruikte. U ziet dit bij [Mijn apparaten](/sessies).

Wij bewaren geen wachtwoorden en geen e-mailadressen om in te loggen. Van links en cookies bewaren wij alleen een
controlegetal. Uw netwerkadres staat niet in de bestanden en niet in het logboek. Wij houden het kort in het geheugen om
te zien of iemand te vaak links probeert.

## Cookies

Er is één cookie, ‘{cookie}’. Daarmee weet Wijkakkoord dat u bent ingelogd. De cookie verdwijnt na {session} dagen.
{transport}
Uw browser bewaart daarnaast tekst die nog niet is verzonden, zodat u niets kwijtraakt. Bij uitloggen wordt die gewist.

## Hoe lang

- Een persoonlijke link werkt {invitation} dagen. Wie u uitnodigde, kan hem eerder intrekken.
- Iemand die alleen meeleest, heeft {reading} dagen toegang.
- {demo}
- Een dossier blijft bestaan tot de beheerder van deze server het verwijdert.

## Wie kan erbij

Alleen mensen met een uitnodiging voor het dossier, en wie deze server beheert.
Wijkakkoord stuurt niets naar andere bedrijven. Lettertypen en programma’s staan op deze server zelf.
"""


def privacy_text(settings: Settings) -> str:
    """Give the statement as Markdown."""
    return _WORDS.format(
        cookie=cookie_of(settings),
        session=SESSION_DAYS,
        invitation=INVITATION_DAYS,
        reading=joined(map(str, READING_DAYS)).replace(' en ', ' of '),
        demo=f'Een kopie van de demo verdwijnt na {HOURS} uur.',
        transport='De cookie reist alleen over een beveiligde verbinding (https).'
        if settings.secure
        else 'Deze server gebruikt nog geen beveiligde verbinding (https). Gebruik hem alleen om te proberen.',
    )
