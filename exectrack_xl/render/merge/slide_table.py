"""A table on a slide merged: rows by the ID of what they are about, columns by their label, cells by both.

Rows and columns carry numbers; where LibreOffice took them away, rows are found by their text.
Depends on: render.merge.changes, …inline, …office_file, …paragraphs, …sequence, …sides, …tokens, …trees,
…uniform.
"""

from __future__ import annotations

import copy
from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree

from exectrack_xl.render.merge.changes import Kind, Log, Place
from exectrack_xl.render.merge.inline import A, clear, readable, text_of
from exectrack_xl.render.merge.office_file import Element
from exectrack_xl.render.merge.paragraphs import ParagraphsMerge
from exectrack_xl.render.merge.sequence import Steps, Three, merge_lists, renamed
from exectrack_xl.render.merge.sides import Sides
from exectrack_xl.render.merge.tokens import aligned, tokens
from exectrack_xl.render.merge.trees import TreeMerge
from exectrack_xl.render.merge.uniform import carry_row

_A16 = "{http://schemas.microsoft.com/office/drawing/2014/main}"
_IDS = {"rowId": "{0D108BD9-81ED-4DB2-BD59-A6C34878D82A}", "colId": "{9D8B030D-6E8A-4147-A177-3AD203B41FA5}"}
_SPANS = ("gridSpan", "rowSpan", "hMerge", "vMerge")


