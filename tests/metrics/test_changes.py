from __future__ import annotations

import math
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exectrack_xl.metrics import Engine, Scope
from exectrack_xl.schema.choices import CHANGE_STATUS
from exectrack_xl.tracker import Tracker

TODAY = date(2026, 11, 13)
CHANGE = ["ID", "Title", "Type", "Status", "Raised by", "Initiative", "Timeline (days)", "Cost", "Scope (points)",
          "Decision due", "Decided on"]  # fmt: skip
INITIATIVES = [["ID", "Name", "Owner", "Baseline finish", "Scope"], ["I-01", "Portal", "Ann", date(2027, 1, 29), 200.0]]


def change(name: str, status: str, **more: Any) -> list[Any]:
    return [name, f"Title of {name}", "Scope", status, "Ann", more.get("initiative", "I-01"), more.get("days", ""),
            more.get("cost", ""), more.get("points", ""), more.get("due", ""), more.get("decided", "")]  # fmt: skip


def engine(*changes: list[Any], initiatives: list[list[Any]] = INITIATIVES) -> Engine:
    return Engine(Tracker.from_cells("t.xlsx", {"changes": [CHANGE, *changes], "initiatives": initiatives}, TODAY))


ASKED = change("CR-1", "Submitted", days=10.0, cost=50_000.0, points=5.0, due=date(2026, 11, 6))
DONE = change("CR-2", "Implementing", days=-3.0, cost=20_000.0, points=12.0, decided=date(2026, 10, 1))
VERIFIED = change("CR-3", "Verified", points=-2.0, decided=date(2026, 9, 1))
REJECTED = change("CR-4", "Rejected", days=99.0, cost=9e6, points=99.0, decided=date(2026, 9, 1))
ALL = (ASKED, DONE, VERIFIED, REJECTED)


def test_pending_and_approved_changes_are_counted_and_summed_apart() -> None:
    found = engine(*ALL)
    pending = [found.value(name) for name in ("pending_changes", "pending_days", "pending_cost")]
    names = ("approved_changes", "approved_days", "approved_cost", "approved_scope_points")
    assert pending == [1, 10, 50_000]
    assert [found.value(name) for name in names] == [2, -3, 20_000, 10]


def test_scope_growth_is_the_approved_growth_over_the_baseline_scope() -> None:
    assert engine(*ALL).value("scope_growth") == pytest.approx(10 / 200)
    assert engine(*ALL).value("scope_growth", Scope("I-01")) == pytest.approx(10 / 200)
    assert math.isnan(engine(*ALL, initiatives=[INITIATIVES[0]]).value("scope_growth"))


def test_a_change_decided_after_the_status_date_is_still_pending() -> None:
    found = engine(change("CR-1", "Approved", cost=10.0, decided=date(2026, 11, 20)))
    assert (found.value("pending_cost"), found.value("approved_cost")) == (10, 0)


def test_pending_changes_are_listed_first_by_the_day_they_must_be_decided() -> None:
    undated = change("CR-0", "Draft")
    listing = engine(VERIFIED, undated, DONE, ASKED).value("change_listing")
    assert [row[0] for row in listing.rows] == ["CR-1", "CR-0", "CR-2", "CR-3"]
    assert [row[-2:] for row in listing.rows] == [(True, 5), (True, 0), (False, 0), (False, 0)]
    assert len(engine(*ALL).value("change_listing", n=2).rows) == 2


def test_an_empty_log_gives_zeros() -> None:
    found = engine()
    assert [found.value(name) for name in ("pending_changes", "approved_days", "scope_growth")] == [0, 0, 0]


@given(st.lists(st.sampled_from(CHANGE_STATUS), max_size=8))
def test_no_change_is_both_pending_and_approved(statuses: list[str]) -> None:
    found = engine(*(change(f"CR-{n}", status) for n, status in enumerate(statuses)))
    settled = sum(status in ("Rejected", "Deferred") for status in statuses)
    assert found.value("pending_changes") + found.value("approved_changes") + settled == len(statuses)
