"""Excel's side of an open workbook: the one place where Excel itself is touched.

Depends on: errors, excel.live.open_book, …ranges, excel.metadata, excel.patch (edits), xlwings.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from shutil import copyfile
from typing import Any

from exectrack_xl.errors import UsageError, WorkbookError
from exectrack_xl.excel.live.open_book import Rows, Selection
from exectrack_xl.excel.live.ranges import as_it_is, change_table, content_of, row_changes, runs, typed
from exectrack_xl.excel.metadata import LAST_ROW
from exectrack_xl.excel.patch import Edit, SetValue, ShowSheet

_MARKED_AT_ONCE = 20  # a range is named in at most 255 characters
_ESCAPE = 0x1B  # Windows' number of the key


@dataclass(frozen=True)
class ExcelBook:
    """A workbook open in Excel, through xlwings."""

    book: Any  # xlwings.Book
    title: str  # of messages

    def folder(self) -> Path:
        """Where it is saved; raises UsageError while it never was."""
        folder = Path(self.book.fullname).parent
        if not folder.is_absolute():
            raise UsageError("Save the workbook first: what is written comes to lie beside it.")
        return folder

    def copy_into(self, folder: Path) -> Path:
        """A copy with the edits not yet saved; on a Mac, which knows no such copy, it is saved first."""
        copy = folder / str(self.book.name)
        if sys.platform == "darwin":
            self.book.save()
            copyfile(self.book.fullname, copy)
        else:
            self.book.api.SaveCopyAs(str(copy))
        return copy

    def selected_formula(self) -> str:
        """The formula of the selected cell, of several the first; "" where there is none."""
        selection = self.book.app.selection
        formula = selection.formula if selection is not None else ""
        while isinstance(formula, list | tuple):
            formula = formula[0]
        return str(formula)

    def selected_rows(self) -> Selection:
        """The rows that are selected within what the sheet holds, without those a filter or a person has hidden."""
        selection = self.book.app.selection
        if selection is None:
            raise UsageError("Select rows of a table first.")
        sheet = selection.sheet
        last = sheet.used_range.last_cell.row
        rows = {row for area in _areas(selection) for row in range(area[0], min(area[1], last) + 1)}
        shown = (row for row in sorted(rows) if sheet.range((row, 1)).row_height)
        return Selection(str(sheet.name), tuple(shown))

    def highlight(self, sheet: str, cells: Sequence[str]) -> None:
        """Mark cells by a conditional format, so that the person's own colours stay beneath.

        Raises:
            WorkbookError: Excel does not mark them. No cell is marked then.
        """
        mark = self.book.macro("TrackerHighlight")
        try:
            for start in range(0, len(cells), _MARKED_AT_ONCE):
                mark(sheet, ",".join(cells[start : start + _MARKED_AT_ONCE]))
        except Exception as fault:
            self.book.macro("TrackerClearHighlights")()
            raise WorkbookError(f"Excel did not mark the cells ({fault}). None is marked.") from fault

    def is_broken_off(self) -> bool:
        """Whether the person holds Esc; only Windows can tell."""
        if sys.platform != "win32":
            return False
        import ctypes

        return bool(ctypes.windll.user32.GetAsyncKeyState(_ESCAPE) & 0x8000)

    def put(self, edits: Iterable[Edit]) -> None:
        """Write values and table rows, all or none; what formulas show, Excel works out itself.

        Raises:
            WorkbookError: the workbook has no table of a name, or Excel does not take the values. The workbook is
                then as it was.
        """
        undo: list[Callable[[], None]] = []
        try:
            self._put(edits, undo)
        except Exception as fault:
            for step in reversed(undo):
                step()
            if isinstance(fault, WorkbookError):
                raise
            raise WorkbookError(f"Excel did not take the values ({fault}). The workbook is as it was.") from fault

    def _put(self, edits: Iterable[Edit], undo: list[Callable[[], None]]) -> None:
        wanted = list(edits)
        for name, removed, added in row_changes(wanted):
            table = self._table(name)
            undo.append(as_it_is(table))
            change_table(table, removed, added)
        for edit in wanted:
            if isinstance(edit, ShowSheet):
                self.book.sheets[edit.sheet].visible = True
        for sheet, cell, values in runs(edit for edit in wanted if isinstance(edit, SetValue)):
            cells = self.book.sheets[sheet].range(cell).resize(len(values), 1)
            undo.append(content_of(cells))
            cells.value = [[typed(value)] for value in values]

    def list_apart(self, rows: Rows) -> None:
        """Show rows in a new workbook, whose columns become as wide as they need."""
        listed = self.book.app.books.add().sheets[0]
        wide = max(map(len, rows))
        listed.range("A1").value = [[*map(_no_formula, row), *[None] * (wide - len(row))] for row in rows]
        listed.autofit()

    def show(self, path: Path) -> None:
        """Open a file in the program it belongs to."""
        if sys.platform == "win32":
            os.startfile(path)
        else:
            subprocess.run(["open", str(path)], check=False)

    def say(self, text: str) -> None:
        """Say something in a message that waits to be read."""
        self.book.app.alert(text, self.title)

    def ask(self, text: str) -> bool:
        """Ask something that is answered by yes or no."""
        return bool(self.book.app.alert(text, self.title, buttons="yes_no") == "yes")

    def tell(self, text: str) -> None:
        """Say something in passing, in the status line."""
        self.book.app.status_bar = text

    def _table(self, name: str) -> Any:
        table = next((table for sheet in self.book.sheets for table in sheet.tables if table.name == name), None)
        if table is None:
            raise WorkbookError(f"This workbook has no table '{name}'. It was made by another program, or renamed.")
        return table


def _areas(selection: Any) -> list[tuple[int, int]]:
    """First and last row of each area of a selection; whole columns reach as far as a sheet does."""
    parts = [str(area.Address) for area in selection.api.Areas] if sys.platform == "win32" else []
    found = []
    for part in parts or str(selection.address).split(","):
        rows = [int(number) for number in re.findall(r"\d+", part)] or [1, LAST_ROW]
        found.append((min(rows), max(rows)))
    return found


def _no_formula(value: Any) -> Any:
    return f"'{value}" if isinstance(value, str) and value.startswith(("=", "+", "-", "@")) else value
