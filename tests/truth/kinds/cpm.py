"""The critical path method on a textbook network: durations and links to dates, floats and the critical tasks."""

from __future__ import annotations

import re
from typing import Any

import numpy as np

from exectrack_xl.metrics.network.activities import Activities, Links
from exectrack_xl.metrics.network.paths import Driving
from exectrack_xl.metrics.network.schedule import Schedule, network, solve
from exectrack_xl.schema.choices import LINK_CONSTRAINT
from exectrack_xl.tracker.links import parse_links
from tests.truth.runner import Case, number_of, plain_name

CODES = {plain_name(name): code for code, name in enumerate(LINK_CONSTRAINT)} | {
    short: code for code, short in enumerate(("asap", "alap", "snet", "snlt", "fnet", "fnlt", "mso", "mfo"))
} | {"starton": 6, "finishon": 7, "mandatorystart": 6, "mandatoryfinish": 7}  # fmt: skip
COLUMNS = {
    "es": "early_start", "ef": "early_finish", "ls": "late_start", "lf": "late_finish", "tf": "total_float",
    "ff": "free_float", "totalfloat": "total_float", "freefloat": "free_float", "slack": "total_float",
    "earlystart": "early_start", "earlyfinish": "early_finish", "latestart": "late_start",
    "latefinish": "late_finish", "float": "total_float", "totalslack": "total_float", "freeslack": "free_float",
    "start": "start", "finish": "finish",
}  # fmt: skip

LENGTHS = ("projectduration", "duration", "length", "makespan", "projectfinish", "finish", "criticalpathlength")


def answers(case: Case) -> dict[str, Any]:
    """Whatever is asked of the schedule."""
    ids, schedule = solved(case.inputs)
    return described(case, ids, schedule)


def described(case: Case, ids: list[str], schedule: Schedule) -> dict[str, Any]:
    """The schedule in the case's own names."""
    critical = [name for name, is_critical in zip(ids, schedule.critical, strict=True) if is_critical]
    length = float(schedule.finish.max() - min(0.0, schedule.start.min())) if ids else 0.0
    driving = Driving(schedule, ids)
    last = driving.last(np.ones(len(ids), dtype=bool)) if ids else None
    path = [ids[row] for row in driving.path(last)] if last is not None else []
    found: dict[str, Any] = {}
    for asked, expected in case.expected.items():
        name = plain_name(asked)
        if name in LENGTHS:
            found[asked] = length
        elif name in ("rows", "activities", "tasks") and isinstance(expected, list):
            found[asked] = [{**row, **_row(row, ids.index(str(row.get("id", row.get("name")))), schedule)}
                            for row in expected]  # fmt: skip
        elif name in ("rows", "activities", "tasks"):
            found[asked] = {row: _row(expected[row], ids.index(row), schedule) for row in expected}
        elif name in ("critical", "criticalactivities", "criticaltasks", "criticalset"):
            found[asked] = critical if sorted(critical) != sorted(expected) else expected
        elif name in ("criticalpath", "longestpath", "path"):
            found[asked] = _joined_like(expected, path)
        elif name in ("ncritical", "numberofcritical", "criticalcount"):
            found[asked] = len(critical)
        elif name in ("paths", "pathlengths", "npaths", "numberofpaths", "criticalpaths"):
            found[asked] = _paths(name, expected, ids, schedule)
        elif name in COLUMNS and isinstance(expected, dict):
            values = getattr(schedule, COLUMNS[name])
            found[asked] = {row: float(values[ids.index(row)]) for row in expected}
    return found


def _joined_like(expected: Any, path: list[str]) -> Any:
    """A path as a list, or as a text in the source's way: "A-B", "A → B"."""
    if not isinstance(expected, str):
        return path
    same = re.findall(r"[\w.]+", expected) == path
    return expected if same else "-".join(path)


