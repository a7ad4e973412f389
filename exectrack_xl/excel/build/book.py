"""The workbook while it is being built: formats, defined names, cells, and the finished file.

Depends on: errors, package, theme, excel.build.origin.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from datetime import date, datetime, time
from io import BytesIO
from pathlib import Path
from typing import Any, TypeAlias

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from exectrack_xl.errors import WorkbookError
from exectrack_xl.excel.build.origin import UNSTAMPED, stamped
from exectrack_xl.package import FIRST_MOMENT, normalise, read_parts, replace_file, write_parts
from exectrack_xl.theme import BRAND, FONT, SHEET_LOOK

Parts: TypeAlias = dict[str, bytes]  # of an Office file, by name

CALCULATION_ENGINE = 191029  # Excel 2019 and later; an older number makes Excel recalculate on opening
LONGEST_TEXT = 32767  # characters that fit into an Excel cell
_EARLIEST = date(1900, 1, 1)  # Excel has no earlier date
_BLANK_RESULT = re.compile(rb"(<c r=\"[A-Z]+\d+\"(?: s=\"\d+\")?)(><f>[^<]*</f><v></v>)")


class _Sheet(Worksheet):  # type: ignore[misc]  # XlsxWriter states no types
    """A sheet that makes each formula ready once: thirty patterns go over it, and a column repeats its formula."""

    def __init__(self) -> None:
        super().__init__()
        self._ready: dict[tuple[str, bool], str] = {}

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        key = (formula, expand_future_functions)
        if key not in self._ready:
            self._ready[key] = super()._prepare_formula(*key)
        return self._ready[key]


class Book:
    """A workbook under construction. Everything stays in memory until `save`."""

    def __init__(self, title: str, *, live: bool = False) -> None:
        self.is_live = live  # whether its cells can ask Python
        self._bytes = BytesIO()
        self.workbook = Workbook(self._bytes, {"in_memory": True})
        self.workbook.worksheet_class = _Sheet
        self.workbook.set_calc_mode("auto", CALCULATION_ENGINE)
        created = FIRST_MOMENT.replace(tzinfo=None)
        self.workbook.set_properties({"title": title, "author": "exectrack-xl", "created": created,
                                      "status": UNSTAMPED})  # fmt: skip
        self._formats: dict[tuple[tuple[str, Any], ...], Format] = {}
        self._finishing: list[Callable[[Parts], Parts]] = []

    def sheet(self, title: str, *, tab: str, shown: bool = True) -> Worksheet:
        """A new worksheet with the tab's colour, hidden unless it is to be shown."""
        worksheet = self.workbook.add_worksheet(title)
        worksheet.hide_gridlines(2)
        worksheet.set_tab_color(f"#{tab}")
        if not shown:
            worksheet.hide()
        return worksheet

    def look(self, **properties: Any) -> Format:
        """The cell format with these properties over the body text's; the same one for the same properties."""
        body = {"font_name": FONT, "font_size": SHEET_LOOK.body_size, "font_color": f"#{BRAND.ink}"}
        return self._format({**body, "valign": "vcenter", **properties})

    def mark(self, **properties: Any) -> Format:
        """What a conditional format changes, and nothing else."""
        return self._format(properties)

    def name(self, name: str, meaning: str) -> None:
        """Define a name of the workbook: `meaning` is a formula that begins with '='."""
        self.workbook.define_name(name, meaning)

    def finish_with(self, step: Callable[[Parts], Parts]) -> None:
        """Have the finished file's parts go through one more step."""
        self._finishing.append(step)

    def finished(self) -> bytes:
        """The finished workbook; nothing can be put in after that."""
        self.workbook.close()
        parts = {name: _finished(name, part) for name, part in read_parts(self._bytes.getvalue()).items()}
        for step in self._finishing:
            parts = step(parts)
        return normalise(write_parts(stamped(read_parts(normalise(write_parts(parts))))))

    def save(self, target: Path) -> Path:
        """Write the workbook to `target` in one step, and give back its path.

        Raises:
            WorkbookError: the file cannot be written there.
        """
        return replace_file(target, self.finished())

    def _format(self, properties: dict[str, Any]) -> Format:
        key = tuple(sorted(properties.items()))
        if key not in self._formats:
            self._formats[key] = self.workbook.add_format(properties)
        return self._formats[key]


def put(worksheet: Worksheet, row: int, column: int, value: Any, look: Format) -> None:
    """Write a value as what it is: a text stays text, whatever it begins with.

    Raises:
        WorkbookError: a text is longer than an Excel cell can hold.
    """
    if value is None or value == "":
        worksheet.write_blank(row, column, None, look)
    elif isinstance(value, date):
        _put_date(worksheet, row, column, value, look)
    elif isinstance(value, bool):
        worksheet.write_boolean(row, column, value, look)
    elif isinstance(value, int | float) and math.isfinite(value):
        worksheet.write_number(row, column, value, look)
    else:  # a number without end, which only a damaged file holds, too: a cell cannot keep it otherwise
        _put_text(worksheet, row, column, str(value), look)


def _put_text(worksheet: Worksheet, row: int, column: int, text: str, look: Format) -> None:
    if len(text) > LONGEST_TEXT // 2 and len(text.encode("utf-16-le")) > 2 * LONGEST_TEXT:  # an emoji counts twice
        raise WorkbookError(
            f"{worksheet.get_name()}, row {row + 1}: a text has {len(text)} characters; an Excel cell holds "
            f"{LONGEST_TEXT}. Shorten it."
        )
    worksheet.write_string(row, column, text, look)


def _put_date(worksheet: Worksheet, row: int, column: int, day: date, look: Format) -> None:
    if isinstance(day, datetime):
        day = day.date()
    if day < _EARLIEST:
        worksheet.write_string(row, column, day.isoformat(), look)
    else:
        worksheet.write_datetime(row, column, datetime.combine(day, time()), look)


def _finished(name: str, part: bytes) -> bytes:
    """The part without the order to recalculate on opening, and with blank results as texts of no length."""
    if name == "xl/workbook.xml":
        return part.replace(b' fullCalcOnLoad="1"', b"")
    if name.startswith("xl/worksheets/sheet"):
        return _BLANK_RESULT.sub(rb'\1 t="str"\2', part)
    return part
