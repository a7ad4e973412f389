"""Dates and slack that Microsoft Project stored in its own files: a day is 8 to 12 and 13 to 17 o'clock.

The end of a day and the start of the next working day are one moment; where both sides mean it, either spelling is
the answer.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import numpy as np

from exectrack_xl.metrics.network.activities import TO_FINISH, Activities, Links
from exectrack_xl.metrics.network.schedule import Schedule, network, solve
from exectrack_xl.metrics.network.summaries import pushed_down
from exectrack_xl.metrics.network.working_days import WorkingDays
from exectrack_xl.tracker import Calendar
from tests.truth.kinds.cpm import CODES, _lag
from tests.truth.runner import Case, plain_name

STARTS = ("start", "early_start", "late_start")
FINISHES = ("finish", "early_finish", "late_finish")


def answers(case: Case) -> dict[str, Any]:
    """Each task that is asked for, in the case's own words."""
    tasks = case.inputs["tasks"]
    axis = WorkingDays(Calendar(holidays=tuple(map(date.fromisoformat, case.inputs.get("holidays") or ()))))
    hours = float(case.inputs.get("minutes_per_day") or 480) / 60
    place, schedule = solved(case.inputs, tasks, axis, hours)
    rows = {}
    for uid, expected in case.expected["tasks"].items():
        if uid in place:
            rows[uid] = _row(expected, place[uid], schedule, (axis, hours))
    return {"tasks": rows}


def _row(expected: dict[str, Any], row: int, schedule: Schedule, clock: tuple[WorkingDays, float]) -> dict[str, Any]:
    axis, hours = clock
    found: dict[str, Any] = {}
    for name, value in expected.items():
        if name in (*STARTS, *FINISHES):
            position = float(getattr(schedule, name)[row])
            alike = value is not None and abs(at(axis, value) - position) < 1e-5
            found[name] = value if alike else spelled(axis, position, is_start=name in STARTS)
        elif name.startswith(("total_slack", "free_slack")):
            days = float((schedule.total_float if name.startswith("total") else schedule.free_float)[row])
            found[name] = round(days * (hours if name.endswith("_h") else 1), 6)
        elif name == "critical":
            found[name] = bool(schedule.critical[row])
    return found


def solved(
    inputs: dict[str, Any], tasks: list[dict[str, Any]], axis: WorkingDays, hours: float
) -> tuple[dict[str, int], Schedule]:
    """The schedule of all tasks that are no summaries, and where each UID stands in it."""
    rows = {str(task["uid"]): row for row, task in enumerate(tasks)}
    leaves = leaves_of(tasks)
    kept = [row for row, task in enumerate(tasks) if not task.get("summary") and row not in leaves]
    position = {row: place for place, row in enumerate(kept)}
    ties = [(rows[str(before["uid"])], row, before.get("type", "FS"), *_lag(before.get("lag", 0)))
            for row, task in enumerate(tasks) for before in task.get("preds") or ()
            if str(before["uid"]) in rows]  # fmt: skip
    start = moment(inputs["project_start"])

    def linked(of: list[Any]) -> Links:
        return Links.of([(position[t[0]], position[t[1]], *t[2:]) for t in of if t[0] in position and t[1] in position])

    activities = _activities([tasks[row] for row in kept], axis, hours)

    def starts() -> Any:
        found = np.zeros(len(tasks))
        found[kept] = network(activities, linked(ties), (axis,), start=start).times
        return found

    net = network(activities, linked(pushed_down(ties, leaves, starts)), (axis,), start=start)
    return {str(tasks[row]["uid"]): place for place, row in enumerate(kept)}, solve(net)


def leaves_of(tasks: list[dict[str, Any]]) -> dict[int, list[int]]:
    """The leaves beneath each summary: by outline level in the order of the tasks, or by parent."""
    found: dict[int, list[int]] = {}
    above: list[tuple[int, int]] = []
    rows = {str(task["uid"]): row for row, task in enumerate(tasks)}
    for row, task in enumerate(tasks):
        level = task.get("outline_level", task.get("level"))
        code = task.get("wbs", task.get("outline_number"))
        if level is None and code not in (None, ""):
            level = str(code).count(".") + 1 if str(code) != "0" else 0
        parents: list[int] = []
        if level is not None:
            above = [one for one in above if one[0] < level]
            parents = [one[1] for one in above]
            above.append((level, row))
        elif task.get("parent") is not None:
            parent = rows.get(str(task["parent"]))
            while parent is not None and parent not in parents:
                parents.append(parent)
                parent = rows.get(str(tasks[parent].get("parent")))
        if not task.get("summary"):
            for parent in parents:
                found.setdefault(parent, []).append(row)
    return found


def _activities(tasks: list[dict[str, Any]], axis: WorkingDays, hours: float) -> Activities:
    code = np.array([CODES.get(plain_name(task.get("constraint") or "ASAP"), 0) for task in tasks])
    when = np.array([at(axis, task.get("constraint_date"), is_finish=int(c) in TO_FINISH)
                     for task, c in zip(tasks, code, strict=True)])  # fmt: skip
    duration = np.array([float(task.get("duration_h") or 0.0) / hours for task in tasks])
    started = np.array([at(axis, task.get("actual_start")) for task in tasks])
    finished = np.array([at(axis, task.get("actual_finish"), is_finish=True) for task in tasks])
    done = np.array([float(task.get("pct") or 0.0) / 100 for task in tasks])
    remaining = [float(task["remaining_h"]) / hours if task.get("remaining_h") is not None else whole * (1 - share)
                 for task, whole, share in zip(tasks, duration, done, strict=True)]  # fmt: skip
    deadline = [at(axis, task.get("deadline"), is_finish=True) for task in tasks]
    return Activities.of(duration, constraint=np.where(np.isnan(when) & (code > 1), 0, code), date=when,
                         deadline=deadline, started=started, finished=finished, remaining=remaining)  # fmt: skip


def moment(text: str) -> float:
    """A date and time as a day number with the share of the working day that is over."""
    when = datetime.fromisoformat(text)
    clock = when.hour + when.minute / 60
    worked = min(max(min(clock, 12) - 8, 0) + max(min(clock, 17) - 13, 0), 8)
    return (when.date() - date(1970, 1, 1)).days + worked / 8


def at(axis: WorkingDays, text: str | None, *, is_finish: bool = False) -> float:
    """A date and time as a position; a finish at midnight is meant as the day's end."""
    if not text:
        return float("nan")
    return axis.position(moment(text) + (1 if is_finish and (len(text) == 10 or text[11:16] == "00:00") else 0))


def spelled(axis: WorkingDays, position: float, *, is_start: bool) -> str:
    """A position as a date and time."""
    when = axis.start_moment(position) if is_start else axis.finish_moment(position)
    day = int(np.floor(when)) if is_start else int(np.ceil(when)) - 1
    worked = (when - day) * 8
    clock = 8 + worked if worked < 4 or (worked == 4 and not is_start) else 9 + worked
    return f"{np.datetime64(day, 'D')}T{int(clock):02d}:{round(clock % 1 * 60):02d}"
