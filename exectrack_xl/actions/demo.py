"""Shows the product on its sample programme. Depends on: actions, excel.build."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from exectrack_xl.actions.documents import Order, Written, make_deck, make_report
from exectrack_xl.excel.build import new_workbook
from exectrack_xl.schema import Profile


def demo(folder: Path, today: date) -> Iterator[tuple[str, Path, Written | None]]:
    """Make the sample tracker, its quarterly deck and its stakeholder report in a folder, one after the other."""
    folder.mkdir(parents=True, exist_ok=True)
    workbook = new_workbook(folder / "claims-forward-tracker.xlsx", sample=True, profile=Profile.FULL)
    yield "tracker", workbook, None
    deck = make_deck(Order(workbook, today, output=folder / "claims-forward-deck.pptx", replace=True))
    yield "deck", deck.path, deck
    report = make_report(Order(workbook, today, output=folder / "claims-forward-report.docx", replace=True))
    yield "report", report.path, report
