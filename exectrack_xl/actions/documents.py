"""Writes decks and reports from a workbook. Depends on: actions.opening, report, render."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeAlias

from exectrack_xl.actions.lint import looked_over
from exectrack_xl.actions.opening import Opened, free_name, open_tracker, wanted_period
from exectrack_xl.actions.snapshot import remembered
from exectrack_xl.errors import Finding, UsageError, WorkbookError
from exectrack_xl.excel.patch import Fingerprint, patch
from exectrack_xl.report.compose import compose_deck
from exectrack_xl.report.documents.compose import Wish, compose_document
from exectrack_xl.report.documents.kinds import USUAL, document_kind
from exectrack_xl.report.kinds import USUAL as USUAL_DECK
from exectrack_xl.report.kinds import deck_kind
from exectrack_xl.report.language.wording import Wording
from exectrack_xl.report.model import Report
from exectrack_xl.tracker import Tracker

Render: TypeAlias = "Callable[[Report, Path, Path | None], Path]"


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
    remember: bool = True  # a deck keeps a snapshot of what it was made from
    kind: str = ""  # which deck or document; "" = the usual one
    initiative: str = ""  # the ID of the one initiative that is reported
    identity: str = ""  # the ID of the issue or change that a document is about
    wording: Path | None = None  # a file of sentences of one's own
    gate: bool = True  # whether the file is looked over once it is made
    mapping: Path | None = None  # which names of the workbook are which of ours


@dataclass(frozen=True)
class Written:
    """What was made, and what was wrong in the data it was made from."""

    path: Path
    report: Report
    findings: tuple[Finding, ...]
    assumed_today: bool
    note: str = ""  # what became of the snapshot
    looks: tuple[Finding, ...] = ()  # what the gate found in the file
    pdf: Path | None = None  # the same as PDF, where that was asked for
    pdf_note: str = ""  # why there is none although it was asked for


def make_deck(order: Order, opened: Opened | None = None) -> Written:
    """Write a deck of the kind asked for, and keep a snapshot of what it was made from in the workbook.

    A workbook that is `opened` already is not read again.

    Raises:
        TrackerError: the workbook or template cannot be used, or the period is not known.
    """
    from exectrack_xl.render.deck import render

    kind = deck_kind(order.kind or USUAL_DECK)
    seen = Fingerprint.of(order.workbook) if order.remember and order.workbook.is_file() else None
    opened = opened or open_tracker(order.workbook, order.as_of, order.today, order.mapping)
    wanted = wanted_period(opened.tracker, order.period)
    wording, opened = _spoken(order, opened)
    report = compose_deck(opened.tracker, wanted, opened.findings, kind.name, wording)
    made = _made(dataclasses.replace(order, kind=kind.name), opened, report, render, "deck.pptx")
    return made if seen is None else dataclasses.replace(made, note=_remember(order.workbook, opened.tracker, seen))


def make_report(order: Order, opened: Opened | None = None) -> Written:
    """Write a Word document of the kind asked for; a workbook that is `opened` already is not read again.

    Raises:
        TrackerError: the workbook or template cannot be used, or there is no such kind, period, initiative or ID.
    """
    from exectrack_xl.render.document import render

    kind = document_kind(order.kind or USUAL)
    opened = opened or open_tracker(order.workbook, order.as_of, order.today, order.mapping)
    wording, opened = _spoken(order, opened)
    wanted = wanted_period(opened.tracker, order.period)
    wish = Wish(kind.name, wanted, order.initiative, order.identity, wording)
    report = compose_document(opened.tracker, wish, opened.findings)
    ending = f"{kind.title}{f' {order.identity}' if order.identity else ''}.docx"
    return _made(dataclasses.replace(order, kind=kind.name), opened, report, render, ending)


def with_pdf(made: Written) -> Written:
    """The same with a PDF beside the file; where no program can make one, with the sentence that says so."""
    pdf, note = pdf_beside(made.path)
    return dataclasses.replace(made, pdf=pdf, pdf_note=note)


def pdf_beside(path: Path) -> tuple[Path | None, str]:
    """The PDF of a deck or document, written beside it; where no program can make one, why."""
    from exectrack_xl.render.pdf import as_pdf

    try:
        return as_pdf(path, path.with_suffix(".pdf")), ""
    except UsageError as fault:
        return None, str(fault)


def _spoken(order: Order, opened: Opened) -> tuple[Wording | None, Opened]:
    """The sentences of one's own that are asked for; what in them cannot be used is told with the rest."""
    from exectrack_xl.render.wording_file import read_wording

    if order.wording is None:
        return None, opened
    wording, faults = read_wording(order.wording)
    return wording, dataclasses.replace(opened, findings=(*opened.findings, *faults))


def _remember(workbook: Path, tracker: Tracker, seen: Fingerprint) -> str:
    """Keep a snapshot of the live tables; where the workbook cannot take it, say why and go on."""
    if tracker.is_empty:
        return ""
    try:
        memory = remembered(tracker)
        patch(workbook, memory.edits, seen=seen)
    except (WorkbookError, UsageError) as error:
        return f"No snapshot was kept: {error}"
    return f"Snapshot of {tracker.as_of} kept in sheet Snapshots." if memory.edits else ""


def _made(order: Order, opened: Opened, report: Report, render: Render, ending: str) -> Written:
    asked = dataclasses.replace(report, asked=_asked(order))
    path = render(asked, _target(order, report, ending), order.template)
    return Written(path, report, opened.findings, opened.assumed_today, looks=looked_over(path) if order.gate else ())


def _asked(order: Order) -> dict[str, str]:
    """The words by which a refresh asks for the same thing again; not the period, which goes on."""
    given = {one.name: getattr(order, one.name) for one in dataclasses.fields(order) if one.name != "period"}
    given["wording"] = order.wording.name if order.wording else None
    usual = {one.name: one.default for one in dataclasses.fields(order)}
    return {name: value for name, value in given.items() if isinstance(value, str) and value != usual[name]}


def _target(order: Order, report: Report, ending: str) -> Path:
    """Where to write: as told, else beside the workbook under the programme's name and period."""
    safe = re.sub(r'[\\/:*?"<>|\x00-\x1f]+', " ", f"{report.programme} {report.period_label}").strip(" .")
    usual = order.workbook.parent / f"{safe or order.workbook.stem} {ending}"
    return free_name(order.output or usual, order.replace)
