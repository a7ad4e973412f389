"""What a cell costs: worksheet functions as a spreadsheet calls them, and `refresh`, over native formulas.

`python -m benchmarks.worksheet` prints what one call of one function takes, and times cells in a LibreOffice of its
own, which has a private profile and ends with the run.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

import numpy as np
import xlsxwriter

from benchmarks.rows import Bench, Row, lines, timed
from exectrack_xl import sample
from exectrack_xl.actions.refresh import refresh
from exectrack_xl.excel.build import new_workbook
from exectrack_xl.excel.file import read
from exectrack_xl.excel.libreoffice import build_extension
from exectrack_xl.excel.locating import homes
from exectrack_xl.excel.metadata import range_of, read_metadata
from exectrack_xl.excel.opening import open_package
from exectrack_xl.excel.patch import SetValue, patch
from exectrack_xl.metrics import Result, evaluate
from exectrack_xl.metrics.worksheet import CellFunction, cell_functions
from exectrack_xl.schema import SHEETS, Profile, Sheet, Table
from exectrack_xl.schema.cells import column_letter
from udfs.answers import Answers
from udfs.tables import TableMemory

CALLS = 10_000
DAY = date(2026, 9, 30)  # counts only where Settings have no status date
SAMPLE = sample.cells()
FUNCTIONS = cell_functions()
SCORE = FUNCTIONS["RISK_SCORE"]
SCALARS = [f for f in FUNCTIONS.values() if f.metric and f.metric.result is Result.SCALAR and not f.metric.costly]
COLUMN = tuple((float(row % 3 + 1),) for row in range(CALLS))
SUMS, PRODUCTS, ARRAY = "a sum by NumPy for each function", "10,000 products, each a call", "10,000 products by NumPy"
FLOOR = "reading the built sample, evaluating it"
NATIVE, NATIVE_ARRAY, NATIVE_RESULTS = "10,000 cells =A1*B1", "one array of 10,000 products", "as many cells =A1*B1"
SCORES, SCORE_ARRAY = "10,000 cells =RISK_SCORE(A1,B1)", "one array of 10,000 RISK_SCORE"
RESULTS, EVERYTHING = "the live cells of the Results table", "all formulas of the sample, with their lists"


class SampleBook:
    """The sample's tables, read anew by each call as Calc's are."""

    key = "sample"

    def __init__(self, memory: TableMemory) -> None:
        self._memory = memory

    def table(self, sheet: Sheet) -> Table | None:
        """The table of this sheet; None where the sample has none."""
        return self._memory.table(sheet, SAMPLE[sheet.name]) if sheet.name in SAMPLE else None


class Host:
    """A spreadsheet program that costs nothing itself."""

    def __init__(self) -> None:
        memory = TableMemory()
        self._answers, self._book = Answers(memory), SampleBook(memory)

    def show(self, function: CellFunction, **given: Any) -> Any:
        """What a cell with this function shows."""
        return self._answers.answer(function, given, self._book)


def rows(bench: Bench) -> list[Row]:
    """The rows of this subject."""
    kept, column = Host(), np.arange(100.0)
    edited, current = _built_sample(bench.folder), bench.folder / "refreshed.xlsm"

    def refreshed() -> None:
        shutil.copyfile(edited, current)
        refresh(current, DAY)

    return [
        Row(SUMS, lambda: [float(column.sum()) for _ in SCALARS]),
        Row(f"{len(SCALARS)} scalar functions, first calls", lambda: _all(Host()), against=SUMS),
        Row(f"{len(SCALARS)} scalar functions, nothing changed", lambda: _all(kept), against=SUMS),
        Row(PRODUCTS, lambda: [_product(3.0, 3.0) for _ in range(CALLS)]),
        Row("10,000 calls RISK_SCORE(3,3)", lambda: _scores(kept), against=PRODUCTS),
        Row(ARRAY, lambda: (np.array(COLUMN) * np.array(COLUMN)).tolist()),
        Row("one call RISK_SCORE of 10,000 rows", lambda: kept.show(SCORE, probability=COLUMN, impact=COLUMN),
            against=ARRAY),
        Row(FLOOR, lambda: evaluate(read(edited))),
        Row("refresh of the built sample, one cost edited", refreshed, gate=2, target=2, against=FLOOR),
    ]  # fmt: skip


def _product(one: float, other: float) -> float:
    return one * other


def _all(host: Host) -> None:
    for function in SCALARS:
        host.show(function)


def _scores(host: Host) -> None:
    for _ in range(CALLS):
        host.show(SCORE, probability=3.0, impact=3.0)


def _built_sample(folder: Path) -> Path:
    """The sample as a workbook, up to date but for one cost."""
    path = new_workbook(folder / "sample.xlsm", sample=True, profile=Profile.FULL)
    refresh(path, DAY)
    costs = read(path)["costs"]
    place = homes(read_metadata(open_package(path)))["costs"].place.name
    patch(path, [SetValue(place, costs.cell("actual_cost", 0), 1_142_200.0)])
    return path


def _each(host: Host) -> list[float]:
    """Milliseconds of one call of each scalar function."""
    taken = []
    for function in SCALARS:
        start = perf_counter()
        host.show(function)
        taken.append((perf_counter() - start) * 1000)
    return taken


# In LibreOffice. ---------------------------------------------------------------------------------------------------

# Runs in the Python that has UNO: opens the workbooks it was given, then does what each line asks for.
_CLIENT = """
import sys, time, uno
from com.sun.star.beans import PropertyValue
local = uno.getComponentContext()
resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
address, deadline = f"uno:socket,host=127.0.0.1,port={sys.argv[1]};urp;StarOffice.ComponentContext", time.time() + 60
while True:
    try:
        context = resolver.resolve(address)
        break
    except Exception:
        if time.time() > deadline:
            raise
        time.sleep(0.1)
office = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
hidden = PropertyValue()
hidden.Name, hidden.Value = "Hidden", True
books = {path: office.loadComponentFromURL(path, "_blank", 0, (hidden,)) for path in sys.argv[2:]}
print("ready", flush=True)
for line in sys.stdin:
    path, sheet, area, whole = line.rstrip("\\n").split("\\t")
    cells = books[path].Sheets.getByName(sheet).getCellRangeByName(area)
    if whole == "True":
        books[path].calculateAll()
    else:
        cells.setFormulaArray(cells.getFormulaArray())
    shown = cells.getDataArray()
    broken = cells.queryFormulaCells(4).RangeAddresses  # those that show an error of Calc's own
    faults = sum(block.EndRow - block.StartRow + 1 for block in broken)
    print(faults + sum(str(row[0]).startswith("#") for row in shown), flush=True)
"""


class Calc:
    """Open workbooks in a running LibreOffice."""

    def __init__(self, python: str, port: str, books: list[Path]) -> None:
        command = [python, "-c", _CLIENT, port, *(book.as_uri() for book in dict.fromkeys(books))]
        self._client = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self._answer()

    def calculate(self, book: Path, sheet: str, area: str, *, whole: bool) -> int:
        """Calculate the cells anew, with the whole workbook or by writing them again; how many show a fault."""
        assert self._client.stdin is not None
        self._client.stdin.write(f"{book.as_uri()}\t{sheet}\t{area}\t{whole}\n")
        self._client.stdin.flush()
        return int(self._answer())

    def close(self) -> None:
        """End the client."""
        self._client.communicate()

    def _answer(self) -> str:
        assert self._client.stdout is not None
        line = self._client.stdout.readline()
        if not line:
            raise RuntimeError("LibreOffice gave no answer.")
        return line.strip()


def hosted_rows(calc: Calc, books: dict[str, Path], results: str) -> list[Row]:
    """The rows of LibreOffice's cells; `results` is the address of the Results table's live cells."""

    def whole(label: str, against: str, sheet: str = "Cells", area: str = f"C1:C{CALLS}") -> Row:
        return Row(label, partial(calc.calculate, books[label], sheet, area, whole=True), against=against)

    def again(label: str, sheet: str) -> Row:
        return Row(label, partial(calc.calculate, books[label], sheet, results, whole=False), against=NATIVE_RESULTS)

    return [
        whole(NATIVE, NATIVE),
        whole(SCORES, NATIVE),
        whole(NATIVE_ARRAY, NATIVE_ARRAY),
        whole(SCORE_ARRAY, NATIVE_ARRAY),
        again(NATIVE_RESULTS, "Again"),
        again(RESULTS, "Results"),
        whole(EVERYTHING, NATIVE_RESULTS, "Results", results),
    ]


def _books(folder: Path) -> tuple[dict[str, Path], str]:
    """The workbooks to calculate by the label of their row, and the address of the Results table's live cells."""
    tracker = _built_sample(folder)
    results = _live_cells(tracker)
    one, other = f"A1:A{CALLS}", f"B1:B{CALLS}"
    made = {
        NATIVE: _cells(folder / "native.xlsx", "=A{0}*B{0}"),
        SCORES: _cells(folder / "scores.xlsx", "=RISK_SCORE(A{0},B{0})"),
        NATIVE_ARRAY: _array(folder / "array.xlsx", f"{{={one}*{other}}}"),
        SCORE_ARRAY: _array(folder / "score-array.xlsx", f"{{=RISK_SCORE({one},{other})}}"),
        NATIVE_RESULTS: _written_again(folder / "again.xlsx", results),
        RESULTS: tracker,
        EVERYTHING: tracker,
    }
    return made, results


