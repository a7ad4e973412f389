"""Which tables number their rows, and under which heads the workbook's macros fill them in, as a VBA module.

Depends on: schema, tracker.numbering, excel.vba.
"""

from __future__ import annotations

from exectrack_xl.excel.vba.words import text_literal
from exectrack_xl.schema import SHEETS, Sheet
from exectrack_xl.tracker.numbering import raised, reporter

MODULE = "TableRules"


def first_typed(sheet: Sheet) -> str:
    """The column a person types in first: the one behind the ID."""
    return next(column.name for column in sheet.typed if column.name not in sheet.key)


def rules_code() -> str:
    """The code of the VBA module `TableRules`: one line for each table that numbers its rows."""
    lines = ["Option Explicit", "' Made from the schema when the workbook was built: changes here are lost.", "",
             "Public Function NumberedTables() As String", "    Dim list As String", '    list = "|"']  # fmt: skip
    for sheet in SHEETS.values():
        if sheet.prefix and "id" in sheet.by_name:
            lines.append(f"    list = list & {text_literal(f'{_rule(sheet)}|')}")
    return "\n".join([*lines, "    NumberedTables = list", "End Function", ""])


def _rule(sheet: Sheet) -> str:
    names = ("id", first_typed(sheet), raised(sheet), reporter(sheet))
    heads = (sheet.by_name[name].header if name else "" for name in names)
    return ";".join((sheet.title, sheet.prefix, *heads))
