"""What lists say in columns that a tracker does not have, kept in a workbook beside it, so that nothing is lost.

Depends on: excel.build, excel.differences, excel.foreign, actions.bring_in, actions.opening.
"""

from __future__ import annotations

import glob
from collections.abc import Mapping, Sequence
from pathlib import Path

from exectrack_xl.actions.opening import free_name
from exectrack_xl.excel.build.book import Book
from exectrack_xl.excel.build.origin import is_as_built
from exectrack_xl.excel.differences import write_listing
from exectrack_xl.excel.foreign.values import Value

_COLUMNS = {"Table": 16, "ID": 14, "Column of the list": 30, "What stands there": 80}


def left_file(tracker: Path) -> Path:
    """Where it is kept."""
    return tracker.with_name(f"{tracker.stem} without a column.xlsx")


def left_out(tracker: Path, rows: Sequence[tuple[str, str, Mapping[str, Value]]]) -> dict[Path, bytes]:
    """The workbook that keeps it, where it changes; rows are title of the table, ID, and values by header.

    One that a person has edited is not replaced: the new one lies beside it.
    """
    if not rows:
        return {}
    book = Book("What the tracker has no column for")
    lines = [(title, identity, header, value) for title, identity, values in rows for header, value in values.items()]
    write_listing(book, "Without a column", f"What {tracker.name} has no column for", _COLUMNS, lines)
    content, path = book.finished(), left_file(tracker)
    if any(known.read_bytes() == content for known in path.parent.glob(f"{glob.escape(path.stem)}*.xlsx")):
        return {}
    return {free_name(path, replace=is_as_built(path)): content}
