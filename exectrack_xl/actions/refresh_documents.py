"""Brings a deck or report that people have edited up to date, and seals one before it leaves the house.

Depends on: actions.documents, actions.opening, render.merge.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeAlias

from exectrack_xl import package
from exectrack_xl.actions.documents import Order, Written, make_deck, make_report, pdf_beside
from exectrack_xl.actions.lint import looked_over
from exectrack_xl.actions.opening import free_name
from exectrack_xl.errors import Finding, UsageError, WorkbookError
from exectrack_xl.excel.patch import must_be_free
from exectrack_xl.render.merge.base import Base, read_base
from exectrack_xl.render.merge.changes import Change
from exectrack_xl.render.merge.deck import refreshed_deck
from exectrack_xl.render.merge.refreshing import Merged, no_base
from exectrack_xl.render.merge.report import refreshed_report
from exectrack_xl.render.merge.seal import sealed

Merge: TypeAlias = "Callable[[bytes, bytes], Merged]"


@dataclass(frozen=True)
class Refresh:
    """Which document to bring up to date, and from what; without a workbook, from the one beside it."""

    document: Path
    today: date
    workbook: Path | None = None
    as_of: date | None = None
    period: str | None = None
    template: Path | None = None
    output: Path | None = None  # elsewhere, instead of in its place
    pdf: bool = False  # whether a PDF is written beside it
    wording: Path | None = None  # a file of sentences of one's own, where it is not the one beside the document


@dataclass(frozen=True)
class RefreshedDocument:
    """What was done: the file, whether it had to be written, the list of changes, and what it was made from."""

    path: Path
    written: bool
    changes: tuple[Change, ...]
    source: Written
    looks: tuple[Finding, ...] = ()  # what the gate found in the refreshed file
    pdf: Path | None = None  # the same as PDF, where that was asked for
    pdf_note: str = ""  # why there is none although it was asked for


def refresh_deck(order: Refresh) -> RefreshedDocument:
    """Bring an edited deck up to date: new data, and every edit kept.

    Raises:
        TrackerError: the deck cannot be refreshed, or the workbook or template cannot be used.
    """
    return _refreshed(order, "deck", make_deck, refreshed_deck)


def refresh_report(order: Refresh) -> RefreshedDocument:
    """Bring an edited Word report up to date: new data, and every edit kept.

    Raises:
        TrackerError: the report cannot be refreshed, or the workbook or template cannot be used.
    """
    return _refreshed(order, "report", make_report, refreshed_report)


def seal(document: Path, output: Path | None, *, replace: bool = False) -> Path:
    """Write a copy of a deck or report without tags and without what was last generated; gives its path.

    Raises:
        WorkbookError: the file cannot be read or written.
    """
    target = output or document.with_name(f"{document.stem} (sealed){document.suffix}")
    return package.replace_file(free_name(target, replace), sealed(_read(document)))


def _refreshed(order: Refresh, what: str, make: Callable[[Order], Written], merge: Merge) -> RefreshedDocument:
    target = order.output or order.document
    must_be_free(target)
    data = _read(order.document)
    with package.understood(order.document.name):
        base = read_base(package.read_parts(data))
    if base is None:
        raise no_base(what)
    with TemporaryDirectory() as folder:
        output = Path(folder) / f"new{order.document.suffix}"
        made = make(dataclasses.replace(_asked_again(order, base, what), output=output))
        merged = merge(data, made.path.read_bytes())
    if merged.data is not None:
        package.replace_file(target, merged.data, last_check=lambda: _must_be_the_same(order.document, data))
    elif target != order.document:
        package.replace_file(target, data)
    pdf, note = pdf_beside(target) if order.pdf else (None, "")
    return RefreshedDocument(target, merged.data is not None, merged.changes, made, looked_over(target), pdf, note)


def _asked_again(order: Refresh, base: Base, what: str) -> Order:
    """The order that made the document, for the data of today."""
    workbook = order.workbook or order.document.with_name(base.source)
    if order.workbook is None and not workbook.is_file():
        raise UsageError(
            f"{order.document.name} was made from '{base.source}', which is not beside it. "
            f"Name the workbook: exectrack {what} WORKBOOK --refresh '{order.document.name}'."
        )
    known = {one.name for one in dataclasses.fields(Order)} - {"wording"}
    asked = {name: value for name, value in base.asked.items() if name in known}
    template = _beside(order, order.template, base.template, "template")
    wording = _beside(order, order.wording, base.asked.get("wording", ""), "wording")
    plain = Order(workbook, order.today, order.as_of, order.period, template=template, remember=False,
                  wording=wording, gate=False)  # fmt: skip
    return dataclasses.replace(plain, **asked)  # type: ignore[arg-type]  # names and texts, checked above


def _beside(order: Refresh, given: Path | None, name: str, what: str) -> Path | None:
    """The template or wording file that the document was made with: as given, else of that name beside it."""
    if given is not None or not name:
        return given
    for folder in (order.document.parent, *([order.workbook.parent] if order.workbook else [])):
        if (folder / name).is_file():
            return folder / name
    raise UsageError(
        f"{order.document.name} was made with the {what} '{name}', which is not beside it. Give it with --{what}."
    )


def _read(document: Path) -> bytes:
    try:
        return document.read_bytes()
    except OSError as fault:
        raise WorkbookError(f"Cannot read {document.name}: {fault.strerror or fault}.") from fault


def _must_be_the_same(document: Path, data: bytes) -> None:
    if _read(document) != data:
        raise WorkbookError(f"{document.name} was changed meanwhile. Nothing was written; run this again.")
