"""Tables that grow and shrink, with everything that must follow them."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import workbooks
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.table import Table
from reading import cells, parts, tree, values

from exectrack_xl.errors import WorkbookError
from exectrack_xl.excel.patch import AppendRows, RemoveRows, SetValue, patch

NEW = {"ID": "R-004", "Title": "Licence ends", "Probability": 3, "Impact": 3, "Due": date(2027, 1, 8), "Score": 9}
READ = ["R-004", "Licence ends", 3.0, 3.0, date(2027, 1, 8), 9.0]
TITLES = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=12)
GIVEN = st.fixed_dictionaries({"ID": TITLES, "Probability": st.integers(1, 3), "Impact": st.integers(1, 3)})


def row(path: Path, number: int, sheet: str = "Risks") -> list[Any]:
    """What stands in a row from A to F."""
    read = cells(path)
    return [read.get((sheet, f"{letter}{number}")) for letter in "ABCDEF"]


def risks(count: int) -> tuple[dict[str, Any], ...]:
    return tuple({**NEW, "ID": f"R-{number:03}"} for number in range(4, 4 + count))


@pytest.mark.parametrize("kind", ["xlsxwriter", "openpyxl", "libreoffice", "odd"])
def test_a_new_row_has_values_formula_look_and_rules_of_the_last_one(
    kind: str, fresh: Callable[[str], Path], validate_office: Callable[[Path], list[str]]
) -> None:
    path = fresh(kind)
    before, old = validate_office(path), parts(path)
    patch(path, [AppendRows("Risks", (NEW,))])

    assert row(path, 8) == READ
    sheet, table = tree(path, "xl/worksheets/sheet1.xml"), tree(path, "xl/tables/table1.xml")
    assert {table.get("ref"), *values(table, "autoFilter", "ref")} <= {"A4:F8", None}
    formula = sheet.find(".//{*}c[@r='F8']/{*}f")
    assert formula is not None
    assert formula.text in (workbooks.SCORE, "C8*D8")
    looks = {cell.get("r"): cell.get("s") for cell in sheet.iter("{*}c") if (cell.get("r") or "")[1:] in ("7", "8")}
    if kind != "odd":  # its last row states no addresses
        assert [looks.get(f"{letter}8") or "0" for letter in "ABCDEF"] == [
            looks.get(f"{letter}7") or "0" for letter in "ABCDEF"
        ]
    for name in ("dataValidation", "conditionalFormatting"):
        assert all(sqref is None or sqref.endswith("8") for sqref in values(sheet, name, "sqref"))
    assert all((element.text or "").endswith("8") for element in sheet.iter("{*}sqref"))
    assert validate_office(path) == before
    changed = {name for name, part in parts(path).items() if part != old.get(name)}
    assert not {name for name in changed if "drawing" in name or "chart" in name or "theme" in name or "vml" in name}


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(added=st.lists(GIVEN, min_size=1, max_size=8), totals=st.booleans())
def test_any_rows_stand_beneath_the_old_ones_and_totals_beneath_them(
    added: list[dict[str, Any]], totals: bool, tracker: Path, with_totals: Path
) -> None:
    path = Path(shutil.copy(with_totals if totals else tracker, tracker.with_name("copy.xlsx")))
    before = cells(path)
    score = [risk["Probability"] * risk["Impact"] for risk in added]
    patch(path, [AppendRows("Risks", tuple({**g, "Score": s} for g, s in zip(added, score, strict=True)))])
    expected = {place: value for place, value in before.items() if not (totals and place[1].endswith("8"))}
    for number, (risk, worth) in enumerate(zip(added, score, strict=True), 8):
        line = {"A": risk["ID"], "C": risk["Probability"], "D": risk["Impact"], "F": worth}
        expected |= {("Risks", f"{letter}{number}"): value for letter, value in line.items()}
    if totals:
        expected |= {("Risks", f"A{8 + len(added)}"): "Total", ("Risks", f"F{8 + len(added)}"): 13.0}
    assert {place: value for place, value in cells(path).items() if place[0] == "Risks"} == {
        place: value for place, value in expected.items() if place[0] == "Risks"
    }


def test_row_height_is_that_of_the_last_row(tracker: Path) -> None:
    patch(tracker, [AppendRows("Risks", risks(2))])
    heights = {line.get("r"): line.get("ht") for line in tree(tracker, "xl/worksheets/sheet1.xml").iter("{*}row")}
    assert heights["7"] == heights["8"] == heights["9"] == "24"


def test_totals_move_down_and_are_recalculated(with_totals: Path, convert: Callable[[Path, str], Path]) -> None:
    result = patch(with_totals, [AppendRows("Risks", risks(2))])
    table = tree(with_totals, "xl/tables/table1.xml")
    assert (table.get("ref"), values(table, "autoFilter", "ref")) == ("A4:F10", ["A4:F9"])
    assert row(with_totals, 10)[0] == "Total"
    assert result.fed == ("Risks!F10", "Other!B3")
    assert result.note == "2 formulas depend on changed cells (Risks!F10, Other!B3): Excel recalculates on opening."
    assert cells(convert(with_totals, "xlsx"))["Other", "B3"] == 31


def test_an_empty_table_gets_its_blank_row_filled_first(tmp_path: Path) -> None:
    path = tmp_path / "empty.xlsx"
    with xlsxwriter.Workbook(path) as book:
        columns = [{"header": "ID"}, {"header": "Twice", "formula": "=[@ID]&[@ID]"}]
        book.add_worksheet("Notes").add_table("A1:B2", {"name": "Notes", "columns": columns})
    patch(path, [AppendRows("Notes", ({"ID": "a", "Twice": "aa"}, {"id": "b", "twice": "bb"}))])
    assert tree(path, "xl/tables/table1.xml").get("ref") == "A1:B3"
    assert [row(path, number, "Notes")[:2] for number in (2, 3)] == [["a", "aa"], ["b", "bb"]]


@pytest.mark.parametrize(("place", "what"), [("B8", "B8 is filled"), ("F9", "F9 is filled")])
def test_what_stands_below_a_table_is_never_written_over(tracker: Path, place: str, what: str) -> None:
    patch(tracker, [SetValue("Risks", place, "A note of Anna's")])
    before = tracker.read_bytes()
    with pytest.raises(WorkbookError, match=f"Risks: table Risks cannot grow, {what} directly below it"):
        patch(tracker, [AppendRows("Risks", risks(2))])
    assert tracker.read_bytes() == before


def test_what_stands_beside_the_new_rows_does_not_matter(tracker: Path) -> None:
    patch(tracker, [SetValue("Risks", "H8", "beside"), SetValue("Risks", "A20", "far below")])
    patch(tracker, [AppendRows("Risks", risks(2))])
    assert cells(tracker)["Risks", "H8"] == "beside"


def test_a_second_table_below_is_not_run_over(tmp_path: Path) -> None:
    path = tmp_path / "two.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Both")
        sheet.add_table("A1:B2", {"name": "Upper", "columns": [{"header": "ID"}, {"header": "X"}], "data": [["a", 1]]})
        sheet.add_table("A5:B6", {"name": "Lower", "header_row": False})
    patch(path, [AppendRows("Upper", ({"ID": "b"}, {"ID": "c"}))])
    with pytest.raises(WorkbookError, match="table Lower stands there directly below it"):
        patch(path, [AppendRows("Upper", ({"ID": "d"},))])


def test_a_formula_that_names_totals_by_address_stops_them_from_moving(with_totals: Path) -> None:
    rewrite(with_totals, "xl/worksheets/sheet2.xml", "<f>1+1</f>", "<f>Risks!F8*2</f>")
    with pytest.raises(WorkbookError, match=r"Other!B1 reads the totals of table Risks by address \(F8\)"):
        patch(with_totals, [AppendRows("Risks", risks(1))])


def test_a_total_that_adds_up_addresses_is_not_moved(with_totals: Path) -> None:
    rewrite(with_totals, "xl/worksheets/sheet1.xml", "<f>SUBTOTAL(109,[Score])</f>", "<f>SUM(F5:F7)</f>")
    with pytest.raises(WorkbookError, match="Risks!F8: this total of table Risks names cells by address"):
        patch(with_totals, [AppendRows("Risks", risks(1))])


def test_a_formula_with_addresses_moves_with_its_row(tmp_path: Path) -> None:
    path = workbooks.by_openpyxl(tmp_path / "addresses.xlsx")
    patch(path, [AppendRows("Risks", risks(3))])
    sheet = tree(path, "xl/worksheets/sheet1.xml")
    found = [sheet.findtext(f".//{{*}}c[@r='F{number}']/{{*}}f") for number in (7, 8, 9, 10)]
    assert found == ["C7*D7", "C8*D8", "C9*D9", "C10*D10"]


def test_an_unknown_column_is_named_with_the_nearest(tracker: Path) -> None:
    with pytest.raises(WorkbookError, match=r"Table Risks has no column 'Probabilty'. Did you mean 'Probability'\?"):
        patch(tracker, [AppendRows("Risks", ({"Probabilty": 1},))])


def test_an_unknown_table_is_named_with_the_nearest(tracker: Path) -> None:
    with pytest.raises(WorkbookError, match=r"tracker.xlsx has no table 'Risk'. Did you mean 'Risks'\?"):
        patch(tracker, [AppendRows("Risk", (NEW,))])


def test_the_calculation_order_is_left_to_excel_when_formulas_are_added(tracker: Path) -> None:
    book = with_calculation_order(tracker)
    patch(book, [SetValue("Other", "A1", "new")])
    assert "xl/calcChain.xml" in parts(book)
    patch(book, [AppendRows("Risks", (NEW,))])
    found = parts(book)
    assert "xl/calcChain.xml" not in found
    assert b"calcChain" not in found["[Content_Types].xml"] + found["xl/_rels/workbook.xml.rels"]


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    """A table of texts alone, as the tracker's memory is."""
    path = tmp_path / "notes.xlsx"
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Notes"
    for values_ in [("Day", "Text"), *((f"d{n}", f"t{n}") for n in range(1, 7))]:
        sheet.append(values_)
    sheet.add_table(Table(displayName="Notes", ref="A1:B7"))
    book.save(path)
    return path


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(gone=st.sets(st.integers(2, 7)), added=st.integers(0, 4))
def test_rows_taken_out_close_up_and_new_ones_follow(gone: set[int], added: int, notes: Path) -> None:
    path = Path(shutil.copy(notes, notes.with_name("copy.xlsx")))
    new = tuple({"Day": f"n{n}", "Text": "x"} for n in range(added))
    patch(path, [RemoveRows("Notes", frozenset(gone)), AppendRows("Notes", new)])
    wanted = [f"d{n}" for n in range(1, 7) if n + 1 not in gone] + [f"n{n}" for n in range(added)]
    read = cells(path)
    assert [read.get(("Notes", f"A{n}")) for n in range(2, 2 + len(wanted))] == wanted
    assert len(read) == 2 * (len(wanted) + 1)
    assert tree(path, "xl/tables/table1.xml").get("ref") == f"A1:B{1 + max(1, len(wanted))}"


