"""What the places of a dossier are called in its history, and to which step each belongs. Pure."""

from typing import Any

from data.content_models import Content
from data.models import Dossier
from data.rules.changes import ChangeError, value_at
from data.rules.story_words import AREAS, FIELDS, PART_FIELDS, STEPS


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
    return STEPS.get(first, 'start')


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
    if label := FIELDS.get(path):
        return f'‘{label}’ bij {area}'
    if len(names) > 2:
        label = PART_FIELDS.get(names[-1], '')
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
