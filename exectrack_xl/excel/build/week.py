"""The sheet "This week": the rows that need a person, each with a link to its cell; values, renewed by Refresh.

The links are native formulas that look a row up by its ID and a column by its head: they stay right when rows are
sorted or columns moved, in Excel and LibreOffice, without Python.
Depends on: schema, metrics, theme, excel.build.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from xlsxwriter.worksheet import Worksheet

from exectrack_xl.excel.build import looks
from exectrack_xl.excel.build.book import Book, put
from exectrack_xl.excel.build.content import Content, plain
from exectrack_xl.excel.build.data import print_on_a4, write_way_back
from exectrack_xl.excel.build.place import GAP_ROW, HEAD_ROW, PURPOSE_ROW, STATUS_ROW, TITLE_ROW
from exectrack_xl.excel.metadata import range_of
from exectrack_xl.metrics import Engine
from exectrack_xl.report.model import Tone
from exectrack_xl.schema import SHEETS, Column, Kind, Tab
from exectrack_xl.schema.cells import column_letter
from exectrack_xl.theme import BRAND, SHEET_LOOK, STATUS

TITLE, TABLE = "This week", "ThisWeek"
LISTED = (
    "milestones", "tasks", "issues", "risks", "changes", "mitigations", "approvals", "actions", "decisions",
    "dependencies", "assumptions", "needs", "improvements", "communications",
)  # fmt: skip
NOTHING, NO_DATA = "Nothing needs you this week.", "No data yet. Type the first milestone or issue, then press Refresh."
NO_DATE = "Status date: not set yet, see Settings"
_PURPOSE = (
    "Only the rows that need a person, the most overdue first. Press a cell's address to go there; a row drops out "
    "with the next Refresh once it is done. Select rows and press Reviewed where nothing has changed."
)
_LONGEST_LANDSCAPE = 24  # rows that are well read on one page across
_BY_TWO = {"approvals": "approver"}  # sheets whose rows the first column of their key does not tell apart

COLUMNS = (
    Column("sheet", "Sheet", Kind.TEXT, "Where the row stands.", width=14),
    Column("cell", "Cell", Kind.TEXT, "Press it to go to the cell.", formula="-", width=9),
    Column("id", "ID", Kind.ID, "The row's ID."),
    Column("title", "Title", Kind.TEXT, "What it is about.", width=36),
    Column("owner", "Owner", Kind.TEXT, "Whose it is.", width=20),
    Column("why", "Why", Kind.TEXT, "Why it needs that person.", width=44),
    Column("remedy", "What to do", Kind.TEXT, "What lets it drop out of this list.", width=40),
    Column("due", "Due", Kind.DATE, "By when.", width=13),
    Column("late", "Days overdue", Kind.DAYS, "Working days past that date.", width=11),
    Column("column", "Column", Kind.TEXT, "The column to type in.", secondary=True),
    Column("found", "Found at", Kind.TEXT, "The cell when the list was made.", secondary=True),
    Column("table", "Table", Kind.COUNT, "The number of the table.", secondary=True, formula="-"),
    Column("row", "Row", Kind.COUNT, "The row the ID stands in now.", secondary=True, formula="-"),
    Column("at", "At", Kind.COUNT, "The column the head stands over now.", secondary=True, formula="-"),
)
_FROM_LISTING = {
    "sheet": "Sheet", "id": "ID", "title": "Title", "owner": "Owner", "why": "Why", "remedy": "What to do",
    "due": "Due", "late": "Days overdue", "column": "Column", "found": "Cell",
}  # fmt: skip


def week_rows(engine: Engine, *, dated: bool) -> list[dict[str, Any]]:
    """The lines of the list by column name, each with what its formulas work out to; none without a status date."""
    if not dated:
        return []
    listing = engine.value("this_week")
    lines = [dict(zip(listing.headers, line, strict=True)) for line in listing.rows]
    return [_row(line) for line in lines]


def blank_row() -> dict[str, Any]:
    """The one row of an empty list."""
    typed = dict.fromkeys(_FROM_LISTING)
    return {**typed, "cell": "", "table": 0, "row": 0, "at": 0}


def summary(rows: list[dict[str, Any]], *, dated: bool, is_empty: bool) -> str:
    """What the line above the list says."""
    if is_empty:
        return NO_DATA
    if not dated:
        return NO_DATE
    late = sum((row["late"] or 0) > 0 for row in rows)
    count = f"{len(rows)} row needs a person" if len(rows) == 1 else f"{len(rows)} rows need a person"
    return f"{count}, {late} overdue." if rows else NOTHING


@cache
def summary_formula() -> str:
    """The line above the list, as Excel stores it."""
    used = "+".join(f"COUNTA({_column(name, SHEETS[name].key[0])})" for name in LISTED)
    count, late = f"COUNTA({TABLE}[Sheet])", f'COUNTIF({TABLE}[Days overdue],">0")'
    said = f'IF({count}=1,"1 row needs a person",{count}&" rows need a person")&", "&{late}&" overdue."'
    dated = f'IF(setting_status_date="","{NO_DATE}",IF({count}=0,"{NOTHING}",{said}))'
    return f'=IF({used}=0,"{NO_DATA}",{dated})'


@cache
def formulas() -> Mapping[str, str]:
    """The formula of each computed column, as Excel stores it."""
    here = {column.name: f"{TABLE}[[#This Row],[{column.header}]]" for column in COLUMNS}
    titles = ",".join(f'"{SHEETS[name].title}"' for name in LISTED)
    keys = ",".join(_column(name, SHEETS[name].key[0]) for name in LISTED)
    heads = ",".join(f"{SHEETS[name].title}[#Headers]" for name in LISTED)
    ids, head = f"CHOOSE({here['table']},{keys})", f"CHOOSE({here['table']},{heads})"
    row = f"ROW(INDEX({ids},MATCH({here['id']},{ids},0)))"
    for name, second in _BY_TWO.items():
        first, other = _column(name, SHEETS[name].key[0]), _column(name, second)
        both = f"({first}={here['id']})*({other}={here['owner']})"
        row = f'IF({here["sheet"]}="{SHEETS[name].title}",SUMPRODUCT(MAX({both}*ROW({first}))),{row})'
    now = f"ADDRESS({here['row']},{here['at']},4)"
    place = f'"#\'"&{here["sheet"]}&"\'!"&'
    then = f'IF({here["found"]}="","",HYPERLINK({place}{here["found"]},{here["found"]}))'
    return {
        "table": f"=IFERROR(MATCH({here['sheet']},{{{titles}}},0),0)",
        "row": f"=IFERROR({row},0)",
        "at": f"=IFERROR(COLUMN(INDEX({head},MATCH({here['column']},{head},0))),0)",
        "cell": f"=IF({here['row']}*{here['at']}=0,{then},HYPERLINK({place}{now},{now}))",
    }


def write_week(book: Book, content: Content, *, shown: bool, status_line: str) -> Worksheet:
    """Write the sheet with the list as it is on the status date."""
    worksheet = book.sheet(TITLE, tab=looks.TAB_COLOURS[Tab.LEAD], shown=shown)
    dated = content.status_date is not None
    rows = [_as_built(content, row) for row in week_rows(content.engine, dated=dated)]
    _write_top(book, worksheet, status_line, summary(rows, dated=dated, is_empty=is_empty(content.tracker)))
    _write_table(book, worksheet, rows or [blank_row()])
    print_on_a4(worksheet)
    if len(rows) > _LONGEST_LANDSCAPE:
        worksheet.set_portrait()
    worksheet.freeze_panes(HEAD_ROW + 1, 0)
    return worksheet


def is_empty(tracker: Any) -> bool:
    """Whether none of the sheets that can call for a person has a row."""
    return all(not len(tracker[name]) for name in LISTED)


def _column(sheet: str, name: str) -> str:
    return f"{SHEETS[sheet].title}[{SHEETS[sheet].by_name[name].header}]"


def _row(line: Mapping[str, Any]) -> dict[str, Any]:
    row = {name: plain(line[header]) for name, header in _FROM_LISTING.items()}
    area = range_of(str(line["Cell"]))
    number = [SHEETS[name].title for name in LISTED].index(line["Sheet"]) + 1
    is_found = area is not None and row["id"] is not None
    return {**row, "cell": row["found"] or "", "table": number, "row": area.first_row if area and is_found else 0,
            "at": area.first_column if area else 0}  # fmt: skip


def _as_built(content: Content, row: dict[str, Any]) -> dict[str, Any]:
    """The row with the cell where this workbook will have it: the tables are built in their own order and place."""
    name = LISTED[row["table"] - 1]
    sheet, area = SHEETS[name], range_of(str(row["found"]))
    if area is None:
        return row
    line = HEAD_ROW + 2 + content.tracker[name].lines.tolist().index(area.first_row)
    at = 1 + [column.header for column in sheet.columns].index(row["column"])
    cell = f"{column_letter(at)}{line}"
    return {**row, "cell": cell, "found": cell, "row": line if row["id"] is not None else 0, "at": at}


def _write_top(book: Book, worksheet: Worksheet, status_line: str, said: str) -> None:
    worksheet.set_row(TITLE_ROW, 26)
    put(worksheet, TITLE_ROW, 0, TITLE, book.look(font_size=SHEET_LOOK.title_size, bold=True))
    worksheet.write_formula(TITLE_ROW, 3, summary_formula(), book.look(font_size=12, bold=True), said)
    put(worksheet, PURPOSE_ROW, 0, _PURPOSE, book.look(font_color=f"#{BRAND.secondary}"))
    worksheet.write_formula(STATUS_ROW, 0, "=status_line", book.look(bold=True), status_line)
    write_way_back(book, worksheet, STATUS_ROW, 6)
    worksheet.set_row(GAP_ROW, 6)


def _write_table(book: Book, worksheet: Worksheet, rows: list[dict[str, Any]]) -> None:
    worked = formulas()
    entries: list[dict[str, Any]] = []
    for at, column in enumerate(COLUMNS):
        entry = {"header": column.header, "header_format": _head(book, column), "format": _value(book, column)}
        entries.append({**entry, "formula": worked[column.name]} if column.name in worked else entry)
        worksheet.set_column(at, at, column.width or 10, None, {"hidden": column.secondary})
    last = HEAD_ROW + len(rows)
    worksheet.add_table(HEAD_ROW, 0, last, len(COLUMNS) - 1, {"name": TABLE, "style": None, "columns": entries})
    worksheet.set_row(HEAD_ROW, looks.HEAD_HEIGHT)
    for row, values in enumerate(rows, HEAD_ROW + 1):
        tall = max(looks.lines(values[c.name], c.width) for c in COLUMNS if not c.secondary)
        worksheet.set_row(row, looks.height(max(tall, 2)))
        for at, column in enumerate(COLUMNS):
            if column.name in worked:
                worksheet.write_formula(row, at, worked[column.name], _value(book, column), values[column.name])
            else:
                put(worksheet, row, at, values[column.name], _value(book, column))
    late = [column.name for column in COLUMNS].index("late")
    red = book.mark(font_color=f"#{STATUS[Tone.RED].text}", bold=True)
    worksheet.conditional_format(HEAD_ROW + 1, late, last, late, {
        "type": "cell", "criteria": ">", "value": 0, "format": red,
    })  # fmt: skip


def _head(book: Book, column: Column) -> Any:
    side: dict[str, Any] = {"align": "right" if looks.is_right(column.kind) else "left", "indent": 1}
    grey = {"bg_color": f"#{SHEET_LOOK.computed_head}", "bottom_color": f"#{BRAND.plan}", "bottom": 2}
    return book.look(bold=True, text_wrap=True, **grey, **side)


def _value(book: Book, column: Column) -> Any:
    properties: dict[str, Any] = {**looks.shape(column), "bottom": 1, "bottom_color": f"#{SHEET_LOOK.hairline}"}
    if column.name == "cell":
        properties |= {"font_color": f"#{BRAND.accent}", "underline": 1}
    elif column.kind is Kind.TEXT:
        properties |= {"text_wrap": True}
    if column.name == "late":
        properties |= {"num_format": "0;;"}
    return book.look(**properties)
