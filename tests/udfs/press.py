"""Press buttons of the ribbon in Excel as xlwings sees it, and print what a person would see as JSON.

python press.py WORKBOOK SELECTED BUTTON…

SELECTED is the formula in the selected cell, or cells such as "Issues!A6:A9,A12". A button may have an argument,
"report:stakeholder". The button "fail:3" makes Excel refuse the third value written from there on; "esc" holds Esc,
"hide:8" hides a row of the selected sheet, "select:Issues!A6" selects, "answer:no" is what the person answers, and
"fail-macro:2" makes the second macro fail that Python calls from there on.
"""

from __future__ import annotations

import ctypes
import datetime as dt
import json
import os
import shutil
import sys
import warnings
from pathlib import Path
from typing import Any
from zipfile import is_zipfile

import openpyxl
from excel_session import EXCEL, Com, ComList, com_range, com_value, install, stand_in
from openpyxl.utils import get_column_letter, range_boundaries

warnings.simplefilter("ignore")  # openpyxl says which parts it passes over

seen: dict[str, Any] = {"messages": [], "opened": [], "listed": [], "told": [], "macros": [], "status": ""}
refusing: list[int] = []  # how many values Excel still takes, where it is to refuse one
held: list[bool] = []  # whether Esc is held
answer: list[int] = [6]  # what a message is answered by: 6 = yes, 7 = no
failing: list[int] = []  # how many macros still run, where one is to fail


class Sheet(Com):
    """A worksheet that keeps what is written into it."""

    def Range(self, start: Any, end: Any = None) -> Any:  # noqa: N802 - COM spells it so
        """A range that can be written."""
        return Area(self)

    Cells = Range


class Area(Com):
    """A range that keeps what is written into it."""

    def __init__(self, sheet: Sheet) -> None:
        super().__init__(Worksheet=sheet, Row=1, Column=1, Rows=Com(Count=1), Columns=Com(Count=1), Address="$A$1")

    def __call__(self, *_: Any) -> Any:
        return self

    def __setattr__(self, name: str, value: Any) -> None:
        if name == "Value":
            seen["listed"].append(value)


class GridSheet(Com):
    """A worksheet of the open workbook, with its tables; cells are counted from 1."""

    def __init__(self, name: str, cells: dict[tuple[int, int], Any], tables: dict[str, str], **more: Any) -> None:
        self.__dict__.update(Name=name, cells=cells, Parent=Com(Application=EXCEL, Name="tracker"))
        self.__dict__.update({"formulas": {}, "hidden": set(), "Visible": True, **more})
        self.__dict__["ListObjects"] = TableList(ComTable(table, self.Range(area)) for table, area in tables.items())

    @property
    def UsedRange(self) -> Any:  # noqa: N802 - COM spells it so
        """As far as cells are filled."""
        return GridArea(self, (1, 1, max(row for row, _ in self.cells), max(at for _, at in self.cells)))

    def Range(self, start: Any, end: Any = None) -> Any:  # noqa: N802 - COM spells it so
        """A range by its address, or from one cell to another."""
        if isinstance(start, str):
            left, top, right, bottom = range_boundaries(start)
            return GridArea(self, (top, left, bottom, right))
        return GridArea(self, (*start.bounds[:2], *end.bounds[2:]))

    def Cells(self, row: int, column: int) -> Any:  # noqa: N802 - COM spells it so
        """One cell."""
        return GridArea(self, (row, column, row, column))


class GridArea(Com):
    """A range of cells: top, left, bottom, right."""

    def __init__(self, sheet: GridSheet, bounds: tuple[int, int, int, int]) -> None:
        top, left, bottom, right = bounds
        self.__dict__.update(
            Worksheet=sheet, bounds=bounds, Row=top, Column=left, Count=(bottom - top + 1) * (right - left + 1),
            Rows=Com(Count=bottom - top + 1), Columns=Com(Count=right - left + 1), Areas=[self],
            Address=f"${get_column_letter(left)}${top}:${get_column_letter(right)}${bottom}",
            RowHeight=0 if top in sheet.hidden else 18.0,
        )  # fmt: skip

    def __call__(self, row: int, column: int = 1) -> Any:
        return self.Worksheet.Cells(self.Row + row - 1, self.Column + column - 1)

    @property
    def Formula(self) -> Any:  # noqa: N802 - COM spells it so
        """The formulas of the cells, and the values of those that have none."""
        return self._read({**self.Worksheet.cells, **self.Worksheet.formulas})

    @property
    def Value(self) -> Any:  # noqa: N802 - COM spells it so
        """What the cells hold, as COM hands it over."""
        return self._read(self.Worksheet.cells)

    def _read(self, cells: dict[tuple[int, int], Any]) -> Any:
        top, left, bottom, right = self.bounds
        rows = [
            tuple(com_value(cells.get((row, at))) for at in range(left, right + 1)) for row in range(top, bottom + 1)
        ]
        return rows[0][0] if self.Count == 1 else tuple(rows)

    def __setattr__(self, name: str, value: Any) -> None:
        if refusing:
            refusing[0] -= 1
            if refusing[0] == 0:
                refusing.clear()
                raise sys.modules["pywintypes"].com_error("Excel is busy")  # type: ignore[attr-defined]
        rows = value if isinstance(value, list | tuple) else [[value] * self.Columns.Count] * self.Rows.Count
        for down, line in enumerate(rows):
            for across, cell in enumerate(line):
                place = (self.Row + down, self.Column + across)
                is_formula = isinstance(cell, str) and cell.startswith("=")
                self.Worksheet.formulas.pop(place, None)
                self.Worksheet.cells.pop(place, None)
                if is_formula:
                    self.Worksheet.formulas[place] = cell
                elif cell is not None and cell != "":  # Excel leaves a cell blank into which no text is written
                    self.Worksheet.cells[place] = cell

    def ClearContents(self) -> None:  # noqa: N802 - COM spells it so
        """Empty the cells."""
        top, left, bottom, right = self.bounds
        for row in range(top, bottom + 1):
            for at in range(left, right + 1):
                self.Worksheet.cells.pop((row, at), None)
                self.Worksheet.formulas.pop((row, at), None)


