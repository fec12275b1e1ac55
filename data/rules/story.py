"""A change of the journal as one Dutch sentence."""

from typing import Any

from data.models import Dossier

_PLACES = {
    'name': 'de naam van het dossier',
    'reason': 'de aanleiding',
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
    'bodies': 'de overleggen',
    'routes': 'de routes van besluiten',
    'escalation': 'de stappen bij verschil van mening',
    'decisions': 'de besluitenlijst',
    'meetings': 'het overlegritme',
    'terms': 'de begrippenlijst',
    'stances': 'de begrippenlijst',
    'answers': 'een antwoord',
    'consents': 'het akkoord',
    'open_points': 'de open punten',
    'milestones': 'de versies',
}


def sentence(name: str, operation: str, path: str, old: Any, new: Any, dossier: Dossier) -> str:
    """Tell who changed what.

    :param path: path of the change
    :param old: value before, JSON-like
    :param new: value after, JSON-like
    """
    if operation == 'create':
        return f'{name} maakte dit dossier.'
    place = _place(path, dossier)
    if path.startswith('consents.'):
        return f'{name} gaf akkoord op {place}.' if new else f'{name} trok het akkoord op {place} in.'
    if operation == 'add':
        return f'{name} voegde iets toe aan {place}{_named(new)}.'
    if operation == 'remove':
        return f'{name} haalde iets weg uit {place}{_named(old)}.'
    return f'{name} wijzigde {place}: {_short(old)} werd {_short(new)}.'


def _place(path: str, dossier: Dossier) -> str:
    names = path.split('.')
    if names[0] == 'answers' and len(names) > 1:
        return f'het antwoord op vraag {names[1]}'
    if names[0] == 'consents':
        return _text_name(names[1], dossier)
    if names[:2] == ['matrix', 'cells'] and len(names) == 4:
        task = next((task.name for task in dossier.matrix.tasks if task.id == names[2]), names[2])
        party = dossier.party(names[3])
        return f'de rol van {party.short_name if party else names[3]} bij ‘{task}’'
    return _PLACES.get(names[0], names[0])


def _text_name(text_id: str, dossier: Dossier) -> str:
    kind, _, rest = text_id.partition(':')
    party = dossier.party(rest)
    if kind == 'contribution':
        return f'de bijdrage van {party.short_name if party else rest}'
    return 'het gezamenlijke doel' if kind == 'goal' else f'de tekst ‘{text_id}’'


def _named(part: Any) -> str:
    name = part.get('name') or part.get('short_name') or part.get('text') if isinstance(part, dict) else ''
    return f': ‘{_cut(str(name))}’' if name else ''


def _short(value: Any) -> str:
    if value in (None, '', [], {}):
        return 'leeg'
    if isinstance(value, bool):
        return 'ja' if value else 'nee'
    if isinstance(value, list):
        return (
            f'‘{_cut(", ".join(str(each) for each in value))}’'
            if all(isinstance(e, str) for e in value)
            else 'een lijst'
        )
    return f'‘{_cut(str(value))}’' if not isinstance(value, dict) else 'iets anders'


def _cut(text: str) -> str:
    return text if len(text) <= 80 else f'{text[:80]}…'
