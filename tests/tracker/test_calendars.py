"""Initiatives keep working days of their own, as people type them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from exectrack_xl.tracker import Calendar, Tracker
from exectrack_xl.tracker.calendars import holidays_written, joined, own_calendars, week_written

COMMON = Calendar(holidays=(date(2026, 1, 1),))


def calendars(*rows: tuple[Any, Any]) -> dict[str, Calendar]:
    cells = [["ID", "Name", "Owner", "Baseline finish", "Days off", "Own holidays"],
             *([f"I-{n}", "One", "Ann", "2026-12-18", *row] for n, row in enumerate(rows, 1))]  # fmt: skip
    return own_calendars(Tracker.from_cells("c.xlsx", {"initiatives": cells}, date(2026, 1, 2))["initiatives"], COMMON)


def test_an_initiative_that_types_nothing_keeps_the_common_calendar() -> None:
    assert calendars(("", ""), ("0000011", ""), ("", "2026-01-01")) == {}


def test_own_days_off_replace_the_common_ones_and_own_holidays_add_to_them() -> None:
    found = calendars(("0000000", ""), ("", "2026-05-14..2026-05-15; 24.12.2026"))
    assert found["I-1"] == Calendar("0000000", (date(2026, 1, 1),))
    days = (date(2026, 1, 1), date(2026, 5, 14), date(2026, 5, 15), date(2026, 12, 24))
    assert found["I-2"] == Calendar("0000011", days)


def test_a_cell_that_became_a_number_has_its_zeros_back() -> None:
    assert calendars((110, ""))["I-1"].weekend == "0000110"
    assert week_written("11.0") == "0000011"


@pytest.mark.parametrize("text", ["1111111", "00000011", "Sat, Sun", "0000012"])
def test_days_off_that_cannot_be_read_do_not_count(text: str) -> None:
    assert week_written(text) == ""


@pytest.mark.parametrize("text", ["soon", "2026-01-05..2026-01-02", "2026-01-01..2029-01-01", "03/04/2026"])
def test_what_is_no_day_is_told_and_the_rest_is_read(text: str) -> None:
    assert holidays_written(f"{text}, 2026-12-24 to 2026-12-25") == (
        (date(2026, 12, 24), date(2026, 12, 25)), (text,)
    )  # fmt: skip


def test_the_joined_calendar_works_whenever_one_does() -> None:
    gulf = Calendar("0000110", (date(2026, 1, 1), date(2026, 1, 4), date(2026, 1, 5)))
    both = joined([COMMON, gulf])
    assert both == Calendar("0000010", (date(2026, 1, 1), date(2026, 1, 4)))  # the 4th is a Sunday
