"""Lines of the timeline as HTML, grouped per day; everything people typed is escaped here."""

from collections.abc import Iterable, Sequence
from html import escape
from itertools import groupby

from components.html import icon_html
from components.theme import party_colour
from components.visit import Visit
from data.journal import Entry
from data.rules.dutch import day_text
from data.rules.story import ZONE, actor, can_restore, moment_text, sentence
from data.rules.story_places import place_name
from data.rules.story_threads import is_about_thread, place_in, thread_at
from data.rules.thread_places import spot_name, thread_link

Line = tuple[int, Entry]
"""place of an entry in the journal, and the entry"""


def days_html(visit: Visit, lines: Iterable[Line]) -> str:
    """Write lines under a heading per day, in the order they come."""
    days = groupby(lines, key=lambda line: line[1].at.astimezone(ZONE).date())
    return ''.join(_list_html(visit, day_text(day), each) for day, each in days)


def fresh_html(visit: Visit, lines: Sequence[Line]) -> str:
    """Write what was changed a moment ago; empty if nothing was."""
    return _list_html(visit, 'Net gewijzigd', lines) if lines else ''


def _list_html(visit: Visit, heading: str, lines: Iterable[Line]) -> str:
    items = ''.join(_line_html(visit, place, entry) for place, entry in lines)
    return f'<h3>{escape(heading)}</h3><ol class="wa-timeline">{items}</ol>'


def may_restore(visit: Visit, entry: Entry) -> bool:
    """Whether this member can put the earlier value of an entry back."""
    if not can_restore(entry.operation, entry.path, entry.old):
        return False
    if entry.operation == 'remove':
        return visit.may_add(entry.path.rpartition('.')[0], _party_of(entry.old))
    return visit.may(entry.path)


def _line_html(visit: Visit, place: int, entry: Entry) -> str:
    dossier, content = visit.dossier, visit.content
    who = actor(entry.name, entry.party_id, dossier)
    told = sentence(who, entry.operation, entry.path, entry.old, entry.new, dossier, content)
    told = escape(told[:1].upper() + told[1:])
    local = entry.at.astimezone(ZONE)
    return (
        f'<li style="--wa-party-colour:{party_colour(dossier, entry.party_id)}">'
        f'<time datetime="{escape(entry.at.isoformat())}">{local:%H.%M} uur</time> '
        f'<span class="wa-timeline__what">{told}</span>{_button(visit, place, entry)}</li>'
    )


def _button(visit: Visit, place: int, entry: Entry) -> str:
    if is_about_thread(entry.path):
        return _thread_link(visit, entry)
    where = place_name(entry.path, visit.dossier, visit.content)
    if entry.operation == 'text':
        hidden = f'{where}, {moment_text(entry.at)}'
        return _button_html('text', place, 'eye', 'Bekijk wat er veranderde', f'in {hidden}')
    if may_restore(visit, entry):
        return _button_html('value', place, 'undo-2', 'Zet terug', f'zoals het was: {where}')
    return ''


def _thread_link(visit: Visit, entry: Entry) -> str:
    """Give the way to a comment; nothing if it is not there any more."""
    dossier, content = visit.dossier, visit.content
    thread = thread_at(entry.path, visit.threads(dossier, [place_in(entry.path)]))
    if thread is None:
        return ''
    address = escape(visit.link(thread_link(thread, dossier, content)))
    hidden = f'de reactie bij {spot_name(thread.place, dossier, content)}, {moment_text(entry.at)}'
    return (
        f'<a class="wa-button wa-button--quiet wa-timeline__button" href="{address}">'
        f'{icon_html("message-square")}<span>Bekijk</span>'
        f'<span class="wa-visually-hidden"> {escape(hidden)}</span></a>'
    )


def _button_html(what: str, place: int, icon: str, words: str, hidden: str) -> str:
    return (
        f'<button type="button" class="wa-button wa-button--quiet wa-timeline__button" data-what="{what}" '
        f'data-place="{place}">{icon_html(icon)}<span>{escape(words)}</span>'
        f'<span class="wa-visually-hidden"> {escape(hidden)}</span></button>'
    )


def _party_of(part: object) -> str:
    return str(part.get('party_id', '')) if isinstance(part, dict) else ''
