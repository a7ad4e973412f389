"""The sample programme, "Claims Forward" of Calder Mutual, as a workbook reader would hand it over.

The programme stands in one CSV file per sheet beside this module: UTF-8, headers in the first line, dates
as 2026-10-16, shares as 0.35. Depends on: errors, schema.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from importlib import resources
from typing import Any

from exectrack_xl.errors import WorkbookError
from exectrack_xl.schema import SETTINGS_LIST, SHEETS, Kind, Sheet
from exectrack_xl.schema.cells import NUMERIC

Cells = list[list[Any]]


def cells() -> dict[str, Cells]:
    """The raw cells of each sample sheet by sheet name, headers first, as `Sheet.frame` takes them.

    Dates are `datetime.date`, numbers are float, blank cells are "". The value of a setting has the kind of
    that setting. Raises `WorkbookError` where a file holds a header or a value that its sheet cannot.

    >>> cells()["milestones"][0][:2]
    ['ID', 'Milestone']
    """
    folder = resources.files(__name__)
    found = {}
    for name, sheet in SHEETS.items():
        file = folder / f"{name}.csv"
        if file.is_file():
            rows = list(csv.reader(file.read_text(encoding="utf-8").splitlines(keepends=True)))
            found[name] = _typed(sheet, rows)
    return found


def _typed(sheet: Sheet, rows: list[list[str]]) -> Cells:
    headers = rows[0]
    by_header = {column.header: column.kind for column in sheet.typed}
    unknown = [header for header in headers if header not in by_header]
    if unknown:
        raise WorkbookError(f"The sample's {sheet.name}.csv has the unknown column '{unknown[0]}'.")
    body = _kinds(sheet, headers, by_header, rows[1:])
    return [list(headers), *([_cell(sheet, kind, text) for kind, text in row] for row in body)]


def _kinds(
    sheet: Sheet, headers: list[str], by_header: dict[str, Kind], rows: list[list[str]]
) -> Iterator[list[tuple[Kind, str]]]:
    """Each row's texts with their kinds; a setting's value has the kind that the setting declares."""
    of_setting = {setting.label: setting.kind for setting in SETTINGS_LIST}
    for row in rows:
        kinds = [by_header[header] for header in headers]
        if sheet.name == "settings":
            kinds[headers.index("Value")] = of_setting[row[headers.index("Setting")]]
        yield list(zip(kinds, row, strict=True))


def _cell(sheet: Sheet, kind: Kind, text: str) -> Any:
    if not text:
        return ""
    try:
        if kind is Kind.DATE:
            return date.fromisoformat(text)
        return float(text) if kind in NUMERIC else text
    except ValueError:
        raise WorkbookError(f"The sample's {sheet.name}.csv holds '{text}' where a {kind} belongs.") from None
