"""A workbook that is open in a spreadsheet program: what an action needs of it, and Excel's side of that.

The one place where Excel itself is touched; everything else knows only `OpenBook`.
Depends on: errors, excel.metadata, excel.patch (edits), xlwings.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from shutil import copyfile
from typing import Any, Protocol

from exectrack_xl.errors import UsageError, WorkbookError
from exectrack_xl.excel.metadata import range_of
from exectrack_xl.excel.patch import AppendRows, Edit, RemoveRows, SetValue, Value
from exectrack_xl.schema.cells import column_letter

Rows = Sequence[Sequence[Any]]


class OpenBook(Protocol):
    """A workbook on somebody's screen."""

    def folder(self) -> Path:
        """Where it is saved; raises UsageError while it never was."""

    def copy_into(self, folder: Path) -> Path:
        """A copy of it as it stands on the screen, with the edits not yet saved."""

    def selected_formula(self) -> str:
        """The formula of the selected cell, of several the first; "" where there is none."""

    def put(self, edits: Iterable[Edit]) -> None:
        """Write values and table rows; what formulas show is the program's own affair."""

    def list_apart(self, rows: Rows) -> None:
        """Show rows in a new workbook."""

    def show(self, path: Path) -> None:
        """Open a file in the program it belongs to."""

    def say(self, text: str) -> None:
        """Say something in a message that waits to be read."""

    def tell(self, text: str) -> None:
        """Say something in passing, in the status line."""


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

    def put(self, edits: Iterable[Edit]) -> None:
        """Write values and table rows; what formulas show, Excel works out itself.

        Raises:
            WorkbookError: the workbook has no table of a name, or Excel does not take the values.
        """
        wanted = list(edits)
        removed = {edit.table: edit.lines for edit in wanted if isinstance(edit, RemoveRows)}
        added = {edit.table: edit for edit in wanted if isinstance(edit, AppendRows)}
        for name in {**removed, **added}:
            rows = added[name].rows if name in added else ()
            self._change_table(name, removed.get(name, frozenset()), rows)
        for sheet, cell, values in runs(edit for edit in wanted if isinstance(edit, SetValue)):
            self.book.sheets[sheet].range(cell).value = [[typed(value)] for value in values]

    def list_apart(self, rows: Rows) -> None:
        """Show rows in a new workbook, whose columns become as wide as they need."""
        listed = self.book.app.books.add().sheets[0]
        listed.range("A1").value = [[_no_formula(value) for value in row] for row in rows]
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

    def tell(self, text: str) -> None:
        """Say something in passing, in the status line."""
        self.book.app.status_bar = text

    def _change_table(self, name: str, removed: frozenset[int], added: Sequence[Any]) -> None:
        """Rows out of and to the end of a table that holds no formulas; those above the first change stay."""
        table = next((table for sheet in self.book.sheets for table in sheet.tables if table.name == name), None)
        if table is None:
            raise WorkbookError(f"This workbook has no table '{name}'. It was made by another program, or renamed.")
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
        if rows:
            sheet.range(f"{left}{area.row + first}").value = [[typed(value) for value in row] for row in rows]
        if len(body) > end:
            sheet.range(f"{left}{area.row + end + 1}:{right}{area.row + len(body)}").clear_contents()


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
