"""Formula cells read from the text of a sheet are those that a reader of XML finds."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree
from reading import cells, parts
from workbooks import KINDS

from exectrack_xl.excel.patch import SetCached, SetValue, patch
from exectrack_xl.excel.patch.written import formula_cells

ROW = '<worksheet><sheetData><row r="2">{}</row></sheetData></worksheet>'


def by_xml(part: bytes) -> dict[str, tuple[str, str | None]]:
    """Formula and value of each formula cell by address."""
    found = {}
    for formula in etree.fromstring(part).iterfind("{*}sheetData/{*}row/{*}c/{*}f"):
        cell = formula.getparent()
        assert cell is not None
        found[cell.get("r", "")] = (formula.text or "", cell.findtext("{*}v"))
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_what_any_program_writes_is_read_as_it_is_or_left_to_a_reader_of_xml(
    kind: str, originals: dict[str, Path]
) -> None:
    sheets = {name: part for name, part in parts(originals[kind]).items() if name.startswith("xl/worksheets/sheet")}
    plain = {name: formula_cells(part) for name, part in sheets.items()}
    for name, found in plain.items():
        if found is not None:
            expected = by_xml(sheets[name])
            assert [*found] == [*expected]
            assert {at: (cell.formula, cell.value) for at, cell in found.items()} == expected
    if kind in ("xlsxwriter", "openpyxl", "libreoffice"):
        assert None not in plain.values()
        assert any(plain.values())


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="B2"><f>1+1</f><v>2</v><extLst/></c>', '<c r="B2"><!-- two --><f>1+1</f><v>2</v></c>',
        '<c r="B2"><f>1+1</f><v>&#50;</v></c>', '<c><f>1+1</f><v>2</v></c>', "<c r='B2'><f>1+1</f><v>2</v></c>",
        '<c r="B2"><f><![CDATA[1+1]]></f><v>2</v></c>', '<c r="B2"> <f>1+1</f><v>2</v></c>',
    ],
)  # fmt: skip
def test_a_cell_written_in_another_way_leaves_its_sheet_to_a_reader_of_xml(cell: str) -> None:
    assert formula_cells(ROW.format('<c r="A2"><f>1</f><v>1</v></c>' + cell).encode()) is None


def test_a_sheet_in_another_encoding_is_left_to_a_reader_of_xml() -> None:
    plain = ROW.format('<c r="B2" t="str"><f>"é"</f><v>é</v></c>')
    assert formula_cells(plain.encode()) is not None
    assert formula_cells(plain.encode("latin-1")) is None
    assert formula_cells(b'<?xml version="1.0" encoding="UTF-16"?>' + plain.encode()) is None


def test_a_result_that_was_changed_and_is_changed_back_is_as_it_was(fresh: Callable[[str], Path]) -> None:
    path = fresh("xlsxwriter")
    assert cells(path)["Other", "B1"] == 2
    patch(path, [SetCached("Other", "B1", 3), SetCached("Other", "B1", 2)])
    assert cells(path)["Other", "B1"] == 2


def test_results_that_the_file_shows_already_need_no_writing(fresh: Callable[[str], Path]) -> None:
    path = fresh("xlsxwriter")
    result = patch(path, [SetCached("Other", "B1", 2.0), SetCached("Risks", "F5", 6)])
    assert (result.cells, result.parts, result.fed) == (0, (), ())
    assert patch(path, [SetCached("Other", "B1", 2), SetValue("Other", "J9", "x")]).parts != ()
