"""Ranges and tables of a workbook that is open in Excel: rows in and out, what undoes it, values as Excel takes them.

Depends on: errors, excel.metadata, excel.patch (edits), xlwings' objects.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

from exectrack_xl.errors import WorkbookError
from exectrack_xl.excel.metadata import range_of
from exectrack_xl.excel.patch import AppendRows, Edit, RemoveRows, SetValue, Value
from exectrack_xl.schema.cells import column_letter


def as_it_is(table: Any) -> Callable[[], None]:
    """What puts a table back: its extent and what stands in it."""
    area, put_back = table.range, content_of(table.range)

    def back() -> None:
        grown = table.range
        below = grown.rows.count - area.rows.count
        table.resize(area)
        if below > 0:
            area.offset(area.rows.count, 0).resize(below, area.columns.count).clear_contents()
        put_back()

    return back


def content_of(cells: Any) -> Callable[[], None]:
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


def change_table(table: Any, removed: frozenset[int], added: Sequence[Any]) -> None:
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


def row_changes(edits: Iterable[Edit]) -> Iterator[tuple[str, frozenset[int], Sequence[Mapping[str, Value]]]]:
    """Each table whose rows change: its name, the lines of the sheet that go, and the rows that come."""
    wanted = list(edits)
    removed = {edit.table: edit.lines for edit in wanted if isinstance(edit, RemoveRows)}
    added = {edit.table: edit.rows for edit in wanted if isinstance(edit, AppendRows)}
    for table in {**removed, **added}:
        yield table, removed.get(table, frozenset()), added.get(table, ())


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


def _is_typed(value: Any) -> bool:
    return value is not None and value != ""
