"""Sheets as people fill them become a network with the dates they mean."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from exectrack_xl.errors import MetricError
from exectrack_xl.metrics import Engine, Scope
from exectrack_xl.sample import cells
from exectrack_xl.tracker import Tracker

MONDAY = "2026-01-05"
TASKS = ["ID", "Task", "Initiative", "WBS", "Duration", "Predecessors", "Baseline start", "Baseline finish", "Start",
         "Constraint", "Constraint date", "Deadline", "Actual start", "Actual finish", "Progress", "Remaining",
         "Milestone"]  # fmt: skip


def engine(tasks: list[dict[str, Any]], as_of: str = "2026-01-02", **sheets: Any) -> Engine:
    base = {"Baseline start": MONDAY, "Baseline finish": "2026-01-30"}
    rows = [[{**base, **task}.get(header, "") for header in TASKS] for task in tasks]
    return Engine(Tracker.from_cells("plan.xlsx", {"tasks": [TASKS, *rows], **sheets}, date.fromisoformat(as_of)))


def task(name: str, duration: float, predecessors: str = "", **more: Any) -> dict[str, Any]:
    return {"ID": name, "Task": f"Task {name}", "Duration": duration, "Predecessors": predecessors,
            **{key.replace("_", " "): value for key, value in more.items()}}  # fmt: skip


def dates(engine: Engine, name: str) -> tuple[date, date]:
    rows = {row[0]: row for row in engine.value("driving_path", task=name).rows}
    return rows[name][2], rows[name][3]


def test_a_chain_runs_over_weekends_and_holidays() -> None:
    found = engine([task("T-1", 3), task("T-2", 2, "T-1")], holidays=[["Date"], ["2026-01-08"]])
    assert dates(found, "T-2") == (date(2026, 1, 9), date(2026, 1, 12))
    assert found.value("network_finish") == date(2026, 1, 12)


def test_a_task_without_predecessors_starts_when_its_start_says() -> None:
    found = engine([task("T-1", 3, Start="2026-01-14"), task("T-2", 5)])
    assert dates(found, "T-1") == (date(2026, 1, 14), date(2026, 1, 16))
    assert found.value("total_float", task="T-2") == 5


def test_as_soon_as_possible_overrides_a_typed_start() -> None:
    found = engine([task("T-1", 3, Start="2026-01-14", Constraint="As soon as possible"), task("T-2", 5)])
    assert dates(found, "T-1")[0] == date(2026, 1, 5)


def test_links_of_a_summary_count_for_its_leaves() -> None:
    found = engine([
        task("S-1", 99, WBS="1"), task("T-1", 3, WBS="1.1"), task("T-2", 5, WBS="1.2"),
        task("S-2", 99, "S-1", WBS="2"), task("T-3", 2, WBS="2.1"), task("T-4", 1, "T-3", WBS="2.2"),
    ])  # fmt: skip
    assert dates(found, "T-3") == (date(2026, 1, 12), date(2026, 1, 13))
    assert found.value("network_finish") == date(2026, 1, 14)
    assert [row[0] for row in found.value("critical_path").rows] == ["T-2", "T-3", "T-4"]
    assert found.value("total_float", task="T-1") == 2


def test_a_link_from_the_start_of_a_summary_is_one_from_its_first_leaf() -> None:
    found = engine([
        task("S-1", 9, WBS="1"), task("T-1", 5, Start="2026-01-07", WBS="1.1"), task("T-2", 5, "T-1", WBS="1.2"),
        task("T-3", 1, "S-1SS+1d"),
    ])  # fmt: skip
    assert dates(found, "T-3")[0] == date(2026, 1, 8)


def test_open_work_goes_on_the_day_after_the_status_date() -> None:
    found = engine(
        [task("T-1", 4, Actual_start=MONDAY, Actual_finish="2026-01-08", Progress=1),
         task("T-2", 4, "T-1", Actual_start="2026-01-09", Progress=0.5), task("T-3", 2, "T-2")], "2026-01-16",
    )  # fmt: skip
    assert dates(found, "T-2") == (date(2026, 1, 9), date(2026, 1, 20))
    assert found.value("network_finish") == date(2026, 1, 22)
    assert found.value("critical_path_progress") == pytest.approx((4 + 2) / 10)
    assert [row[3] for row in found.value("schedule_drivers").rows] == ["status date 2026-01-16", "T-2"]


def test_what_is_dated_after_the_status_date_has_not_happened() -> None:
    late = task("T-1", 4, Actual_start="2026-01-12", Actual_finish="2026-01-15")
    assert engine([late], "2026-01-09").value("network_finish") == date(2026, 1, 15)
    assert engine([late], "2026-01-09").value("critical_path_progress") == 0


def test_unknown_predecessors_and_circles_leave_the_rest_standing() -> None:
    found = engine([task("T-1", 3, "T-9"), task("T-2", 2, "T-1; T-3"), task("T-3", 2, "T-2")])
    plan = found.within(Scope()).value("network_plan")
    assert plan.unknown == (("T-1", "T-9"),)
    assert [[plan.ids[row] for row in circle] for circle in plan.network.circles] == [["T-2", "T-3"]]
    assert found.value("network_finish") == date(2026, 1, 13)


def test_a_milestone_falls_on_the_day_its_last_task_is_done() -> None:
    milestones = [
        ["ID", "Milestone", "Owner", "Baseline date", "Forecast date"],
        ["M-1", "Live", "A", "2026-01-09", "2026-01-09"],
        ["M-2", "Alone", "A", "2027-01-09", "2027-01-09"],
    ]
    found = engine([task("T-1", 3, Milestone="M-1"), task("T-2", 7, Milestone="M-1"), task("T-3", 1, "M-1")],
                   milestones=milestones)  # fmt: skip
    assert dates(found, "M-1") == (date(2026, 1, 13), date(2026, 1, 13))
    assert dates(found, "T-3")[0] == date(2026, 1, 14)
    assert found.value("network_finish") == date(2026, 1, 14)


def test_milestones_alone_keep_the_time_that_lies_between_them_in_the_baseline() -> None:
    rows = [["ID", "Milestone", "Owner", "Baseline date", "Forecast date", "Actual date", "Predecessors"],
            ["M-1", "Start", "A", "2026-01-09", "2026-01-16", "", ""],
            ["M-2", "Side", "A", "2026-01-06", "2026-01-06", "2026-01-06", ""],
            ["M-3", "Live", "A", "2026-01-23", "2026-01-23", "", "M-1; M-2"]]  # fmt: skip
    found = Engine(Tracker.from_cells("m.xlsx", {"milestones": rows}, date(2026, 1, 7)))
    assert found.value("network_finish") == date(2026, 1, 30)
    assert [row[0] for row in found.value("critical_path").rows] == ["M-1", "M-3"]


def test_near_critical_work_bottlenecks_and_float_paths() -> None:
    found = engine([task("T-1", 10), task("T-2", 8), task("T-3", 2), task("T-4", 5, "T-1; T-2; T-3")])
    assert [row[0] for row in found.value("near_critical", days=5).rows] == ["T-2"]
    assert [row[0] for row in found.value("near_critical", n=1, days=9).rows] == ["T-2"]
    assert [(row[0], row[3]) for row in found.value("bottlenecks").rows] == [("T-4", 5.0), ("T-1", 2.0)]
    assert [row[1] for row in found.value("near_critical_paths", n=2).rows] == ["T-1 → T-4", "T-2"]


def test_an_initiative_waits_for_the_work_of_another_and_measures_float_to_its_own_finish() -> None:
    tasks = [task("T-1", 10, Initiative="I-1"), task("T-2", 2, "T-1", Initiative="I-2"),
             task("T-3", 1, Initiative="I-2"), task("T-4", 20, Initiative="I-1")]  # fmt: skip
    names = [["ID", "Name", "Owner", "Baseline finish"], ["I-1", "One", "A", ""], ["I-2", "Two", "A", ""]]
    found = engine(tasks, initiatives=names)
    own = Scope("I-2")
    assert found.value("network_finish", own) == date(2026, 1, 20)
    assert [row[0] for row in found.value("critical_path", own).rows] == ["T-1", "T-2"]
    assert found.value("total_float", own) == 0
    assert found.value("total_float", own, task="T-3") == 11
    assert found.value("total_float", task="T-2") == 8


def test_each_initiative_keeps_its_own_working_days() -> None:
    tasks = [task("T-1", 7, Initiative="I-1"), task("T-2", 2, "T-1", Initiative="I-2"),
             task("T-3", 2, "T-1", Initiative="I-3"), task("T-4", 2, "T-1")]  # fmt: skip
    names = [["ID", "Name", "Owner", "Baseline finish", "Days off", "Own holidays"],
             ["I-1", "All week", "A", "", "0000000", ""], ["I-2", "Gulf", "A", "", "0000110", ""],
             ["I-3", "Fair", "A", "", "", "2026-01-12..2026-01-13"]]  # fmt: skip
    found = engine(tasks, initiatives=names)
    assert dates(found, "T-1") == (date(2026, 1, 5), date(2026, 1, 11))  # Monday to Sunday
    assert dates(found, "T-2") == (date(2026, 1, 12), date(2026, 1, 13))
    assert dates(found, "T-3") == (date(2026, 1, 14), date(2026, 1, 15))
    assert dates(found, "T-4") == (date(2026, 1, 12), date(2026, 1, 13))
    assert found.value("network_finish") == date(2026, 1, 15)
    assert found.value("total_float", task="T-2") == 2  # Wednesday and Thursday
    assert {row[6] for row in found.value("dcma_checks").rows if row[0] == 12} == {"Pass"}


def test_milestones_alone_keep_the_working_days_of_their_initiative() -> None:
    rows = [["ID", "Milestone", "Initiative", "Owner", "Baseline date", "Forecast date", "Predecessors"],
            ["M-1", "Start", "", "A", "2026-01-09", "2026-01-16", ""],
            ["M-2", "Live", "I-1", "A", "2026-01-18", "2026-01-18", "M-1"]]  # fmt: skip
    names = [["ID", "Name", "Owner", "Baseline finish", "Days off"], ["I-1", "All week", "A", "", "0000000"]]
    found = Engine(Tracker.from_cells("m.xlsx", {"milestones": rows, "initiatives": names}, date(2026, 1, 7)))
    assert found.value("network_finish") == date(2026, 1, 25)  # a Sunday, nine days after the Friday


def test_an_unknown_task_is_an_error_that_names_the_nearest() -> None:
    with pytest.raises(MetricError, match=r"no task or milestone 'T-11'.*'T-1'"):
        engine([task("T-1", 1)]).value("total_float", task="T-11")


def test_the_sample_is_driven_by_the_programme_it_tells() -> None:
    found = Engine(Tracker.from_cells("sample.xlsx", cells()))
    assert found.value("network_finish") == date(2027, 4, 14)
    assert [row[0] for row in found.value("critical_path").rows][:3] == ["T-035", "T-040", "T-043"]