@dataclass(frozen=True)
class SlideTableMerge:
    """Merges `a:tbl` of one place."""

    sides: Sides
    log: Log
    place: Place

    def merge(self, base: Element, theirs: Element, new: Element) -> None:
        """Bring a table up to date."""
        seen_b, seen_t, seen_n = self.sides.base.seen(base), self.sides.theirs.seen(theirs), self.sides.new.seen(new)
        if seen_b == seen_n and seen_b == seen_t:
            return
        if seen_t == seen_b:
            for one in list(theirs):
                theirs.remove(one)
            theirs.extend([self.sides.brought(one) for one in new])
            self.log.add(Kind.UPDATED, self.place, "table")
            return
        _write_ids_back(base, theirs)
        _follow_renamed(base, theirs, new)
        self._properties((base, theirs, new))
        self._columns((base, theirs, new))
        self._rows((base, theirs, new))

    def _properties(self, three: tuple[Element, Element, Element]) -> None:
        own = [one.find(f"{A}tblPr") for one in three]
        if own[0] is not None and own[1] is not None and own[2] is not None:
            TreeMerge(self.sides, self.log, self.place).merge(own[0], own[1], own[2], "table style")

    def _columns(self, three: tuple[Element, Element, Element]) -> None:
        """New columns get a cell in each row; what is no longer generated goes where nobody touched it."""
        base, theirs, new = (columns(one) for one in three)
        grid = three[1].find(f"{A}tblGrid")
        if grid is None:
            return
        tree = TreeMerge(self.sides, Log(), self.place)
        for key, column in base.items():
            if key in theirs and key in new:
                tree.merge(grids(three[0])[column], grids(three[1])[theirs[key]], grids(three[2])[new[key]])
        for key in [key for key in base if key not in new and key in theirs]:
            self._drop_column(three, base[key], columns(three[1])[key])
        for key in [key for key in new if key not in base and key not in theirs]:
            self._add_column(three, key)
        for key in [key for key in base if key in new and key not in theirs]:
            self.log.add(Kind.NOTICE, self.place, f"column {_head(three[0], base[key])}: you took it out")

    def _drop_column(self, three: tuple[Element, Element, Element], base: int, theirs: int) -> None:
        name = _head(three[0], base)
        before = {key: cells(row)[base] for key, row in by_id(three[0]).items() if base < len(cells(row))}
        own = {key: cells(row)[theirs] for key, row in by_id(three[1]).items() if theirs < len(cells(row))}
        alike = all(self.sides.base.seen(before[key]) == self.sides.theirs.seen(cell)
                    for key, cell in own.items() if key in before)  # fmt: skip
        if not alike or any(_is_merged(row) for row in rows(three[1])) or len(own) < len(rows(three[1])):
            self.log.add(Kind.OBSOLETE, self.place, f"column {name}")
            return
        grid = three[1].find(f"{A}tblGrid")
        if grid is not None:
            grid.remove(grids(three[1])[theirs])
        for row in rows(three[1]):
            row.remove(cells(row)[theirs])
        self.log.add(Kind.REMOVED, self.place, f"column {name}")

    def _add_column(self, three: tuple[Element, Element, Element], key: str) -> None:
        number, known = columns(three[2])[key], columns(three[1])
        order = list(columns(three[2]))
        before = next((known[one] for one in reversed(order[: order.index(key)]) if one in known), -1)
        grid = three[1].find(f"{A}tblGrid")
        if grid is None:
            return
        grid.insert(before + 1, copy.deepcopy(grids(three[2])[number]))
        fresh = by_id(three[2])
        for row in rows(three[1]):
            source = fresh.get(_id(row, "rowId"))
            cell = _blank(cells(row)[before]) if source is None else self.sides.brought(cells(source)[number])
            row.insert(before + 1, cell)
        self.log.add(Kind.UPDATED, self.place, f"column {_head(three[2], number)}")

    def _rows(self, three: tuple[Element, Element, Element]) -> None:
        base, theirs, new = rows(three[0]), rows(three[1]), rows(three[2])
        keys_b, keys_t, keys_n = ([_id(row, "rowId") for row in side] for side in (base, theirs, new))
        to_theirs = {number: keys_t.index(key) for number, key in enumerate(keys_b) if key and key in keys_t}
        to_new = {number: keys_n.index(key) for number, key in enumerate(keys_b) if key and key in keys_n}
        steps = Steps(
            both=lambda b, t, n: self._row((b, t, n), three),
            dropped=self._dropped,
            deleted=self._deleted,
            added=lambda n, after, _: self._added(n, after, three),
        )
        merge_lists(Three(base, theirs, new, to_theirs, to_new), steps)

    def _row(self, row: tuple[Element, Element, Element], table: tuple[Element, Element, Element]) -> None:
        tree = TreeMerge(self.sides, Log(), self.place, frozenset({f"{A}tc", f"{A}extLst"}))
        tree.merge(*row)
        by_column = [columns(one) for one in table]
        for key, number in by_column[0].items():
            if key not in by_column[1] or key not in by_column[2]:
                continue
            own = [cells(one) for one in row]
            places = (number, by_column[1][key], by_column[2][key])
            if all(place < len(side) for place, side in zip(places, own, strict=True)):
                self._cell((own[0][places[0]], own[1][places[1]], own[2][places[2]]), _head(table[2], places[2]))

    def _cell(self, cell: tuple[Element, Element, Element], column: str) -> None:
        base, theirs, new = cell
        place = Place(self.place.page, f"{self.place.part}, column {column}" if column else self.place.part)
        lists = [one.findall(f"{A}txBody/{A}p") for one in cell]
        ParagraphsMerge(self.sides, self.log, place, "cell").merge(*lists)
        skip = frozenset({f"{A}txBody"})
        TreeMerge(self.sides, self.log, place, skip).merge(base, theirs, new, "look of the cell")

    def _dropped(self, base: Element, theirs: Element) -> None:
        parent = theirs.getparent()
        if parent is None:
            return
        untouched = self.sides.base.seen(base) == self.sides.theirs.seen(theirs)
        if untouched and not any(cell.get("rowSpan") or cell.get("vMerge") for cell in cells(theirs)):
            parent.remove(theirs)
            self.log.add(Kind.REMOVED, self.place, "row", _said(theirs))
        else:
            self.log.add(Kind.OBSOLETE, self.place, "row", _said(theirs))

    def _deleted(self, base: Element, new: Element) -> None:
        self.log.kept(self.place, "row you took out", yours="", ours=_said(new), was=_said(base))

    def _added(self, new: Element, after: Element | None, table: tuple[Element, Element, Element]) -> Element | None:
        theirs, fresh = table[1:]
        key = _id(new, "rowId")
        known = by_id(theirs)
        if key in known:
            self._row((new, known[key], new), (fresh, theirs, fresh))
            if _said(known[key]) != _said(new):
                self.log.add(Kind.CONFLICT, self.place, "row", _said(known[key]), _said(new))
            return known[key]
        own = rows(theirs)
        if not own:
            return None
        made = self._fitted(new, after if after is not None else own[0], columns(theirs), columns(fresh))
        before = by_id(table[0])
        carry_row([(before[one], known[one]) for one in list(before)[1:] if one in known], made)
        place = own.index(after) if after is not None else 0
        while place + 1 < len(own) and any(cell.get("vMerge") for cell in cells(own[place + 1])):
            place += 1
        own[place].addnext(made)
        self.log.add(Kind.UPDATED, self.place, "row", "", _said(new))
        return made

    def _fitted(self, new: Element, like: Element, own: dict[str, int], fresh: dict[str, int]) -> Element:
        """A new row with the cells in their columns; their own columns get an empty cell."""
        made = self.sides.brought(new)
        given = {key: cells(made)[place] for key, place in fresh.items() if place < len(cells(made))}
        if list(own) == list(fresh) and len(cells(like)) == len(fresh):
            return made
        for cell in cells(made):
            made.remove(cell)
        keys = {place: key for key, place in own.items()}
        for place, cell in enumerate(cells(like)):
            found = given.get(keys.get(place, ""))
            made.insert(place, _blank(cell) if found is None else found)
        return made


