"""Checks of the mandates: do they name somebody, are they still valid, do they say about what and by whom.

Source: domain 5.2.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from data.content_models import Content
from data.models import Dossier, Finding, Level, Mandate
from data.rules.dutch import date_text
from data.rules.mandates import DECIDING_LEVELS, ended, holder

SOON = timedelta(days=60)
"""how long before its end a mandate is announced"""


def check_mandates(dossier: Dossier, content: Content, today: date) -> Iterator[Finding]:
    """Find what is wrong with the mandates of a dossier."""
    for party in dossier.parties:
        if party.signs and not any(dossier.mandates_of(party.id)):
            message = f'Van {party.short_name} is nog niet bekend wat haar vertegenwoordiger zelf mag beslissen.'
            link = f'/besluiten#mandaten-{party.id}'
            yield Finding(code='M0', level=Level.WARNING, message=message, link=link, party_id=party.id)
    for mandate in dossier.mandates:
        yield from _mandate(dossier, content, mandate, today)


def _mandate(dossier: Dossier, content: Content, mandate: Mandate, today: date) -> Iterator[Finding]:
    party, person = dossier.party(mandate.party_id), holder(dossier, mandate)
    if party is None:
        yield _finding('M5', Level.INFO, mandate, 'Er is een mandaat van een partij die er niet meer is. Haal het weg.')
        return
    name = (person.name if person else '') or f'een vertegenwoordiger van {party.short_name}'
    if person is None:
        message = f'Een mandaat van {party.short_name} staat op niemands naam. Kies voor wie het geldt.'
        yield _finding('M2', Level.ERROR, mandate, message)
    if mandate.ends and ended(mandate, today):
        message = f'Het mandaat van {name} is afgelopen op {date_text(mandate.ends)}. Verleng het of pas het aan.'
        yield _finding('M1', Level.WARNING, mandate, message)
    elif mandate.ends and mandate.ends - today <= SOON:
        message = f'Het mandaat van {name} loopt af op {date_text(mandate.ends)}.'
        yield _finding('M6', Level.INFO, mandate, message)
    if mandate.level in DECIDING_LEVELS:
        yield from _deciding(content, mandate, name)


def _deciding(content: Content, mandate: Mandate, name: str) -> Iterator[Finding]:
    """Check what a mandate to decide has to say more."""
    known = {kind.id: kind for kind in content.decision_types}
    if not known.keys() & {*mandate.subjects}:
        message = f'{name} mag zelf beslissen, maar er staat niet bij waarover. Kies de onderwerpen.'
        yield _finding('M3', Level.WARNING, mandate, message)
    if not mandate.granted_by.strip():
        message = f'Schrijf op wie {name} dit mandaat heeft gegeven.'
        yield _finding('M4', Level.INFO, mandate, message)
    for subject in mandate.subjects:
        if subject in known and not known[subject].mandatable:
            message = (
                f'Over ‘{known[subject].name}’ besluit elke partij altijd zelf. '
                f'Een mandaat van {name} maakt het eigen proces daar niet korter.'
            )
            yield _finding('M7', Level.INFO, mandate, message)


def _finding(code: str, level: Level, mandate: Mandate, message: str) -> Finding:
    return Finding(
        code=code,
        level=level,
        message=message,
        link=f'/besluiten#mandaat-{mandate.id}',
        party_id=mandate.party_id,
        subject=mandate.id,
    )
