"""The sample programme at the end of two quarters: as it was presented, and as it stands when the deck is refreshed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from exectrack_xl.checks import check
from exectrack_xl.excel.file import read
from exectrack_xl.render.deck.presentation import presentation
from exectrack_xl.render.document import document
from exectrack_xl.render.template_files import own_template
from exectrack_xl.report.compose import DECK, STAKEHOLDER, compose
from exectrack_xl.report.model import Report

BOOK = Path(__file__).parents[3] / "workbook" / "ExecutionTracker.xlsm"
BEFORE, NOW = date(2026, 6, 30), date(2026, 9, 30)


def composed(kind: str, day: date) -> Report:
    tracker = read(BOOK, day)
    return compose(tracker, kind, None, tuple(check(tracker)))


@pytest.fixture(scope="session")
def old_deck() -> bytes:
    return presentation(composed(DECK, BEFORE), own_template("quarterly-deck.pptx"))


@pytest.fixture(scope="session")
def new_deck() -> bytes:
    return presentation(composed(DECK, NOW), own_template("quarterly-deck.pptx"))


@pytest.fixture(scope="session")
def old_report() -> bytes:
    return document(composed(STAKEHOLDER, BEFORE))


@pytest.fixture(scope="session")
def new_report() -> bytes:
    return document(composed(STAKEHOLDER, NOW))
