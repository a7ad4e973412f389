"""The VBA written by hand does what it says: LibreOffice runs it, with a stand-in for xlwings' Windows library."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
import xlsxwriter

from exectrack_xl.excel.macros import tracker_modules
from exectrack_xl.excel.vba import standard, vba_project
from exectrack_xl.excel.wrappers import Parameter, WorksheetFunction, tick

COSTS, RISKS = Parameter("costs", optional=True), Parameter("risks", optional=True)
FUNCTIONS = (
    WorksheetFunction("SPI", (COSTS, tick("costs"))),
    WorksheetFunction("EXPOSURE_AT_COMPLETION", (COSTS, RISKS, tick("costs", "risks"))),
    WorksheetFunction("EXPLAIN", (Parameter("name"), tick())),
    WorksheetFunction("RISK_SCORE", (Parameter("probability"), Parameter("impact"))),
)
WITHOUT_LIBRARY = """Public Const XLWINGS_VERSION As String = "0.37.8"

Function NDims(ByRef src As Variant, dims As Long, Optional transpose As Boolean = False)
    Err.Raise 53, , "File not found: xlwings64-0.37.8.dll"
End Function

Function RunPython(PythonCommand As String)
End Function

Function Numbered(prefix As String, ids As String, least As String) As String
    Numbered = NextId(prefix, HighestId(prefix, Split(ids, "|"), least))
End Function

Function TickAsked(times As Long) As Long
    For index = 1 To times
        TickAsked = TrackerTick()
    Next index
End Function
"""
FORMULAS = {
    "=SPI()": True,
    "=spi()": True,
    "=SPI(Costs[#All])": False,
    "=SPI(Costs[[#All],[Month]])": False,
    "=IF(A1>0,1+SPI(),0)": True,
    "=EXPOSURE_AT_COMPLETION(Costs[#All])": True,
    "=EXPOSURE_AT_COMPLETION(,Risks[#All])": True,
    "=EXPOSURE_AT_COMPLETION(Costs[#All],Risks[#All])": False,
    '=EXPLAIN("spi")': True,  # it names no table: always due
    "=RISK_SCORE(B2,C2)": False,  # it reads no table
    "=MYSPI()": False,
    "=SUM(A1:A3)*(2+3)": False,
}
NUMBERS = {
    ("IS", ("IS-046", "IS-009", "X-99", "Issue 3", "IS-1x"), "IS-012"): "IS-047",
    ("R", (), ""): "R-001",
    ("R", ("r-7",), ""): "R-8",
    ("MT", ("MT-09",), "MT-31"): "MT-32",  # given out in this session and deleted since
}
RULES = {
    "issues": "Issues;IS;Issue ID;Title;Raised on;Reporter",
    "Costs": "",
    "Actions": "Actions;A;ID;Action;Raised on;",
}
FAULTS = {
    (53, "Datei nicht gefunden: xlwings64-0.37.8.dll"): "#Python with xlwings 0.37.8 was not found. Install",
    (1, "Could not load xlwings64-0.37.8.dll from either of"): "#Python with xlwings 0.37.8 was not found. Install",
    (1000, "ModuleNotFoundError: No module named 'exectrack_xl'"): "#Python lacks exectrack-xl. Run: pip install",
    (1000, "#Python has xlwings 0.36.0, this workbook needs 0.37.8."): "#Python has xlwings 0.36.0, this workbook",
    (1000, "Could not create Python process."): "#Python did not start. Run: exectrack doctor. It said: Could not",
}

PATH = 'C:\\Pläne\\it\'s "mine" 🏗.xlsx'


@pytest.fixture(scope="module")
def answers(
    soffice: str, office_profile: Path, python_with_uno: str, tmp_path_factory: pytest.TempPathFactory
) -> list[object]:
    """What the workbook's VBA answers to the calls of this file, in order."""
    folder = tmp_path_factory.mktemp("basic")
    *ours, _, _ = tracker_modules(FUNCTIONS, ["Sheet1"])  # all but xlwings' own two modules, which end the list
    (folder / "vbaProject.bin").write_bytes(vba_project([*ours, standard("xlwings", WITHOUT_LIBRARY)]))
    with xlsxwriter.Workbook(folder / "tracker.xlsm") as book:
        book.add_vba_project(str(folder / "vbaProject.bin"))
        book.set_vba_name("ThisWorkbook")
        book.add_worksheet("Risks").set_vba_name("Sheet1")
    calls: list[list[object]] = [["xlwings.TickAsked", 1], ["xlwings.TickAsked", 9]]
    calls += [["Tracker.LeavesTableOut", formula] for formula in FORMULAS]
    calls += [["Tracker.TrackerRefuse", *fault] for fault in FAULTS]
    calls += [["xlwings.Numbered", prefix, "|".join(ids), least] for prefix, ids, least in NUMBERS]
    calls += [["NewRows.RuleOf", table] for table in RULES]
    calls += [["NewRows.Part", RULES["issues"], 3], ["NewRows.Part", RULES["issues"], 9]]
    calls += [["Ribbon.Word", "2026-10-02'); import os #"], ["Ribbon.Hexed", PATH]]
    calls += [["Tracker.TrackerRefusal"], ["Tracker.TrackerRetry"], ["Tracker.TrackerRefusal"]]
    program = Path(__file__).with_name("run_basic.py")
    command = [python_with_uno, program, soffice, office_profile, folder / "tracker.xlsm", json.dumps(calls)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=180)
    assert done.returncode == 0, done.stderr
    found: list[object] = json.loads(done.stdout)
    return found


pytestmark = pytest.mark.libreoffice


def test_the_tick_holds_still_while_no_table_changes(answers: list[object]) -> None:
    assert answers[0] == answers[1] > 0  # type: ignore[operator]


def test_cells_that_leave_a_table_out_are_found_by_their_formula(answers: list[object]) -> None:
    found = dict(zip(FORMULAS, answers[2:], strict=False))
    assert found == FORMULAS


def test_a_refusal_is_a_sentence_that_says_what_to_do(answers: list[object]) -> None:
    start = 2 + len(FORMULAS)
    for said, expected in zip(answers[start:], FAULTS.values(), strict=False):
        assert str(said).startswith(expected)


def test_new_rows_get_the_number_after_the_highest_ever_seen(answers: list[object]) -> None:
    start = 2 + len(FORMULAS) + len(FAULTS)
    assert answers[start : start + len(NUMBERS)] == list(NUMBERS.values())


def test_the_heads_of_a_table_are_found_by_its_name_in_any_case(answers: list[object]) -> None:
    start = 2 + len(FORMULAS) + len(FAULTS) + len(NUMBERS)
    assert answers[start : start + len(RULES)] == list(RULES.values())
    assert answers[start + len(RULES) : start + len(RULES) + 2] == ["Title", ""]


def test_nothing_but_a_word_is_handed_to_python(answers: list[object]) -> None:
    assert answers[-5] == "2026-10-02importos"
    assert bytes.fromhex(str(answers[-4])).decode("utf-16-be") == PATH


def test_a_refusal_holds_until_a_button_tries_again(answers: list[object]) -> None:
    before, _, after = answers[-3:]
    assert str(before).startswith("#Python did not start.")
    assert str(after).startswith("#Python with xlwings 0.37.8 was not found.")  # the library is still missing
