"""The actions on a workbook that is open in Excel: the same as on the command line, on what is on the screen.

Each works on a copy with the edits not yet saved; what it writes comes to lie beside the workbook, what it
remembers goes into the open one. Depends on: actions, excel.live, metrics, report.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir

from exectrack_xl.actions.documents import Order, Written, make_deck, make_report
from exectrack_xl.actions.numbers import explained
from exectrack_xl.actions.opening import free_name, open_tracker
from exectrack_xl.actions.refresh import planned
from exectrack_xl.actions.snapshot import remembered
from exectrack_xl.errors import Finding, UsageError
from exectrack_xl.excel.live import OpenBook
from exectrack_xl.metrics.worksheet import cell_functions
from exectrack_xl.package import replace_file
from exectrack_xl.report import manual, words

_HEADERS = ("Sheet", "Cell", "Column", "Weight", "What is wrong", "What to do")
_CALLED = re.compile(r'METRIC\(\s*"(\w+)"|([A-Za-z_]+)\(|\bdash_(\w+)|"(\w+)(?::\w+)?\|', re.IGNORECASE)


def refresh(book: OpenBook, today: date) -> None:
    """Write new last good values; the week's first refresh takes a snapshot before."""
    with _copied(book) as copy:
        plan = planned(copy, today)
    book.put(plan.edits)
    taken = "" if plan.snapshot_rows is None else f" Snapshot: {words.plural(plan.snapshot_rows, 'changed value')}."
    book.tell(f"Values as of {words.day(plan.day)}.{taken}{_assumed(plan.assumed_today)}")


def snapshot(book: OpenBook, today: date) -> None:
    """Remember the tracked values as they stand; a second snapshot on a date replaces the first."""
    with _copied(book) as copy:
        opened = open_tracker(copy, None, today)
        memory = remembered(opened.tracker)
    book.put(memory.edits)
    changed = words.plural(len(memory.rows), "changed value")
    book.tell(f"Snapshot of {words.day(opened.tracker.as_of)}: {changed}.{_assumed(opened.assumed_today)}")


def check_data(book: OpenBook, today: date) -> None:
    """List what is missing or cannot be right, in a new workbook."""
    with _copied(book) as copy:
        opened = open_tracker(copy, None, today)
    if opened.findings:
        book.list_apart([_HEADERS, *map(_line, opened.findings)])
    else:
        book.say("Nothing is wrong in this tracker.")


def quarterly_deck(book: OpenBook, today: date) -> None:
    """Write the deck of the last closed quarter, keep a snapshot of what it was made from, and open it."""
    _write(book, today, make_deck)
    with _copied(book) as copy:
        tracker = open_tracker(copy, None, today).tracker
    if tracker.is_empty:
        return
    try:
        edits = remembered(tracker).edits
    except UsageError:
        return  # a later snapshot is there: the deck is about the past, and the memory stays as it is
    book.put(edits)


def stakeholder_report(book: OpenBook, today: date) -> None:
    """Write the report for stakeholders beside the workbook, and open it."""
    _write(book, today, make_report)


def explain_cell(book: OpenBook, today: date) -> None:
    """Say how the number in the selected cell comes about."""
    name = metric_in(book.selected_formula())
    with _copied(book) as copy:
        lines = list(explained(name, copy, today, None, ("", None)))
    book.say("\n".join(f"{label}: {text}" for label, text in lines))


def show_help(book: OpenBook, today: date) -> None:  # noqa: ARG001 - called like the others
    """Open the manual, as a text file that any computer can show."""
    text = "\n".join([manual.metrics_page(), manual.columns_page()])
    book.show(replace_file(Path(gettempdir()) / "Execution Tracker manual.txt", text.encode("utf-8-sig")))


def metric_in(formula: str) -> str:
    """The first metric that a formula is about: =SPI(…), =METRIC("spi"), or a cell of a dashboard.

    >>> metric_in('=IF(A1>0,1+spi_t(),0)'), metric_in('=METRIC("cpi",B2)'), metric_in('=IF(dash_spi="","–",dash_spi)')
    ('spi_t', 'cpi', 'spi')

    Raises:
        UsageError: it is about none.
    """
    metrics = {name for name, function in cell_functions().items() if function.metric}
    words_found = (next(filter(None, groups)) for groups in _CALLED.findall(formula))
    found = next((word for word in words_found if word.upper() in metrics), None)
    if found is None:
        raise UsageError("Select a cell with a function of the tracker, such as =SPI(), or a number of a dashboard.")
    return str(found).lower()


@contextmanager
def _copied(book: OpenBook) -> Iterator[Path]:
    """A copy of the workbook, for as long as it is needed."""
    with TemporaryDirectory() as folder:
        yield book.copy_into(Path(folder))


def _write(book: OpenBook, today: date, action: Callable[[Order], Written]) -> None:
    beside = book.folder()
    with _copied(book) as copy:
        written = action(Order(copy, today, remember=False))
        target = replace_file(free_name(beside / written.path.name, replace=False), written.path.read_bytes())
    faults = f" {words.plural(len(written.findings), 'finding')}: press Check data." if written.findings else ""
    book.tell(f"{target.name} is ready.{faults}")
    book.show(target)


def _line(finding: Finding) -> tuple[str, ...]:
    return finding.sheet, finding.cell, finding.column, str(finding.severity), finding.message, finding.remedy


def _assumed(today: bool) -> str:
    return " No status date in Settings: today was taken." if today else ""
