"""Computing every metric of the catalogue once, and checking the tracker, over the cell reader's bare lists."""

from __future__ import annotations

from dataclasses import replace

from benchmarks.rows import Bench, Row
from exectrack_xl.checks import check
from exectrack_xl.excel.file import read
from exectrack_xl.metrics import METRICS, Metric, Result, evaluate
from exectrack_xl.schema.table import Table
from exectrack_xl.tracker import Tracker

NETWORK, SIMULATION = "network", "simulation flow.forecast"  # modules of algorithms with goals of their own
NOTE = """\
The goal of 0.35 was set for 120 metrics of one number each. The catalogue has more than twice as many, and works out
over 70 of its values once more for each of 12 initiatives: about 1,200 values. Those of initiatives take a few
microseconds each; most of the time goes into some 400 functions that run once, each on cold caches. The largest are
the network of 1,000 tasks, the checks of it, families of issues and calls for review."""


def rows(bench: Bench) -> list[Row]:
    """The rows of this subject."""
    tracker = read(bench.path)
    catalogue = {name: metric for name, metric in METRICS.items() if metric.result is not Result.ROWS}
    plain = [name for name, metric in catalogue.items() if not rests_on(metric, NETWORK, SIMULATION)]
    sure = [name for name, metric in catalogue.items() if not rests_on(metric, SIMULATION)]
    return [
        Row(f"the {len(sure)} metrics without simulation", lambda: evaluate(forgetful(tracker), sure), 0.35, 0.15),
        Row(f"of them: {len(plain)} without the network", lambda: evaluate(forgetful(tracker), plain)),
        Row(f"all {len(catalogue)} metrics", lambda: evaluate(forgetful(tracker))),
        Row("all checks", lambda: check(forgetful(tracker))),
    ]


def rests_on(metric: Metric, *modules: str) -> bool:
    """Whether a metric, or one that it is computed from, stands in one of these modules."""
    prefixes = tuple(f"exectrack_xl.metrics.{name}" for module in modules for name in module.split())
    return any(METRICS[name].function.__module__.startswith(prefixes) for name in (metric.name, *metric.inputs))


def forgetful(tracker: Tracker) -> Tracker:
    """The same tracker with nothing worked out yet."""
    tables = {
        name: Table(table.name, table.columns, table.lines, table.findings, table.extra, table.places)
        for name, table in tracker.tables.items()
    }
    return replace(tracker, tables=tables)
