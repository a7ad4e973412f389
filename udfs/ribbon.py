"""What the buttons of the ribbon do: one macro each, and each is one action of the command line too.

A fault is a sentence in a message box. Holds no logic. Depends on: actions, excel.live, udfs.pressing, xlwings.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import xlwings as xw

from exectrack_xl.actions import open_book, open_documents, open_import, open_week
from exectrack_xl.excel.live import ExcelBook, OpenBook
from exectrack_xl.metrics.worksheet import CATEGORY
from udfs import pressing


def refresh() -> None:
    """Write new last good values and the list of the week; the week's first refresh takes a snapshot before."""
    _pressed(open_book.refresh)


def reviewed() -> None:
    """Stamp the day of review of the selected rows."""
    _pressed(open_week.reviewed)


def chase() -> None:
    """Write a mail draft for each owner of rows that need a person."""
    _pressed(open_week.chase)


def snapshot() -> None:
    """Remember the tracked values as they stand."""
    _pressed(open_book.snapshot)


def check_data() -> None:
    """List what is missing or cannot be right, in a new workbook, and mark the cells."""
    _pressed(open_book.check_data)


def quarterly_deck() -> None:
    """Write the deck of the last closed quarter beside the workbook, and open it."""
    _pressed(open_book.quarterly_deck)


def deck(kind: str) -> None:
    """Write a deck of a kind beside the workbook, and open it."""
    _pressed(lambda book, today: open_book.deck(book, today, kind))


def report(kind: str) -> None:
    """Write a Word document of a kind beside the workbook, and open it."""
    _pressed(lambda book, today: open_book.report(book, today, kind))


def refresh_deck() -> None:
    """Bring the newest deck of this tracker up to date, keep what people edited in it, and open it."""
    _pressed(open_documents.refresh_open_deck)


def refresh_report() -> None:
    """Bring the newest report of this tracker up to date, keep what people edited in it, and open it."""
    _pressed(open_documents.refresh_open_report)


def what_changed(since: str) -> None:
    """List what has changed since the snapshot of a day, such as 2026-10-16."""
    _pressed(lambda book, today: open_book.what_changed(book, today, since))


def forecast() -> None:
    """Simulate when all will be done."""
    _pressed(open_book.forecast)


def import_list(source: str) -> None:
    """Show what of a list goes where, ask, and bring it in."""
    _pressed(lambda book, today: open_import.import_list(book, today, Path(source)))


def explain_cell() -> None:
    """Say how the number in the selected cell comes about."""
    _pressed(open_book.explain_cell)


def show_help() -> None:
    """Open the manual."""
    _pressed(open_book.show_help)


def _pressed(action: Callable[[OpenBook, date], None]) -> None:
    """Do what a button is for, in the workbook it was pressed in; a fault becomes a message."""
    book = ExcelBook(xw.Book.caller(), CATEGORY)
    with pressing.faults_said(book):
        action(book, pressing.today())
