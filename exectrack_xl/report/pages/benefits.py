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


def benefits(desk: Desk) -> Iterator[Page]:
    """Two charts and up to four figures; no page without benefits or bookings."""
    charts = [chart for chart in (_benefit_chart(desk), _load_chart(desk)) if chart is not None]
    if not charts:
        return
    blocks: dict[str, Block] = dict(zip(("chart", "chart_2"), charts, strict=False))
    blocks |= {f"tile_{n}": tile for n, tile in enumerate(_tiles(desk), 1)}
    yield Page("benefits", Layout.TWO_CHARTS, _title(desk), blocks, "Benefits, Costs, Allocations, Features",
               desk.say("benefits.notes"))  # fmt: skip


def _title(desk: Desk) -> str:
    expected, outlook, roi = (desk.value(name) for name in ("benefits_expected", "benefit_outlook", "roi"))
    used = desk.value("resource_utilisation")
    if not words.is_known(expected) or not expected:
        if not words.is_known(used):
            return desk.say("benefits.beside")
        return desk.say("benefits.booked", share=desk.number("resource_utilisation"))
    said = desk.say("benefits.expected", amount=desk.number("benefits_expected"))
    plan = gain = said
    if words.is_known(outlook):
        plan = desk.say("benefits.of_plan", said=said, share=desk.number("benefit_outlook"))
    if words.is_known(roi):
        gain = desk.say("benefits.returns", said=plan, share=desk.number("roi"))
    return sentence(gain if words.is_known(roi) else plan, plan, said)


def _benefit_chart(desk: Desk) -> Chart | None:
    """Planned and expected money of each initiative, the greatest first."""
    sums = {each: _money(desk.listing("benefit_listing", each)) for each in desk.parts}
    known = sorted((each for each, (plan, _) in sums.items() if plan), key=lambda each: -sums[each][0])[:MOST_BARS]
    if not known:
        return None
    series = (
        Series(desk.say("forecast.plan"), Role.PLAN, tuple(sums[each][0] / 1e6 for each in known), 0, True,
               ref="benefit_listing"),
        Series(desk.say("benefits.forecast"), Role.FORECAST, tuple(sums[each][1] / 1e6 for each in known), 0, True,
               ref="benefit_listing"),
    )  # fmt: skip
    return Chart("benefits", desk.say("benefits.chart", unit=desk.millions()), ChartKind.BAR,
                 tuple(desk.name(each) for each in known), series, "0.0",
                 desk.say("benefits.chart_alt"), show_axis=False)  # fmt: skip


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
    month = f"{desk.words.month(latest.month)} {latest.year}"
    return Chart("load", desk.say("benefits.load", month=month), ChartKind.BAR,
                 tuple(str(row["Team"]) or desk.say("benefits.no_team") for row in rows),
                 (Series(desk.say("benefits.load_series"), Role.ACTUAL, loads, None, True, ref="team_load"),), "0%",
                 desk.say("benefits.load_alt"), 0.0, max(1.3, *loads), gridline=1.0)  # fmt: skip


def _tiles(desk: Desk) -> Iterator[Tile]:
    if words.is_known(desk.value("benefits_realised")):
        of_plan = desk.line("benefits.realised_of_plan", share=desk.number("benefit_realisation"),
                            months=desk.number("benefit_coverage"))  # fmt: skip
        yield Tile("benefits_realised", desk.say("benefits.realised"), (desk.number("benefits_realised", bold=True),),
                   of_plan if words.is_known(desk.value("benefit_realisation")) else ())  # fmt: skip
    if words.is_known(desk.value("roi")):
        before = desk.was("roi")
        past = desk.mark_change(desk.words.percent(before), "roi") if words.is_known(before) else Span("")
        change: Line = desk.line("summary.was", period=desk.previous_label, value=past) if past.text else ()
        yield Tile("roi", desk.say("benefits.roi"), (desk.number("roi", bold=True),),
                   desk.line("benefits.payback", month=desk.number("payback")), change)  # fmt: skip
    if words.is_known(desk.value("adoption_rate")):
        yield Tile("adoption_rate", desk.say("benefits.adoption"), (desk.number("adoption_rate", bold=True),),
                   desk.line("benefits.of_those"))  # fmt: skip
    if words.is_known(desk.value("resource_utilisation")):
        count, people = desk.value("over_allocated_people"), Span("")
        if words.is_known(count):
            who = desk.mark(desk.words.plural(count, "person"), "over_allocated_people")
            people = Span(desk.say("benefits.over_hours", people=who))
        yield Tile("resource_utilisation", desk.say("benefits.utilisation"),
                   (desk.number("resource_utilisation", bold=True),), (people,))  # fmt: skip
