"""Paragraphs, tables and controls of a report merged: by tag where they bear one, else by what they say.

Depends on: render.merge.changes, …charts, …inline, …office_file, …sequence, …shapes, …sides, …text, …tokens, …trees,
…uniform, …word_regions, …word_rows.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from exectrack_xl.render.merge.changes import Kind, Log, Place
from exectrack_xl.render.merge.charts import ChartMerge
from exectrack_xl.render.merge.inline import clear, text_of
from exectrack_xl.render.merge.office_file import Element
from exectrack_xl.render.merge.sequence import Steps, Three, merge_lists
from exectrack_xl.render.merge.shapes import chart_side
from exectrack_xl.render.merge.sides import Sides
from exectrack_xl.render.merge.text import TextMerge
from exectrack_xl.render.merge.tokens import aligned, tokens
from exectrack_xl.render.merge.trees import TreeMerge
from exectrack_xl.render.merge.uniform import Pairs, carry_row
from exectrack_xl.render.merge.word_regions import (
    CELL,
    CONTROL,
    PARAGRAPH,
    ROW,
    TABLE,
    W,
    blocks_of,
    content_of,
    retire,
    row_of,
    section_of,
    tag_of,
)
from exectrack_xl.render.merge.word_rows import Columns, Elements, continues, items, said

_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart"
_DRAWING = f"{W}drawing"


@dataclass(frozen=True)
class BlocksMerge:
    """Merges what stands in one container after the other."""

    sides: Sides
    log: Log
    regions: Mapping[str, Element]  # their controls by key, wherever they stand
    place: Place
    at_end: Callable[[Element], None]  # puts an untouched block that is no longer generated behind everything else
    by_words: bool = False  # a program has rewritten every look: what says the same is untouched

    def merge(self, three: Elements) -> None:
        """Bring a body, a cell or the content of a control up to date."""
        base, theirs, new = (blocks_of(one) for one in three)
        steps = Steps(
            both=lambda b, t, n: self._both((b, t, n)),
            dropped=self._dropped,
            deleted=self._deleted,
            added=lambda n, after, before: self._added(n, (after, before if before is not None else last), three[1]),
        )
        pairs = self._pairs(base, theirs)
        ours = all(number in pairs and said(base[number]) == said(theirs[pairs[number]]) for number in range(len(base)))
        last = theirs[0] if ours and len(theirs) == len(base) and theirs else None  # only looks are theirs, no words
        merge_lists(Three(base, theirs, new, pairs, _pairs(base, new)), steps)

    def _pairs(self, base: Sequence[Element], theirs: Sequence[Element]) -> dict[int, int]:
        """A copy of a control is a person's own, wherever it stands."""
        own = [one for one in theirs if not tag_of(one) or self.regions.get(tag_of(one)) is one]
        numbers = [number for number, one in enumerate(theirs) if any(one is kept for kept in own)]
        return {before: numbers[after] for before, after in _pairs(base, own).items()}

    def _both(self, three: Elements) -> None:
        tags = {one.tag for one in three}
        if len(tags) > 1:
            self._keep(three, "kind of part")
        elif three[0].tag == CONTROL:
            inner = replace(self, place=_inside(self.place, tag_of(three[0])))
            inner.control(three)
        elif three[0].tag == TABLE:
            self._table(three)
        else:
            self._paragraph(three)

    def control(self, three: Elements) -> None:
        """Bring what is in a control up to date: text in a line, or whole blocks."""
        contents = (content_of(three[0]), content_of(three[1]), content_of(three[2]))
        if any(blocks_of(one) for one in contents):
            self.merge(contents)
        elif any(one.find(ROW) is not None for one in contents):
            self._rows(contents)
        else:
            TextMerge(self.sides, self.log, self.place).merge(*contents)

    def _paragraph(self, three: Elements) -> None:
        charts = [chart_side(side, one) for side, one in
                  zip((self.sides.base, self.sides.theirs, self.sides.new), three, strict=True)]  # fmt: skip
        if charts[0] is not None and charts[1] is not None and charts[2] is not None:
            ChartMerge(Sides(charts[0], charts[1], charts[2]), self.log, self.place).merge()
            drawings = [next(one.iter(_DRAWING)) for one in three]
            quiet = TreeMerge(self.sides, Log(), self.place, frozenset({_CHART}))
            quiet.merge(drawings[0], drawings[1], drawings[2])
            return
        TextMerge(self.sides, self.log, self.place).merge(*three)
        self._controls_inside(three)

    def _controls_inside(self, three: Elements) -> None:
        """Controls in a line of text: a figure stays live however the sentence around it was rewritten."""
        base, new = ({tag_of(one): one for one in side.iter(CONTROL) if tag_of(one)} for side in (three[0], three[2]))
        for key, control in base.items():
            own = self.regions.get(key)
            if own is not None and key in new and any(one is three[1] for one in own.iterancestors()):
                inner = replace(self, place=_inside(self.place, key))
                inner.control((control, own, new[key]))

    def _table(self, three: Elements) -> None:
        base, theirs, new = three
        seen_b, seen_t = self.sides.base.seen(base), self.sides.theirs.seen(theirs)
        if seen_b == seen_t and seen_b == self.sides.new.seen(new) and not _has_chart(theirs):
            return
        if seen_b == seen_t and not _has_chart(theirs) and not _has_chart(new):
            for one in list(theirs):
                theirs.remove(one)
            theirs.extend([self.sides.brought(one) for one in new])
            self.log.add(Kind.UPDATED, self.place, "table")
            return
        for name in ("tblPr", "tblGrid"):
            own = [one.find(f"{W}{name}") for one in three]
            if own[0] is not None and own[1] is not None and own[2] is not None:
                TreeMerge(self.sides, Log(), self.place).merge(own[0], own[1], own[2])
        self._rows(three)

    def _rows(self, three: Elements) -> None:
        base, theirs, new = (items(one) for one in three)
        columns, kept = Columns.of(three), self._pairs(base, theirs)
        like = [(base[before], theirs[after]) for before, after in kept.items() if before]
        steps = Steps(
            both=lambda b, t, n: self._row((b, t, n), columns),
            dropped=self._row_dropped,
            deleted=self._row_deleted,
            added=lambda n, after, _: self._row_added(n, after, columns, like),
        )
        merge_lists(Three(base, theirs, new, kept, _pairs(base, new)), steps)

    def _row(self, row_items: Elements, columns: Columns) -> None:
        place = _inside(self.place, tag_of(row_items[0]))
        found = [row_of(one) for one in row_items]
        if found[0] is None or found[1] is None or found[2] is None:
            return
        cells = [row.findall(CELL) for row in found if row is not None]
        mapped = columns.mapped([len(one) for one in cells])
        if mapped is None:
            self._keep((found[0], found[1], found[2]), "row with cells of your own")
            return
        for b, t, n in mapped:
            self._cell((cells[0][b], cells[1][t], cells[2][n]), place)

    def _cell(self, cell: Elements, place: Place) -> None:
        own = [one.find(f"{W}tcPr") for one in cell]
        if own[0] is not None and own[1] is not None and own[2] is not None:
            quiet = frozenset({f"{W}tcW", f"{W}gridSpan", f"{W}vMerge"})
            TreeMerge(self.sides, self.log, place, quiet).merge(own[0], own[1], own[2], "look of the cell")
        replace(self, place=place).merge(cell)

    def _is_untouched(self, base: Element, theirs: Element) -> bool:
        if self.by_words:
            return said(base) == said(theirs)
        return self.sides.base.seen(base) == self.sides.theirs.seen(theirs)

    def _row_dropped(self, base: Element, theirs: Element) -> None:
        parent = theirs.getparent()
        row = row_of(theirs)
        merged = row is not None and row.find(f"{CELL}/{W}tcPr/{W}vMerge") is not None
        if parent is not None and self._is_untouched(base, theirs) and not merged:
            self.log.add(Kind.REMOVED, self.place, "row", said(theirs))
            parent.remove(theirs)
        else:
            self._retire(theirs, "row")

    def _row_deleted(self, base: Element, new: Element) -> None:
        own = self.regions.get(tag_of(base))
        if own is not None:
            self._row((base, own, new), Columns((), (), ()))
        else:
            self.log.kept(self.place, "row you took out", yours="", ours=said(new), was=said(base))

    def _row_added(self, new: Element, after: Element | None, columns: Columns, others: Pairs) -> Element | None:
        key = tag_of(new)
        if key and key in self.regions:
            self._keep((new, self.regions[key], new), "row", conflict=True)
            return self.regions[key]
        if after is None:
            self.log.add(Kind.CONFLICT, self.place, "row, all rows are yours", "", said(new))
            return None
        made = self.sides.brought(new)
        row = row_of(made)
        like = row_of(after)
        if row is not None and like is not None:
            columns.fit(row, like)
        carry_row(others, made)
        while (following := after.getnext()) is not None and continues(following):
            after = following
        after.addnext(made)
        self.log.add(Kind.UPDATED, self.place, "row", "", said(new))
        return made

    def _dropped(self, base: Element, theirs: Element) -> None:
        parent = theirs.getparent()
        if parent is None:
            return
        untouched = self._is_untouched(base, theirs)
        name = "block" if theirs.tag != PARAGRAPH else "line"
        if not untouched:
            self._retire(theirs, name)
        elif parent.tag == f"{W}body" and theirs.tag == CONTROL:
            self._retire(theirs, name)
            self.at_end(theirs)
        elif theirs.tag == PARAGRAPH and len(blocks_of(parent)) == 1:
            clear(theirs)
        elif theirs.tag == PARAGRAPH and theirs.find(f"{W}pPr/{W}sectPr") is not None:
            self._retire(theirs, name)
        else:
            if said(theirs):
                self.log.add(Kind.REMOVED, self.place, name, said(theirs))
            parent.remove(theirs)

    def _deleted(self, base: Element, new: Element) -> None:
        key = tag_of(base)
        own = self.regions.get(key) if key else None
        if own is not None:
            replace(self, place=_inside(self.place, key)).control((base, own, new))
            return
        for inner in new.iter(CONTROL):  # what stood in it may stand elsewhere now
            before = next((one for one in base.iter(CONTROL) if tag_of(one) == tag_of(inner)), None)
            held = self.regions.get(tag_of(inner))
            if held is not None and before is not None and before is not base:
                replace(self, place=_inside(self.place, tag_of(inner))).control((before, held, inner))
        if said(new):
            what = "part you took out, or whose control is gone" if key else "line you took out"
            self.log.kept(_inside(self.place, key), what, yours="", ours=said(new), was=said(base))

    def _added(self, new: Element, beside: tuple[Element | None, Element | None], holder: Element) -> Element | None:
        after, before = beside
        key = tag_of(new)
        if key and key in self.regions:
            return None
        if not key and any(said(one) == said(new) for one in blocks_of(holder) if said(new)):
            return None
        if after is None and before is None:
            self.log.add(Kind.CONFLICT, _inside(self.place, key), "part, all around it is yours", "", said(new))
            return None
        made = self.sides.brought(new)
        if after is not None:
            after.addnext(made)
        elif before is not None:
            before.addprevious(made)
        self.log.add(Kind.UPDATED, _inside(self.place, key), "new part", "", said(new))
        return made

    def _retire(self, theirs: Element, what: str) -> None:
        self.log.add(Kind.OBSOLETE, _inside(self.place, tag_of(theirs)), what, said(theirs))
        if tag_of(theirs):
            retire(theirs)

    def _keep(self, three: Elements, what: str, *, conflict: bool = False) -> None:
        was = None if conflict else said(three[0])
        if said(three[1]) != said(three[2]):
            anchor = next(three[1].iter(PARAGRAPH), None)
            self.log.kept(self.place, what, yours=said(three[1]), ours=said(three[2]), was=was, anchor=anchor)


def _pairs(one: Sequence[Element], other: Sequence[Element]) -> dict[int, int]:
    """Which block answers to which: controls by their key, all others by their words, in order."""
    keys = {tag_of(item): number for number, item in enumerate(other) if tag_of(item)}
    found = {number: keys[tag_of(item)] for number, item in enumerate(one) if tag_of(item) in keys and tag_of(item)}
    loose = [[number for number, item in enumerate(side) if not tag_of(item)] for side in (one, other)]
    words = [[_tokens(side[number]) for number in numbers]
             for side, numbers in zip((one, other), loose, strict=True)]  # fmt: skip
    found |= {loose[0][a]: loose[1][b] for a, b in aligned(words[0], words[1]).items()}
    return found


def _tokens(block: Element) -> list[str]:
    if block.tag == PARAGRAPH:
        return tokens(text_of(block))
    return [block.tag, *tokens(said(block)[:400])]


def _has_chart(element: Element) -> bool:
    return next(element.iter(_CHART), None) is not None


def _inside(place: Place, key: str) -> Place:
    if not key:
        return place
    return Place(section_of(key)) if place.page == "Report" else Place(place.page, section_of(key))
