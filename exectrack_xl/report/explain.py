"""Says what a metric is and where its value comes from. Depends on: metrics, report.desk, report.words."""

from __future__ import annotations

from collections.abc import Iterator

from exectrack_xl.metrics import METRICS, Metric, Result, find
from exectrack_xl.metrics.worksheet import cell_function
from exectrack_xl.report import words
from exectrack_xl.report.desk import Desk
from exectrack_xl.schema import SHEETS


def definition(name: str) -> Iterator[tuple[str, str]]:
    """Label and text of what a metric is: meaning, formula, unit, source, sheets, worksheet function.

    Raises:
        MetricError: no metric has this name; the nearest one is suggested.
    """
    metric = find(name)
    yield "Metric", f"{metric.label} ({metric.name})"
    yield "Meaning", metric.summary
    if metric.manual:
        yield "Notes", " ".join(metric.manual.split())
    yield "Formula", metric.formula
    yield "Unit", str(metric.unit)
    yield "Source", metric.source
    if metric.tables:
        yield "Read from", words.listed([SHEETS[table].title for table in metric.tables])
    yield "In a cell", cell_function(metric).example


def value_and_inputs(desk: Desk, name: str, initiative: str = "") -> Iterator[tuple[str, str]]:
    """The value of a metric in a period, its colour, and the values it is computed from.

    Raises:
        MetricError: no metric has this name; the nearest one is suggested.
    """
    metric = find(name)
    if metric.result is Result.ROWS:
        return
    yield "Value", shown(desk, metric, initiative)
    tone = desk.tone(metric.name, initiative)
    if metric.bands is not None:
        yield "Colour", str(tone)
    for need in metric.needs:
        if need in METRICS and METRICS[need].result in (Result.SCALAR, Result.TEXT):
            yield f"  {METRICS[need].label}", shown(desk, METRICS[need], initiative)


def shown(desk: Desk, metric: Metric, initiative: str = "") -> str:
    """A metric's value as text; of a series its last value, of a listing its number of rows."""
    value = desk.value(metric.name, initiative)
    if metric.result is Result.SERIES:
        last = words.value_text(value.values[-1], metric.unit, desk.currency) if value.values else words.UNKNOWN
        return f"{last} ({words.plural(len(value.values), 'point')})"
    if metric.result is Result.TABLE:
        return words.plural(len(value.rows), "row")
    return words.value_text(value, metric.unit, desk.currency)
