"""The new workbook, put together: built anew from the old tables, then formulas, notes and own sheets put into it.

Depends on: excel.build, excel.differences, excel.foreign, excel.patch, excel.upgrade, schema.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from typing import Any

from xlsxwriter.format import Format

from exectrack_xl.excel.build import looks
from exectrack_xl.excel.build.book import Book
from exectrack_xl.excel.build.content import Content, plain
from exectrack_xl.excel.build.dashboards.pages import Chosen
from exectrack_xl.excel.build.macro_workbook import add_macros
from exectrack_xl.excel.build.new import filled
from exectrack_xl.excel.build.place import HEAD_ROW
from exectrack_xl.excel.differences import write_listing
from exectrack_xl.excel.foreign.values import text_of
from exectrack_xl.excel.patch.ranges import cell_name
from exectrack_xl.excel.upgrade.left_behind import drawn_on, left_on
from exectrack_xl.excel.upgrade.moves import NoPlaceError
from exectrack_xl.excel.upgrade.old import Leftover, Old, OldTable
from exectrack_xl.excel.upgrade.own import Own, own_things
from exectrack_xl.excel.upgrade.placing import Placing, content_from, is_generated
from exectrack_xl.excel.upgrade.transplant import OwnName, Transplant, with_sheets
from exectrack_xl.schema import SETTINGS_LIST, Column, Profile
from exectrack_xl.schema.cells import header_key
from exectrack_xl.schema.serial_days import DAY_ZERO, serial_of
from exectrack_xl.schema.settings import SETTINGS

FROM_THE_OLD = "From the old file"
_LISTING = {"Sheet": 20, "Cell": 10, "What stood there": 60, "Why it has no place here": 90}


@dataclass(frozen=True)
class _Cell:
    """A cell of an old table: what it holds, and where it stands now, counted from 0; None where nowhere."""

    sheet: str
    line: int
    column: int
    header: str
    is_header: bool
    value: Any
    new: tuple[int, int] | None


@dataclass
class New:
    """A new workbook on its way; counts what has gone over."""

    old: Old
    live: bool  # whether it is to have macros
    formulas: int = 0
    notes: int = 0
    leftovers: list[Leftover] = field(default_factory=list)

    def finished(self) -> bytes:
        """The bytes of the new workbook; the counts are then known."""
        book = self._book
        self.leftovers += [*self.old.leftovers, *self.own.leftovers]
        for table in self.old.tables.values():
            for cell in self._cells(table):
                self._write_over(table, cell)
        sheets = [Transplant(one.place, one.title, self._followed(one.place.name), self._follower(one.place.name))
                  for one in self.own.sheets]  # fmt: skip
        names = [name for name in map(self._followed_name, self.own.names) if name is not None]
        for place in self.old.book.metadata.sheets:
            self.leftovers += left_on(self.old.book.package, place)
        for place in self.old.places.values():
            self.leftovers += drawn_on(self.old.book.package, place)
        if self.leftovers:
            rows = [(one.sheet, one.cell, _shown(one.what), one.why) for one in self.leftovers]
            title = f"What has no place here, from {self.old.book.package.name}"
            write_listing(book, FROM_THE_OLD, title, _LISTING, rows)
        if self.live:
            add_macros(book)
        if sheets or names:
            book.finish_with(lambda parts: with_sheets(parts, self.old.book.package, sheets, names))
        if self.formulas:
            book.finish_with(_calculated_on_opening)
        return book.finished()

    @cached_property
    def content(self) -> Content:
        """What the tables of the new workbook show."""
        return content_from(self.old)

    @cached_property
    def own(self) -> Own:
        """What of the old workbook is a person's own: sheets, names, macros."""
        pages = [sheet.get_name() for sheet in self._book.workbook.worksheets()]
        return own_things(self.old, [*pages, FROM_THE_OLD], [name for name, *_ in self._book.workbook.defined_names])

    @cached_property
    def _book(self) -> Book:
        hidden = any(place.hidden for place in self.old.places.values())
        return filled(self.content, Profile.CORE if hidden else Profile.FULL, live=self.live, chosen=Chosen())

    @cached_property
    def _placing(self) -> Placing:
        return Placing(self.old, self.own, self.content)

    def _cells(self, table: OldTable) -> Iterator[_Cell]:
        """The cells of a table that hold something, where these are not generated."""
        if is_generated(table):
            return
        name, move = table.home.place.name, self._placing.move(table)
        noted, counted = self.old.notes[name], self.old.formulas[name]
        for at, row in enumerate(table.cells):
            for number, value in enumerate(row):
                line, column = table.line(at), table.first_column + number
                if text_of(value) or (line, column) in noted or (line, column) in counted:
                    goes = line in move.rows and column in move.columns
                    new = (move.rows[line] - 1, move.columns[column] - 1) if goes else None
                    yield _Cell(name, line, column, header_key(table.cells[0][number]), at == 0, value, new)

    def _write_over(self, table: OldTable, cell: _Cell) -> None:
        """Put a cell's formula and note into its new place; list what has none."""
        formula = self.old.formulas[cell.sheet].get((cell.line, cell.column))
        ours = {header_key(column.header) for column in table.sheet.columns if column.is_computed}
        if cell.new is None:
            if not cell.is_header and not (formula and cell.header in ours):
                self._leave(cell, formula or cell.value, "stands in a row without a value of ours")
            return
        sheet = self._book.workbook.get_worksheet_by_name(table.sheet.title)
        note = self.old.notes[cell.sheet].get((cell.line, cell.column))
        if note is not None:
            sheet.write_comment(*cell.new, note[1], {"author": note[0]} if note[0] else {})
            self.notes += 1
        column = next(
            c for c in self._placing.contents[table.sheet.name].columns if header_key(c.header) == cell.header
        )
        if cell.is_header:
            return
        if column.is_computed and formula is None:
            self._compare(table, cell)
        elif formula is not None and not column.is_computed:
            new = self._new_formula(formula, cell.sheet, (cell.line, cell.column))
            if new is not None:
                sheet.write_formula(*cell.new, new, self._look(table, column, cell.new[0]), _cached(cell.value))

    def _look(self, table: OldTable, column: Column, row: int) -> Format:
        """How a cell with a formula looks: as its column, a setting as its kind."""
        at = row - HEAD_ROW - 1
        if table.sheet is SETTINGS and column.name == "value" and at < len(SETTINGS_LIST):
            setting = SETTINGS_LIST[at]
            kind = Column("value", setting.label, setting.kind, setting.help)
            return self._book.look(bold=True, **{**looks.shape(kind), "align": "left"})
        return looks.value(self._book, column)

    def _compare(self, table: OldTable, cell: _Cell) -> None:
        """List a value that a person typed over a formula of ours, where the formula says otherwise."""
        assert cell.new is not None
        now = self._placing.contents[table.sheet.name].rows[cell.new[0] - HEAD_ROW - 1][cell.new[1]]
        if text_of(now) != text_of(plain(cell.value)):
            self._leave(cell, cell.value, "was typed over a formula of ours, which is back")

    def _new_formula(self, text: str, sheet: str, place: tuple[int, int]) -> str | None:
        """A cell's formula as it reads now; None, and listed, where it has no place."""
        try:
            new = self._placing.moves.formula(text, sheet)
        except NoPlaceError as fault:
            self.leftovers.append(Leftover(sheet, cell_name(*place), text, f"reads {fault}; its last value is kept"))
            return None
        self.formulas += 1
        return new

    def _followed(self, sheet: str) -> dict[tuple[int, int], str | None]:
        """The formulas of a sheet of a person's own as they read now; None where only the value goes over."""
        found: dict[tuple[int, int], str | None] = {}
        for place, text in self.old.formulas[sheet].items():
            new = self._new_formula(text, sheet, place)
            found[place] = None if new is None else new[1:]
        return found

    def _follower(self, sheet: str) -> Callable[[str], str | None]:
        """What formulas of a sheet's charts and rules read now."""

        def follow(text: str) -> str | None:
            try:
                return self._placing.moves.formula(f"={text}", sheet)[1:]
            except NoPlaceError:
                return None

        return follow

    def _followed_name(self, own: OwnName) -> OwnName | None:
        try:
            return replace(own, meaning=self._placing.moves.formula(f"={own.meaning}", own.sheet)[1:])
        except NoPlaceError as fault:
            why = f"is a name of yours that reads {fault}"
            self.leftovers.append(Leftover(own.sheet, "", f"{own.name} = {own.meaning}", why))
            return None

    def _leave(self, cell: _Cell, what: Any, why: str) -> None:
        self.leftovers.append(Leftover(cell.sheet, cell_name(cell.line, cell.column), what, why))


def _cached(value: Any) -> Any:
    """The value a formula shows until it is calculated anew; a day as the number that Excel has for it."""
    if isinstance(value, datetime):
        return serial_of(value)
    if isinstance(value, date):
        return (value - DAY_ZERO).days
    return value if isinstance(value, int | float | str) else text_of(value)


def _shown(value: Any) -> Any:
    return value if isinstance(value, int | float) else text_of(value)[:32_000]


def _calculated_on_opening(parts: dict[str, bytes]) -> dict[str, bytes]:
    """Formulas of a person's own may show something else now, so Excel is told to calculate when it opens the file."""
    book = parts["xl/workbook.xml"]
    return {**parts, "xl/workbook.xml": book.replace(b"<calcPr ", b'<calcPr fullCalcOnLoad="1" ', 1)}
