"""What the entries of LibreOffice's menu do: the same actions as the buttons of Excel's ribbon.

A fault is a sentence in a message. Holds no logic.
Depends on: errors, actions, excel.build (titles), udfs.office, …pressing.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from exectrack_xl.actions import open_book, open_documents, open_week
from exectrack_xl.errors import UsageError
from exectrack_xl.excel.build.week import TITLE as WEEK
from exectrack_xl.excel.libreoffice.link import Lost
from exectrack_xl.excel.live import OpenBook
from exectrack_xl.schema import SHEETS
from udfs.office import CalcBook, Office, Refused
from udfs.pressing import faults_said, today

Action = Callable[[OpenBook, date, str], None]


def _plain(action: Callable[[OpenBook, date], None]) -> Action:
    return lambda book, today, kind: action(book, today)  # noqa: ARG005 - called like those of a kind


ACTIONS: dict[str, Action] = {
    "OnRefresh": _plain(open_book.refresh),
    "OnReviewed": _plain(open_week.reviewed),
    "OnChase": _plain(open_week.chase),
    "OnSnapshot": _plain(open_book.snapshot),
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
