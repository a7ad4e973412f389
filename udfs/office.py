"""The office at the other end of the line, as the helper sees it: its documents, and what buttons do with them.

Each step is asked of the office and done there, in LibreOffice's own process. Several changes are one step of its
Undo, and none of them stays where one fails.
Depends on: errors, schema, excel.libreoffice.link, excel.live, excel.patch, udfs.tables.
"""

from __future__ import annotations

import socket
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from exectrack_xl.errors import UsageError, WorkbookError
from exectrack_xl.excel.libreoffice.link import receive, send
from exectrack_xl.excel.live import Rows, Selection, row_changes, runs
from exectrack_xl.excel.patch import Edit, SetValue, ShowSheet
from exectrack_xl.schema import Sheet, Table
from exectrack_xl.schema.serial_days import serial_of
from udfs.tables import TableMemory


class Refused(Exception):  # noqa: N818 - the office's own word, which becomes a sentence where it is known for what
    """The office could not do what it was asked."""


@dataclass
class Office:
    """One line to an office, and the tables it has sent: by document and title, with the digest of their cells."""

    line: socket.socket
    sent: dict[tuple[str, str], tuple[str, Table]] = field(default_factory=dict)

    def ask(self, what: str, **given: Any) -> Any:
        """What the office answers.

        Raises:
            Refused: it could not do it.
            Lost, TimeoutError: the office has gone.
        """
        send(self.line, {"ask": what, **given})
        reply = receive(self.line)
        if "fault" in reply:
            raise Refused(str(reply["fault"]))
        return reply.get("told")


@dataclass(frozen=True)
class CalculatingDocument:
    """The tables of the document whose cell is calculating; cells that have not changed are not sent again."""

    key: str
    office: Office
    memory: TableMemory
    have: Mapping[str, str | None]  # what the office has told of tables along with the question: digests of their cells

    def table(self, sheet: Sheet) -> Table | None:
        """The table of this sheet; None where the document has no database range of that name."""
        place = self.key, sheet.title
        digest, table = self.office.sent.get(place, ("", None))
        if sheet.title in self.have and self.have[sheet.title] in (None, digest):
            return None if self.have[sheet.title] is None else table
        told = self.office.ask("cells", table=sheet.title, known=digest)
        if told is None:
            self.office.sent.pop(place, None)
            return None
        if table is None or told["digest"] != digest:
            table = self.memory.table(sheet, told["cells"])
            self.office.sent[place] = told["digest"], table
        return table


@dataclass(frozen=True)
class CalcBook:
    """A workbook open in LibreOffice, as actions see it (`OpenBook`)."""

    office: Office

    def folder(self) -> Path:
        """Where it is saved; raises UsageError while it never was."""
        place = self.office.ask("place")
        if not place:
            raise UsageError("Save the workbook first: what is written comes to lie beside it.")
        return Path(place).parent

    def copy_into(self, folder: Path) -> Path:
        """A copy as it stands on the screen, in Excel's format."""
        return Path(self.office.ask("copy", folder=str(folder)))

    def selected_formula(self) -> str:
        """The formula of the selected cell, of several the first; "" where there is none."""
        return str(self.office.ask("formula"))

    def selected_rows(self) -> Selection:
        """The rows that are selected, without those a filter or a person has hidden."""
        told = self.office.ask("rows")
        return Selection(str(told["sheet"]), tuple(int(row) for row in told["rows"]))

    def put(self, edits: Iterable[Edit]) -> None:
        """Write values and table rows, all or none; what formulas show, Calc works out itself.

        Raises:
            WorkbookError: the document lacks a table or sheet, or does not take the values. It is then as it was.
        """
        try:
            self.office.ask("put", steps=list(_steps(edits)))
        except Refused as fault:
            raise WorkbookError(f"LibreOffice did not take the values ({fault}). The workbook is as it was.") from fault

    def highlight(self, sheet: str, cells: Sequence[str]) -> None:
        """Mark cells by a conditional format, so that the person's own colours stay beneath.

        Raises:
            WorkbookError: LibreOffice does not mark them.
        """
        try:
            self.office.ask("mark", sheet=sheet, cells=list(cells))
        except Refused as fault:
            raise WorkbookError(f"LibreOffice did not mark the cells ({fault}).") from fault

    def is_broken_off(self) -> bool:
        """No: LibreOffice does not tell of keys meanwhile."""
        return False

    def list_apart(self, rows: Rows) -> None:
        """Show rows in a new workbook."""
        wide = max(map(len, rows))
        self.office.ask("list", rows=[[*map(calc_value, row), *[""] * (wide - len(row))] for row in rows])

    def show(self, path: Path) -> None:
        """Open a file."""
        self.office.ask("show", path=str(path))

    def say(self, text: str) -> None:
        """Say something in a message that waits to be read."""
        self.office.ask("say", text=text)

    def ask(self, text: str) -> bool:
        """Ask something that is answered by yes or no; no where nobody can see it."""
        return bool(self.office.ask("question", text=text))

    def tell(self, text: str) -> None:
        """Say something in passing, in the status line."""
        self.office.ask("tell", text=text)


def _steps(edits: Iterable[Edit]) -> Iterable[dict[str, Any]]:
    """Edits as the office takes them: rows of tables, sheets to show, then values beneath each other."""
    wanted = list(edits)
    for table, removed, added in row_changes(wanted):
        rows = [{header: calc_value(value) for header, value in row.items()} for row in added]
        yield {"do": "rows", "table": table, "removed": sorted(removed), "added": rows}
    for edit in wanted:
        if isinstance(edit, ShowSheet):
            yield {"do": "reveal", "sheet": edit.sheet}
    for sheet, cell, values in runs(edit for edit in wanted if isinstance(edit, SetValue)):
        yield {"do": "values", "sheet": sheet, "cell": cell, "values": list(map(calc_value, values))}


def calc_value(value: Any) -> Any:
    """A value as Calc takes it: a date is its number, a blank is an empty text.

    >>> calc_value(date(2026, 11, 13)), calc_value(True), calc_value(None)
    (46339.0, 1.0, '')
    """
    if isinstance(value, date):
        return serial_of(value)
    if value is None:
        return ""
    return float(value) if isinstance(value, bool | int | float) else str(value)
