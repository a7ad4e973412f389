"""The milestone trend: what each report said about the dates still ahead. Flat is on plan, rising is slipping.

Depends on: report.desk, report.model, report.paging, report.words.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import numpy as np

from exectrack_xl.report import words
from exectrack_xl.report.desk import Desk, entry
from exectrack_xl.report.model import Block, Bullets, Chart, ChartKind, Layout, Line, Page, Role, Series, Span, Tone
from exectrack_xl.report.paging import sentence
from exectrack_xl.schema.serial_days import serial_of

MOST = 8  # lines that can be told apart
TOLD = 3  # slips in words beside the chart


def milestone_trend(desk: Desk) -> Iterator[Page]:
    """The open milestones that moved most; no page before two reports."""
    told = _forecasts(desk)
    reports = sorted({day for days in told.values() for day in days})
    slips = [row for row in desk.listing("milestone_slip") if row["ID"] in told]
    if len(reports) < 2 or not slips:
        return
    slips.sort(key=lambda row: (-_size(row["Slip"]), str(row["ID"])))
    blocks: dict[str, Block] = {
        "chart": _chart(desk, slips[:MOST], told, reports),
        "takeaways": _takeaways(desk, slips),
    }
    yield Page("milestone_trend", Layout.CHART_TAKEAWAYS, _title(desk, slips), blocks, "Milestones, Snapshots",
               desk.say("milestone_trend.notes"))  # fmt: skip


def _forecasts(desk: Desk) -> dict[str, dict[date, date]]:
    """What each report said about each open milestone."""
    table = desk.table("milestones")
    ahead = {str(identity) for identity in table["id"][np.isnat(table["actual"])]}
    found: dict[str, dict[date, date]] = {}
    for row in desk.listing("milestone_trend"):
        if row["ID"] in ahead and row["Forecast date"] is not None:
            found.setdefault(str(row["ID"]), {})[row["Reported on"]] = row["Forecast date"]
    return found


def _chart(desk: Desk, slips: list[dict[str, Any]], told: dict[str, dict[date, date]], reports: list[date]) -> Chart:
    days = [day for row in slips for day in told[row["ID"]].values()]
    margin = max((max(days) - min(days)).days * 0.06, 3.0)
    series = tuple(
        Series(str(row["Milestone"]), Role.ACTUAL if n < TOLD and _size(row["Slip"]) > 0 else Role.PLAN,
               tuple(_serial(told[row["ID"]].get(day)) for day in reports), len(reports) - 1, True, True,
               ref="milestone_trend")
        for n, row in enumerate(slips)
    )  # fmt: skip
    listed = desk.listing("milestone_trend")
    first = next(number for number, row in enumerate(listed, 1) if row["Reported on"] == reports[0])
    since = Span(desk.words.day(reports[0]), ref=entry("milestone_trend", first, "Reported on"))
    return Chart(
        "milestone_trend", desk.say("milestone_trend.heading", day=since),
        ChartKind.LINE, tuple(desk.words.day(day, year=False) for day in reports), series, "d mmm",
        desk.say("milestone_trend.alt", milestones=desk.words.plural(len(slips), "milestone"),
                 reports=desk.words.plural(len(reports), "report")),
        lowest=serial_of(min(days)) - margin, highest=serial_of(max(days)) + margin,
        show_axis=False,
    )  # fmt: skip


def _serial(day: date | None) -> float | None:
    return None if day is None else serial_of(day)


def _title(desk: Desk, slips: list[dict[str, Any]]) -> str:
    worst, still = slips[0], sum(_size(row["Slip"]) <= 0 for row in slips)
    if _size(worst["Slip"]) <= 0:
        return desk.say("milestone_trend.none", milestones=desk.words.plural(len(slips), "open_milestone"))
    days = Span(desk.words.plural(worst["Slip"], "working_day"), ref=entry("milestone_slip", worst["ID"], "Slip"))
    said = desk.say("milestone_trend.slipped", name=str(worst["Milestone"]), days=days)
    steps = Span(desk.words.plural(worst["Moves"], "step"), ref=entry("milestone_slip", worst["ID"], "Moves"))
    day = Span(desk.near(worst["Forecast now"]), ref=entry("milestone_slip", worst["ID"], "Forecast now"))
    led = desk.say("milestone_trend.steps", said=said, steps=steps, day=day)
    held = desk.say("milestone_trend.held", still, said=led, all=desk.words.fixed(len(slips), 0))
    return sentence(held, led, said)


def _takeaways(desk: Desk, slips: list[dict[str, Any]]) -> Bullets:
    slipped = [row for row in slips if _size(row["Slip"]) > 0]
    lines = [_slip(desk, row) for row in slipped[:TOLD]]
    if more := slipped[TOLD:]:
        lines.append(desk.line("milestone_trend.more", dates=desk.words.plural(len(more), "more_date"),
                               count=desk.words.fixed(more[0]["Slip"], 0)))  # fmt: skip
    if early := [row for row in slips if _size(row["Slip"]) < 0]:
        lines.append(desk.line("milestone_trend.early", len(early)))
    head = desk.say("milestone_trend.head", len(slipped), all=desk.words.fixed(len(slips), 0))
    return Bullets("takeaways", head, tuple(lines), desk.say("milestone_trend.key"))


def _slip(desk: Desk, row: dict[str, Any]) -> Line:
    refs = {name: entry("milestone_slip", row["ID"], name) for name in row}
    return desk.line(
        "milestone_trend.slip", name=str(row["Milestone"]),
        slip=Span(desk.words.moved(row["Slip"]), True, Tone.RED, refs["Slip"]),
        moves=Span(desk.words.plural(row["Moves"], "move"), ref=refs["Moves"]),
        first=Span(desk.near(row["First forecast"]), ref=refs["First forecast"]),
        now=Span(desk.near(row["Forecast now"]), ref=refs["Forecast now"]),
    )  # fmt: skip


def _size(value: float) -> float:
    return value if words.is_known(value) else 0.0
