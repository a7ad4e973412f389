from __future__ import annotations

import math
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exectrack_xl.errors import MetricError
from exectrack_xl.metrics import Engine, Scope, evaluate
from exectrack_xl.tracker import Tracker

TASK = ["ID", "Task", "Initiative", "WBS", "Duration", "Baseline start", "Baseline finish",
        "Actual start", "Actual finish", "Progress", "Budget"]  # fmt: skip
MILESTONE = ["ID", "Milestone", "Initiative", "Owner", "Baseline date", "Forecast date", "Actual date", "Progress",
             "Weight"]  # fmt: skip
INITIATIVE = ["ID", "Name", "Owner", "Baseline start", "Baseline finish", "Budget"]
COST = ["Initiative", "Month", "Actual cost", "Planned value", "Earned value"]
VALUES = ("planned_value", "earned_value", "actual_cost", "budget_at_completion", "eac", "eac_atypical",
          "eac_composite", "schedule_variance", "cost_variance", "variance_at_completion")  # fmt: skip
INDICES = ("spi", "cpi", "spi_t", "percent_complete", "percent_planned", "percent_spent", "cost_overrun", "tcpi",
           "earned_schedule", "actual_time", "planned_duration")  # fmt: skip


def tracker(as_of: date = date(2026, 3, 31), **sheets: list[list[Any]]) -> Tracker:
    headers = {"tasks": TASK, "milestones": MILESTONE, "initiatives": INITIATIVE, "costs": COST}
    return Tracker.from_cells("t.xlsx", {name: [headers[name], *rows] for name, rows in sheets.items()}, as_of)


def task(number: int, begin: int, end: int, progress: float, budget: float, initiative: str = "I-01") -> list[Any]:
    """A task over whole months of 2026."""
    last = date(2026, end, 28)
    return [f"T-{number}", "Task", initiative, "", 20.0, date(2026, begin, 1), last, "", "", progress, budget]


def test_planned_value_accrues_evenly_over_working_days() -> None:
    # March 2026: 22 working days from Monday 2 March to Tuesday 31 March; 10 of them by Friday 13 March
    row = ["T-1", "Task", "", "", 22.0, date(2026, 3, 2), date(2026, 3, 31), "", "", 0.25, 2200.0]
    engine = Engine(tracker(date(2026, 3, 13), tasks=[row]))
    assert engine.value("planned_value") == pytest.approx(1000)
    assert engine.value("earned_value") == 550
    assert engine.value("spi") == pytest.approx(0.55)
    assert engine.value("value_basis") == "Task budgets"


def test_a_summary_task_does_not_count_beside_its_parts() -> None:
    rows = [task(1, 1, 3, 0.5, 300.0), task(2, 1, 3, 0.5, 300.0)]
    rows[0][3], rows[1][3] = "1", "1.2.1"
    assert evaluate(tracker(tasks=rows), ["budget_at_completion"]) == {"budget_at_completion": 300}


def test_a_task_that_ended_after_the_status_date_was_as_far_as_its_days() -> None:
    row = task(1, 1, 6, 1.0, 100.0)
    row[7], row[8] = date(2026, 3, 21), date(2026, 4, 10)
    assert evaluate(tracker(tasks=[row]), ["earned_value"]) == {"earned_value": pytest.approx(50)}


def test_without_task_budgets_milestones_share_the_budget_by_weight() -> None:
    engine = Engine(tracker(
        initiatives=[["I-01", "Portal", "Ada", date(2026, 1, 1), date(2026, 6, 30), 1000.0]],
        milestones=[["M-1", "First", "I-01", "Ada", date(2026, 3, 31), "", date(2026, 4, 2), "", 3.0],
                    ["M-2", "Last", "I-01", "Ada", date(2026, 6, 30), date(2026, 6, 30), "", 0.2, 1.0]],
    ))  # fmt: skip
    assert engine.value("budget_at_completion") == 1000
    assert engine.value("planned_value") == pytest.approx(750)
    assert engine.value("earned_value") == 50  # what was reached on 2 April has not happened yet
    assert engine.value("value_basis") == "Initiative budgets shared by milestone weight"


def test_without_any_budget_weights_are_the_values_and_money_is_not_known() -> None:
    engine = Engine(tracker(
        milestones=[["M-1", "First", "", "Ada", date(2026, 3, 31), "", date(2026, 3, 30), "", ""],
                    ["M-2", "Last", "", "Ada", date(2026, 6, 30), date(2026, 6, 30), "", "", ""]],
        costs=[["", date(2026, 3, 1), 500.0, "", ""]],
    ))  # fmt: skip
    assert engine.value("spi") == 1
    assert engine.value("percent_complete") == 0.5
    assert engine.value("value_basis") == "Milestone weights, as no budget is typed"
    assert all(math.isnan(engine.value(name)) for name in ("budget_at_completion", "cpi", "cost_variance", "eac"))


def test_typed_values_win_and_a_running_month_accrues_evenly() -> None:
    engine = Engine(tracker(
        date(2026, 3, 15), tasks=[task(1, 1, 3, 0.5, 900.0)],
        costs=[["I-01", date(2026, 1, 1), 250.0, 200.0, 180.0], ["I-01", date(2026, 2, 1), 250.0, 200.0, 180.0],
               ["I-01", date(2026, 3, 1), 120.0, 310.0, 100.0], ["I-01", date(2026, 4, 1), 999.0, 190.0, 999.0]],
    ))  # fmt: skip
    assert engine.value("planned_value") == pytest.approx(550)  # 15 of the 31 days of March
    assert engine.value("earned_value") == 460
    assert engine.value("actual_cost") == 620
    assert engine.value("value_basis") == "Typed earned values; typed planned values; task budgets"


