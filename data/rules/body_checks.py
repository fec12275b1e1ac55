"""Checks of the bodies: chair, members, method with fallback, and what every member may decide.

Source: domain 2.6, articles 9, 11 and 12.
"""

from collections.abc import Iterator

from data.models import Body, Dossier, Finding, Level, Method, Seat, person_name

SETTLED = frozenset({Method.MANDATED, Method.LEGAL, Method.EACH_PARTY})
"""methods that cannot end undecided, so that no fallback is needed"""


def check_bodies(dossier: Dossier) -> Iterator[Finding]:
    """Find what the bodies of a dossier lack."""
    if not dossier.bodies:
        message = 'Er is nog geen overleg ingesteld. Begin met een stuurgroep of kernteam.'
        yield Finding(code='B0', level=Level.ERROR, message=message, link='/besluiten#overleggen')
    for body in dossier.bodies:
        yield from _body(body)
        yield from _members(dossier, body)


def _body(body: Body) -> Iterator[Finding]:
    if not body.chair.strip():
        yield _finding('B1', Level.ERROR, body, f'{_the(body)} heeft nog geen voorzitter.')
    if body.method is None:
        yield _finding('B2', Level.ERROR, body, f'Kies hoe {_the(body)} besluit.')
    elif body.method not in SETTLED and not body.fallback.strip():
        message = f'Spreek af wat {_the(body)} doet als besluiten niet lukt.'
        yield _finding('B3', Level.WARNING, body, message)
    if not body.weeks_min <= body.weeks <= body.weeks_max:
        message = (
            f'Bij {_the(body)} klopt de volgorde van de weken niet: '
            'minstens is hoogstens gelijk aan gewoonlijk, en gewoonlijk aan hoogstens.'
        )
        yield _finding('B6', Level.WARNING, body, message)


def _members(dossier: Dossier, body: Body) -> Iterator[Finding]:
    if not body.seats:
        yield _finding('B5', Level.WARNING, body, f'{_the(body)} heeft nog geen leden.')
    for seat in body.seats:
        name = person_name(dossier, seat.party_id, seat.person_id, seat.name)
        if seat.party_id and (dossier.party(seat.party_id) is None or (seat.person_id and not name)):
            message = f'In {_the(body)} staat een plek van iemand die er niet meer is. Kies iemand anders.'
            yield _finding('B7', Level.WARNING, body, message)
        elif seat.party_id and not seat.advisory and not _has_mandate(dossier, seat):
            message = (
                f'{name or "Een lid"} beslist mee in {_the(body)}, maar heeft nog geen mandaat. '
                'Leg vast wat deze persoon zelf mag beslissen.'
            )
            yield Finding(
                code='B4',
                level=Level.ERROR,
                message=message,
                link=f'/besluiten#mandaten-{seat.party_id}',
                party_id=seat.party_id,
                subject=body.id,
            )


def _has_mandate(dossier: Dossier, seat: Seat) -> bool:
    return any(mandate.person_id == seat.person_id for mandate in dossier.mandates_of(seat.party_id))


def _the(body: Body) -> str:
    return f'‘{body.name}’'


def _finding(code: str, level: Level, body: Body, message: str) -> Finding:
    return Finding(code=code, level=level, message=message, link=f'/besluiten#overleg-{body.id}', subject=body.id)
