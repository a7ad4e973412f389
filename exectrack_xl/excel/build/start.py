"""The Start sheet: where the tracker stands, what to do when, and the way to every sheet. All of it native.

Depends on: schema, theme, excel.build.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from exectrack_xl.excel.build.book import Book, put
from exectrack_xl.excel.build.content import Content, SheetContent
from exectrack_xl.excel.build.data import print_on_a4
from exectrack_xl.excel.build.looks import TAB_COLOURS
from exectrack_xl.excel.build.place import day_column
from exectrack_xl.report.model import Tone
from exectrack_xl.schema import SHEETS, Sheet, Tab
from exectrack_xl.theme import BRAND, SHEET_LOOK, STATUS

TITLE = "Start"
_UNTITLED = "Execution tracker"
_TITLE_FORMULA = f'=IF(setting_programme="","{_UNTITLED}",setting_programme)'
_WIDTHS = (1.5, 26, 22, 84, 34, 1.5)
_FIRST, _WHO, _WHAT, _WHERE = 1, 2, 3, 4
_LAST_DAY = 2958465  # 31 December 9999 as Excel counts days
_OURS = ("snapshots", "periods", "settings", "holidays")  # nobody has to fill these in

# When, who, what, and the sheet it is done in.
ROUTINE = (
    ("First", "Project manager", "Type the programme's name and the status date.", "Settings"),
    ("First", "Project manager", "Type the milestones with the dates that were promised.", "Milestones"),
    ("Every week", "Project manager", "Set the status date; everything is judged at that day.", "Settings"),
    ("Every week", "Milestone owner", "Move forecast dates, type the dates that were reached.", "Milestones"),
    ("Every week", "Project manager", "Type new issues, close those that are solved, check who is overdue.", "Issues"),
    ("Every week", "Risk owner", "Update the progress of mitigations and score again what has changed.", "Risks"),
    ("Every sprint", "Team lead", "Type what was planned, completed and blocked.", "Sprints"),
    ("Every month", "Controller", "Type the month's actual cost.", "Costs"),
    ("Every month", "Project manager", "Put pending changes to those who decide.", "Changes"),
    ("Every month", "Sponsor", "Read the status and what it will take; decide what is asked.", "Execution Dashboard"),
    ("Every month", "Sponsor", "Read which risks are new or heavier, and whether mitigation works.", "Risk Dashboard"),
    ("Every quarter", "Project manager", "Say in your own words what was achieved and what comes next.", "Narrative"),
    ("Every quarter", "PMO", "Make the quarterly deck: exectrack deck, then the name of this file.", ""),
)  # fmt: skip


def write_start(book: Book, content: Content, shown: dict[str, bool], *, status_line: str) -> Worksheet:
    """Write the sheet that opens first. `shown` says of each sheet's title whether a person sees it."""
    worksheet = book.sheet(TITLE, tab=TAB_COLOURS[Tab.LEAD])
    for at, wide in enumerate(_WIDTHS):
        worksheet.set_column(at, at, wide)
    _write_head(book, worksheet, content, status_line)
    row = _write_progress(book, worksheet, 5, content, shown)
    row = _write_routine(book, worksheet, row + 1, shown)
    row = _write_legend(book, worksheet, row + 1, [title for title, visible in shown.items() if not visible])
    print_on_a4(worksheet)
    worksheet.print_area(0, 0, row, len(_WIDTHS) - 1)
    worksheet.activate()
    return worksheet


def start_values(content: Content, status_line: str) -> dict[str, str]:
    """What each formula of the sheet works out to, by formula as Excel stores it."""
    found = {_TITLE_FORMULA: content.settings.text("programme") or _UNTITLED, "=status_line": status_line}
    sheets = (sheet for sheet in SHEETS.values() if sheet.name not in _OURS)
    return found | {_progress_formula(sheet): _progress(content.of(sheet), content.status_date) for sheet in sheets}


def _write_head(book: Book, worksheet: Worksheet, content: Content, status_line: str) -> None:
    worksheet.set_row(0, 8)
    worksheet.set_row(1, 28)
    name = content.settings.text("programme") or _UNTITLED
    title = book.look(font_size=SHEET_LOOK.title_size, bold=True)
    worksheet.write_formula(1, _FIRST, _TITLE_FORMULA, title, name)
    worksheet.write_formula(2, _FIRST, "=status_line", book.look(font_color=f"#{BRAND.secondary}"), status_line)
    tint = STATUS[Tone.YELLOW]
    missing = book.mark(bg_color=f"#{tint.tint}", font_color=f"#{tint.text}", bold=True)
    worksheet.conditional_format(2, _FIRST, 2, _FIRST, {
        "type": "formula", "criteria": '=setting_status_date=""', "format": missing,
    })  # fmt: skip


def _write_progress(book: Book, worksheet: Worksheet, row: int, content: Content, shown: dict[str, bool]) -> int:
    row = _section(book, worksheet, row, "What is in the tracker", ("Sheet", "What it is for", "", "How far it is"))
    sheets = [sheet for sheet in SHEETS.values() if shown[sheet.title] and sheet.name not in _OURS]
    first = row
    for sheet in sheets:
        _link(book, worksheet, row, _FIRST, sheet.title, shown)
        put(worksheet, row, _WHO, sheet.purpose, _line(book))
        put(worksheet, row, _WHAT, None, _line(book))
        words = _progress(content.of(sheet), content.status_date)
        worksheet.write_formula(row, _WHERE, _progress_formula(sheet), _line(book), words)
        row += 1
    _mark_progress(book, worksheet, first, row - 1)
    return row


