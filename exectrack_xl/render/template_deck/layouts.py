"""The layouts by name, each with its placeholders. Name and idx are the contract; the look may be restyled.

Depends on: theme, report.model, render.geometry, render.template_deck.levels, render.template_deck.shapes.
"""

from __future__ import annotations

from exectrack_xl.render.geometry import Box, columns, inches
from exectrack_xl.render.template_deck import levels
from exectrack_xl.render.template_deck.shapes import Decoration, Placeholder, Shape, fill, footers
from exectrack_xl.report.model import Layout
from exectrack_xl.theme import GRID

PANEL = fill("bg2")
DECISION_BOX = fill("accent6", '<a:lumMod val="60000"/><a:lumOff val="40000"/>')
ROOM = GRID.bottom - GRID.top
HAIRLINE = 9525
_PADDING = (inches(0.10), inches(0.09), inches(0.06), inches(0.04))
_SUMMARY_ROWS = (GRID.heading_top, inches(2.66), inches(4.58))
_RULE_ABOVE = inches(0.09)

TITLE = Placeholder(
    "Title", None, columns(0, 12, top=GRID.title_top, height=GRID.title_height),
    ("The message, as one full sentence with the number that matters",), "title",
)  # fmt: skip


def _heading(idx: int, first: int, count: int, top: int = GRID.heading_top) -> Placeholder:
    box = columns(first, count, top=top, height=GRID.heading_height)
    return Placeholder(
        f"Heading {idx}", idx, box, ("What is shown, unit, period",), levels=levels.HEADING, anchor="ctr"
    )


def _object(kind: str, idx: int, box: Box) -> Placeholder:
    name = {"chart": "Chart", "tbl": "Table"}[kind]
    return Placeholder(f"{name} {idx}", idx, box, (name,), kind)


def _takeaways(height: int = ROOM) -> Placeholder:
    box = columns(9, 3, top=GRID.top, height=height)
    return Placeholder("Takeaways", 12, box, ("So what", "Point", "Note"), levels=levels.TAKEAWAYS)


def _tiles(first: int, *, left: int, width: int, top: int, height: int) -> tuple[Placeholder, ...]:
    return tuple(
        Placeholder(
            f"Tile {n + 1}", first + n, columns(left + n * width, width, top=top, height=height),
            ("Label", "Value", "Why", "Since last period"), levels=levels.TILE, fill=PANEL, padding=_PADDING,
        )
        for n in range(4)
    )  # fmt: skip


def _field(name: str, idx: int, first: int, row: int) -> Placeholder:
    box = columns(first, 4, top=_SUMMARY_ROWS[row], height=inches(1.76 if row == 1 else 2.1))
    return Placeholder(name, idx, box, (name, "Point", "Note"), levels=levels.FIELD)


def _decisions() -> Placeholder:
    inset = inches(0.1)
    box = Box(GRID.left(8) - inset, _SUMMARY_ROWS[2] - _RULE_ABOVE, GRID.across(4) + inset, inches(2.2))
    padding = (inset, inches(0.07), inches(0.08), inches(0.04))
    return Placeholder("Decisions asked", 25, box, ("Decisions asked", "Decision", "Note"),
                       levels=levels.DECISIONS, fill=DECISION_BOX, padding=padding)  # fmt: skip


def _cover() -> tuple[Shape, ...]:
    answers = tuple(
        Placeholder(
            f"Answer {n + 1}", 10 + n, columns(3 * n, 3, top=inches(5.05), height=inches(1.35)),
            ("Question", "Answer", "Detail"), levels=levels.COVER_ANSWER,
        )
        for n in range(4)
    )  # fmt: skip
    return (
        Placeholder("Title", None, columns(0, 10, top=inches(1.9), height=inches(1.75)), ("Programme and period",),
                    "ctrTitle", levels.COVER_TITLE, anchor="b"),
        Placeholder("Subtitle", 1, columns(0, 10, top=inches(3.78), height=inches(0.7)), ("Report name",),
                    "subTitle", levels.COVER_SUBTITLE),
        Decoration("Accent", Box(GRID.margin, inches(0.6), inches(0.6), inches(0.09)), "accent4"),
        Decoration("Rule", columns(0, 12, top=inches(4.72), height=HAIRLINE), "accent4"),
        *answers,
        Placeholder("Footer note", 20, columns(0, 12, top=inches(6.75), height=inches(0.35)),
                    ("Status date, snapshot, workbook",), levels=levels.COVER_NOTE, anchor="ctr"),
    )  # fmt: skip


