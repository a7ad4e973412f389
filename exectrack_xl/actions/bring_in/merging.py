"""The rows of a list against those of a tracker: which are new, which changed there, which were changed here too.

A cell is written only where its list says something else than at the last import and nobody has typed into it since.
Depends on: errors, schema, tracker, excel.foreign, excel.patch, actions.bring_in.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from exectrack_xl.actions.bring_in.record import Entry, Plain, plain
from exectrack_xl.actions.bring_in.standing import Standing, identity_column
from exectrack_xl.errors import Finding, Severity
from exectrack_xl.excel.foreign.plans import link
from exectrack_xl.excel.foreign.rows import FIRST, Brought, Row
from exectrack_xl.excel.foreign.values import Value
from exectrack_xl.excel.foreign.words import MAIN
from exectrack_xl.excel.patch import SetValue
from exectrack_xl.schema import Column
from exectrack_xl.schema.cells import header_key
from exectrack_xl.tracker.links import parse_links
from exectrack_xl.tracker.numbering import next_id

Values = dict[str, Value]  # by header


@dataclass
class Merge:
    """What becomes of the rows that go to one table."""

    standing: Standing
    new: list[Values] = field(default_factory=list)
    edits: list[SetValue] = field(default_factory=list)
    updated: int = 0
    unchanged: int = 0
    findings: list[Finding] = field(default_factory=list)
    left: list[tuple[str, Values]] = field(default_factory=list)  # ID, and values that the table has no column for
    used: set[str] = field(default_factory=set)  # IDs given in this import
    sheets: dict[str, str] = field(default_factory=dict)  # key of a row -> from which sheet this import had it
    said: dict[tuple[str, str], str] = field(default_factory=dict)  # its own ID and text -> its place in the list

    def add(self, brought: Brought, memory: dict[str, Entry], origin: str) -> None:
        """Take in the rows of one sheet; `memory` is what earlier imports brought into this table."""
        seen = set()
        names = self._names(brought, memory)
        for row in brought.rows:
            if self._is_there(row):
                continue
            elsewhere = self.sheets.setdefault(row.key, origin) != origin
            key = f"{origin}{row.key}" if elsewhere else row.key  # two sheets may number their rows alike
            seen.add(key)
            values, left = self._by_header(renamed(row, names))
            memory[key] = self._one(row, values, memory.get(key), origin)
            if left:
                self.left.append((memory[key].id, left))
        for key, entry in memory.items():
            if entry.origin == origin and key not in seen and entry.id in self.standing.by_id:
                self._say(entry.id, "is no longer in the list; its row was left as it is.", "Close it if it is done.",
                          "import-gone", Severity.NOTE)  # fmt: skip

    def _names(self, brought: Brought, memory: Mapping[str, Entry]) -> dict[str, str]:
        """How predecessors name the rows of a plan without IDs -> the IDs these have or will get."""
        if not brought.references:
            return {}
        found: dict[str, str] = {}
        taken = {*self.standing.by_id, *self.used}
        for row in brought.rows:
            entry = memory.get(row.key)
            line = self._same(row)
            if entry is not None and (entry.id in taken or self.standing.home is not None):
                found[row.key] = entry.id
            elif line is not None:
                found[row.key] = self._identity(line)
            else:
                found[row.key] = next_id(self.standing.sheet.prefix, taken)
                taken.add(found[row.key])
        return {name: found[key] for name, key in brought.references.items()}

    def _is_there(self, row: Row) -> bool:
        """Whether another sheet of this import has the same row: the same ID and the same text, as summaries do."""
        what = self._own_id(row), str(plain(row.values.get(MAIN[self.standing.sheet.name], "")))
        sheet = row.place.rpartition("!")[0]
        before = self.said.setdefault(what, row.place).rpartition("!")[0]
        if not all(what) or before == sheet:
            return False
        self._say(what[0], f"stands on sheets {before} and {sheet}; it was taken from {before}.",
                  "Nothing, if they say the same.", "import-row-twice", Severity.NOTE)  # fmt: skip
        return True

    def _one(self, row: Row, values: Values, entry: Entry | None, origin: str) -> Entry:
        given = {header: plain(value) for header, value in values.items()}
        if entry is not None and entry.id not in self.standing.by_id and entry.id not in self.used:
            if entry.id and self.standing.home is not None:
                self._say(entry.id, "was deleted in the tracker and was not brought in again.",
                          "Restore the row if it is wanted.", "import-deleted", Severity.NOTE)  # fmt: skip
                self.unchanged += 1
                return Entry(entry.id, origin, given)
            entry = None
        if entry is not None:
            self._renew(self.standing.by_id[entry.id], values, entry.values)
            return Entry(entry.id, origin, given)
        line = self._same(row)
        if line is not None:
            self._renew(line, values, None)
            return Entry(self._identity(line), origin, given)
        return Entry(self._append(row, values), origin, given)

    def _by_header(self, row: Row) -> tuple[Values, Values]:
        """The values under the tracker's headers, and those that it has no column for."""
        by_name = self.standing.sheet.by_name
        ours = {header_key(column.header) for column in self.standing.sheet.columns}
        extra = {f"{h} (list)" if header_key(h) in ours else h: value for h, value in row.extra.items()}
        found: Values = {by_name[name].header: value for name, value in row.values.items()} | extra
        if self.standing.home is None:
            return found, {}
        left = {header: value for header, value in found.items() if not self.standing.has(header)}
        return {header: value for header, value in found.items() if header not in left}, left

    def _same(self, row: Row) -> int | None:
        """The row of the tracker that this is, though no import has brought it: the same ID and the same text."""
        name = MAIN[self.standing.sheet.name]
        text = str(plain(row.values.get(name, "")))
        line = self.standing.by_text.get(text) if text else None
        identity = self._own_id(row)
        if not identity:
            return line if line is None or self._identity(line) not in self.used else None
        at = self.standing.by_id.get(identity)
        if at is None or name == self.standing.sheet.key[0]:
            return at
        stands = self.standing.value(at, self.standing.sheet.by_name[name].header)
        return at if not text or stands == text else None

    def _renew(self, line: int, values: Values, last: Mapping[str, Plain] | None) -> None:
        """Write what the list has changed since; without a last time, fill in what is blank."""
        identity = self._identity(line)
        self.used.add(identity)
        wanted: Values = dict.fromkeys(last or (), None)
        before = len(self.edits)
        for header, value in {**wanted, **values}.items():
            if header == identity_column(self.standing.sheet) or not self.standing.has(header):
                continue
            new, stands = plain(value), self.standing.value(line, header)
            old = "" if last is None else last.get(header, "")
            if new in (stands, old):
                continue
            if stands != old:
                said = f"is '{stands}' here and '{new}' in the list; left as it is."
                self._say(self.standing.cell(line, header), said, "Type what is right.", "import-both",
                          Severity.WARNING, header)  # fmt: skip
                continue
            assert self.standing.home is not None
            self.edits.append(SetValue(self.standing.home.place.name, self.standing.cell(line, header), value))
        changed = len(self.edits) > before
        self.updated += changed
        self.unchanged += not changed

    def _append(self, row: Row, values: Values) -> str:
        sheet = self.standing.sheet
        header = identity_column(sheet)
        identity = self._own_id(row)
        taken = {*self.standing.by_id, *self.used}
        if identity in taken and sheet.prefix:
            given = next(f"{identity}-{number}" for number in range(2, 10_000) if f"{identity}-{number}" not in taken)
            said = f"has the ID {identity}, which another row of the tracker has; brought in as {given}."
            self._say(self._at(row), said, "Give one of them another ID.", "import-id-taken",
                      Severity.WARNING)  # fmt: skip
            identity = given
        elif not identity and sheet.prefix:
            identity = next_id(sheet.prefix, taken)
        self.used.add(identity)
        if sheet.prefix:
            values = {header: identity, **{h: v for h, v in values.items() if h != header}}
        for name, other in FIRST.get(sheet.name, {}).items():
            mine, theirs = sheet.by_name[name].header, sheet.by_name[other].header
            if mine not in values and values.get(theirs) is not None and self._has(mine):
                values[mine] = values[theirs]
        self.new.append(values)
        return identity

    def _has(self, header: str) -> bool:
        return self.standing.home is None or self.standing.has(header)

    def _own_id(self, row: Row) -> str:
        return str(plain(row.values.get(self._key.name, ""))).removesuffix(".0")

    @property
    def _key(self) -> Column:
        return self.standing.sheet.by_name[self.standing.sheet.key[0]]

    def _identity(self, line: int) -> str:
        return str(self.standing.value(line, self._key.header)).removesuffix(".0")

    def _at(self, row: Row) -> str:
        return row.place.rpartition("!")[2]

    def _say(
        self, cell: str, message: str, remedy: str, rule: str, severity: Severity, column: str = ""
    ) -> None:  # fmt: skip
        self.findings.append(Finding(self.standing.sheet.title, cell, column, message, remedy, rule, severity))


def renamed(row: Row, names: Mapping[str, str]) -> Row:
    """The row with its predecessors under these names; others stay.

    >>> renamed(Row("=b", {"predecessors": "1FS+2d, 3"}, {}, ""), {"1": "T-001"}).values["predecessors"]
    'T-001FS+2d; 3'
    """
    text = row.values.get("predecessors")
    if not names or not isinstance(text, str):
        return row
    links, strange = parse_links(text, names)
    told = [link(names.get(one.predecessor, one.predecessor), *one[1:]) for one in links]
    return replace(row, values={**row.values, "predecessors": "; ".join([*told, *strange])})
