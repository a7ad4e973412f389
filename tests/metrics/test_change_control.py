from __future__ import annotations

import math
from datetime import date
from typing import Any

import pytest

from exectrack_xl.metrics import Engine, Scope
from exectrack_xl.tracker import Tracker

TODAY = date(2026, 11, 13)
CHANGE = ["ID", "Title", "Type", "Status", "Raised by", "Initiative", "Submitted on", "Decided on", "Implemented on",
          "Cost", "Actual cost", "Scope (points)"]  # fmt: skip
APPROVAL = ["Change", "Approver", "Decision", "Due date", "Decided on"]


def change(name: str, status: str = "Closed", **more: Any) -> list[Any]:
    rest = [more.get(part, "") for part in ("submitted", "decided", "implemented", "cost", "actual", "points")]
    return [name, "More", "Scope", status, "Ann", "I-1", *rest]


def engine(*changes: list[Any], approvals: tuple[list[Any], ...] = (), **more: Any) -> Engine:
    sheets = {"changes": [CHANGE, *changes], "approvals": [APPROVAL, *approvals],
              "initiatives": [["ID", "Name", "Owner", "Baseline finish", "Scope"],
                              ["I-1", "One", "Ann", date(2027, 1, 29), 100.0]], **more}  # fmt: skip
    return Engine(Tracker.from_cells("t.xlsx", sheets, TODAY))


def test_the_time_to_decide_is_the_median_of_changes_decided_in_the_period() -> None:
    found = engine(
        change("C-1", submitted=date(2026, 10, 5), decided=date(2026, 10, 7)),
        change("C-2", submitted=date(2026, 10, 5), decided=date(2026, 10, 19)),
        change("C-3", submitted=date(2026, 9, 1), decided=date(2026, 9, 2)),
        change("C-4", "Submitted", submitted=date(2026, 9, 1)),
    )
    assert found.value("change_lead_time") == 6
    assert found.value("change_lead_time", Scope(period=found.tracker.period("2026-Q3"))) == 1
    assert math.isnan(found.value("change_lead_time", Scope(period=found.tracker.period("2026-Q2"))))


def test_volatility_adds_what_growth_sets_off() -> None:
    day = date(2026, 10, 5)
    found = engine(change("C-1", points=20.0, decided=day), change("C-2", points=-15.0, decided=day),
                   change("C-3", "Rejected", points=50.0, decided=day))  # fmt: skip
    assert found.value("req_volatility") == pytest.approx(0.35)
    assert found.value("scope_growth") == pytest.approx(0.05)


def test_estimates_of_changes_are_judged_once_they_took_effect_savings_too() -> None:
    day = date(2026, 10, 5)
    found = engine(change("C-1", implemented=day, cost=100.0, actual=130.0),
                   change("C-2", implemented=day, cost=-100.0, actual=-90.0),
                   change("C-3", implemented=date(2026, 12, 4), cost=10.0, actual=90.0))  # fmt: skip
    assert found.value("change_estimate_accuracy") == pytest.approx(1 + 40 / 200)


APPROVALS = (
    ["C-1", "Ann", "Approved", date(2026, 10, 5), date(2026, 10, 5)],
    ["C-1", "Bob Lee", "Pending", date(2026, 11, 11), ""],
    ["C-2", "Bob Lee", "Approved", date(2026, 11, 6), date(2026, 11, 20)],
)


def test_an_approval_is_pending_until_the_day_it_is_given() -> None:
    found = engine(change("C-1"), change("C-2"), approvals=APPROVALS)
    assert [(row[0], row[4]) for row in found.value("approvals_pending").rows] == [("C-2", 5), ("C-1", 2)]
    assert len(found.value("approvals_pending", person="bob").rows) == 2
    assert found.value("approvals_pending", person="Ann").rows == ()
    assert found.value("approval_status").rows == (
        ("C-1", 2, 1, 0, 0, 1, "Bob Lee"), ("C-2", 1, 0, 0, 0, 1, "Bob Lee"),
    )  # fmt: skip


def test_the_recommended_alternative_comes_first_and_high_risks_before_low_ones() -> None:
    alternatives = [["Change", "Option", "Score", "Recommended"], ["C-1", "Wait", 4.0, "No"], ["C-1", "Do", 3.0, "Yes"],
                    ["C-2", "Other", 1.0, ""]]  # fmt: skip
    risks = [["Change", "Level", "Concern"], ["C-1", "Low", "Small"], ["C-1", "High", "Large"]]
    found = engine(change("C-1"), change("C-2"), alternatives=alternatives, assessments=risks)
    assert [row[1] for row in found.value("change_alternatives").rows] == ["Do", "Wait", "Other"]
    assert [row[1] for row in found.value("change_alternatives", change="C-2").rows] == ["Other"]
    assert [row[1] for row in found.value("change_assessments", change="C-1").rows] == ["High", "Low"]


def test_the_latest_baseline_comes_first() -> None:
    rows = [["ID", "Approved on", "Initiative", "Approved by"], ["B-1", date(2026, 1, 5), "I-1", "Board"],
            ["B-2", date(2026, 5, 5), "I-1", "Board"]]  # fmt: skip
    assert [row[0] for row in engine(baselines=rows).value("baseline_listing").rows] == ["B-2", "B-1"]
