"""What the places of a dossier are called in its history, and to which step each belongs. Pure."""

from typing import Any

from data.content_models import Content
from data.models import Dossier
from data.rules.changes import ChangeError, value_at

AREAS = {
    'name': 'het dossier',
    'municipality': 'het dossier',
    'neighbourhood': 'het dossier',
    'version': 'de overeenkomst',
    'project_leader': 'de projectleider',
    'project_leader_paid_by': 'de projectleider',
    'reason': 'de wijk',
    'policy': 'het beleid',
    'area': 'het gebied',
    'period': 'de intentieperiode',
    'budget': 'de begroting',
    'communication': 'de communicatie',
    'legal': 'de juridische keuzes',
    'form': 'de vorm van samenwerking',
    'parties': 'de partijen',
    'mandates': 'de mandaten',
    'processes': 'de eigen processen',
    'criteria': 'de criteria',
    'results': 'de resultaten',
    'principles': 'de uitgangspunten',
    'matrix': 'de rolmatrix',
    'matrix_review_months': 'de rolmatrix',
    'bodies': 'de overleggen',
    'routes': 'de routes van besluiten',
    'escalation': 'de stappen bij verschil van mening',
    'decisions': 'de besluitenlijst',
    'meetings': 'het overlegritme',
    'team_days': 'het overlegritme',
    'terms': 'de begrippenlijst',
    'stances': 'de begrippenlijst',
    'answers': 'de antwoorden',
    'consents': 'het akkoord',
    'threads': 'de reacties en open punten',
    'retention': 'het bewaren van dit dossier',
    'sensitivity': 'wie een tekst mag lezen',
    'open_points': 'de open punten',
    'milestones': 'de versies',
}
"""first name of a path -> the part of the dossier, with its article"""

_STEPS = {
    'criteria': 'doel',
    'results': 'doel',
    'matrix': 'rollen',
    'matrix_review_months': 'rollen',
    'bodies': 'besluiten',
    'routes': 'besluiten',
    'mandates': 'besluiten',
    'processes': 'besluiten',
    'escalation': 'besluiten',
    'decisions': 'besluiten',
    'meetings': 'overleg',
    'team_days': 'overleg',
    'terms': 'taal',
    'stances': 'taal',
    'form': 'vorm',
    'legal': 'overeenkomst',
    'version': 'overeenkomst',
    'milestones': 'overeenkomst',
    'threads': 'overzicht',
    'open_points': 'overzicht',
}

