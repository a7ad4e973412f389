"""Simulated dates of key milestones in the memory, and how many of them came true."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from exectrack_xl.actions.snapshot import remembered
from exectrack_xl.checks import check
from exectrack_xl.metrics import Engine
from exectrack_xl.schema import SHEETS
from exectrack_xl.tracker import Tracker
from tests.metrics.simulation.plans import cells, task

HEADS = [column.header for column in SHEETS["milestones"].typed]
FIRST = date(2026, 11, 13)


def programme(as_of: date = FIRST, simulate: str = "Yes", **milestone: Any) -> Tracker:
    """One key milestone behind two doubtful tasks, and one that nobody called key."""
    rows = [task("T-1", 10, 3), task("T-2", 5, 1, "T-1")]
    key = {"ID": "M-1", "Milestone": "Done", "Initiative": "I-1", "Key": "Yes", "Baseline date": "2026-12-18",
           "Forecast date": "2026-12-18"} | milestone  # fmt: skip
    other = key | {"ID": "M-2", "Key": "No"}
    given = cells(rows, Simulate=simulate)
    given["milestones"] = [HEADS, *([row.get(head, "") for head in HEADS] for row in (key, other))]
    return Tracker.from_cells("plan.xlsx", given, as_of)


def told(tracker: Tracker) -> dict[str, str]:
    """The simulated dates that a snapshot of today writes."""
    return {row[4]: row[5] for row in remembered(tracker).rows if row[4] in ("P50", "P80") and row[3] == "M-1"}


def test_a_snapshot_remembers_the_simulated_dates_of_open_key_milestones() -> None:
    memory = remembered(programme())
    assert {row[3] for row in memory.rows if row[4] in ("P50", "P80")} == {"M-1"}
    found, engine = told(programme()), Engine(programme())
    for header, share in (("P50", 0.5), ("P80", 0.8)):
        day = engine.value("p_date", milestone="M-1", probability=share)
        assert found[header] == day.isoformat()
    assert found["P50"] < found["P80"]
    assert not [finding for finding in check(memory.tracker) if finding.rule == "snapshot-unknown"]


def test_a_second_snapshot_holds_only_dates_that_changed() -> None:
    first = remembered(programme()).tracker
    same = replace(first, as_of=date(2026, 11, 14))  # a Saturday: no working day has passed
    assert told(same) == {}
    later = replace(first, as_of=date(2026, 11, 27))
    assert told(later).keys() == {"P50", "P80"}


def test_nothing_is_simulated_unless_settings_says_so_nor_for_what_is_reached() -> None:
    assert told(programme(simulate="No")) == {}
    assert told(programme(as_of=date(2026, 12, 11), **{"Actual date": "2026-12-10"})) == {}


def test_dates_that_snapshots_gave_are_counted_as_kept_or_missed_once_the_milestone_is_reached() -> None:
    memory = remembered(programme()).tracker
    p50, p80 = (date.fromisoformat(told(programme())[header]) for header in ("P50", "P80"))
    now = programme(as_of=date(2027, 1, 15), **{"Actual date": p80.isoformat()})
    table = replace(now, tables={**now.tables, "snapshots": memory["snapshots"]})
    rows = {row[0]: row[1:] for row in Engine(table).value("forecast_calibration").rows}
    assert rows["P50 dates"] == (1, 0, 0, (p80 - p50).days)
    assert rows["P80 dates"] == (1, 1, 1, 0)
