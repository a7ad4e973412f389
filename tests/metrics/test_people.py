from __future__ import annotations

import math
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exectrack_xl.metrics import Engine, Scope
from exectrack_xl.metrics.people import loads
from exectrack_xl.tracker import Tracker

TODAY = date(2026, 11, 13)
PERSON = ["Person", "Team", "FTE", "From", "Until"]
BOOKING = ["Person", "Initiative", "Month", "Planned hours"]
AWAY = ["Person", "Start", "Finish"]
SKILL = ["Person", "Skill", "Level", "Target level"]
NOVEMBER, OCTOBER = date(2026, 11, 1), date(2026, 10, 1)  # 21 and 22 working days


def engine(people: list[list[Any]], bookings: list[list[Any]], absences: list[list[Any]] | None = None) -> Engine:
    sheets = {
        "resources": [PERSON, *people],
        "allocations": [BOOKING, *bookings],
        "absences": [AWAY, *(absences or [])],
        "initiatives": [["ID", "Name"], ["I-1", "One"], ["I-2", "Two"]],
    }
    return Engine(Tracker.from_cells("t.xlsx", sheets, TODAY))


ANN, BOB = ["Ann", "Red team", "", "", ""], ["Bob", "Blue team", 0.5, "", ""]
MONTH = 21 * 8.0


def november(found: Engine) -> Scope:
    return Scope(period=found.tracker.period("2026-M11"))


def test_utilisation_is_hours_booked_over_hours_there_are() -> None:
    found = engine([ANN, BOB], [["Ann", "I-1", NOVEMBER, MONTH], ["Bob", "I-2", NOVEMBER, MONTH / 4]])
    assert found.value("resource_utilisation", november(found)) == pytest.approx(1.25 / 1.5)
    one = Scope("I-1", found.tracker.period("2026-M11"))
    assert found.value("resource_utilisation", one) == pytest.approx(1 / 1.5)


def test_days_off_absences_and_days_before_joining_or_after_leaving_are_no_time_to_book() -> None:
    absent = [["Ann", date(2026, 11, 2), date(2026, 11, 6)], ["Ann", date(2026, 11, 5), date(2026, 11, 9)]]
    found = engine([ANN], [["Ann", "I-1", NOVEMBER, 10.0]], absent)
    assert found.value("team_load", november(found)).rows[0][3] == (21 - 6) * 8
    found = engine([["Ann", "Red team", "", date(2026, 11, 9), date(2026, 11, 20)]], [["Ann", "I-1", NOVEMBER, 10.0]])
    assert found.value("team_load", november(found)).rows[0][3] == 10 * 8


def test_who_was_away_before_joining_is_not_away_twice() -> None:
    person = ["Ann", "Red team", "", date(2026, 11, 9), ""]
    found = engine([person], [["Ann", "I-1", NOVEMBER, 10.0]], [["Ann", date(2026, 11, 2), date(2026, 11, 10)]])
    assert found.value("team_load", november(found)).rows[0][3] == (16 - 2) * 8


def test_a_week_is_judged_by_the_month_it_lies_in() -> None:
    found = engine([ANN], [["Ann", "I-1", NOVEMBER, MONTH / 2]])
    assert found.value("resource_utilisation", Scope(period=found.tracker.period("2026-W46"))) == pytest.approx(0.5)


def test_loads_are_told_by_team_with_a_word() -> None:
    found = engine([ANN, BOB], [["Ann", "I-1", NOVEMBER, MONTH * 1.1], ["Bob", "I-1", OCTOBER, 44.0]])
    assert [(row[0], row[1].month, row[5]) for row in found.value("team_load").rows] == [
        ("Blue team", 10, "Spare"),
        ("Blue team", 11, "Spare"),
        ("Red team", 10, "Spare"),
        ("Red team", 11, "Overloaded"),
    ]
    assert [row[0] for row in found.value("team_load", team="red TEAM").rows] == ["Red team", "Red team"]


def test_people_booked_over_their_time_are_listed_heaviest_first() -> None:
    bookings = [["Ann", "I-1", NOVEMBER, MONTH], ["Ann", "I-2", NOVEMBER, 8.0], ["Bob", "I-1", NOVEMBER, MONTH]]
    found = engine([ANN, BOB], bookings)
    assert [(row[0], row[6]) for row in found.value("over_allocated").rows] == [("Bob", MONTH / 2), ("Ann", 8.0)]
    assert found.value("over_allocated_people") == 2


def test_somebody_away_all_month_with_hours_is_over_allocated_and_the_load_is_not_known() -> None:
    found = engine([ANN], [["Ann", "I-1", NOVEMBER, 8.0]], [["Ann", NOVEMBER, date(2026, 11, 30)]])
    row = found.value("over_allocated").rows[0]
    assert (row[4], math.isnan(row[5])) == (0, True)


def test_nobody_booked_is_not_known() -> None:
    assert math.isnan(engine([ANN], []).value("resource_utilisation"))
    assert engine([], [["Ann", "I-1", NOVEMBER, 8.0]]).value("team_load").rows == ()


SPANS = st.lists(st.tuples(st.integers(0, 29), st.integers(0, 10)), max_size=6)


@given(SPANS)
def test_absences_take_away_each_day_once_and_never_more_than_there_are(spans: list[tuple[int, int]]) -> None:
    absent = [["Ann", NOVEMBER + timedelta(days=at), NOVEMBER + timedelta(days=at + long)] for at, long in spans]
    found = engine([ANN], [["Ann", "I-1", NOVEMBER, 8.0]], absent)
    gone = {
        day
        for _, first, last in absent
        for day in (first + timedelta(days=n) for n in range((last - first).days + 1))
        if day.month == 11 and day.weekday() < 5
    }
    (load,) = loads(
        *(found.table(name) for name in ("allocations", "resources", "absences")),
        found.tracker.settings,
        found.tracker.calendar,
    )
    assert load.available == 8 * (21 - len(gone))


def skills(*rows: list[Any]) -> Engine:
    return Engine(Tracker.from_cells("t.xlsx", {"skills": [SKILL, *rows]}, TODAY))


def test_skills_are_covered_where_people_reach_the_target_level() -> None:
    found = skills(
        ["Ann", "SQL", 2.0, 2.0], ["Bob", "SQL", 1.0, 3.0], ["Ann", "Java", 3.0, 2.0], ["Bob", "Java", 0.0, ""]
    )
    assert found.value("skill_coverage") == pytest.approx(2 / 3)
    assert found.value("skill_coverage", skill="sql") == 0.5
    assert [row[:5] for row in found.value("skill_listing").rows] == [("SQL", 1, 2, 1, 2), ("Java", 1, 1, 1, 0)]
    assert math.isnan(skills().value("skill_coverage"))
