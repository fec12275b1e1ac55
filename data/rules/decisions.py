"""Checks of the decision-making: bodies, mandates, own processes, routes and the ladder for disagreement.

Source: domain 2.6 (articles 9, 11, 12, 13 and 24) and 2.2 (who may bind a party).
"""

from collections.abc import Iterator
from datetime import date

from data.content_models import Content
from data.models import EACH_PARTY, MUNICIPALITY, Dossier, Finding, Level, Party, PartyType
from data.rules.body_checks import SETTLED, check_bodies
from data.rules.lead_time import lead_time
from data.rules.mandate_checks import check_mandates
from data.rules.own_process import own_process, process_link
from data.rules.routes import deciding_parties, route_of

LEAST_STEPS = 2
"""rungs the ladder for disagreement needs at least. Source: domain 2.6, article 24"""
GROUPS = (PartyType.RESIDENTS, PartyType.OTHER)
"""kinds of parties that may be a loose group without legal form"""
_SIGNING = 'D7'
"""the type of decision by which a party binds itself. Source: domain 5.4"""


def check_decisions(dossier: Dossier, content: Content, today: date) -> tuple[Finding, ...]:
    """Find what the decision-making still lacks; every finding links to where it is mended.

    :param today: decides which mandates have ended
    """
    findings = [
        *check_bodies(dossier),
        *check_mandates(dossier, content, today),
        *_processes(dossier, content),
        *_signing(dossier, content),
        *_routes(dossier, content, today),
        *_ladder(dossier),
    ]
    return tuple(dict.fromkeys(findings))


def _processes(dossier: Dossier, content: Content) -> Iterator[Finding]:
    known = {kind.id for kind in content.decision_types}
    for party in dossier.parties:
        yield from own_process(dossier, party.id).findings
    for process in dossier.processes:
        if dossier.party(process.party_id) is None:
            message = f'De stap ‘{process.body}’ hoort bij een partij die er niet meer is. Haal de stap weg.'
            yield _finding('P5', Level.INFO, message, process_link(process), subject=process.id)
        elif not known & {*process.subjects}:
            message = f'Kies bij ‘{process.body}’ voor welke besluiten deze stap nodig is. Nu telt de stap nergens mee.'
            link = process_link(process)
            yield _finding('P4', Level.WARNING, message, link, process.party_id, process.id)
        if not process.weeks_min <= process.weeks <= process.weeks_max:
            message = (
                f'Bij ‘{process.body}’ klopt de volgorde van de weken niet: '
                'minstens is hoogstens gelijk aan gewoonlijk, en gewoonlijk aan hoogstens.'
            )
            yield _finding('P6', Level.WARNING, message, process_link(process), process.party_id, process.id)


def _signing(dossier: Dossier, content: Content) -> Iterator[Finding]:
    """Check that every party knows how it comes to its signature, and may give one."""
    kind = next((kind for kind in content.decision_types if kind.id == _SIGNING), None)
    for party in dossier.parties:
        if not party.signs:
            continue
        if kind and not own_process(dossier, party.id, kind.id).processes:
            message = f'Van {party.short_name} is nog niet bekend hoe zij zelf over ‘{kind.name}’ besluit. Vul dat in.'
            yield _finding('P1', Level.ERROR, message, f'/besluiten#processen-{party.id}', party.id, kind.id)
        yield from _legal_form(party)


def _legal_form(party: Party) -> Iterator[Finding]:
    """Warn for a group without legal form that would sign. Source: domain 2.2."""
    if party.type == PartyType.TENANTS:
        message = (
            f'{party.short_name} heeft adviesrecht en hoeft geen partij te zijn die tekent. '
            'Laat haar meedoen als adviseur, of ‘voor gezien’ tekenen.'
        )
        yield _finding('L2', Level.WARNING, message, f'/start#partij-{party.id}', party.id, party.id)
    elif party.type in GROUPS and not party.legal_form.strip():
        message = (
            f'{party.short_name} heeft geen rechtsvorm en kan dan niet als groep tekenen. '
            'Vul de rechtsvorm in, of laat de groep meedoen als adviseur.'
        )
        yield _finding('L1', Level.WARNING, message, f'/start#partij-{party.id}', party.id, party.id)


def _routes(dossier: Dossier, content: Content, today: date) -> Iterator[Finding]:
    for kind in content.decision_types:
        route = route_of(dossier, kind)
        link = f'/besluiten#besluit-{kind.id}'
        if route.method not in SETTLED and not route.fallback.strip():
            message = f'Spreek bij ‘{kind.name}’ af wat u doet als het niet lukt om samen te besluiten.'
            yield _finding('R1', Level.WARNING, message, link, subject=kind.id)
        if route.decides in (EACH_PARTY, MUNICIPALITY) and not deciding_parties(dossier, route.decides):
            who = 'de gemeente doet' if route.decides == MUNICIPALITY else 'partijen die tekenen doen'
            message = f'Over ‘{kind.name}’ kan nog niemand besluiten: {who} nog niet mee.'
            yield _finding('R2', Level.ERROR, message, link, subject=kind.id)
        yield from lead_time(dossier, content, kind.id, today).findings
    known = {kind.id for kind in content.decision_types}
    for route in dossier.routes:
        if route.id not in known:
            message = f'Er is een route voor een soort besluit dat niet meer bestaat (‘{route.id}’). Haal de route weg.'
            yield _finding('R4', Level.INFO, message, '/besluiten#soorten', subject=route.id)


def _ladder(dossier: Dossier) -> Iterator[Finding]:
    link = '/besluiten#verschil'
    if len(dossier.escalation) < LEAST_STEPS:
        message = 'Spreek minstens twee stappen af voor als u het niet eens wordt.'
        yield _finding('E1', Level.ERROR, message, link)
    for number, step in enumerate(dossier.escalation, start=1):
        if not step.who.strip():
            message = f'Vul bij stap {number} in wie er dan aan zet is.'
            yield _finding('E2', Level.WARNING, message, link, subject=step.id)


def _finding(code: str, level: Level, message: str, link: str, party_id: str = '', subject: str = '') -> Finding:
    return Finding(code=code, level=level, message=message, link=link, party_id=party_id, subject=subject)