def _mark_progress(book: Book, worksheet: Worksheet, first: int, last: int) -> None:
    """What is missing stands out."""
    look = STATUS[Tone.YELLOW]
    for word in ("Type", "blank"):
        worksheet.conditional_format(first, _WHERE, last, _WHERE, {
            "type": "text", "criteria": "containing", "value": word,
            "format": book.mark(font_color=f"#{look.text}", bg_color=f"#{look.tint}"),
        })  # fmt: skip


def _progress_formula(sheet: Sheet) -> str:
    """How many rows are there, and how many required cells of them are blank."""
    table, key = sheet.title, sheet.by_name[sheet.key[0]].header
    count = f"COUNTA({table}[{key}])"
    others = [column.header for column in sheet.typed if column.required and column.header != key]
    blank = "+".join(f'({table}[{header}]="")' for header in others) or "0"
    missing = f'SUMPRODUCT(({table}[{key}]<>"")*({blank}){_not_later(sheet)})'
    one, many = _noun(sheet)
    rows = f'IF({count}=1,"1 {one}",{count}&" {many}")'
    return f'=IF({count}=0,"Type the first {one}",{rows}&IF({missing}=0,"",", "&{missing}&" blank"))'


def _not_later(sheet: Sheet) -> str:
    """Leaves out the rows dated after the status date: they may still have blanks."""
    dated = day_column(sheet)
    if not dated:
        return ""
    days = f"{sheet.title}[{sheet.by_name[dated].header}]"
    return f'*(1-({days}>IF(setting_status_date="",{_LAST_DAY},setting_status_date)))'


def _progress(content: SheetContent, status_date: date | None) -> str:
    """What the formula works out to when the workbook is built."""
    sheet = content.sheet
    key = content.values(sheet.key[0])
    count = sum(value is not None for value in key)
    one, many = _noun(sheet)
    if not count:
        return f"Type the first {one}"
    required = [content.values(c.name) for c in sheet.typed if c.required and c.name != sheet.key[0]]
    dated = day_column(sheet)
    days = content.values(dated) if dated else [None] * len(key)
    counted = [k is not None and not _is_later(day, status_date) for k, day in zip(key, days, strict=True)]
    missing = sum(here and value is None for column in required for here, value in zip(counted, column, strict=True))
    return (f"1 {one}" if count == 1 else f"{count} {many}") + (f", {missing} blank" if missing else "")


def _is_later(day: Any, status_date: date | None) -> bool:
    """Whether a row's day comes after the status date; a text does, as Excel compares it."""
    if day is None or isinstance(day, str):
        return day is not None
    return status_date is not None and isinstance(day, date) and day > status_date


def _noun(sheet: Sheet) -> tuple[str, str]:
    """What one row and several are called."""
    title = sheet.title.lower()
    return (title.removesuffix("s"), title) if title.endswith("s") and " " not in title else ("row", "rows")


def _write_routine(book: Book, worksheet: Worksheet, row: int, shown: dict[str, bool]) -> int:
    row = _section(book, worksheet, row, "What to do, and when", ("When", "Who", "What", "Where"))
    last = ""
    for when, who, what, where in ROUTINE:
        if where and not shown.get(where, False):
            continue
        put(worksheet, row, _FIRST, when if when != last else None, _line(book, bold=True))
        put(worksheet, row, _WHO, who, _line(book))
        put(worksheet, row, _WHAT, what, _line(book))
        _link(book, worksheet, row, _WHERE, where, shown)
        row, last = row + 1, when
    return row


def _write_legend(book: Book, worksheet: Worksheet, row: int, hidden: list[str]) -> int:
    notes = [
        "White cells are typed. Grey cells with italic heads are computed: nothing to type there.",
        "A yellow cell is required and still blank. A red date is overdue.",
        "Less used columns are closed: press + above the columns to open them.",
    ]
    if hidden:
        notes.append(f"More sheets are there when you want them (right-click a tab, Unhide): {', '.join(hidden)}.")
    row = _section(book, worksheet, row, "How to read the sheets", ())
    for note in notes:
        look = book.look(text_wrap=True, font_color=f"#{BRAND.secondary}", align="left")
        worksheet.merge_range(row, _FIRST, row, _WHERE, note, look)
        worksheet.set_row(row, SHEET_LOOK.row_height if len(note) < 170 else 30)
        row += 1
    return row - 1


def _section(book: Book, worksheet: Worksheet, row: int, title: str, heads: Iterable[str]) -> int:
    worksheet.set_row(row, 22)
    look = book.look(font_size=11, bold=True, font_color=f"#{BRAND.accent}", bottom=1, bottom_color=f"#{BRAND.ink}")
    for at in range(_FIRST, _WHERE + 1):
        put(worksheet, row, at, title if at == _FIRST else None, look)
    row += 1
    small = book.look(font_size=SHEET_LOOK.note_size, bold=True, font_color=f"#{BRAND.secondary}",
                      bottom=1, bottom_color=f"#{BRAND.light}")  # fmt: skip
    for at, head in enumerate(heads, _FIRST):
        put(worksheet, row, at, head, small)
    return row + 1 if heads else row


def _link(book: Book, worksheet: Worksheet, row: int, at: int, title: str, shown: dict[str, bool]) -> None:
    """The sheet's title, as a link where the sheet can be seen."""
    look = _line(book, font_color=f"#{BRAND.accent}", underline=1)
    if shown.get(title, False):
        worksheet.write_url(row, at, f"internal:'{title}'!A1", look, string=title, tip=f"Go to {title}")
    else:
        put(worksheet, row, at, title or None, _line(book))


def _line(book: Book, **properties: Any) -> Format:
    return book.look(bottom=1, bottom_color=f"#{SHEET_LOOK.hairline}", align="left", **properties)