def test_rows_of_a_table_with_formulas_are_not_taken_out(tracker: Path) -> None:
    with pytest.raises(WorkbookError, match=r"Table Risks holds formulas. Delete its rows in Excel."):
        patch(tracker, [RemoveRows("Risks", frozenset({5}))])


def rewrite(path: Path, part: str, old: str, new: str) -> None:
    """Put other text into a part, as if the workbook had been saved so."""
    found = parts(path)
    assert old.encode() in found[part]
    path.write_bytes(workbooks.zipped({**found, part: found[part].replace(old.encode(), new.encode())}))


def with_calculation_order(path: Path) -> Path:
    """The workbook with the list of formula cells that Excel adds on saving."""
    content = "application/vnd.openxmlformats-officedocument.spreadsheetml.calcChain+xml"
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/calcChain"
    listed = '<c r="F5" i="1"/><c r="F6" i="1"/><c r="F7" i="1"/><c r="B1" i="2"/>'
    found = parts(path)
    found["xl/calcChain.xml"] = f'<calcChain xmlns="{workbooks.SPREADSHEET}">{listed}</calcChain>'.encode()
    types = f'<Override PartName="/xl/calcChain.xml" ContentType="{content}"/></Types>'
    found["[Content_Types].xml"] = found["[Content_Types].xml"].replace(b"</Types>", types.encode())
    link = f'<Relationship Id="rId99" Type="{kind}" Target="calcChain.xml"/></Relationships>'
    links = "xl/_rels/workbook.xml.rels"
    found[links] = found[links].replace(b"</Relationships>", link.encode())
    path.write_bytes(workbooks.zipped(found))
    return path
