"""What comments look like in the browser, as JSON-like data; who may do what with each is worked out here."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from components.theme import party_colour
from components.visit import Visit
from data.models import Dossier, Post, Thread
from data.rules import permissions
from data.rules.dutch import date_text
from data.rules.story import actor, moment_text
from data.rules.thread_places import spot_name, thread_link
from data.rules.threads import blocking, is_late, short


def summary_of(threads: Sequence[Thread]) -> dict[str, Any]:
    """Give what is shown while the comments are folded away: how many there are, how many block, and their ids."""
    open_ = [thread for thread in threads if thread.resolved is None]
    return {
        'count': sum(not post.removed for thread in open_ for post in thread.posts),
        'blocking': len(blocking(threads)),
        'ids': [thread.id for thread in threads],
    }


def thread_state(visit: Visit, dossier: Dossier, thread: Thread) -> dict[str, Any]:
    """Give all that is shown of a thread to one member."""
    link = thread_link(thread, dossier, visit.content)
    return {
        'id': thread.id,
        'place': thread.place,
        'where': spot_name(thread.place, dossier, visit.content),
        'link': '' if link.startswith('#') else visit.link(link),
        'words': short(thread.words),
        'point': thread.point,
        'owner': thread.owner,
        'due': thread.due.isoformat() if thread.due else '',
        'when': _when(thread, visit.today),
        'late': is_late(thread, visit.today),
        'blocks': thread.blocks,
        'resolved': _resolved(thread),
        'posts': [_post(visit, dossier, post) for post in thread.posts],
        'settle': permissions.may_settle(visit.member, dossier, thread),
    }


def owners_of(visit: Visit) -> list[str]:
    """Give the names to choose from when somebody sorts something out: who takes part, and who is named."""
    members = [member.name for member in visit.workspace.accounts.members_of(visit.dossier_id)]
    people = [person.name for party in visit.dossier.parties for person in party.people]
    return [*dict.fromkeys([*members, *people])]


def _post(visit: Visit, dossier: Dossier, post: Post) -> dict[str, Any]:
    return {
        'id': post.id,
        'text': post.text,
        'removed': post.removed,
        'who': actor(post.name, post.party_id, dossier) if post.name else '',
        'colour': party_colour(dossier, post.party_id),
        'at': post.at.isoformat() if post.at else '',
        'when': moment_text(post.at) if post.at else '',
        'edited': post.edited is not None,
        'mine': permissions.may_edit_post(visit.member, dossier, post),
    }


def _when(thread: Thread, today: date) -> str:
    """Say by when, and in words whether that has passed."""
    if thread.due is None:
        return ''
    return f'vóór {date_text(thread.due)}' + (', die datum is voorbij' if is_late(thread, today) else '')


def _resolved(thread: Thread) -> str:
    if thread.resolved is None:
        return ''
    by = f' door {thread.resolved.by}' if thread.resolved.by else ''
    at = f' op {date_text(thread.resolved.at.date())}' if thread.resolved.at else ''
    return f'Afgehandeld{by}{at}'
