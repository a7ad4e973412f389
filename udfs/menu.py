"""What the entries of LibreOffice's menu do: the same actions as the buttons of Excel's ribbon.

A fault is a sentence in a message. Holds no logic.
Depends on: errors, schema, actions, excel (titles, table_rules), udfs.office, …pressing.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from exectrack_xl.actions import open_book, open_documents, open_import, open_rows, open_week
from exectrack_xl.errors import UsageError
from exectrack_xl.excel.build.week import TITLE as WEEK
from exectrack_xl.excel.libreoffice.link import Lost
from exectrack_xl.excel.live import OpenBook
from exectrack_xl.excel.table_rules import first_typed
from exectrack_xl.schema import SHEETS
from udfs.office import CalcBook, Office, Refused
from udfs.pressing import faults_said, today

Action = Callable[[CalcBook, date, str], None]
LISTS = "*.xlsx;*.xlsm;*.csv;*.tsv;*.txt;*.json;*.xml;*.xer;*.mpp"


def _plain(action: Callable[[OpenBook, date], None]) -> Action:
    return lambda book, today, kind: action(book, today)  # noqa: ARG005 - called like those of a kind


def _new_row(book: CalcBook, today: date, table: str) -> None:
    open_rows.new_row(book, today, table)
    sheet = next(sheet for sheet in SHEETS.values() if sheet.title == table)
    book.office.ask("into", table=table, header=sheet.by_name[first_typed(sheet)].header)


def _import_list(book: CalcBook, today: date, source: str) -> None:
    """The list is the one named, else the one a person chooses."""
    chosen = source or book.office.ask("file", title="Bring in my list", kinds=LISTS)
    if chosen:
        open_import.import_list(book, today, Path(chosen))


def _clear_highlights(book: CalcBook, today: date, kind: str) -> None:  # noqa: ARG001 - called like the others
    book.office.ask("unmark")


ACTIONS: dict[str, Action] = {
    "OnRefresh": _plain(open_book.refresh),
    "OnReviewed": _plain(open_week.reviewed),
    "OnChase": _plain(open_week.chase),
    "OnSnapshot": _plain(open_book.snapshot),
    "OnNewRow": _new_row,
    "OnImportList": _import_list,
    "OnClearHighlights": _clear_highlights,
    "OnCheckData": _plain(open_book.check_data),
    "OnQuarterlyDeck": _plain(open_book.quarterly_deck),
    "OnDeck": open_book.deck,
    "OnReport": open_book.report,
    "OnRefreshDeck": _plain(open_documents.refresh_open_deck),
    "OnRefreshReport": _plain(open_documents.refresh_open_report),
    "OnWhatChanged": _plain(open_book.what_changed_lately),
    "OnForecast": _plain(open_book.forecast),
    "OnExplainCell": _plain(open_book.explain_cell),
    "OnHelp": _plain(open_book.show_help),
}
SHEETS_SHOWN = {"OnThisWeek": WEEK, "OnSettings": SHEETS["settings"].title}


def press(button: str, office: Office) -> None:
    """Do what an entry is for, such as "OnDeck quarterly", in the document in front; a fault becomes a message."""
    book = CalcBook(office)
    with faults_said(book, Lost, TimeoutError):
        try:
            _pressed(button, book, office)
        except Refused as fault:
            raise UsageError(f"LibreOffice could not do this: {fault}.") from fault


def _pressed(button: str, book: CalcBook, office: Office) -> None:
    name, _, kind = button.partition(" ")
    if name in SHEETS_SHOWN:
        office.ask("go", sheet=SHEETS_SHOWN[name])
    elif name in ACTIONS:
        ACTIONS[name](book, today(), kind)
    else:
        raise UsageError("This entry is of another version. Run: exectrack install --libreoffice")
