"""A shape merged: place, size and look by property, its text, table, chart or picture by what they are made of.

Depends on: render.merge.changes, …charts, …office_file, …paragraphs, …sides, …slide_table, …tags, …trees.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from lxml import etree

from exectrack_xl.render.merge.changes import Kind, Log, Place
from exectrack_xl.render.merge.charts import ChartMerge
from exectrack_xl.render.merge.office_file import RELATION, Element
from exectrack_xl.render.merge.paragraphs import ParagraphsMerge
from exectrack_xl.render.merge.sides import Side, Sides
from exectrack_xl.render.merge.slide_table import SlideTableMerge, rows
from exectrack_xl.render.merge.tags import GROUP, SHAPES, A, P, properties_of
from exectrack_xl.render.merge.trees import TreeMerge

_NEAR = 1000  # EMU: LibreOffice rounds to 360
_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart"
_FRAME = f"{P}graphicFrame"
_NAMES = tuple(f"{P}{name}" for name in ("nvSpPr", "nvPicPr", "nvGrpSpPr", "nvCxnSpPr"))
_APART = frozenset({f"{P}txBody", f"{A}xfrm", *SHAPES, *_NAMES})  # merged by themselves
_FACETS = {"position": ("off", ("x", "y")), "size": ("ext", ("cx", "cy"))}


@dataclass(frozen=True)
class ShapeMerge:
    """Merges one shape; what lies in a group is merged as shapes of their own."""

    sides: Sides
    log: Log
    place: Place

    def merge(self, base: Element, theirs: Element, new: Element) -> None:
        """Bring a shape up to date."""
        if kind(base) != kind(theirs) or kind(base) != kind(new):
            self._other_kind(base, theirs, new)
            return
        self._described(base, theirs, new)
        self._frame(base, theirs, new)
        if theirs.tag == _FRAME:
            self._content(base, theirs, new)
            return
        skip = frozenset(
            {f"{P}txBody", f"{A}xfrm", *SHAPES, f"{P}nvSpPr", f"{P}nvPicPr", f"{P}nvGrpSpPr", f"{P}nvCxnSpPr"}
        )
        TreeMerge(self.sides, self.log, self.place, skip).merge(base, theirs, new, "look")
        self._text(base, theirs, new)

    def _text(self, base: Element, theirs: Element, new: Element) -> None:
        bodies = [one.find(f"{P}txBody") for one in (base, theirs, new)]
        if bodies[0] is None or bodies[1] is None or bodies[2] is None:
            return
        skip = frozenset({f"{A}p"})
        TreeMerge(self.sides, Log(), self.place, skip).merge(bodies[0], bodies[1], bodies[2])
        lists = [one.findall(f"{A}p") for one in bodies if one is not None]
        ParagraphsMerge(self.sides, self.log, self.place).merge(*lists)

    def _content(self, base: Element, theirs: Element, new: Element) -> None:
        tables = [one.find(f".//{A}tbl") for one in (base, theirs, new)]
        if tables[0] is not None and tables[1] is not None and tables[2] is not None:
            before = len(rows(tables[1]))
            SlideTableMerge(self.sides, self.log, self.place).merge(tables[0], tables[1], tables[2])
            if len(rows(tables[1])) != before:
                _grow(theirs, tables[1])
        charts = [chart_side(side, one) for side, one in zip(_all(self.sides), (base, theirs, new), strict=True)]
        if charts[0] is not None and charts[1] is not None and charts[2] is not None:
            ChartMerge(Sides(charts[0], charts[1], charts[2]), self.log, self.place).merge()

    def _described(self, base: Element, theirs: Element, new: Element) -> None:
        """The description for screen readers."""
        b, t, n = (properties_of(one).get("descr") for one in (base, theirs, new))
        if b != n and t == b and n is not None:
            properties_of(theirs).set("descr", n)

    def _frame(self, base: Element, theirs: Element, new: Element) -> None:
        """Place, size and rotation, each by itself."""
        b, t, n = (frame(one) for one in (base, theirs, new))
        if n is None:
            if b is not None and t is not None and self.sides.base.seen(b) == self.sides.theirs.seen(t):
                _without_frame(t)
            return
        if self.sides.base.seen(b) == self.sides.new.seen(n):
            return
        if b is None or t is None:
            if b is None and t is None:
                _insert_frame(theirs, n)
            elif b is None and t is not None and not all(_alike(t, n, name) for name in _FACETS):
                self.log.add(Kind.CONFLICT, self.place, "position and size", _told(t), _told(n))
            return
        for name, (child, keys) in _FACETS.items():
            if _alike(b, n, name) or _alike(t, n, name):
                continue
            if _alike(t, b, name):
                self._take(t, n, child, keys)
            else:
                self.log.add(Kind.CONFLICT, self.place, name, _told(t), _told(n))
        for key in ("rot", "flipH", "flipV"):
            if b.get(key) != n.get(key) and t.get(key) == b.get(key):
                if (value := n.get(key)) is not None:
                    t.set(key, value)
                else:
                    del t.attrib[key]
        self._inner_frame(b, t, n)

    def _take(self, theirs: Element, new: Element, child: str, keys: tuple[str, ...]) -> None:
        own, fresh = theirs.find(f"{A}{child}"), new.find(f"{A}{child}")
        if own is not None and fresh is not None:
            for key in keys:
                own.set(key, fresh.get(key, "0"))

    def _inner_frame(self, base: Element, theirs: Element, new: Element) -> None:
        """A group's own coordinates follow its frame where nobody moved either."""
        inner = ("chOff", "chExt")
        if all(_same_child(theirs, base, name) for name in inner) and all(
            _alike(theirs, new, name) for name in _FACETS
        ):
            for name, keys in zip(inner, (("x", "y"), ("cx", "cy")), strict=True):
                self._take(theirs, new, name, keys)

    def _other_kind(self, base: Element, theirs: Element, new: Element) -> None:
        """Somebody made something else of it: theirs stays, unless only we did."""
        parent = theirs.getparent()
        if (
            kind(base) == kind(theirs)
            and self.sides.base.seen(base) == self.sides.theirs.seen(theirs)
            and parent is not None
        ):
            made = self.sides.brought(new)
            properties_of(made).set("id", properties_of(theirs).get("id", "0"))
            parent.replace(theirs, made)
            self.log.add(Kind.UPDATED, self.place, "kind of shape")
        elif kind(theirs) != kind(new):
            self.log.add(Kind.CONFLICT, self.place, "kind of shape", kind(theirs), kind(new))


