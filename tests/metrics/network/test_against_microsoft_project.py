"""Thousands of random tasks have the same dates and floats by MPXJ's model of Microsoft Project and by ours.

Where both mean something else, it is said and shown here: free float across elapsed lags and calendars, and of work
whose start has happened and is followed by others', is ours alone,
and so is total float between two calendars, which MPXJ rounds to whole days of the predecessor's calendar.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import numpy as np
import pytest

from exectrack_xl.metrics.network.activities import Links
from exectrack_xl.metrics.network.schedule import Network, Schedule, network, solve
from exectrack_xl.metrics.network.summaries import pushed_down
from exectrack_xl.metrics.network.working_days import WorkingDays
from exectrack_xl.schema.table import Array
from exectrack_xl.tracker import Calendar
from tests.metrics.network.random_networks import FEATURES, FIRST, HOLIDAYS, activities, drawn

pytestmark = pytest.mark.usefixtures("java")

CALENDARS = WorkingDays(Calendar(holidays=tuple(map(date.fromisoformat, HOLIDAYS)))), WorkingDays.every_day()
START = float(np.datetime64(FIRST).astype(int))
COLUMNS = ("early_start", "early_finish", "late_start", "late_finish", "start", "finish")
EARLY = (0, 1, 4, 5)  # of these
TWO_CALENDARS = [name for name in FEATURES if "two calendars" in name]
SIZE, SEEDS = 40, 6
A_BIT = 0.01  # working days


@pytest.mark.parametrize("name", [name for name in FEATURES if name not in TWO_CALENDARS])
def test_all_dates_and_floats_are_those_of_microsoft_project(name: str) -> None:
    for given, theirs, ours in both(name):
        same_dates(theirs, ours, range(len(COLUMNS)))
        assert np.allclose(ours.total_float, theirs.total), given["name"]
        if "ed" not in FEATURES[name].get("units", ()):
            bound = [row for row in range(SIZE) if not begun_and_followed_by_start(given, row)]
            assert np.allclose(ours.free_float[bound], np.array(theirs.free)[bound]), given["name"]


@pytest.mark.parametrize("name", TWO_CALENDARS)
def test_between_two_calendars_dates_are_the_same_and_our_float_is_the_true_one(name: str) -> None:
    """True float: so much delay moves no finish, and a bit more does. Wherever MPXJ says another float, its is not.

    Ours is not either where a late start falls on days off of its own calendar, now and then: there both say the
    next working day.
    """
    others = true = 0
    for given, theirs, ours in both(name):
        same_dates(theirs, ours, EARLY)
        for row in np.flatnonzero(~np.isclose(ours.total_float, theirs.total)).tolist():
            if begun_and_followed_by_start(given, row):
                continue  # both count a link that can delay nothing any more
            assert not is_true_float(ours, row, float(theirs.total[row])), (given["name"], row)
            others, true = others + 1, true + is_true_float(ours, row, float(ours.total_float[row]))
    assert true >= 0.75 * others
    assert others <= 0.1 * SIZE * SEEDS


def test_the_day_boundary_is_that_of_microsoft_project() -> None:
    """Work ends in the evening of a day; what follows begins in the morning of the next working day."""
    theirs = answer([{"days": 5}, {"days": 1}, {"days": 0}], [[0, 1, "FS", 0, "d"], [0, 2, "FS", 0, "d"]])
    friday, monday = START + 5, START + 7
    assert [row[:2] for row in theirs.dates] == [[START, friday], [monday, monday + 1], [friday, friday]]
    ours = mine([{"days": 5}, {"days": 1}, {"days": 0}], [[0, 1, "FS", 0, "d"], [0, 2, "FS", 0, "d"]])
    assert CALENDARS[0].finish_dates(ours.finish).tolist() == [date(2026, 1, 9), date(2026, 1, 12), date(2026, 1, 9)]
    assert CALENDARS[0].start_dates(ours.start[:2]).tolist() == [FIRST, date(2026, 1, 12)]


@pytest.mark.parametrize("kind", ["FS", "SS", "FF", "SF"])
def test_links_of_summaries_reach_the_leaves_as_in_microsoft_project(kind: str) -> None:
    tasks = [{"days": 9}, {"days": 2, "summary": 0}, {"days": 5, "summary": 0}, {"days": 9},
             {"days": 1, "summary": 3}, {"days": 3, "summary": 3}]  # fmt: skip
    links = [[1, 2, "FS", 0, "d"], [0, 3, kind, 1, "d"]]
    theirs, leaves = answer(tasks, links), {0: [1, 2], 3: [4, 5]}
    rows = [1, 2, 4, 5]
    down = pushed_down([tuple(link) for link in links], leaves, lambda: np.array([0.0, 0, 2, 0, 0, 0]))
    ours = mine([tasks[row] for row in rows], [[rows.index(tie[0]), rows.index(tie[1]), *tie[2:]] for tie in down])
    expected = [CALENDARS[0].position(theirs.dates[row][1]) for row in rows]
    assert ours.early_finish.tolist() == expected
    assert ours.total_float.tolist() == [theirs.total[row] for row in rows]


@pytest.mark.parametrize("code", range(2, 8))
def test_a_constraint_that_work_cannot_keep_turns_float_negative_as_in_microsoft_project(code: int) -> None:
    tasks = [{"days": 10}, {"days": 2, "constraint": code, "date": "2026-01-08"}, {"days": 3}]
    links = [[0, 1, "FS", 0, "d"], [1, 2, "FS", 0, "d"]]
    theirs, ours = answer(tasks, links), mine(tasks, links)
    assert ours.total_float.tolist() == theirs.total
    assert ours.start.tolist() == [CALENDARS[0].position(row[4]) for row in theirs.dates]
    assert (min(theirs.total) < 0) == (code in (3, 5, 6, 7))


def begun_and_followed_by_start(given: dict[str, Any], row: int) -> bool:
    """Whether others follow the start of a task that has started: by our rule it can delay them no more."""
    return "started" in given["tasks"][row] and any(
        link[0] == row and link[2] in ("SS", "SF") for link in given["links"]
    )


def both(name: str) -> Iterator[tuple[dict[str, Any], Any, Schedule]]:
    """Networks of one kind with their answer and ours."""
    for seed in range(SEEDS):
        given = drawn(name, seed, SIZE)
        yield given, answer(given["tasks"], given["links"]), mine(given["tasks"], given["links"])


def answer(tasks: list[dict[str, Any]], links: list[list[Any]]) -> Any:
    from tests.metrics.network.microsoft_project import scheduled

    return scheduled({"start": FIRST.isoformat(), "holidays": HOLIDAYS, "tasks": tasks, "links": links})


def mine(tasks: list[dict[str, Any]], links: list[list[Any]]) -> Schedule:
    return solve(
        network(activities(tasks, CALENDARS), Links.of([tuple(link) for link in links]), CALENDARS, start=START)
    )


def same_dates(theirs: Any, ours: Schedule, columns: Any) -> None:
    which = ours.network.activities.calendar.tolist()
    for column in columns:
        expected = [CALENDARS[which[row]].position(dates[column]) for row, dates in enumerate(theirs.dates)]
        assert np.allclose(getattr(ours, COLUMNS[column]), expected), COLUMNS[column]


def is_true_float(schedule: Schedule, row: int, days: float) -> bool:
    """Whether a delay of so much, less a bit, moves no finish, and a bit more does."""
    whole = finish(schedule.network, schedule.early_start, row, 0.0)
    keeps = finish(schedule.network, schedule.early_start, row, max(0.0, days - A_BIT)) <= whole + 1e-6
    return keeps and finish(schedule.network, schedule.early_start, row, days + A_BIT) > whole + 1e-6


def finish(net: Network, early: Array, row: int, delay: float) -> float:
    """The moment at which all is done when one task begins so much later than it could."""
    lowest = net.bounds.lowest.copy()
    lowest[row] = early[row] + delay
    ends = np.array(net.arcs.forward(lowest, net.bounds.cap)) + net.bounds.length
    return float(net.moments(ends).max())
