"""A native chart merged: values by series and category, formats by property, the workbook behind it cell by cell.

Depends on: render.merge.changes, …chart_book, …chart_data, …chart_points, …office_file, …sides, …trees.
"""

from __future__ import annotations

import copy
from collections.abc import Sequence
from dataclasses import dataclass, field

from lxml import etree

from exectrack_xl.render.chart.series import column_letters
from exectrack_xl.render.merge.changes import Kind, Log, Place
from exectrack_xl.render.merge.chart_book import table_cells, with_cells
from exectrack_xl.render.merge.chart_data import (
    SERIES,
    C,
    Category,
    ChartData,
    Values,
    same,
    say,
    series_name,
    write_series,
)
from exectrack_xl.render.merge.chart_points import exchange, renumber
from exectrack_xl.render.merge.office_file import Element, parsed
from exectrack_xl.render.merge.sides import Sides
from exectrack_xl.render.merge.trees import TreeMerge

_EXTERNAL = f"{C}externalData"
_APART = frozenset({SERIES, _EXTERNAL, f"{C}extLst"})
_DATA = frozenset(f"{C}{name}" for name in ("idx", "order", "tx", "cat", "val", "dPt", "dLbls", "extLst"))
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


@dataclass
class ChartMerge:
    """Merges the chart parts of three sides."""

    sides: Sides
    log: Log
    place: Place
    names: dict[str, str] = field(default_factory=dict)  # of their series, by the name in the base

    def merge(self) -> None:
        """Bring the chart up to date."""
        base, theirs, new = (side.file.tree(side.part) for side in (self.sides.base, self.sides.theirs, self.sides.new))
        apart = frozenset({_EXTERNAL})
        seen_b, seen_n = self.sides.base.seen(base, apart), self.sides.new.seen(new, apart)
        seen_t = self.sides.theirs.seen(theirs, apart)
        if seen_b == seen_n:
            if seen_b != seen_t:
                self._pin(ChartData.of(base), ChartData.of(theirs))
            return
        if seen_t == seen_b and self._book_is_ours():
            self._take_whole(theirs)
            self.log.add(Kind.UPDATED, self.place, "chart")
            return
        TreeMerge(self.sides, self.log, self.place, _APART).merge(base, theirs, new, "look of the chart")
        self._merge_data((base, theirs, new))

    def _pin(self, base: ChartData, theirs: ChartData) -> None:
        """Nothing is new: list the values that a person typed."""
        for name, mine in _renamed(base, theirs).items():
            for one in base.categories:
                b, t = base.values.get((name, one)), theirs.values.get((mine, one))
                if (mine, one) in theirs.values and not same(b, t):
                    self.log.kept(self.place, f"value of {mine}, {one[0]}", yours=say(t), ours=say(b), was=say(b))

    def _book(self) -> str | None:
        side = self.sides.theirs
        return next(iter(side.file.targets(side.part, "package")), None)

    def _book_is_ours(self) -> bool:
        book, base = self._book(), self.sides.base
        ours = next((one.target for one in base.file.related(base.part).values() if one.kind == "package"), "")
        return book is None or self.sides.theirs.print_of(book) == base.prints.get(ours, "")

    def _take_whole(self, theirs: Element) -> None:
        """The new chart under their part's name, with the new workbook in place of theirs."""
        side, new = self.sides.theirs, self.sides.new
        held = theirs.find(_EXTERNAL)
        made = parsed(new.file.content(new.part))
        external, book = made.find(_EXTERNAL), self._book()
        if external is not None:
            if held is not None and book is not None:
                external.set(_ID, held.get(_ID, ""))
                side.file.put(book, new.file.content(new.file.targets(new.part, "package")[0]))
            else:
                made.remove(external)
        side.file.put(side.part, b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + etree.tostring(made))

    def _merge_data(self, three: tuple[Element, Element, Element]) -> None:
        base, theirs, new = (ChartData.of(root) for root in three)
        self.names = _renamed(base, theirs)
        own = set(theirs.series) - set(self.names.values())
        before = list(theirs.categories)
        categories = self._categories((base, theirs, new), own)
        series = self._series((base, theirs, new), three[1])
        values = self._values((base, theirs, new), series, categories)
        self._formats((base, theirs, new), categories)
        if (
            categories == before
            and series == list(theirs.series)
            and all(
                same(values.get((name, one)), theirs.values.get((name, one))) for name in series for one in categories
            )
        ):
            return
        self._write(ChartData.of(three[1]), series, categories, values)
        self.log.add(Kind.UPDATED, self.place, "chart data")

    def _categories(self, three: tuple[ChartData, ChartData, ChartData], own: set[str]) -> list[Category]:
        base, theirs, new = three
        found = list(theirs.categories)
        for one in [one for one in found if one in base.categories and one not in new.categories]:
            alike = all(same(base.values.get((name, one)), theirs.values.get((mine, one)))
                        for name, mine in self.names.items())  # fmt: skip
            if alike and not any(theirs.values.get((name, one)) is not None for name in own):
                found.remove(one)
            else:
                self.log.add(Kind.OBSOLETE, self.place, f"category {one[0]}")
        for number, one in enumerate(new.categories):
            if one in found:
                continue
            if one in base.categories:
                self.log.add(Kind.NOTICE, self.place, f"category {one[0]}: you took it out")
                continue
            before = next((known for known in reversed(new.categories[:number]) if known in found), None)
            found.insert(0 if before is None else found.index(before) + 1, one)
        return found

    def _series(self, three: tuple[ChartData, ChartData, ChartData], root: Element) -> list[str]:
        """The names of the series there shall be, in order; new ones are put into the chart."""
        base, theirs, new = three
        found = list(theirs.series)
        for name, mine in list(self.names.items()):
            if name in new.series:
                continue
            if self._untouched(base, theirs, name):
                element = theirs.series[mine]
                parent = element.getparent()
                if parent is not None and len(parent.findall(SERIES)) > 1:
                    parent.remove(element)
                    found.remove(mine)
                    self.log.add(Kind.REMOVED, self.place, f"series {mine}")
                    continue
            self.log.add(Kind.OBSOLETE, self.place, f"series {mine}")
        last: str | None = None
        for name in new.series:
            mine = self.names.get(name, name)
            if mine in found:
                last = mine
            elif name in base.series:
                self.log.add(Kind.NOTICE, self.place, f"series {name}: you took it out")
            else:
                self._insert(new.series[name], theirs.series.get(last or ""), root)
                found.insert(found.index(last) + 1 if last in found else 0, name)
                theirs.series[name] = next(one for one in root.iter(SERIES) if series_name(one) == name)
                last = name
        return found

    def _untouched(self, base: ChartData, theirs: ChartData, name: str) -> bool:
        mine = self.names[name]
        skip = frozenset({f"{C}idx", f"{C}order", f"{C}f"})
        return self.sides.base.seen(base.series[name], skip) == self.sides.theirs.seen(theirs.series[mine], skip)

    def _insert(self, new: Element, after: Element | None, root: Element) -> None:
        made = copy.deepcopy(new)
        for one in made.findall(f"{C}extLst"):
            made.remove(one)
        parent = new.getparent()
        plot = None if parent is None else root.find(f".//{parent.tag}")
        own = None if after is None else after.getparent()
        if after is not None and own is not None and (plot is None or own is plot):
            after.addnext(made)
        elif plot is not None and (first := plot.find(SERIES)) is not None:
            first.addprevious(made)
        others = (one.find(f"{C}idx") for one in root.iter(SERIES) if one is not made)
        numbers = {int(one.get("val", "0")) for one in others if one is not None}
        index = made.find(f"{C}idx")
        if index is not None and int(index.get("val", "0")) in numbers:
            index.set("val", str(max(numbers) + 1))

    def _values(self, three: tuple[ChartData, ChartData, ChartData], series: Sequence[str],
                categories: Sequence[Category]) -> Values:  # fmt: skip
        base, theirs, new = three
        known = {mine: name for name, mine in self.names.items()}
        found: Values = {}
        for mine in series:
            name = known.get(mine, mine)
            for one in categories:
                b, t, n = (side.values.get((key, one)) for side, key in ((base, name), (theirs, mine), (new, name)))
                if (mine, one) not in theirs.values:
                    found[mine, one] = n
                elif (name, one) not in new.values or (mine not in known and name not in new.series):
                    found[mine, one] = t
                elif same(t, b) and (name, one) in base.values:
                    found[mine, one] = n
                else:
                    found[mine, one] = t
                    if not same(t, n):
                        self.log.kept(self.place, f"value of {mine}, {one[0]}", yours=say(t), ours=say(n), was=say(b))
        return found

    def _formats(self, three: tuple[ChartData, ChartData, ChartData], categories: list[Category]) -> None:
        """Each series' look, and the labels and points that follow their category and not its number."""
        base, theirs, new = three
        for name, mine in self.names.items():
            own = theirs.series[mine]
            if own.getparent() is None:
                continue
            if name not in new.series:
                renumber(own, theirs.categories, categories)
                continue
            place = Place(self.place.page, f"{self.place.part}, series {mine}")
            TreeMerge(self.sides, self.log, place, _DATA).merge(base.series[name], own, new.series[name], "look")
            untouched = all(self._labels(base.series[name], tag) == self._labels(own, tag) for tag in ("dPt", "dLbls"))
            if untouched:
                exchange(own, new.series[name])
                renumber(own, new.categories, categories)
            else:
                renumber(own, theirs.categories, categories)
        for mine in set(theirs.series) - set(self.names.values()):
            renumber(theirs.series[mine], theirs.categories if mine not in new.series else new.categories, categories)

    def _labels(self, series: Element, name: str) -> list[object]:
        return [self.sides.base.seen(one) for one in series.findall(f"{C}{name}")]

    def _write(self, theirs: ChartData, series: Sequence[str], categories: list[Category], values: Values) -> None:
        for number, name in enumerate(series):
            element = theirs.series[name]
            write_series(element, categories, [values.get((name, one)) for one in categories], column_letters(number))
            order = element.find(f"{C}order")
            if order is not None:
                order.set("val", str(number))
        book = self._book()
        if book is None:
            return
        shown = {name: [values.get((name, one)) for one in categories] for name in series}
        cells = dict(table_cells([text for text, _ in categories], shown))
        for row in range(len(theirs.categories) + 1):
            for column in range(len(theirs.series) + 1):
                cells.setdefault((row, column), None)
        cells.pop((0, 0), None)
        file = self.sides.theirs.file
        content = with_cells(file.content(book), _sheet(theirs), cells)
        if content is None:
            self.log.add(
                Kind.NOTICE, self.place, "the workbook behind the chart could not be read: it keeps its numbers"
            )
        else:
            file.put(book, content)


def _renamed(base: ChartData, theirs: ChartData) -> dict[str, str]:
    """Their names of the base's series: the same name, else the series of the same number with the same values."""
    found = {name: name for name in base.series if name in theirs.series}
    left = {_number(one): name for name, one in theirs.series.items() if name not in found}
    for name, one in base.series.items():
        if name not in found and _number(one) in left and _mostly_same(base, theirs, (name, left[_number(one)])):
            found[name] = left.pop(_number(one))
    return {name: found[name] for name in base.series if name in found}


def _mostly_same(base: ChartData, theirs: ChartData, names: tuple[str, str]) -> bool:
    known = [one for one in base.categories if (names[1], one) in theirs.values]
    alike = [one for one in known if same(base.values.get((names[0], one)), theirs.values.get((names[1], one)))]
    return 2 * len(alike) > len(known)


def _number(series: Element) -> str:
    index = series.find(f"{C}idx")
    return "" if index is None else index.get("val", "")


def _sheet(data: ChartData) -> str:
    for one in data.series.values():
        for formula in one.iter(f"{C}f"):
            if "!" in (formula.text or ""):
                return (formula.text or "").rpartition("!")[0].strip("'").replace("''", "'")
    return "Sheet1"
