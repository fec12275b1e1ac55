"""Checks of the rhythm of meetings. Source: domain 2.5 and 2.6, article 14."""

from collections.abc import Iterator
from datetime import date

from data.models import Dossier, Finding, Level, Rhythm, Series
from data.rules.calendar import is_planned, occurrences
from data.rules.dutch import day_text

LOOK_AHEAD = 12
"""how many coming meetings of a series are held against the public holidays"""


def check_meetings(dossier: Dossier, today: date) -> tuple[Finding, ...]:
    """Find what the meetings of a dossier lack.

    :param today: meetings before it are not looked at
    """
    if not dossier.meetings:
        message = 'Er is nog geen overleg gepland. Begin met het overleg dat het vaakst bij elkaar komt.'
        return (Finding(code='K0', level=Level.ERROR, message=message, link='/overleg'),)
    return tuple(finding for series in dossier.meetings for finding in _series(dossier, series, today))


def _series(dossier: Dossier, series: Series, today: date) -> Iterator[Finding]:
    name = f'‘{series.name or "overleg zonder naam"}’'
    if not series.goal.strip():
        message = f'{name} heeft nog geen doel en kan daarom niet worden gepland. Waarvoor komt u bij elkaar?'
        yield _finding('K1', Level.ERROR, series, message)
    elif not is_planned(series):
        yield _finding('K2', Level.WARNING, series, f'Kies wanneer {name} voor het eerst bij elkaar komt.')
    if series.body_id and not any(body.id == series.body_id for body in dossier.bodies):
        yield _finding('K3', Level.WARNING, series, f'{name} is van een groep die er niet meer is. Kies een andere.')
    if series.ends <= series.begins:
        message = f'{name} eindigt om {series.ends}, maar begint pas om {series.begins}. Kijk de tijden na.'
        yield _finding('K4', Level.WARNING, series, message)
    if series.rhythm is not Rhythm.DATES and series.first and series.until and series.until < series.first:
        yield _finding(
            'K5', Level.WARNING, series, f'De laatste dag van {name} ligt voor de eerste. Kijk de datums na.'
        )
    for meeting in occurrences(series, today, LOOK_AHEAD) if is_planned(series) else ():
        if meeting.holiday:
            message = f'{name} valt op {day_text(meeting.day)}: {meeting.holiday}. Sla die keer over of kies een dag.'
            yield _finding('K6', Level.WARNING, series, message)


def _finding(code: str, level: Level, series: Series, message: str) -> Finding:
    return Finding(code=code, level=level, message=message, link=f'/overleg#serie-{series.id}', subject=series.id)
