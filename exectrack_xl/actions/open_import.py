"""Brings a person's list into the workbook that is open: shows first what goes where, and asks.

Depends on: errors, actions.bring_in, actions.open_book, excel.live, package, report.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from exectrack_xl.actions.bring_in.asked import Order, Outcome, Prepared
from exectrack_xl.actions.bring_in.run import prepare
from exectrack_xl.actions.open_book import copied
from exectrack_xl.errors import UsageError
from exectrack_xl.excel.live import OpenBook
from exectrack_xl.package import replace_file
from exectrack_xl.report import words

_HEADERS = ("Sheet of the list", "Its column", "Goes to", "Column of the tracker", "Example")
_FINDINGS = ("Sheet of the list", "Cell", "Column", "Weight", "What is wrong", "What to do")


def import_list(book: OpenBook, today: date, source: Path) -> None:
    """Show in a new workbook what of a list goes where, ask, and write it into the open workbook, all or nothing.

    Raises:
        UsageError: the workbook was never saved, or the list is the workbook itself.
        WorkbookError: the list cannot be read, or the workbook cannot take it.
    """
    folder = book.folder()
    with copied(book) as copy:
        if source.name == copy.name and source.parent == folder:
            raise UsageError(f"{source.name} is this workbook. Choose the list that is to be brought in.")
        found = prepare(Order(source, copy, kept_beside=folder / copy.name), today)
    outcome = found.outcome
    if not outcome.changed:
        book.say(f"{source.name}: nothing is new in it." + _faults(outcome))
        return
    book.list_apart(list(_preview(outcome)))
    if not book.ask(f"{_counted(outcome)}{_faults(outcome)} The new workbook shows what goes where. Bring it in?"):
        book.tell("Nothing was brought in.")
        return
    _write(book, found)
    book.tell(f"{source.name}: {_counted(outcome)}")


def _write(book: OpenBook, found: Prepared) -> None:
    """Write the rows and what is kept of them; where one of the two fails, neither is left."""
    with _as_they_were(found.files):
        for path, content in found.files.items():
            replace_file(path, content)
        book.put(found.edits)


@contextmanager
def _as_they_were(files: Mapping[Path, bytes]) -> Iterator[None]:
    """Put files back when something fails."""
    before = {path: path.read_bytes() if path.exists() else None for path in files}
    try:
        yield
    except BaseException:
        for path, content in before.items():
            if content is None:
                path.unlink(missing_ok=True)
            else:
                replace_file(path, content)
        raise


def _preview(outcome: Outcome) -> Iterator[tuple[Any, ...]]:
    yield _HEADERS
    for part in outcome.parts:
        for line in part.lines:
            yield part.sheet, line.header, part.table if line.target else "", line.target or "stays out", line.example
    if outcome.findings:
        yield ()
        yield _FINDINGS
        for one in outcome.findings:
            yield one.sheet, one.cell, one.column, str(one.severity), one.message, one.remedy


def _counted(outcome: Outcome) -> str:
    counts = [f"{title}: {added} added, {updated} updated" for title, (added, updated, _) in outcome.counts.items()
              if added or updated]  # fmt: skip
    return "; ".join(counts) + "."


def _faults(outcome: Outcome) -> str:
    return f" {words.plural(len(outcome.findings), 'finding')}." if outcome.findings else ""
