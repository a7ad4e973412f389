"""When a workbook is not written to, and that it is never found half-written."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import workbooks
from reading import cells, parts

from exectrack_xl.errors import WorkbookError
from exectrack_xl.excel.patch import Fingerprint, SetValue, patch
from exectrack_xl.excel.patch.guard import must_be_unchanged
from exectrack_xl.package import replace_file

EDIT = [SetValue("Other", "A1", "new")]


def refused(path: Path, sentence: str, seen: Fingerprint | None = None) -> None:
    before = path.read_bytes()
    with pytest.raises(WorkbookError, match=sentence):
        patch(path, EDIT, seen=seen)
    assert path.read_bytes() == before
    assert not list(path.parent.glob(".*.tmp"))


@pytest.mark.parametrize(
    ("lock", "content", "who"),
    [
        ("~$tracker.xlsx", b"\x09Anna Berg" + b" " * 40, r"Excel \(Anna Berg\)"),
        ("~$tracker.xlsx", b"", "Excel"),
        (".~lock.tracker.xlsx#", b",anna,laptop,16.10.2026 09:30,file:///home/anna;", r"LibreOffice \(anna\)"),
    ],
)
def test_a_workbook_that_somebody_has_open_is_refused(tracker: Path, lock: str, content: bytes, who: str) -> None:
    tracker.with_name(lock).write_bytes(content)
    refused(tracker, f"tracker.xlsx is open in {who}: close it there and run this again.")


def test_a_signed_workbook_is_refused_but_signed_macros_are_not(tracker: Path) -> None:
    found = parts(tracker)
    tracker.write_bytes(workbooks.zipped({**found, "xl/vbaProjectSignature.bin": b"signed"}))
    patch(tracker, EDIT)
    assert parts(tracker)["xl/vbaProjectSignature.bin"] == b"signed"
    tracker.write_bytes(workbooks.zipped({**found, "_xmlsignatures/sig1.xml": b"<Signature/>"}))
    refused(tracker, "tracker.xlsx is digitally signed, and any change breaks the signature.")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "is encrypted"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old .xls format"),
        (b"ID;Title\n", "is not an Excel workbook"),
        (b"", "is empty"),
    ],
)
def test_what_is_no_workbook_is_refused(tmp_path: Path, content: bytes, sentence: str) -> None:
    path = tmp_path / "tracker.xlsx"
    path.write_bytes(content)
    refused(path, sentence)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WorkbookError, match="There is no file"):
        patch(tmp_path / "none.xlsx", EDIT)


def test_a_workbook_that_changed_since_it_was_read_is_refused(tracker: Path) -> None:
    seen = Fingerprint.of(tracker)
    patch(tracker, [SetValue("Other", "J1", "somebody else's")])
    refused(tracker, "tracker.xlsx was changed by somebody while it was being read.", seen)
    assert cells(tracker)["Other", "J1"] == "somebody else's"


def test_what_happens_while_the_new_workbook_is_written_is_seen_before_it_takes_the_place(tracker: Path) -> None:
    seen, theirs = Fingerprint.of(tracker), b"saved by somebody meanwhile"

    def check() -> None:
        tracker.write_bytes(theirs)
        must_be_unchanged(tracker, seen)

    with pytest.raises(WorkbookError, match="was changed by somebody while it was being read"):
        replace_file(tracker, b"ours", last_check=check)
    assert tracker.read_bytes() == theirs
    assert list(tracker.parent.iterdir()) == [tracker]


def test_a_workbook_opened_meanwhile_is_refused_though_its_bytes_are_the_same(tracker: Path) -> None:
    seen = Fingerprint.of(tracker)
    must_be_unchanged(tracker, seen)
    tracker.with_name(f"~${tracker.name}").write_bytes(b"\x04Anna")
    with pytest.raises(WorkbookError, match=r"is open in Excel \(Anna\)"):
        must_be_unchanged(tracker, seen)


@pytest.mark.skipif(not hasattr(__import__("os"), "fork"), reason="killing needs a system that can fork")
def test_killed_at_any_moment_the_workbook_is_the_old_one_or_the_new_one(tmp_path: Path) -> None:
    path = workbooks.by_xlsxwriter(tmp_path / "tracker.xlsx")
    command = [sys.executable, str(Path(__file__).with_name("killing.py")), str(path), "40", "7"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=300)
    old, new, neither = map(int, done.stdout.split())
    assert neither == 0
    assert old + new == 40
    assert old >= 1
