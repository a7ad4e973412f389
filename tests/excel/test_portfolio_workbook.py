"""The portfolio as a workbook: one row a tracker, lists ready for a pivot, native charts, and no formula."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from exectrack_xl.excel.portfolio import write_portfolio
from exectrack_xl.package import read_parts
from exectrack_xl.report.portfolio.model import Failed, Portfolio, portfolio
from tests.report.portfolio.trackers import DAY, many

SHEETS = ["Overview", "Trackers", "Critical", "Decisions", "Colours", "Conflicts", "Money", "Set by hand", "Findings"]


def view(count: int) -> Portfolio:
    return portfolio(many(count), (Failed("broken.xlsx", '=HYPERLINK("http://x")'),), DAY, {"USD": 0.5, "GBP": 2.0})


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_portfolio(view(40), tmp_path_factory.mktemp("portfolio") / "portfolio.xlsx")


def test_each_list_is_one_excel_table_with_all_its_rows(path):
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == SHEETS
    assert [len(book[name].tables) for name in SHEETS] == [0, *[1] * 8]
    assert book["Trackers"].max_row == 4 + 40
    assert len(book["Overview"]._charts) == 3
    assert len({cell.value for cell in book["Trackers"][4]}) == book["Trackers"].max_column


def test_a_status_is_its_word_and_shows_its_shape(path):
    sheet = openpyxl.load_workbook(path)["Trackers"]
    cell = sheet.cell(5, [one.value for one in sheet[4]].index("Status") + 1)
    assert (cell.value, cell.number_format) == ("Red", '"■ "@')


def test_nothing_in_it_is_a_formula_or_a_link(path):
    parts = read_parts(path.read_bytes())
    assert not [name for name, part in parts.items() if name.startswith("xl/worksheets/sheet") and b"<f>" in part]
    assert not [name for name, part in parts.items() if b'TargetMode="External"' in part]
    assert b"=HYPERLINK" in parts["xl/sharedStrings.xml"]


def test_the_common_currency_stands_beside_the_own_one(path):
    sheet = openpyxl.load_workbook(path)["Trackers"]
    places = {cell.value: cell.column - 1 for cell in sheet[4]}
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=5)]
    rates = {"EUR": 1.0, "USD": 0.5, "GBP": 2.0}
    for row in rows:
        own, common = row[places["At completion"]], row[places["At completion, common currency"]]
        assert common == pytest.approx(own * rates[row[places["Currency"]]])


def test_the_same_portfolio_gives_the_same_bytes(path, tmp_path):
    assert write_portfolio(view(40), tmp_path / "again.xlsx").read_bytes() == path.read_bytes()


def test_the_workbook_keeps_to_the_standard(path, validate_office):
    assert validate_office(path) == []
