"""How a chart shows what a series stands for: solid is actual, outlined is plan, hatched or dashed is forecast.

One table for PowerPoint and Word. Colours are theme slots, so that a company template recolours charts.
Depends on: report.model.
"""

from __future__ import annotations

from dataclasses import dataclass

from exectrack_xl.report.model import Role


@dataclass(frozen=True)
class SeriesLook:
    """Colour slot, fill of an area ("solid", "outline", "hatch", "none"), line width in EMU, dash."""

    slot: str
    fill: str = "solid"
    width: int = 22225
    dash: str = ""


SERIES_LOOK = {
    Role.ACTUAL: SeriesLook("accent1", width=28575),
    Role.PLAN: SeriesLook("accent2", fill="outline"),
    Role.FORECAST: SeriesLook("accent1", fill="hatch", dash="dash"),
    Role.PREVIOUS: SeriesLook("accent4"),
    Role.COST: SeriesLook("tx1", width=28575),
    Role.CONTEXT: SeriesLook("accent3"),
    Role.TOTAL: SeriesLook("accent5"),
    Role.BLANK: SeriesLook("bg1", fill="none"),
}
