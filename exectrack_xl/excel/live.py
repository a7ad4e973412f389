"""A workbook that is open in a spreadsheet program: what an action needs of it, and Excel's side of that.

The one place where Excel itself is touched; everything else knows only `OpenBook`.
Depends on: errors, excel.metadata, excel.patch (edits), xlwings.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from shutil import copyfile
from typing import Any, Protocol

from exectrack_xl.errors import UsageError, WorkbookError
from exectrack_xl.excel.metadata import LAST_ROW, range_of
from exectrack_xl.excel.patch import AppendRows, Edit, RemoveRows, SetValue, ShowSheet, Value
from exectrack_xl.schema.cells import column_letter

Rows = Sequence[Sequence[Any]]
_MARKED_AT_ONCE = 20  # a range is named in at most 255 characters
_ESCAPE = 0x1B  # Windows' number of the key


class OpenBook(Protocol):
    """A workbook on somebody's screen."""

    def folder(self) -> Path:
        """Where it is saved; raises UsageError while it never was."""

    def copy_into(self, folder: Path) -> Path:
        """A copy of it as it stands on the screen, with the edits not yet saved."""

    def selected_formula(self) -> str:
        """The formula of the selected cell, of several the first; "" where there is none."""

    def selected_rows(self) -> Selection:
        """The rows that are selected, of several areas all of them, without the hidden ones."""

    def put(self, edits: Iterable[Edit]) -> None:
        """Write values and table rows, all or none; what formulas show is the program's own affair."""

    def highlight(self, sheet: str, cells: Sequence[str]) -> None:
        """Mark cells of a sheet until the marks are cleared."""

    def is_broken_off(self) -> bool:
        """Whether the person wants what is under way to end: holds Esc."""

    def list_apart(self, rows: Rows) -> None:
        """Show rows in a new workbook."""

    def show(self, path: Path) -> None:
        """Open a file in the program it belongs to."""

    def say(self, text: str) -> None:
        """Say something in a message that waits to be read."""

    def ask(self, text: str) -> bool:
        """Ask something that is answered by yes or no."""

    def tell(self, text: str) -> None:
        """Say something in passing, in the status line."""


@dataclass(frozen=True)
class Selection:
    """Rows of one worksheet, counted from 1."""

    sheet: str
    rows: tuple[int, ...]


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
        removed = {edit.table: edit.lines for edit in wanted if isinstance(edit, RemoveRows)}
        added = {edit.table: edit for edit in wanted if isinstance(edit, AppendRows)}
        for name in {**removed, **added}:
            rows = added[name].rows if name in added else ()
            table = self._table(name)
            undo.append(_as_it_is(table))
            _change_table(table, removed.get(name, frozenset()), rows)
        for edit in wanted:
            if isinstance(edit, ShowSheet):
                self.book.sheets[edit.sheet].visible = True
        for sheet, cell, values in runs(edit for edit in wanted if isinstance(edit, SetValue)):
            cells = self.book.sheets[sheet].range(cell).resize(len(values), 1)
            undo.append(_content_of(cells))
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


def _as_it_is(table: Any) -> Callable[[], None]:
    """What puts a table back: its extent and what stands in it."""
    area, put_back = table.range, _content_of(table.range)

    def back() -> None:
        grown = table.range
        below = grown.rows.count - area.rows.count
        table.resize(area)
        if below > 0:
            area.offset(area.rows.count, 0).resize(below, area.columns.count).clear_contents()
        put_back()

    return back


def _content_of(cells: Any) -> Callable[[], None]:
    """What writes into cells again what they hold now: formulas as formulas, all else as typed."""
    formulas, values = _grid(cells.formula), _grid(cells.options(ndim=2).value)
    held = [
        [formula if str(formula or "").startswith("=") and value != formula else typed(value)
         for formula, value in zip(*pair, strict=True)]
        for pair in zip(formulas, values, strict=True)
    ]  # fmt: skip

    def back() -> None:
        cells.value = held

    return back


def _grid(cells: Any) -> list[list[Any]]:
    """One cell, a row of them, or rows, as rows."""
    rows = cells if isinstance(cells, list | tuple) else [cells]
    return [list(row) if isinstance(row, list | tuple) else [row] for row in rows]


