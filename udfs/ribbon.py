"""What the buttons of the ribbon do: one macro each, and each is one action of the command line too.

An action works on a copy of the workbook as it stands on the screen, edits not yet saved included; what it writes
comes to lie beside the workbook. A fault is a sentence in a message box.
Depends on: errors, package, report, actions, xlwings.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory, gettempdir
from typing import Any

import xlwings as xw

from exectrack_xl.actions.documents import Order, Written, make_deck, make_report
from exectrack_xl.actions.numbers import explained
from exectrack_xl.actions.opening import free_name, open_tracker
from exectrack_xl.errors import Finding, TrackerError, UsageError
from exectrack_xl.metrics.worksheet import CATEGORY, cell_functions
from exectrack_xl.package import replace_file
from exectrack_xl.report import manual

_HEADERS = ("Sheet", "Cell", "Column", "Weight", "What is wrong", "What to do")


def check_data() -> None:
    """List what is missing or cannot be right, in a new workbook."""
    _pressed(_check_data)


def quarterly_deck() -> None:
    """Write the deck of the last closed quarter beside the workbook, and open it."""
    _pressed(lambda book: _write(book, make_deck))


def stakeholder_report() -> None:
    """Write the report for stakeholders beside the workbook, and open it."""
    _pressed(lambda book: _write(book, make_report))


def explain_cell() -> None:
    """Say how the number in the selected cell comes about."""
    _pressed(_explain)


def show_help() -> None:
    """Open the manual."""
    _pressed(lambda _: _open(_manual()))


def _pressed(work: Callable[[Any], None]) -> None:
    """Do what a button is for, in the workbook it was pressed in; a fault becomes a message."""
    book = xw.Book.caller()
    try:
        work(book)
    except TrackerError as fault:
        _say(book, str(fault))
    except Exception as fault:  # noqa: BLE001 - the other way to end here is a traceback in a window
        _say(book, f"This did not work ({type(fault).__name__}: {fault}). Please report it.")


def _check_data(book: Any) -> None:
    with TemporaryDirectory() as folder:
        opened = open_tracker(_as_it_stands(book, Path(folder)), None, _today())
    if not opened.findings:
        _say(book, "Nothing is wrong in this tracker.")
        return
    listed = book.app.books.add().sheets[0]
    listed["A1"].value = [_HEADERS, *map(_line, opened.findings)]
    listed.autofit()


def _line(finding: Finding) -> tuple[str, ...]:
    found = (finding.sheet, finding.cell, finding.column, str(finding.severity), finding.message, finding.remedy)
    return tuple("'" + text if text.startswith(("=", "+", "-", "@")) else text for text in found)


def _write(book: Any, action: Callable[[Order], Written]) -> None:
    beside = _folder(book)
    with TemporaryDirectory() as folder:
        written = action(Order(_as_it_stands(book, Path(folder)), _today()))
        target = replace_file(free_name(beside / written.path.name, replace=False), written.path.read_bytes())
    faults = f" {len(written.findings)} findings: press Check data." if written.findings else ""
    book.app.status_bar = f"{target.name} is ready.{faults}"
    _open(target)


def _explain(book: Any) -> None:
    selection = book.app.selection
    formula = selection.formula if selection is not None else ""
    while isinstance(formula, list | tuple):  # of several cells, the first counts
        formula = formula[0]
    name = _metric_in(str(formula))
    with TemporaryDirectory() as folder:
        copy = _as_it_stands(book, Path(folder))
        lines = list(explained(name, copy, _today(), None, ("", None)))
    _say(book, "\n".join(f"{label}: {text}" for label, text in lines))


def _metric_in(formula: str) -> str:
    """The first metric that a formula calls: =SPI(…), or =METRIC("spi").

    >>> _metric_in('=IF(A1>0,1+spi_t(),0)'), _metric_in('=METRIC("cpi",B2)')
    ('spi_t', 'cpi')

    Raises:
        UsageError: it calls none.
    """
    metrics = {name for name, function in cell_functions().items() if function.metric}
    words = re.findall(r'METRIC\(\s*"(\w+)"|([A-Za-z_]+)\(', formula, re.IGNORECASE)
    found = next((named or word for named, word in words if (named or word).upper() in metrics), None)
    if found is None:
        raise UsageError("Select a cell with a function of the tracker, such as =SPI().")
    return str(found).lower()


def _manual() -> Path:
    """The manual as a text file that any computer can show."""
    text = "\n".join([manual.metrics_page(), manual.columns_page()])
    return replace_file(Path(gettempdir()) / "Execution Tracker manual.txt", text.encode("utf-8-sig"))


def _as_it_stands(book: Any, folder: Path) -> Path:
    """A copy of the workbook with the edits not yet saved; on a Mac, which knows no such copy, it is saved first."""
    copy = folder / str(book.name)
    if sys.platform == "darwin":
        book.save()
        copyfile(book.fullname, copy)
    else:
        book.api.SaveCopyAs(str(copy))
    return copy


def _folder(book: Any) -> Path:
    folder = Path(book.fullname).parent
    if not folder.is_absolute():
        raise UsageError("Save the workbook first: what is written comes to lie beside it.")
    return folder


def _open(path: Path) -> None:
    """Show a file in the program it belongs to."""
    if sys.platform == "win32":
        os.startfile(path)
    else:
        subprocess.run(["open", str(path)], check=False)


def _say(book: Any, text: str) -> None:
    book.app.alert(text, CATEGORY)


def _today() -> date:
    """The day that counts where Settings have no status date: the one thing a button asks the clock."""
    return date.today()  # noqa: DTZ011 - the person's own day
