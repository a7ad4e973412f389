"""Row metrics in cells: each row's values in, one result for each row out, in the shape that was given.

Depends on: errors, schema, metrics, udfs.arguments, udfs.results.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np

from exectrack_xl.errors import MetricError, Severity
from exectrack_xl.metrics import Engine, Metric
from exectrack_xl.metrics.registry import DERIVED
from exectrack_xl.schema import SHEETS, Column, Kind, Sheet, Table
from udfs.arguments import grid, shape
from udfs.results import Cells, cell

_NUMBER = "_number"  # a column that is never blank, so that no row counts as empty


def row_results(metric: Metric, given: Mapping[str, Any], engine: Engine) -> Cells:
    """The metric for each row; a row whose value cannot be used says so, and the others have their results.

    Raises:
        MetricError: the ranges differ in size.
    """
    size = _common_shape(metric, given)
    read = {name: _column(metric, name, given[name], size) for name in metric.row_values}
    arrays = {name: table[name] for name, table in read.items()}
    shared = {need: _shared(engine, need) for need in metric.needs if need not in arrays}
    results = [cell(value) for value in np.asarray(metric.function(**arrays, **shared))]
    for fault_at, sentence in _faults(read):
        results[fault_at] = sentence
    height, width = size
    return [results[row * width : (row + 1) * width] for row in range(height)]


def _common_shape(metric: Metric, given: Mapping[str, Any]) -> tuple[int, int]:
    """The shape of all ranges; a single value goes with every row."""
    shapes = {name: shape(grid(given[name])) for name in metric.row_values}
    largest = max(shapes.values(), key=lambda size: size[0] * size[1])
    for name, size in shapes.items():
        if size not in (largest, (1, 1)):
            wanted = "{} rows by {} columns".format(*largest)
            raise MetricError(f"The ranges differ in size: {name} has {size[0]} by {size[1]}, another {wanted}.")
    return largest


def _column(metric: Metric, name: str, value: Any, size: tuple[int, int]) -> Table:
    """The values of one argument as a typed column, by the rules for the sheet's column of that name."""
    values = [item for row in grid(value) for item in row]
    if len(values) == 1:
        values *= size[0] * size[1]
    declared = _declared(metric.name, metric.row_values, name)
    sheet = Sheet("rows", metric.label, "", (Column(_NUMBER, _NUMBER, Kind.NUMBER, ""), declared))
    return sheet.frame([[_NUMBER, name], *([float(at), item] for at, item in enumerate(values))])


def row_kind(metric: Metric, name: str) -> Kind:
    """Of what kind the values of one argument are."""
    return _declared(metric.name, metric.row_values, name).kind


@cache
def _declared(metric: str, row_values: tuple[str, ...], name: str) -> Column:
    """The sheet's column that the argument is called after, without its limits; a number where there is none.

    The declarations never change while a workbook calculates, and a cell asks for them at every call.
    """
    homes = [sheet for sheet in SHEETS.values() if all(part in sheet.by_name for part in row_values)]
    filled = [sheet for sheet in homes if any(column.computed == metric for column in sheet.columns)]
    found = next((sheet.by_name[name] for sheet in (*filled, *homes)), None)
    found = found or next((sheet.by_name[name] for sheet in SHEETS.values() if name in sheet.by_name), None)
    if found is None:
        return Column(name, name, Kind.NUMBER, "")
    kind = Kind.NUMBER if found.kind is Kind.COUNT else found.kind
    return replace(found, header=name, kind=kind, lowest=None, highest=None, required=False, formula="", computed="")


def _faults(read: Mapping[str, Table]) -> list[tuple[int, str]]:
    """Position and sentence of each value that could not be used."""
    return [
        (int(finding.cell[1:]) - 2, f"#{name} {finding.message} {finding.remedy}")
        for name, table in read.items()
        for finding in table.findings
        if finding.severity is Severity.ERROR
    ]


def _shared(engine: Engine, need: str) -> Any:
    """What the rows share: settings, working days, the day to judge at."""
    if need == "as_of":
        return engine.as_of()
    if need in SHEETS:
        return engine.table(need)
    known = DERIVED[need]
    return known.function(**{name: _shared(engine, name) for name in known.needs})
