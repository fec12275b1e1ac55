"""Dates of meetings, holidays and due dates."""

from datetime import UTC, date, datetime, timedelta
from itertools import islice
from typing import Any

import holidays
import pytest
from dateutil.rrule import MONTHLY, WEEKLY, rrule
from dateutil.rrule import weekday as place_of
from hypothesis import given
from hypothesis import strategies as st

from data.models import Body, Dossier, Rhythm, Series
from data.rules import calendar
from data.rules.calendar import dates, is_planned, minutes_due, month_place, occurrences, papers_due, rhythm_text
from data.rules.holidays_nl import SCHOOL_KNOWN_UNTIL, holiday_notes, is_working_day
from data.rules.meeting_checks import check_meetings

THURSDAY = date(2027, 2, 4)
DAYS = st.dates(date(2024, 1, 1), date(2040, 1, 1))
ANY_DAY = st.dates() | st.sampled_from([date.min, date(1, 1, 2), date(26, 3, 1), date(9999, 12, 30), date.max])


def series(**changes: Any) -> Series:
    values: dict[str, Any] = {'name': 'Kernteam', 'goal': 'beslissen binnen kaders', 'first': THURSDAY}
    return Series(id='kt', **{**values, **changes})


def dossier(*meetings: Series, **changes: Any) -> Dossier:
    return Dossier(id='d', name='Test', created=datetime(2026, 11, 1, tzinfo=UTC), meetings=meetings, **changes)


def some(one: Series, count: int = 4) -> list[date]:
    return [*islice(dates(one), count)]


def test_weeks_keep_the_weekday() -> None:
    assert some(series(every=2), 3) == [date(2027, 2, 4), date(2027, 2, 18), date(2027, 3, 4)]


def test_months_keep_the_weekday_and_its_place_in_the_month() -> None:
    second_monday = series(rhythm=Rhythm.MONTHS, every=2, first=date(2027, 2, 8))

    assert some(second_monday) == [date(2027, 2, 8), date(2027, 4, 12), date(2027, 6, 14), date(2027, 8, 9)]


def test_a_fifth_weekday_is_kept_as_the_last_of_the_month() -> None:
    last_monday = series(rhythm=Rhythm.MONTHS, every=1, first=date(2027, 3, 29))

    assert some(last_monday) == [date(2027, 3, 29), date(2027, 4, 26), date(2027, 5, 31), date(2027, 6, 28)]


def test_listed_dates_stand_for_themselves() -> None:
    listed = series(
        rhythm=Rhythm.DATES,
        dates=(date(2027, 4, 12), date(2027, 2, 8), date(2027, 4, 12)),
        first=date(2030, 1, 1),
        until=date(2020, 1, 1),
    )

    assert some(listed) == [date(2027, 2, 8), date(2027, 4, 12)]


def test_a_skipped_day_is_left_out_and_the_end_is_kept() -> None:
    short = series(every=1, skipped=(date(2027, 2, 11),), until=date(2027, 2, 25))

    assert some(short, 9) == [date(2027, 2, 4), date(2027, 2, 18), date(2027, 2, 25)]


def test_a_series_stops_at_the_end_of_the_calendar() -> None:
    assert some(series(first=date(9999, 12, 30), every=1)) == [date(9999, 12, 30)]
    assert some(series(first=date(9999, 12, 30), rhythm=Rhythm.MONTHS, every=1)) == [date(9999, 12, 30)]


def test_the_next_meetings_count_from_a_given_day() -> None:
    coming = occurrences(series(every=2), since=date(2027, 2, 5), limit=2)

    assert [meeting.day for meeting in coming] == [date(2027, 2, 18), date(2027, 3, 4)]


