"""The rest estimated anew, as people type it in Costs."""

from __future__ import annotations

import math

import pytest

from exectrack_xl.metrics import Engine, Scope
from exectrack_xl.tracker import Tracker

HEADS = ["Initiative", "Month", "Actual cost", "Planned value", "Earned value", "Cost to go"]


def engine(*costs: list[object]) -> Engine:
    return Engine(Tracker.from_cells("c.xlsx", {
        "settings": [["Setting", "Value"], ["Status date", "2026-03-31"]],
        "initiatives": [["ID", "Name", "Owner", "Baseline finish", "Budget"],
                        ["I-1", "One", "Ann", "2026-06-30", 1000], ["I-2", "Two", "Ann", "2026-06-30", 500]],
        "costs": [HEADS, *costs],
    }))  # fmt: skip


JANUARY = ["I-1", "2026-01-01", 200, 200, 180, ""]
FEBRUARY = ["I-1", "2026-02-01", 280, 300, 270, 700]
MARCH = ["I-1", "2026-03-01", 100, 100, 50, ""]
OTHER = ["I-2", "2026-01-01", 100, 100, 80, ""]


def test_cost_to_go_typed_for_a_month_counts_from_the_end_of_that_month() -> None:
    found = engine(JANUARY, FEBRUARY, MARCH)
    assert found.value("eac_bottom_up", Scope("I-1")) == 200 + 280 + 700
    assert found.value("estimate_at_completion", Scope("I-1")) == 1180
    assert found.value("estimate_to_complete", Scope("I-1")) == 600
    assert found.value("estimate_at_completion", Scope("I-1"), method="CPI") == pytest.approx(1000 / (500 / 580))


def test_initiatives_without_a_new_estimate_count_by_cpi_in_the_programme() -> None:
    found = engine(JANUARY, FEBRUARY, OTHER)
    assert math.isnan(found.value("eac_bottom_up", Scope("I-2")))
    assert found.value("estimate_at_completion", Scope("I-2")) == 625
    assert found.value("estimate_at_completion") == 1180 + 625
    assert found.value("eac_basis").startswith(
        "Bottom-up: the rest was estimated anew for I-1 at the end of Feb 2026; the others count by CPI."
    )


def test_the_last_new_estimate_counts_and_those_to_come_do_not() -> None:
    later = ["I-1", "2026-04-01", "", 100, "", 10]
    found = engine(JANUARY, FEBRUARY, [*MARCH[:5], 650], later)
    assert found.value("estimate_at_completion", Scope("I-1")) == 580 + 650


def test_the_estimate_says_why_it_counts() -> None:
    assert engine(JANUARY).value("eac_basis", Scope("I-1")) == (
        "By CPI: the rest is taken to cost what the work cost so far (0.90); nobody has estimated it anew."
    )
    rosy = engine(JANUARY, [*FEBRUARY[:5], 400]).value("eac_basis", Scope("I-1"))
    assert rosy.endswith("It needs a CPI of 1.38 from now on, after 0.94 so far.")
    assert "needs" not in engine(JANUARY, FEBRUARY).value("eac_basis", Scope("I-1"))
