"""Plans of Microsoft Project and Primavera: read as MPXJ reads the same file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from exectrack_xl.errors import WorkbookError
from exectrack_xl.excel.foreign.source import read_source
from exectrack_xl.metrics import Engine
from exectrack_xl.tracker import Tracker
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
        # MPXJ calls what remains the duration of a Primavera activity in progress; its planned duration is the plan's.
        days = (task.getPlannedDuration() if path.suffix == ".xer" else None) or task.getDuration()
        assert row["Task"] == str(task.getName())
        assert (row["Start"], row["Finish"]) == (day(task.getStart()), day(task.getFinish()))
        assert (row["Actual start"], row["Actual finish"]) == (day(task.getActualStart()), day(task.getActualFinish()))
        scale = 8 if str(days.getUnits()) == "h" else 1
        assert row["Duration"] == pytest.approx(float(days.getDuration()) / scale, abs=0.001)
        assert (row["Progress"] or 0) == pytest.approx(float(task.getPercentageComplete() or 0) / 100, abs=0.0051)
        assert {(one.predecessor, one.kind, round(one.lag, 3), one.unit if one.lag else "d")
                for one in parse_links(row["Predecessors"], rows)[0]} == links_of(task, name)  # fmt: skip
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
        if task.getSummary():
            continue
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


PLAN = """<?xml version="1.0"?><Project xmlns="http://schemas.microsoft.com/project"><MinutesPerDay>480</MinutesPerDay>
<CalendarUID>1</CalendarUID><Calendars><Calendar><UID>1</UID><WeekDays/><Exceptions><Exception><Name>Break</Name>
<TimePeriod><FromDate>2026-12-24T00:00:00</FromDate><ToDate>2026-12-26T23:59:00</ToDate></TimePeriod><Type>1</Type>
<DayWorking>0</DayWorking></Exception></Exceptions></Calendar></Calendars><Tasks>
<Task><UID>0</UID><Name>All</Name><OutlineLevel>0</OutlineLevel></Task>
<Task><UID>5</UID><Name>Phase &lt;1&gt;</Name><OutlineLevel>1</OutlineLevel><Summary>1</Summary></Task>
<Task><UID>7</UID><Name>Build</Name><OutlineLevel>2</OutlineLevel><Duration>PT20H0M0S</Duration><PercentComplete>50</PercentComplete>
<Start>2026-01-05T08:00:00</Start><Finish>2026-01-07T12:00:00</Finish><ConstraintType>4</ConstraintType>
<ConstraintDate>2026-01-05T08:00:00</ConstraintDate><Baseline><Number>0</Number><Start>2026-01-02T08:00:00</Start>
<Finish>2026-01-06T12:00:00</Finish></Baseline></Task>
<Task><UID>9</UID><Name>Live</Name><OutlineLevel>2</OutlineLevel><Duration>PT0H0M0S</Duration><Milestone>1</Milestone>
<Finish>2026-01-09T17:00:00</Finish><Deadline>2026-01-12T17:00:00</Deadline><PredecessorLink><PredecessorUID>7</PredecessorUID>
<Type>1</Type><LinkLag>9600</LinkLag><LagFormat>7</LagFormat></PredecessorLink></Task>
<Task><UID>11</UID><Name>Off</Name><OutlineLevel>2</OutlineLevel><Active>0</Active></Task></Tasks>
<Resources><Resource><UID>3</UID><Name>Ana</Name><Type>1</Type></Resource></Resources>
<Assignments><Assignment><TaskUID>7</TaskUID><ResourceUID>3</ResourceUID></Assignment></Assignments></Project>"""


def test_a_microsoft_plan_fills_tasks_milestones_holidays_and_resources(tmp_path: Path) -> None:
    path = tmp_path / "plan.xml"
    path.write_text(PLAN, encoding="utf-8")
    found = ours(path)
    phase, build, live = found["tasks"]
    assert [row["WBS"] for row in found["tasks"]] == ["1", "1.1", "1.2"]
    assert phase["Task"] == "Phase <1>"
    assert (build["Duration"], build["Progress"], build["Owner"]) == (2.5, 0.5, "Ana")
    assert (build["Constraint"], build["Constraint date"]) == ("Start no earlier than", date(2026, 1, 5))
    assert (build["Baseline start"], build["Baseline finish"]) == (date(2026, 1, 2), date(2026, 1, 6))
    assert (live["Predecessors"], live["Deadline"], live["Milestone"]) == ("7FS+2d", date(2026, 1, 12), "M-9")
    assert found["milestones"][0]["Forecast date"] == date(2026, 1, 9)
    assert [row["Date"].day for row in found["holidays"]] == [24, 25, 26]
    assert found["resources"][0]["Person"] == "Ana"
    assert any("Off" in str(finding) for grid in read_source(path) for finding in grid.findings)


def test_a_working_week_of_ones_own_is_read_where_the_base_calendar_says_it(tmp_path: Path) -> None:
    path = tmp_path / "plan.xml"
    week = "".join(f"<WeekDay><DayType>{day}</DayType><DayWorking>{int(day < 6)}</DayWorking></WeekDay>"
                   for day in range(1, 8))  # fmt: skip
    base = f"<Calendar><UID>2</UID><WeekDays>{week}</WeekDays></Calendar>"
    text = PLAN.replace("<WeekDays/>", "<BaseCalendarUID>2</BaseCalendarUID><WeekDays/>", 1)
    path.write_text(text.replace("</Calendars>", f"{base}</Calendars>", 1), encoding="utf-8")
    assert dict(read_source(path)[-1].settings) == {"weekend": "0000110", "hours_per_day": 8.0}
    path.write_text(PLAN, encoding="utf-8")
    assert dict(read_source(path)[-1].settings)["weekend"] == "0000011"


def test_work_in_a_calendar_of_its_own_is_said(tmp_path: Path) -> None:
    path = tmp_path / "plan.xml"
    path.write_text(PLAN.replace("<UID>7</UID>", "<UID>7</UID><CalendarUID>4</CalendarUID>", 1), encoding="utf-8")
    said = [str(finding) for grid in read_source(path) for finding in grid.findings]
    assert any("Build" in text and "keeps a calendar of its own" in text for text in said)


@pytest.mark.parametrize(
    "text",
    [
        "<a",
        "<Project/>",
        PLAN.replace(">480<", ">half a day<"),
        '<!DOCTYPE p [<!ENTITY x SYSTEM "file:///etc/passwd">]><Project><Name>&x;</Name></Project>',
    ],
)
def test_what_is_no_plan_is_refused_in_one_sentence(tmp_path: Path, text: str) -> None:
    path = tmp_path / "plan.xml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(WorkbookError, match=r"plan\.xml"):
        read_source(path)


def test_an_outline_deeper_than_any_plan_is_cut(tmp_path: Path) -> None:
    (tmp_path / "plan.xml").write_text(PLAN.replace("<OutlineLevel>2<", f"<OutlineLevel>{10**20}<"), encoding="utf-8")
    assert all(str(row["WBS"]).count(".") < 100 for row in ours(tmp_path / "plan.xml")["tasks"])


@pytest.mark.usefixtures("java")
def test_a_plan_that_only_mpxj_can_read_comes_through_it(tmp_path: Path) -> None:
    from tests.metrics.network.random_networks import drawn

    path = made(tmp_path, "plan.xml", drawn("everything", 2, 20), lambda api: api.mspdi.MSPDIWriter())
    (tmp_path / "plan.mpp").write_bytes(path.read_bytes())  # MPXJ goes by what a file holds
    direct, through = ours(path)["tasks"], ours(tmp_path / "plan.mpp")["tasks"]
    wanted = ("ID", "Task", "Duration", "Start", "Finish", "Predecessors", "Constraint", "Deadline", "Progress")
    assert [[row[h] for h in wanted] for row in through] == [[row[h] for h in wanted] for row in direct]
    (tmp_path / "no.mpp").write_bytes(b"no plan at all")
    with pytest.raises(WorkbookError, match=r"no\.mpp"):
        read_source(tmp_path / "no.mpp")


def slack_by_both(path: Path, as_of: date) -> tuple[dict[str, Any], dict[str, float]]:
    """Total float of each task after an import, and the slack that MPXJ reads in the file."""
    grids = [grid for grid in read_source(path) if grid.table in ("tasks", "holidays")]
    engine = Engine(Tracker.from_cells("plan", {grid.table: grid.cells for grid in grids}, as_of))
    slack = {
        str(task.getUniqueID()): float(task.getTotalSlack().getDuration()) / {"m": 480, "h": 8}.get(
            str(task.getTotalSlack().getUnits()), 1
        )
        for task in theirs(path).getTasks() if task.getName() and not task.getSummary()
    }  # fmt: skip
    return {identity: engine.value("total_float", task=identity) for identity in slack}, slack


def under_summaries(network: dict[str, Any], count: int) -> dict[str, Any]:
    """The network with its tasks beneath so many summaries, each above its own."""
    size, tasks, place = len(network["tasks"]), list[dict[str, Any]](), dict[int, int]()
    for group in range(count):
        summary = len(tasks)
        tasks.append({"days": 0})
        for row in range(size * group // count, size * (group + 1) // count):
            place[row] = len(tasks)
            tasks.append({**network["tasks"][row], "summary": summary})
    links = [[place[tail], place[head], *rest] for tail, head, *rest in network["links"]]
    return {**network, "tasks": tasks, "links": links}


@pytest.mark.usefixtures("java")
@pytest.mark.parametrize("name", ["milestones", "lags"])
def test_total_float_after_an_import_is_the_slack_that_mpxj_gives(tmp_path: Path, name: str) -> None:
    from tests.metrics.network.random_networks import FIRST, drawn

    path = made(tmp_path, "plan.xml", drawn(name, 3, 30), lambda api: api.mspdi.MSPDIWriter())
    found, slack = slack_by_both(path, FIRST)
    assert found == pytest.approx(slack, abs=0.01)


@pytest.mark.usefixtures("java")
def test_total_float_of_plans_in_progress_is_the_slack_that_mpxj_gives(tmp_path: Path) -> None:
    """Links of all kinds, lags, constraints, deadlines, milestones, summaries: some way in, as planned so far."""
    from tests.metrics.network.primavera import WEEK, in_progress
    from tests.metrics.network.random_networks import drawn

    running = 0
    for seed in range(6):
        status = in_progress(drawn("everything to plan", seed, 30), seed, as_planned=True)
        network = under_summaries(dict(status.network), 3)
        running += sum("remaining" in task for task in network["tasks"])
        path = made(tmp_path, "plan.xml", network, lambda api: api.mspdi.MSPDIWriter())
        found, slack = slack_by_both(path, WEEK.finish_dates(np.array([status.data_date]))[0].item())
        assert found == pytest.approx(slack, abs=0.01), seed
    assert running > 10
