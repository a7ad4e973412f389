"""The buttons' actions on an open workbook, with one that lives in memory and on paper instead of a screen."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from exectrack_xl.actions import open_book
from exectrack_xl.actions.documents import Order, make_deck
from exectrack_xl.actions.snapshot import snapshot as headless_snapshot
from exectrack_xl.errors import UsageError
from exectrack_xl.excel.build import new_workbook
from exectrack_xl.excel.build.place import HEAD_ROW
from exectrack_xl.excel.file import read
from exectrack_xl.excel.live import Rows, Selection, runs
from exectrack_xl.excel.patch import Edit, SetCached, SetValue, patch
from exectrack_xl.schema import Profile

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported")  # data bars, which openpyxl passes over

TODAY = date(2026, 11, 20)


@dataclass
class PaperBook:
    """An open workbook: what is on the screen stands in a file of its own, which nobody else sees."""

    screen: Path
    saved_in: Path | None
    formula: str = ""
    messages: list[str] = field(default_factory=list)
    status: str = ""
    shown: list[Path] = field(default_factory=list)
    listed: Rows = ()
    marked: list[tuple[str, str]] = field(default_factory=list)

    def folder(self) -> Path:
        if self.saved_in is None:
            raise UsageError("Save the workbook first: what is written comes to lie beside it.")
        return self.saved_in

    def copy_into(self, folder: Path) -> Path:
        return Path(shutil.copy(self.screen, folder))

    def selected_formula(self) -> str:
        return self.formula

    def put(self, edits: Iterable[Edit]) -> None:
        patch(self.screen, [edit for edit in edits if not isinstance(edit, SetCached)])

    def selected_rows(self) -> Selection:
        return Selection("", ())

    def highlight(self, sheet: str, cells: Sequence[str]) -> None:
        self.marked += [(sheet, cell) for cell in cells]

    def is_broken_off(self) -> bool:
        return False

    def list_apart(self, rows: Rows) -> None:
        self.listed = rows

    def show(self, path: Path) -> None:
        self.shown.append(path)

    def say(self, text: str) -> None:
        self.messages.append(text)

    def tell(self, text: str) -> None:
        self.status = text


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return new_workbook(tmp_path_factory.mktemp("made") / "tracker.xlsm", sample=True, profile=Profile.FULL)


@pytest.fixture
def book(made: Path, tmp_path: Path) -> PaperBook:
    (tmp_path / "screen").mkdir()
    (tmp_path / "beside").mkdir()
    return PaperBook(Path(shutil.copy(made, tmp_path / "screen")), tmp_path / "beside")


def edit(book: PaperBook, day: date) -> None:
    """Somebody moves the status date and scores the first risk again, without saving."""
    tracker = read(book.screen)
    row = list(tracker["settings"]["setting"]).index("Status date")
    cells = {tracker["settings"].cell("value", row): ("Settings", day),
             tracker["risks"].cell("impact", 0): ("Risks", 3)}  # fmt: skip
    patch(book.screen, [SetValue(sheet, cell, value) for cell, (sheet, value) in cells.items()])


def results(path: Path) -> dict[str, dict[str, Any]]:
    rows = openpyxl.load_workbook(path, data_only=True)["Results"].iter_rows(min_row=HEAD_ROW + 1, values_only=True)
    heads = next(rows)
    return {str(row[0]): dict(zip(heads, row, strict=True)) for row in rows}


def test_refresh_writes_last_good_values_of_what_is_on_the_screen_and_the_weeks_first_snapshot(
    book: PaperBook,
) -> None:
    before = len(read(book.screen)["snapshots"])
    edit(book, date(2026, 11, 18))
    open_book.refresh(book, TODAY)
    after = results(book.screen)
    assert {row["As of"].date() for row in after.values()} == {date(2026, 11, 18)}
    assert after["period_label|Week"]["Last good value"] == "Week 47 2026"
    assert len(read(book.screen)["snapshots"]) > before
    assert book.status.startswith("Values as of 18 Nov 2026. Snapshot: ")
    assert book.messages == []


def test_a_snapshot_from_the_ribbon_is_the_one_of_the_command_line(book: PaperBook, tmp_path: Path) -> None:
    edit(book, date(2026, 11, 18))
    other = Path(shutil.copy(book.screen, tmp_path / "other.xlsm"))
    open_book.snapshot(book, TODAY)
    headless_snapshot(other, None, TODAY)
    ours, theirs = read(book.screen)["snapshots"], read(other)["snapshots"]
    assert len(ours) == len(theirs)
    assert ours["value"].tolist() == theirs["value"].tolist()
    assert book.status.startswith("Snapshot of 18 Nov 2026: ")


def test_a_deck_is_the_one_of_the_command_line_and_leaves_a_snapshot(book: PaperBook, tmp_path: Path) -> None:
    edit(book, date(2026, 11, 18))
    other = Path(shutil.copy(book.screen, tmp_path / "tracker.xlsm"))
    open_book.quarterly_deck(book, TODAY)
    [deck] = book.shown
    assert deck.parent == book.saved_in
    headless = make_deck(Order(other, TODAY, remember=False)).path
    assert sha256(deck.read_bytes()).hexdigest() == sha256(headless.read_bytes()).hexdigest()
    assert "is ready" in book.status
    assert date(2026, 11, 18) in set(read(book.screen)["snapshots"]["date"].tolist())


def test_a_report_never_replaces_one(book: PaperBook) -> None:
    open_book.report(book, TODAY, "stakeholder")
    open_book.report(book, TODAY, "stakeholder")
    first, second = book.shown
    assert second.name == f"{first.stem} (2).docx"


def test_a_workbook_that_was_never_saved_is_asked_to_be(book: PaperBook) -> None:
    book.saved_in = None
    with pytest.raises(UsageError, match="Save the workbook first"):
        open_book.quarterly_deck(book, TODAY)


def test_findings_are_listed_apart(book: PaperBook) -> None:
    patch(book.screen, [SetValue("Risks", read(book.screen)["risks"].cell("probability", 0), 40)])
    open_book.check_data(book, TODAY)
    head, *lines = book.listed
    assert head[0] == "Sheet"
    assert any(line[0] == "Risks" and line[2] == "Probability" for line in lines)
    assert set(book.marked) == {(line[0], line[1]) for line in lines if line[1]}


def test_a_number_of_the_dashboard_is_explained(book: PaperBook) -> None:
    book.formula = '=IF(dash_quality_score="","–",dash_quality_score)'
    open_book.explain_cell(book, TODAY)
    [text] = book.messages
    assert "Value: 4.9" in text


@pytest.mark.parametrize("formula", ["", "=SUM(A1:A3)", '=IF(dash_answered>0,1,2)&"text"'])
def test_a_cell_that_is_about_no_metric_is_answered_in_a_sentence(formula: str) -> None:
    with pytest.raises(UsageError, match="Select a cell with a function of the tracker"):
        open_book.metric_in(formula)


def test_help_opens_the_manual(book: PaperBook) -> None:
    open_book.show_help(book, TODAY)
    assert "SPI_T" in book.shown[0].read_text(encoding="utf-8-sig")


def test_values_beneath_each_other_are_written_at_once() -> None:
    edits = [SetValue("Results", f"{column}{row}", row) for row in range(6, 400) for column in "GH"]
    assert [(sheet, cell, len(values)) for sheet, cell, values in runs(edits)] == [
        ("Results", "G6", 394), ("Results", "H6", 394),
    ]  # fmt: skip
