from __future__ import annotations

import math
from datetime import date
from typing import Any

import pytest

from exectrack_xl.metrics import Engine
from exectrack_xl.metrics.earned_warnings import spi_warning
from exectrack_xl.tracker import Settings, Tracker

COSTS = ["Initiative", "Month", "Planned value", "Earned value", "Actual cost"]


def engine(months: list[tuple[Any, Any, Any]], as_of: date = date(2026, 7, 31), budget: float = 100) -> Engine:
    rows = [["I-1", date(2026, month, 1), *money] for month, money in enumerate(months, start=1)]
    initiatives = [["ID", "Name", "Owner", "Baseline finish", "Budget"], ["I-1", "Portal", "", "", budget]]
    return Engine(Tracker.from_cells("t.xlsx", {"costs": [COSTS, *rows], "initiatives": initiatives}, as_of))


def test_late_in_a_project_an_spi_above_spi_t_flatters() -> None:
    assert spi_warning(0.97, 0.85, 0.9, Settings()).startswith("SPI 0.97 flatters: 90% of the work")


@pytest.mark.parametrize(("spi", "spi_t", "planned"), [
    (0.97, 0.96, 0.9), (0.99, 0.96, 0.3), (math.nan, 0.8, 0.9), (0.97, math.nan, 0.9), (0.8, 0.7, 0.5),
])  # fmt: skip
def test_an_spi_that_agrees_or_is_not_known_gives_no_warning(spi: float, spi_t: float, planned: float) -> None:
    assert spi_warning(spi, spi_t, planned, Settings()) == ""


def test_early_in_a_project_two_colours_are_worth_a_word() -> None:
    assert spi_warning(0.9, 0.97, 0.3, Settings()) == (
        "SPI 0.90 and SPI(t) 0.97 judge the schedule differently. Go by SPI(t)."
    )


def test_running_totals_beside_money_by_month_are_told() -> None:
    months = [(10, 10, 8), (20, 28, 22), (20, 45, 19), (20, 66, 24), (20, 88, 21)]
    assert engine(months).value("typed_values_warning") == (
        "I-1: Planned value is typed by month; Earned value is typed as running totals; Actual cost is typed by month. "
        "All are read as the money of each month."
    )


def test_a_column_that_turns_into_running_totals_is_told_with_the_month() -> None:
    months = [("", "", 30), ("", "", 20), ("", "", 25), ("", "", 80), ("", "", 90), ("", "", 99)]
    assert "Actual cost turns into running totals in Apr 2026" in engine(months).value("typed_values_warning")


def test_money_by_month_gives_no_warning() -> None:
    months = [(5, 4, 5), (10, 9, 11), (15, 14, 16), (20, 19, 21), (25, 23, 26)]
    assert engine(months).value("typed_values_warning") == ""
    assert engine(months, budget=math.nan).value("typed_values_warning") == ""
    assert engine([]).value("typed_values_warning") == ""


def test_stopped_months_are_told_with_the_pace_without_them() -> None:
    months = [(20, 20, 22), (20, 20, 22), (20, 0, 0), (20, 0, 0), (20, 20, 22), ("", 0, 0), ("", 10, 9)]
    found = engine(months)
    pace = found.value("earned_schedule") / (found.value("actual_time") - 3)
    assert found.value("stopped_work") == (
        f"Nothing was earned or spent in Mar 2026 to Apr 2026, Jun 2026. SPI(t) counts the 3 months; without, it "
        f"would be {pace:.2f}."
    )


def test_work_that_goes_on_or_is_done_was_not_stopped() -> None:
    assert engine([(20, 20, 22), (20, 10, 0), (60, 70, 90), ("", 0, 0), ("", 0, 0)]).value("stopped_work") == ""
    assert engine([]).value("stopped_work") == ""


def test_dates_approved_anew_are_counted() -> None:
    heads = ["ID", "Milestone", "Owner", "Baseline date", "Approved date", "Forecast date"]
    rows = [["M-1", "Pilot", "Ada", date(2026, 9, 1), date(2026, 9, 8), date(2026, 9, 8)],
            ["M-2", "Launch", "Ada", date(2026, 8, 3), "", date(2026, 8, 3)]]  # fmt: skip
    found = Engine(Tracker.from_cells("t.xlsx", {"milestones": [heads, *rows]}, date(2026, 7, 1)))
    assert found.value("rebaselining").startswith(
        "Dates approved anew: 1 of 2 milestones; the approved finish is 5 working days later."
    )
    assert engine([]).value("rebaselining") == ""
