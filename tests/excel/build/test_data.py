"""The data sheets: what may be typed, what is coloured, what is closed, and where things stand."""

from __future__ import annotations

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from exectrack_xl.excel.build import new_workbook
from exectrack_xl.excel.build.highlight import TONE_WORDS
from exectrack_xl.excel.build.lists import DEPENDENT
from exectrack_xl.excel.build.place import file_formula
from exectrack_xl.schema import SHEETS, Kind, choices

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported")  # data bars, which openpyxl passes over

HEAD = 5


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> openpyxl.Workbook:
    return openpyxl.load_workbook(new_workbook(tmp_path_factory.mktemp("new") / "new.xlsx"))


def column_of(sheet: Worksheet, header: str) -> str:
    return next(cell.column_letter for cell in sheet[HEAD] if cell.value == header)


def validation(sheet: Worksheet, header: str) -> object:
    first = f"{column_of(sheet, header)}{HEAD + 1}"
    return next(rule for rule in sheet.data_validations.dataValidation if first in rule.sqref)


def test_every_column_with_choices_offers_them(book: openpyxl.Workbook) -> None:
    for sheet in SHEETS.values():
        for column in sheet.columns:
            if column.choices:
                assert validation(book[sheet.title], column.header).type == "list", column.header


def test_a_list_too_long_for_a_validation_is_a_defined_name(book: openpyxl.Workbook) -> None:
    _, area = next(iter(book.defined_names["list_issues_subcategory"].destinations))
    found = [cell[0].value for cell in book["Lists"][area.replace("$", "")]]
    assert tuple(found) == choices.ISSUE_SUBCATEGORY


def test_subcategories_follow_the_category(book: openpyxl.Workbook) -> None:
    formula = validation(book["Issues"], "Subcategory").formula1
    for word in DEPENDENT[choices.ISSUE_SUBCATEGORY][1]:
        assert f'="{word}",list_issues_subcategory_{word.lower()}' in formula


def test_an_id_of_another_sheet_is_offered_and_another_one_let_through(book: openpyxl.Workbook) -> None:
    rule = validation(book["Risks"], "Initiative")
    assert (rule.formula1, rule.errorStyle) == ("ids_initiatives", "warning")


def test_the_scale_of_the_tracker_decides_how_high_a_probability_goes(book: openpyxl.Workbook) -> None:
    assert validation(book["Risks"], "Probability").formula2 == 'IF(setting_risk_scale="5x5",5,3)'


def test_every_column_says_what_belongs_into_it(book: openpyxl.Workbook) -> None:
    for sheet in SHEETS.values():
        for column in sheet.columns if sheet.name != "settings" else ():
            assert column.help in validation(book[sheet.title], column.header).prompt


def test_messages_are_no_longer_than_excel_takes(book: openpyxl.Workbook) -> None:
    for worksheet in book.worksheets:
        for rule in worksheet.data_validations.dataValidation:
            assert len(rule.prompt or "") <= 255
            assert len(rule.error or "") <= 225
            assert max(len(rule.promptTitle or ""), len(rule.errorTitle or "")) <= 32


def test_secondary_columns_are_grouped_and_closed(book: openpyxl.Workbook) -> None:
    for sheet in SHEETS.values():
        worksheet = book[sheet.title]
        closed = set()
        for dimension in worksheet.column_dimensions.values():
            if dimension.hidden and dimension.outlineLevel == 1:
                closed |= set(range(dimension.min, dimension.max + 1))
        assert closed == {at for at, column in enumerate(sheet.columns, 1) if column.secondary}, sheet.title


def test_every_word_with_a_colour_is_a_word_of_the_tracker() -> None:
    listed = {word for sheet in SHEETS.values() for column in sheet.columns for word in column.choices}
    computed = {"Late", "At risk", "On track", "Reached"}
    assert {word for words in TONE_WORDS.values() for word in words} <= listed | computed


def test_heads_can_be_named_in_formulas() -> None:
    for sheet in SHEETS.values():
        for column in sheet.columns:
            assert not set(column.header) & set("[]#'@"), column.header
            assert column.kind in Kind


def test_formulas_name_their_table_as_excel_stores_them() -> None:
    score = SHEETS["risks"].by_name["score"]
    assert file_formula(score, "Risks").startswith('=IFERROR(IF(OR(Risks[[#This Row],[Probability]]=""')
    assert "@" not in "".join(file_formula(c, "Risks") for c in SHEETS["risks"].columns if c.is_computed)
