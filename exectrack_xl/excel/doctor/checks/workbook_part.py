"""The workbook part: sheets, which of them show, the calculation settings.

Depends on: errors, excel.doctor.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from exectrack_xl.errors import Finding
from exectrack_xl.excel.doctor.book import Book, SheetPart
from exectrack_xl.excel.doctor.grid import whole
from exectrack_xl.excel.doctor.parts import relation_id
from exectrack_xl.excel.doctor.rules import found

_LONGEST_NAME = 31
_ILLEGAL = re.compile(r"[\[\]:*?/\\\x00-\x1f]|^'|'$")
_STATES = ("visible", "hidden", "veryHidden")
_LARGEST_ID = 65534
_WRAPPER_CALL = "XLPy.CallUDF"


def sheets(book: Book) -> Iterator[Finding]:
    """Names, identifiers and parts of the sheets."""
    if book.root is None:
        return
    if not book.sheets:
        yield found("sheet-missing", book.main, "has no sheet.")
    for sheet in book.sheets:
        yield from _name_faults(book.main, sheet)
        identifier = whole(sheet.element.get("sheetId"))
        if not 1 <= identifier <= _LARGEST_ID:
            yield found("sheet-id", sheet.name, f"has the number '{sheet.element.get('sheetId')}'.")
        if sheet.element.get("state", "visible") not in _STATES:
            yield found("sheet-state", sheet.name, f"is '{sheet.element.get('state')}', which no sheet can be.")
        if not relation_id(sheet.element):
            yield found("relationship-missing", sheet.name, "names no part that holds it.")
    yield from _twice(book)


def shown(book: Book) -> Iterator[Finding]:
    """Whether any sheet shows, the active one among them, and no two are selected."""
    visible = [sheet for sheet in book.sheets if not sheet.hidden]
    if book.sheets and not visible:
        yield found("sheets-all-hidden", book.main, "shows none of its sheets.")
    for view in book.each("{*}bookViews/{*}workbookView"):
        for attribute in ("activeTab", "firstSheet"):
            number = whole(view.get(attribute), 0)
            if book.sheets and number >= len(book.sheets):
                yield found("active-sheet", book.main, f"{attribute} is {number}, and there are {len(book.sheets)}.")
    selected = [
        sheet.name
        for sheet in book.sheets
        for view in sheet.each("{*}sheetViews/{*}sheetView")
        if view.get("tabSelected") in ("1", "true") and not sheet.hidden
    ]
    if len(selected) > 1:
        yield found("sheets-grouped", book.main, f"opens with several sheets selected: {', '.join(selected[:5])}.")


def calculation(book: Book) -> Iterator[Finding]:
    """How the workbook counts days and when it recalculates."""
    for properties in book.each("{*}workbookPr"):
        if properties.get("date1904") in ("1", "true"):
            yield found("dates-1904", book.main, "counts days from 1904, as old Macs did.")
    for settings in book.each("{*}calcPr"):
        if settings.get("calcMode", "auto") != "auto":
            yield found("calculation-manual", book.main, f"calculates '{settings.get('calcMode')}' only.")
        calls = any(_WRAPPER_CALL in module.text for module in book.modules or ())
        if calls and settings.get("fullCalcOnLoad") in ("1", "true"):
            yield found("recalculates-on-opening", book.main, "recalculates everything on opening, Python included.")


def _name_faults(main: str, sheet: SheetPart) -> Iterator[Finding]:
    name = sheet.name
    length = len(name.encode("utf-16-le")) // 2
    if not name.strip() or length > _LONGEST_NAME or _ILLEGAL.search(name):
        yield found("sheet-name", name or main, f"a sheet is named '{name}' ({length} characters); Excel refuses it.")
    elif name.casefold() == "history":
        yield found("sheet-name", name, "bears a name that Excel keeps for itself.")


def _twice(book: Book) -> Iterator[Finding]:
    for name, count in Counter(sheet.name.casefold() for sheet in book.sheets).items():
        if count > 1:
            yield found("sheet-name-twice", name, f"is the name of {count} sheets.")
    for number, count in Counter(sheet.element.get("sheetId") for sheet in book.sheets).items():
        if count > 1:
            yield found("sheet-id-twice", book.main, f"gives {count} sheets the number {number}.")
    for part, count in Counter(sheet.part for sheet in book.sheets if sheet.part).items():
        if count > 1:
            yield found("sheet-part-twice", part, f"is shown as {count} sheets.")
