"""Writes decks and reports from a workbook. Depends on: actions.opening, report, render."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from exectrack_xl.actions.opening import free_name, open_tracker, wanted_period
from exectrack_xl.errors import Finding
from exectrack_xl.report.compose import DECK, STAKEHOLDER, compose
from exectrack_xl.report.model import Report


@dataclass(frozen=True)
class Order:
    """What is asked for: which workbook, which period, where to, and from which template."""

    workbook: Path
    today: date
    as_of: date | None = None
    period: str | None = None
    output: Path | None = None
    template: Path | None = None
    replace: bool = False


@dataclass(frozen=True)
class Written:
    """What was made, and what was wrong in the data it was made from."""

    path: Path
    report: Report
    findings: tuple[Finding, ...]
    assumed_today: bool


def make_deck(order: Order) -> Written:
    """Write the quarterly executive deck.

    Raises:
        TrackerError: the workbook or template cannot be used, or the period is not known.
    """
    from exectrack_xl.render.deck import render

    return _make(order, DECK, render, "deck.pptx")


def make_report(order: Order) -> Written:
    """Write the stakeholder report.

    Raises:
        TrackerError: the workbook or template cannot be used, or the period is not known.
    """
    from exectrack_xl.render.document import render

    return _make(order, STAKEHOLDER, render, "stakeholder report.docx")


def _make(order: Order, kind: str, render: Callable[[Report, Path, Path | None], Path], ending: str) -> Written:
    opened = open_tracker(order.workbook, order.as_of, order.today)
    report = compose(opened.tracker, kind, wanted_period(opened.tracker, order.period), opened.findings)
    path = render(report, _target(order, report, ending), order.template)
    return Written(path, report, opened.findings, opened.assumed_today)


def _target(order: Order, report: Report, ending: str) -> Path:
    """Where to write: as told, else beside the workbook under the programme's name and period."""
    safe = re.sub(r'[\\/:*?"<>|\x00-\x1f]+', " ", f"{report.programme} {report.period_label}").strip(" .")
    usual = order.workbook.parent / f"{safe or order.workbook.stem} {ending}"
    return free_name(order.output or usual, order.replace)
