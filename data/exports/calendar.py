"""The meetings as an iCalendar file (RFC 5545), to download or to subscribe to."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone, vDDDLists

from data.models import Dossier, Rhythm, Series
from data.rules.calendar import LAST_WEEK, dates, is_planned, month_place, rhythm_text

ZONE = ZoneInfo('Europe/Amsterdam')
REFRESH = timedelta(hours=6)
"""how often a program that subscribes may come back"""
_VTIMEZONE = """BEGIN:VTIMEZONE
TZID:Europe/Amsterdam
BEGIN:DAYLIGHT
DTSTART:19810329T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZNAME:CEST
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZNAME:CET
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
END:VTIMEZONE
"""
_WEEKDAYS = ('MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU')


def meetings_ics(dossier: Dossier, now: datetime) -> bytes:
    """Make a calendar of all meetings that can be planned; a series without a goal is left out.

    Titles name the meeting and the neighbourhood, never a person. The identity of a series stays the same over changes,
    so that a calendar that takes the file again replaces what it has.

    :param now: when the calendar is made, with a time zone
    """
    calendar = Calendar()
    calendar.add('prodid', '-//Wijkakkoord//Overleg//NL')
    calendar.add('version', '2.0')
    calendar.add('method', 'PUBLISH')
    calendar.add('x-wr-calname', f'Overleg {dossier.name}')
    calendar.add('refresh-interval', REFRESH, parameters={'VALUE': 'DURATION'})
    calendar.add_component(Timezone.from_ical(_VTIMEZONE))
    for series in dossier.meetings:
        if is_planned(series) and next(dates(series), None):
            calendar.add_component(_event(dossier, series, now))
    return bytes(calendar.to_ical())


def _event(dossier: Dossier, series: Series, now: datetime) -> Event:
    first = next(dates(series))
    event = Event()
    event.add('uid', f'{series.id}.{dossier.id}@wijkakkoord')
    event.add('dtstamp', now.astimezone(UTC))
    event.add('class', 'CONFIDENTIAL')  # RFC 5545 3.8.1.3: in a calendar that is shared, others see only when
    event.add('summary', ' – '.join(filter(None, [series.name, dossier.neighbourhood])))
    event.add('description', _description(series))
    event.add('dtstart', _at(first, series.begins))
    event.add('dtend', _end(first, series))
    if series.place.strip():
        event.add('location', series.place)
    _add_repeats(event, series, first)
    return event


def _add_repeats(event: Event, series: Series, first: date) -> None:
    if series.rhythm is Rhythm.DATES:
        if others := [day for day in dates(series) if day != first]:
            event.add('rdate', vDDDLists([_at(day, series.begins) for day in others]))
        return
    event.add('rrule', _rule(series))
    if skipped := sorted(day for day in {*series.skipped} if day > first):
        event.add('exdate', vDDDLists([_at(day, series.begins) for day in skipped]))


def _rule(series: Series) -> dict[str, object]:
    rule: dict[str, object] = {'freq': 'WEEKLY', 'interval': series.every}
    if series.rhythm is Rhythm.MONTHS and series.first:
        place = month_place(series.first)
        rule |= {
            'freq': 'MONTHLY',
            'byday': f'{-1 if place == LAST_WEEK else place}{_WEEKDAYS[series.first.weekday()]}',
        }
    if series.until:
        # RFC 5545 3.3.10: with a time zone at the start, the end of a rule is in UTC
        rule['until'] = datetime.combine(series.until, time(23, 59), ZONE).astimezone(UTC)
    return rule


def _description(series: Series) -> str:
    lines = [
        f'Doel: {series.goal.strip()}',
        f'Ritme: {rhythm_text(series)}',
        f'Stukken: {series.papers_days} dagen vooraf. Verslag: binnen {series.minutes_days} werkdagen.',
    ]
    return '\n'.join(lines)


def _at(day: date, clock: str) -> datetime:
    return datetime.combine(day, time.fromisoformat(clock), ZONE)


def _end(day: date, series: Series) -> datetime:
    """Give the end; one that does not lie after the begin is meant for the next day, if there is one."""
    if series.ends > series.begins:
        return _at(day, series.ends)
    return _at(day, '23:59') if day == date.max else _at(day + timedelta(days=1), series.ends)
