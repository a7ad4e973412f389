"""No name means two things: functions, arguments, tables, defined names, VBA modules, built-ins, cell addresses."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable
from pathlib import Path

import pytest

from exectrack_xl.excel.functions import worksheet_functions
from exectrack_xl.excel.macros import tracker_modules
from exectrack_xl.metrics.worksheet import cell_functions
from exectrack_xl.schema import SHEETS

BUILT_IN = Path(__file__).with_name("built_in_functions.txt").read_text(encoding="utf-8").split()
LAST_COLUMN = 16384  # XFD
FUNCTIONS = list(cell_functions())
TABLES = [sheet.title for sheet in SHEETS.values()]


@pytest.fixture(scope="module")
def modules() -> list[str]:
    return [module.name for module in tracker_modules(worksheet_functions(), ["Sheet1"])]


@pytest.fixture(scope="module")
def defined_names(full_sample: Path) -> set[str]:
    with zipfile.ZipFile(full_sample) as archive:
        text = archive.read("xl/workbook.xml").decode()
    return {name for name in re.findall(r'<definedName name="([^"]+)"', text) if not name.startswith("_xlnm")}


def folded(names: Iterable[str]) -> list[str]:
    return sorted(name.casefold() for name in names)


def is_cell_address(name: str) -> bool:
    """Whether a name reads as a cell: SPI2 and R1C1 do; SPI and SPI_T do not."""
    letters = re.fullmatch(r"([A-Za-z]{1,3})[0-9]+", name)
    column = 0
    for letter in letters[1].upper() if letters else "":
        column = column * 26 + ord(letter) - 64
    return 0 < column <= LAST_COLUMN or re.fullmatch(r"(?i)r\d*c?\d*|c\d*", name) is not None


def test_functions_tables_defined_names_and_modules_have_names_of_their_own(
    modules: list[str], defined_names: set[str]
) -> None:
    everything = folded([*FUNCTIONS, *TABLES, *defined_names, *modules])
    assert [name for name in everything if everything.count(name) > 1] == []


def test_no_name_is_a_built_in_function_of_excel_or_libreoffice(modules: list[str], defined_names: set[str]) -> None:
    built_in = set(folded(BUILT_IN))
    assert {"pv", "irr", "xlookup", "sumifs", "eastersunday"} <= built_in
    assert built_in & set(folded([*FUNCTIONS, *modules, *defined_names])) == set()


def test_no_name_reads_as_a_cell_address(modules: list[str], defined_names: set[str]) -> None:
    assert is_cell_address("SPI2")
    assert is_cell_address("r1c1")
    assert not is_cell_address("SPI_T")
    assert [name for name in (*FUNCTIONS, *TABLES, *modules, *defined_names) if is_cell_address(name)] == []


def test_function_names_are_plain_words_that_bear_no_prefix() -> None:
    assert [name for name in FUNCTIONS if not re.fullmatch(r"[A-Z]+[0-9]*(_[A-Z0-9]+)*", name)] == []
    assert [name for name in FUNCTIONS if name.startswith(("XT_", "ET_", "TBL"))] == []