@given(DAYS, DAYS, st.integers(1, 52), st.sampled_from(Rhythm), st.none() | DAYS)
def test_meetings_since_a_day_are_those_of_the_whole_series_from_that_day_on(
    first: date, since: date, every: int, rhythm: Rhythm, until: date | None
) -> None:
    plan = series(first=first, every=every, rhythm=rhythm, until=until, dates=(first,), skipped=(since,))

    found = [meeting.day for meeting in occurrences(plan, since, limit=3)]

    assert found == [day for day in islice(dates(plan), 900) if day >= since][:3]


def test_a_year_typed_too_short_does_not_make_anybody_walk_through_the_ages(monkeypatch: pytest.MonkeyPatch) -> None:
    walked: list[date] = []
    nth = calendar._nth
    monkeypatch.setattr(calendar, '_nth', lambda *args: walked.append(args[0]) or nth(*args))

    found = occurrences(series(first=date(26, 3, 1), every=1), since=THURSDAY, limit=3)

    assert [meeting.day for meeting in found] == [date(2027, 2, 7), date(2027, 2, 14), date(2027, 2, 21)]
    assert len(walked) < 6


@given(ANY_DAY, ANY_DAY, st.integers(1, 52), st.sampled_from(Rhythm), st.none() | ANY_DAY, st.integers(0, 60))
def test_every_date_that_a_dossier_may_hold_can_be_shown(
    first: date, today: date, every: int, rhythm: Rhythm, until: date | None, days: int
) -> None:
    plan = series(
        first=first,
        every=every,
        rhythm=rhythm,
        until=until,
        dates=(first, today),
        skipped=(today,),
        papers_days=days,
        minutes_days=days,
    )

    found = occurrences(plan, today)
    check_meetings(dossier(plan), today)

    assert all(meeting.papers_due <= meeting.day <= meeting.minutes_due for meeting in found)
    assert rhythm_text(plan)


@given(DAYS, st.integers(1, 52), st.sampled_from([Rhythm.WEEKS, Rhythm.MONTHS]))
def test_dates_are_those_of_a_calendar_rule(first: date, every: int, rhythm: Rhythm) -> None:
    start = datetime.combine(first, datetime.min.time())
    place = month_place(first)
    weekday = place_of(first.weekday(), -1 if place == 5 else place)
    rule = (
        rrule(WEEKLY, interval=every, dtstart=start)
        if rhythm is Rhythm.WEEKS
        else rrule(MONTHLY, interval=every, dtstart=start, byweekday=weekday)
    )

    found = some(series(first=first, every=every, rhythm=rhythm), 12)

    assert found == [day.date() for day in islice(rule, 12)]


@given(DAYS, st.integers(0, 60))
def test_papers_are_there_in_time_on_a_working_day(day: date, days: int) -> None:
    due = papers_due(day, days)

    assert due <= day - timedelta(days=days)
    assert days == 0 or is_working_day(due)
    between = [due + timedelta(days=n) for n in range(1, (day - due).days - days + 1)]
    assert not any(map(is_working_day, between))


@given(DAYS, st.integers(0, 60))
def test_minutes_count_working_days_only(day: date, working_days: int) -> None:
    due = minutes_due(day, working_days)

    after = [day + timedelta(days=n) for n in range(1, (due - day).days + 1)]
    assert sum(map(is_working_day, after)) == working_days
    assert working_days == 0 or is_working_day(due)


def test_minutes_skip_easter() -> None:
    assert minutes_due(date(2027, 3, 25), 1) == date(2027, 3, 30)


@pytest.mark.parametrize(
    'day, notes',
    [
        pytest.param(date(2027, 4, 27), ('Koningsdag', 'Meivakantie in het hele land'), id='both kinds'),
        pytest.param(date(2027, 5, 5), ('Bevrijdingsdag',), id='not an official day off in 2027'),
        pytest.param(date(2027, 5, 17), ('Tweede pinksterdag',), id='Whit Monday'),
        pytest.param(date(2026, 12, 22), ('Kerstvakantie in het hele land',), id='Christmas break'),
        pytest.param(date(2027, 8, 25), ('Zomervakantie in regio Midden en Zuid',), id='two regions'),
        pytest.param(date(2027, 11, 23), (), id='an ordinary day'),
    ],
)
def test_holidays_are_named_with_their_region(day: date, notes: tuple[str, ...]) -> None:
    assert tuple(note.split(' (')[0] for note in holiday_notes(day))[: len(notes)] == notes
    assert bool(holiday_notes(day)) == bool(notes)


