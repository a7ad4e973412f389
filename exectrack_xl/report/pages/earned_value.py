"""Earned value: the S-curve with its gaps printed, the indices by month, and the estimates by name.

Depends on: metrics, report.desk, report.model, report.pages.forecast, report.paging, report.words.
"""

from __future__ import annotations

from collections.abc import Iterator

from exectrack_xl.metrics import find
from exectrack_xl.report import words
from exectrack_xl.report.desk import Desk
from exectrack_xl.report.model import Block, Bullets, Layout, Line, Page, Span
from exectrack_xl.report.pages.forecast import index_history, s_curve
from exectrack_xl.report.paging import sentence

ESTIMATES = ("eac", "eac_atypical", "eac_composite", "eac_bottom_up")


def earned_value(desk: Desk) -> Iterator[Page]:
    """Plan, work and cost over time; no page before work and cost are known."""
    if not desk.value("earned_value_curve").dates or not words.is_known(desk.value("cpi")):
        return
    blocks: dict[str, Block] = {"chart": s_curve(desk), "takeaways": _takeaways(desk)}
    layout = Layout.CHART_TAKEAWAYS
    if len(desk.value("spi_t_curve").dates) > 1:
        blocks["chart_2"], layout = index_history(desk), Layout.CHART_TAKEAWAYS_CHART
    formulas = ". ".join(f"{find(name).label}: {find(name).formula}" for name in _known(desk))
    notes = (
        f"Outlined or grey: the plan. Solid: work done and cost to date. Dashed: where both lead. {formulas}. "
        f"{desk.value('eac_basis')} "
        "SPI returns to 1 when late work is done at last; SPI(t) does not, so both stand here."
    )
    yield Page("earned_value", layout, _title(desk), blocks, "Tasks, Initiatives, Costs, Snapshots", notes)


def _title(desk: Desk) -> str:
    cpi, end, over = (desk.value(name) for name in ("cpi", "estimate_at_completion", "cost_overrun"))
    unit = desk.money(0).rstrip("0")
    said = f"We earn {unit}{desk.words.index(cpi)} of work per {unit}1 spent"
    leads = f"; at this rate we end at {desk.money(end)}" if words.is_known(end) else ""
    beside = (
        f", {desk.words.percent(abs(over))} {'over' if over > 0 else 'under'} budget" if words.is_known(over) else ""
    )
    return sentence(said + leads + beside, said + leads, said)


def _takeaways(desk: Desk) -> Bullets:
    """The gaps between the lines, the indices side by side, and the estimates by name."""
    indices: Line = (Span("SPI "), desk.number("spi", bold=True), Span(", SPI(t) "), desk.number("spi_t", bold=True),
                     Span(", CPI "), desk.number("cpi", bold=True))  # fmt: skip
    lines: list[Line] = [(Span(gap, True),) for gap in _gaps(desk)] + [indices]
    lines += [(Span(f"{find(name).label} "), desk.number(name, bold=True)) for name in _known(desk)]
    if words.is_known(desk.value("tcpi")):
        lines.append((Span("CPI needed from now on (TCPI) "), desk.number("tcpi", bold=True)))
    return Bullets("takeaways", "What lies between the lines", tuple(lines))


def _known(desk: Desk) -> list[str]:
    """The estimates at completion that can be made."""
    return [name for name in ESTIMATES if words.is_known(desk.value(name))]


def _gaps(desk: Desk) -> Iterator[str]:
    """What lies between the lines, where they run too close to be told apart."""
    for name, words_for in (("schedule_variance", ("behind plan", "ahead of plan")),
                            ("cost_variance", ("overspent", "underspent"))):  # fmt: skip
        value = desk.value(name)
        if words.is_known(value) and desk.money(abs(value)) != desk.money(0):
            months = desk.value("sv_t") if name == "schedule_variance" else 0.0
            time = (
                f" ({desk.words.fixed(abs(months), 1)} months)" if words.is_known(months) and months * value > 0 else ""
            )
            yield f"{desk.money(abs(value))}{time} {words_for[value > 0]}"