class ComTable(Com):
    """A table of Excel's."""

    def __init__(self, name: str, area: Any) -> None:
        self.__dict__.update(Name=name, Range=area, Parent=area.Worksheet)

    def Resize(self, area: Any) -> None:  # noqa: N802 - COM spells it so
        """Another range from now on."""
        self.__dict__["Range"] = area


class TableList(ComList):
    """Tables, by number from 1 or by name."""

    def __call__(self, key: Any) -> Any:
        return self[key - 1] if isinstance(key, int) else next(table for table in self if table.Name == key)


class SheetList(ComList):
    """Worksheets, by number from 1 or by name."""

    def __call__(self, key: Any) -> Any:
        return self[key - 1] if isinstance(key, int) else next(sheet for sheet in self if sheet.Name == key)


def workbook(path: Path) -> Com:
    """The workbook as it is open in Excel: what is on the screen is what is in the file."""
    copying = {"SaveCopyAs": lambda to: shutil.copyfile(path, to)}
    if not is_zipfile(path):
        return Com(Name=path.name, FullName=str(path), Application=EXCEL, Worksheets=SheetList(), **copying)
    read = openpyxl.load_workbook(path, data_only=True, read_only=True)
    written = openpyxl.load_workbook(path)
    sheets = SheetList(
        GridSheet(
            sheet.title,
            values(read[sheet.title]),
            {table.name: table.ref for table in sheet.tables.values()},
            formulas={place: text for place, text in filled(sheet).items() if is_formula(text)},
            hidden={row for row, shape in sheet.row_dimensions.items() if shape.hidden},
            Visible=sheet.sheet_state == "visible",
        )
        for sheet in written.worksheets
    )
    read.close()
    return Com(Name=path.name, FullName=str(path), Application=EXCEL, Worksheets=sheets, **copying)


def values(sheet: Any) -> dict[tuple[int, int], Any]:
    """What the cells of a sheet show, where they show anything."""
    sheet.reset_dimensions()
    rows = enumerate(sheet.iter_rows(values_only=True), 1)
    return {(row, at): value for row, line in rows for at, value in enumerate(line, 1) if value is not None}


def filled(sheet: Any) -> dict[tuple[int, int], Any]:
    """The cells of a sheet that are not blank."""
    return {(cell.row, cell.column): cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None}


def is_formula(value: Any) -> bool:
    """Whether a cell's content as the file has it is a formula."""
    return isinstance(value, str) and value.startswith("=")


def state(book: Com) -> dict[str, Any]:
    """Everything that stands in the workbook, and how far its tables reach."""
    cells = {
        sheet.Name: {place: plain(value) for place, value in sheet.cells.items() if place not in sheet.formulas}
        for sheet in book.Worksheets
    }
    extents = {table.Name: table.Range.bounds for sheet in book.Worksheets for table in sheet.ListObjects}
    texts = {name: {place: shown(value) for place, value in found.items()} for name, found in cells.items()}
    formulas = {sheet.Name: dict(sheet.formulas) for sheet in book.Worksheets}
    return {"cells": texts, "formulas": formulas, "extents": extents}


def shown(value: Any) -> str:
    """A cell's content as a person sees it: Excel knows no whole numbers, and hides the mark of a text."""
    return str(float(value)) if isinstance(value, int) and not isinstance(value, bool) else str(value).lstrip("'")


def chosen(book: Com, selected: str) -> Com:
    """The selection: a cell with a formula, or cells of a sheet."""
    sheet, _, areas = selected.partition("!")
    if not areas or selected.startswith("="):
        found = com_range((("",),))
        found.__dict__.update(Formula=selected, Address="$A$1", Count=1)
        return found
    grid = next(one for one in book.Worksheets if one.Name == sheet)
    parts = [grid.Range(area) for area in areas.split(",")]
    parts[0].__dict__["Areas"] = parts
    return parts[0]


