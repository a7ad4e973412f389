"""A worked example of each metric: what it is on the sample programme, and the values it is worked out from.

Depends on: metrics, sample, schema, tracker, report.desk, report.explain, report.words.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from exectrack_xl import sample
from exectrack_xl.metrics import METRICS, Metric, Result
from exectrack_xl.report import words
from exectrack_xl.report.desk import Desk, prepare
from exectrack_xl.report.explain import shown
from exectrack_xl.schema import SHEETS, Sheet, Table
from exectrack_xl.tracker import Tracker

MOST_INPUTS = 6  # values an example names before its result
MOST_CELLS = 5  # columns of a listing's first row
LONGEST = 60  # characters of a text in an example


@lru_cache(maxsize=1)
def sample_desk() -> Desk:
    """The sample programme in the quarter of its status date."""
    tracker = Tracker.from_cells("the sample", sample.cells())
    return prepare(tracker, tracker.periods.of(tracker.as_of, "Quarter"))


def worked_example(metric: Metric, desk: Desk) -> str:
    """Inputs and result as one line: "Earned value €8.4 m, Actual cost €8.9 m → 0.95"; "" where there is none."""
    if metric.costly:
        return ""
    if metric.result is Result.ROWS:
        return _of_a_row(metric, desk)
    inputs = [f"{METRICS[need].label} {_brief(shown(desk, METRICS[need]))}" for need in metric.needs if _is_input(need)]
    given = ", ".join(inputs[:MOST_INPUTS])
    found = _first_row(desk, metric) or _brief(shown(desk, metric))
    return f"{given} → {found}" if given else found


def _is_input(need: str) -> bool:
    return need in METRICS and METRICS[need].result in (Result.SCALAR, Result.TEXT) and not METRICS[need].costly


def _first_row(desk: Desk, metric: Metric) -> str:
    """The first row of a listing, by header."""
    if metric.result is not Result.TABLE:
        return ""
    value = desk.value(metric.name)
    if not value.rows:
        return "no row"
    told = [(header, _plain(cell)) for header, cell in zip(value.headers, value.rows[0], strict=True)]
    cells = ", ".join(f"{header} {text}" for header, text in told[:MOST_CELLS] if text)
    return f"{words.plural(len(value.rows), 'row')}, the first: {cells}"


def _of_a_row(metric: Metric, desk: Desk) -> str:
    """The first row with a value of the sheet that has a column which the metric fills."""
    for sheet in SHEETS.values():
        if any(column.computed == metric.name for column in sheet.columns):
            values = desk.rows(metric.name, sheet.name).tolist()
            row = next((row for row, value in enumerate(values) if _plain(value)), None)
            if row is not None:
                return f"{_given(metric, sheet, desk.table(sheet.name), row)} → {_plain(values[row])}"
    return ""


def _given(metric: Metric, sheet: Sheet, table: Table, row: int) -> str:
    """The ID of a row and its values that the metric reads."""
    read = [sheet.by_name[name] for name in metric.row_values if name in sheet.by_name]
    cells = [(column.header, table[column.name].tolist()[row]) for column in read if not column.is_computed]
    told = ", ".join(f"{header} {_plain(value) or 'blank'}" for header, value in cells)
    return f"{table['id'][row]}: {told}" if "id" in sheet.by_name else told


def _plain(value: Any) -> str:
    """A value as an example names it; "" where it is not known."""
    if not words.is_known(value):
        return ""
    if isinstance(value, bool | str):
        return _brief(str(value))
    if isinstance(value, int | float):
        return words.fixed(float(value), 2).removesuffix(".00")
    return words.day(value)


def _brief(text: str) -> str:
    flat = " ".join(text.split()).replace("|", "/")
    return flat if len(flat) <= LONGEST else f"{flat[: LONGEST - 1].rstrip()}…"
