"""Earned value: the S-curve with its gaps printed, the indices by month, and the estimates by name.

Depends on: metrics, report.desk, report.model, report.pages.forecast, report.paging, report.words.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace

from exectrack_xl.metrics import find
from exectrack_xl.report import words
from exectrack_xl.report.desk import Desk
from exectrack_xl.report.language.telling import told
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
    formulas = ". ".join(f"{desk.words.label(name)}: {told(find(name).formula, desk.words)}" for name in _known(desk))
    notes = desk.say("earned_value.notes", formulas=formulas, basis=told(str(desk.value("eac_basis")), desk.words))
    yield Page("earned_value", layout, _title(desk), blocks, "Tasks, Initiatives, Costs, Snapshots", notes)


def _title(desk: Desk) -> str:
    cpi, end, over = (desk.value(name) for name in ("cpi", "estimate_at_completion", "cost_overrun"))
    said = desk.say("earned_value.earn", earned=desk.mark(desk.unit_money(cpi, 2), "cpi"), one=desk.unit_money(1, 0))
    if not words.is_known(end):
        return sentence(said)
    leads = desk.say("earned_value.leads", said=said, end=desk.number("estimate_at_completion"))
    if not words.is_known(over):
        return sentence(leads, said)
    share = desk.mark(desk.words.percent(abs(over)), "cost_overrun")
    beside = desk.say("earned_value.over" if over > 0 else "earned_value.under", said=leads, share=share)
    return sentence(beside, leads, said)


def _takeaways(desk: Desk) -> Bullets:
    """The gaps between the lines, the indices side by side, and the estimates by name."""
    indices = desk.line("earned_value.indices", spi=desk.number("spi", bold=True),
                        spi_t=desk.number("spi_t", bold=True), cpi=desk.number("cpi", bold=True))  # fmt: skip
    lines: list[Line] = [*_gaps(desk), indices]
    lines += [(Span(f"{desk.words.label(name)} "), desk.number(name, bold=True)) for name in _known(desk)]
    if words.is_known(desk.value("tcpi")):
        lines.append(desk.line("earned_value.needed", tcpi=desk.number("tcpi", bold=True)))
    return Bullets("takeaways", desk.say("earned_value.between"), tuple(lines))


def _known(desk: Desk) -> list[str]:
    """The estimates at completion that can be made."""
    return [name for name in ESTIMATES if words.is_known(desk.value(name))]


def _gaps(desk: Desk) -> Iterator[Line]:
    """What lies between the lines, where they run too close to be told apart."""
    for name in ("schedule_variance", "cost_variance"):
        value = desk.value(name)
        if words.is_known(value) and desk.money(abs(value)) != desk.money(0):
            months = desk.value("sv_t") if name == "schedule_variance" else math.nan
            key = f"earned_value.{name}_{'ahead' if value > 0 else 'behind'}"
            said = {"amount": desk.mark(desk.money(abs(value)), name)}
            if words.is_known(months) and months * value > 0:
                key, said["months"] = f"{key}_months", desk.mark(desk.words.fixed(abs(months), 1), "sv_t")
            yield tuple(replace(one, bold=True) for one in desk.line(key, **said))
