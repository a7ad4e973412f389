from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from exectrack_xl.metrics import Engine, Scope
from exectrack_xl.metrics.contingency import unknown_metrics
from exectrack_xl.tracker import Tracker

TODAY = date(2026, 11, 13)


def tracker(*triggers: str, **more: Any) -> Tracker:
    headers = ["ID", "Title", "Status", "Probability", "Impact", "Initiative", "Trigger", "Contingency plan",
               "Contingency owner", "Activated on"]  # fmt: skip
    risks = [[f"R-{n}", "Late", more.get("status", "Open"), 3.0, 3.0, more.get("initiative", ""), trigger, "Call",
              "Ada", more.get("activated", "")] for n, trigger in enumerate(triggers)]  # fmt: skip
    issues = [["Issue ID", "Priority", "Status", "Initiative"], ["IS-1", "High", "Open", "I-2"]]
    initiatives = [["ID", "Name"], ["I-1", "One"], ["I-2", "Two"]]
    cells = {"risks": [headers, *risks], "issues": issues, "initiatives": initiatives}
    return Tracker.from_cells("t.xlsx", cells, TODAY)


def judged(*triggers: str, **more: Any) -> list[tuple[Any, ...]]:
    return [row[2:5] for row in Engine(tracker(*triggers, **more)).value("contingency_triggered").rows]


def test_each_trigger_is_judged_with_the_values_it_names_and_triggered_ones_come_first() -> None:
    found = judged("open_issues > 4", "critical_risks > 2 and open_issues = 1", "spi_t < 0.9", "soon", "2026-11-13")
    assert found == [
        ("critical_risks > 2 and open_issues = 1", "critical_risks 5; open_issues 1", "Yes"),
        ("2026-11-13", "", "Yes"),
        ("spi_t < 0.9", "spi_t –", "Not known"),
        ("soon", "", "Cannot be read"),
        ("open_issues > 4", "open_issues 1", "No"),
    ]


def test_a_metric_counts_for_the_initiative_of_the_risk() -> None:
    assert judged("open_issues > 0", initiative="I-1")[0][1:] == ("open_issues 0", "No")
    assert judged("open_issues > 0", initiative="I-2")[0][1:] == ("open_issues 1", "Yes")


def test_closed_risks_are_not_judged_and_started_plans_not_counted_as_to_start() -> None:
    assert judged("open_issues > 0", status="Closed") == []
    assert Engine(tracker("open_issues > 0")).value("contingencies_to_start") == 1
    assert Engine(tracker("open_issues > 0", activated=TODAY)).value("contingencies_to_start") == 0
    assert Engine(tracker("open_issues > 0")).value("contingencies_to_start", Scope("I-1")) == 0


@pytest.mark.parametrize(
    ("trigger", "message", "remedy"),
    [
        ("spi_tt < 0.9", "'spi_tt' is not a metric.", "Did you mean 'spi_t'?"),
        ("top_risks > 3", "'top_risks' is no number, so that no trigger can be about it.",
         "Choose another metric."),
        ("contingencies_to_start > 0",
         "'contingencies_to_start' is about triggers itself, so that no trigger can be about it.",
         "Choose another metric."),
    ],
)  # fmt: skip
def test_a_trigger_about_something_unknown_is_a_finding_with_the_nearest_name(
    trigger: str, message: str, remedy: str
) -> None:
    (found,) = unknown_metrics(tracker("open_issues > 1", trigger))
    assert (found.cell, found.column, found.message, found.remedy) == ("G3", "Trigger", message, remedy)
    assert judged(trigger)[0][2] == "Cannot be read"


def test_what_cannot_be_read_at_all_is_left_to_the_rule_about_it() -> None:
    assert unknown_metrics(tracker("as soon as possible", "", "status_date > 2026-12-01")) == ()
