"""The calendar file, read back by the library and by an independent expansion of its rules."""

from datetime import UTC, date, datetime, timedelta
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rruleset, rrulestr
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar, Event

from data.exports.calendar import meetings_ics
from data.models import Dossier, Rhythm, Series
from data.rules.calendar import dates

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
AMSTERDAM = ZoneInfo('Europe/Amsterdam')
DAYS = st.dates(date(2024, 1, 1), date(2032, 1, 1))
ANY_DAY = st.dates() | st.sampled_from([date.min, date(1, 1, 2), date(26, 3, 1), date(9999, 12, 30), date.max])
CLOCKS = st.sampled_from(['00:00', '00:10', '16:00', '23:59'])


def series(**changes: Any) -> Series:
    values: dict[str, Any] = {'id': 'kt', 'name': 'Kernteam', 'goal': 'beslissen', 'first': date(2027, 2, 4)}
    return Series(**{**values, **changes})


def dossier(*meetings: Series) -> Dossier:
    created = datetime(2026, 11, 1, tzinfo=UTC)
    return Dossier(id='d', name='Lindelanden', neighbourhood='De Lindelanden', created=created, meetings=meetings)


def events(*meetings: Series) -> list[Event]:
    return Calendar.from_ical(meetings_ics(dossier(*meetings), NOW)).events


def expanded(event: Event, count: int) -> list[date]:
    """Expand what the file says with dateutil."""
    start = event['dtstart'].dt
    found = rruleset()
    found.rdate(start)
    if 'rrule' in event:
        found.rrule(rrulestr(event['rrule'].to_ical().decode(), dtstart=start))
    for day in event['rdate'].dts if 'rdate' in event else []:
        found.rdate(day.dt)
    for day in event['exdate'].dts if 'exdate' in event else []:
        found.exdate(day.dt)
    return [day.date() for day in islice(found, count)]


@st.composite
def plans(draw: st.DrawFn) -> Series:
    first = draw(DAYS)
    days = draw(st.lists(DAYS, max_size=5))
    one = series(
        rhythm=draw(st.sampled_from(Rhythm)),
        every=draw(st.integers(1, 9)),
        first=first,
        until=draw(st.none() | st.dates(first, date(2034, 1, 1))),
        dates=tuple(days),
    )
    usual = [*islice(dates(one), 8)]
    skipped = draw(st.lists(st.sampled_from(usual), max_size=3)) if usual else []
    return one.model_copy(update={'skipped': tuple(skipped)})


@given(plans())
def test_a_calendar_program_sees_the_dates_of_the_page(plan: Series) -> None:
    ours = [*islice(dates(plan), 8)]

    found = [day for event in events(plan) for day in expanded(event, 8)]

    assert found == ours


def test_a_shared_calendar_shows_only_when() -> None:
    assert [event['class'] for event in events(series(every=1))] == ['CONFIDENTIAL']


def test_the_clock_time_stays_the_same_over_the_change_to_summer_time() -> None:
    ics = meetings_ics(dossier(series(every=1, begins='16:00', ends='17:30')), NOW)

    event = Calendar.from_ical(ics).events[0]

    assert b'DTSTART;TZID=Europe/Amsterdam:20270204T160000' in ics
    assert event['dtend'].dt - event['dtstart'].dt == timedelta(hours=1, minutes=30)
    assert b'BEGIN:VTIMEZONE' in ics


@pytest.mark.parametrize('day', [date(2027, 1, 15), date(2027, 7, 15), date(2040, 3, 26), date(2040, 10, 27)])
def test_the_time_zone_in_the_file_is_that_of_amsterdam(day: date) -> None:
    zone = Calendar.from_ical(meetings_ics(dossier(), NOW)).timezones[0].to_tz(lookup_tzid=False)
    noon = datetime.combine(day, datetime.min.time()).replace(hour=12)

    assert noon.replace(tzinfo=zone).utcoffset() == noon.replace(tzinfo=AMSTERDAM).utcoffset()


def test_a_changed_series_keeps_its_identity() -> None:
    before = events(series())[0]
    after = events(series(name='Kernteam nieuw', every=4, first=date(2027, 3, 1)))[0]

    assert before['uid'] == after['uid']
    assert {event['uid'] for event in events(series(), series(id='sg'))} == {'kt.d@wijkakkoord', 'sg.d@wijkakkoord'}


def test_a_series_without_a_goal_or_a_day_is_left_out() -> None:
    assert events(series(goal=' '), series(id='a', first=None), series(id='b', rhythm=Rhythm.DATES)) == []


def test_the_title_names_meeting_and_neighbourhood_and_the_text_has_the_goal() -> None:
    event = events(series(place='Wijkcentrum'))[0]

    assert str(event['summary']) == 'Kernteam – De Lindelanden'
    assert 'Doel: beslissen' in event['description']
    assert str(event['location']) == 'Wijkcentrum'


def test_a_meeting_over_midnight_ends_the_next_day() -> None:
    event = events(series(begins='23:00', ends='00:30'))[0]

    assert event['dtend'].dt - event['dtstart'].dt == timedelta(hours=1, minutes=30)


@given(ANY_DAY, ANY_DAY, st.sampled_from(Rhythm), CLOCKS, CLOCKS)
def test_every_date_that_a_dossier_may_hold_goes_into_the_file(
    first: date, other: date, rhythm: Rhythm, begins: str, ends: str
) -> None:
    one = series(first=first, rhythm=rhythm, dates=(first, other), begins=begins, ends=ends)
    two = series(id='sg', first=first, until=other, rhythm=rhythm, dates=(other,), skipped=(other,), begins=begins)

    for event in events(one, two):
        assert event['dtend'].dt.date() >= event['dtstart'].dt.date()


@pytest.mark.parametrize('text', ['a\r\nEND:VEVENT\r\nBEGIN:VEVENT', '"; , \\', '💥 <script>', 'x' * 300])
def test_hostile_text_stays_text(text: str) -> None:
    found = events(series(name=text, place=text, goal=text))

    assert len(found) == 1
    assert str(found[0]['location']).replace('\r', '') == text.replace('\r', '')
