"""A value goes into a cell as what it is, and none of them keeps a workbook from being made."""

from __future__ import annotations

from io import BytesIO

import openpyxl
from xlsxwriter import Workbook

from exectrack_xl.excel.build.book import put


def test_a_number_without_end_is_kept_as_text() -> None:
    target = BytesIO()
    with Workbook(target) as book:
        sheet, look = book.add_worksheet(), book.add_format()
        for row, value in enumerate((12.5, float("inf"), float("nan"), "=1+1", True)):
            put(sheet, row, 0, value, look)
    cells = [row[0] for row in openpyxl.load_workbook(target).active.iter_rows()]
    assert [(cell.value, cell.data_type) for cell in cells] == [
        (12.5, "n"), ("inf", "s"), ("nan", "s"), ("=1+1", "s"), (True, "b")]  # fmt: skip
