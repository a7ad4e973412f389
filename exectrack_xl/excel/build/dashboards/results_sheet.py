"""The Results table: what each metric was when it was last worked out, and in an .xlsm, what it is now.

A dashboard shows the live answer, or where that is an error or a text beginning with "#" the last good value.
In an .xlsx there is no live answer, and the course of a metric over the past has none anywhere: Refresh renews it.
Lists and series are asked once each, on a sheet of their own beside it.
Depends on: schema, metrics.worksheet, theme, excel.build.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

from xlsxwriter.worksheet import Worksheet

from exectrack_xl.excel.build.book import Book, put
from exectrack_xl.excel.build.content import BLANK_DATE, plain
from exectrack_xl.excel.build.dashboards.asks import DATE, PERIOD, VALUE, Ask, asks
from exectrack_xl.excel.build.dashboards.results import ResultRow, Results, answer
from exectrack_xl.excel.build.looks import TAB_COLOURS
from exectrack_xl.excel.build.place import HEAD_ROW
from exectrack_xl.metrics import Engine, Listing, Series, find
from exectrack_xl.metrics.worksheet import Argument, Role, cell_function
from exectrack_xl.schema import SHEETS, Tab
from exectrack_xl.schema.cells import column_letter
from exectrack_xl.schema.serial_days import DAY_ZERO
from exectrack_xl.theme import BRAND, NUMBER_FORMATS, SHEET_LOOK
from exectrack_xl.tracker import Tracker

TITLE, LISTS_TITLE = "Results", "Live lists"
HEADERS = ("Key", "Metric", "Initiative", "Cadence", "Item", "Live", "Last good value", "As of", "Shown")
LIVE, LAST_GOOD, AS_OF, SHOWN = (HEADERS.index(name) for name in ("Live", "Last good value", "As of", "Shown"))
GOOD_HEADER, DATE_HEADER = HEADERS[LAST_GOOD], HEADERS[AS_OF]
FIRST_ROW = HEAD_ROW + 2  # of the values, counted from 1
NO_ANSWER = "#Python did not answer"
_WIDTHS = (34, 30, 10, 10, 24, 22, 22, 14, 22)
_PURPOSE = (
    "What the dashboards show. Live asks Python; where it does not answer, the last good value counts. "
    "Refresh writes the last good values; nothing is typed here."
)
_FIRST_LIVE_ROW = 2  # of a list on the sheet of lists, counted from 0; its title and heads stand above


def write_results(book: Book, engine: Engine, results: Results) -> None:
    """Write the table; in a workbook with macros its rows ask Python too."""
    worksheet = book.sheet(TITLE, tab=TAB_COLOURS[Tab.SET_UP], shown=False)
    formulas = _live_formulas(book, engine, results) if book.is_live else {}
    put(worksheet, 0, 0, TITLE, book.look(font_size=SHEET_LOOK.title_size, bold=True))
    put(worksheet, 1, 0, _PURPOSE, book.look(font_color=f"#{BRAND.secondary}"))
    last = HEAD_ROW + len(results.rows)
    columns: list[dict[str, Any]] = [{"header": header} for header in HEADERS]
    columns[SHOWN]["formula"] = shown_formula()
    worksheet.add_table(HEAD_ROW, 0, last, len(HEADERS) - 1, {"name": TITLE, "style": None, "columns": columns})
    for at, (header, width) in enumerate(zip(HEADERS, _WIDTHS, strict=True)):
        worksheet.set_column(at, at, width)
        put(worksheet, HEAD_ROW, at, header, book.look(bold=True, bottom=1))
    for number, row in enumerate(results.rows, HEAD_ROW + 1):
        _write_row(book, worksheet, number, row, (formulas.get(row.key, ""), results.as_of))
    worksheet.freeze_panes(HEAD_ROW + 1, 1)


@cache
def shown_formula() -> str:
    """What a dashboard shows of a row, as Excel stores it."""
    live, good = (f"{TITLE}[[#This Row],[{HEADERS[at]}]]" for at in (LIVE, LAST_GOOD))
    kept = f'IF({good}="","",{good})'
    return f'=IFERROR(IF(OR(ISBLANK({live}),LEFT({live},1)="#"),{kept},{live}),{kept})'


def call(ask: Ask) -> str:
    """The worksheet function that answers, with every table it reads, so that Excel knows when to ask again.

    >>> call(Ask("risk_exposure"))
    'RISK_EXPOSURE(Risks[#All],Settings[#All])'
    """
    function = cell_function(find(ask.metric))
    given = [_given(argument, ask) for argument in function.arguments]
    while given and not given[-1]:
        given.pop()
    return f"{function.name}({','.join(given)})"


def _given(argument: Argument, ask: Ask) -> str:
    if argument.role is Role.TABLE:
        return f"{SHEETS[argument.name].title}[#All]"
    if argument.role is Role.COUNT:
        return str(ask.rows)
    if argument.role is Role.OWN and argument.own in ask.own:
        value = ask.own[argument.own]
        return f'"{value}"' if isinstance(value, str) else str(value)
    return f'"{ask.cadence}"' if argument.name == "period" and ask.cadence else ""


def _write_row(book: Book, worksheet: Worksheet, at: int, row: ResultRow, live: tuple[str, date | None]) -> None:
    formula, as_of = live
    texts = (row.key, row.ask.title, None, row.ask.cadence, f"{row.row} {row.column}" if row.row else None)
    for column, text in enumerate(texts):
        put(worksheet, at, column, text, book.look())
    look = _look(book, row.value)
    if formula:
        _put_formula(worksheet, (at, LIVE), formula, row.value, look)
    put(worksheet, at, LAST_GOOD, row.value, look)
    put(worksheet, at, AS_OF, as_of, book.look(num_format=NUMBER_FORMATS["date"]))
    _put_formula(worksheet, (at, SHOWN), shown_formula(), row.value, look)


def _look(book: Book, value: Any) -> Any:
    return book.look(num_format=NUMBER_FORMATS["date"]) if isinstance(value, date) else book.look(align="left")


def _put_formula(worksheet: Worksheet, where: tuple[int, int], formula: str, value: Any, look: Any) -> None:
    worksheet.write_formula(*where, formula, look, cached(value))


def cached(value: Any) -> Any:
    """A value as it stands beside a formula: a date as its number, nothing as a text of no length."""
    if isinstance(value, date):
        return (value - DAY_ZERO).days
    return "" if value is None else value


def _live_formulas(book: Book, engine: Engine, results: Results) -> Mapping[str, str]:
    """The formula of each row by key; writes the sheet of lists that some refer to."""
    worksheet = book.sheet(LISTS_TITLE, tab=TAB_COLOURS[Tab.SET_UP], shown=False)
    blocks: dict[str, int] = {}
    column = 0
    for ask in asks():
        if ask.rows and not ask.is_course:
            blocks[ask.stem] = column
            found = answer(ask, engine) if results.as_of else None
            column += _write_block(book, worksheet, column, (ask, found)) + 1
    return {row.key: f"={_live(row, blocks)}" for row in results.rows if not row.ask.is_course}


def _live(row: ResultRow, blocks: Mapping[str, int]) -> str:
    ask = row.ask
    if ask.metric == PERIOD:
        running = "(Periods[Start]<=setting_status_date)*(Periods[Finish]>=setting_status_date)"
        label = f'LOOKUP(2,1/((Periods[Type]="{ask.cadence}")*{running}),Periods[Label])'
        return f'IFERROR({label},"#No such period in Periods")'
    if not ask.rows:
        return f'IFERROR({call(ask)},"{NO_ANSWER}")'
    letter = column_letter(blocks[ask.stem] + _headers(ask).index(row.column) + 1)
    top, bottom = _FIRST_LIVE_ROW + 1, _FIRST_LIVE_ROW + ask.rows
    if not ask.last:
        return f"'{LISTS_TITLE}'!{letter}{top + row.row - 1}"
    whole = f"'{LISTS_TITLE}'!${letter}${top}:${letter}${bottom}"
    first = f"'{LISTS_TITLE}'!${letter}${top}"
    back = ask.last - row.row  # how far before the latest
    latest = f'IF(COUNT({whole})<={back},"",INDEX({whole},COUNT({whole})-{back}))'
    return f'IF(LEFT({first},1)="#",{first},{latest})'


def _write_block(book: Book, worksheet: Worksheet, column: int, asked: tuple[Ask, Any]) -> int:
    """One list or series, as a single array formula; gives back how wide it is."""
    ask, found = asked
    headers = _headers(ask)
    bold, plain_look = book.look(bold=True), book.look()
    put(worksheet, 0, column, ask.stem, bold)
    for offset, header in enumerate(headers):
        put(worksheet, 1, column + offset, header, bold)
    grid = _grid(found, ask.rows)
    last = (_FIRST_LIVE_ROW + ask.rows - 1, column + len(headers) - 1)
    formula = f'{{=IFERROR({call(ask)},"{NO_ANSWER}")}}'
    first = cached(grid[0][0]) if grid else ""
    worksheet.write_array_formula(_FIRST_LIVE_ROW, column, *last, formula, plain_look, first)
    for down in range(ask.rows):
        for across in range(len(headers)):
            value = grid[down][across] if down < len(grid) else None
            if (down, across) != (0, 0):
                put(worksheet, _FIRST_LIVE_ROW + down, column + across, cached(value), plain_look)
    return len(headers)


def _grid(found: Any, rows: int) -> list[list[Any]]:
    if isinstance(found, Series):
        lines: list[Any] = list(zip(found.dates, found.values, strict=True))
    else:
        lines = list(found.rows) if isinstance(found, Listing) else []
    return [[plain(value) for value in line] for line in lines[:rows]]


@cache
def _headers(ask: Ask) -> tuple[str, ...]:
    """The columns that the function fills, all of them."""
    found = answer(ask, _of_nothing())
    return found.headers if isinstance(found, Listing) else (DATE, VALUE)


@cache
def _of_nothing() -> Engine:
    """The engine of an empty tracker."""
    return Engine(Tracker.from_cells("", {}, BLANK_DATE))
