"""A chart and a table that tell the same, with different values. Depends on: errors, render.lint, …rules.saying.

They tell the same where most of their values agree: a table of days beside a chart of shares is no contradiction.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from exectrack_xl.errors import Finding
from exectrack_xl.render.lint.model import File, Shape
from exectrack_xl.render.lint.quantities import first_line
from exectrack_xl.render.lint.rules.saying import fault

_MOSTLY, _FEWEST = 0.5, 2  # of the values in both
_NUMBER = re.compile(r"([−+-]?\d+(?:,\d{3})*(?:\.\d+)?)\s?(%?)")
Values = dict[
    tuple[str, str], tuple[float, float]
]  # category and series, in any case -> value, worth of its last digit


def chart_and_table(file: File, _day: object = None) -> Iterator[Finding]:
    """Values of a table that differ from those of the chart that shows the same rows and columns."""
    tables = [(page, shape, _of_table(shape)) for page in file.pages for shape in page.shapes if shape.cells]
    for page in file.pages:
        for chart in page.shapes:
            drawn = _of_chart(chart)
            for where, table, told in tables if drawn else ():
                shared = [key for key in told if key in drawn]
                differing = [key for key in shared if not _alike(told[key], drawn[key][0])]
                if differing and len(shared) > _FEWEST and len(differing) < _MOSTLY * len(shared):
                    (category, series), (here, _), (there, _) = differing[0], told[differing[0]], drawn[differing[0]]
                    yield fault(where, table.name, f"{series.capitalize()} of {category.capitalize()} is {here:g} here "
                                f"and {there:g} in the chart {chart.name}.",
                                "Give both the same data.", "two-values")  # fmt: skip


def _of_chart(shape: Shape) -> Values:
    return {(category.casefold(), name.casefold()): (value, 0.0) for name, values in shape.series
            for category, value in zip(shape.categories, values, strict=False) if value is not None}  # fmt: skip


def _of_table(shape: Shape) -> Values:
    heads = {cell.column: first_line(cell.text).casefold() for cell in shape.cells if cell.row == 0}
    labels = {cell.row: first_line(cell.text).casefold() for cell in shape.cells if cell.column == 0}
    found: Values = {}
    for cell in shape.cells:
        number = _NUMBER.fullmatch(first_line(cell.text)) if cell.row and cell.column else None
        if number is not None:
            text = number[1].replace(",", "").replace("−", "-")
            share = 100.0 if number[2] else 1.0
            step = 10.0 ** -len(text.partition(".")[2])
            found[labels.get(cell.row, ""), heads.get(cell.column, "")] = (float(text) / share, step / share)
    return found


def _alike(told: tuple[float, float], drawn: float) -> bool:
    value, step = told
    return abs(value - drawn) <= step / 2 + 1e-9
