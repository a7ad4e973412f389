from __future__ import annotations

import math
from datetime import date
from typing import Any

import pytest

from exectrack_xl.metrics import Engine
from exectrack_xl.tracker import Tracker

TODAY = date(2026, 11, 13)
RISK = ["ID", "Title", "Probability", "Impact", "Status", "Owner", "Mitigation", "Mitigation Progress", "Due date",
        "Target score", "Assessed on", "Close reason"]  # fmt: skip
MITIGATION = ["ID", "Risk", "Action", "Owner", "Due date", "Done on", "Status", "Progress", "Score before",
              "Score after", "Target score"]  # fmt: skip


def risk(name: str, probability: float, impact: float, status: str = "Open", **more: Any) -> list[Any]:
    return [name, name, probability, impact, status, "Ann", more.get("mitigation", ""), more.get("progress", ""),
            more.get("due", ""), more.get("target", ""), more.get("assessed", ""), more.get("reason", "")]  # fmt: skip


def action(name: str, of: str, status: str, **more: Any) -> list[Any]:
    return [name, of, f"Do {name}", "Ann", more.get("due", date(2026, 10, 30)), more.get("done", ""), status,
            *(more.get(name, "") for name in ("progress", "before", "after", "target"))]  # fmt: skip


def engine(risks: list[list[Any]], mitigations: list[list[Any]] | None = None) -> Engine:
    cells = {"risks": [RISK, *risks], "mitigations": [MITIGATION, *(mitigations or [])]}
    return Engine(Tracker.from_cells("t.xlsx", cells, TODAY))


def test_progress_is_that_of_the_risk_s_row_or_of_its_actions() -> None:
    found = engine(
        [risk("R-1", 3, 3, mitigation="Train", progress=0.5), risk("R-2", 2, 2), risk("R-3", 2, 2, progress=0.1)],
        [action("MT-1", "R-3", "Done"), action("MT-2", "R-3", "In Progress", progress=0.4),
         action("MT-3", "R-3", "Cancelled", progress=0.0)],
    )  # fmt: skip
    assert found.value("mitigation_progress") == pytest.approx((0.5 + 0.0 + 0.7) / 3)


def test_effectiveness_counts_risks_scored_again_after_the_action() -> None:
    found = engine(
        [risk("R-1", 2, 2, target=4), risk("R-2", 3, 3, target=4), risk("R-3", 1, 1), risk("R-4", 1, 1)],
        [
            action("MT-1", "R-1", "Done", done=date(2026, 10, 1), before=9, after=4),  # reached the risk's target
            action("MT-2", "R-2", "Done", done=date(2026, 10, 1), before=9, after=6, target=4),  # did not
            action("MT-3", "R-3", "Done", done=date(2026, 10, 1), before=4),  # not scored again
            action("MT-4", "R-4", "Expired", before=4, after=1, target=2),  # time did it
        ],
    )
    assert found.value("mitigation_effectiveness") == pytest.approx(0.5)
    assert found.value("mitigation_effectiveness_count") == "1 of 2"


def test_of_several_actions_the_last_one_done_decides() -> None:
    done = [action("MT-1", "R-1", "Done", done=date(2026, 10, 20), after=3, target=3),
            action("MT-2", "R-1", "Done", done=date(2026, 9, 1), after=6, target=3)]  # fmt: skip
    assert engine([risk("R-1", 1, 3)], done).value("mitigation_effectiveness_count") == "1 of 1"
    assert engine([risk("R-1", 1, 3)], done[::-1]).value("mitigation_effectiveness_count") == "1 of 1"


def test_an_expired_risk_and_an_action_done_after_the_status_date_are_left_out() -> None:
    found = engine(
        [risk("R-1", 1, 1, "Closed", reason="Expired", target=4), risk("R-2", 1, 1, target=4)],
        [action("MT-1", "R-1", "Done", done=date(2026, 10, 1), after=1, target=2),
         action("MT-2", "R-2", "Done", done=date(2026, 12, 1), after=1, target=2)],
    )  # fmt: skip
    assert found.value("mitigation_effectiveness_count") == ""
    assert math.isnan(found.value("mitigation_effectiveness"))


def test_a_mitigation_in_the_risk_s_row_counts_once_done_and_scored_again() -> None:
    due, later, sooner = date(2026, 10, 1), date(2026, 10, 8), date(2026, 9, 1)
    row = {"mitigation": "Train", "progress": 1.0, "due": due, "target": 3}
    assert engine([risk("R-1", 1, 3, assessed=later, **row)]).value("mitigation_effectiveness_count") == "1 of 1"
    assert engine([risk("R-1", 2, 3, assessed=later, **row)]).value("mitigation_effectiveness_count") == "0 of 1"
    assert engine([risk("R-1", 1, 3, assessed=sooner, **row)]).value("mitigation_effectiveness_count") == ""


@pytest.mark.parametrize(
    ("row", "actions", "listed"),
    [
        (risk("R-1", 3, 3), [], "R-1"),
        (risk("R-1", 3, 3, mitigation="Train"), [], "R-1"),  # only planned
        (risk("R-1", 3, 3, "Mitigating"), [], "R-1"),  # says so, but nothing is named
        (risk("R-1", 3, 3, "Mitigating", mitigation="Train"), [], ""),
        (risk("R-1", 3, 3, mitigation="Train", progress=0.1), [], ""),
        (risk("R-1", 3, 3), [action("MT-1", "R-1", "In Progress")], ""),
        (risk("R-1", 3, 3), [action("MT-1", "R-1", "Planned")], "R-1"),
        (risk("R-1", 3, 3), [action("MT-1", "R-1", "Cancelled", progress=0.5)], "R-1"),
        (risk("R-1", 2, 3), [], ""),  # High is not Critical
        (risk("R-1", 3, 3, "Closed"), [], ""),
    ],
)
def test_a_critical_risk_is_unmitigated_until_something_is_at_work(
    row: list[Any], actions: list[list[Any]], listed: str
) -> None:
    assert engine([row], actions).value("unmitigated_critical") == listed


def test_top_risks_show_the_next_action_and_when_it_is_due() -> None:
    actions = [
        action("MT-1", "R-1", "Done", due=date(2026, 9, 1)),
        action("MT-2", "R-1", "Planned", due=date(2026, 12, 4)),
        action("MT-3", "R-1", "In Progress", due=date(2026, 11, 20)),
    ]
    row = engine([risk("R-1", 3, 3, mitigation="Something")], actions).value("top_risks").rows[0]
    assert (row[5], row[8]) == ("Do MT-3", date(2026, 11, 20))


def test_mitigation_money_leaves_out_plans_given_up_but_not_what_they_took() -> None:
    heads = ["ID", "Risk", "Status", "Planned cost", "Actual cost"]
    rows = [["MT-1", "R-1", "Done", 40.0, 35.0], ["MT-2", "R-1", "Cancelled", 90.0, 5.0],
            ["MT-3", "R-1", "Planned", "", ""]]  # fmt: skip
    found = Engine(Tracker.from_cells("t.xlsx", {"mitigations": [heads, *rows]}, TODAY))
    assert [found.value("mitigation_budget"), found.value("mitigation_cost")] == [40.0, 40.0]
    assert math.isnan(engine([]).value("mitigation_budget"))
