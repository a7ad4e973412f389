"""Computing every metric of the catalogue once, and checking the tracker, over the cell reader's bare lists."""

from __future__ import annotations

from dataclasses import replace

from benchmarks.rows import Bench, Row
from exectrack_xl.checks import check
from exectrack_xl.excel.file import read
from exectrack_xl.metrics import METRICS, Metric, Result, evaluate
from exectrack_xl.schema.table import Table
from exectrack_xl.tracker import Tracker

# Algorithms with goals of their own: the critical path with what rests on it, and simulation.
ALGORITHMS = tuple(f"exectrack_xl.metrics.{name}" for name in ("network", "simulation", "flow.forecast"))


def rows(bench: Bench) -> list[Row]:
    """The rows of this subject."""
    tracker = read(bench.path)
    catalogue = {name: metric for name, metric in METRICS.items() if metric.result is not Result.ROWS}
    plain = [name for name, metric in catalogue.items() if not is_algorithm(metric)]
    return [
        Row(
            f"all {len(plain)} metrics without network and simulation",
            lambda: evaluate(forgetful(tracker), plain),
            0.35,
            0.15,
        ),
        Row(f"all {len(catalogue)} metrics with them", lambda: evaluate(forgetful(tracker))),
        Row("all checks", lambda: check(forgetful(tracker))),
    ]


def is_algorithm(metric: Metric) -> bool:
    """Whether a metric rests on the network of tasks or on simulation."""
    return any(METRICS[name].function.__module__.startswith(ALGORITHMS) for name in (metric.name, *metric.inputs))


def forgetful(tracker: Tracker) -> Tracker:
    """The same tracker with nothing worked out yet."""
    tables = {
        name: Table(table.name, table.columns, table.lines, table.findings, table.extra, table.places)
        for name, table in tracker.tables.items()
    }
    return replace(tracker, tables=tables)
