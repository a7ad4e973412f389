"""The look, once for workbook, deck and document: colours, type, page grid, number formats.

Brand colours go into theme slots, so that a company template replaces them. Status colours are fixed: a
company accent must never turn Red into its brand green. Depends on: report.model.
"""

from __future__ import annotations

from dataclasses import dataclass

from exectrack_xl.report.model import Tone

FONT = "Calibri"  # headings and body; renderers use the theme's fonts, never this name
GLYPH_FONT = "Arial"  # the status glyphs below exist in it and in its metric twins


@dataclass(frozen=True)
class Brand:
    """The theme slots of our own template."""

    ink: str = "18222F"  # dk1: text
    secondary: str = "4A5666"  # dk2: headings of charts, notes, axes
    paper: str = "FFFFFF"  # lt1
    panel: str = "F3F5F8"  # lt2: tiles
    accent: str = "1F5FA6"  # accent1: actual, work done, labels
    plan: str = "66717F"  # accent2: plan and baseline outline
    light: str = "B4BDC8"  # accent3: hairlines
    previous: str = "8DB3DC"  # accent4: the step before
    deep: str = "12365F"  # accent5: totals, cover, heads of input columns
    pale: str = "D6E4F3"  # accent6: data bars, decision box


BRAND = Brand()


@dataclass(frozen=True)
class StatusLook:
    """How one status is drawn: its mark, its text, its tint, its glyph and shape."""

    mark: str
    text: str
    tint: str
    glyph: str
    glyph_colour: str
    shape: str  # "ellipse", "triangle", "square" or "ring"
    outline: str = ""


STATUS: dict[Tone, StatusLook] = {
    Tone.GREEN: StatusLook("0B7A5E", "0A6B53", "E3F3EE", "●", "0B7A5E", "ellipse"),
    Tone.YELLOW: StatusLook("F2B200", "7A5200", "FDF1CC", "▲", "B98900", "triangle", "7A5200"),
    Tone.RED: StatusLook("B3261E", "A31F18", "FBE6E4", "■", "B3261E", "square"),
    Tone.GREY: StatusLook("8A94A1", "566170", "EAEDF1", "○", "8A94A1", "ring"),
}


@dataclass(frozen=True)
class SheetLook:
    """Colours and sizes that only the workbook needs."""

    computed_head: str = "D9DEE5"
    computed_fill: str = "F0F2F5"
    hairline: str = "D3D9E0"
    row_height: float = 18.0
    title_size: int = 18
    kpi_size: int = 20
    body_size: int = 10
    note_size: int = 9


SHEET_LOOK = SheetLook()

# Excel number formats by the kind of a column or the unit of a metric.
NUMBER_FORMATS = {
    "date": "d mmm yyyy",
    "money": "#,##0;[Red]-#,##0",
    "share": "0%",
    "days": "0",
    "count": "0",
    "number": "General",  # "0.##" would show a whole number as "5."
    "index": "0.00",
    "score": "0.0",
    "of ten": '0.0"/10"',
    "some": "0;;",  # nothing for nought
    "difference": "+0;−0;",
    "short": "0.0;;",  # nothing for nought
    "hours": "#,##0;;",
    "whole": "#,##0",
    "day": "d mmm",
    "month": "mmm yy",
    "axis": '[=0]0;[<1]"";General',  # no fractions where there is nothing yet
}

EMU_PER_INCH = 914400


@dataclass(frozen=True)
class Grid:
    """The slide's grid in EMU: 12 columns between the margins."""

    width: int = 12192000
    height: int = 6858000
    margin: int = 457200
    column: int = 772160
    gutter: int = 182880
    title_top: int = 246888
    title_height: int = 731520
    heading_top: int = 1024128
    heading_height: int = 256032
    top: int = 1335024
    bottom: int = 6172200
    footer_rule: int = 6309360
    footer_top: int = 6382512
    footer_height: int = 237744

    def left(self, column: int) -> int:
        """Left edge of a column, counted from 0."""
        return self.margin + column * (self.column + self.gutter)

    def across(self, columns: int) -> int:
        """Width of a number of columns with the gutters between them."""
        return columns * self.column + (columns - 1) * self.gutter


def bar_gap(bars: int, least: int) -> int:
    """The gap between bars in percent of a bar's thickness: few bars are no thicker than five would be.

    >>> bar_gap(2, 60), bar_gap(5, 60)
    (150, 60)
    """
    return max(least, 500 // max(bars, 1) - 100)


GRID = Grid()