_FIELDS = {
    'name': 'Naam',
    'municipality': 'Gemeente',
    'neighbourhood': 'Wijk of buurt',
    'version': 'Versie',
    'project_leader': 'Projectleider',
    'project_leader_paid_by': 'Betaald door',
    'reason': 'Aanleiding',
    'policy.kind': 'Soort beleid',
    'policy.name': 'Naam van het stuk',
    'policy.decided_on': 'Vastgesteld op',
    'policy.decided_by': 'Vastgesteld door',
    'policy.says': 'Wat staat er over deze wijk?',
    'area.description': 'Gebied',
    'area.homes': 'Woningen samen',
    'area.rented': 'Huurwoningen',
    'area.apartments': 'Appartementen',
    'area.owned': 'Andere koopwoningen',
    'area.other_buildings': 'Andere gebouwen',
    'area.counted_on': 'Geteld op',
    'period.start': 'Begint op',
    'period.end': 'Eindigt op',
    'period.follow_up': 'Mogelijk vervolg',
    'period.follow_up_by': 'Vervolg bespreken vóór',
    'period.extension_months': 'Verlengen (maanden)',
    'period.evaluation_months': 'Terugkijken elke (maanden)',
    'period.evaluate_on': 'Terugkijken op',
    'period.notice_months': 'Opzegtermijn (maanden)',
    'budget.none': 'Geen gezamenlijke kosten',
    'budget.treasurer': 'Wie beheert het geld?',
    'budget.reporting': 'Verantwoording',
    'budget.vat_included': 'Inclusief btw',
    'budget.volunteers': 'Vergoeding voor bewoners',
    'budget.subsidy': 'Subsidie',
    'communication.coordinator': 'Coördinatie',
    'communication.spokesperson': 'Woordvoerder',
    'communication.face': 'Vast gezicht voor bewoners',
    'communication.notice_days': 'Bericht vooraf (dagen)',
    'communication.feedback_weeks': 'Terugkoppelen binnen (weken)',
    'communication.channel': 'Hoe bewoners horen wat er gebeurt',
    'legal.enforceability': 'Hoe bindend is het?',
    'legal.effective_when': 'Gaat in na ondertekening door',
    'legal.court': 'Rechtbank',
    'legal.confidential_until': 'Vertrouwelijk tot',
    'legal.closed_annexes': 'Bijlagen die niet openbaar zijn',
    'legal.main_rule': 'Hoofdregel',
    'legal.attempts': 'Aantal pogingen',
    'legal.fallback': 'En als dat niet lukt?',
    'legal.decisions_public': 'Besluitenlijst openbaar',
    'legal.dropped': 'Artikelen die wegblijven',
    'form.form': 'Gekozen vorm',
    'form.governance': 'Besturing',
    'form.motivation': 'Waarom deze vorm?',
    'matrix.notation': 'Letters in de matrix',
    'retention.until': 'Bewaren tot en met',
    'retention.months': 'Maanden na het afsluiten',
    'retention.reason': 'Waarom zo lang?',
    'retention.closed_on': 'Afgesloten op',
}
_PART_FIELDS = {
    'name': 'Naam',
    'short_name': 'Korte naam',
    'type': 'Soort',
    'legal_form': 'Rechtsvorm',
    'seat': 'Vestigingsplaats',
    'kvk': 'KvK-nummer',
    'signatory': 'Wie tekent?',
    'signatory_function': 'Functie',
    'decision_basis': 'Besluit waarop dit rust',
    'signs': 'Tekent mee',
    'own_goal': 'Eigen doel',
    'interest': 'Belang',
    'worry': 'Zorg',
    'wants': 'Vooral wel',
    'avoids': 'Vooral niet',
    'needs': 'Nodig van anderen',
    'people': 'Mensen',
    'function': 'Functie',
    'person_id': 'Persoon',
    'party_id': 'Partij',
    'level': 'Mandaat',
    'subjects': 'Onderwerpen',
    'limit_euro': 'Grens in euro',
    'limit_hours': 'Grens in uren',
    'excluded': 'Niet in het mandaat',
    'granted_by': 'Gegeven door',
    'ends': 'Tot',
    'body': 'Overleg',
    'body_id': 'Overleg',
    'weeks': 'Weken',
    'weeks_min': 'Minste weken',
    'weeks_max': 'Meeste weken',
    'planned_on': 'Gepland op',
    'note': 'Opmerking',
    'text': 'Tekst',
    'task': 'Taak',
    'seats': 'Deelnemers',
    'chair': 'Voorzitter',
    'method': 'Hoe besluiten',
    'fallback': 'Als het niet lukt',
    'quorum': 'Wie er minstens bij is',
    'public': 'Openbaar',
    'goal': 'Doel',
    'rhythm': 'Ritme',
    'every': 'Om de',
    'first': 'Eerste keer',
    'until': 'Laatste keer',
    'dates': 'Data',
    'skipped': 'Gaat niet door op',
    'begins': 'Begint om',
    'place': 'Plaats',
    'papers_days': 'Stukken vooraf (dagen)',
    'minutes_days': 'Verslag na (dagen)',
    'term': 'Begrip',
    'meaning': 'Betekenis',
    'explanation': 'Uitleg',
    'owner': 'Wie',
    'due': 'Vóór',
    'done': 'Klaar',
    'amount': 'Bedrag',
    'on': 'Datum',
    'number': 'Nummer',
    'what': 'Wat',
    'who': 'Wie',
    'decides': 'Wie beslist',
    'prepares': 'Wie bereidt voor',
    'advises': 'Wie adviseert',
    'ratifies': 'Wie bevestigt',
}


def step_of(path: str, content: Content) -> str:
    """Give the id of the step where a place is filled in, e.g. 'rollen' or 'spoor-a'."""
    first, _, rest = path.partition('.')
    if first in ('texts', 'consents', 'sensitivity'):
        kind, _, text_of = rest.split('.')[0].partition(':')
        if kind == 'answer':
            return _track(text_of, content)
        return 'overeenkomst' if kind in ('clause', 'annex') else 'doel'
    if first == 'answers':
        return _track(rest.split('.')[0], content)
    if first == 'threads':
        return _place_step(rest.split('.')[0], content)
    return _STEPS.get(first, 'start')


