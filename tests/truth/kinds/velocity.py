"""Velocity: the points of sprints, as a tracker's sprints, and the sprints that a backlog takes."""

from __future__ import annotations

import math
from datetime import date, timedelta
from typing import Any

import numpy as np

from exectrack_xl.metrics import Engine
from exectrack_xl.metrics.flow.velocity import sprints_needed
from exectrack_xl.tracker import Tracker
from tests.truth.runner import Case, number_of, plain_name


def answers(case: Case) -> dict[str, Any]:
    """Mean, median, least and most points of all sprints given, the backlog's points, and the sprints it takes."""
    points = next(value for name, value in case.inputs.items() if plain_name(name) in _POINTS)
    count = int(number_of(case.inputs, "n", "last", "window", "last_n") or len(points))
    planned = next((value for name, value in case.inputs.items() if plain_name(name) in _PLANNED), points)
    engine = _engine([float(value) for value in points], [float(value) for value in planned])
    _, median, least, most, _ = engine.value("velocity_range", n=count).rows[0]
    mean = engine.value("velocity", n=count)
    backlog = _backlog(case.inputs)
    known = {
        "mean": mean, "velocity": mean, "average": mean, "avg": mean, "avgvelocity": mean, "averagevelocity": mean,
        "median": median, "min": least, "max": most, "least": least, "most": most,
        "totalbacklog": backlog, "backlog": backlog, "total": backlog, "backlogpoints": backlog,
        "range": [least, most], "std": float(np.std(points[-count:], ddof=1)) if count > 1 else math.nan,
    }  # fmt: skip
    known |= dict.fromkeys(("saydo", "saydoratio", "commitmentreliability", "predictability"),
                           engine.value("say_do", n=count))  # fmt: skip
    for name, velocity in (("sprints", mean), ("sprintsneeded", mean), ("sprintsmean", mean),
                           ("sprintsoptimistic", most), ("sprintsbest", most), ("sprintsmin", most),
                           ("sprintspessimistic", least), ("sprintsworst", least), ("sprintsmax", least)):  # fmt: skip
        known[name] = sprints_needed(backlog, velocity)
    return {asked: known[plain_name(asked)] for asked in case.expected if plain_name(asked) in known}


_BACKLOG = ("backlog", "totalbacklog", "remaining", "backlogpoints", "pointsleft", "remainingpoints",
            "remainingbacklog", "scope", "totalpoints", "backlogsize", "remainingwork")  # fmt: skip
_PLANNED = ("committed", "commitment", "planned", "committedpoints", "plannedpoints")
_POINTS = ("velocity", "velocities", "points", "completed", "completedpoints", "sprints", "history")


def _engine(points: list[float], planned: list[float]) -> Engine:
    start = date(2026, 1, 5)
    rows = [[f"S-{n}", "Team", start + timedelta(14 * n), start + timedelta(14 * n + 11), "Closed", plan, value]
            for n, (plan, value) in enumerate(zip(planned, points, strict=True))]  # fmt: skip
    heads = ["ID", "Team", "Start", "Finish", "Status", "Planned", "Completed"]
    return Engine(Tracker.from_cells("case.xlsx", {"sprints": [heads, *rows]}, rows[-1][3]))


def _backlog(inputs: dict[str, Any]) -> float:
    for name, value in inputs.items():
        if plain_name(name) in _BACKLOG:
            return float(sum(value)) if isinstance(value, list) else float(value)
    return math.nan