def kind(shape: Element) -> str:
    """What a shape is: sp, pic, group, line, table or chart."""
    name = etree.QName(shape).localname
    if shape.tag != _FRAME:
        return name
    data = shape.find(f".//{A}graphicData")
    return "frame" if data is None else data.get("uri", "").rpartition("/")[2]


def frame(shape: Element) -> Element | None:
    """A shape's place and size, where it has its own."""
    if shape.tag == _FRAME:
        return shape.find(f"{P}xfrm")
    return shape.find(f"{P}grpSpPr/{A}xfrm" if shape.tag == GROUP else f"{P}spPr/{A}xfrm")


def chart_side(side: Side, shape: Element) -> Side | None:
    """The part of the chart in a shape."""
    chart = next(shape.iter(_CHART), None)
    relation = None if chart is None else side.file.related(side.part).get(chart.get(f"{{{RELATION}}}id", ""))
    if relation is None or relation.target not in side.file.parts:
        return None
    return replace(side, part=relation.target)


def numbers(element: Element | None, keys: tuple[str, ...]) -> tuple[int, ...]:
    """Lengths of an element as whole EMU."""
    return () if element is None else tuple(int(float(element.get(key, "0"))) for key in keys)


def _without_frame(xfrm: Element) -> None:
    """Let a shape take its place from the layout again."""
    parent = xfrm.getparent()
    if parent is not None:
        parent.remove(xfrm)


def _all(sides: Sides) -> tuple[Side, Side, Side]:
    return sides.base, sides.theirs, sides.new


def _alike(one: Element, other: Element, name: str) -> bool:
    child, keys = _FACETS[name]
    a, b = numbers(one.find(f"{A}{child}"), keys), numbers(other.find(f"{A}{child}"), keys)
    return len(a) == len(b) and all(abs(x - y) <= _NEAR for x, y in zip(a, b, strict=True))


def _same_child(one: Element, other: Element, name: str) -> bool:
    a, b = one.find(f"{A}{name}"), other.find(f"{A}{name}")
    return (a is None) == (b is None) and (
        a is None or b is None or sorted(a.attrib.items()) == sorted(b.attrib.items())
    )


def _told(xfrm: Element) -> str:
    shown = [*numbers(xfrm.find(f"{A}off"), ("x", "y")), *numbers(xfrm.find(f"{A}ext"), ("cx", "cy"))]
    return " × ".join(f"{one / 360000:.1f} cm" for one in shown)


def _insert_frame(theirs: Element, new: Element) -> None:
    made = etree.fromstring(etree.tostring(new))
    made.tail = None
    if theirs.tag == _FRAME:
        theirs.insert(1, made)
        return
    properties = theirs.find(f"{P}grpSpPr" if theirs.tag == GROUP else f"{P}spPr")
    if properties is not None:
        properties.insert(0, made)


def _grow(shape: Element, table: Element) -> None:
    """A table is as high as its rows."""
    own = frame(shape)
    size = None if own is None else own.find(f"{A}ext")
    if size is not None:
        size.set("cy", str(sum(int(row.get("h", "0")) for row in rows(table))))