def rows(table: Element) -> list[Element]:
    """The rows of a table."""
    return table.findall(f"{A}tr")


def cells(row: Element) -> list[Element]:
    """The cells of a row, also those that a wider neighbour covers."""
    return row.findall(f"{A}tc")


def grids(table: Element) -> list[Element]:
    """The columns of a table."""
    return table.findall(f"{A}tblGrid/{A}gridCol")


def columns(table: Element) -> dict[str, int]:
    """The places of the columns by their number; a copied column is a person's own."""
    found: dict[str, int] = {}
    for place, grid in enumerate(grids(table)):
        key = _id(grid, "colId")
        if key:
            found.setdefault(key, place)
    return found


def by_id(table: Element) -> dict[str, Element]:
    """The rows of a table by their number; a copied row is a person's own."""
    found: dict[str, Element] = {}
    for row in rows(table):
        if key := _id(row, "rowId"):
            found.setdefault(key, row)
    return found


def _id(element: Element, name: str) -> str:
    found = element.find(f"{A}extLst/{A}ext/{_A16}{name}")
    return "" if found is None else found.get("val", "")


def _write_ids_back(base: Element, theirs: Element) -> None:
    """Numbers for rows and columns that have lost them all."""
    if grids(theirs) and not columns(theirs) and len(grids(theirs)) == len(grids(base)):
        for old, own in zip(grids(base), grids(theirs), strict=True):
            _give(own, "colId", _id(old, "colId"))
    if rows(theirs) and not by_id(theirs):
        words = [[_tokens(row) for row in rows(one)] for one in (base, theirs)]
        for before, after in aligned(words[0], words[1]).items():
            _give(rows(theirs)[after], "rowId", _id(rows(base)[before], "rowId"))


def _follow_renamed(base: Element, theirs: Element, new: Element) -> None:
    """A column that is called otherwise now, as "Q2" after "Q1", is the same column: it takes the new number."""
    keys = [[_id(grid, "colId") for grid in grids(one)] for one in (base, new)]
    numbers = renamed(keys[0], keys[1])
    for grid in (*grids(base), *grids(theirs)) if numbers else ():
        for found in grid.iterfind(f"{A}extLst/{A}ext/{_A16}colId"):
            found.set("val", numbers.get(found.get("val", ""), found.get("val", "")))


def _give(element: Element, name: str, value: str) -> None:
    if not value:
        return
    listed = element.find(f"{A}extLst")
    if listed is None:
        listed = etree.SubElement(element, f"{A}extLst")
    made = etree.SubElement(listed, f"{A}ext", uri=_IDS[name])
    etree.SubElement(made, f"{_A16}{name}", nsmap={"a16": _A16[1:-1]}, val=value)


def _tokens(row: Element) -> list[str]:
    return tokens(" | ".join("".join(text_of(one) for one in cell.iter(f"{A}p")) for cell in cells(row)))


def _blank(cell: Element) -> Element:
    made = copy.deepcopy(cell)
    for name in [name for name in _SPANS if name in made.attrib]:
        del made.attrib[name]
    lines: Sequence[Element] = made.findall(f"{A}txBody/{A}p")
    for line in lines[1:]:
        parent = line.getparent()
        if parent is not None:
            parent.remove(line)
    for line in lines[:1]:
        clear(line)
    return made


def _is_merged(row: Element) -> bool:
    return any(cell.get(name) for cell in cells(row) for name in _SPANS)


def _head(table: Element, column: int) -> str:
    first = rows(table)[:1]
    own = cells(first[0]) if first else []
    return " ".join(readable(one) for one in own[column].iter(f"{A}p")) if column < len(own) else ""


def _said(row: Element) -> str:
    return " | ".join(" ".join(readable(one) for one in cell.iter(f"{A}p")) for cell in cells(row)).strip(" |")
