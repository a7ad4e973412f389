from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from exectrack_xl.metrics import Engine, Scope
from exectrack_xl.tracker import Tracker

TODAY = date(2026, 3, 31)


def engine(method: str, *tasks: list[Any], milestones: tuple[list[Any], ...] = (), budget: Any = "") -> Engine:
    return Engine(Tracker.from_cells("t.xlsx", {
        "initiatives": [["ID", "Name", "Progress method", "Budget"], ["I-01", "Portal", method, budget]],
        "tasks": [["ID", "Initiative", "Baseline start", "Baseline finish", "Actual start", "Progress", "Budget",
                   "Planned effort", "Duration"], *tasks],
        "milestones": [["ID", "Initiative", "Baseline date", "Actual date", "Progress", "Weight"], *milestones],
    }, TODAY))  # fmt: skip


def task(name: str, progress: float, budget: Any, effort: float) -> list[Any]:
    began = date(2026, 2, 2) if progress else ""
    return [name, "I-01", date(2026, 2, 2), date(2026, 4, 30), began, progress, budget, effort, 10.0]


TASKS = (task("T-1", 1.0, 100.0, 10.0), task("T-2", 0.5, 200.0, 80.0), task("T-3", 0.0, 100.0, 10.0))
MILESTONES = (["M-1", "I-01", date(2026, 2, 27), date(2026, 3, 2), "", 1.0],
              ["M-2", "I-01", date(2026, 6, 30), "", 0.25, 3.0])  # fmt: skip


@pytest.mark.parametrize(
    ("method", "expected"),
    [("Weighted milestones", 1.75 / 4), ("Effort", 0.5), ("Earned value", 0.5), ("0/100", 0.25), ("50/50", 0.5),
     ("", 0.5)],
)  # fmt: skip
def test_progress_is_measured_by_the_method_of_the_initiative(method: str, expected: float) -> None:
    found = engine(method, *TASKS, milestones=MILESTONES)
    assert found.value("initiative_progress", Scope("I-01")) == pytest.approx(expected)
    assert found.value("initiative_progress") == pytest.approx(expected)


def test_without_task_budgets_milestones_measure_progress() -> None:
    found = engine("", task("T-1", 1.0, "", 10.0), milestones=MILESTONES)
    assert found.value("progress_method", Scope("I-01")) == "Weighted milestones"
    assert found.value("initiative_progress") == pytest.approx(1.75 / 4)


def test_a_method_that_finds_nothing_to_measure_falls_back_on_value() -> None:
    assert engine("Weighted milestones", *TASKS).value("initiative_progress") == pytest.approx(0.5)


def test_the_programme_is_weighted_by_budget_and_plain_where_one_is_missing() -> None:
    cells: dict[str, list[list[Any]]] = {
        "initiatives": [["ID", "Name", "Budget"], ["I-01", "Portal", 300.0], ["I-02", "Data", 100.0]],
        "milestones": [["ID", "Initiative", "Baseline date", "Progress"], ["M-1", "I-01", date(2026, 3, 1), 0.5],
                       ["M-2", "I-02", date(2026, 3, 1), 1.0]],
    }  # fmt: skip
    assert Engine(Tracker.from_cells("t.xlsx", cells, TODAY)).value("initiative_progress") == pytest.approx(0.625)
    assert Engine(Tracker.from_cells("t.xlsx", cells, TODAY)).value("planned_progress") == pytest.approx(1)
    cells["initiatives"][2][2] = ""
    assert Engine(Tracker.from_cells("t.xlsx", cells, TODAY)).value("initiative_progress") == pytest.approx(0.75)


def test_tasks_completed_are_leaves_finished_by_the_day_each_counting_alike() -> None:
    heads = ["ID", "WBS", "Actual finish"]
    rows = [["T-0", "1", date(2026, 3, 2)], ["T-1", "1.1", date(2026, 3, 2)], ["T-2", "1.2", date(2026, 4, 2)],
            ["T-3", "2", ""], ["T-4", "3", TODAY]]  # fmt: skip
    assert Engine(Tracker.from_cells("t.xlsx", {"tasks": [heads, *rows]}, TODAY)).value("task_completion") == 0.5
    assert str(Engine(Tracker.from_cells("t.xlsx", {}, TODAY)).value("task_completion")) == "nan"


def test_a_finish_dated_after_the_status_date_is_no_effort_done() -> None:
    tasks = [["ID", "Initiative", "Baseline start", "Baseline finish", "Actual start", "Actual finish", "Progress",
              "Planned effort", "Duration"],
             ["T-1", "I-01", date(2026, 2, 2), date(2026, 4, 30), date(2026, 2, 2), date(2026, 4, 3), 0.5, 10.0, 10.0],
             ["T-2", "I-01", date(2026, 2, 2), date(2026, 3, 2), date(2026, 2, 2), date(2026, 3, 3), 0.9, 30.0, 10.0],
             ]  # fmt: skip
    names = [["ID", "Name", "Progress method"], ["I-01", "Portal", "Effort"]]
    found = Engine(Tracker.from_cells("t.xlsx", {"initiatives": names, "tasks": tasks}, TODAY))
    assert found.value("initiative_progress", Scope("I-01")) == pytest.approx((5 + 30) / 40)
