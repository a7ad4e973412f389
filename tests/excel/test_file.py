"""A tracker is read from workbooks as people leave them, and a file that is none is refused in one sentence."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from exectrack_xl.errors import UsageError, WorkbookError
from exectrack_xl.excel import opening
from exectrack_xl.excel.file import _guarded, read
from exectrack_xl.excel.opening import open_package
from exectrack_xl.tracker import Tracker

DAY = date(2026, 9, 30)
RISKS = [
    ["ID", "Title", "Probability", "Impact", "Status", "Owner"],
    ["R-01", "Supplier late", 3, 2, "Open", "Ada"],
    ["R-02", "Key person leaves", 1, 3, "Open", "Ben"],
]
ISSUES = [
    ["Issue ID", "Title", "Priority", "Status", "Owner", "Due date"],
    ["IS-1", "Login fails", "High", "Open", "Ada", date(2026, 10, 16)],
]


def _book(path: Path, *blocks: tuple[str, str, str, list[list[Any]]], **options: Any) -> Path:
    """A workbook of tables: (sheet, table name or "", top-left cell, cells)."""
    with xlsxwriter.Workbook(str(path), {"default_date_format": "yyyy-mm-dd", **options}) as book:
        for sheet, table, corner, cells in blocks:
            page = book.get_worksheet_by_name(sheet) or book.add_worksheet(sheet)
            match = re.fullmatch(r"([A-Z])(\d+)", corner)
            assert match is not None
            top, left = int(match[2]) - 1, ord(match[1]) - 65
            for row, values in enumerate(cells):
                for column, value in enumerate(values):
                    page.write(top + row, left + column, value)
            if table:
                headers = [{"header": header} for header in cells[0]]
                page.add_table(top, left, top + len(cells) - 1, left + len(cells[0]) - 1,
                               {"name": table, "columns": headers})  # fmt: skip
    return path


def _patched(path: Path, part: str, change: Callable[[bytes], bytes]) -> Path:
    """The same workbook with one part changed."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    before = parts[part]
    parts[part] = change(before)
    assert parts[part] != before
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return path


def _rules(tracker: Tracker) -> dict[str, str]:
    return {finding.rule: str(finding) for finding in tracker.findings}


def _refusal(path: Path) -> str:
    """The sentence with which a file is refused, "" where it is read."""
    try:
        read(path, DAY)
    except WorkbookError as refusal:
        return str(refusal)
    return ""


SHEET, TABLE = "xl/worksheets/sheet1.xml", "xl/tables/table1.xml"


def test_a_table_is_found_by_its_name_wherever_it_stands(tmp_path: Path) -> None:
    path = _book(tmp_path / "t.xlsx", ("Our register", "risks", "C5", RISKS))
    tracker = read(path, DAY)
    assert tracker["risks"]["id"].tolist() == ["R-01", "R-02"]
    assert tracker["risks"].cell("owner", 1) == "H7"
    assert tracker.name == "t.xlsx"
    assert tracker.as_of == DAY


def test_two_tables_on_one_sheet_keep_apart(tmp_path: Path) -> None:
    path = _book(tmp_path / "t.xlsx", ("Log", "Risks", "A1", RISKS), ("Log", "Issues", "A6", ISSUES))
    tracker = read(path, DAY)
    assert len(tracker["risks"]) == 2
    assert tracker["issues"]["due"].tolist() == [date(2026, 10, 16)]


def test_a_renamed_table_is_found_by_its_sheet(tmp_path: Path) -> None:
    path = _book(tmp_path / "t.xlsx", ("Risks", "Table1", "B4", RISKS))
    assert read(path, DAY)["risks"].cell("id", 0) == "B5"


def test_a_bare_sheet_is_read_from_its_row_of_headers_and_says_so(tmp_path: Path) -> None:
    path = _book(tmp_path / "t.xlsx", ("Risks", "", "B3", RISKS), ("Issues", "", "A1", [["Our issues"]]))
    tracker = read(path, DAY)
    assert tracker["risks"].cell("id", 1) == "B5"
    rules = _rules(tracker)
    assert "read from the headers in row 3" in rules["not-a-table"]
    assert "no row of headers" in rules["headers-missing"]


def test_a_missing_sheet_is_an_empty_table_and_a_note_with_the_name_probably_meant(tmp_path: Path) -> None:
    path = _book(tmp_path / "t.xlsx", ("Risks", "Risks", "A1", RISKS), ("Isues", "Log", "A1", ISSUES))
    tracker = read(path, DAY)
    assert len(tracker["issues"]) == 0
    assert "Issues: there is no table or sheet 'Issues'. Did you mean 'Isues'?" in map(str, tracker.findings)