def test_breaks_the_ministry_only_advises_are_marked() -> None:
    assert holiday_notes(date(2026, 10, 19)) == ('Herfstvakantie in regio Midden en Zuid (adviesdatum)',)


def test_a_year_without_known_school_holidays_says_so() -> None:
    assert holiday_notes(date(2031, 7, 20)) == ('De schoolvakanties van 2031 zijn nog niet bekend',)


def test_the_library_knows_no_school_year_beyond_the_one_named() -> None:
    assert max(holidays.NL.autumn_break_weeks) == SCHOOL_KNOWN_UNTIL.year - 1
    assert max(holidays.NL.spring_break_weeks) == SCHOOL_KNOWN_UNTIL.year


@pytest.mark.parametrize(
    'changes, text',
    [
        ({'every': 1}, 'elke week op donderdag'),
        ({'every': 2}, 'om de week op donderdag'),
        ({'every': 6}, 'elke 6 weken op donderdag'),
        ({'every': 1, 'rhythm': Rhythm.MONTHS}, 'elke maand op de eerste donderdag'),
        ({'every': 4, 'rhythm': Rhythm.MONTHS}, 'elke 4 maanden op de eerste donderdag'),
        ({'rhythm': Rhythm.DATES, 'dates': (THURSDAY, date(2027, 4, 12))}, 'op 4 februari 2027 en 12 april 2027'),
        ({'rhythm': Rhythm.DATES}, ''),
        ({'first': None}, ''),
    ],
)
def test_the_rhythm_is_said_in_words(changes: dict[str, Any], text: str) -> None:
    assert rhythm_text(series(**changes)) == text


@pytest.mark.parametrize(
    'changes, planned',
    [
        ({}, True),
        ({'goal': '  '}, False),
        ({'first': None}, False),
        ({'rhythm': Rhythm.DATES}, False),
        ({'rhythm': Rhythm.DATES, 'dates': (THURSDAY,), 'first': None}, True),
    ],
)
def test_a_series_needs_a_goal_and_a_day(changes: dict[str, Any], planned: bool) -> None:
    assert is_planned(series(**changes)) is planned


@pytest.mark.parametrize(
    'changes, codes',
    [
        pytest.param({}, [], id='sound'),
        pytest.param({'goal': ''}, ['K1'], id='no goal'),
        pytest.param({'first': None}, ['K2'], id='no day'),
        pytest.param({'body_id': 'weg'}, ['K3'], id='a body that is gone'),
        pytest.param({'begins': '17:00', 'ends': '16:00'}, ['K4'], id='ends before it begins'),
        pytest.param({'until': date(2027, 1, 1)}, ['K5'], id='over before it starts'),
        pytest.param({'first': date(2027, 5, 6), 'every': 52}, ['K6'], id='on Ascension Day'),
    ],
)
def test_what_a_series_lacks_is_found(changes: dict[str, Any], codes: list[str]) -> None:
    sound = series(every=3, until=date(2027, 3, 20))
    plan = dossier(sound.model_copy(update={'until': None} | changes if 'first' in changes else changes))
    plan = plan.model_copy(update={'bodies': (Body(id='kernteam', kind='kernteam', name='Kernteam'),)})

    found = {finding.code for finding in check_meetings(plan, date(2026, 11, 23))}

    assert found == {*codes}


def test_a_dossier_without_meetings_is_asked_for_one() -> None:
    assert [finding.code for finding in check_meetings(dossier(), date(2026, 11, 23))] == ['K0']
