"""The workbook that speed is measured on is what the goals speak of, and in order."""

from __future__ import annotations

from pathlib import Path

from python_calamine import CalamineWorkbook

from benchmarks.generate import ROWS, TABLES, tracker_bytes
from exectrack_xl.checks import check
from exectrack_xl.errors import Severity
from exectrack_xl.excel.file import read


def test_the_generated_tracker_has_30_tables_4100_rows_and_no_fault(tmp_path: Path) -> None:
    path = tmp_path / "generated.xlsx"
    path.write_bytes(tracker_bytes())
    book = CalamineWorkbook.from_path(path, load_tables=True)
    heights = [book.get_table_by_name(name).height for name in book.table_names or []]
    assert (len(heights), sum(heights)) == (TABLES, ROWS)
    assert [str(f) for f in check(read(path)) if f.severity is not Severity.NOTE] == []


def test_the_generated_tracker_is_the_same_bytes_every_time() -> None:
    assert tracker_bytes() == tracker_bytes()