def text_name(text_id: str, dossier: Dossier, content: Content) -> str:
    """Name a live text in a sentence: 'de bijdrage van LindeWarm'."""
    kind, _, rest = text_id.partition(':')
    if kind == 'contribution':
        party = dossier.party(rest)
        return f'de bijdrage van {party.short_name if party else "een partij die weg is"}'
    if kind == 'notebook':
        return f'het notitieboek van {party_name(rest, dossier)}'
    if kind == 'annex':
        number = next((annex.number for annex in content.annexes if annex.id == rest), rest)
        return f'bijlage {number}'
    if kind == 'answer':
        return f'de toelichting bij {question_name(rest, content)}'
    if kind == 'clause':
        title = next((article.title for article in content.articles if article.id == rest), rest)
        return f'de aanvulling bij artikel ‘{title}’'
    return 'het gezamenlijke doel'


def question_name(question_id: str, content: Content) -> str:
    """Name a question in a sentence: 'vraag A3 (Invloed per onderwerp)'."""
    question = content.questions.get(question_id)
    return f'vraag {question_id} ({question.short})' if question else f'vraag {question_id}'


def place_name(path: str, dossier: Dossier, content: Content) -> str:
    """Name a place in a sentence: '‘Begint op’ bij de intentieperiode'."""
    names = path.split('.')
    area = AREAS.get(names[0], names[0])
    if names[0] == 'answers' and len(names) > 1:
        return f'het antwoord op {question_name(names[1], content)}'
    if names[0] in ('consents', 'texts') and len(names) > 1:
        return text_name(names[1], dossier, content)
    if names[0] == 'sensitivity' and len(names) == 3:
        text = text_name(names[1], dossier, content)
        what = {'reason': 'de reden', 'until': 'de einddatum'}.get(names[2])
        return f'{what} bij {text}' if what else f'wie {text} mag lezen'
    if names[:2] in (['matrix', 'cells'], ['matrix', 'confirmed']) and len(names) == 4:
        what = 'de rol' if names[1] == 'cells' else 'de bevestiging'
        return f'{what} van {party_name(names[3], dossier)} bij ‘{_task(names[2], dossier)}’'
    if names[0] == 'stances' and len(names) > 2:
        return f'het standpunt van {party_name(names[2], dossier)} over ‘{_part(dossier, "terms", names[1])}’'
    if label := _FIELDS.get(path):
        return f'‘{label}’ bij {area}'
    if len(names) > 2:
        label = _PART_FIELDS.get(names[-1], '')
        field = f'‘{label}’ van ' if label else ''
        return f'{field}‘{_part(dossier, names[0], names[1])}’ bij {area}'
    return area


def party_name(party_id: str, dossier: Dossier) -> str:
    """Give the short name of a party, also of one that is gone."""
    party = dossier.party(party_id)
    return party.short_name if party else 'een partij die weg is'


def part_name(part: Any) -> str:
    """Give what a part of a list is called, from its stored form; empty if it has no name."""
    if not isinstance(part, dict):
        return ''
    return str(part.get('short_name') or part.get('name') or part.get('term') or part.get('text') or '')


def _place_step(place: str, content: Content) -> str:
    kind, _, about = place.partition(':')
    if kind == 'question':
        return _track(about, content)
    return {'article': 'overeenkomst', 'cell': 'rollen', 'text': 'doel'}.get(kind, 'overzicht')


def _track(question_id: str, content: Content) -> str:
    question = content.questions.get(question_id)
    return f'spoor-{question.track}' if question else 'overzicht'


def _task(task_id: str, dossier: Dossier) -> str:
    return next((task.name for task in dossier.matrix.tasks if task.id == task_id), 'een taak die weg is')


def _part(dossier: Dossier, area: str, part_id: str) -> str:
    try:
        part = value_at(dossier, f'{area}.{part_id}')
    except ChangeError:
        part = None
    for name in ('short_name', 'name', 'term', 'text', 'words'):
        if found := getattr(part, name, ''):
            return _cut(str(found), 60)
    return 'een onderdeel' if part is not None else 'iets dat weg is'


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f'{text[:most]}…'
