"""Our conventions, one sentence and one small network each."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pytest

from exectrack_xl.metrics.network.activities import ALAP, FNET, FNLT, MFO, MSO, SNET, SNLT, Activities, Links
from exectrack_xl.metrics.network.schedule import Schedule, network, solve
from exectrack_xl.metrics.network.working_days import WorkingDays
from exectrack_xl.tracker import Calendar

WEEK = WorkingDays(Calendar(holidays=(date(2026, 1, 6),)))
START = float((date(2026, 1, 5) - date(1970, 1, 1)).days)  # a Monday; Tuesday is a holiday
FIRST = WEEK.position(START)


def scheduled(durations: list[float], links: list[Any], *, data_date: float | None = None, **known: Any) -> Schedule:
    ties = [(tail, head, kind, lag, unit) for tail, head, kind, lag, unit in links]
    moment = None if data_date is None else WEEK.start_moment(FIRST + data_date)
    given = {name: [np.nan if v is None else v for v in values] for name, values in known.items()}
    for name in ("date", "deadline", "started", "finished"):
        if name in given:
            given[name] = [value + FIRST for value in given[name]]
    return solve(network(Activities.of(durations, **given), Links.of(ties), (WEEK,), start=START, data_date=moment))


def starts(schedule: Schedule) -> list[float]:
    return (schedule.start - FIRST).tolist()


def test_a_day_ends_where_the_next_working_day_begins() -> None:
    schedule = scheduled([1, 1], [(0, 1, "FS", 0, "d")])
    assert WEEK.finish_dates(schedule.finish).tolist() == [date(2026, 1, 5), date(2026, 1, 7)]
    assert WEEK.start_dates(schedule.start).tolist() == [date(2026, 1, 5), date(2026, 1, 7)]


@pytest.mark.parametrize(
    ("kind", "lag", "unit", "start"),
    [
        ("FS", 0, "d", 4), ("FS", 2, "d", 6), ("FS", -1, "d", 3), ("SS", 2, "d", 2), ("FF", 1, "d", 2),
        ("SF", 5, "d", 2), ("FS", 50, "%", 6), ("SS", 25, "%", 1),
        ("FS", 1, "ed", 4),  # Friday evening and one day is Saturday evening: Monday
        ("FS", 3, "ed", 5),  # and three days is Monday evening: Tuesday
    ],
)  # fmt: skip
def test_links_of_all_kinds(kind: str, lag: float, unit: str, start: float) -> None:
    assert starts(scheduled([4, 3], [(0, 1, kind, lag, unit)])) == [0, start]


def test_a_finish_alone_does_not_pull_a_start_before_the_plan() -> None:
    assert starts(scheduled([1, 5], [(0, 1, "FF", 0, "d")])) == [0, 0]


def test_dates_of_constraints_are_kept_and_float_turns_negative() -> None:
    schedule = scheduled([5, 2], [(0, 1, "FS", 0, "d")], constraint=[0, MSO], date=[None, 3])
    assert starts(schedule) == [0, 3]
    assert schedule.total_float.tolist() == [-2, 0]


@pytest.mark.parametrize(
    ("constraint", "day", "start", "total"),
    [(SNET, 4, 4, 4), (FNET, 9, 7, 1), (SNLT, 1, 1, 0), (FNLT, 3, 1, 0), (MSO, 1, 1, 0), (MFO, 9, 7, 0),
     (ALAP, 0, 8, 0)],
)  # fmt: skip
def test_each_constraint_places_its_task(constraint: int, day: float, start: float, total: float) -> None:
    links = [(0, 1, "FS", 0, "d")]
    found = scheduled([2, 2, 10], links, constraint=[0, constraint, 0], date=[None, day, None])
    assert (starts(found)[1], found.total_float[1]) == (start, total)


def test_a_deadline_moves_nothing_and_takes_float() -> None:
    schedule = scheduled([5, 2], [(0, 1, "FS", 0, "d")], deadline=[None, 6])
    assert starts(schedule) == [0, 5]
    assert schedule.total_float.tolist() == [-1, -1]


def test_as_late_as_possible_moves_its_successors_too() -> None:
    schedule = scheduled([2, 2, 10], [(0, 1, "FS", 0, "d")], constraint=[ALAP, 0, 0])
    assert starts(schedule) == [6, 8, 0]


def test_open_work_goes_on_after_the_data_date() -> None:
    schedule = scheduled([4, 4, 2], [(0, 1, "FS", 0, "d"), (1, 2, "FS", 0, "d")], data_date=5,
                         started=[0, 3, None], finished=[3, None, None], remaining=[0, 2, 2])  # fmt: skip
    assert starts(schedule) == [0, 3, 7]
    assert (schedule.finish - FIRST).tolist() == [3, 7, 9]
    assert schedule.total_float.tolist() == [0, 0, 0]
    assert schedule.critical.tolist() == [False, True, True]


def test_logic_is_retained_where_work_began_too_early() -> None:
    schedule = scheduled([4, 4], [(0, 1, "FS", 0, "d")], data_date=1, started=[None, 0], remaining=[4, 3])
    assert (schedule.finish - FIRST).tolist() == [5, 8]


def test_a_link_from_a_start_that_has_happened_counts_from_there() -> None:
    schedule = scheduled([9, 2], [(0, 1, "SS", 5, "d")], data_date=3, started=[1, None], remaining=[6, 2])
    assert starts(schedule) == [1, 6]


def test_without_a_data_date_running_work_ends_when_its_duration_is_over() -> None:
    schedule = scheduled([4, 2], [(0, 1, "FS", 0, "d")], started=[1, None], remaining=[2, 2])
    assert starts(schedule) == [1, 5]


def test_finished_work_holds_its_successors_by_its_actual_finish_alone() -> None:
    schedule = scheduled([4, 2], [(0, 1, "FS", 2, "d")], data_date=4, started=[0, None], finished=[4, None])
    assert starts(schedule) == [0, 6]


def test_a_lag_runs_in_the_calendar_of_the_successor() -> None:
    every = WorkingDays.every_day()
    activities = Activities.of([5, 3], calendar=[0, 1])
    for lag, begin in ((0, date(2026, 1, 13)), (2, date(2026, 1, 15))):
        links = Links.of([(0, 1, "FS", lag, "d")])
        schedule = solve(network(activities, links, (WEEK, every), start=START))
        assert WEEK.finish_dates(schedule.finish[:1]).tolist() == [date(2026, 1, 12)]
        assert every.start_dates(schedule.start[1:]).tolist() == [begin]
        assert schedule.total_float.tolist() == [0, 0]


def test_a_weekend_between_two_calendars_is_float_of_nobody() -> None:
    every = WorkingDays.every_day()
    activities = Activities.of([4, 3], calendar=[0, 1])  # until Friday evening, then Saturday to Monday
    schedule = solve(network(activities, Links.of([(0, 1, "FS", 0, "d")]), (WEEK, every), start=START))
    assert every.start_dates(schedule.start[1:]).tolist() == [date(2026, 1, 10)]
    assert schedule.total_float.tolist() == [0, 0]


def test_a_circle_is_named_and_the_rest_is_computed() -> None:
    links = Links.of([(0, 1, "FS", 0, "d"), (1, 2, "FS", 0, "d"), (2, 0, "FS", 0, "d")])
    made = network(Activities.of([1, 1, 1]), links)
    assert made.circles == ((0, 1, 2),)
    assert solve(made).start.tolist() == [0, 1, 2]
