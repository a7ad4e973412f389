"""What is worked out once for all initiatives is what each one's own rows give."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from typing import Any

import numpy as np
import pytest

from exectrack_xl.metrics import METRICS, Engine, Scope
from exectrack_xl.metrics.engine import UNASSIGNED
from exectrack_xl.metrics.registry import DERIVED, Input
from exectrack_xl.sample import cells
from exectrack_xl.schema import SHEETS, Table
from exectrack_xl.tracker import Tracker

SHARED = [known for known in DERIVED.values() if known.follows or known.divides]


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine(Tracker.from_cells("sample.xlsx", cells()))


@pytest.mark.parametrize("known", SHARED, ids=lambda known: known.name)
def test_an_initiatives_part_is_what_its_own_rows_give(engine: Engine, known: Input) -> None:
    for initiative in (*engine.initiatives(), UNASSIGNED):
        scoped = engine.within(Scope(initiative))
        own = known.function(**{need.parameter: scoped.given(known, need) for need in known.plan})
        assert plain(scoped.value(known.name)) == plain(own)


def test_work_is_told_apart_only_where_other_rows_do_not_decide_on_it() -> None:
    numbered = {"I-01": ("1", "1.1"), "I-02": ("1", "2")}  # I-02's task 1 has children in I-01 only
    header = [column.header for column in SHEETS["tasks"].columns]
    rows = [
        row_of(header, {"ID": f"T-{initiative}-{number}", "Task": "A task", "Initiative": initiative, "WBS": number,
                        "Baseline start": date(2026, 1, 5), "Baseline finish": date(2026, 2, 5), "Budget": 100.0})
        for initiative, numbers in numbered.items() for number in numbers
    ]  # fmt: skip
    engine = Engine(Tracker.from_cells("", {"tasks": [header, *rows]}, date(2026, 3, 1)))
    assert engine.value("budget_at_completion", Scope("I-01")) == 100
    assert engine.value("budget_at_completion", Scope("I-02")) == 200
    assert engine.within(Scope()).value("work").apart.tolist() == [True, False]


def test_two_periods_that_end_alike_share_what_does_not_depend_on_them(engine: Engine) -> None:
    month, quarter = (engine.tracker.periods.of(engine.tracker.as_of, kind) for kind in ("Month", "Quarter"))
    both = [engine.within(Scope(period=period)) for period in (month, quarter)]
    assert both[0].value("work") is both[1].value("work")
    assert [scoped.value("due_window")[0] for scoped in both] == [month.start, quarter.start]
    assert METRICS["new_risks"].is_periodic
    assert not METRICS["planned_value"].is_periodic


def test_the_engine_of_a_tracker_is_shared_and_that_of_another_date_is_not(engine: Engine) -> None:
    tracker = engine.tracker
    assert Engine.of(tracker) is Engine.of(tracker)
    assert Engine.of(tracker.with_tables({}, date(2026, 1, 1), "")) is not Engine.of(tracker)


def row_of(header: list[str], values: dict[str, Any]) -> list[Any]:
    return [values.get(name, "") for name in header]


def plain(value: Any) -> Any:
    """A value of the catalogue as numbers and words that compare."""
    if isinstance(value, Table):
        return value.lines.tolist(), {name: plain(column) for name, column in value.columns.items()}
    if isinstance(value, np.ndarray):
        return value.astype(str).tolist()
    if hasattr(value, "__dataclass_fields__"):
        return [plain(getattr(value, field.name)) for field in fields(value)]
    return value
