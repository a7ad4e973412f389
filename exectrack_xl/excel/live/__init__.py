"""A workbook that is open in a spreadsheet program: what an action needs of it, and Excel's side of that.

Depends on: excel.live.excel_book, …open_book, …ranges.
"""

from exectrack_xl.excel.live.excel_book import ExcelBook
from exectrack_xl.excel.live.open_book import OpenBook, Rows, Selection
from exectrack_xl.excel.live.ranges import row_changes, runs, typed

__all__ = ["ExcelBook", "OpenBook", "Rows", "Selection", "row_changes", "runs", "typed"]