def _areas(selection: Any) -> list[tuple[int, int]]:
    """First and last row of each area of a selection; whole columns reach as far as a sheet does."""
    parts = [str(area.Address) for area in selection.api.Areas] if sys.platform == "win32" else []
    found = []
    for part in parts or str(selection.address).split(","):
        rows = [int(number) for number in re.findall(r"\d+", part)] or [1, LAST_ROW]
        found.append((min(rows), max(rows)))
    return found


def _change_table(table: Any, removed: frozenset[int], added: Sequence[Any]) -> None:
    """Rows out of and to the end of a table; those above the first change stay, and so do columns of formulas."""
    area, sheet = table.range, table.parent
    headers = area.rows[0].options(ndim=1).value
    body = area.options(ndim=2).value[1:]
    last = next((at for at in range(len(body), 0, -1) if any(map(_is_typed, body[at - 1]))), 0)
    first = min((line - area.row for line in removed), default=last + 1)  # row of the body, from 1
    kept = [row for at, row in enumerate(body[first - 1 : last], first) if at + area.row not in removed]
    rows = [*kept, *([row.get(header) for header in headers] for row in added)]
    end = max(first - 1 + len(rows), 1)
    left, right = column_letter(area.column), column_letter(area.column + len(headers) - 1)
    table.resize(sheet.range(f"{left}{area.row}:{right}{area.row + end}"))
    filled = _formulas_of(area) if rows else {}
    for at, width in _stretches([at not in filled for at in range(len(headers))]) if rows else ():
        block = [[typed(value) for value in row[at : at + width]] for row in rows]
        sheet.range(f"{column_letter(area.column + at)}{area.row + first}").value = block
    for at, formula in filled.items():
        letter = column_letter(area.column + at)
        sheet.range(f"{letter}{area.row + first}:{letter}{area.row + end}").formula = formula
    if len(body) > end:
        sheet.range(f"{left}{area.row + end + 1}:{right}{area.row + len(body)}").clear_contents()


def _formulas_of(area: Any) -> dict[int, str]:
    """The formulas in the last row of a table's range, by place from 0: Excel fills a column with one of them."""
    last = area.rows[-1].formula
    while isinstance(last, list | tuple) and len(last) == 1 and isinstance(last[0], list | tuple):
        last = last[0]
    cells = last if isinstance(last, list | tuple) else [last]
    return {at: cell for at, cell in enumerate(cells) if str(cell or "").startswith("=")}


def _stretches(wanted: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Each unbroken run of what is wanted: where it begins, and how long it is.

    >>> list(_stretches([True, False, True, True]))
    [(0, 1), (2, 2)]
    """
    start = None
    for at, here in enumerate([*wanted, False]):
        if here and start is None:
            start = at
        elif not here and start is not None:
            yield start, at - start
            start = None


def runs(edits: Iterable[SetValue]) -> Iterator[tuple[str, str, list[Value]]]:
    """Edits of cells beneath each other as one: sheet, first cell, values. Excel takes a column as fast as a cell.

    >>> list(runs([SetValue("Risks", "B3", 2), SetValue("Risks", "B2", 1), SetValue("Risks", "B9", 3)]))
    [('Risks', 'B2', [1, 2]), ('Risks', 'B9', [3])]
    """
    columns: dict[tuple[str, int], dict[int, Value]] = defaultdict(dict)
    for edit in edits:
        area = range_of(edit.cell)
        if area is None:
            raise WorkbookError(f"'{edit.cell}' is not a cell of an Excel sheet. Write G14, for instance.")
        columns[edit.sheet, area.first_column][area.first_row] = edit.value
    for (sheet, column), values in columns.items():
        start = 0
        run: list[Value] = []
        for row in sorted(values):
            if run and row != start + len(run):
                yield sheet, f"{column_letter(column)}{start}", run
                run = []
            start = start if run else row
            run.append(values[row])
        yield sheet, f"{column_letter(column)}{start}", run


def typed(value: Any) -> Any:
    """A value so that Excel takes it for what it is: a text stays one, whatever it looks like.

    >>> typed("=1+1"), typed(date(2026, 11, 13)), typed(2.5)
    ("'=1+1", datetime.datetime(2026, 11, 13, 0, 0), 2.5)
    """
    if isinstance(value, str):
        return f"'{value}" if value else None
    if isinstance(value, date) and not isinstance(value, datetime):
        return datetime.combine(value, time())
    return value


def _no_formula(value: Any) -> Any:
    return f"'{value}" if isinstance(value, str) and value.startswith(("=", "+", "-", "@")) else value


def _is_typed(value: Any) -> bool:
    return value is not None and value != ""
