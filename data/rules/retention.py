"""Until when a dossier is kept, and when somebody should look at that. Pure; nothing is ever removed by itself."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

from data.models import Dossier, Finding, Level, Retention
from data.rules.dutch import date_text

NEAR = timedelta(days=60)
"""how long before the last day people are reminded"""
CLOSED = 'Dit dossier is afgesloten. Een beheerder van het dossier kan het heropenen.'
_LINK = '/start#bewaren'


def last_day(retention: Retention) -> date | None:
    """Give the last day a dossier is kept, None if nobody said or it depends on closing it."""
    if retention.until or retention.closed_on is None or retention.months is None:
        return retention.until
    year, month = divmod(retention.closed_on.year * 12 + retention.closed_on.month - 1 + retention.months, 12)
    if year > date.max.year:
        return date.max
    return date(year, month + 1, min(retention.closed_on.day, monthrange(year, month + 1)[1]))


def is_over(dossier: Dossier, today: date) -> bool:
    """Whether a dossier has been kept long enough; the last day itself is still in time."""
    last = last_day(dossier.retention)
    return last is not None and last < today


def retention_words(dossier: Dossier) -> str:
    """Say in Dutch how long a dossier is kept and why."""
    retention = dossier.retention
    why = f' Reden: {retention.reason.strip().rstrip(".")}.' if retention.reason.strip() else ''
    if last := last_day(retention):
        return f'Dit dossier wordt bewaard tot en met {date_text(last)}.{why}'
    if retention.months is not None:
        months = 'één maand' if retention.months == 1 else f'{retention.months} maanden'
        return f'Dit dossier wordt bewaard tot {months} na het afsluiten.{why}'
    return 'De gemeente heeft nog niet gekozen hoe lang dit dossier wordt bewaard.'


def closed_words(dossier: Dossier) -> str:
    """Say in Dutch that nothing can be changed any more; empty if it can."""
    closed = dossier.retention.closed_on
    return f'Dit dossier is op {date_text(closed)} afgesloten. Niemand kan nog iets wijzigen.' if closed else ''


def retention_findings(dossier: Dossier, today: date) -> Iterator[Finding]:
    """Find what the municipality has to decide about keeping a dossier."""
    last = last_day(dossier.retention)
    if last and last < today:
        yield _finding('R2', f'De bewaartermijn was op {date_text(last)} voorbij. Verwijder het dossier of verleng.')
    elif last and last - today <= NEAR:
        yield _finding('R1', f'De bewaartermijn loopt af op {date_text(last)}. Bewaar wat u nodig heeft.')
    elif dossier.is_closed and last is None:
        yield _finding('R3', 'Dit dossier is afgesloten, maar niemand koos hoe lang het wordt bewaard.')


def _finding(code: str, message: str) -> Finding:
    return Finding(code=code, level=Level.WARNING, message=message, link=_LINK)
