"""The sample programme at the end of two quarters: as it was presented, and as it stands when the deck is refreshed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from exectrack_xl.checks import check
from exectrack_xl.errors import Finding
from exectrack_xl.excel.file import read
from exectrack_xl.render.deck.presentation import presentation
from exectrack_xl.render.document import document
from exectrack_xl.render.template_files import own_template
from exectrack_xl.report.compose import compose_deck
from exectrack_xl.report.documents.compose import Wish, compose_document
from exectrack_xl.report.model import Report
from exectrack_xl.tracker import Tracker

BOOK = Path(__file__).parents[3] / "workbook" / "ExecutionTracker.xlsm"
BEFORE, NOW = date(2026, 6, 30), date(2026, 9, 30)


def _opened(day: date) -> tuple[Tracker, tuple[Finding, ...]]:
    tracker = read(BOOK, day)
    return tracker, tuple(check(tracker))


def deck_report(day: date) -> Report:
    tracker, findings = _opened(day)
    return compose_deck(tracker, None, findings)


def document_report(day: date) -> Report:
    tracker, findings = _opened(day)
    return compose_document(tracker, Wish(), findings)


@pytest.fixture(scope="session")
def old_deck() -> bytes:
    return presentation(deck_report(BEFORE), own_template("quarterly-deck.pptx"))


@pytest.fixture(scope="session")
def new_deck() -> bytes:
    return presentation(deck_report(NOW), own_template("quarterly-deck.pptx"))


@pytest.fixture(scope="session")
def old_report() -> bytes:
    return document(document_report(BEFORE))


@pytest.fixture(scope="session")
def new_report() -> bytes:
    return document(document_report(NOW))