def test_a_copied_sheet_is_named_and_not_read(tmp_path: Path) -> None:
    path = _book(tmp_path / "t.xlsx", ("Risks", "Risks", "A1", RISKS), ("Risks (2)", "Risks3", "A1", RISKS))
    assert "'Risks (2)'" in _rules(read(path, DAY))["table-copied"]


def test_rows_typed_below_a_table_are_read_and_named(tmp_path: Path) -> None:
    path = _book(tmp_path / "t.xlsx", ("Risks", "Risks", "A2", RISKS[:2]), ("Risks", "", "A4", RISKS[2:]))
    tracker = read(path, DAY)
    assert tracker["risks"]["id"].tolist() == ["R-01", "R-02"]
    assert "row 4 stands below" in _rules(tracker)["rows-below-table"]


def test_a_remark_below_a_table_is_no_row(tmp_path: Path) -> None:
    path = _book(tmp_path / "t.xlsx", ("Risks", "Risks", "A2", RISKS), ("Risks", "", "A5", [["Source: workshop"]]))
    assert len(read(path, DAY)["risks"]) == 2


def test_a_row_of_totals_is_no_row(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        page = book.add_worksheet("Costs")
        columns = [{"header": "Initiative", "total_string": "Total"}, {"header": "Month"},
                   {"header": "Actual cost", "total_function": "sum"}]  # fmt: skip
        page.add_table("A1:C3", {"name": "Costs", "total_row": True, "columns": columns, "data": [["I-01", 46000, 5]]})
    assert read(path, DAY)["costs"]["actual_cost"].tolist() == [5.0]


def test_what_a_person_typed_arrives_as_typed(tmp_path: Path) -> None:
    texts = [
        "=cmd|' /C calc'!A0", "AT&T < B", "{{ x }}", "two\nlines", "naïve 😀", "שלום עולם", "x" * 5000, "_x000D_",
        "tab\there", "  kept  ", "#N/A",
    ]  # fmt: skip
    path = tmp_path / "t.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        page = book.add_worksheet("Risks")
        page.add_table(0, 0, len(texts), 1, {"name": "Risks", "columns": [{"header": "ID"}, {"header": "Title"}]})
        for row, text in enumerate(texts, start=1):
            page.write_string(row, 0, f"R-{row}")
            page.write_string(row, 1, text)
    assert read(path, DAY)["risks"]["title"].tolist() == texts


def test_dates_count_from_1904_where_the_workbook_does(tmp_path: Path) -> None:
    path = _book(tmp_path / "t.xlsx", ("Issues", "Issues", "A1", ISSUES), date_1904=True)
    assert read(path, DAY)["issues"]["due"].tolist() == [date(2026, 10, 16)]


@pytest.mark.parametrize("error", ["#DIV/0!", "#N/A", "#REF!", "#NAME?", "#SPILL!", "#CALC!", "#GETTING_DATA"])
def test_an_error_value_is_a_finding_at_its_cell(tmp_path: Path, error: str) -> None:
    path = _book(tmp_path / "t.xlsx", ("Risks", "Risks", "B2", RISKS))
    cell = f'<c r="D3" t="e"><f>1/0</f><v>{error}</v></c>'.encode()
    _patched(path, SHEET, lambda part: re.sub(rb'<c r="D3"><v>3</v></c>', cell, part))
    tracker = read(path, DAY)
    assert _rules(tracker)["cell-error"].startswith(f"Risks!D3 (Probability): shows {error}.")
    assert tracker["risks"]["probability"].tolist()[1] == 1.0


def test_an_error_cell_without_an_address_is_placed_by_counting(tmp_path: Path) -> None:
    path = _book(tmp_path / "t.xlsx", ("Risks", "Risks", "A1", RISKS))
    _patched(path, SHEET, lambda part: re.sub(rb'<c r="C2"><v>3</v></c>', rb'<c t="e"><v>#NUM!</v></c>', part))
    assert "Risks!C2" in _rules(read(path, DAY))["cell-error"]


def test_a_far_cell_is_refused_in_one_sentence_and_a_styled_blank_one_is_not(tmp_path: Path) -> None:
    path = _book(tmp_path / "t.xlsx", ("Risks", "Risks", "A1", RISKS))
    blank = b'<row r="1048576"><c r="XFD1048576" s="0"/></row></sheetData>'
    _patched(path, SHEET, lambda part: part.replace(b"</sheetData>", blank))
    assert len(read(path, DAY)["risks"]) == 2
    _patched(path, SHEET, lambda part: part.replace(b'XFD1048576" s="0"/>', b'XFD1048576"><v>1</v></c>'))
    with pytest.raises(WorkbookError, match="sheet 'Risks' is filled as far out as XFD1048576"):
        read(path, DAY)


def test_a_far_row_of_cells_without_addresses_is_refused(tmp_path: Path) -> None:
    wide = [row + ["x"] * 6 for row in RISKS]
    path = _book(tmp_path / "t.xlsx", ("Risks", "", "A1", wide))
    far = b'<row r="1048576"><c><v>1</v></c></row></sheetData>'
    _patched(path, SHEET, lambda part: part.replace(b"</sheetData>", far))
    with pytest.raises(WorkbookError, match="as far out as A1048576 and L1"):
        read(path, DAY)


def test_a_cell_that_cannot_exist_is_refused(tmp_path: Path) -> None:
    path = _book(tmp_path / "t.xlsx", ("Risks", "Risks", "A1", RISKS))
    _patched(path, SHEET, lambda part: part.replace(b'r="C2"', b'r="ABCDEFGHI2"'))
    with pytest.raises(WorkbookError, match="ABCDEFGHI2, which Excel does not know"):
        read(path, DAY)


def test_a_long_sheet_and_a_wide_one_are_read(tmp_path: Path) -> None:
    wide = [row + [""] * 694 + ["far"] for row in RISKS]
    path = _book(tmp_path / "t.xlsx", ("Risks", "", "A1", wide))
    assert len(read(path, DAY)["risks"]) == 2
    long = [RISKS[0], *([f"R-{n}", "x", 1, 1, "Open", "Ada"] for n in range(12_000))]
    path = _book(tmp_path / "long.xlsx", ("Risks", "Risks", "A1", long))
    assert len(read(path, DAY)["risks"]) == 12_000


def test_a_table_range_written_the_wrong_way_round_is_read_and_named(tmp_path: Path) -> None:
    path = _book(tmp_path / "t.xlsx", ("Risks", "Risks", "A1", RISKS))
    _patched(path, TABLE, lambda part: part.replace(b'ref="A1:F3"', b'ref="F3:A1"'))
    tracker = read(path, DAY)
    assert len(tracker["risks"]) == 2
    assert "F3:A1" in _rules(tracker)["table-range"]


@pytest.mark.parametrize(("reference", "rows"), [("A1:F1", 2), ("A1:F9999999", 2), ("nonsense", 2), ("A1:F900000", 2)])
def test_odd_table_ranges_end_well(tmp_path: Path, reference: str, rows: int) -> None:
    path = _book(tmp_path / "t.xlsx", ("Risks", "Risks", "A1", RISKS))
    _patched(path, TABLE, lambda part: part.replace(b"A1:F3", reference.encode()))
    assert len(read(path, DAY)["risks"]) == rows


def test_the_status_date_of_settings_counts_where_none_is_given(tmp_path: Path) -> None:
    path = _book(tmp_path / "t.xlsx", ("Settings", "Settings", "A1", [["Setting", "Value"], ["Status date", DAY]]))
    assert read(path).as_of == DAY
    with pytest.raises(UsageError, match="No status date"):
        read(_book(tmp_path / "r.xlsx", ("Risks", "Risks", "A1", RISKS)))


def test_a_workbook_that_openpyxl_saved_is_read_alike(tmp_path: Path) -> None:
    path = _book(tmp_path / "t.xlsx", ("Risks", "Risks", "B2", RISKS))
    before = read(path, DAY)["risks"]
    openpyxl.load_workbook(path).save(path)
    after = read(path, DAY)["risks"]
    assert {n: v.tolist() for n, v in after.columns.items() if n == "id"} == {"id": before["id"].tolist()}
    assert after.places == before.places


def _zip_of(**parts: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/"), data)
    return target.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("a.xlsx", b"", "a.xlsx is empty"),
        ("a.xlsx", b"ID;Risk\nR-1;x", "not an Excel workbook"),
        ("a.xls", OLE + bytes(500), "old .xls format"),
        ("a.xlsx", OLE + "EncryptedPackage".encode("utf-16-le"), "is encrypted"),
        ("a.ods", _zip_of(mimetype=b"application/vnd.oasis"), "OpenDocument"),
        ("a.xlsb", _zip_of(**{"xl__workbook.bin": b"x"}), "binary workbook"),
        ("a.zip", _zip_of(readme=b"x"), "not an Excel workbook"),
        ("~$a.xlsx", b"lock", "note that a.xlsx is open"),
    ],
)
def test_a_file_that_is_no_workbook_is_refused_in_one_sentence(
    tmp_path: Path, name: str, data: bytes, sentence: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(WorkbookError, match=re.escape(sentence)) as caught:
        read(path, DAY)
    assert "\n" not in str(caught.value)


def test_a_missing_file_a_folder_and_a_foreign_workbook_are_refused(tmp_path: Path) -> None:
    with pytest.raises(WorkbookError, match="There is no file"):
        read(tmp_path / "none.xlsx", DAY)
    with pytest.raises(WorkbookError, match="is a folder"):
        read(tmp_path, DAY)
    foreign = _book(tmp_path / "budget.xlsx", ("Budget", "Table1", "A1", [["A", "B"], [1, 2]]))
    with pytest.raises(WorkbookError, match="holds none of the tables"):
        read(foreign, DAY)


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = _book(tmp_path / "t.xlsx", ("Risks", "Risks", "A1", RISKS))
    monkeypatch.setattr(opening, "LARGEST_CONTENT", 1000)
    with pytest.raises(WorkbookError, match="unpacks to more than"):
        read(path, DAY)


def test_a_part_that_unpacks_to_more_than_it_says_is_refused(tmp_path: Path) -> None:
    path = _book(tmp_path / "t.xlsx", ("Risks", "Risks", "A1", RISKS))
    whole = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        entry = archive.getinfo("xl/sharedStrings.xml")
    directory = whole.rindex(b"xl/sharedStrings.xml") - 46
    whole[directory + 24 : directory + 28] = (entry.file_size // 2).to_bytes(4, "little")
    path.write_bytes(whole)
    with pytest.raises(WorkbookError, match=r"sharedStrings\.xml' cannot be unpacked"):
        read(path, DAY)


def test_a_panic_of_the_cell_reader_ends_in_a_sentence_and_an_interrupt_goes_through(tmp_path: Path) -> None:
    class PanicException(BaseException):
        pass

    def panic() -> None:
        raise PanicException

    def interrupt() -> None:
        raise KeyboardInterrupt

    package = open_package(_book(tmp_path / "t.xlsx", ("Risks", "Risks", "A1", RISKS)))
    with pytest.raises(WorkbookError, match="its cells cannot be read"):
        _guarded(package, panic)
    with pytest.raises(KeyboardInterrupt):
        _guarded(package, interrupt)


def test_a_workbook_cut_off_anywhere_is_refused_or_read_but_never_crashes(tmp_path: Path) -> None:
    whole = _book(tmp_path / "t.xlsx", ("Risks", "Risks", "A1", RISKS)).read_bytes()
    path = tmp_path / "cut.xlsx"
    for length in range(1, len(whole), 97):
        path.write_bytes(whole[:length])
        with pytest.raises(WorkbookError):
            read(path, DAY)


def test_a_workbook_with_damaged_bytes_is_refused_or_read_but_never_crashes(tmp_path: Path) -> None:
    whole = _book(tmp_path / "t.xlsx", ("Risks", "Risks", "A1", RISKS)).read_bytes()
    path = tmp_path / "damaged.xlsx"
    for place in range(0, len(whole), 31):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 0x5A]) + whole[place + 1 :])
        assert "\n" not in _refusal(path)


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        (SHEET, b"</sheetData>", b"<sheetData>"),
        (SHEET, b'<c r="C2"><v>3</v>', b'<c r="C2" t="s"><v>99999</v>'),
        (SHEET, b'<c r="C2"><v>3</v>', b'<c r="C2" t="e"><v>#N/A</v><'),
        ("xl/workbook.xml", b"<sheets>", b"<sheet"),
        (TABLE, b"<table ", b"<<table "),
        ("xl/worksheets/_rels/sheet1.xml.rels", b"table1.xml", b"table9.xml"),
    ],
)
def test_broken_parts_end_in_a_sentence_or_in_a_table(tmp_path: Path, part: str, old: bytes, new: bytes) -> None:
    path = _book(tmp_path / "t.xlsx", ("Risks", "Risks", "A1", RISKS))
    _patched(path, part, lambda content: content.replace(old, new, 1))
    assert "damaged" in (_refusal(path) or "damaged")
