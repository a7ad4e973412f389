"""What the buttons of the ribbon do: one macro each, and each is one action of the command line too.

A fault is a sentence in a message box. Holds no logic. Depends on: errors, actions, excel.live, xlwings.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import xlwings as xw

from exectrack_xl.actions import open_book
from exectrack_xl.errors import TrackerError
from exectrack_xl.excel.live import ExcelBook, OpenBook
from exectrack_xl.metrics.worksheet import CATEGORY


def refresh() -> None:
    """Write new last good values into the Results table; the week's first refresh takes a snapshot before."""
    _pressed(open_book.refresh)


def snapshot() -> None:
    """Remember the tracked values as they stand."""
    _pressed(open_book.snapshot)


def check_data() -> None:
    """List what is missing or cannot be right, in a new workbook."""
    _pressed(open_book.check_data)


def quarterly_deck() -> None:
    """Write the deck of the last closed quarter beside the workbook, and open it."""
    _pressed(open_book.quarterly_deck)


def stakeholder_report() -> None:
    """Write the report for stakeholders beside the workbook, and open it."""
    _pressed(open_book.stakeholder_report)


def explain_cell() -> None:
    """Say how the number in the selected cell comes about."""
    _pressed(open_book.explain_cell)


def show_help() -> None:
    """Open the manual."""
    _pressed(open_book.show_help)


def _pressed(action: Callable[[OpenBook, date], None]) -> None:
    """Do what a button is for, in the workbook it was pressed in; a fault becomes a message."""
    book = ExcelBook(xw.Book.caller(), CATEGORY)
    try:
        action(book, _today())
    except TrackerError as fault:
        book.say(str(fault))
    except Exception as fault:  # noqa: BLE001 - the other way to end here is a traceback in a window
        book.say(f"This did not work ({type(fault).__name__}: {fault}). Please report it.")


def _today() -> date:
    """The day that counts where Settings have no status date: the one thing a button asks the clock."""
    return date.today()  # noqa: DTZ011 - the person's own day
