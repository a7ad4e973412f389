"""The workbook behind a chart is, byte for byte, the one that XlsxWriter writes whole."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from xlsxwriter import Workbook

from exectrack_xl.package import normalise
from exectrack_xl.render.chart import chart_workbook
from exectrack_xl.render.chart.scale import is_value
from exectrack_xl.render.typed_text import clean
from exectrack_xl.report.model import Chart, ChartKind, Role, Series

TEXTS = st.text(max_size=12) | st.sampled_from(["Jan", " Feb", "R&D <x>", "_x0041_", 'a "b"\nc', "x" * 300, "=1+1"])
NUMBERS = st.none() | st.floats() | st.integers(-(10**6), 10**6)
SERIES = st.builds(Series, TEXTS, st.just(Role.ACTUAL), st.lists(NUMBERS, max_size=40).map(tuple))


def chart(categories: tuple[str, ...], series: tuple[Series, ...], number_format: str) -> Chart:
    return Chart("chart", "Work done", ChartKind.BAR, categories, series, number_format, "Bars")


def whole(drawn: Chart) -> bytes:
    target = BytesIO()
    with Workbook(target, {"in_memory": True}) as book:
        book.set_properties({"created": datetime(1980, 1, 1, tzinfo=UTC)})
        sheet, numbers = book.add_worksheet("Sheet1"), book.add_format({"num_format": drawn.number_format})
        for row, category in enumerate(drawn.categories, start=1):
            sheet.write_string(row, 0, clean(category)[:255])
        for column, series in enumerate(drawn.series, start=1):
            sheet.write_string(0, column, clean(series.name)[:255])
            for row, value in enumerate(series.values, start=1):
                if is_value(value):
                    sheet.write_number(row, column, value, numbers)
    return normalise(target.getvalue())


@settings(max_examples=60, deadline=None)
@given(
    st.lists(TEXTS, max_size=40).map(tuple),
    st.lists(SERIES, max_size=4).map(tuple),
    st.sampled_from(["0%", "#,##0.0", "General"]),
)
def test_it_is_the_workbook_that_xlsxwriter_writes(
    categories: tuple[str, ...], series: tuple[Series, ...], number_format: str
) -> None:
    drawn = chart(categories, series, number_format)
    assert chart_workbook(drawn) == whole(drawn)


@pytest.mark.parametrize("typed", ["<r>bold</r>", "<r><t>x</t></r>", "_x0041_", " a\tb "])
def test_what_a_person_typed_stays_text(typed: str) -> None:
    drawn = chart((typed,), (Series(typed, Role.ACTUAL, (1.5,)),), "0%")
    sheet = load_workbook(BytesIO(chart_workbook(drawn)))["Sheet1"]
    assert [sheet["A2"].value, sheet["B1"].value, sheet["B2"].value] == [typed, typed, 1.5]
    assert sheet["B2"].number_format == "0%"
