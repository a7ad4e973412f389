"""Every worksheet function lives in LibreOffice: a workbook's cells show what the engine says of its tables."""

from __future__ import annotations

import json
import math
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import xlsxwriter

from benchmarks.office import listening
from exectrack_xl import sample
from exectrack_xl.excel.build import new_workbook
from exectrack_xl.excel.file import read
from exectrack_xl.excel.libreoffice.link import STATE
from exectrack_xl.excel.metadata import read_metadata
from exectrack_xl.excel.opening import open_package
from exectrack_xl.metrics import METRICS, Engine, Listing, Result, Scope, Series
from exectrack_xl.metrics.worksheet import CellFunction, Role, cell_functions, counts_rows
from exectrack_xl.schema import SHEETS, Profile
from exectrack_xl.schema.cells import column_letter
from exectrack_xl.tracker import Tracker

pytestmark = pytest.mark.libreoffice

CLIENT = Path(__file__).with_name("calculate.py")
SAMPLE = sample.cells()
FUNCTIONS = cell_functions()
SCALARS = {n: f for n, f in FUNCTIONS.items() if f.metric and f.metric.result in (Result.SCALAR, Result.TEXT)}
LISTS = {n: f for n, f in FUNCTIONS.items() if f.is_list}
ROWS = {n: f for n, f in FUNCTIONS.items() if f.metric and f.metric.result is Result.ROWS}
PADDED = 12  # rows asked for of a list
FAULTS = {
    "=ACTUAL_COST(Risks[#All])": "#ACTUAL_COST does not read Risks.",
    '=SPI(,,,,,,"I-99")': "#There is no initiative 'I-99'.",
    "=NEW_RISKS(,,,\"2026-X3\")": "#'2026-X3' is not a period.",
    '=TOP_RISKS(,,,,,"two")': "#n is 'two'; expected a whole number from 1 to 10000.",
    '=METRIC("spi_tt")': "#There is no metric 'spi_tt'. Did you mean 'spi_t'?",
    '=RISK_SCORE("high",3)': "#probability is 'high'; expected a number. Type a number.",
    "=SPI(A1:B2)": "#The range given for initiatives has no headers of Initiatives. Give Initiatives[#All].",
}  # fmt: skip
NEXT_WEEK = (date(2026, 11, 20) - date(1899, 12, 30)).days  # a week after the sample's last snapshot
DIVISION = {"error": 532}  # Calc's own: an error in an argument is the result


@dataclass(frozen=True)
class Office:
    """A LibreOffice that listens, and the Python that can talk to it."""

    python: str
    port: str
    helper: Path  # the folder of its helper


@pytest.fixture(scope="module")
def office(
    soffice: str, office_profile: Path, python_with_uno: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Office]:
    """A LibreOffice that has the extension; it ends with the tests of this file."""
    folder = tmp_path_factory.mktemp("live")
    shutil.copytree(office_profile, folder / "profile")
    with listening(soffice, folder) as port:
        yield Office(python_with_uno, port, folder / "helper")