def _paths(name: str, expected: Any, ids: list[str], schedule: Schedule) -> Any:
    """All paths from a first activity to a last one, with their lengths, or the critical ones in the source's order."""
    net = schedule.network
    tails, heads = net.links.tail.tolist(), net.links.head.tolist()
    after: dict[int, list[int]] = {}
    for tail, head in zip(tails, heads, strict=True):
        after.setdefault(tail, []).append(head)

    def onward(row: int) -> list[list[int]]:
        return [[row, *path] for head in after.get(row, []) for path in onward(head)] or [[row]]

    every = [path for row in range(len(ids)) if row not in set(heads) for path in onward(row)]
    if name in ("npaths", "numberofpaths"):
        return len(every)
    lengths = {"-".join(ids[row] for row in path): float(net.activities.duration[path].sum()) for path in every}
    if name == "criticalpaths":
        longest = [[ids[row] for row in path] for path in every if all(schedule.critical[path])]
        same = sorted("-".join(path) for path in longest) == sorted(
            path if isinstance(path, str) else "-".join(path) for path in expected
        )
        return expected if same else longest
    return lengths if isinstance(expected, dict) else list(lengths.values())


def _row(expected: dict[str, Any], row: int, schedule: Schedule) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for asked in expected:
        if plain_name(asked) in ("critical", "iscritical"):
            found[asked] = bool(schedule.critical[row])
        elif plain_name(asked) in COLUMNS:
            found[asked] = float(getattr(schedule, COLUMNS[plain_name(asked)])[row])
        elif plain_name(asked) in ("if", "intf", "indf", "interferingfloat", "independentfloat"):
            found[asked] = _shared_float(plain_name(asked), row, schedule)
    return found


def _shared_float(name: str, row: int, schedule: Schedule) -> float:
    """Interfering float: what of the total float successors lose; independent: what is left after late predecessors."""
    if name in ("if", "intf", "interferingfloat"):
        return float(schedule.total_float[row] - schedule.free_float[row])
    links, arcs = schedule.network.in_force, schedule.network.arcs
    before = links.tail[links.head == row]
    latest = max((float(schedule.late_finish[tail]) for tail in before), default=0.0)
    after = arcs.head[arcs.tail == row]
    soonest = min((float(schedule.early_start[head]) for head in after), default=float(schedule.late_finish[row]))
    return max(0.0, soonest - latest - float(schedule.network.activities.duration[row]))


def solved(inputs: dict[str, Any]) -> tuple[list[str], Schedule]:
    """The activities' names and their schedule; nothing lies before day 0."""
    durations = durations_of(inputs)
    ids = list(durations)
    ties = ties_of(inputs, ids)
    constraints = _by_task(inputs, "constraints")
    given = [constraints.get(name, {}) for name in ids]
    deadlines = dict(inputs.get("deadlines") or {})
    whole = number_of(inputs, "deadline", "project_deadline", "required_finish", "target_finish")
    if whole is not None:  # of the project: of whatever nothing follows
        deadlines |= {name: whole for row, name in enumerate(ids) if row not in {tie[0] for tie in ties}}
    progress = [_by_task(inputs, "progress").get(name, {}) for name in ids]
    activities = Activities.of(
        [durations[name] for name in ids],
        started=[_number(one, "actual_start", "AS", "started") for one in progress],
        finished=[_number(one, "actual_finish", "AF", "finished") for one in progress],
        remaining=[_remaining(one, durations[name]) for one, name in zip(progress, ids, strict=True)],
        constraint=[CODES.get(plain_name(one.get("type", "ASAP")), 0) for one in given],
        date=[_number(one, "date", "day", "value", "time") for one in given],
        deadline=[float(deadlines.get(name, np.nan)) for name in ids],
    )
    data_date = number_of(inputs, "data_date", "status_date", "time_now", "status_day")
    return ids, solve(network(activities, Links.of(ties), strict=True, data_date=data_date))


def _by_task(inputs: dict[str, Any], name: str) -> dict[str, dict[str, Any]]:
    """What a case says of tasks under one name: a mapping, or a list of entries that name their task."""
    given = inputs.get(name) or {}
    if isinstance(given, list):
        return {str(one.get("task", one.get("id"))): one for one in given}
    return {str(key): value for key, value in given.items()}


def _remaining(given: dict[str, Any], duration: float) -> float:
    left = number_of(given, "remaining", "remaining_duration", "RD")
    share = number_of(given, "pct", "percent_complete", "progress", "pct_complete")
    if left is not None:
        return left
    return duration if share is None else duration * (1 - (share / 100 if share > 1 else share))


