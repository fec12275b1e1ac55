"""The period that somebody wants to see of the history: any date that a browser can send."""

from datetime import date, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from components.history_dossier import _utc
from components.history_filters import Wanted, _day
from tests.dossiers import content

STORED = {'at': '2026-11-23T12:00:00', 'path': 'name'}
BEFORE, AFTER = '2026-11-22', '2026-11-24'


@given(st.dates().map(date.isoformat))
@example('0001-01-01')
@example('9999-12-31')
def test_a_change_is_in_every_period_around_it_and_in_no_other(day: str) -> None:
    until = Wanted(last=_day(day))
    since = Wanted(first=_day(day))

    assert until.fits(STORED, content()) is (day >= '2026-11-23')
    assert (since.begins <= STORED['at']) is (day <= '2026-11-23')


@given(st.datetimes(timezones=st.none() | st.timezones()).map(datetime.isoformat))
@example('0001-01-01T00:00')
@example('9999-12-31T23:59')
def test_every_moment_that_a_browser_can_send_is_on_its_side_of_a_change(moment: str) -> None:
    read = _utc(moment)

    assert len(read) == len(STORED['at'])
    if moment[:10] < BEFORE:
        assert read < STORED['at']
    if moment[:10] > AFTER:
        assert read > STORED['at']


@pytest.mark.parametrize('words', ['', 'gisteren', '2026-13-01', '10000-01-01'])
def test_what_is_no_moment_sets_no_limit(words: str) -> None:
    assert _day(words) is None
    assert _utc(words) == ''
