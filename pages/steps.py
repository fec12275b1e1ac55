"""The steps of a dossier: address, title and where they stand in the navigation."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Step:
    """One step of a dossier.

    :param id: names it in links and states
    :param address: below the dossier
    :param nav: what the navigation says, when shorter than the title
    :param group: heading in the navigation
    """

    id: str
    address: str
    title: str
    icon: str
    lead: str = ''
    nav: str = ''
    group: str = ''
    private: bool = False
    """for who speaks for a party; others are not told who has it open"""


STEPS = (
    Step('overzicht', '', 'Overzicht', 'gauge', 'Hoe ver bent u samen, en wat vraagt aandacht?'),
    Step(
        'start',
        '/start',
        'Wijk en partijen',
        'flag',
        'Om welke wijk gaat het, waarom nu, en wie doen er mee?',
        group='Basis',
    ),
    Step(
        'doel',
        '/doel',
        'Doel en bijdragen',
        'target',
        'Schrijf samen één doel. En zeg als partij wat u bijdraagt.',
        group='Basis',
    ),
    Step(
        'notities',
        '/notities',
        'Notitieboek',
        'lock',
        'Alleen uw eigen partij leest dit.',
        group='Basis',
        private=True,
    ),
    Step('spoor-a', '/spoor/a', 'Spoor A', 'users', nav='A – Bewoners doen mee', group='Drie sporen'),
    Step('spoor-b', '/spoor/b', 'Spoor B', 'building-2', nav='B – Vastgoedeigenaren doen mee', group='Drie sporen'),
    Step('spoor-c', '/spoor/c', 'Spoor C', 'scale', nav='C – Zorgvuldig en open besluiten', group='Drie sporen'),
    Step(
        'vorm',
        '/vorm',
        'Vorm van samenwerking',
        'heart-handshake',
        'Twaalf vragen helpen u kiezen. U beslist zelf.',
        group='Bouwstenen',
    ),
    Step(
        'rollen',
        '/rollen',
        'Rolmatrix',
        'grid-3x3',
        'Wie doet wat? Kies per taak de rol van elke partij.',
        group='Bouwstenen',
    ),
    Step(
        'besluiten',
        '/besluiten',
        'Besluitvorming',
        'route',
        'Wie beslist waarover, met welk mandaat, en hoe lang duurt dat echt?',
        group='Bouwstenen',
    ),
    Step(
        'overleg',
        '/overleg',
        'Overleg',
        'calendar',
        'Elk overleg heeft een doel en een vast ritme.',
        group='Bouwstenen',
    ),
    Step(
        'taal',
        '/taal',
        'Gemeenschappelijke taal',
        'languages',
        'Bedoelen we hetzelfde als we hetzelfde woord gebruiken?',
        group='Bouwstenen',
    ),
    Step(
        'overeenkomst',
        '/overeenkomst',
        'Overeenkomst',
        'file-signature',
        'De tekst groeit mee met wat u samen invult.',
        group='Resultaat',
    ),
    Step(
        'geschiedenis', '/geschiedenis', 'Geschiedenis', 'history', 'Wie wijzigde wat, en wanneer?', group='Resultaat'
    ),
)


def step(step_id: str) -> Step:
    """Give a step by its id."""
    return next(each for each in STEPS if each.id == step_id)
