"""Critical path lengths of PSPLIB instances: each file against the length it states and the sums in a table."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import numpy as np

from exectrack_xl.metrics.network.activities import Activities, Links
from exectrack_xl.metrics.network.schedule import Schedule, network, solve
from tests.truth.runner import Case


def answers(case: Case) -> dict[str, Any]:
    """The name of the column where every instance at hand agrees, else the first that does not."""
    table = case.folder / case.inputs["csv"]
    pattern = case.inputs.get("files", "data/psplib/<instance>.sm")
    column = str(case.expected.get("column", "mpm_time"))
    judged = 0
    for row in csv.DictReader(table.read_text(encoding="utf-8").splitlines()):
        file = case.folder / pattern.replace("<instance>", row["instance"])
        if not file.exists():
            continue
        judged += 1
        schedule = solve(instance(file))
        if schedule.finish.max() != float(row[column]) or differing(row, schedule):
            return {name: f"{row['instance']}: {schedule.finish.max()}, {differing(row, schedule)}"
                    for name in case.expected}  # fmt: skip
    return {**case.expected, "instances": judged} if judged else {}


def differing(row: dict[str, str], schedule: Schedule) -> str:
    """Which float figure of the table comes out otherwise."""
    found = {
        "n_zero_float": int((np.abs(schedule.total_float) < 1e-9).sum()),
        "sum_total_float": float(schedule.total_float.sum()), "sum_free_float": float(schedule.free_float.sum()),
        "jobs": len(schedule.finish), "links": len(schedule.network.links),
    }  # fmt: skip
    return "; ".join(f"{name} {value}" for name, value in found.items() if name in row and float(row[name]) != value)


def instance(file: Path) -> Any:
    """The network of a PSPLIB file: its precedence relations and durations."""
    lines = file.read_text(encoding="latin-1").splitlines()
    relations = _section(lines, "PRECEDENCE RELATIONS")
    durations = _section(lines, "REQUESTS/DURATIONS")
    ties = [(int(line[0]) - 1, int(head) - 1, "FS", 0.0, "d") for line in relations for head in line[3:]]
    return network(Activities.of([float(line[2]) for line in durations]), Links.of(ties))


def _section(lines: list[str], title: str) -> list[list[str]]:
    """The rows of numbers under a heading."""
    start = next(place for place, line in enumerate(lines) if line.startswith(title))
    rows = []
    for line in lines[start + 1 :]:
        if line.startswith("*"):
            break
        if line.split() and line.split()[0].isdigit():
            rows.append(line.split())
    return rows
