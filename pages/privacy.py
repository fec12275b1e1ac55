"""The privacy statement, made from the settings and limits that really hold here, and from what is really kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from data.account_parts import IDLE_DAYS, INVITATION_DAYS, READING_DAYS, SESSION_DAYS
from data.accounts import RESET_HOURS
from data.attempts import SECONDS
from data.rules.dutch import joined
from data.settings import Settings
from pages.demo import HOURS
from pages.organisation_entrance import attempt_cookie_of
from pages.session import cookie_of


@dataclass(frozen=True, slots=True)
class Kept:
    """A kind of personal data.

    :param words: what people are told
    :param where: name of a stored model -> its fields that hold this; a test walks all models
    """

    words: str
    where: Mapping[str, str]


KEPT = (
    Kept(
        'Uw naam, functie, rol en de partij waarvoor u spreekt, tot wanneer u toegang heeft, en hoe vaak u een nieuwe '
        'agendalink maakte.',
        {'Member': 'name role until feed', 'Person': 'name function kind', 'Seat': 'name'},
    ),
    Kept(
        'Waar uw naam in het dossier staat: als wie tekent, voorzit, het project leidt, het woord voert, een mandaat '
        'gaf of iets uitzoekt.',
        {
            'Dossier': 'project_leader',
            'Party': 'signatory signatory_function',
            'Body': 'chair',
            'Communication': 'coordinator spokesperson face',
            'Mandate': 'granted_by',
            'EscalationStep': 'who',
            'Unknown': 'owner',
            'Thread': 'owner',
            'OpenPoint': 'owner',
        },
    ),
    Kept(
        'Wat u schrijft, kiest en zegt in reacties, en wanneer. Zo kan iedereen zien wie wat heeft afgesproken.',
        {
            'Entry': 'at name operation path old new',
            'Consent': 'by at',
            'Post': 'text name at edited removed',
            'Resolved': 'by at',
            'Author': 'name party via',
        },
    ),
    Kept('Op welke pagina u het laatst was, en wanneer u de geschiedenis bekeek.', {}),
    Kept(
        'Van elk apparaat waarop u bent ingelogd: de soort browser (bijvoorbeeld ‘Firefox op Windows’), sinds wanneer, '
        'en wanneer u het voor het laatst gebruikte. U ziet dit bij [Mijn apparaten](/sessies).',
        {'Session': 'members owner account proven expires begun last_used device ended'},
    ),
    Kept(
        'Van uw persoonlijke link: wanneer hij is gemaakt en gebruikt, en tot wanneer hij werkt.',
        {'Invitation': 'expires made revoked used accepted'},
    ),
    Kept(
        'Maakt u een account: uw naam, uw e-mailadres en hoe u inlogt. Van een wachtwoord bewaren wij alleen een '
        'controlegetal, van een passkey alleen de openbare helft. Uw vingerafdruk of gezicht blijft op uw apparaat. '
        'U verwijdert uw account zelf bij [Mijn account](/account).',
        {
            'Account': 'name email password totp totp_last recovery passkeys identities members owner created reset '
            'reset_until links_off',
            'Passkey': 'public_key count name made last_used',
            'Identity': 'issuer subject',
        },
    ),
)

_WORDS = """
## Wat wij bewaren

{kept}

Van links en cookies bewaren wij alleen een controlegetal. Uw netwerkadres staat niet in de bestanden en niet in het
logboek. Wij houden het kort in het geheugen om te zien of iemand te vaak links of wachtwoorden probeert. In
vrije tekst kan iedereen namen schrijven. Zet daar geen gevoelige gegevens over mensen in.

## Cookies

Er is één cookie, ‘{cookie}’. Daarmee weet Wijkakkoord dat u bent ingelogd.
De cookie verdwijnt na {session} dagen, en werkt niet meer na {idle} dagen zonder gebruik.
{transport}
Terwijl u inlogt met een code of een passkey is er een kwartier een tweede. Daardoor telt de volgende stap alleen in
deze browser.
Uw browser bewaart daarnaast tekst die nog niet is verzonden, zodat u niets kwijtraakt. Bij uitloggen wordt die gewist.

{organisation}## Hoe lang

- Hoe lang een dossier wordt bewaard, kiest de gemeente per dossier. Het staat in het dossier bij ‘Wijk en partijen’,
  onder ‘Bewaren en privacy’. Wijkakkoord herinnert eraan en verwijdert nooit vanzelf.
- Een persoonlijke link werkt {invitation} dagen. Wie u uitnodigde, kan hem eerder intrekken.
- Een link voor een nieuw wachtwoord werkt {reset} uur, één keer.
- Een account blijft bestaan tot u het verwijdert.
- Iemand die alleen meeleest, heeft {reading} dagen toegang.
- {demo}

## Wat u kunt doen

- Uw gegevens downloaden: in het dossier bij ‘Wijk en partijen’, onder ‘Bewaren en privacy’. Wat anderen schreven, zit
  er niet bij.
- Uw naam laten weghalen: vraag het de gemeente die u heeft uitgenodigd. Overal komt dan uw functie en partij te staan,
  ook in de geschiedenis, en uw toegang houdt op. Wat u schreef, blijft. Teksten waarin anderen u noemen, bekijkt de
  gemeente zelf.
- Reservekopieën van de server en bestanden die al zijn gedownload, veranderen niet mee. Een reservekopie verdwijnt
  zodra de beheerder van de server hem wist.

## Wie kan erbij

Alleen mensen met een uitnodiging voor het dossier, en wie deze server beheert.
{others} Lettertypen en programma’s staan op deze server zelf.
"""
_ORGANISATION = """## Inloggen met {name}

Kiest u hiervoor, dan gaat uw browser naar het inlogadres van {name}: {host}. Daar weten ze dan dat u Wijkakkoord
gebruikt. Deze server vraagt daarna aan dat adres of het klopt. Wij vragen geen naam en geen e-mailadres. Wij bewaren
alleen het nummer waaronder {name} u kent, tot u uw account ontkoppelt.
Tijdens het inloggen is er een tweede cookie, ‘{cookie}’. Die verdwijnt na {minutes} minuten.

"""


def privacy_text(settings: Settings) -> str:
    """Give the statement as Markdown."""
    return _WORDS.format(
        kept='\n'.join(f'- {kind.words}' for kind in KEPT),
        cookie=cookie_of(settings),
        session=SESSION_DAYS,
        idle=IDLE_DAYS,
        invitation=INVITATION_DAYS,
        reset=RESET_HOURS,
        reading=joined(map(str, READING_DAYS)).replace(' en ', ' of '),
        organisation=_organisation(settings),
        others=f'Alleen wie inlogt met {settings.oidc_name} heeft contact met een andere server. Verder stuurt '
        'Wijkakkoord niets naar anderen.'
        if settings.oidc_issuer
        else 'Wijkakkoord stuurt niets naar andere bedrijven.',
        demo=f'Een kopie van de demo verdwijnt na {HOURS} uur.',
        transport='De cookie reist alleen over een beveiligde verbinding (https).'
        if settings.secure
        else 'Deze server gebruikt nog geen beveiligde verbinding (https). Gebruik hem alleen om te proberen.',
    )


def _organisation(settings: Settings) -> str:
    """Say what signing in with an organisation means; nothing where it is off."""
    if not settings.oidc_issuer:
        return ''
    return _ORGANISATION.format(
        name=settings.oidc_name,
        host=urlsplit(settings.oidc_issuer).netloc,
        cookie=attempt_cookie_of(settings),
        minutes=SECONDS // 60,
    )
