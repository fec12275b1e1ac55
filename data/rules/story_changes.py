"""What is different in a dossier between two moments, worked out from its journal. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from data.content_models import Content
from data.models import Dossier
from data.rules.story import shown
from data.rules.story_places import part_name, place_name
from data.rules.story_threads import is_about_thread, thread_difference
from data.rules.story_words import AREAS


@dataclass(frozen=True, slots=True)
class Change:
    """One change as the journal has it; texts are compared word by word elsewhere."""

    operation: str
    path: str
    old: Any
    new: Any
    who: str


@dataclass(frozen=True, slots=True)
class NetChange:
    """What all changes of one place come to."""

    path: str
    first: Change
    last: Change
    people: tuple[str, ...]


def net_changes(changes: Iterable[Change]) -> list[NetChange]:
    """Give what is different in the end, per place, in the order the places were first changed.

    What came and went again, or ended as it began, is no difference.
    """
    found: dict[str, list[Change]] = {}
    for change in changes:
        if change.operation in ('set', 'add', 'remove'):
            found.setdefault(change.path, []).append(change)
    net = [NetChange(path, all_[0], all_[-1], _people(all_)) for path, all_ in found.items()]
    made = {each.path for each in net if _came(each)}
    gone = {each.path for each in net if _went(each)} | {each.path for each in net if _came_and_went(each)}
    return [
        each
        for each in net
        if not _came_and_went(each)
        and each.first.old != each.last.new
        and not any(each.path.startswith(f'{path}.') for path in made | gone)
    ]


def net_sentence(change: NetChange, dossier: Dossier, content: Content) -> str:
    """Tell one difference: 'Bij de partijen kwam ‘LindeWarm’.'."""
    if is_about_thread(change.path):
        last = change.last
        return thread_difference(last.operation, change.path, change.first.old, last.new, dossier, content)
    area = AREAS.get(change.path.split('.')[0], '')
    if _came(change):
        return f'Nieuw bij {area}: ‘{_name(change.first.new, change.path, dossier) or "een onderdeel"}’.'
    if _went(change):
        return f'Weg bij {area}: ‘{_name(change.last.old, change.path, dossier) or "een onderdeel"}’.'
    if change.path.startswith('consents.'):
        place = place_name(change.path, dossier, content)
        return f'Akkoord gegeven op {place}.' if change.last.new else f'Akkoord ingetrokken op {place}.'
    place = place_name(change.path, dossier, content)
    before, after = shown(change.first.old, dossier), shown(change.last.new, dossier)
    if before and after:
        return f'{_capital(place)}: eerst {before}, nu {after}.'
    return (
        f'{_capital(place)} is ingevuld: {after}.'
        if after
        else f'{_capital(place)} is leeg gemaakt; er stond {before}.'
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _people(changes: list[Change]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(change.who for change in changes))


def _came(change: NetChange) -> bool:
    return change.first.operation == 'add' and change.last.operation != 'remove'


def _went(change: NetChange) -> bool:
    return change.last.operation == 'remove' and change.first.operation != 'add'


def _came_and_went(change: NetChange) -> bool:
    return change.first.operation == 'add' and change.last.operation == 'remove'


def _name(part: Any, path: str, dossier: Dossier) -> str:
    """Name a part as it is now, or else as it was stored: a fresh part gets its name later."""
    area, _, part_id = path.partition('.')
    parts = getattr(dossier, area, None) or ()
    now = (
        next((each for each in parts if getattr(each, 'id', '') == part_id), None) if isinstance(parts, tuple) else None
    )
    return part_name(now.model_dump()) if now is not None else part_name(part)
