"""The week's round on a workbook that is open in Excel: stamp what was reviewed, write drafts to those who owe.

Depends on: actions.open_book, actions.week, excel.live, excel.locating, excel.week_cells, report.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from exectrack_xl.actions.open_book import assumed, copied
from exectrack_xl.actions.opening import open_tracker
from exectrack_xl.actions.week import chase as write_drafts
from exectrack_xl.errors import UsageError
from exectrack_xl.excel.build.week import TITLE as WEEK
from exectrack_xl.excel.live import OpenBook, Selection
from exectrack_xl.excel.locating import sheet_names
from exectrack_xl.excel.patch import SetValue
from exectrack_xl.excel.week_cells import listed_rows
from exectrack_xl.report import words
from exectrack_xl.schema import SHEETS
from exectrack_xl.tracker import Tracker

REVIEWED = tuple(name for name, sheet in SHEETS.items() if "reviewed" in sheet.by_name)


def reviewed(book: OpenBook, today: date) -> None:
    """Stamp the status date under "Reviewed on" for the selected rows, or the rows behind lines of This week.

    Hidden rows are left out. What else stands in a row stays as it is.

    Raises:
        UsageError: no row that can be reviewed is selected.
    """
    selected = book.selected_rows()
    with copied(book) as copy:
        opened = open_tracker(copy, None, today)
        cells = list(dict.fromkeys(_cells(opened.tracker, copy, selected)))
    if not cells:
        *others, last = (SHEETS[name].title for name in REVIEWED)
        places = f"{', '.join(others)} or {last}"
        raise UsageError(f"Select rows of {places}, or lines of {WEEK} about them: only they are reviewed.")
    day = opened.tracker.as_of
    book.put(SetValue(sheet, cell, day) for sheet, cell in cells)
    book.tell(f"{words.plural(len(cells), 'row')} reviewed on {words.day(day)}.{assumed(opened.assumed_today)}")


def chase(book: OpenBook, today: date) -> None:
    """Write one mail draft for each owner of rows that need a person, beside the workbook; nothing is sent."""
    beside = book.folder()
    with copied(book) as copy:
        opened = open_tracker(copy, None, today)
        folder = beside / f"{copy.stem} chase {opened.tracker.as_of}"
        done = write_drafts(copy, None, today, folder=folder)
    if not done.paths:
        book.say("Nobody has to be reminded.")
        return
    lines = [f"{words.plural(len(done.paths), 'mail draft')} written into the folder {folder.name}, beside this "
             "workbook. Nothing was sent."]  # fmt: skip
    if done.unaddressed:
        lines.append(f"No address in Stakeholders or Resources: {', '.join(done.unaddressed)}.")
    if done.unowned:
        lines.append(f"{words.plural(len(done.unowned), 'row')} without an owner: see {WEEK}.")
    book.say("\n".join(lines))
    book.show(folder)


def _cells(tracker: Tracker, copy: Path, selected: Selection) -> Iterator[tuple[str, str]]:
    """Worksheet and cell of the day of review of each selected row."""
    sheets = sheet_names(copy)
    if selected.sheet == WEEK:
        wanted = set(listed_rows(copy, selected.rows))
    for name in REVIEWED:
        table, place = tracker[name], sheets.get(name, "")
        keys = table[SHEETS[name].key[0]].tolist()
        for row, (line, key) in enumerate(zip(table.lines.tolist(), keys, strict=True)):
            if selected.sheet == WEEK:
                is_meant = (SHEETS[name].title, key) in wanted
            else:
                is_meant = place == selected.sheet and line in selected.rows
            cell = table.cell("reviewed", row)
            if is_meant and cell:
                yield place, cell
