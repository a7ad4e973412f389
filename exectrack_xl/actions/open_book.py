"""The actions on a workbook that is open in Excel: the same as on the command line, on what is on the screen.

Each works on a copy with the edits not yet saved; what it writes comes to lie beside the workbook, what it
remembers goes into the open one. Depends on: actions, excel.live, metrics, report.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from math import isnan
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir
from typing import Any

from exectrack_xl.actions.diff import compare
from exectrack_xl.actions.documents import Order, Written, make_deck, make_report
from exectrack_xl.actions.numbers import explained
from exectrack_xl.actions.opening import free_name, open_tracker
from exectrack_xl.actions.refresh import planned
from exectrack_xl.actions.simulate import PERCENTILES, Finish, simulate
from exectrack_xl.actions.snapshot import remembered
from exectrack_xl.errors import Finding, UsageError
from exectrack_xl.excel.live import OpenBook, Selection
from exectrack_xl.excel.locating import sheet_names
from exectrack_xl.metrics.worksheet import cell_functions
from exectrack_xl.package import replace_file
from exectrack_xl.report import manual, words
from exectrack_xl.report.documents.kinds import document_kind
from exectrack_xl.schema import SHEETS
from exectrack_xl.tracker.history import snapshot_dates

_HEADERS = ("Sheet", "Cell", "Column", "Weight", "What is wrong", "What to do")
_FINISHES = ("Initiative", "Committed", "Chance on time", *(f"P{round(100 * share)}" for share in PERCENTILES))
_CALLED = re.compile(r'METRIC\(\s*"(\w+)"|([A-Za-z_]+)\(|\bdash_(\w+)|"(\w+)(?::\w+)?\|', re.IGNORECASE)


def refresh(book: OpenBook, today: date) -> None:
    """Write new last good values; the week's first refresh takes a snapshot before."""
    with copied(book) as copy:
        plan = planned(copy, today)
    book.put(plan.edits)
    taken = "" if plan.snapshot_rows is None else f" Snapshot: {words.plural(plan.snapshot_rows, 'changed value')}."
    new = f" {words.plural(plan.new_rows, 'new row')} got an ID." if plan.new_rows else ""
    book.tell(f"Values as of {words.day(plan.day)}.{new}{taken}{assumed(plan.assumed_today)}")


def snapshot(book: OpenBook, today: date) -> None:
    """Remember the tracked values as they stand; a second snapshot on a date replaces the first."""
    with copied(book) as copy:
        opened = open_tracker(copy, None, today)
        memory = remembered(opened.tracker)
    book.put(memory.edits)
    changed = words.plural(len(memory.rows), "changed value")
    book.tell(f"Snapshot of {words.day(opened.tracker.as_of)}: {changed}.{assumed(opened.assumed_today)}")


def check_data(book: OpenBook, today: date) -> None:
    """List what is missing or cannot be right in a new workbook, and mark the cells in this one."""
    with copied(book) as copy:
        opened, sheets = open_tracker(copy, None, today), sheet_names(copy)
    if opened.findings:
        _mark(book, opened.findings, sheets)
        book.list_apart([_HEADERS, *map(_line, opened.findings)])
    else:
        book.say("Nothing is wrong in this tracker.")


def quarterly_deck(book: OpenBook, today: date) -> None:
    """Write the deck of the last closed quarter, keep a snapshot of what it was made from, and open it."""
    deck(book, today, "quarterly")


def deck(book: OpenBook, today: date, kind: str) -> None:
    """Write a deck of the last closed period, keep a snapshot of what it was made from, and open it."""
    _write(book, lambda copy: make_deck(Order(copy, today, remember=False, kind=kind)))
    with copied(book) as copy:
        tracker = open_tracker(copy, None, today).tracker
    if tracker.is_empty:
        return
    try:
        edits = remembered(tracker).edits
    except UsageError:
        return  # a later snapshot is there: the deck is about the past, and the memory stays as it is
    book.put(edits)


def report(book: OpenBook, today: date, kind: str) -> None:
    """Write a Word document beside the workbook, and open it; one about a single row takes the selected one.

    Raises:
        UsageError: there is no such kind, or no row of its table is selected.
    """
    subject = document_kind(kind).subject
    row = book.selected_rows() if subject else None

    def make(copy: Path) -> Written:
        identity = _selected_id(copy, subject, row, today) if row is not None else ""
        return make_report(Order(copy, today, kind=kind, identity=identity))

    _write(book, make)


