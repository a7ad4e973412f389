"""New trackers, and the sample built from source: nothing that somebody changed is lost."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from exectrack_xl.actions.building import NewTracker, build_sample, make_new
from exectrack_xl.errors import UsageError
from exectrack_xl.excel.build.origin import is_as_built
from exectrack_xl.package import read_parts, write_parts

TODAY = date(2026, 11, 13)


def edited(path: Path) -> bytes:
    """The workbook after somebody has typed something."""
    parts = read_parts(path.read_bytes())
    return write_parts({**parts, "xl/sharedStrings.xml": parts["xl/sharedStrings.xml"].replace(b"Claims", b"Mine")})


def test_a_new_tracker_with_buttons_is_made(tmp_path: Path) -> None:
    path = make_new(NewTracker(tmp_path / "own.xlsm"), TODAY)
    assert "xl/vbaProject.bin" in read_parts(path.read_bytes())


def test_a_new_tracker_without_buttons_has_no_macros(tmp_path: Path) -> None:
    path = make_new(NewTracker(tmp_path / "own.xlsx"), TODAY)
    assert "xl/vbaProject.bin" not in read_parts(path.read_bytes())


def test_another_ending_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"ends in \.xlsx"):
        make_new(NewTracker(tmp_path / "own.xls"), TODAY)


def test_a_tracker_that_exists_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "own.xlsx").write_bytes(b"mine")
    with pytest.raises(UsageError, match="exists already"):
        make_new(NewTracker(tmp_path / "own.xlsx"), TODAY)
    assert (tmp_path / "own.xlsx").read_bytes() == b"mine"


def test_a_built_sample_is_built_again_but_never_over_what_somebody_changed(tmp_path: Path) -> None:
    path = build_sample(tmp_path / "workbook" / "ExecutionTracker.xlsm")
    first = path.read_bytes()
    assert is_as_built(path)
    path.write_bytes(edited(path))
    assert not is_as_built(path)
    with pytest.raises(UsageError, match="has been changed since it was built"):
        build_sample(path)
    assert build_sample(path, replace=True).read_bytes() == first
    build_sample(path)  # as it was built: it may be built again


def test_a_file_that_is_no_workbook_counts_as_changed(tmp_path: Path) -> None:
    path = tmp_path / "tracker.xlsm"
    path.write_bytes(b"notes")
    with pytest.raises(UsageError, match="left alone"):
        build_sample(path)
    assert path.read_bytes() == b"notes"
