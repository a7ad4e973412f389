"""How series are drawn: their notation as DrawingML, and shades where a role occurs more than once.

Depends on: report.model, render.notation.
"""

from __future__ import annotations

from dataclasses import replace

from exectrack_xl.render.notation import SERIES_LOOK, SeriesLook
from exectrack_xl.report.model import Chart, Role

NO_LINE = "<a:ln><a:noFill/></a:ln>"
_OUTLINE_WIDTH = 15875  # EMU: 1.25 pt
_SHADES = ("accent1", "accent5", "accent4", "accent6", "accent3")
_DARK = ("accent1", "accent2", "accent5", "tx1", "tx2")


def looks(chart: Chart) -> list[SeriesLook]:
    """The look of each series; a second series of the same role gets the next shade."""
    found: list[SeriesLook] = []
    seen: dict[Role, int] = {}
    for series in chart.series:
        look, times = SERIES_LOOK[series.role], seen.get(series.role, 0)
        seen[series.role] = times + 1
        repeated = times > 0 and series.role in (Role.ACTUAL, Role.FORECAST)
        found.append(replace(look, slot=_SHADES[times % len(_SHADES)]) if repeated else look)
    return found


def area(look: SeriesLook) -> str:
    """How a bar of this look is filled."""
    colour = f'<a:schemeClr val="{look.slot}"/>'
    if look.fill == "none":
        return f"<a:noFill/>{NO_LINE}"
    if look.fill == "outline":
        return f'<a:solidFill><a:schemeClr val="bg1"/></a:solidFill>{stroke(look.slot, _OUTLINE_WIDTH)}'
    if look.fill == "hatch":
        colours = f'<a:fgClr>{colour}</a:fgClr><a:bgClr><a:schemeClr val="bg1"/></a:bgClr>'
        return f'<a:pattFill prst="wdUpDiag">{colours}</a:pattFill>{stroke(look.slot, _OUTLINE_WIDTH)}'
    return f"<a:solidFill>{colour}</a:solidFill>{NO_LINE}"


def stroke(slot: str, width: int, dash: str = "") -> str:
    """A line in a theme colour, its width in EMU."""
    dashed = f'<a:prstDash val="{dash}"/>' if dash else ""
    cap = "flat" if dash else "rnd"
    return (
        f'<a:ln w="{width}" cap="{cap}"><a:solidFill><a:schemeClr val="{slot}"/></a:solidFill>{dashed}<a:round/></a:ln>'
    )


def label_slot(look: SeriesLook) -> str:
    """The colour in which a series' name can be read on paper."""
    return look.slot if look.slot in _DARK else "tx2"


def is_dark(look: SeriesLook) -> bool:
    """Whether text upon a bar of this look must be light."""
    return look.fill == "solid" and look.slot in _DARK
