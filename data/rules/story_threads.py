"""What happened to comments and open points, as Dutch sentences. Pure.

The journal holds no words of a comment; they are looked up in the dossier, so that words taken back are not told on.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from data.content_models import Content
from data.models import Dossier, Member, Post, Thread
from data.rules.dutch import date_text
from data.rules.permissions import may_read_moment
from data.rules.thread_places import spot_name
from data.rules.threads import may_see_place, short

AREA = 'threads'
"""first name of the paths: ``threads.<place>.<thread id>`` and then what of it"""
TYPED = 'texts.'
"""how the paths of entries about typing begin; the id of the live text follows"""


def is_about_thread(path: str) -> bool:
    """Tell whether a path of the journal is about a comment."""
    return path.startswith(f'{AREA}.')


def place_in(path: str) -> str:
    """Give the place that a path is about; empty if it is about no comment."""
    names = path.split('.')
    return names[1] if names[0] == AREA and len(names) > 1 else ''


def may_hear_of(member: Member, dossier: Dossier, path: str, new: Any = None) -> bool:
    """Whether somebody may see in the history that something changed; comments and drafts are kept from some.

    :param new: the value after, as the journal has it
    """
    if path.startswith(TYPED):
        number = new.get('moment', 0) if isinstance(new, dict) else 0
        return may_read_moment(member, dossier, path.removeprefix(TYPED), int(number))
    return not is_about_thread(path) or may_see_place(member, dossier, place_in(path))


def thread_at(path: str, threads: Iterable[Thread]) -> Thread | None:
    """Give the thread that a path is about, None if it is not there any more."""
    names = path.split('.')
    return next((each for each in threads if len(names) > 2 and each.id == names[2]), None)


def thread_sentence(who: str, operation: str, path: str, old: Any, new: Any, dossier: Dossier, content: Content) -> str:
    """Tell who said or did what; operation, path and values are those of the journal."""
    _, place, _, *rest = [*path.split('.'), '', '']
    thread = thread_at(path, dossier.threads)
    at = f' bij {spot_name(place, dossier, content)}'
    what = rest[0] if rest else ''
    if what in ('', 'posts'):
        return f'{who} {_said(operation, thread, old, new, at)}.'
    about = f'‘{short(thread.words)}’{at}' if thread else f'een reactie{at} die weg is'
    return f'{who} {_done(what, about, old, new)}.'


def thread_difference(operation: str, path: str, old: Any, new: Any, dossier: Dossier, content: Content) -> str:
    """Tell what is different about a thread between two moments."""
    _, place, _, *rest = [*path.split('.'), '', '']
    thread = thread_at(path, dossier.threads)
    at = f' bij {spot_name(place, dossier, content)}'
    what = rest[0] if rest else ''
    if not what:
        point = isinstance(new, dict) and new.get('point')
        return f'{"Nieuw open punt" if point else "Nieuwe reactie"}{at}{_words(thread, new)}.'
    about = f'‘{short(thread.words)}’{at}' if thread else f'een reactie{at} die weg is'
    if what == 'posts':
        return f'Er is gereageerd{at}.' if operation == 'add' else f'Er is een reactie gewijzigd of verwijderd{at}.'
    return f'Bij {about}: {_now(what, new)}.'


def _now(what: str, new: Any) -> str:
    match what:
        case 'resolved':
            return 'nu afgehandeld' if new else 'nu weer open'
        case 'point':
            return 'nu een open punt' if new else 'nu geen open punt meer'
        case 'blocks':
            return f'blokkeert de definitieve overeenkomst nu {"wel" if new else "niet"}'
        case 'owner':
            return f'nu is ‘{short(str(new))}’ aan zet' if new else 'nu is niemand aan zet'
    return f'nu vóór {_date(new)}' if new else 'nu zonder datum'


def _said(operation: str, thread: Thread | None, old: Any, new: Any, at: str) -> str:
    if operation == 'remove':
        return f'verwijderde een eigen reactie{at}'
    if operation == 'set':
        return f'wijzigde een eigen reactie{at}{_words(thread, new)}'
    if isinstance(new, dict) and new.get('point'):
        return f'schreef een open punt op{at}{_words(thread, new)}'
    return f'reageerde{at}{_words(thread, new)}'


def _words(thread: Thread | None, new: Any) -> str:
    """Give the words as they are now; nothing if they were taken back."""
    post_id = new.get('post') if isinstance(new, dict) else None
    post: Post | None = next((each for each in thread.posts if each.id == post_id), None) if thread else None
    return f': ‘{short(post.text)}’' if post and not post.removed else ''


def _done(what: str, about: str, old: Any, new: Any) -> str:
    match what, bool(new):
        case 'resolved', True:
            return f'handelde af: {about}'
        case 'resolved', False:
            return f'opende opnieuw: {about}'
        case 'point', True:
            return f'maakte een open punt van {about}'
        case 'point', False:
            return f'maakte weer een gewone reactie van {about}'
        case 'blocks', True:
            return f'zei dat dit de definitieve overeenkomst blokkeert: {about}'
        case 'blocks', False:
            return f'zei dat dit de definitieve overeenkomst niet meer blokkeert: {about}'
        case 'owner', True:
            return f'gaf {about} aan ‘{short(str(new))}’'
        case 'owner', False:
            return f'haalde ‘{short(str(old))}’ weg bij {about}'
        case 'due', True:
            return f'zette ‘vóór {_date(new)}’ bij {about}'
        case 'due', False:
            return f'haalde de datum {_date(old)} weg bij {about}'
    return f'wijzigde {about}'


def _date(value: Any) -> str:
    try:
        return date_text(date.fromisoformat(str(value)))
    except ValueError:
        return str(value)