class Book:
    """A workbook as XlsxWriter makes it: the sample's tables, and cells with formulas to be asked for by name."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.places: dict[str, str] = {}
        self._book = xlsxwriter.Workbook(path)
        self._day = self._book.add_format({"num_format": "yyyy-mm-dd"})
        for name, rows in SAMPLE.items():
            self._table(SHEETS[name].title, rows)
        self._cells = self._book.add_worksheet("Cells")
        self._values = self._book.add_worksheet("Values")
        self._row = self._column = 0

    def close(self) -> None:
        self._book.close()

    def cell(self, name: str, formula: str) -> None:
        """One cell with a formula."""
        self._cells.write_formula(self._row, 0, formula)
        self.places[name] = f"Cells!A{self._row + 1}"
        self._row += 1

    def block(self, name: str, formula: str, rows: int, columns: int) -> None:
        """A formula that fills a block of cells."""
        last = self._row + rows - 1
        self._cells.write_array_formula(self._row, 0, last, columns - 1, "{" + formula + "}")
        self.places[name] = f"Cells!A{self._row + 1}:{column_letter(columns)}{last + 1}"
        self._row += rows

    def column(self, values: list[Any]) -> str:
        """A column of values, and its address."""
        for row, value in enumerate(values):
            self._put(self._values, row, self._column, value)
        self._column += 1
        letter = column_letter(self._column)
        return f"Values!{letter}1:{letter}{len(values)}"

    def _table(self, title: str, rows: list[list[Any]]) -> None:
        sheet = self._book.add_worksheet(title)
        for row, line in enumerate(rows):
            for column, value in enumerate(line):
                self._put(sheet, row, column, value)
        headers = [{"header": header} for header in rows[0]]
        sheet.add_table(0, 0, len(rows) - 1, len(rows[0]) - 1, {"name": title, "columns": headers})

    def _put(self, sheet: Any, row: int, column: int, value: Any) -> None:
        if isinstance(value, date):
            sheet.write_datetime(row, column, datetime.combine(value, time()), self._day)
        elif value != "" and value == value and value is not None:
            sheet.write(row, column, value)


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine(Tracker.from_cells("", SAMPLE))


def formula(function: CellFunction, **given: str) -> str:
    """=SPI(,,,Costs[#All],,,"I-02"): what is not given is left out."""
    arguments = [given.get(argument.name, "") for argument in function.arguments]
    while arguments and not arguments[-1]:
        arguments.pop()
    return f"={function.name}({','.join(arguments)})"


def given_ranges(function: CellFunction) -> dict[str, str]:
    return {name: f"{SHEETS[name].title}[#All]" for name in function.tables if name in SAMPLE}


def as_rows(value: Any) -> list[list[Any]]:
    """A result as rows of cells, said again in the test's own words."""
    if isinstance(value, Listing):
        return [list(map(as_shown, row)) for row in value.rows]
    if isinstance(value, Series):
        return [[as_shown(day), as_shown(number)] for day, number in zip(value.dates, value.values, strict=True)]
    return [[as_shown(value)]]


def as_shown(value: Any) -> Any:
    """One value as Calc keeps it: a date is its number."""
    if value is None or value != value:
        return ""
    if isinstance(value, np.datetime64):
        value = value.item()
    if isinstance(value, date):
        return float(value.toordinal() - date(1899, 12, 30).toordinal())
    return float(value) if isinstance(value, bool | int | float | np.number) else str(value)


def count(function: CellFunction) -> str:
    """The argument that says how many rows a list fills."""
    if function.metric is not None and counts_rows(function.metric):
        return "n"
    return next(argument.name for argument in function.arguments if argument.role is Role.COUNT)


def home(name: str) -> str:
    """The sheet whose columns a row metric is about; "" where there is none."""
    found = [s for s in SHEETS.values() if all(part in s.by_name for part in METRICS[name].row_values)]
    return next((s.name for s in found if s.name in SAMPLE), "")


def row_values(engine: Engine, table: str, column: str) -> list[Any]:
    declared = SHEETS[table].by_name[column]
    if declared.is_computed:
        return list(engine.rows(declared.computed, table, of=engine.tracker[table]))
    values = engine.tracker[table][column]
    return [value.item() if isinstance(value, np.datetime64) else value for value in values]


@pytest.fixture(scope="module")
def shown(office: Office, engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[list[Any]]]:
    """What each cell shows, by the name of the trial."""
    folder = tmp_path_factory.mktemp("book")
    book = Book(folder / "tracker.xlsx")
    for name, function in SCALARS.items():
        book.cell(f"{name} left out", formula(function))
        book.cell(f"{name} given", formula(function, **given_ranges(function)))
        if any(argument.name == "initiative" for argument in function.arguments):
            book.cell(f"{name} initiative", formula(function, initiative='"I-02"'))
    for name, function in LISTS.items():
        value = engine.value(name.lower())
        width = len(value.headers) if isinstance(value, Listing) else 2
        book.block(name, formula(function, **{count(function): str(PADDED)}), PADDED, width)
    for name, function in ROWS.items():
        if table := home(name.lower()):
            columns = {c: row_values(engine, table, c) for c in function.metric.row_values}
            ranges = {c: book.column(values) for c, values in columns.items()}
            book.block(name, formula(function, **ranges), len(engine.tracker[table]), 1)
    for name in FUNCTIONS:
        book.cell(f"{name} explained", f'=EXPLAIN("{name}")')
    for text in FAULTS:
        book.cell(text, text)
    book.cell("division", "=RISK_SCORE(1/0,3)")
    book.cell("variance", "=FINISH_VARIANCE(DATE(2026,10,16),DATE(2026,10,19))")
    book.cell("blank date", "=ISSUE_AGE(DATE(2026,9,1),Z99,,DATE(2026,9,30))")
    book.cell("blank initiative", "=SPI(,,,,,,Z99)")
    book.cell("metric", '=METRIC("CPI","I-03","2026-Q3")')
    book.block("metric list", '=METRIC("top_risks")', 5, 15)
    book.close()
    request = {
        "first": {"read": list(book.places.values())},
        "edit": {"type": {"Costs!C2": 1_142_200}},
        "edited": {"read": [book.places["ACTUAL_COST given"]]},
        "seconds": {"calculate": True},
        "calculated": {"read": [book.places["ACTUAL_COST left out"], book.places["ACTUAL_COST given"]]},
        "again": {"calculate": True},
    }
    answer = asked(office, book.path, request)
    return {**dict(zip(book.places, answer.pop("first"), strict=True)), **answer}


def asked(office: Office, workbook: Path, request: dict[str, Any]) -> dict[str, Any]:
    """What LibreOffice answers about a workbook; see `steps` in calculate.py."""
    steps = workbook.with_suffix(".json")
    steps.write_text(json.dumps(request))
    command = [office.python, str(CLIENT), office.port, str(workbook), str(steps)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=240)
    assert done.returncode == 0, done.stderr
    answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return answer


def assert_same(found: list[list[Any]], wanted: list[list[Any]]) -> None:
    assert [len(row) for row in found] == [len(row) for row in wanted]
    for one, other in zip(chain(*found), chain(*wanted), strict=True):
        if isinstance(other, float) and isinstance(one, float):
            assert math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-9)
        else:
            assert one == other


@pytest.mark.parametrize("name", SCALARS)
def test_a_function_shows_what_the_engine_says(name: str, shown: dict[str, Any], engine: Engine) -> None:
    assert_same(shown[f"{name} left out"], as_rows(engine.value(name.lower())))
    assert_same(shown[f"{name} given"], as_rows(engine.value(name.lower())))
    if f"{name} initiative" in shown:
        assert_same(shown[f"{name} initiative"], as_rows(engine.value(name.lower(), Scope("I-02"))))


@pytest.mark.parametrize("name", LISTS)
def test_a_list_fills_its_block_and_is_blank_below_the_last_row(
    name: str, shown: dict[str, Any], engine: Engine
) -> None:
    metric = METRICS[name.lower()]
    value = engine.value(metric.name, **({"n": PADDED} if counts_rows(metric) else {}))
    rows = as_rows(value)[:PADDED]
    width = len(value.headers) if isinstance(value, Listing) else 2
    assert_same(shown[name], [*rows, *[[""] * width] * (PADDED - len(rows))])


@pytest.mark.parametrize("name", ROWS)
def test_a_row_function_gives_a_value_for_each_row(name: str, shown: dict[str, Any], engine: Engine) -> None:
    table = home(name.lower())
    if table:
        values = engine.rows(name.lower(), table, of=engine.tracker[table])
        assert_same(shown[name], [[as_shown(value)] for value in values])
    else:
        assert name == "FINISH_VARIANCE"
        assert shown["variance"] == [[1.0]]


@pytest.mark.parametrize("name", METRICS)
def test_explain_says_what_a_metric_means(name: str, shown: dict[str, Any]) -> None:
    [[text]] = shown[f"{name.upper()} explained"]
    assert text.startswith(METRICS[name].label)


@pytest.mark.parametrize("text", FAULTS)
def test_a_fault_is_one_sentence_in_the_cell(text: str, shown: dict[str, Any]) -> None:
    [[found]] = shown[text]
    assert found.startswith(FAULTS[text])


def test_an_error_in_an_argument_stays_that_error(shown: dict[str, Any]) -> None:
    assert shown["division"] == [[DIVISION]]


def test_a_blank_cell_is_no_date_and_no_initiative(shown: dict[str, Any], engine: Engine) -> None:
    assert shown["blank date"] == [[29.0]]
    assert_same(shown["blank initiative"], [[engine.value("spi")]])


def test_metric_shows_any_metric(shown: dict[str, Any], engine: Engine) -> None:
    scope = Scope("I-03", engine.tracker.period("2026-Q3"))
    assert_same(shown["metric"], [[engine.value("cpi", scope)]])
    assert_same(shown["metric list"], as_rows(engine.value("top_risks"))[:5])


def test_a_cell_follows_an_edit_of_its_range_at_once_and_of_a_table_left_out_when_all_is_calculated(
    shown: dict[str, Any], engine: Engine
) -> None:
    more = engine.value("actual_cost") + 1_142_200 - SAMPLE["costs"][1][2]
    assert_same(shown["edited"][0], [[more]])
    assert [found[0][0] for found in shown["calculated"]] == pytest.approx([more, more])


def test_a_recalculation_without_a_change_works_nothing_out_anew(shown: dict[str, Any]) -> None:
    assert shown["again"] / len(FUNCTIONS) < 0.1  # seconds; some five cells a function, 1 ms each


def another_probability(workbook: Path) -> dict[str, int]:
    """The cell of the first risk's probability, with another one to type there."""
    risks = read(workbook)["risks"]
    return {f"Risks!{risks.cell('probability', 0)}": int(risks["probability"][0]) % 3 + 1}


@pytest.fixture(scope="module")
def pressed(office: Office, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What becomes of the workbook made for Excel: calculated, its helper killed, and entries of the menu chosen."""
    folder = tmp_path_factory.mktemp("pressed")
    workbook = new_workbook(folder / "tracker.xlsm", sample=True, profile=Profile.CORE)
    typed = {"Risks!AZ1": "=SPI()", "Risks!AZ2": "=COMPUTED_STATUS()", "Risks!AZ3": "=ACTUAL_COST(Costs[#All])"}
    log = folder / "my list.csv"
    log.write_text("Risk ID,Risk,Probability,Impact\nR-900,Permit is late,2,3\n", encoding="utf-8")
    snapshots, cells = "Snapshots!A1:A4000", {"read": list(typed)}
    status_date = read_metadata(open_package(workbook)).names["setting_status_date"].replace("$", "")
    request = {
        "type": {"type": typed}, "read": cells,
        "kill": {"kill": str(office.helper / STATE)}, "again": {"type": typed}, "read after a kill": cells,
        "change": {"type": {status_date: NEXT_WEEK, **another_probability(workbook)}}, "before": {"read": [snapshots]},
        "press": {"press": "OnSnapshot"}, "after": {"read": [snapshots]},
        "undo": {"undo": True}, "undone": {"read": [snapshots]},
        "check": {"press": "OnCheckData"}, "findings": {"list": True}, "marked": {"marks": True},
        "clear": {"press": "OnClearHighlights"}, "cleared": {"marks": True},
        "new": {"press": "OnNewRow Risks"}, "type into": {"selected": True}, "risks": {"read": ["Risks!A1:A60"]},
        "import": {"press": f"OnImportList {log}"}, "preview": {"list": True},
        "report": {"press": "OnReport daily"},
    }  # fmt: skip
    return {**asked(office, workbook, request), "files": {path.suffix for path in folder.iterdir()}}


@pytest.mark.parametrize("when", ["read", "read after a kill"])
def test_the_workbook_made_for_excel_calculates_here_unchanged_also_when_the_helper_was_killed(
    when: str, pressed: dict[str, Any], engine: Engine
) -> None:
    """One file, two hosts: its macros bear the same names, and the extension answers."""
    wanted = [engine.value(name) for name in ("spi", "computed_status", "actual_cost")]
    for found, value in zip(pressed[when], wanted, strict=True):
        assert_same(found, [[as_shown(value)]])


def test_the_menus_snapshot_is_written_into_the_open_document_and_undone_in_one_step(pressed: dict[str, Any]) -> None:
    before, after, undone = ({row[0] for row in pressed[name][0]} for name in ("before", "after", "undone"))
    assert after == before | {"S-2026-11-20"}
    assert undone == before


def test_the_menus_check_lists_the_findings_and_its_report_lies_beside_the_workbook(pressed: dict[str, Any]) -> None:
    assert pressed["findings"][0] == ["Sheet", "Cell", "Column", "Weight", "What is wrong", "What to do"]
    assert len(pressed["findings"]) > 1
    assert (pressed["marked"] > 0, pressed["cleared"]) == (True, 0)
    assert ".docx" in pressed["files"]


def test_the_menus_new_row_gets_the_next_id_and_its_import_shows_what_goes_where(
    pressed: dict[str, Any], engine: Engine
) -> None:
    ids = [row[0] for row in pressed["risks"][0] if str(row[0]).startswith("R-")]
    assert ids[:-1] == engine.tracker["risks"]["id"].tolist()
    assert int(ids[-1].removeprefix("R-")) > max(int(one.removeprefix("R-")) for one in ids[:-1])
    sheet, place, text = pressed["type into"]
    assert (sheet, place.rpartition("$")[0], text) == ("Risks", "$Risks.$B", "")
    assert ["Permit is late" in row for row in pressed["preview"]].count(True) == 1
