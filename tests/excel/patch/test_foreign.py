"""Which formulas of other people make Excel recalculate."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter
from reading import tree, values

from exectrack_xl.excel.patch import SetCached, SetValue, patch


def made(path: Path, formula: str) -> Path:
    """A workbook with one formula, in Mine!C9, that has a result already."""
    with xlsxwriter.Workbook(path) as book:
        data, mine = book.add_worksheet("Data"), book.add_worksheet("Mine")
        data.add_table("A1:B4", {"name": "Costs", "columns": [{"header": "ID"}, {"header": "Cost"}],
                                 "data": [["a", 1], ["b", 2], ["c", 3]]})  # fmt: skip
        data.write("H1", 1)
        book.define_name("budget", "=Data!$B$2:$B$4")
        book.define_name("plan", "=budget")
        mine.write_formula("C9", formula, None, 6)
        mine.write("A1", 1)
    return path


@pytest.mark.parametrize(
    ("formula", "is_fed"),
    [
        ("=Data!B3", True), ("=Data!$B$3", True), ("=SUM('Data'!B1:B9)", True), ("=SUM(Data!B:B)", True),
        ("=SUM(Data!3:3)", True), ("=SUM(Costs[Cost])", True), ("=SUM(budget)", True), ("=SUM(plan)*2", True),
        ("=SUM(Data:Mine!B3)", True), ("=spi()", True), ("=COUNTA(Costs)", True),
        ("=Data!B30", False), ("=B3", False), ("=SUM(Data!C:C)", False), ('="Data!B3"', False), ("=LOG10(5)", False),
        ("=1+1", False), ("=SUM(Data!4:9)", False), ("=Data!H1", False),
    ],
)  # fmt: skip
def test_a_formula_that_reads_a_changed_cell_makes_excel_recalculate(
    tmp_path: Path, formula: str, is_fed: bool
) -> None:
    path = made(tmp_path / "mine.xlsx", formula)
    result = patch(path, [SetValue("Data", "B3", 20)])
    assert result.fed == (("Mine!C9",) if is_fed else ())
    assert bool(result.note) is is_fed


def test_a_recalculation_is_asked_for_in_the_workbook_itself(tmp_path: Path) -> None:
    path = without_orders(made(tmp_path / "mine.xlsx", "=Data!B3"))
    patch(path, [SetValue("Data", "H1", 20)])
    assert values(tree(path, "xl/workbook.xml"), "calcPr", "fullCalcOnLoad") == [None]
    patch(path, [SetValue("Data", "B3", 20)])
    assert values(tree(path, "xl/workbook.xml"), "calcPr", "fullCalcOnLoad") == ["1"]


def test_formulas_whose_results_the_caller_gives_or_answers_for_are_ours(tmp_path: Path) -> None:
    path = made(tmp_path / "mine.xlsx", "=Data!B3")
    assert patch(path, [SetValue("Data", "B3", 20), SetCached("Mine", "C9", 20)]).fed == ()
    assert patch(path, [SetValue("Data", "B3", 21)], ours=[("mine", "C9")]).fed == ()


def test_cells_that_share_a_formula_are_told_apart(tmp_path: Path) -> None:
    path = made(tmp_path / "mine.xlsx", "=1+1")
    shared = (
        b'<row r="20"><c r="D20"><f t="shared" ref="D20:D22" si="0">Data!B2</f><v>1</v></c></row>'
        b'<row r="21"><c r="D21"><f t="shared" si="0"/><v>2</v></c></row></sheetData>'
    )
    without_orders(path, ("xl/worksheets/sheet2.xml", b"</sheetData>", shared))
    assert patch(path, [SetValue("Data", "B3", 20)]).fed == ("Mine!D21",)


def without_orders(path: Path, change: tuple[str, bytes, bytes] = ("", b"", b"")) -> Path:
    """The workbook without the order to recalculate, as Excel saves it, and with one more change."""
    import workbooks
    from reading import parts

    found = parts(path)
    found["xl/workbook.xml"] = found["xl/workbook.xml"].replace(b' fullCalcOnLoad="1"', b"")
    part, old, new = change
    if part:
        found[part] = found[part].replace(old, new)
    path.write_bytes(workbooks.zipped(found))
    return path
