"""The Settings sheet: every setting with its value, and a defined name for each value cell.

Depends on: schema, theme, excel.build.
"""

from __future__ import annotations

from typing import Any

from xlsxwriter.worksheet import Worksheet

from exectrack_xl.excel.build import looks, validation
from exectrack_xl.excel.build.book import Book, put
from exectrack_xl.excel.build.content import Content, SheetContent, plain
from exectrack_xl.excel.build.data import write_data
from exectrack_xl.excel.build.place import Place
from exectrack_xl.report.model import Tone
from exectrack_xl.schema import SETTINGS_LIST, Column, Kind, Setting
from exectrack_xl.schema.cells import column_letter, header_key
from exectrack_xl.schema.settings import SETTINGS
from exectrack_xl.theme import BRAND, SHEET_LOOK, STATUS
from exectrack_xl.tracker.periods import MONTHS

_CHANCES = ("chance_1", "chance_5")
_UNKNOWN_GROUP = "Not known"
_MONTH_NAMES = ",".join(f'"{month}"' for month in MONTHS)
# Spelled out, since the letters of TEXT's date formats differ from language to language.
_STATUS_LINE = (
    '=IF(setting_status_date="","Status date: not set yet, see Settings",'
    'IF(setting_programme="","Status date ",setting_programme&", status date ")&DAY(setting_status_date)&" "'
    f'&CHOOSE(MONTH(setting_status_date),{_MONTH_NAMES})&" "&YEAR(setting_status_date))'
)


def write_settings(book: Book, content: Content, *, status_line: str) -> Worksheet:
    """Write the sheet, name its value cells, and define what native formulas take from it."""
    lines = settings_lines(content)
    worksheet = write_data(book, lines, shown=True, status_line=status_line)
    place = Place(lines)
    at = [column.name for column in lines.columns].index("value")
    for number, setting in enumerate(SETTINGS_LIST):
        row = place.first + number
        _write_value(book, worksheet, (row, at), setting, lines.rows[number][at])
        book.name(f"setting_{setting.name}", f"={SETTINGS.title}!${column_letter(at + 1)}${row + 1}")
        _write_group(book, worksheet, row, setting.group, _is_first_of_group(number))
    rows = [place.first + [setting.name for setting in SETTINGS_LIST].index(name) + 1 for name in _CHANCES]
    letter = column_letter(at + 1)
    book.name("setting_chances", f"={SETTINGS.title}!${letter}${rows[0]}:${letter}${rows[1]}")
    book.name("setting_holidays", "=Holidays[Date]")
    book.name("status_line", _STATUS_LINE)
    worksheet.ignore_errors({"number_stored_as_text": f"{letter}{place.first + 1}:{letter}{place.last + 1}"})
    return worksheet


def status_line(content: Content) -> str:
    """What the defined name status_line works out to when the workbook is built."""
    day, programme = content.status_date, content.settings.text("programme")
    if day is None:
        return "Status date: not set yet, see Settings"
    before = f"{programme}, status date" if programme else "Status date"
    return f"{before} {day.day} {MONTHS[day.month - 1]} {day.year}"


def settings_lines(content: Content) -> SheetContent:
    """One line for each setting in the schema's order, then the lines that the schema does not know."""
    found = content.of(SETTINGS)
    label_at, value_at = (_at(found, name) for name in ("setting", "value"))
    typed = {header_key(row[label_at]): row for row in found.rows if row[label_at] is not None}
    rows = [_line(found, content, setting, typed.pop(header_key(setting.label), None)) for setting in SETTINGS_LIST]
    for row in typed.values():
        rows.append((_UNKNOWN_GROUP, *row[1:value_at], row[value_at], *row[value_at + 1 :]))
    return SheetContent(SETTINGS, found.columns, tuple(rows), is_empty=False)


def _line(found: SheetContent, content: Content, setting: Setting, typed: tuple[Any, ...] | None) -> tuple[Any, ...]:
    value = content.status_date if setting.name == "status_date" else content.settings.values.get(setting.name)
    if value is None and typed is not None:
        value = typed[_at(found, "value")]
    if value is None:
        value = setting.default
    known = (setting.group, setting.label, plain(value), setting.unit or None, setting.help)
    others = typed[len(known) :] if typed is not None else (None,) * (len(found.columns) - len(known))
    return (*known, *others)


def _at(content: SheetContent, name: str) -> int:
    return [column.name for column in content.columns].index(name)


def _is_first_of_group(number: int) -> bool:
    return number == 0 or SETTINGS_LIST[number].group != SETTINGS_LIST[number - 1].group


def _write_value(book: Book, worksheet: Worksheet, where: tuple[int, int], setting: Setting, value: Any) -> None:
    column = Column("value", setting.label, setting.kind, setting.help)
    digits = {"num_format": "@"} if setting.name == "weekend" else {}  # keeps the zeros of 0000011
    line = {"bottom": 1, "bottom_color": f"#{SHEET_LOOK.hairline}"}
    shape = {**looks.shape(column), "align": "left", **digits}
    put(worksheet, *where, value, book.look(bold=True, **line, **shape))
    rule = validation.setting_rule(setting.kind, setting.choices)
    message = {"input_title": setting.label[:32], "input_message": setting.help[:255]}
    worksheet.data_validation(*where, *where, {**rule, **message})
    if setting.default not in (None, "") or (setting.kind is Kind.DATE and setting.name == "status_date"):
        missing = book.mark(bg_color=f"#{STATUS[Tone.YELLOW].tint}")
        worksheet.conditional_format(*where, *where, {"type": "blanks", "format": missing})


def _write_group(book: Book, worksheet: Worksheet, row: int, group: str, first: bool) -> None:
    colour = BRAND.accent if first else BRAND.secondary
    line = {"bottom": 1, "bottom_color": f"#{SHEET_LOOK.hairline}"}
    put(worksheet, row, 0, group, book.look(font_color=f"#{colour}", bold=first, align="left", indent=1, **line))
