"""Brings the newest deck or report beside an open workbook up to date; no question is asked.

Depends on: errors, actions.refresh_documents, excel.live, package, render.merge.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from exectrack_xl import package
from exectrack_xl.actions.refresh_documents import Refresh, RefreshedDocument, refresh_deck, refresh_report
from exectrack_xl.errors import TrackerError, UsageError
from exectrack_xl.excel.live import OpenBook
from exectrack_xl.render.merge.base import read_base
from exectrack_xl.render.merge.changes import Kind

_LOOKED_AT = 30  # of the newest files in the folder
_HEADERS = ("What became of it", "Page", "Part", "What", "Yours", "What we would now say")
_TO_BE_READ = (Kind.CONFLICT, Kind.MERGED, Kind.PINNED, Kind.OBSOLETE)


def refresh_open_deck(book: OpenBook, today: date) -> None:
    """Bring the newest deck of this tracker up to date, keep all edits, list what a person should read, open it."""
    _refresh(book, today, "deck.pptx", refresh_deck)


def refresh_open_report(book: OpenBook, today: date) -> None:
    """Bring the newest report of this tracker up to date, keep all edits, list what a person should read, open it."""
    _refresh(book, today, "report.docx", refresh_report)


def _refresh(book: OpenBook, today: date, what: str, action: Callable[[Refresh], RefreshedDocument]) -> None:
    folder = book.folder()
    with TemporaryDirectory() as temporary:
        copy = book.copy_into(Path(temporary))
        document = newest_of(folder, Path(what).suffix, copy.name)
        if document is None:
            raise UsageError(f"There is no {Path(what).stem} of this tracker in its folder. Write one first.")
        done = action(Refresh(document, today, copy))
    listed = [one for one in done.changes if one.kind in _TO_BE_READ]
    if listed:
        book.list_apart([_HEADERS, *((str(one.kind), one.place.page, one.place.part, one.what, one.yours, one.ours)
                                     for one in listed)])  # fmt: skip
    book.tell(f"{document.name} is up to date." if done.written else f"{document.name}: nothing is new.")
    book.show(document)


def newest_of(folder: Path, suffix: str, source: str) -> Path | None:
    """The newest document in a folder that was made from the workbook of that name."""
    files = sorted(folder.glob(f"*{suffix}"), key=lambda path: path.stat().st_mtime_ns, reverse=True)
    return next((path for path in files[:_LOOKED_AT] if not path.name.startswith("~$") and _is_of(path, source)), None)


def _is_of(path: Path, source: str) -> bool:
    try:
        base = read_base(package.read_parts(path.read_bytes()))
    except (TrackerError, OSError):
        return False
    return base is not None and base.source == source
