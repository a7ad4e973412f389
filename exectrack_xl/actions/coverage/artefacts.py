"""Builds the sample tracker, every deck and every document in a folder, and opens them.

Depends on: package, actions.documents, actions.opening, excel.build, excel.doctor, render.lint, report.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from exectrack_xl.actions.coverage.finding import Grid, UnresolvedError
from exectrack_xl.actions.documents import Order, make_deck, make_report
from exectrack_xl.actions.opening import Opened, open_tracker
from exectrack_xl.errors import nearest
from exectrack_xl.excel.build import new_workbook
from exectrack_xl.excel.doctor.book import Book, SheetPart
from exectrack_xl.excel.doctor.parts import Parts
from exectrack_xl.excel.doctor.procedures import procedures, worksheet_functions
from exectrack_xl.excel.opening import open_package
from exectrack_xl.metrics import Engine
from exectrack_xl.package import read_parts
from exectrack_xl.render.lint.deck.reading import read_deck
from exectrack_xl.render.lint.document.reading import read_document
from exectrack_xl.render.lint.model import Page
from exectrack_xl.report.documents.kinds import KINDS
from exectrack_xl.report.kinds import DECKS
from exectrack_xl.schema import Profile

WORKBOOK = "tracker.xlsm"
# What single-row documents are about: rows of the sample. The other change has been carried out.
_SUBJECTS = {"impact": ("impact", "CR-12"), "impact CR-08": ("impact", "CR-08"), "issue": ("issue", "IS-031")}


@dataclass(frozen=True)
class Artefacts:
    """What was built, opened again from the files."""

    book: Book
    opened: Opened
    decks: dict[str, tuple[Page, ...]]
    documents: dict[str, tuple[Page, ...]]

    @cached_property
    def engine(self) -> Engine:
        """The metrics of the tracker that was read back from the workbook."""
        return Engine.of(self.opened.tracker)

    @cached_property
    def macros(self) -> frozenset[str]:
        """The names of all procedures of the workbook's VBA."""
        return frozenset(each.name for module in self.book.modules or () for each in procedures(module))

    @cached_property
    def functions(self) -> frozenset[str]:
        """The names of the functions that cells can call."""
        return frozenset(each.name for each in worksheet_functions(self.book.modules or ()))

    @cached_property
    def _grids(self) -> dict[str, Grid]:
        return {}

    def sheet(self, title: str) -> SheetPart:
        """The sheet of this name.

        Raises:
            UnresolvedError: the workbook has no such sheet.
        """
        known = {sheet.name: sheet for sheet in self.book.worksheets}
        if title not in known:
            raise UnresolvedError(f"The workbook has no sheet '{title}'.{nearest(title, known)}")
        return known[title]

    def grid(self, title: str) -> Grid:
        """The texts of a sheet's cells; what is blank is left out."""
        if title not in self._grids:
            sheet = self.sheet(title)
            texts = {place: self.book.value(sheet, place) for place in sheet.grid.cells}
            self._grids[title] = {place: text for place, text in texts.items() if text}
        return self._grids[title]

    def pages(self, kind: str, *, deck: bool) -> tuple[Page, ...]:
        """The pages of a deck or document.

        Raises:
            UnresolvedError: there is no such kind.
        """
        known = self.decks if deck else self.documents
        if kind not in known:
            what = "deck" if deck else "document"
            raise UnresolvedError(f"There is no {what} of the kind '{kind}'.{nearest(kind, known)}")
        return known[kind]


def build(folder: Path, today: date) -> Artefacts:
    """Make the sample tracker with macros and every kind of deck and document of it in a folder, and open them."""
    workbook = new_workbook(folder / WORKBOOK, sample=True, profile=Profile.FULL)
    opened = open_tracker(workbook, None, today)
    for deck in DECKS:
        make_deck(Order(workbook, today, output=folder / f"{deck}.pptx", kind=deck, remember=False), opened)
    asked = {kind.name: (kind.name, "") for kind in KINDS} | _SUBJECTS
    for name, (kind, identity) in asked.items():
        order = Order(workbook, today, output=folder / f"{name}.docx", kind=kind, identity=identity)
        make_report(order, opened)
    return Artefacts(
        Book(Parts(open_package(workbook))), opened,
        {deck: read_deck((folder / f"{deck}.pptx").read_bytes()).pages for deck in DECKS},
        {name: _document(folder / f"{name}.docx") for name in asked},
    )  # fmt: skip


def _document(path: Path) -> tuple[Page, ...]:
    return read_document(read_parts(path.read_bytes())).pages
