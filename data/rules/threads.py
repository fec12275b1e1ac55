"""Comments and open points: where they are, who sees them, and how they change. Pure.

Source: issue 'People and parties', comments per question, article, cell and text; whoever may not read a text does not
read what is said about it either.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from data.content_models import Content
from data.models import (
    GOAL,
    WHOLE,
    Dossier,
    Member,
    OpenPoint,
    Post,
    Resolved,
    Thread,
    answer_of,
    clause_of,
    contribution_of,
)
from data.rules.changes import ChangeError
from data.rules.permissions import is_for_all, may_read_text

LONGEST = 2000
"""letters of one comment"""
MOST_THREADS = 1000
"""threads of one dossier"""
MOST_POSTS = 200
"""comments in one thread"""
SHORT = 100
"""letters of a comment that a sentence or a list repeats"""
SAME = timedelta(minutes=1)
"""equal words within this time came twice by mistake"""
GONE = 'Deze reactie bestaat niet meer. Misschien is zij net verwijderd.'


def text_at(place: str) -> str:
    """Give the live text that people talk about at a place; empty if it is about no text."""
    kind, _, rest = place.partition(':')
    match kind:
        case 'text':
            return rest
        case 'question':
            return answer_of(rest)
        case 'article':
            return clause_of(rest)
    return ''


def may_see_place(member: Member, dossier: Dossier, place: str) -> bool:
    """Whether somebody may read what is said at a place: what is said of a draft stays with its party."""
    text_id = text_at(place)
    return member.dossier_id == dossier.id and bool(place) and (not text_id or may_read_text(member, dossier, text_id))


def check_talk(dossier: Dossier, place: str) -> None:
    """See to it that nobody talks about a draft here: the words would be everyone's once it is shared.

    :raises ChangeError: if it is one
    """
    if (text_id := text_at(place)) and not is_for_all(dossier, text_id):
        raise ChangeError(
            'Reageren kan zodra deze tekst is gedeeld. Overleg met uw eigen partij kan in uw notitieboek.'
        )


def visible_threads(member: Member, dossier: Dossier, places: Iterable[str] | None = None) -> tuple[Thread, ...]:
    """Give the threads that somebody may read; every page, file and list takes them from here.

    :param places: only those at these places; None is everywhere
    """
    asked = {thread.place for thread in dossier.threads} if places is None else {*places}
    seen = {place for place in asked if may_see_place(member, dossier, place)}
    return tuple(thread for thread in dossier.threads if thread.place in seen)


def as_seen_by(member: Member, dossier: Dossier) -> Dossier:
    """Give a dossier without what is said where somebody may not read."""
    return dossier.model_copy(update={'threads': visible_threads(member, dossier)})


def blocking(threads: Iterable[Thread]) -> tuple[Thread, ...]:
    """Give the open points that keep the agreement from being final."""
    return tuple(thread for thread in threads if thread.blocks and thread.is_open_point)


def is_late(thread: Thread, today: date) -> bool:
    """Tell whether the date of an open point has passed; the day itself is still in time."""
    return thread.is_open_point and thread.due is not None and thread.due < today


def is_place(place: str, dossier: Dossier, content: Content) -> bool:
    """Tell whether there is such a place to talk about now."""
    kind, *names = place.split(':')
    match kind, names:
        case 'question', [question_id]:
            return question_id in content.questions
        case 'article', [article_id]:
            return any(article.id == article_id for article in content.articles)
        case 'cell', [task_id, party_id]:
            return dossier.party(party_id) is not None and any(task.id == task_id for task in dossier.matrix.tasks)
        case 'text', _:
            return text_at(place) in {GOAL, *(contribution_of(party.id) for party in dossier.parties)}
    return place == WHOLE


def short(words: str) -> str:
    """Give the beginning of what somebody wrote, on one line."""
    line = ' '.join(words.split())
    return line if len(line) <= SHORT else f'{line[:SHORT]}…'


def checked_words(text: object) -> str:
    """Give a comment as it is kept.

    :raises ChangeError: if it is empty or too long
    """
    words = str(text).replace('\r\n', '\n').replace('\x00', '').strip()
    if not words:
        raise ChangeError('Een reactie kan niet leeg zijn. Schrijf eerst iets.')
    if len(words) > LONGEST:
        raise ChangeError(f'Deze reactie is te lang: {len(words)} tekens. Er passen er {LONGEST}.')
    return words


def with_thread(dossier: Dossier, thread: Thread) -> Dossier:
    """Put a new thread, or a newer form of one, into a dossier; one without any words left goes.

    :raises ChangeError: if there are too many
    """
    others = [each for each in dossier.threads if each.id != thread.id]
    if len(others) >= MOST_THREADS:
        raise ChangeError(f'Er staan al {MOST_THREADS} reacties en open punten in dit dossier. Meer passen er niet.')
    if not thread.words:
        return dossier.model_copy(update={'threads': tuple(others)})
    known = len(others) < len(dossier.threads)
    threads = tuple(thread if each.id == thread.id else each for each in dossier.threads)
    return dossier.model_copy(update={'threads': threads if known else (*threads, thread)})


def with_post(thread: Thread, post: Post) -> Thread:
    """Add what somebody says, or put in a newer form of it.

    :raises ChangeError: if the thread is full, or ended
    """
    if any(each.id == post.id for each in thread.posts):
        return thread.model_copy(update={'posts': tuple(post if each.id == post.id else each for each in thread.posts)})
    if thread.resolved:
        raise ChangeError('Dit is al afgehandeld. Begin een nieuwe reactie, of laat het opnieuw openen.')
    if len(thread.posts) >= MOST_POSTS:
        raise ChangeError(f'Hier staan al {MOST_POSTS} reacties. Begin een nieuwe reactie.')
    return thread.model_copy(update={'posts': (*thread.posts, post)})


def is_repeated(thread: Thread, post: Post) -> bool:
    """Tell whether somebody just said this: a browser sends words again when the line broke before the answer."""
    last = thread.posts[-1]
    if (last.member_id, last.text) != (post.member_id, post.text) or last.at is None or post.at is None:
        return False
    return post.at - last.at < SAME


def taken_over(dossier: Dossier) -> Dossier:
    """Make threads of the open points that earlier versions kept apart."""
    if not dossier.open_points:
        return dossier
    old = tuple(map(_thread_of, dossier.open_points))
    return dossier.model_copy(update={'threads': (*dossier.threads, *old), 'open_points': ()})


def _thread_of(point: OpenPoint) -> Thread:
    words = point.text.strip() or 'Een open punt zonder tekst'
    return Thread(
        id=point.id,
        place=WHOLE,
        posts=(Post(id='1', text=words),),
        point=True,
        owner=point.owner,
        due=point.due,
        resolved=Resolved(by='') if point.done else None,
    )
