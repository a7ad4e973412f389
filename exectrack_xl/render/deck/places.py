"""Which placeholder of a layout takes which block: the numbers are the contract with the template.

Depends on: errors, report.model, theme, render.geometry.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from pptx.oxml.ns import qn

from exectrack_xl.errors import TemplateError, nearest
from exectrack_xl.render.geometry import Box
from exectrack_xl.report.model import Layout
from exectrack_xl.theme import GRID

SOURCE, STATUS_DATE, NUMBER = 91, 90, 92  # the footers


@dataclass(frozen=True)
class Place:
    """A placeholder by number, and the one for the heading above it; a drawing has a heading alone."""

    idx: int | None
    heading: int | None = None


_FIRST, _SECOND = Place(11, 10), Place(14, 13)

_SHAPE, _OFFSET, _EXTENT = qn("p:sp"), qn("a:off"), qn("a:ext")
_PLACEHOLDER, _FRAME = f"{qn('p:nvSpPr')}/{qn('p:nvPr')}/{qn('p:ph')}", f"{qn('p:spPr')}/{qn('a:xfrm')}"


def _tiles(first: int) -> dict[str, Place]:
    return {f"tile_{n}": Place(first + n - 1) for n in range(1, 5)}


PLACES: Mapping[Layout, Mapping[str, Place]] = {
    Layout.COVER: {"subtitle": Place(1), "footer": Place(20), **_tiles(10)},
    Layout.SUMMARY: {
        **_tiles(10), "achievements": Place(20), "focus": Place(21), "goals": Place(22),
        "issues": Place(23), "needs": Place(24), "decisions": Place(25),
    },
    Layout.CHART_TAKEAWAYS: {"chart": _FIRST, "takeaways": Place(12)},
    Layout.CHART_TAKEAWAYS_CHART: {"chart": _FIRST, "takeaways": Place(12), "chart_2": _SECOND},
    Layout.DECISION: {"table": _FIRST, "recommendation": Place(20), "otherwise": Place(21), "deciding": Place(22)},
    Layout.CHART_TABLE: {"chart": _FIRST, "table": _SECOND, "ladder": Place(None)},
    Layout.TABLE: {"table": _FIRST},
    Layout.CANVAS: {"canvas": Place(None, 10)},
    Layout.CANVAS_TABLE: {"canvas": Place(None, 10), "table": _SECOND, **_tiles(30)},
    Layout.TWO_CHARTS: {"chart": _FIRST, "chart_2": _SECOND, **_tiles(30)},
    Layout.TWO_TABLES: {"table": _FIRST, "table_2": _SECOND},
}  # fmt: skip


@dataclass(frozen=True)
class LayoutPlaces:
    """The placeholders that a template's layout really has: boxes by number."""

    name: str
    boxes: Mapping[int, Box]
    footers: frozenset[int]

    @property
    def bottom(self) -> int:
        """Where the room for content ends: as far above the footers as on our own page."""
        tops = [self.boxes[idx].top for idx in self.footers if idx in self.boxes]
        return min(tops) - (GRID.footer_top - GRID.bottom) if tops else GRID.bottom

    def box(self, idx: int) -> Box:
        """The box of a placeholder. Raises TemplateError when the template has lost it."""
        if idx not in self.boxes:
            raise TemplateError(
                f"The layout '{self.name}' of the PowerPoint template has no placeholder number {idx}. "
                "Copy the layout again from quarterly-deck.pptx."
            )
        return self.boxes[idx]


def place_of(layout: Layout, name: str) -> Place:
    """The placeholder for a block. Raises TemplateError when the layout has no such place."""
    places = PLACES[layout]
    if name not in places:
        raise TemplateError(f"The layout '{layout}' has no place '{name}'.{nearest(name, places)}")
    return places[name]


def layout_places(layout: Any) -> LayoutPlaces:
    """The placeholders of a python-pptx layout; one without a place of its own takes the master's."""
    own = _placeholders(layout.element)
    boxes = {idx: box for idx, (_, box) in own.items() if box}
    if len(boxes) < len(own):
        inherited = {kind: box for kind, box in _placeholders(layout.slide_master.element).values() if box}
        boxes |= {idx: inherited[kind] for idx, (kind, _) in own.items() if idx not in boxes and kind in inherited}
    return LayoutPlaces(layout.name, boxes, frozenset(own) & {SOURCE, STATUS_DATE, NUMBER})


def _placeholders(element: Any) -> dict[int, tuple[str, Box | None]]:
    """Kind and box of each placeholder by number, read from the XML: proxies would take ten times as long."""
    found = {}
    for shape in element.iter(_SHAPE):
        place = shape.find(_PLACEHOLDER)
        if place is not None:
            found[int(place.get("idx", 0))] = (place.get("type", "body").replace("ctrTitle", "title"), _box(shape))
    return found


def _box(shape: Any) -> Box | None:
    frame = shape.find(_FRAME)
    if frame is None:
        return None
    offset, extent = frame.find(_OFFSET), frame.find(_EXTENT)
    return Box(int(offset.get("x")), int(offset.get("y")), int(extent.get("cx")), int(extent.get("cy")))


def layout_named(layouts: Iterable[Any], name: str) -> Any:
    """The template's layout of that name. Raises TemplateError when there is none."""
    known = {layout.name: layout for layout in layouts}
    if name not in known:
        raise TemplateError(
            f"The PowerPoint template has no layout '{name}'.{nearest(name, known)} "
            "Copy it from quarterly-deck.pptx, or begin with that file."
        )
    return known[name]
