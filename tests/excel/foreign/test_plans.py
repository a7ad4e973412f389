"""Plans of Microsoft Project and Primavera: read as MPXJ reads the same file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from exectrack_xl.errors import WorkbookError
from exectrack_xl.excel.foreign.source import read_source
from exectrack_xl.tracker.links import parse_links

Rows = dict[str, dict[str, Any]]
KINDS = {"FINISH_START": "FS", "START_START": "SS", "FINISH_FINISH": "FF", "START_FINISH": "SF"}


def ours(path: Path) -> dict[str, list[dict[str, Any]]]:
    """Table -> rows by header."""
    found = {}
    for grid in read_source(path):
        if grid.table:
            headers, *rows = grid.cells
            found[grid.table] = [dict(zip(headers, row, strict=True)) for row in rows]
    return found


def day(given: Any) -> date | None:
    return None if given is None else date(given.getYear(), given.getMonthValue(), given.getDayOfMonth())


def theirs(path: Path) -> Any:
    from tests.metrics.network.microsoft_project import java as mpxj

    return mpxj().reader.UniversalProjectReader().read(str(path))


def links_of(task: Any, name: Callable[[Any], str]) -> set[tuple[str, str, float, str]]:
    found = set()
    for relation in task.getPredecessors():
        lag = relation.getLag()
        unit = {"%": "%", "ed": "ed", "d": "d", "h": "h", "m": "m"}[str(lag.getUnits())]
        amount = float(lag.getDuration()) / {"h": 8, "m": 480}.get(unit, 1)
        found.add((name(relation.getPredecessorTask()), KINDS[str(relation.getType().name())], round(amount, 3),
                   unit if amount and unit in ("%", "ed") else "d"))  # fmt: skip
    return found


def agree(path: Path, name: Callable[[Any], str]) -> int:
    """Compare each task with MPXJ's; gives back how many there were."""
    rows = {row["ID"]: row for row in ours(path)["tasks"]}
    project, count = theirs(path), 0
    for task in project.getTasks():
        if not task.getName() or task.getSummary():
            continue
        row, count = rows[name(task)], count + 1
        days = task.getDuration()
        assert row["Task"] == str(task.getName())
        assert (row["Start"], row["Finish"]) == (day(task.getStart()), day(task.getFinish()))
        assert (row["Actual start"], row["Actual finish"]) == (day(task.getActualStart()), day(task.getActualFinish()))
        scale = 8 if str(days.getUnits()) == "h" else 1
        assert row["Duration"] == pytest.approx(float(days.getDuration()) / scale, abs=0.001)
        assert (row["Progress"] or 0) == pytest.approx(float(task.getPercentageComplete() or 0) / 100, abs=0.0051)
        assert {(l.predecessor, l.kind, round(l.lag, 3), l.unit if l.lag else "d")
                for l in parse_links(row["Predecessors"], rows)[0]} == links_of(task, name)  # fmt: skip
        assert row["Deadline"] == day(task.getDeadline())
    return count


def made(folder: Path, name: str, network: dict[str, Any], writer: Callable[[Any], Any]) -> Path:
    """A random project, scheduled and written by MPXJ."""
    from tests.metrics.network.microsoft_project import Plan
    from tests.metrics.network.microsoft_project import java as mpxj

    plan = Plan(network)
    for number, task in enumerate(plan.tasks):
        task.setName(f"Task {number}")
    plan.schedule()
    for task in plan.tasks:
        task.setBaselineStart(task.getStart())
        task.setBaselineFinish(task.getFinish())
        done, days = (float(given().getDuration()) for given in (task.getActualDuration, task.getDuration))
        task.setPercentageComplete(round(100 * done / days) if days else 100 if task.getActualFinish() else 0)
    plan.project.getProjectProperties().setDefaultCalendar(plan.project.getDefaultCalendar())
    path = folder / name
    writer(mpxj()).write(plan.project, str(path))
    return path


PLANS = ("everything", "progress", "elapsed lags", "lags in percent, all kinds", "two calendars")


@pytest.mark.usefixtures("java")
@pytest.mark.parametrize("name", PLANS)
def test_a_random_microsoft_plan_is_read_as_mpxj_reads_it(tmp_path: Path, name: str) -> None:
    from tests.metrics.network.random_networks import drawn

    network = drawn(name, 1, 40)
    path = made(tmp_path, "plan.xml", network, lambda api: api.mspdi.MSPDIWriter())
    assert agree(path, lambda task: str(task.getUniqueID())) == 40
    assert {str(row["Date"]) for row in ours(path)["holidays"]} == set(network["holidays"])


@pytest.mark.usefixtures("java")
@pytest.mark.parametrize("name", ["all kinds", "progress", "milestones"])
def test_a_random_primavera_plan_is_read_as_mpxj_reads_it(tmp_path: Path, name: str) -> None:
    from tests.metrics.network.random_networks import drawn

    network = drawn(name, 1, 40)
    path = made(tmp_path, "plan.xer", network, lambda api: api.primavera.PrimaveraXERFileWriter())
    assert agree(path, lambda task: str(task.getActivityID())) == 40
    assert {str(row["Date"]) for row in ours(path)["holidays"]} == set(network["holidays"])
