"""The workbook behind a chart, for "Edit data": categories down, series across; every text is text.

All but the cells is the same in every such workbook: XlsxWriter makes it once for each number format. The cells are
written here as XlsxWriter writes them. Depends on: package, report.model, render.chart.scale, …series, …sheet.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import lru_cache
from io import BytesIO

from xlsxwriter import Workbook

from exectrack_xl import package
from exectrack_xl.render.chart.scale import is_value, value_scale
from exectrack_xl.render.chart.sheet import Values, sheet_xml, strings_xml
from exectrack_xl.render.typed_text import clean
from exectrack_xl.report.model import Chart, ChartKind

_CREATED = datetime(1980, 1, 1, tzinfo=UTC)  # the time of day must not get into the file
_LONGEST = 255
_SHEET, _STRINGS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"


def chart_workbook(chart: Chart) -> bytes:
    """An .xlsx with one sheet, `Sheet1`, to whose cells the chart refers."""
    values = _values(chart)
    texts = [value for value in values.values() if isinstance(value, str)]
    frame = _frame(chart.number_format, bool(texts), len(texts) < len(values))
    if not values:
        return package.write_parts(frame)
    return package.write_parts({**frame, _SHEET: sheet_xml(values), _STRINGS: strings_xml(texts)})


def _values(chart: Chart) -> Values:
    """Texts and numbers by row and column, counted from 0: categories first, as their texts are numbered first."""
    columns = [(series.name, series.values) for series in chart.series]
    if chart.status_at is not None and chart.kind is not ChartKind.BAR:
        top = value_scale(chart).highest
        marked = tuple(top if place == chart.status_at else None for place in range(len(chart.categories)))
        columns.append((chart.status_label, marked))
    found: Values = {(row, 0): _text(category) for row, category in enumerate(chart.categories, start=1)}
    for column, (name, values) in enumerate(columns, start=1):
        found[0, column] = _text(name)
        found |= {(row, column): float(value) for row, value in enumerate(values, start=1)
                  if value is not None and is_value(value)}  # fmt: skip
    return found


def _text(text: str) -> str:
    return clean(text)[:_LONGEST]


@lru_cache(maxsize=16)
def _frame(number_format: str, with_texts: bool, with_numbers: bool) -> Mapping[str, bytes]:
    """The parts of a workbook whose cells are still to be written."""
    target = BytesIO()
    with Workbook(target, {"in_memory": True}) as book:
        book.set_properties({"created": _CREATED})
        sheet = book.add_worksheet("Sheet1")
        if with_texts:
            sheet.write_string(0, 0, "")
        if with_numbers:
            sheet.write_number(0, 1, 0, book.add_format({"num_format": number_format}))
    return package.read_parts(package.normalise(target.getvalue()))