def what_changed(book: OpenBook, today: date, since: str) -> None:
    """List what has changed since a day's snapshot in a new workbook, the greatest effect first."""
    with copied(book) as copy:
        found = compare(f"{copy}@{since}", str(copy), today)
    days = f"{words.day(found.before.as_of)} and {words.day(found.after.as_of)}"
    if not found.movements:
        book.say(f"Nothing has changed between {days}.")
        return
    lines = [(one.sheet, one.id, told.text, told.effect)
             for one, told in zip(found.found, found.movements, strict=True)]  # fmt: skip
    book.list_apart([("Sheet", "ID", "What changed", "Effect"), *lines])
    book.tell(f"{words.plural(len(lines), 'change')} between {days}.")


def what_changed_lately(book: OpenBook, today: date) -> None:
    """List what has changed since the last snapshot before the status date.

    Raises:
        UsageError: there is none.
    """
    with copied(book) as copy:
        tracker = open_tracker(copy, None, today).tracker
    earlier = [day for day in snapshot_dates(tracker) if day < tracker.as_of]
    if not earlier:
        raise UsageError("There is no snapshot before the status date to compare with. Take one each week.")
    what_changed(book, today, max(earlier).isoformat())


def forecast(book: OpenBook, today: date) -> None:
    """Simulate when all will be done and list it in a new workbook; the status line tells how far it is."""

    def watch(drawn: int, most: int) -> None:
        if book.is_broken_off():
            book.tell("")
            raise UsageError("The forecast was broken off. Nothing was changed.")
        book.tell(f"Simulating: {drawn:,} of at most {most:,} runs. Hold Esc to break off.")

    with copied(book) as copy:
        found = simulate(copy, today, watch=watch)
    book.list_apart([_FINISHES, *map(_finish, found.finishes),
                     (), ("What drives the finish", "ID", "Name", "Working days at P80"), *found.drivers])  # fmt: skip
    told = f"{found.iterations:,} runs; P80 is known to {found.precision:.1f} working days."
    book.tell(f"Forecast as of {words.day(found.as_of)}: {told}{assumed(found.assumed_today)}")


def explain_cell(book: OpenBook, today: date) -> None:
    """Say how the number in the selected cell comes about."""
    name = metric_in(book.selected_formula())
    with copied(book) as copy:
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
def copied(book: OpenBook) -> Iterator[Path]:
    """A copy of the workbook, for as long as it is needed."""
    with TemporaryDirectory() as folder:
        yield book.copy_into(Path(folder))


def _finish(one: Finish) -> tuple[Any, ...]:
    return one.name, one.committed, None if isnan(one.on_time) else round(one.on_time, 2), *one.days


def _mark(book: OpenBook, findings: Iterable[Finding], sheets: Mapping[str, str]) -> None:
    """Mark the cells that findings are about."""
    places = {SHEETS[name].title: place for name, place in sheets.items()}
    cells: dict[str, list[str]] = {}
    for finding in findings:
        if finding.cell and finding.sheet in places:
            cells.setdefault(places[finding.sheet], []).append(finding.cell)
    for sheet, found in cells.items():
        book.highlight(sheet, list(dict.fromkeys(found)))


def _selected_id(copy: Path, subject: str, selected: Selection, today: date) -> str:
    """The ID of the first selected row of a table."""
    table = open_tracker(copy, None, today).tracker[subject]
    if sheet_names(copy).get(subject) == selected.sheet:
        for line, identity in zip(table.lines.tolist(), table["id"].tolist(), strict=True):
            if line in selected.rows and identity:
                return str(identity)
    raise UsageError(f"Select a row of {SHEETS[subject].title} first: the document is about that one.")


def _write(book: OpenBook, action: Callable[[Path], Written]) -> None:
    beside = book.folder()
    with copied(book) as copy:
        written = action(copy)
        target = replace_file(free_name(beside / written.path.name, replace=False), written.path.read_bytes())
    faults = f" {words.plural(len(written.findings), 'finding')}: press Check data." if written.findings else ""
    book.tell(f"{target.name} is ready.{faults}")
    book.show(target)


def _line(finding: Finding) -> tuple[str, ...]:
    return finding.sheet, finding.cell, finding.column, str(finding.severity), finding.message, finding.remedy


def assumed(today: bool) -> str:
    """What is added where Settings have no status date."""
    return " No status date in Settings: today was taken." if today else ""
