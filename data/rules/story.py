"""A change of the journal as one Dutch sentence. Pure."""

import re
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from data.content_models import Content
from data.models import Dossier
from data.rules.dutch import date_text
from data.rules.person import is_words_of
from data.rules.story_places import part_name, party_name, place_name, text_name
from data.rules.story_threads import is_about_thread, thread_sentence
from data.rules.story_words import AREAS

ZONE = ZoneInfo('Europe/Amsterdam')
_DATE = re.compile(r'\d{4}-\d\d-\d\d')
_OPENNESS = {
    'intern': 'maakte van {place} een intern concept',
    'gedeeld': 'deelde {place} met de partijen',
    'openbaar': 'maakte {place} openbaar',
}
_AGREED_ONLY = ('consents.', 'matrix.confirmed.')


def actor(name: str, party_id: str, dossier: Dossier) -> str:
    """Name who did it: 'LindeWarm (Fatima)', or the name alone without a party."""
    party = dossier.party(party_id)
    if party and is_words_of(name, party):
        return name[:1].upper() + name[1:]
    return f'{party_name(party_id, dossier)} ({name})' if party_id else name


def sentence(who: str, operation: str, path: str, old: Any, new: Any, dossier: Dossier, content: Content) -> str:
    """Tell who changed what.

    :param who: as ``actor`` gives it
    :param operation: create, set, add, remove or text
    :param path: path of the change
    :param old: value before, JSON-like
    :param new: value after, JSON-like
    """
    if operation == 'create':
        return f'{who} maakte dit dossier.'
    if operation == 'anonymise':
        return f'{who} haalde een naam weg; daar staat nu ‘{new}’.'
    if is_about_thread(path):
        return thread_sentence(who, operation, path, old, new, dossier, content)
    if operation == 'add':
        return f'{who} voegde iets toe aan {_list_name(path)}{_called(new, dossier)}.'
    if operation == 'remove':
        return f'{who} haalde iets weg uit {_list_name(path)}{_called(old, dossier)}.'
    place = place_name(path, dossier, content)
    if operation == 'text':
        return f'{who} {_typed(place, new if isinstance(new, dict) else {})}.'
    if path.startswith('consents.'):
        return f'{who} gaf akkoord op {place}.' if new else f'{who} trok het akkoord op {place} in.'
    if path.startswith('sensitivity.') and path.endswith('.level') and new in _OPENNESS:
        return f'{who} {_OPENNESS[new].format(place=text_name(path.split(".")[1], dossier, content))}.'
    return f'{who} {difference(place, old, new, dossier)}.'


def difference(place: str, old: Any, new: Any, dossier: Dossier) -> str:
    """Tell what changed, without who: 'wijzigde ‘Begint op’ bij de intentieperiode: eerst ..., nu ...'."""
    before, after = shown(old, dossier), shown(new, dossier)
    if not before:
        return f'vulde {place} in: {after}' if after else f'wijzigde {place}'
    if not after:
        return f'maakte {place} leeg; er stond {before}'
    return f'wijzigde {place}: eerst {before}, nu {after}' if before != after else f'wijzigde {place}'


def moment_text(moment: datetime) -> str:
    """Write a moment as people in the Netherlands read it: '21 november 2026 om 16.40 uur'."""
    local = moment.astimezone(ZONE)
    return f'{date_text(local.date())} om {local:%H.%M} uur'


def can_restore(operation: str, path: str, old: Any) -> bool:
    """Whether an entry holds a value that can come back.

    Agreement is never put back: whoever agrees says so anew. What people said is theirs alone.
    """
    if path.startswith(_AGREED_ONLY) or is_about_thread(path) or old in (None, '', [], {}, ()):
        return False
    return operation in ('set', 'remove')


def shown(value: Any, dossier: Dossier) -> str:
    """Write a value for people; empty if there is none."""
    if value in (None, '', [], {}):
        return ''
    if isinstance(value, bool):
        return '‘ja’' if value else '‘nee’'
    if isinstance(value, list):
        return _list(value, dossier)
    if isinstance(value, dict):
        return f'‘{_cut(part_name(value))}’' if part_name(value) else 'een ander antwoord'
    return f'‘{_cut(_plain(str(value), dossier))}’'


def _typed(place: str, new: dict[str, Any]) -> str:
    if new.get('restored'):
        return f'zette {place} terug zoals het eerder was'
    came, went = int(new.get('came', 0)), int(new.get('went', 0))
    changes = [f'{_words(came)} erbij'] * bool(came) + [f'{_words(went)} weg'] * bool(went)
    together = f', samen met {_others(int(new["together"]) - 1)}' if new.get('together') else ''
    return f'wijzigde {place}{together}' + (f' ({", ".join(changes)})' if changes else '')


def _words(count: int) -> str:
    return '1 woord' if count == 1 else f'{count} woorden'


def _others(count: int) -> str:
    return 'een ander' if count == 1 else f'{count} anderen'


def _list_name(path: str) -> str:
    names = path.split('.')
    return AREAS.get(names[0], names[0])


def _called(part: Any, dossier: Dossier) -> str:
    if name := part_name(part):
        return f': ‘{_cut(name)}’'
    party_id = str(part.get('party_id', '')) if isinstance(part, dict) else ''
    return f', voor {party_name(party_id, dossier)}' if party_id else ''


def _list(values: list[Any], dossier: Dossier) -> str:
    names = [part_name(each) if isinstance(each, dict) else _plain(str(each), dossier) for each in values]
    return f'‘{_cut(", ".join(filter(None, names)))}’' if any(names) else 'een lijst'


def _plain(text: str, dossier: Dossier) -> str:
    if _DATE.fullmatch(text):
        try:
            return date_text(date.fromisoformat(text))
        except ValueError:
            return text
    party = dossier.party(text)
    return party.short_name if party else text


def _cut(text: str) -> str:
    return text if len(text) <= 80 else f'{text[:80]}…'
