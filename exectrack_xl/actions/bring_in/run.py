"""Brings a list or a plan into a tracker: reads, proposes what goes where, compares, writes.

Depends on: errors, package, schema, tracker, excel.build, excel.file, excel.foreign, excel.patch, actions.bring_in,
actions.opening.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from exectrack_xl.actions.bring_in.asked import Line, Order, Outcome, Part, Prepared
from exectrack_xl.actions.bring_in.left_out import left_file, left_out
from exectrack_xl.actions.bring_in.merging import Merge
from exectrack_xl.actions.bring_in.record import Memory, as_bytes, read_record, record_file
from exectrack_xl.actions.bring_in.standing import Standing
from exectrack_xl.actions.opening import mapping_beside
from exectrack_xl.errors import Finding, Severity, UsageError, WorkbookError
from exectrack_xl.excel.build.new import build
from exectrack_xl.excel.file import ReadBook, open_book
from exectrack_xl.excel.foreign.grids import Grid
from exectrack_xl.excel.foreign.headers import Head, head_of
from exectrack_xl.excel.foreign.mapping import (
    SheetMapping,
    as_toml,
    from_toml,
    is_of_own_sheets,
    known_for,
    propose,
    settled,
    table_named,
)
from exectrack_xl.excel.foreign.rows import Brought, rows_of, rows_of_no_type
from exectrack_xl.excel.foreign.source import read_source
from exectrack_xl.excel.foreign.values import text_of
from exectrack_xl.excel.foreign.words import TABLES
from exectrack_xl.excel.patch import AppendRows, Edit, Fingerprint, ShowSheet, patch
from exectrack_xl.package import replace_file
from exectrack_xl.schema import SETTING, SHEETS

MOST_ROWS = 10_000  # of one list; more would make a tracker in which nobody finds a row


def bring_in(order: Order, today: date) -> Outcome:
    """Bring a list or a plan into a tracker; a new tracker, whose status date is `today`, where there is none yet.

    Rows that an earlier import brought are renewed where their list has changed; what a person has typed since stays.

    Raises:
        WorkbookError: a file cannot be read or written, or the source holds nothing that looks like a list.
        UsageError: the table or the mapping is none.
    """
    tracker = order.into or order.source.with_name(f"{order.source.stem} tracker.xlsm")
    if tracker.suffix.lower() not in (".xlsx", ".xlsm"):
        raise UsageError(f"{tracker.name}: the name of a tracker ends in .xlsm or .xlsx.")
    if tracker.exists() and order.source.exists() and tracker.samefile(order.source):
        raise UsageError(f"{tracker.name} cannot be brought into itself. Name another tracker with --into.")
    return _Import(order, tracker, today).run()


def prepare(order: Order, today: date) -> Prepared:
    """Read a list and compare it with a tracker that is there; nothing is written.

    Raises:
        WorkbookError: a file cannot be read, the source holds nothing that looks like a list, or a table is missing.
        UsageError: no tracker is named, or the table or the mapping is none.
    """
    if order.into is None:
        raise UsageError("Name the tracker into which the list is to be brought.")
    return _Import(order, order.into, today).prepared()


class _Import:
    def __init__(self, order: Order, tracker: Path, today: date) -> None:
        self.order, self.tracker, self.today = order, tracker, today
        self.beside = order.kept_beside or tracker
        self.seen = Fingerprint.of(tracker) if tracker.exists() else None
        self.book: ReadBook | None = open_book(tracker) if tracker.exists() else None
        self.outcome = Outcome(order.source, tracker, self.book is None, order.preview)
        self.saved = self._saved()
        self.mappings: list[SheetMapping] = []
        self.unmapped: dict[str, Sequence[str]] = {}
        self.week: dict[str, Any] = {}  # what a plan says of its working week, by setting

    def run(self) -> Outcome:
        """Read, compare, and unless it is a preview, write."""
        merges, brought, files = self._compared()
        if not self.order.preview:
            self._write(merges, brought)
            for path, content in files.items():
                replace_file(path, content)
        return self.outcome

    def prepared(self) -> Prepared:
        """Read and compare."""
        merges, _, files = self._compared()
        return Prepared(self.outcome, tuple(edit for merge in merges.values() for edit in self._edits(merge)), files)

    def _compared(self) -> tuple[dict[str, Merge], list[Brought], dict[Path, bytes]]:
        """What becomes of the rows, table by table; where they come from; and the files that change."""
        memory = read_record(record_file(self.beside))
        before = as_bytes(memory)
        merges: dict[str, Merge] = {}
        brought = self._brought()
        for one in brought:
            merge = merges.setdefault(one.mapping.table, Merge(Standing.of(self.book, one.mapping.table)))
            rows = memory.setdefault(one.mapping.table, {})
            merge.add(one, rows, f"{self._kind}{one.mapping.sheet if len(brought) > 1 else ''}")
        for merge in merges.values():
            self._count(merge)
        self._compare_week()
        if self.order.preview:
            return merges, brought, {}
        left = [(merge.standing.sheet.title, *one) for merge in merges.values() for one in merge.left]
        return merges, brought, {**self._kept(memory, before), **left_out(self.beside, left)}

    @property
    def _kind(self) -> str:
        return self.order.source.suffix.lower() + ":"

    def _saved(self) -> tuple[SheetMapping, ...]:
        if self.order.mapping is not None:
            return from_toml(self.order.mapping)
        kept = mapping_beside(self.beside)
        return from_toml(kept) if kept.exists() else ()

    def _brought(self) -> list[Brought]:
        wanted = table_named(self.order.table) if self.order.table else ""
        grids = read_source(self.order.source)
        proposed: list[tuple[Grid, Head, SheetMapping]] = []
        for grid in grids:
            self.outcome.findings += grid.findings
            self.week |= dict(grid.settings)
            proposed += self._of_grid(grid, wanted)
        found = [(grid, head, rows_of(grid, head, one, self._scale)) for grid, head, one in settled(proposed)]
        if not found:
            where = "; ".join(map(str, self.outcome.findings[:3]))
            raise WorkbookError(f"{self.order.source.name} holds nothing that looks like a list. {where}".strip())
        for grid, head, one in found:
            self._show(grid, head, one)
            self.outcome.findings += one.findings
        return [one for _, _, one in found]

    def _of_grid(self, grid: Grid, wanted: str) -> list[tuple[Grid, Head, SheetMapping]]:
        head = head_of(grid)
        mappings: tuple[SheetMapping, ...] = ()
        if head is not None:
            lists = [one for one in self.saved if one.table in TABLES]
            saved = () if grid.table else known_for(grid, head, lists, wanted)
            mappings = saved or propose(grid, head, "" if grid.table else wanted, self.order.source.stem)
        if head is None or not mappings:
            rows = sum(any(text_of(value) for value in row) for row in grid.cells)
            if rows:
                self.outcome.findings.append(Finding(
                    grid.name, "", "", f"looks like no list of a tracker; its {rows} rows were not brought in.",
                    "Name its table with --as if they should be.", "import-sheet-left-out",
                    Severity.NOTE if grid.hidden or rows < 4 else Severity.WARNING))  # fmt: skip
            return []
        if len(grid.cells) > MOST_ROWS:
            raise WorkbookError(f"{grid.name} has {len(grid.cells):,} rows, more than a tracker can keep in hand "
                                f"({MOST_ROWS:,}). Export fewer, for example only what is open.")  # fmt: skip
        self.outcome.findings += rows_of_no_type(grid, head, mappings)
        return [(grid, head, mapping) for mapping in mappings]

    @property
    def _scale(self) -> int:
        if self.book is None:
            return 0
        return self.book.tracker(self.today).settings.risk_steps

    def _show(self, grid: Grid, head: Head, one: Brought) -> None:
        sheet = SHEETS[one.mapping.table]
        used = one.mapping.used
        lines = []
        for header in filter(None, head.headers):
            if header == one.mapping.split:
                continue
            example = next(filter(None, map(text_of, one.mapping.column(grid, head, header))), "")
            lines.append(Line(header, sheet.by_name[used[header]].header if header in used else "", example[:60]))
        self.outcome.parts.append(Part(grid.name, sheet.title, len(one.rows), tuple(lines)))
        if grid.table:
            return  # a plan says itself what goes where
        self.mappings.append(one.mapping)
        self.unmapped[grid.name] = one.extra

    def _count(self, merge: Merge) -> None:
        title = merge.standing.sheet.title
        self.outcome.counts[title] = (len(merge.new), merge.updated, merge.unchanged)
        self.outcome.findings += merge.findings
        headers = dict.fromkeys(header for _, values in merge.left for header in values)
        if headers:
            where = left_file(self.beside).name
            self.outcome.findings.append(Finding(
                title, "", "", f"has no column for: {', '.join(headers)}. What stands there is kept in '{where}'.",
                "To have it in the tracker, add columns of these names to the table and import again.",
                "import-columns-left-out", Severity.NOTE))  # fmt: skip

    def _write(self, merges: Mapping[str, Merge], brought: Sequence[Brought]) -> None:
        if self.book is None:
            scale = max((one.scale for one in brought), default=0)
            build(self.tracker, self._cells(merges, scale), status_date=self.today)
            return
        edits = [edit for merge in merges.values() for edit in self._edits(merge)]
        if edits:
            self.outcome.note = patch(self.tracker, edits, seen=self.seen).note

    def _cells(self, merges: Mapping[str, Merge], scale: int) -> dict[str, list[list[Any]]]:
        """The cells of a new tracker."""
        cells: dict[str, list[list[Any]]] = {}
        for table, merge in merges.items():
            headers = [column.header for column in SHEETS[table].typed]
            own = {header.casefold() for header in (column.header for column in SHEETS[table].columns)}
            extra = dict.fromkeys(h for row in merge.new for h in row if h.casefold() not in own)
            wanted = [*headers, *extra]
            cells[table] = [wanted, *([row.get(header) for header in wanted] for row in merge.new)]
        given = {**self.week, **({"risk_scale": "5x5"} if scale == 5 else {})}
        if given:
            cells["settings"] = [["Setting", "Value"], *([SETTING[name].label, value] for name, value in given.items())]
        return cells

    def _compare_week(self) -> None:
        """Say where a plan's working week is not the tracker's: durations and floats would differ."""
        if self.book is None or not self.week:
            return
        settings = self.book.tracker(self.today).settings
        for name, value in self.week.items():
            here = settings.text(name) if isinstance(value, str) else settings.number(name)
            if here != value:
                label = SETTING[name].label
                self.outcome.findings.append(Finding(
                    "Settings", "", label, f"is {here} here, and {value} in the plan; left as it is.",
                    f"Type {value} into Settings, '{label}', if the programme works as the plan does.",
                    "import-week", Severity.WARNING))  # fmt: skip

    def _edits(self, merge: Merge) -> list[Edit]:
        home = merge.standing.home
        edits: list[Edit] = list(merge.edits)
        if not merge.new:
            return edits
        if home is None or home.table is None:
            where = "has no table" if home is None else "has no Excel table, only a sheet,"
            raise WorkbookError(
                f"{self.tracker.name} {where} {merge.standing.sheet.title}, so {len(merge.new)} rows have no place. "
                "Make it (Ctrl+T, with our headers), or bring the list into a new tracker."
            )
        edits.append(AppendRows(home.table.name, tuple(merge.new)))
        if home.place.hidden:
            edits.append(ShowSheet(home.place.name))
        return edits

    def _kept(self, memory: Memory, before: bytes) -> dict[Path, bytes]:
        """What is kept of it beside the tracker: what came in, and the mapping; one that a person has edited stays."""
        found = {}
        after = as_bytes(memory)
        if after != before:
            found[record_file(self.beside)] = after
        known = {(one.sheet, one.table, one.split) for one in self.saved}
        fresh = [replace(one) for one in self.mappings if (one.sheet, one.table, one.split) not in known]
        if fresh and self.order.mapping is None and not all(self._is_saved(one) for one in fresh):
            kept = mapping_beside(self.beside)
            own = kept.exists() and is_of_own_sheets(kept)
            found[kept] = as_toml((*self.saved, *fresh), self.unmapped, own_sheets=own).encode()
            self.outcome.mapping = kept
        return found

    def _is_saved(self, one: SheetMapping) -> bool:
        return any(one.table == old.table and set(one.used.items()) <= set(old.used.items()) for old in self.saved)
