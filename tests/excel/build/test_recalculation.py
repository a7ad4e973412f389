"""What the builder says a formula gives is what a spreadsheet program makes of it."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from exectrack_xl import sample
from exectrack_xl.excel.build import build, new_workbook
from exectrack_xl.package import read_parts, write_parts
from exectrack_xl.schema import SHEETS

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported")  # data bars, which openpyxl passes over

HARD_CASES = {
    "settings": [["Setting", "Value"], ["Status date", date(2026, 11, 13)], ["Risk scale", "5x5"]],
    "holidays": [["Date", "Name"], [date(2026, 11, 11), "Holiday"]],
    "milestones": [
        ["ID", "Milestone", "Baseline date", "Forecast date", "Actual date"],
        ["M-1", "On the day", date(2026, 11, 13), date(2026, 11, 13), None],
        ["M-2", "From a Saturday to a Sunday", date(2026, 11, 7), date(2026, 11, 15), None],
        ["M-3", "Over a holiday", date(2026, 11, 10), date(2026, 11, 12), date(2026, 11, 12)],
        ["M-4", "Early", date(2026, 12, 24), date(2026, 11, 20), None],
        ["M-5", "Very late", date(2026, 6, 1), date(2026, 12, 1), None],
        ["M-6", "Forecast is past", date(2026, 11, 2), date(2026, 11, 2), None],
        ["M-7", "Nothing typed but a name", None, None, None],
        ["M-8", "Only a baseline", date(2026, 11, 2), None, None],
        ["M-9", "Only reached", None, None, date(2026, 11, 2)],
    ],
    "issues": [
        ["Issue ID", "Title", "Status", "Due date", "Raised on", "Closed on"],
        ["IS-1", "Due today", "Open", date(2026, 11, 13), date(2026, 11, 1), None],
        ["IS-2", "Overdue over a weekend", "In Progress", date(2026, 11, 6), date(2026, 11, 1), None],
        ["IS-3", "Closed", "Closed", date(2026, 11, 6), date(2026, 11, 1), date(2026, 11, 9)],
        ["IS-4", "Raised after the status date", "Open", date(2026, 12, 6), date(2026, 12, 1), None],
        ["IS-5", "No date at all", "Open", None, None, None],
        ["IS-6", "Closed before it was raised", "Closed", None, date(2026, 11, 9), date(2026, 11, 1)],
    ],
    "risks": [
        ["ID", "Title", "Probability", "Impact", "Chance", "Cost impact", "Delay impact"],
        ["R-1", "By look-up", 2, 5, None, 1000, 10],
        ["R-2", "Chance typed", 5, 5, 0.33, 1000, None],
        ["R-3", "An opportunity", 1, 1, None, -500, -3],
        ["R-4", "No impact", 3, None, None, 70, 3],
        ["R-5", "Nothing", None, None, None, 70, 3],
        ["R-6", "Chance nought", 3, 3, 0, 70, 3],
    ],
    "tasks": [
        ["ID", "Task", "Baseline finish", "Finish", "Actual finish"],
        ["T-1", "Late", date(2026, 10, 30), date(2026, 11, 9), None],
        ["T-2", "Early", date(2026, 11, 30), date(2026, 11, 9), None],
        ["T-3", "No finish", date(2026, 11, 30), None, None],
        ["T-4", "Finished otherwise than planned", date(2026, 11, 30), date(2026, 12, 9), date(2026, 12, 2)],
    ],
}  # fmt: skip


def same(built: Any, recalculated: Any) -> bool:
    if isinstance(built, int | float) and isinstance(recalculated, int | float):
        return math.isclose(built, recalculated, rel_tol=1e-9, abs_tol=1e-9)
    return (built or "") == (recalculated or "")


def formula_cells(path: Path) -> dict[tuple[str, str], str]:
    book = openpyxl.load_workbook(path)
    return {
        (sheet.title, cell.coordinate): cell.value
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    }


def differences(built: Path, recalculated: Path) -> tuple[list[str], int]:
    """Every formula cell whose built value is not what recalculation gives, and how many there are."""
    before, after = (openpyxl.load_workbook(path, data_only=True) for path in (built, recalculated))
    formulas = formula_cells(built)
    wrong = []
    for (sheet, cell), formula in formulas.items():
        was, now = before[sheet][cell].value, after[sheet][cell].value
        if not same(was, now):
            wrong.append(f"{sheet}!{cell}: built {was!r}, recalculated {now!r}: {formula}")
    return wrong, len(formulas)


@pytest.mark.libreoffice
def test_every_formula_of_the_sample_recalculates_to_the_value_it_was_built_with(
    core_sample: Path, convert: Callable[[Path, str], Path]
) -> None:
    wrong, count = differences(core_sample, convert(core_sample, "xlsx"))
    assert wrong == []
    assert count > 300


@pytest.mark.libreoffice
def test_every_formula_of_an_empty_tracker_recalculates_to_the_value_it_was_built_with(
    tmp_path: Path, convert: Callable[[Path, str], Path]
) -> None:
    path = new_workbook(tmp_path / "empty.xlsx")
    wrong, count = differences(path, convert(path, "xlsx"))
    assert wrong == []
    assert count >= sum(column.is_computed for sheet in SHEETS.values() for column in sheet.columns)


@pytest.mark.libreoffice
def test_every_formula_holds_without_a_status_date(tmp_path: Path, convert: Callable[[Path, str], Path]) -> None:
    cells = {name: rows for name, rows in sample.cells().items() if name != "snapshots"}
    path = build(tmp_path / "odd.xlsx", {**cells, "settings": [["Setting", "Value"]]})
    wrong, _ = differences(path, convert(path, "xlsx"))
    assert wrong == []


@pytest.mark.libreoffice
def test_formulas_agree_with_the_metrics_on_blanks_weekends_holidays_and_the_larger_scale(
    tmp_path: Path, convert: Callable[[Path, str], Path]
) -> None:
    path = build(tmp_path / "hard.xlsx", HARD_CASES)
    cell = _spoil_first_score(path)  # so that a recalculation that did not happen would be seen
    wrong, _ = differences(path, convert(path, "xlsx"))
    assert [line.partition(":")[0] for line in wrong] == [cell]


def _spoil_first_score(path: Path) -> str:
    """Put another value beside the first formula of the risks' score, and say which cell that is."""
    start = rb"IFERROR\(IF\(OR\(Risks\[\[#This Row\],\[Probability\]\]="
    score = re.compile(rb'(<c r="(\w+)"[^>]*><f>' + start + rb"[^<]*</f><v>)[^<]*")
    parts = read_parts(path.read_bytes())
    name = next(name for name, part in parts.items() if score.search(part))
    found = score.search(parts[name])
    assert found is not None
    path.write_bytes(write_parts({**parts, name: score.sub(rb"\g<1>77", parts[name], count=1)}))
    return f"Risks!{found[2].decode()}"
