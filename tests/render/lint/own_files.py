"""Decks and reports of our own, from trackers of every size, for tests that look at them."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from exectrack_xl.checks import check
from exectrack_xl.render import deck, document
from exectrack_xl.report.compose import compose_deck
from exectrack_xl.report.documents.compose import Wish, compose_document
from exectrack_xl.report.documents.kinds import KINDS as DOCUMENT_KINDS
from exectrack_xl.report.documents.kinds import document_kind
from exectrack_xl.report.kinds import DECKS
from exectrack_xl.report.model import Report
from exectrack_xl.sample import cells
from exectrack_xl.tracker import Tracker

DAY = date(2026, 11, 13)
ODD = (
    "AT&T",
    "{{ 7*7 }}",
    "{% if x %}",
    "=1+1",
    "two\nlines",
    "party 🎉 time",
    "حالة المشروع",
    "long " + "word " * 300,
)


def sample() -> Tracker:
    return Tracker.from_cells("claims-forward-tracker.xlsx", cells())


def empty() -> Tracker:
    return Tracker.from_cells("new.xlsx", {}, DAY)


def small() -> Tracker:
    """One project of eight rows."""
    heads = ["ID", "Milestone", "Owner", "Baseline date", "Forecast date", "Actual date"]
    rows = [[f"M-{n}", f"Step {n}", "Ann Lee", date(2026, 9 + n % 4, 10 + n), date(2026, 9 + n % 4, 12 + n),
             date(2026, 9, 12 + n) if n % 4 == 0 else ""] for n in range(1, 9)]  # fmt: skip
    return Tracker.from_cells("small.xlsx", {"milestones": [heads, *rows]}, DAY)


def many_risks() -> Tracker:
    """The sample with five hundred risks, each title sixty characters long."""
    data = cells()
    heads, first = data["risks"][0], data["risks"][1]
    rows = []
    for number in range(500):
        row = list(first)
        row[heads.index("ID")] = f"R-{number:03}"
        row[heads.index("Title")] = f"Supplier {number:03} cannot deliver the interface in the agreed time"[:60]
        row[heads.index("Probability")], row[heads.index("Impact")] = float(number % 3 + 1), float(number % 2 + 2)
        rows.append(row)
    return Tracker.from_cells("risks.xlsx", {**data, "risks": [heads, *rows]})


def odd_texts() -> Tracker:
    """The sample with what people really type, as titles of the most urgent issues and actions."""
    data = cells()
    for sheet, column in (("issues", "Title"), ("actions", "Action"), ("risks", "Title"), ("milestones", "Milestone")):
        heads, *rows = data[sheet]
        for row, text in zip(rows, ODD, strict=False):
            row[heads.index(column)] = text
    return Tracker.from_cells("odd.xlsx", data)


TRACKERS = {"sample": sample, "empty": empty, "small": small, "many risks": many_risks, "odd texts": odd_texts}


def report_of(tracker: Tracker, kind: str) -> Report:
    """A deck, or a document of any kind; one about a row is about the first of its sheet."""
    what, _, name = kind.partition(" ")
    if what == "deck":
        return compose_deck(tracker, None, check(tracker), name)
    subject = document_kind(name).subject
    rows = tracker[subject] if subject else ()
    return compose_document(tracker, Wish(name, identity=str(rows["id"][0]) if len(rows) else ""), check(tracker))


def made(tracker: Tracker, kind: str, folder: Path, template: Path | None = None) -> Path:
    """The deck or document of a tracker, such as "deck quarterly" or "report stakeholder"."""
    is_deck = kind.startswith("deck")
    render: Any = deck.render if is_deck else document.render
    return render(report_of(tracker, kind), folder / f"made.{'pptx' if is_deck else 'docx'}", template)


DECK, STAKEHOLDER = "deck quarterly", "report stakeholder"
SUBJECTS = [f"report {kind.name}" for kind in DOCUMENT_KINDS if kind.needs_id]
KINDS = [*(f"deck {name}" for name in DECKS), *(f"report {kind.name}" for kind in DOCUMENT_KINDS)]
CASES = [
    *(("sample", kind) for kind in KINDS), *(("odd texts", kind) for kind in KINDS),
    *((name, kind) for name in ("empty", "small") for kind in KINDS if kind not in SUBJECTS),
    ("many risks", DECK), ("many risks", STAKEHOLDER), ("many risks", "report risk"),
]  # fmt: skip
