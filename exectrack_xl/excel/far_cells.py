"""Refuses a sheet on which one stray cell far out would make the reader fill gigabytes with blanks.

Depends on: errors, excel.metadata.
"""

from __future__ import annotations

import re

from exectrack_xl.errors import WorkbookError
from exectrack_xl.excel.metadata import LAST_COLUMN, LAST_ROW, column_number

MOST_CELLS = 8_000_000  # of the block from A1 to the last cell that holds a value

# Most sheets hold no reference of three letters or five digits: then the block is small and nothing is counted.
# The pattern begins with plain text, which is searched for three times faster than a choice of quotes.
_FAR = re.compile(rb"""r="(?<=\sr=")(?:[A-Za-z]{3}|[A-Za-z]{0,2}\d{5})""")
_FAR_SINGLE_QUOTED = re.compile(_FAR.pattern.replace(b'"', b"'"))
_FILLED = re.compile(rb"""<(?:\w+:)?c\b[^>]*?\br=["']([A-Za-z]+)(\d+)["'](?:[^>]*[^>/])?>(?!</)""")
_UNADDRESSED = re.compile(rb"""<(?:\w+:)?row\b[^>]*?\br=["'](\d+)["'][^>]*>\s*<(?:\w+:)?c\b(?![^>]*\br=)""")


def refuse_far_cells(part: bytes, sheet: str, workbook: str) -> None:
    """Do nothing where the sheet is of a size that can be read.

    Raises:
        WorkbookError: a value stands so far out that the sheet cannot be read, or in a cell that cannot exist.
    """
    if _FAR.search(part) is None and (b"'" not in part or _FAR_SINGLE_QUOTED.search(part) is None):
        return
    rows = columns = 1
    row_cell = column_cell = ""
    unaddressed = ((b"A", digits) for digits in _UNADDRESSED.findall(part))
    for letters, digits in (*unaddressed, *_FILLED.findall(part)):
        row, column = _number(digits), column_number(letters[:9].decode())
        if row > LAST_ROW or column > LAST_COLUMN or row < 1:
            cell = f"{letters.decode()}{digits.decode()}"[:20]
            raise WorkbookError(f"{workbook} is damaged: sheet '{sheet}' has a cell {cell}, which Excel does not know.")
        if row > rows:
            rows, row_cell = row, f"{letters.decode()}{row}"
        if column > columns:
            columns, column_cell = column, f"{letters.decode()}{row}"
    if rows * columns > MOST_CELLS:
        cells = " and ".join(sorted({row_cell, column_cell} - {""}))
        raise WorkbookError(
            f"{workbook} cannot be read: sheet '{sheet}' is filled as far out as {cells}. "
            "Delete what stands far from the table, and save."
        )


def _number(digits: bytes) -> int:
    return int(digits) if len(digits) < 10 else LAST_ROW + 1
