"""What cells cost in LibreOffice: worksheet functions over its own formulas.

`python -m benchmarks.calc [rounds]` times them in a LibreOffice that has a private profile and ends with the run.
"""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import xlsxwriter

from benchmarks.office import listening, python_with_uno
from benchmarks.rows import Row, lines, timed
from benchmarks.worksheet import CALLS, COLUMN, SAMPLE, built_sample
from exectrack_xl.excel.metadata import range_of, read_metadata
from exectrack_xl.excel.opening import open_package
from exectrack_xl.schema import SHEETS
from exectrack_xl.schema.cells import column_letter

NATIVE, NATIVE_ARRAY, NATIVE_RESULTS = "10,000 cells =A1*B1", "one array of 10,000 products", "as many cells =A1*B1"
SCORES, SCORE_ARRAY = "10,000 cells =RISK_SCORE(A1,B1)", "one array of 10,000 RISK_SCORE"
RESULTS, EVERYTHING = "the live cells of the Results table", "all formulas of the sample, with their lists"

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
    tracker = built_sample(folder)
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


def measured(rounds: int) -> list[str]:
    """The tables of results, by the helper and in LibreOffice's own process; or why there are none."""
    program, python = shutil.which("soffice"), python_with_uno()
    if program is None or python is None or shutil.which("unopkg") is None:
        return ["LibreOffice not installed: left out"]
    ways = {"by the helper": False, "in one process": True}
    return [line for way, is_one in ways.items() for line in (way, *_measured(program, python, rounds, is_one), "")]


def _measured(program: str, python: str, rounds: int, in_process: bool) -> list[str]:
    with TemporaryDirectory() as name:
        folder = Path(name)
        books, results = _books(folder)
        with listening(program, folder, in_process=in_process) as port:
            calc = Calc(python, port, list(books.values()))
            try:
                found = hosted_rows(calc, books, results)
                faults = [f"{row.label}: {row.run()} cells show a fault" for row in found]
                return [*lines(found, timed(found, rounds)), *faults]
            finally:
                calc.close()


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that LibreOffice ends where the run is stopped
    print("\n".join(measured(rounds=int(sys.argv[1]) if len(sys.argv) > 1 else 3)))
