"""The rows of a foreign sheet as rows of the tracker, and a finding for each cell that is left as it is written.

Depends on: errors, schema, tracker.links, excel.foreign.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from exectrack_xl.errors import Finding, Severity
from exectrack_xl.excel.foreign import words
from exectrack_xl.excel.foreign.grids import Grid
from exectrack_xl.excel.foreign.headers import Head
from exectrack_xl.excel.foreign.mapping import SheetMapping
from exectrack_xl.excel.foreign.values import (
    Meaning,
    Reading,
    Value,
    meaning,
    number_of,
    scale_of,
    text_of,
    unsure_number,
)
from exectrack_xl.schema import SHEETS, CellError, Column, Kind
from exectrack_xl.schema.cells import NUMERIC, column_letter
from exectrack_xl.tracker.links import parse_links

_TOTALS = frozenset({"total", "totals", "grand total", "sum", "summe", "gesamt", "gesamtsumme", "somme", "suma", "soma",
                     "totale", "totaal"})  # fmt: skip
# What a list with one date means by it: the plan it first had, which is never changed by a later import.
FIRST = {
    "milestones": {"baseline": "forecast", "forecast": "baseline"},
    "tasks": {"baseline_start": "start", "baseline_finish": "finish", "start": "baseline_start",
              "finish": "baseline_finish"},
}  # fmt: skip


@dataclass(frozen=True)
class Row:
    """One row of a list: what identifies it there, and its values by column name."""

    key: str  # its ID, or where it has none, its text
    values: Mapping[str, Value]  # the blank ones left out
    extra: Mapping[str, Value]  # by header, of columns that go nowhere
    place: str  # "Sheet!12"


@dataclass(frozen=True)
class Brought:
    """What a sheet gives for one table."""

    mapping: SheetMapping
    rows: tuple[Row, ...]
    extra: tuple[str, ...]  # headers that go nowhere and hold something
    findings: tuple[Finding, ...]
    scale: int = 0  # of probability and impact
    references: Mapping[str, str] = field(default_factory=dict)  # how predecessors name rows without ID -> their keys


def rows_of(grid: Grid, head: Head, mapping: SheetMapping, scale_to: int) -> Brought:
    """The rows of a sheet under a mapping; `scale_to` is the highest probability of the tracker, 0 = as the list."""
    return _Reader(grid, head, mapping, scale_to).brought()


def rows_of_no_type(grid: Grid, head: Head, mappings: Sequence[SheetMapping]) -> Iterator[Finding]:
    """A finding for each row of a sheet with several types of rows whose type is none of those."""
    if not mappings or not mappings[0].split:
        return
    at = head.headers.index(mappings[0].split)
    known = {word for mapping in mappings for word in mapping.types}
    for line, row in enumerate(grid.cells[head.row + 1 :], head.row + 2):
        word = text_of(row[at])
        if word not in known and any(map(text_of, row)):
            shown = "; ".join(filter(None, map(text_of, row)))[:120]
            yield Finding(grid.name, f"{column_letter(at + 1)}{line}", mappings[0].split,
                          f"is '{word}', which is no type of row that is known; not brought in: {shown}.",
                          "Give the row a type, or add the word to 'types' in the mapping.", "import-row-left-out",
                          Severity.WARNING)  # fmt: skip


def references_of(rows: Sequence[Row | None]) -> dict[str, str]:
    """How predecessors name the rows of a plan without IDs -> the rows' keys: by WBS code, or by number from 1.

    Empty where rows have IDs, or predecessors name them in neither way.
    """
    kept = [row for row in rows if row is not None]
    named = {link.predecessor for row in kept for link in parse_links(str(row.values.get("predecessors", "")))[0]}
    if not named or any("id" in row.values for row in kept):
        return {}
    codes = {str(row.values["wbs"]): row.key for row in kept if row.values.get("wbs")}
    numbers = {str(at): row.key for at, row in enumerate(rows, 1) if row is not None}
    return next((found for found in (codes, numbers) if named <= found.keys()), {})


@dataclass
class _Reader:
    grid: Grid
    head: Head
    mapping: SheetMapping
    scale_to: int
    findings: list[Finding] = field(default_factory=list)
    strange: dict[tuple[str, str], list[str]] = field(default_factory=dict)  # header and what stands there -> cells

    def brought(self) -> Brought:
        lines = list(self._lines())
        scale = self._scale(lines)
        to = self.scale_to or (5 if scale == 5 else 3)
        if scale and scale != to:
            self._say("", "", f"probability and impact reach to {scale}; they were turned into 1 to {to}.",
                      "Look at the highest and the lowest ones.", "import-scale", Severity.WARNING)  # fmt: skip
        readers = self._meanings(
            lines, Reading(self.mapping.table, self.mapping.day_first, scale, to, self.mapping.words)
        )
        self._say_order(lines)
        extra = tuple(h for h in self.head.headers if h and h not in self.mapping.used and h != self.mapping.split
                      and any(text_of(self._cell(row, h)) for _, row in lines))  # fmt: skip
        seen: Counter[str] = Counter()
        rows = [self._row(line, row, readers, extra, seen) for line, row in lines]
        self._say_strange()
        kept = tuple(row for row in rows if row is not None)
        return Brought(self.mapping, kept, extra, tuple(self.findings), scale, references_of(rows))

    def _lines(self) -> Iterator[tuple[int, Sequence[Any]]]:
        """The rows beneath the headers that hold something and belong here, with their numbers."""
        texts = [text_of(value) for value in self.grid.cells[self.head.row]]
        rows = [(at, row, [text_of(value) for value in row])
                for at, row in enumerate(self.grid.cells[self.head.row + 1 :], self.head.row + 2)]  # fmt: skip
        rows = [(at, row, filled) for at, row, filled in rows if any(filled)]
        for (at, row, filled), after in zip(rows, [*rows, None][1:], strict=True):
            is_heading = after is not None and after[2] == texts and sum(map(bool, filled)) == 1
            if filled == texts or is_heading:  # boards repeat the headers beneath the name of each group
                continue
            if self.mapping.split and text_of(self._cell(row, self.mapping.split)) not in self.mapping.types:
                continue
            yield at, row

    def _cell(self, row: Sequence[Any], header: str) -> Any:
        at = self._places[header]
        return row[at] if at < len(row) else ""

    @property
    def _places(self) -> dict[str, int]:
        return {header: at for at, header in enumerate(self.head.headers)}

    def _column(self, header: str) -> Column:
        return SHEETS[self.mapping.table].by_name[self.mapping.columns[header]]

    def _scale(self, lines: Sequence[tuple[int, Sequence[Any]]]) -> int:
        if self.mapping.table != "risks":
            return 0
        headers = [h for h, name in self.mapping.used.items() if name in ("probability", "impact")]
        scales = [scale_of([self._cell(row, header) for _, row in lines]) for header in headers]
        return max((scale for scale in scales if scale != 100), default=max(scales, default=0)) if scales else 0

    def _meanings(self, lines: Sequence[tuple[int, Sequence[Any]]], reading: Reading) -> dict[str, Meaning]:
        found = {}
        for header in self.mapping.used:
            values = [self._cell(row, header) for _, row in lines]
            column = self._column(header)
            own = reading
            if column.name in ("probability", "impact") and scale_of(values) == 100:
                own = Reading(reading.table, reading.day_first, 100, reading.to, reading.words)
            found[header] = meaning(own, column, values)
            unsure = unsure_number(values) if column.kind in NUMERIC - {Kind.SHARE, Kind.COUNT} else ""
            if unsure:
                self._say("", header, f"can mean thousands or decimals in '{unsure}'; read as {number_of(unsure):g}.",
                          "If that is wrong, write it as 12500 in the list.", "import-number-unsure",
                          Severity.WARNING)  # fmt: skip
        return found

    def _say_order(self, lines: Sequence[tuple[int, Sequence[Any]]]) -> None:
        if (self.mapping.day_is_guess or self.mapping.day_is_mixed) and lines:
            first = "day, then month" if self.mapping.day_first else "month, then day"
            said = "no date tells whether the day or the month comes first"
            if self.mapping.day_is_mixed:
                said = "in some dates the day comes first, in others the month; those that can be either"
            self._say("", "", f"{said}{' are' if self.mapping.day_is_mixed else ';'} read as {first}.",
                      f"If that is wrong, say day_first = {str(not self.mapping.day_first).lower()} in the mapping.",
                      "import-date-order", Severity.WARNING)  # fmt: skip

    def _row(
        self, line: int, row: Sequence[Any], readers: Mapping[str, Meaning], extra: Sequence[str], seen: Counter[str]
    ) -> Row | None:  # fmt: skip
        values: dict[str, Value] = {}
        for header, read in readers.items():
            value = self._value(line, row, header, read)
            if value is not None and value != "":
                values[self.mapping.columns[header]] = self._joined(values, header, value)
        main = words.MAIN[self.mapping.table]
        shown = "; ".join(filter(None, map(text_of, row)))[:120]
        for other in (words.STANDS_FOR.get(self.mapping.table, ""), "description"):
            if main not in values and other in values:
                values[main] = values[other]
        first = next(filter(None, map(text_of, row)), "")
        if first.casefold().rstrip(":") in _TOTALS or (main not in values and ("id" not in values or len(values) < 3)):
            self._say(f"A{line}", "", f"was not brought in, for it has no {self._header(main).lower()}: {shown}.",
                      "Complete the row, or leave it out.", "import-row-left-out", Severity.WARNING)  # fmt: skip
            return None
        if main not in values:
            self._say(f"A{line}", self._header(main), "is blank.", "Say what the row is about.",
                      "import-blank", Severity.WARNING)  # fmt: skip
        key = self._key(line, values, seen)
        kept = {header: self._plain(self._cell(row, header)) for header in extra}
        return Row(key, values, {h: v for h, v in kept.items() if v is not None}, f"{self.grid.name}!{line}")

    def _key(self, line: int, values: dict[str, Value], seen: Counter[str]) -> str:
        """What identifies the row; a repeated ID gets a number, so that no row is lost."""
        identity = text_of(values.get("id")) if "id" in values else ""
        key = identity or f"={text_of(values[words.MAIN[self.mapping.table]])}"
        seen[key] += 1
        if seen[key] == 1:
            return key
        if identity:
            values["id"] = f"{identity}-{seen[key]}"
            self._say(f"A{line}", "ID", f"is {identity} again; brought in as {values['id']}.",
                      "Give each row an ID of its own.", "import-id-twice", Severity.WARNING)  # fmt: skip
        return f"{key}-{seen[key]}"

    def _value(self, line: int, row: Sequence[Any], header: str, read: Meaning) -> Value:
        cell = self._cell(row, header)
        if isinstance(cell, CellError):
            self._say(self._place(line, header), header, f"shows {cell}; it was left blank.", "Mend the formula there.",
                      "cell-error")  # fmt: skip
            return None
        value, understood = read(cell)
        if not understood:
            self.strange.setdefault((header, text_of(cell)), []).append(self._place(line, header))
        return value

    def _say_strange(self) -> None:
        """What could not be understood: one finding for each column and text, however often it stands there."""
        for (header, text), cells in self.strange.items():
            column = self._column(header)
            wanted = "one of " + ", ".join(column.choices[:8]) if column.kind is Kind.CHOICE else f"a {column.kind}"
            also = f" (and {len(cells) - 1} more cells)" if len(cells) > 1 else ""
            self._say(cells[0], header, f"is '{text}'{also}; expected {wanted}. Kept as written.",
                      f"Put it right in column '{column.header}' of {SHEETS[self.mapping.table].title}.",
                      "import-not-understood", Severity.WARNING)  # fmt: skip

    def _joined(self, values: Mapping[str, Value], header: str, value: Value) -> Value:
        """The value, beneath what another header has given to the same column."""
        before = values.get(self.mapping.columns[header])
        if before is None:
            return value
        if isinstance(before, str) and isinstance(value, str):
            return f"{before}\n{header}: {value}"
        return before

    def _plain(self, value: Any) -> Value:
        text = text_of(value)
        return (value if isinstance(value, float) else text) if text else None

    def _place(self, line: int, header: str) -> str:
        return f"{column_letter(self._places[header] + 1)}{line}"

    def _header(self, name: str) -> str:
        return SHEETS[self.mapping.table].by_name[name].header

    def _say(
        self, cell: str, column: str, message: str, remedy: str, rule: str, severity: Severity = Severity.ERROR
    ) -> None:  # fmt: skip
        self.findings.append(Finding(self.grid.name, cell, column, message, remedy, rule, severity))
