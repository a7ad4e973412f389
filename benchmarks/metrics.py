"""Computing every metric of the catalogue once, and checking the tracker, over the cell reader's bare lists."""

from __future__ import annotations

from dataclasses import replace

from benchmarks.rows import Bench, Row
from exectrack_xl.checks import check
from exectrack_xl.excel.file import read
from exectrack_xl.metrics import evaluate
from exectrack_xl.schema.table import Table
from exectrack_xl.tracker import Tracker


def rows(bench: Bench) -> list[Row]:
    """The rows of this subject."""
    tracker = read(bench.path)
    return [
        Row("all metrics of the programme", lambda: evaluate(forgetful(tracker))),
        Row("all checks", lambda: check(forgetful(tracker))),
    ]


def forgetful(tracker: Tracker) -> Tracker:
    """The same tracker with nothing worked out yet."""
    tables = {
        name: Table(table.name, table.columns, table.lines, table.findings, table.extra, table.places)
        for name, table in tracker.tables.items()
    }
    return replace(tracker, tables=tables)