def tables(book: Com, *names: str) -> tuple[dict[str, Any], dict[str, int]]:
    """The cells of tables as they are on the screen now, down to their last filled row, and the tables' heights."""
    found, sizes = {}, {}
    for sheet in book.Worksheets:
        for table in sheet.ListObjects:
            if table.Name in names:
                top, left, bottom, right = table.Range.bounds
                last = max((row for row, at in sheet.cells if left <= at <= right), default=top)
                rows = range(top, last + 1)
                found[table.Name] = [
                    [plain(sheet.cells.get((row, at))) for at in range(left, right + 1)] for row in rows
                ]
                sizes[table.Name] = bottom - top + 1
    return found, sizes


def plain(value: Any) -> Any:
    """A value that JSON holds."""
    return value.date().isoformat() if isinstance(value, dt.datetime) else value


def said(_: Any, text: str, __: str, style: int) -> int:
    """A message is read, and a question answered."""
    seen["messages"].append(text)
    return answer[0] if style & 4 else 1


def run(macro: str, *given: Any) -> None:
    """A macro of the workbook is run."""
    seen["macros"].append([macro.rpartition("!")[2], *given])
    if failing:
        failing[0] -= 1
        if failing[0] == 0:
            failing.clear()
            raise sys.modules["pywintypes"].com_error("Excel is busy")  # type: ignore[attr-defined]


def press(path: Path, formula: str, names: list[str]) -> dict[str, Any]:
    """What a person sees after pressing these buttons."""
    install()
    fitting = Com(AutoFit=lambda: None)
    new = Sheet(Name="Sheet1", Rows=fitting, Columns=fitting)
    new.Parent = Com(Application=EXCEL, Name="Book1")
    EXCEL.__dict__.update(Workbooks=Com(Add=lambda *_: Com(Worksheets=ComSheets([new]))))
    stand_in("win32con", MB_OK=0, MB_OKCANCEL=1, MB_YESNO=4, MB_YESNOCANCEL=3, MB_ICONINFORMATION=64, MB_ICONWARNING=48)
    windows = sys.modules["xlwings._xlwindows"]
    windows.win32con = sys.modules["win32con"]  # type: ignore[attr-defined]
    windows.win32api = Com(MessageBox=said)  # type: ignore[attr-defined]
    book = windows.BOOK_CALLER = workbook(path)  # type: ignore[attr-defined]
    EXCEL.__dict__.update(Selection=chosen(book, formula), Run=run)
    ctypes.windll.user32 = Com(GetAsyncKeyState=lambda _: 0x8000 if held else 0)
    before = state(book) if hasattr(book, "Worksheets") else {}
    import udfs.ribbon as ribbon
    from exectrack_xl.excel.live import ExcelBook

    saying = ExcelBook.tell
    ExcelBook.tell = lambda self, text: (seen["told"].append(text), saying(self, text))  # type: ignore[method-assign, assignment, return-value]
    sys.platform, os.startfile = "win32", lambda opened: seen["opened"].append(str(opened))  # type: ignore
    for name in names:
        button, _, argument = name.partition(":")
        if button == "select":
            EXCEL.__dict__["Selection"] = chosen(book, argument)
        elif button == "fail":
            refusing.append(int(argument))
        elif button == "hide":
            EXCEL.Selection.Worksheet.hidden.add(int(argument))
        elif button == "esc":
            held.append(True)
        elif button == "answer":
            answer[0] = 6 if argument == "yes" else 7
        elif button == "fail-macro":
            failing.append(int(argument))
        else:
            getattr(ribbon, button)(*([argument] if argument else []))
    after = state(book)
    seen["changed"] = sorted(
        name
        for name in after["cells"]
        if any(after[part][name] != before[part][name] for part in ("cells", "formulas"))
    )
    seen["differences"] = [
        f"{name} {place}: {before[part][name].get(place)!r} -> {after[part][name].get(place)!r}"
        for part in ("cells", "formulas")
        for name in seen["changed"]
        for place in sorted({*before[part][name], *after[part][name]})
        if before[part][name].get(place) != after[part][name].get(place)
    ][:9]
    seen["resized"] = sorted(name for name in after["extents"] if after["extents"][name] != before["extents"][name])
    seen["cells"] = {
        name: {f"{get_column_letter(at)}{row}": value for (row, at), value in after["cells"][name].items()}
        for name in ("Issues", "Risks", "This week")
        if name in after["cells"]
    }
    seen["tables"], seen["sizes"] = tables(book, "Results", "Snapshots", "ThisWeek")
    seen["status"] = EXCEL.__dict__.get("StatusBar", "")
    return seen


class ComSheets(ComList):
    """Worksheets, counted from 1."""

    def __call__(self, number: int) -> Any:
        return self[number - 1]


if __name__ == "__main__":
    print(json.dumps(press(Path(sys.argv[1]), sys.argv[2], sys.argv[3:]), default=str))
