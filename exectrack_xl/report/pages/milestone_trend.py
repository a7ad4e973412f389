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

MOST = 8  # lines that can be told apart
TOLD = 3  # slips in words beside the chart
_EPOCH = date(1899, 12, 30)  # day 0 of a date in a spreadsheet
_NOTES = (
    "Each line is one milestone; each point is the date that a report gave for it. A flat line holds its date, a "
    "rising one slips, a falling one comes earlier. Milestones already reached are left out. Ask about a line that "
    "rises in every report: its next date will not hold either."
)


def milestone_trend(desk: Desk) -> Iterator[Page]:
    """The open milestones that moved most; no page before two reports."""
    told = _forecasts(desk)
    reports = sorted({day for days in told.values() for day in days})
    slips = [row for row in desk.listing("milestone_slip") if row["ID"] in told]
    if len(reports) < 2 or not slips:
        return
    slips.sort(key=lambda row: (-_size(row["Slip"]), str(row["ID"])))
    blocks: dict[str, Block] = {"chart": _chart(slips[:MOST], told, reports), "takeaways": _takeaways(desk, slips)}
    yield Page("milestone_trend", Layout.CHART_TAKEAWAYS, _title(desk, slips), blocks, "Milestones, Snapshots", _NOTES)


def _forecasts(desk: Desk) -> dict[str, dict[date, date]]:
    """What each report said about each open milestone."""
    table = desk.table("milestones")
    ahead = {str(identity) for identity in table["id"][np.isnat(table["actual"])]}
    found: dict[str, dict[date, date]] = {}
    for row in desk.listing("milestone_trend"):
        if row["ID"] in ahead and row["Forecast date"] is not None:
            found.setdefault(str(row["ID"]), {})[row["Reported on"]] = row["Forecast date"]
    return found


def _chart(slips: list[dict[str, Any]], told: dict[str, dict[date, date]], reports: list[date]) -> Chart:
    days = [day for row in slips for day in told[row["ID"]].values()]
    margin = max((max(days) - min(days)).days * 0.06, 3.0)
    series = tuple(
        Series(str(row["Milestone"]), Role.ACTUAL if n < TOLD and _size(row["Slip"]) > 0 else Role.PLAN,
               tuple(_serial(told[row["ID"]].get(day)) for day in reports), len(reports) - 1, True, True)
        for n, row in enumerate(slips)
    )  # fmt: skip
    return Chart(
        "milestone_trend", f"Forecast date of each open milestone, as reported from {words.day(reports[0])} on",
        ChartKind.LINE, tuple(words.day(day, year=False) for day in reports), series, "d mmm",
        f"Line chart of the dates forecast for {words.plural(len(slips), 'milestone')} in "
        f"{words.plural(len(reports), 'report')}; rising lines slip",
        lowest=float((min(days) - _EPOCH).days) - margin, highest=float((max(days) - _EPOCH).days) + margin,
        show_axis=False,
    )  # fmt: skip


def _serial(day: date | None) -> float | None:
    return None if day is None else float((day - _EPOCH).days)


def _title(desk: Desk, slips: list[dict[str, Any]]) -> str:
    worst, still = slips[0], sum(_size(row["Slip"]) <= 0 for row in slips)
    if _size(worst["Slip"]) <= 0:
        return f"None of {desk.words.plural(len(slips), 'open_milestone')} has slipped since its first forecast"
    said = f"{worst['Milestone']} slipped {desk.words.plural(worst['Slip'], 'working_day')}"
    steps = f" in {desk.words.plural(worst['Moves'], 'step')} to {desk.near(worst['Forecast now'])}"
    held = f"; {still} of {len(slips)} {'holds' if still == 1 else 'hold'}"
    return sentence(said + steps + held, said + steps, said)


def _takeaways(desk: Desk, slips: list[dict[str, Any]]) -> Bullets:
    slipped = [row for row in slips if _size(row["Slip"]) > 0]
    lines = [_slip(desk, row) for row in slipped[:TOLD]]
    if more := slipped[TOLD:]:
        lines.append((Span(f"{desk.words.plural(len(more), 'more_date')} slipped by up to {_days(more[0]['Slip'])}"),))
    if early := [row for row in slips if _size(row["Slip"]) < 0]:
        lines.append((Span(f"{desk.words.plural(len(early), 'milestone')} now {'comes' if len(early) == 1 else 'come'} "
                           "earlier than first forecast"),))  # fmt: skip
    head = f"{len(slipped)} of {len(slips)} open dates have slipped"
    return Bullets("takeaways", head, tuple(lines), "Flat: holds. Rising: slips. Days are working days.")


def _slip(desk: Desk, row: dict[str, Any]) -> Line:
    ref = entry("milestone_slip", row["ID"], "Slip")
    moves = f" in {desk.words.plural(row['Moves'], 'move')}, from {desk.near(row['First forecast'])} to "
    return (Span(f"{row['Milestone']}: "), Span(desk.words.moved(row["Slip"]), True, Tone.RED, ref), Span(moves),
            Span(desk.near(row["Forecast now"]), ref=entry("milestone_slip", row["ID"], "Forecast now")))  # fmt: skip


def _days(value: float) -> str:
    return f"{words.fixed(value, 0)} d"


def _size(value: float) -> float:
    return value if words.is_known(value) else 0.0
