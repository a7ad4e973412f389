"""What the tracker's own row formulas work out to, as edits that renew what their cells show.

Depends on: schema, tracker, metrics, excel.file, excel.locating, excel.build, excel.patch.
"""

from __future__ import annotations

from collections.abc import Iterator

from exectrack_xl.excel.build.content import Content, plain
from exectrack_xl.excel.build.place import STATUS_ROW, file_formula
from exectrack_xl.excel.build.settings import status_line
from exectrack_xl.excel.file import ReadBook
from exectrack_xl.excel.locating import Home
from exectrack_xl.excel.patch import SetCached
from exectrack_xl.metrics import Engine
from exectrack_xl.schema import SETTING
from exectrack_xl.tracker import Tracker


def computed_cells(book: ReadBook, engine: Engine) -> list[SetCached]:
    """The value of every computed column's cell and of every sheet's status line, in sheet order.

    The engine judges at the status date of Settings, as the formulas do: another date would give values that
    change as soon as Excel calculates.
    """
    shown = _status_line(engine.tracker)
    edits: list[SetCached] = []
    for home in book.homes.values():
        edits.append(SetCached(home.place.name, f"A{STATUS_ROW + 1}", shown, "status_line"))
        edits += _columns(home, engine)
    return edits


def _columns(home: Home, engine: Engine) -> Iterator[SetCached]:
    sheet, table = home.sheet, engine.tracker[home.sheet.name]
    if home.table is None:
        return
    for column in sheet.columns:
        if not column.is_computed or column.name not in table.places or not len(table):
            continue
        formula = file_formula(column, home.table.name)
        for row, value in enumerate(engine.rows(column.computed, sheet.name, of=table)):
            yield SetCached(home.place.name, table.cell(column.name, row), plain(value), formula)


def _status_line(tracker: Tracker) -> str:
    settings = {"settings": [["Setting", "Value"], [SETTING["programme"].label, tracker.settings.text("programme")]]}
    return status_line(Content(settings, tracker.settings.day("status_date")))