def test_estimates_of_initiatives_add_up_to_the_programme() -> None:
    engine = Engine(tracker(
        initiatives=[[f"I-0{i}", "Name", "Ada", "", date(2026, 12, 28), ""] for i in (1, 2, 3)],
        tasks=[task(1, 1, 6, 0.4, 600.0), task(2, 2, 8, 0.1, 900.0, "I-02"), task(3, 9, 12, 0.0, 500.0, "I-03"),
               task(4, 1, 2, 1.0, 50.0, "")],
        costs=[["I-01", date(2026, 2, 1), 300.0, "", ""], ["I-02", date(2026, 2, 1), 60.0, "", ""],
               ["", date(2026, 2, 1), 60.0, "", ""]],
    ))  # fmt: skip
    each = [engine.value("eac", Scope(initiative)) for initiative in ("I-01", "I-02", "I-03", "(none)")]
    assert each == pytest.approx([300 / 0.4, 60 / 0.1, 500, 60])
    assert engine.value("eac") == pytest.approx(sum(each))
    assert engine.value("estimate_at_completion", method="atypical") == pytest.approx(660 + 870 + 500 + 60)


def test_cost_overrun_is_not_known_where_no_cost_is_booked() -> None:
    found = evaluate(tracker(tasks=[task(1, 1, 3, 0.5, 900.0)]), ["eac", "cost_overrun"])
    assert found["eac"] == 900
    assert math.isnan(found["cost_overrun"])


def test_schedule_variance_in_days_counts_back_to_the_day_that_planned_as_much() -> None:
    rows = [["", date(2026, month, 1), "", 100.0, 100.0 if month < 3 else ""] for month in (1, 2, 3, 4)]
    engine = Engine(tracker(costs=rows))
    assert engine.value("earned_date") == date(2026, 2, 28)
    assert engine.value("schedule_variance", unit="days") == -21  # from Tuesday 31 March back to Monday 2 March
    assert engine.value("schedule_variance", unit="%") == pytest.approx(-1 / 3)


def test_an_unknown_unit_is_refused_with_the_right_ones() -> None:
    engine = Engine(tracker(tasks=[task(1, 1, 3, 0.5, 900.0)]))
    with pytest.raises(MetricError, match=r"cannot be 'day': give one of .value., .%., .days.\. Did you mean"):
        engine.value("schedule_variance", unit="day")


tasks = st.lists(
    st.tuples(st.integers(1, 6), st.integers(0, 6), st.sampled_from([0.0, 0.25, 0.5, 1.0]), st.integers(1, 1000),
              st.sampled_from(["I-01", "I-02", ""])),
    min_size=1, max_size=8,
)  # fmt: skip


def plan(drawn: list[tuple[int, int, float, int, str]], money: float = 1.0) -> Tracker:
    rows = [task(at, begin, begin + length, progress, budget * money, initiative)
            for at, (begin, length, progress, budget, initiative) in enumerate(drawn)]  # fmt: skip
    costs = [["I-01", date(2026, 2, 1), 70.0 * money, "", ""], ["", date(2026, 3, 1), 40.0 * money, "", ""]]
    names = [[f"I-0{i}", "Name", "Ada", "", "", ""] for i in (1, 2)]
    return tracker(initiatives=names, tasks=rows, costs=costs)


@given(tasks)
@settings(max_examples=40, deadline=None)
def test_neither_earned_nor_planned_value_exceeds_the_budget(drawn: list[Any]) -> None:
    found = evaluate(plan(drawn), ["earned_value", "planned_value", "budget_at_completion"])
    whole = found["budget_at_completion"] * (1 + 1e-9)
    assert 0 <= found["earned_value"] <= whole
    assert 0 <= found["planned_value"] <= whole


@given(tasks, st.sampled_from([0.001, 7.0, 1e6]))
@settings(max_examples=40, deadline=None)
def test_another_currency_scales_values_and_leaves_indices(drawn: list[Any], rate: float) -> None:
    here, there = (evaluate(plan(drawn, money), (*VALUES, *INDICES)) for money in (1.0, rate))
    assert [there[n] for n in VALUES] == pytest.approx(
        [here[n] * rate for n in VALUES], nan_ok=True, rel=1e-12, abs=1e-9 * rate
    )
    assert [there[n] for n in INDICES] == pytest.approx([here[n] for n in INDICES], nan_ok=True)


@given(tasks, st.randoms())
@settings(max_examples=40, deadline=None)
def test_the_order_of_rows_changes_nothing(drawn: list[Any], random: Any) -> None:
    mixed = drawn.copy()
    random.shuffle(mixed)
    first, second = (evaluate(plan(rows), (*VALUES, *INDICES)) for rows in (drawn, mixed))
    assert list(second.values()) == pytest.approx(list(first.values()), nan_ok=True)


@given(tasks)
@settings(max_examples=40, deadline=None)
def test_values_of_initiatives_and_of_the_rest_add_up_to_the_programme(drawn: list[Any]) -> None:
    engine = Engine(plan(drawn))
    for name in ("planned_value", "earned_value", "budget_at_completion", "eac", "actual_cost"):
        parts = [engine.value(name, Scope(part)) for part in ("I-01", "I-02", "(none)")]
        assert engine.value(name) == pytest.approx(sum(part for part in parts if part == part))
