"""Cycle time: a file of items, or days of each, to percentiles. The sources do not count the first day; we do."""

from __future__ import annotations

import csv
import re
from datetime import date, timedelta
from typing import Any

import numpy as np

from exectrack_xl.metrics import Engine
from exectrack_xl.tracker import Tracker
from tests.truth.runner import Case, plain_name

_DAY_COUNTED = 1  # a source's cycle time is finish − start; ours counts both days


def answers(case: Case) -> dict[str, Any]:
    """Counts, mean and percentiles of the items that can be measured; the others are told as negative."""
    rows = _rows(case)
    engine = _engine(rows)
    faults = [row[-1] for row in engine.value("unusable_items").rows]
    values = engine.table("items")
    taken = (values["finished"] - values["started"]).astype(float)
    taken = taken[taken >= 0]
    known: dict[str, Any] = {
        "rows": len(rows), "n": len(rows), "total": len(rows), "negative": len(faults), "rejected": len(faults),
        "flagged": len(faults), "nvalid": int(engine.value("items_measured").split()[0]), "valid": len(taken),
        "mean": float(taken.mean()), "max": float(taken.max()), "min": float(taken.min()),
        "median": float(np.median(taken)),
    }  # fmt: skip
    return {asked: known.get(plain_name(asked), _percentile(asked, engine, taken)) for asked in case.expected}


def _percentile(asked: str, engine: Engine, taken: Any) -> Any:
    """A percentile such as P85, P85_inverted_cdf (both the product's) or P85_linear (of the days it measured)."""
    match = re.fullmatch(r"p(\d+)(linear)?.*", plain_name(asked))
    if match is None:
        return None
    if match[2]:
        return float(np.percentile(taken, int(match[1])))
    return engine.value("cycle_time", probability=int(match[1]) / 100) - _DAY_COUNTED


def _rows(case: Case) -> list[tuple[Any, Any]]:
    """Start and finish of each item."""
    if "file" in case.inputs:
        with (case.folder / case.inputs["file"]).open(encoding="utf-8", newline="") as stream:
            records = [row for row in csv.DictReader(stream) if _is_wanted(row, case.inputs.get("filter", ""))]
        return [(_day(row, "started", "created"), _day(row, "finished")) for row in records]
    days = next(value for value in case.inputs.values() if isinstance(value, list))
    if days and isinstance(days[0], dict):
        return [(_day(row, "started", "start", "created"), _day(row, "finished", "finish", "end")) for row in days]
    start = date(2020, 1, 1)
    return [(start, start + timedelta(days=int(value))) for value in days]


def _is_wanted(row: dict[str, str], condition: str) -> bool:
    column, _, value = condition.partition("==")
    return not condition or row[column.strip()] == value.strip().strip("'\"")


def _day(row: dict[str, str], *names: str) -> Any:
    for name in names:
        for column in (name, f"{name}_date", f"{name}_at"):
            if column in row:
                return date.fromisoformat(row[column][:10]) if row[column] else ""
    return ""


def _engine(rows: list[tuple[Any, Any]]) -> Engine:
    heads = ["ID", "Created", "Started", "Finished", "Status"]
    cells = [[str(n), start, start, finish, "Done"] for n, (start, finish) in enumerate(rows)]
    last = max(day for row in rows for day in row if day)
    return Engine(Tracker.from_cells("case.xlsx", {"items": [heads, *cells]}, last))
