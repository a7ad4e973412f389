"""What the tables hold, as one short text: the same for the same values, however the workbook was saved.

Depends on: schema, tracker.history.
"""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256

from exectrack_xl.schema import SHEETS, Sheet, Table
from exectrack_xl.tracker.history import column_texts

END_OF_VALUE, END_OF_ROW, END_OF_TABLE = "\x1f", "\x1e", "\x1d"  # in no value: the reader drops control characters


def tables_hash(tables: Mapping[str, Table]) -> str:
    """The SHA-256 of all typed tables, as 64 hexadecimal digits.

    Sheets and columns come in the order of the schema, rows in the order of the sheet; blank rows, extra columns,
    formats and computed columns do not count.
    """
    found = sha256()
    for name, sheet in SHEETS.items():
        found.update(f"{sheet.title}{END_OF_VALUE}{_content(sheet, tables[name])}{END_OF_TABLE}".encode())
    return found.hexdigest()


def _content(sheet: Sheet, table: Table) -> str:
    return table.once("content", lambda: _written(sheet, table))


def _written(sheet: Sheet, table: Table) -> str:
    columns = [column_texts(column.kind, table[column.name]) for column in sheet.typed]
    rows = zip(*columns, strict=True)
    return END_OF_ROW.join(END_OF_VALUE.join(row) for row in rows)
