"""The workbook behind a chart, for "Edit data": categories down, series across; every text is text.

Depends on: package, report.model, render.chart.scale, render.chart.series, render.typed_text.
"""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO

from xlsxwriter import Workbook

from exectrack_xl import package
from exectrack_xl.render.chart.scale import is_value, value_scale
from exectrack_xl.render.chart.series import STATUS_SERIES
from exectrack_xl.render.typed_text import clean
from exectrack_xl.report.model import Chart, ChartKind

_CREATED = datetime(1980, 1, 1, tzinfo=UTC)  # the time of day must not get into the file
_LONGEST = 255


def chart_workbook(chart: Chart) -> bytes:
    """An .xlsx with one sheet, `Sheet1`, to whose cells the chart refers."""
    columns = [(series.name, series.values) for series in chart.series]
    if chart.status_at is not None and chart.kind is not ChartKind.BAR:
        top = value_scale(chart).highest
        marked = tuple(top if place == chart.status_at else None for place in range(len(chart.categories)))
        columns.append((STATUS_SERIES, marked))
    target = BytesIO()
    with Workbook(target, {"in_memory": True}) as book:
        book.set_properties({"created": _CREATED})
        sheet = book.add_worksheet("Sheet1")
        numbers = book.add_format({"num_format": chart.number_format})
        for row, category in enumerate(chart.categories, start=1):
            sheet.write_string(row, 0, clean(category)[:_LONGEST])
        for column, (name, values) in enumerate(columns, start=1):
            sheet.write_string(0, column, clean(name)[:_LONGEST])
            for row, value in enumerate(values, start=1):
                if is_value(value):
                    sheet.write_number(row, column, value, numbers)
    return package.normalise(target.getvalue())
