"""Working time as a number agrees with counting days one by one."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from exectrack_xl.metrics.network.working_days import WorkingDays
from exectrack_xl.tracker import Calendar

DAYS = st.dates(date(2025, 1, 1), date(2027, 12, 31))
CALENDARS = st.builds(
    Calendar,
    st.text("01", min_size=7, max_size=7).filter(lambda week: "0" in week),
    st.lists(DAYS, max_size=12).map(tuple),
)


def number(day: date) -> int:
    return (day - date(1970, 1, 1)).days


@given(CALENDARS, DAYS, DAYS)
def test_working_days_between_two_dates_are_the_difference_of_their_positions(calendar, first, last) -> None:
    axis = WorkingDays(calendar)
    start, finish = axis.start(np.array([first, last], "M8[D]"))
    assert finish - start == calendar.between(first, last)


@given(CALENDARS, DAYS)
def test_dates_come_back_from_positions_as_working_days(calendar, day) -> None:
    axis = WorkingDays(calendar)
    (back,) = axis.start_dates(axis.start(np.array([day], "M8[D]"))).tolist()
    assert back >= day
    assert calendar.between(back, back + timedelta(1)) == 1
    (ended,) = axis.finish_dates(axis.end(np.array([day], "M8[D]"))).tolist()
    assert ended <= day
    assert calendar.between(ended, ended + timedelta(1)) == 1


@given(CALENDARS, DAYS)
def test_one_moment_and_a_column_of_dates_agree(calendar, day) -> None:
    axis = WorkingDays(calendar)
    position = float(axis.start(np.array([day], "M8[D]"))[0])
    assert axis.position(number(day)) == position
    assert axis.start_moment(position) == number(axis.start_dates(np.array([position])).tolist()[0])
    assert axis.finish_moment(position) == number(axis.finish_dates(np.array([position])).tolist()[0]) + 1


def test_a_week_without_days_off_counts_days() -> None:
    assert WorkingDays.every_day().position(20_000.5) == 20_000.5


def test_blank_dates_stay_blank() -> None:
    axis = WorkingDays(Calendar())
    assert np.isnan(axis.end(np.array(["NaT"], "M8[D]"))).all()
    assert np.isnat(axis.finish_dates(np.array([np.nan]))).all()
