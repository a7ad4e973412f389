"""One reason why a row needs a person. Depends on: schema."""

from __future__ import annotations

from dataclasses import dataclass

from exectrack_xl.schema import SHEETS, Table

PASSED, OVERDUE, STEP, REVIEW = "Forecast passed", "Overdue", "Step", "Review"


@dataclass(frozen=True)
class Call:
    """Where the row stands, whose it is, why it needs that person, what is to be done."""

    sheet: str  # its title
    line: int  # of the sheet
    id: str
    cell: str  # where to type
    title: str
    owner: str
    initiative: str
    kind: str
    why: str
    remedy: str
    late: float = 0.0  # working days overdue

    @classmethod
    def of(
        cls, table: Table, row: int, column: str, *, names: tuple[str, str], kind: str, why: str, remedy: str,
        late: float = 0.0,
    ) -> Call:  # fmt: skip
        """The call for a row of a table; `names` are the columns of its title and owner."""
        sheet = SHEETS[table.name]
        key = sheet.key[0]
        title, owner = (str(table[name][row]) for name in names)
        initiative = str(table["initiative"][row]) if "initiative" in sheet.by_name else ""
        cell = table.cell(column, row) or table.cell(key, row)
        return cls(sheet.title, int(table.lines[row]), str(table[key][row]), cell, title, owner.strip(), initiative,
                   kind, why, remedy, late)  # fmt: skip
