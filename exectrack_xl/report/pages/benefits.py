"""Benefits and resources: what the work will bring against plan, and whether the teams can carry it.

No initiative is called behind before its benefits are due. Depends on: report.desk, report.model, report.paging.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from exectrack_xl.report import words
from exectrack_xl.report.desk import Desk
from exectrack_xl.report.model import Block, Chart, ChartKind, Layout, Line, Page, Role, Series, Span, Tile
from exectrack_xl.report.paging import sentence

MOST_BARS = 8
_NOTES = (
    "Left: the benefits over their whole life in money, plan outlined and forecast hatched; those with another unit "
    "are listed in the sheet and counted nowhere. Right: hours booked of hours available in the month; beyond 100% "
    "the team cannot do what is planned. The return sets benefits against the estimate at completion; running cost is "
    "in it only where it is typed as a negative benefit."
)


def benefits(desk: Desk) -> Iterator[Page]:
    """Two charts and up to four figures; no page without benefits or bookings."""
    charts = [chart for chart in (_benefit_chart(desk), _load_chart(desk)) if chart is not None]
    if not charts:
        return
    blocks: dict[str, Block] = dict(zip(("chart", "chart_2"), charts, strict=False))
    blocks |= {f"tile_{n}": tile for n, tile in enumerate(_tiles(desk), 1)}
    yield Page("benefits", Layout.TWO_CHARTS, _title(desk), blocks, "Benefits, Costs, Allocations, Features", _NOTES)


def _title(desk: Desk) -> str:
    expected, outlook, roi = (desk.value(name) for name in ("benefits_expected", "benefit_outlook", "roi"))
    used = desk.value("resource_utilisation")
    if not words.is_known(expected) or not expected:
        return f"The teams are booked for {desk.words.percent(used)} of their time" if words.is_known(used) else (
            "Bookings and benefits side by side")  # fmt: skip
    said = f"Benefits of {desk.money(expected)} are expected"
    plan = f", {desk.words.percent(outlook)} of plan" if words.is_known(outlook) else ""
    gain = f"; at today's cost the return is {desk.words.percent(roi)}" if words.is_known(roi) else ""
    return sentence(said + plan + gain, said + plan, said)


def _benefit_chart(desk: Desk) -> Chart | None:
    """Planned and expected money of each initiative, the greatest first."""
    sums = {each: _money(desk.listing("benefit_listing", each)) for each in desk.parts}
    known = sorted((each for each, (plan, _) in sums.items() if plan), key=lambda each: -sums[each][0])[:MOST_BARS]
    if not known:
        return None
    series = (
        Series("Plan", Role.PLAN, tuple(sums[each][0] / 1e6 for each in known), 0, True),
        Series("Forecast", Role.FORECAST, tuple(sums[each][1] / 1e6 for each in known), 0, True),
    )
    symbol = desk.money(0).rstrip("0")
    return Chart("benefits", f"Benefits in all, {symbol} million: plan outlined, forecast hatched", ChartKind.BAR,
                 tuple(desk.name(each) for each in known), series, "0.0",
                 "Bars of planned and expected benefits by initiative", show_axis=False)  # fmt: skip


def _money(rows: list[dict[str, Any]]) -> tuple[float, float]:
    """Planned and expected benefits in money."""
    money = [row for row in rows if not row["Unit"]]
    plan, expected = (sum(row[name] for row in money if words.is_known(row[name])) for name in
                      ("Planned in all", "Expected in all"))  # fmt: skip
    return plan, expected


def _load_chart(desk: Desk) -> Chart | None:
    """Hours booked of hours available by team in the latest month, the fullest first."""
    rows = [row for row in desk.listing("team_load") if words.is_known(row["Load"])]
    if not rows:
        return None
    begun = [row["Month"] for row in rows if row["Month"] <= desk.day]
    latest = max(begun) if begun else min(row["Month"] for row in rows)
    rows = sorted((row for row in rows if row["Month"] == latest), key=lambda row: -row["Load"])[:MOST_BARS]
    loads = tuple(float(row["Load"]) for row in rows)
    return Chart("load", f"Hours booked of hours available, {latest:%b %Y}", ChartKind.BAR,
                 tuple(str(row["Team"]) or "No team" for row in rows),
                 (Series("Load", Role.ACTUAL, loads, None, True),), "0%",
                 "Bars of the load of each team; the line marks 100%", 0.0, max(1.3, *loads), gridline=1.0)  # fmt: skip


def _tiles(desk: Desk) -> Iterator[Tile]:
    if words.is_known(desk.value("benefits_realised")):
        of_plan: Line = (desk.number("benefit_realisation"), Span(" of plan; months measured: "),
                         desk.number("benefit_coverage"))  # fmt: skip
        yield Tile("benefits_realised", "Realised to date", (desk.number("benefits_realised", bold=True),),
                   of_plan if words.is_known(desk.value("benefit_realisation")) else ())  # fmt: skip
    if words.is_known(desk.value("roi")):
        before = desk.was("roi")
        change: Line = (Span(f"{desk.previous_label}: {desk.words.percent(before)}"),) if words.is_known(before) else ()
        yield Tile("roi", "Return on investment", (desk.number("roi", bold=True),),
                   (Span("Paid back by "), desk.number("payback")), change)  # fmt: skip
    if words.is_known(desk.value("adoption_rate")):
        yield Tile(
            "adoption_rate", "Adoption", (desk.number("adoption_rate", bold=True),), (Span("of those it is for"),)
        )
    if words.is_known(desk.value("resource_utilisation")):
        count = desk.value("over_allocated_people")
        people = f"{desk.words.plural(count, 'person')} over their hours" if words.is_known(count) else ""
        yield Tile("resource_utilisation", "Resource utilisation", (desk.number("resource_utilisation", bold=True),),
                   (Span(people),))  # fmt: skip
