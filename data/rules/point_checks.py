"""Open points that keep the agreement from being final, and those whose date has passed.

Source: issue 'People and parties': an open point has an owner and a date, and says whether it blocks.
"""

from collections.abc import Iterable
from datetime import date

from data.content_models import Content
from data.models import Dossier, Finding, Level, Thread
from data.rules.dutch import date_text
from data.rules.thread_places import sections_of, spot_name, thread_link
from data.rules.threads import blocking, is_late, short


def blocking_points(threads: Iterable[Thread], dossier: Dossier, content: Content) -> tuple[Finding, ...]:
    """Give an error per open point that blocks.

    :param threads: those that whoever asks may see
    """
    return tuple(
        Finding(
            code='P1',
            level=Level.ERROR,
            message=f'Open punt bij {spot_name(thread.place, dossier, content)}: {_quoted(thread)}'
            ' Dit moet klaar zijn voordat de overeenkomst definitief wordt.',
            link=thread_link(thread, dossier, content),
            subject=next(iter(sections_of(thread.place, content)), ''),
        )
        for thread in blocking(threads)
    )


def _quoted(thread: Thread) -> str:
    words = short(thread.words)
    return f'‘{words}’' if words.endswith(('.', '!', '?', '…')) else f'‘{words}’.'


def late_points(threads: Iterable[Thread], dossier: Dossier, content: Content, today: date) -> tuple[Finding, ...]:
    """Give a warning per open point whose date has passed, unless it is an error already."""
    return tuple(
        Finding(
            code='P2',
            level=Level.WARNING,
            message=_late(thread, thread.due),
            link=thread_link(thread, dossier, content),
        )
        for thread in threads
        if is_late(thread, today) and not thread.blocks and thread.due
    )


def _late(thread: Thread, due: date) -> str:
    who = thread.owner.strip() or 'Iemand'
    return f'{who} zou dit uitzoeken: ‘{short(thread.words)}’. De datum daarvoor was {date_text(due)}.'
