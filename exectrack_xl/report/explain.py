"""Says what a metric is and where its value comes from. Depends on: metrics, report.desk, report.words."""

from __future__ import annotations

from collections.abc import Iterator

from exectrack_xl.metrics import METRICS, Group, Metric, Result, find
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
    if metric.group is Group.STATUS and metric.name.endswith("_status"):
        yield from _ways_to_green(desk, metric.name.removesuffix("_status").capitalize(), initiative)
    for need in metric.needs:
        if need in METRICS and METRICS[need].result in (Result.SCALAR, Result.TEXT):
            yield f"  {METRICS[need].label}", shown(desk, METRICS[need], initiative)


def _ways_to_green(desk: Desk, dimension: str, initiative: str) -> Iterator[tuple[str, str]]:
    """What would make each dimension Green, or the one named, and what comes out when that is worked out anew."""
    rows = desk.listing("status_reasons", initiative)
    named = [row for row in rows if row["Dimension"] == dimension]
    for row in named or rows:
        if row["To Green"]:
            then = f" Worked out anew with that: {row['Then']}." if row["Then"] else ""
            yield f"  {row['Dimension']}: {row['Colour']}", f"{row['To Green']}{then}"


def shown(desk: Desk, metric: Metric, initiative: str = "") -> str:
    """A metric's value as text; of a series its last value, of a listing its number of rows."""
    value = desk.value(metric.name, initiative)
    if metric.result is Result.SERIES:
        last = words.value_text(value.values[-1], metric.unit, desk.currency) if value.values else words.UNKNOWN
        return f"{last} ({words.plural(len(value.values), 'point')})"
    if metric.result is Result.TABLE:
        return words.plural(len(value.rows), "row")
    return words.value_text(value, metric.unit, desk.currency)
