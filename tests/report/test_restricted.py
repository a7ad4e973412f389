"""Of a restricted issue nothing but its ID, level and dates leaves the workbook, in any deck or document."""

from __future__ import annotations

import pytest

from exectrack_xl.report.compose import compose_deck
from exectrack_xl.report.documents.compose import Wish, compose_document
from exectrack_xl.report.documents.kinds import KINDS
from exectrack_xl.report.kinds import DECKS
from exectrack_xl.sample import cells
from exectrack_xl.tracker import Tracker

TEXTS = ("Title", "Description", "Impact", "Root Cause", "Resolution plan", "Resolution", "Prevention")


@pytest.fixture(scope="module")
def secret() -> Tracker:
    """The sample, with every issue restricted by now and a word of its own in all that was typed about it."""
    made = {name: [list(row) for row in rows] for name, rows in cells().items()}
    header, *issues = made["issues"]
    for row in issues:
        row[header.index("Restricted")] = "Yes"
        for name in TEXTS:
            row[header.index(name)] = f"Hush {name}"
    titles = {row[header.index("Issue ID")]: row for row in issues}
    kept, *changes = made["snapshots"]
    for row in changes:
        if row[kept.index("ID")] in titles and row[kept.index("Column")] in TEXTS:
            row[kept.index("Value")] = "Hush then"
        elif row[kept.index("ID")] in titles and row[kept.index("Column")] == "Restricted":
            row[kept.index("Value")] = "No"
    return Tracker.from_cells("secret.xlsx", made)


@pytest.mark.parametrize("kind", DECKS)
def test_no_deck_tells_what_a_restricted_issue_is(secret: Tracker, kind: str) -> None:
    told = repr(compose_deck(secret, kind=kind))
    assert "Hush" not in told


@pytest.mark.parametrize("kind", [kind.name for kind in KINDS if not kind.needs_id] + ["issue"])
def test_no_document_tells_what_a_restricted_issue_is(secret: Tracker, kind: str) -> None:
    wish = Wish(kind, identity=str(secret["issues"]["id"][0]) if kind == "issue" else "")
    assert "Hush" not in repr(compose_document(secret, wish))
