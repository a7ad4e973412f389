"""Plans of Primavera P6 in its exchange format (XER): tables of tab-separated rows.

Source: Oracle, P6 EPPM XER Import/Export Data Map Guide. Depends on: errors, excel.foreign.grids, excel.foreign.plans.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from exectrack_xl.errors import WorkbookError
from exectrack_xl.excel.foreign.grids import Grid, text_of
from exectrack_xl.excel.foreign.plans import Activity, Plan, link
from exectrack_xl.schema.serial_days import day_of

Record = dict[str, str]
Tables = dict[str, list[Record]]

_CONSTRAINTS = {
    "CS_ALAP": "As late as possible", "CS_MSO": "Must start on", "CS_MANDSTART": "Must start on",
    "CS_MEO": "Must finish on", "CS_MANDFIN": "Must finish on", "CS_MSOA": "Start no earlier than",
    "CS_MSOB": "Start no later than", "CS_MEOA": "Finish no earlier than", "CS_MEOB": "Finish no later than",
}  # fmt: skip
_MILESTONES = ("TT_Mile", "TT_FinMile")
_DAY_OFF = re.compile(r"\(d\|(\d{4,6})(?:\|[^()]*)?\)\(\s*\)")


def read_xer(path: Path) -> tuple[Grid, ...]:
    """The plan in an XER file.

    Raises:
        WorkbookError: the file cannot be read, or holds no activities.
    """
    tables = _tables(text_of(path))
    if not tables.get("TASK"):
        raise WorkbookError(f"{path.name} holds no activities. Export the project from Primavera as XER again.")
    return _Reader(path.stem, tables).plan().grids()


def _tables(text: str) -> Tables:
    tables: Tables = {}
    rows: list[Record] = []
    fields: list[str] = []
    for line in text.splitlines():
        mark, *cells = line.split("\t")
        if mark == "%T" and cells:
            rows = tables.setdefault(cells[0].strip(), [])
        elif mark == "%F":
            fields = [cell.strip() for cell in cells]
        elif mark == "%R":
            rows.append(dict(zip(fields, (cell.strip() for cell in cells), strict=False)))
    return tables


class _Reader:
    def __init__(self, name: str, tables: Tables) -> None:
        self.tables, self.found = tables, Plan(name)
        self.hours = {one.get("clndr_id", ""): _number(one.get("day_hr_cnt")) or 8.0 for one in self._of("CALENDAR")}
        self.codes = {one["task_id"]: one.get("task_code") or one["task_id"] for one in self._of("TASK")}
        people = {one.get("rsrc_id", ""): one for one in self._of("RSRC")}
        self.people = {key: one for key, one in people.items() if one.get("rsrc_type", "RT_Labor") == "RT_Labor"}
        self.assigned: dict[str, list[str]] = {}
        for one in self._of("TASKRSRC"):
            if one.get("rsrc_id") in self.people:
                self.assigned.setdefault(one.get("task_id", ""), []).append(
                    self.people[one["rsrc_id"]].get("rsrc_name", "")
                )
        self.before: dict[str, list[Record]] = {}
        for one in self._of("TASKPRED"):
            self.before.setdefault(one.get("task_id", ""), []).append(one)

    def plan(self) -> Plan:
        """The whole plan: the work breakdown in its order, the activities under their places."""
        places: dict[str, list[Record]] = {}
        for place in sorted(self._of("PROJWBS"), key=lambda one: _number(one.get("seq_num")) or 0.0):
            places.setdefault(place.get("parent_wbs_id", ""), []).append(place)
        tasks: dict[str, list[Record]] = {}
        for task in sorted(self._of("TASK"), key=lambda one: self.codes[one["task_id"]]):
            tasks.setdefault(task.get("wbs_id", ""), []).append(task)
        known = {place.get("wbs_id", "") for place in self._of("PROJWBS")}
        tops = [one for parent, group in places.items() if parent not in known for one in group]
        for top in tops:
            self._add(top, 1, places, tasks)
        left = [task for place, group in tasks.items() if place not in known for task in group]
        self.found.activities += [self._activity(task, 1) for task in left]
        self._holidays()
        self.found.resources = [
            (one.get("rsrc_name", ""), "", one.get("email_addr", "")) for one in self.people.values()
        ]
        return self.found

    def _of(self, table: str) -> list[Record]:
        return self.tables.get(table, [])

    def _add(self, place: Record, level: int, places: dict[str, list[Record]], tasks: dict[str, list[Record]]) -> None:
        """A place of the work breakdown, its activities and the places beneath it."""
        key = place.get("wbs_id", "")
        at = len(self.found.activities)
        self.found.activities += [self._activity(task, level + 1) for task in tasks.get(key, ())]
        for below in places.pop(key, ()):
            self._add(below, level + 1, places, tasks)
        inner = self.found.activities[at:]
        if inner:
            starts = [one.start for one in inner if one.start]
            ends = [one.finish for one in inner if one.finish]
            title = place.get("wbs_name") or place.get("wbs_short_name") or key
            self.found.activities.insert(at, Activity(
                f"WBS-{key}", title, level, start=min(starts, default=None),
                finish=max(ends, default=None)))  # fmt: skip

    def _activity(self, task: Record, level: int) -> Activity:
        day = self.hours.get(task.get("clndr_id", ""), 8.0)
        planned, left = _number(task.get("target_drtn_hr_cnt")), _number(task.get("remain_drtn_hr_cnt"))
        begun, ended = _date(task, "act_start_date"), _date(task, "act_end_date")
        if task.get("cstr_type2"):
            self.found.say(self.codes[task["task_id"]], "has a second constraint, which was not brought in.",
                           "Type it as a deadline if it matters.")  # fmt: skip
        constraint = _CONSTRAINTS.get(task.get("cstr_type", ""), "")
        return Activity(
            self.codes[task["task_id"]], task.get("task_name", ""), level,
            None if planned is None else round(planned / day, 4),
            begun or _first(task, "restart_date", "early_start_date", "target_start_date"),
            ended or _first(task, "reend_date", "early_end_date", "target_end_date"), begun, ended,
            _date(task, "target_start_date"), _date(task, "target_end_date"), self._progress(task, planned, left),
            None if left is None or begun is None else round(left / day, 4), constraint,
            _date(task, "cstr_date") if constraint else None, None, task.get("task_type") in _MILESTONES,
            ", ".join(self.assigned.get(task["task_id"], ())), tuple(self._links(task, day)),
            _number(task.get("target_work_qty")), _number(task.get("act_work_qty")),
        )  # fmt: skip

    def _progress(self, task: Record, planned: float | None, left: float | None) -> float | None:
        """The share done, by the way the activity is measured."""
        if task.get("status_code") == "TK_Complete" or task.get("act_end_date"):
            return 1.0
        if task.get("status_code") == "TK_NotStart":
            return 0.0
        if task.get("complete_pct_type") == "CP_Phys":
            return (_number(task.get("phys_complete_pct")) or 0.0) / 100
        if task.get("complete_pct_type") == "CP_Units":
            work = _number(task.get("act_work_qty")) or 0.0
            total = work + (_number(task.get("remain_work_qty")) or 0.0)
            return work / total if total else 0.0
        return max(0.0, (planned - left) / planned) if planned and left is not None else 0.0

    def _links(self, task: Record, day: float) -> Iterator[str]:
        for one in self.before.get(task["task_id"], ()):
            before = one.get("pred_task_id", "")
            if before not in self.codes:
                code, said = (
                    self.codes[task["task_id"]],
                    "follows an activity of another project; that link was left out.",
                )
                self.found.say(code, said,
                               "Export both projects into one file.")  # fmt: skip
                continue
            kind = one.get("pred_type", "PR_FS").removeprefix("PR_")
            yield link(self.codes[before], kind if kind in ("FS", "SS", "FF", "SF") else "FS",
                       (_number(one.get("lag_hr_cnt")) or 0.0) / day)  # fmt: skip

    def _holidays(self) -> None:
        """The days off of the project's calendar."""
        wanted = {one.get("clndr_id", "") for one in self._of("PROJECT")}
        calendars = self._of("CALENDAR")
        usual = [one for one in calendars if one.get("default_flag") == "Y"] or calendars
        chosen = next((one for one in calendars if one.get("clndr_id") in wanted), usual[0] if usual else {})
        usual_calendar = ("", chosen.get("clndr_id", ""))
        self.found.say_own_calendars([self.codes[one["task_id"]] for one in self._of("TASK")
                                      if one.get("clndr_id", "") not in usual_calendar])  # fmt: skip
        self.found.hours_per_day = _number(chosen.get("day_hr_cnt")) or 0.0
        self.found.days_off = _days_off_of(chosen.get("clndr_data", ""))
        for serial in _DAY_OFF.findall(chosen.get("clndr_data", "")):
            self.found.holidays[day_of(int(serial))] = ""


def _days_off_of(data: str) -> str:
    """Seven signs from Monday to Sunday, 1 = a day off: a day without hours; "" where the calendar says no week.

    >>> _days_off_of("(0||CalendarData()((0||DaysOfWeek()((0||1()())(0||2()((0||0(s|08:00|f|16:00)()))))))")
    '0111111'
    """
    week = data.partition("DaysOfWeek")[2]
    week = re.split(r"\(0\|\|(?:VIEW|Exceptions)", week)[0]
    parts = re.split(r"\(0\|\|([1-7])\(\)", week)
    if len(parts) < 3:
        return ""
    signs = ["1"] * 7
    for number, hours in zip(parts[1::2], parts[2::2], strict=True):  # 1 = Sunday
        signs[(int(number) - 2) % 7] = "0" if "s|" in hours or "|f|" in hours else "1"
    return "".join(signs)


def _first(task: Record, *names: str) -> date | None:
    return next((found for name in names if (found := _date(task, name))), None)


def _date(task: Record, name: str) -> date | None:
    try:
        return date.fromisoformat(task.get(name, "")[:10])
    except ValueError:
        return None


def _number(text: str | None) -> float | None:
    try:
        return float((text or "").replace(",", "."))
    except ValueError:
        return None
