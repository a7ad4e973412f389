"""Ranges with headers become tables: told by their headers, not by their place, and read once for the same cells.

Depends on: errors, schema, udfs.arguments, udfs.recent.
"""

from __future__ import annotations

import pickle
from collections.abc import Sequence
from hashlib import blake2b
from typing import Any

from exectrack_xl.errors import MetricError, Severity
from exectrack_xl.schema import SHEETS, Sheet, Table
from exectrack_xl.schema.cells import header_key
from udfs.arguments import Grid, grid
from udfs.recent import Recent

_MOST_TABLES = 200


class TableMemory:
    """The tables read last. The same cells give the same table, so that nothing is worked out twice."""

    def __init__(self) -> None:
        self._tables: Recent[Table] = Recent(_MOST_TABLES)

    def table(self, sheet: Sheet, cells: Any) -> Table:
        """The table that these cells are, headers in the first row."""
        found = grid(cells)
        return self._tables.get((sheet.name, _content(found)), lambda: sheet.frame(found))

    def given(self, sheets: dict[str, Any], readable: Sequence[str], function: str) -> dict[str, Table]:
        """Tables by sheet name, from the ranges a person gave; `sheets` says for which sheet each was given.

        A range given in another table's place is taken for the table whose headers it has.

        Raises:
            MetricError: a range is no table, is one the function does not read, or lacks a required column.
        """
        tables: dict[str, Table] = {}
        for name, cells in sheets.items():
            sheet = _recognised(grid(cells), SHEETS[name])
            if sheet.name not in readable:
                raise MetricError(f"{function} does not read {sheet.title}.")
            if sheet.name in tables:
                raise MetricError(f"{function} was given {sheet.title} twice.")
            tables[sheet.name] = _complete(self.table(sheet, cells))
        return tables


def _content(cells: Grid) -> bytes:
    """A digest of the cells: the kind of each value counts, so that TRUE is not 1."""
    return blake2b(pickle.dumps(cells, protocol=5), digest_size=16).digest()


def _recognised(cells: Grid, meant: Sheet) -> Sheet:
    """The sheet whose table these cells are: the one meant, else the one whose headers fit best."""
    headers = {header_key(header) for header in cells[0]} if cells else set()
    if _required(meant) <= headers:
        return meant
    fitting = [sheet for sheet in SHEETS.values() if _required(sheet) <= headers]
    if fitting:
        return max(fitting, key=lambda sheet: len(headers & {header_key(column.header) for column in sheet.typed}))
    if headers & {header_key(column.header) for column in meant.typed}:
        return meant  # its own sentence will say which column is missing
    raise MetricError(f"The range given for {meant.name} has no headers of {meant.title}. Give {meant.title}[#All].")


def _required(sheet: Sheet) -> set[str]:
    """The headers without which a range is not this sheet's table: of required columns, and of the key."""
    return {header_key(c.header) for c in sheet.typed if c.required or c.name in sheet.key}


def _complete(table: Table) -> Table:
    for finding in table.findings:
        if finding.rule == "column-missing" and finding.severity is Severity.ERROR:
            raise MetricError(str(finding))
    return table