def _number(given: dict[str, Any], *names: str) -> float:
    found = number_of(given, *names)
    return np.nan if found is None else found


def durations_of(inputs: dict[str, Any]) -> dict[str, float]:
    """Durations by name, from a mapping or a list of tasks, or of arcs between events."""
    arcs = inputs.get("arcs")
    if arcs:
        return {_arc(arc): float(number_of(arc, "duration", "dur", "d", "length") or 0.0) for arc in arcs}
    given = inputs.get("durations") or inputs.get("activities") or inputs.get("tasks") or {}
    if isinstance(given, dict):
        return {str(name): float(value["duration"] if isinstance(value, dict) else value)
                for name, value in given.items()}  # fmt: skip
    return {str(task.get("id", task.get("name"))): float(number_of(task, "duration", "dur", "d") or 0.0)
            for task in given}  # fmt: skip


def _arc(arc: dict[str, Any]) -> str:
    """An activity on an arc, by its own name or the events it lies between."""
    return str(arc.get("id", arc.get("name", f"{arc.get('from')}-{arc.get('to')}")))


_BEFORE, _AFTER = ("pred", "predecessor", "from", "source", "tail"), ("succ", "successor", "to", "target", "head")


def ties_of(inputs: dict[str, Any], ids: list[str]) -> list[tuple[int, int, str, float, str]]:
    """Links from a list of them, or from predecessors by task in any usual spelling."""
    if inputs.get("arcs"):
        arcs = list(enumerate(inputs["arcs"]))
        return [(before, after, "FS", 0.0, "d") for before, one in arcs for after, other in arcs
                if str(one["to"]) == str(other["from"])]  # fmt: skip
    ties: list[tuple[int, int, str, float, str]] = []
    for given in inputs.get("links") or inputs.get("relations") or inputs.get("relationships") or []:
        link = given if isinstance(given, dict) else dict(zip(("pred", "succ", "type", "lag"), given, strict=False))
        ends = [next(str(link[name]) for name in names if name in link) for names in (_BEFORE, _AFTER)]
        kind = str(link.get("type", link.get("relationship", link.get("kind", "FS")))).upper()
        ties.append((ids.index(ends[0]), ids.index(ends[1]), kind, *_lag(link.get("lag", 0))))
    for name, before in predecessors_of(inputs).items():
        for link in parse_links(before, ids)[0]:
            ties.append((ids.index(link.predecessor), ids.index(name), link.kind, link.lag, link.unit))
    return ties


def predecessors_of(inputs: dict[str, Any]) -> dict[str, str]:
    """What a case says about predecessors: "D:A E:C F:B,D", a mapping, or a field of each task."""
    given = inputs.get("predecessors") or inputs.get("preds") or {}
    if isinstance(given, str):
        given = dict(item.split(":", 1) for item in given.split() if ":" in item)
    tasks = inputs.get("tasks") or inputs.get("activities") or []
    if isinstance(tasks, dict):
        tasks = [{"id": key, **value} for key, value in tasks.items() if isinstance(value, dict)]
    fields = {str(task.get("id", task.get("name"))): task.get("preds", task.get("predecessors", ""))
              for task in tasks if isinstance(task, dict)}  # fmt: skip
    joined = {**fields, **given}
    return {str(name): before if isinstance(before, str) else ",".join(map(str, before or ()))
            for name, before in joined.items()}  # fmt: skip


def _lag(given: Any) -> tuple[float, str]:
    if isinstance(given, int | float):
        return float(given), "d"
    match = re.fullmatch(r"\s*([+-]?\d+(?:\.\d+)?)\s*(ed|ew|%|p|d|w|h|eh)?\s*", str(given).lower())
    if match is None:
        raise ValueError(f"no lag: {given}")
    unit, times = {"w": ("d", 5.0), "ew": ("ed", 7.0), "h": ("d", 1 / 8), "eh": ("ed", 1 / 24), "p": ("%", 1.0)}.get(
        match[2] or "d", (match[2] or "d", 1.0)
    )
    return float(match[1]) * times, unit