def _live_cells(tracker: Path) -> str:
    """The address of the Results table's live cells."""
    places = [table for sheet in read_metadata(open_package(tracker)).sheets for table in sheet.tables]
    table = next(table for table in places if table.name == "Results")
    area = range_of(table.reference)
    assert area is not None
    letter = column_letter(area.first_column + table.columns.index("Live"))
    return f"{letter}{area.first_row + table.header_rows}:{letter}{area.last_row}"


def _cells(path: Path, formula: str) -> Path:
    """A workbook with a formula in each row."""
    with _scales(path) as sheet:
        for row in range(CALLS):
            sheet.write_formula(row, 2, formula.format(row + 1))
    return path


def _array(path: Path, formula: str) -> Path:
    """A workbook with one formula for all rows."""
    with _scales(path) as sheet:
        sheet.write_array_formula(0, 2, CALLS - 1, 2, formula)
    return path


@contextmanager
def _scales(path: Path) -> Iterator[Any]:
    """A workbook with the sample's Settings, and two columns of numbers from 1 to 3."""
    with xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd"}) as book:
        sheet = book.add_worksheet("Cells")
        for row, (number,) in enumerate(COLUMN):
            sheet.write_row(row, 0, (number, number))
        title, lines_of = SHEETS["settings"].title, SAMPLE["settings"]
        settings = book.add_worksheet(title)
        for row, line in enumerate(lines_of):
            settings.write_row(row, 0, line)
        headers = [{"header": header} for header in lines_of[0]]
        settings.add_table(0, 0, len(lines_of) - 1, len(headers) - 1, {"name": title, "columns": headers})
        yield sheet


def _written_again(path: Path, area: str) -> Path:
    """A workbook with a product in each cell of an area."""
    block = range_of(area)
    assert block is not None
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Again")
        sheet.write_row(0, 0, (3, 3))
        for row in range(block.first_row - 1, block.last_row):
            sheet.write_formula(row, block.first_column - 1, "=$A$1*$B$1")
    return path


@contextmanager
def office(program: str, folder: Path) -> Iterator[str]:
    """A LibreOffice with the extension and a profile of its own; gives the port on which it listens."""
    environment = _installed(build_extension(folder / "tracker.oxt"), folder)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    command = [program, *environment, "--headless", "--norestore", "--nologo",
               f"--accept=socket,host=127.0.0.1,port={port};urp;"]  # fmt: skip
    with (folder / "soffice.log").open("w") as log:
        running = subprocess.Popen(command, stdout=log, stderr=log, start_new_session=True)
        try:
            yield port
        finally:
            os.killpg(running.pid, signal.SIGTERM)
            running.wait(timeout=30)


def _installed(extension: Path, folder: Path) -> list[str]:
    """Install an extension into a profile of our own; gives what LibreOffice must be started with."""
    environment = [f"-env:UserInstallation={(folder / 'profile').as_uri()}"]
    shared = []
    if os.geteuid() == 0:  # for whom it installs shared extensions only: into a folder of our own, too
        (folder / "shared").mkdir()
        place = (folder / "shared").as_uri()
        environment += [f"-env:UNO_SHARED_PACKAGES={place}", f"-env:UNO_SHARED_PACKAGES_CACHE={place}/cache"]
        shared = ["--shared"]
    command = ["unopkg", "add", *shared, "-f", "-s", *environment, str(extension)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return environment


def _python_with_uno() -> str | None:
    """This Python or the system's, whichever has UNO."""
    for program in (sys.executable, "/usr/bin/python3"):
        if Path(program).exists() and not subprocess.run([program, "-c", "import uno"], capture_output=True).returncode:
            return program
    return None


def _hosted(rounds: int) -> list[str]:
    """The table of LibreOffice's cells, or why there is none."""
    program, python = shutil.which("soffice"), _python_with_uno()
    if program is None or python is None or shutil.which("unopkg") is None:
        return ["LibreOffice not installed: left out"]
    with TemporaryDirectory() as name:
        folder = Path(name)
        books, results = _books(folder)
        with office(program, folder) as port:
            calc = Calc(python, port, list(books.values()))
            try:
                found = hosted_rows(calc, books, results)
                faults = [f"{row.label}: {row.run()} cells show a fault" for row in found]
                return [*lines(found, timed(found, rounds)), *faults]
            finally:
                calc.close()


def _calls() -> Iterator[str]:
    """What one call of one function takes, without a host."""
    host = Host()
    for label in ("first call", "nothing changed"):
        taken = _each(host)
        yield f"{len(taken)} scalar functions, {label:15}: median {median(taken):8.3f} ms, most {max(taken):8.3f} ms"


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that LibreOffice ends where the run is stopped
    print("\n".join([*_calls(), *_hosted(rounds=int(sys.argv[1]) if len(sys.argv) > 1 else 3)]))