def _summary() -> tuple[Shape, ...]:
    rules = tuple(
        Decoration(f"Rule {n + 1}", columns(4 * (n % 3), 4, top=_SUMMARY_ROWS[1 + n // 3] - _RULE_ABOVE,
                                            height=HAIRLINE), "tx1")
        for n in range(5)
    )  # fmt: skip
    return (
        TITLE,
        *rules,
        *_tiles(10, left=0, width=3, top=_SUMMARY_ROWS[0], height=inches(1.27)),
        _field("Key Achievements", 20, 0, 1),
        _field("Current Focus", 21, 4, 1),
        _field("Next Period Goals", 22, 8, 1),
        _field("Issues & Risks", 23, 0, 2),
        _field("Resource Needs", 24, 4, 2),
        _decisions(),
    )


def _pair(left: str, right: str, split: int, height: int = ROOM) -> tuple[Shape, ...]:
    """Two objects beside each other, the first over `split` columns."""
    return (
        TITLE,
        _heading(10, 0, split),
        _object(left, 11, columns(0, split, top=GRID.top, height=height)),
        _heading(13, split, 12 - split),
        _object(right, 14, columns(split, 12 - split, top=GRID.top, height=height)),
    )


def _chart_and_takeaways(heights: int = ROOM) -> tuple[Shape, ...]:
    chart = columns(0, 9, top=GRID.top, height=ROOM)
    return (TITLE, _heading(10, 0, 9), _object("chart", 11, chart), _takeaways(heights))


def _small_chart() -> tuple[Shape, ...]:
    top = GRID.top + inches(3.15)
    chart = columns(9, 3, top=top, height=GRID.bottom - top)
    return (_heading(13, 9, 3, GRID.top + inches(2.85)), _object("chart", 14, chart))


def _canvas_and_table() -> tuple[Shape, ...]:
    tiles_top = inches(5.72)
    return (
        TITLE,
        _heading(10, 0, 4),
        _heading(13, 4, 8),
        _object("tbl", 14, columns(4, 8, top=GRID.top, height=tiles_top - inches(0.16) - GRID.top)),
        *_tiles(30, left=4, width=2, top=tiles_top, height=GRID.bottom - tiles_top),
    )


def _two_charts() -> tuple[Shape, ...]:
    top = inches(5.45)
    return (
        *_pair("chart", "chart", 6, inches(3.8)),
        *_tiles(30, left=0, width=3, top=top, height=GRID.bottom - top),
    )


def _decision() -> tuple[Shape, ...]:
    """The options over the width, under them the advice, what happens otherwise, and who decides."""
    top, height, inset = inches(4.55), inches(1.85), inches(0.1)
    rules = (Decoration(f"Rule {n + 1}", columns(4 * n, 4, top=top - _RULE_ABOVE, height=HAIRLINE), "tx1")
             for n in range(2))  # fmt: skip
    deciding = Box(GRID.left(8) - inset, top - _RULE_ABOVE, GRID.across(4) + inset, height + _RULE_ABOVE)
    return (
        TITLE,
        _heading(10, 0, 12),
        _object("tbl", 11, columns(0, 12, top=GRID.top, height=top - inches(0.25) - GRID.top)),
        *rules,
        *(Placeholder(name, idx, columns(first, 4, top=top, height=height), (name, "Point", "Note"),
                      levels=levels.FIELD)
          for name, idx, first in (("Recommendation", 20, 0), ("If nothing is decided", 21, 4))),
        Placeholder("Who decides, by when", 22, deciding, ("Who decides, by when", "Point", "Note"),
                    levels=levels.FIELD, fill=DECISION_BOX, padding=(inset, inches(0.07), inches(0.08), inches(0.04))),
    )  # fmt: skip


LAYOUTS: dict[str, tuple[Shape, ...]] = {
    Layout.COVER: _cover(),
    Layout.SUMMARY: _summary(),
    Layout.CHART_TAKEAWAYS: _chart_and_takeaways(),
    Layout.CHART_TAKEAWAYS_CHART: (*_chart_and_takeaways(inches(2.75)), *_small_chart()),
    Layout.CHART_TABLE: _pair("chart", "tbl", 5),
    Layout.TABLE: (
        TITLE,
        _heading(10, 0, 12),
        _object("tbl", 11, columns(0, 12, top=GRID.top, height=ROOM)),
    ),
    Layout.CANVAS: (TITLE, _heading(10, 0, 12)),
    Layout.CANVAS_TABLE: _canvas_and_table(),
    Layout.TWO_CHARTS: _two_charts(),
    Layout.TWO_TABLES: _pair("tbl", "tbl", 7),
    Layout.DECISION: _decision(),
}
LAYOUTS = {str(name): shapes if name == Layout.COVER else (*shapes, *footers()) for name, shapes in LAYOUTS.items()}
