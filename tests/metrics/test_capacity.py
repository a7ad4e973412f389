from __future__ import annotations

import math
from datetime import date
from typing import Any

import pytest

from exectrack_xl.metrics import Engine, Scope
from exectrack_xl.tracker import Tracker

TODAY = date(2026, 11, 13)
PERSON = ["Person", "Team", "FTE", "From", "Until"]
BOOKING = ["Person", "Initiative", "Month", "Planned hours"]
NOVEMBER, DECEMBER = date(2026, 11, 1), date(2026, 12, 1)  # 21 and 23 working days
ANN, BOB = ["Ann", "Red team", "", "", ""], ["Bob", "Blue team", "", "", ""]


def engine(people: list[list[Any]], bookings: list[list[Any]], absences: tuple[list[Any], ...] = ()) -> Engine:
    sheets = {
        "resources": [PERSON, *people],
        "allocations": [BOOKING, *bookings],
        "absences": [["Person", "Start", "Finish"], *absences],
        "initiatives": [["ID", "Name"], ["I-1", "One"], ["I-2", "Two"]],
    }
    return Engine(Tracker.from_cells("t.xlsx", sheets, TODAY))


def november(found: Engine) -> Scope:
    return Scope(period=found.tracker.period("2026-M11"))


def test_people_come_by_their_load_and_are_counted_by_what_it_means() -> None:
    found = engine([ANN, BOB, ["Cid", "Red team", "", "", ""]],
                   [["Ann", "I-1", NOVEMBER, 84.0], ["Bob", "I-2", NOVEMBER, 168.0 * 1.25]])  # fmt: skip
    rows = found.value("person_load", november(found)).rows
    assert [(row[0], row[4], row[5]) for row in rows] == [
        ("Bob", 1.25, "Overloaded"), ("Ann", 0.5, "Spare"), ("Cid", 0.0, "Spare"),
    ]  # fmt: skip
    assert found.value("people_by_load", november(found)).rows == (
        ("Overloaded", 1.0), ("Full", 0.0), ("Balanced", 0.0), ("Spare", 2.0),
    )  # fmt: skip


def test_the_load_ahead_has_the_heaviest_team_first_and_blanks_where_nobody_is_booked() -> None:
    found = engine([ANN, BOB], [["Ann", "I-1", NOVEMBER, 84.0], ["Bob", "I-2", DECEMBER, 184.0]])
    first, second = found.value("capacity_ahead").rows
    assert first[:3] == ("Blue team", 0.0, 1.0)
    assert second[:3] == ("Red team", 0.5, 0.0)
    assert all(math.isnan(share) for share in (*first[3:], *second[3:]))


def test_hours_by_initiative_add_up_to_all_that_is_booked() -> None:
    found = engine([ANN, BOB], [["Ann", "I-1", NOVEMBER, 30.0], ["Bob", "I-1", NOVEMBER, 30.0],
                                ["Bob", "I-2", NOVEMBER, 20.0], ["Bob", "I-2", DECEMBER, 99.0]])  # fmt: skip
    rows = found.value("allocation_by_initiative", november(found)).rows
    assert rows == (("I-1", "One", 60.0, 0.75, 2.0), ("I-2", "Two", 20.0, 0.25, 1.0))


def test_hours_by_month_are_set_beside_the_hours_there_are() -> None:
    found = engine([ANN], [["Ann", "I-1", NOVEMBER, 30.0], ["Ann", "I-1", DECEMBER, 40.0]])
    booked, available = found.value("hours_booked_by_month"), found.value("hours_available_by_month")
    assert (booked.dates, booked.values) == ((NOVEMBER, DECEMBER), (30.0, 40.0))
    assert available.values == (168.0, 184.0)


def test_absences_ahead_say_who_and_how_long_and_never_why() -> None:
    away = (
        ["Ann", date(2026, 11, 12), date(2026, 11, 16)],  # a Thursday to a Monday
        ["Bob", date(2026, 12, 14), date(2026, 12, 18)],
        ["Ann", date(2026, 11, 2), date(2026, 11, 12)],
    )
    listing = engine([ANN, BOB], [], away).value("absences_ahead")
    assert listing.headers == ("Person", "Team", "From", "To", "Working days")
    assert listing.rows == (("Ann", "Red team", date(2026, 11, 12), date(2026, 11, 16), 3.0),)
    assert len(engine([ANN, BOB], [], away).value("absences_ahead", days=60).rows) == 2


def test_people_who_left_or_have_not_come_yet_do_not_count() -> None:
    people = [ANN, ["Bob", "Red team", "", "", date(2026, 11, 12)], ["Cid", "Red team", "", date(2026, 11, 16), ""]]
    assert engine(people, []).value("people_count") == 1


def test_without_people_nothing_is_known() -> None:
    found = engine([], [])
    assert found.value("person_load").rows == found.value("capacity_ahead").rows == ()
    assert found.value("people_by_load").rows == found.value("allocation_by_initiative").rows == ()
    assert found.value("people_count") == 0
    assert found.value("resource_utilisation") != pytest.approx(0)
