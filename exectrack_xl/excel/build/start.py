"""The Start sheet: where the tracker stands, what to do when, and the way to every sheet. All of it native.

Depends on: schema, theme, excel.build.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from exectrack_xl.excel.build import checklist, guide
from exectrack_xl.excel.build.book import Book, put
from exectrack_xl.excel.build.checklist import write_checklist
from exectrack_xl.excel.build.content import Content
from exectrack_xl.excel.build.data import print_on_a4
from exectrack_xl.excel.build.looks import TAB_COLOURS
from exectrack_xl.excel.build.place import day_column
from exectrack_xl.excel.build.week import TITLE as WEEK
from exectrack_xl.report.model import Tone
from exectrack_xl.schema import SHEETS, Sheet, Tab
from exectrack_xl.theme import BRAND, SHEET_LOOK, STATUS

TITLE = "Start"
_UNTITLED = "Execution tracker"
_TITLE_FORMULA = f'=IF(setting_programme="","{_UNTITLED}",setting_programme)'
_WIDTHS = (1.5, 24, 22, 74, 66, 1.5)
_PRINT_SCALE = 70  # percent: the columns on A4 across
_FIRST, _WHO, _WHAT, _WHERE = 1, 2, 3, 4
_LAST_DAY = 2958465  # 31 December 9999 as Excel counts days
_OURS = ("snapshots", "periods", "settings", "holidays")  # nobody has to fill these in


def write_start(book: Book, content: Content, shown: dict[str, bool], *, status_line: str) -> Worksheet:
    """Write the sheet that opens first. `shown` says of each sheet's title whether a person sees it."""
    worksheet = book.sheet(TITLE, tab=TAB_COLOURS[Tab.LEAD])
    for at, wide in enumerate(_WIDTHS):
        worksheet.set_column(at, at, wide)
    _write_head(book, worksheet, content, status_line)
    row = _write_first_steps(book, worksheet, 4, content, shown)
    row = _write_roles(book, worksheet, row + 1, shown)
    row = _write_progress(book, worksheet, row + 1, content, shown)
    worksheet.set_h_pagebreaks([row + 1])
    row = write_checklist(book, worksheet, _section(book, worksheet, row + 1, checklist.HEADING, ()), content)
    row = _write_legend(book, worksheet, row + 1, [title for title, visible in shown.items() if not visible])
    print_on_a4(worksheet, head_row=2)
    worksheet.set_print_scale(_PRINT_SCALE)  # not fitted to the width: that would undo the page break
    worksheet.print_area(0, 0, row, len(_WIDTHS) - 1)
    worksheet.activate()
    return worksheet


def start_values(content: Content, status_line: str) -> dict[str, str]:
    """What each formula of the sheet works out to, by formula as Excel stores it."""
    found = {_TITLE_FORMULA: content.settings.text("programme") or _UNTITLED, "=status_line": status_line}
    sheets = (sheet for sheet in SHEETS.values() if sheet.name not in _OURS)
    found |= {guide.standing_formula(step): guide.standing(step, content) for step in guide.FIRST_STEPS if step.counts}
    return found | {_progress_formula(sheet): _progress(content, sheet) for sheet in sheets}


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
    row = _section(
        book, worksheet, row, "What is in the tracker", ("Sheet", "Group", "What it is for", "How far it is")
    )
    sheets = [sheet for sheet in SHEETS.values() if shown[sheet.title] and sheet.name not in _OURS]
    first = row
    for sheet in sheets:
        put(worksheet, row, 0, None, book.look(bg_color=f"#{TAB_COLOURS[sheet.tab]}"))
        _link(book, worksheet, row, _FIRST, sheet.title, shown)
        put(worksheet, row, _WHO, sheet.tab.value, _line(book))
        put(worksheet, row, _WHAT, sheet.purpose, _line(book))
        words = _progress(content, sheet)
        worksheet.write_formula(row, _WHERE, _progress_formula(sheet), _line(book), words)
        row += 1
    _mark(book, worksheet, (first, _WHERE, row - 1, _WHERE), ("Type", "blank"))
    return row


def _mark(book: Book, worksheet: Worksheet, area: tuple[int, int, int, int], words: Iterable[str]) -> None:
    """What is missing stands out."""
    look = STATUS[Tone.YELLOW]
    for word in words:
        worksheet.conditional_format(*area, {
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


def _progress(content: Content, sheet: Sheet) -> str:
    """What the formula works out to when the workbook is built."""
    key = content.values(sheet, sheet.key[0])
    count = sum(value is not None for value in key)
    one, many = _noun(sheet)
    if not count:
        return f"Type the first {one}"
    required = [content.values(sheet, c.name) for c in sheet.typed if c.required and c.name != sheet.key[0]]
    dated = day_column(sheet)
    days = content.values(sheet, dated) if dated else [None] * len(key)
    counted = [k is not None and not _is_later(day, content.status_date) for k, day in zip(key, days, strict=True)]
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


def _write_first_steps(book: Book, worksheet: Worksheet, row: int, content: Content, shown: dict[str, bool]) -> int:
    """What a new tracker needs, with a tick on what is there already."""
    row = _section(book, worksheet, row, "The first hour", ("Minutes", "Sheet", "What to do", "Where it stands"))
    first = row
    for step in guide.FIRST_STEPS:
        put(worksheet, row, _FIRST, step.minutes, _line(book, bold=True))
        _link(book, worksheet, row, _WHO, step.sheet, shown)
        put(worksheet, row, _WHAT, step.what, _line(book, text_wrap=True))
        if step.counts:
            words = guide.standing(step, content)
            worksheet.write_formula(row, _WHERE, guide.standing_formula(step), _line(book), words)
        else:
            put(worksheet, row, _WHERE, step.after, _line(book))
        row += 1
    _mark(book, worksheet, (first, _WHERE, row - 1, _WHERE), (guide.TO_DO,))
    return row


def _write_roles(book: Book, worksheet: Worksheet, row: int, shown: dict[str, bool]) -> int:
    row = _section(book, worksheet, row, "Who does what, and when", ("Role", "When", "What", "Where"))
    last = ""
    for duty in guide.DUTIES:
        if duty.sheet and not shown.get(duty.sheet, False) and duty.sheet != WEEK:
            continue
        put(worksheet, row, _FIRST, duty.role if duty.role != last else None, _line(book, bold=True))
        put(worksheet, row, _WHO, duty.cadence, _line(book))
        put(worksheet, row, _WHAT, duty.what, _line(book, text_wrap=True))
        _link(book, worksheet, row, _WHERE, duty.sheet or duty.how, shown)
        row, last = row + 1, duty.role
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
