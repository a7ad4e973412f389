"""A new row in the workbook that is open: the next ID, the day, who reported it.

Depends on: errors, schema, tracker.numbering, actions.open_book, actions.opening, excel.live, excel.patch.
"""

from __future__ import annotations

from datetime import date

from exectrack_xl.actions.open_book import copied
from exectrack_xl.actions.opening import open_tracker
from exectrack_xl.errors import UsageError
from exectrack_xl.excel.live import OpenBook
from exectrack_xl.excel.patch import AppendRows
from exectrack_xl.schema import SHEETS, Sheet
from exectrack_xl.tracker import Tracker
from exectrack_xl.tracker.numbering import new_id, raised, reporter


def new_row(book: OpenBook, today: date, table: str) -> str:
    """Add a row to the table of this title, such as Issues, and give back the ID it got.

    Raises:
        UsageError: no table of this title numbers its rows, or the workbook lacks it.
        WorkbookError: the workbook does not take the row. It is then as it was.
    """
    sheet = next((one for one in SHEETS.values() if one.title == table and one.prefix), None)
    with copied(book) as copy:
        tracker = open_tracker(copy, None, today).tracker
    if sheet is None or not tracker[sheet.name].places.get("id"):
        raise UsageError(f"This workbook has no table '{table}'. Bring one in with 'exectrack upgrade'.")
    identity = new_id(tracker, sheet)
    book.put([AppendRows(table, (_values(tracker, sheet, identity),))])
    return identity


def _values(tracker: Tracker, sheet: Sheet, identity: str) -> dict[str, str | date]:
    """What the row gets by itself, under the headers the table has."""
    who = tracker.settings.text("project_manager")
    wanted: dict[str, str | date | None] = {"id": identity, raised(sheet): tracker.as_of, reporter(sheet): who}
    places = tracker[sheet.name].places
    return {sheet.by_name[name].header: value for name, value in wanted.items() if value and places.get(name)}
