"""Changes: a bridge of days that keeps approved change apart from slippage, and the Change Impact Assessment.

Depends on: report.asks, report.desk, report.model, report.paging, report.words.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from exectrack_xl.report import words
from exectrack_xl.report.asks import ALL
from exectrack_xl.report.desk import Desk, entry
from exectrack_xl.report.model import (
    Block,
    Bullets,
    Cell,
    Chart,
    ChartKind,
    Column,
    Layout,
    Line,
    Page,
    Role,
    Row,
    Series,
    Span,
    Table,
    Tone,
)
from exectrack_xl.report.paging import Part, paged, sentence

EACH = 7  # changes on a page: their texts are long
MOST_PENDING = 4  # steps of the bridge for changes that wait
ENDED = ("Rejected", "Deferred")
_BRIDGE_NOTES = (
    "From left to right in working days of the finish: what approved changes moved it by, then what slipped without "
    "approval, which makes today's forecast against the first baseline. Hatched: what the changes that wait would "
    "do, as typed. Approved change was decided, slippage was not: keep the two apart when you explain the date."
)
_IMPACT_NOTES = (
    "Waiting changes first, then those approved. Timeline and cost are as typed with the change; bold: it waits for "
    "the person under Approval Required. Rejected and deferred changes are left out."
)


@dataclass(frozen=True)
class Leg:
    """A step of the bridge: its name, the days it begins and ends at, and what it stands for."""

    label: str
    start: float
    end: float
    role: Role


def change_control(desk: Desk) -> Iterator[Page]:
    """The bridge where baselines and forecasts are known, then the assessment of each change."""
    rows = [row for row in desk.listing("change_listing", n=ALL) if row["Status"] not in ENDED]
    legs = _legs(desk, rows)
    if legs and rows:
        blocks: dict[str, Block] = {"chart": _bridge(legs), "takeaways": _takeaways(desk, rows)}
        yield Page("change_days", Layout.CHART_TAKEAWAYS, _bridge_title(desk, rows), blocks,
                   "Changes, Baselines, Milestones, Snapshots", _BRIDGE_NOTES)  # fmt: skip
    rows = sorted((row for row in rows if _is_told(desk, row)), key=lambda row: not row["Pending"])
    yield from paged([_row(desk, row) for row in rows], EACH, _assessment(desk))


def _is_told(desk: Desk, row: dict[str, Any]) -> bool:
    """Whether a change waits, is being carried out, or was decided in the period."""
    decided = row["Decided on"]
    return bool(row["Pending"]) or row["Status"] != "Closed" or (decided is not None and decided in desk.period)


def _approved_days(desk: Desk) -> float | None:
    """Working days by which approvals have moved the finish; None where no baseline is known."""
    first, approved = (words.as_date(desk.value(name)) for name in ("baseline_finish", "approved_finish"))
    return None if first is None or approved is None else float(desk.tracker.calendar.between(first, approved))


def _slipped_days(desk: Desk) -> float | None:
    """Working days from the approved finish to the forecast."""
    approved, forecast = (words.as_date(desk.value(name)) for name in ("approved_finish", "forecast_finish"))
    return None if approved is None or forecast is None else float(desk.tracker.calendar.between(approved, forecast))


def _waiting(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The pending changes that would move the finish, the greatest effect first."""
    pending = [
        row for row in rows if row["Pending"] and words.is_known(row["Timeline (days)"]) and row["Timeline (days)"]
    ]
    return sorted(pending, key=lambda row: (-abs(row["Timeline (days)"]), str(row["ID"])))[:MOST_PENDING]


def _legs(desk: Desk, rows: list[dict[str, Any]]) -> list[Leg]:
    approved, slipped = _approved_days(desk), _slipped_days(desk)
    if approved is None or slipped is None:
        return []
    today = approved + slipped
    legs = [Leg("Approved changes", 0.0, approved, Role.CONTEXT), Leg("Slippage", approved, today, Role.ACTUAL),
            Leg("Forecast today", 0.0, today, Role.TOTAL)]  # fmt: skip
    at = today
    for row in _waiting(rows):
        legs.append(Leg(str(row["ID"]), at, at + row["Timeline (days)"], Role.FORECAST))
        at += row["Timeline (days)"]
    if at != today:
        legs.append(Leg("If all are approved", 0.0, at, Role.FORECAST))
    return legs if any(leg.start != leg.end for leg in legs) else []


def _bridge(legs: list[Leg]) -> Chart:
    """Stacked columns: an undrawn one lifts each step to its height; what crosses zero stands on both sides."""
    lifted = tuple(_lift(leg) for leg in legs)
    parts = [
        (role, rising) for role in (Role.CONTEXT, Role.ACTUAL, Role.TOTAL, Role.FORECAST) for rising in (True, False)
    ]
    names = {Role.CONTEXT: "Approved", Role.ACTUAL: "Slippage", Role.TOTAL: "Forecast", Role.FORECAST: "Waiting"}
    series = [Series("Below", Role.BLANK, lifted)]
    for role, rising in parts:
        chosen = [leg.role is role and (leg.end >= leg.start) == rising for leg in legs]
        form = "+0;+0;0" if rising else "−0;−0;0"  # the sign is that of the step, not of the side it stands on
        for above in (True, False):
            values = tuple(_side(leg, above) if one else None for leg, one in zip(legs, chosen, strict=True))
            if any(values):
                name = f"{names[role]}, {'later' if rising else 'earlier'}{'' if above else ', below zero'}"
                series.append(Series(name, role, values, None, True, number_format=form))
    told = ", ".join(f"{leg.label} {words.moved(leg.end - leg.start)}" for leg in legs)
    return Chart("bridge", "Working days against the first baseline of the finish", ChartKind.STACKED,
                 tuple(leg.label for leg in legs), tuple(series), "0", f"Bridge of working days: {told}",
                 legend=False)  # fmt: skip


def _lift(leg: Leg) -> float | None:
    low, high = min(leg.start, leg.end), max(leg.start, leg.end)
    return low if low > 0 else high if high < 0 else None


def _side(leg: Leg, above: bool) -> float | None:
    """The part of a step above or below zero; its size where the step does not cross it."""
    low, high = min(leg.start, leg.end), max(leg.start, leg.end)
    part = high - max(low, 0.0) if above else low - min(high, 0.0)
    return part if (part > 0 if above else part < 0) else None


def _bridge_title(desk: Desk, rows: list[dict[str, Any]]) -> str:
    approved, slipped = _approved_days(desk) or 0.0, _slipped_days(desk) or 0.0
    change = f"Approved changes moved the finish by {desk.words.days_count(approved)}"
    said = f"{change}, slippage by {desk.words.days_count(slipped)}"
    if not approved:
        said = f"Slippage moved the finish by {desk.words.days_count(slipped)}; no approved change did"
    if not slipped:
        said = f"{change}, and nothing has slipped"
    helping = [row for row in _waiting(rows) if row["Timeline (days)"] < 0]
    more = f"; {helping[0]['ID']} would win {desk.words.days_count(-helping[0]['Timeline (days)'])}" if helping else ""
    return sentence(said + more, said)


def _takeaways(desk: Desk, rows: list[dict[str, Any]]) -> Bullets:
    lines: list[Line] = []
    if words.is_known(desk.value("approved_days")) and desk.value("approved_changes"):
        took = desk.words.fixed(_approved_days(desk) or 0.0, 0)
        lines.append((desk.number("approved_changes", bold=True), Span(" approved changes asked "),
                      desk.number("approved_days", bold=True), Span(" working days and "),
                      desk.number("approved_cost", bold=True),
                      Span(f"; {took} of those days moved the finish")))  # fmt: skip
    if desk.value("pending_changes"):
        lines.append((desk.number("pending_changes", bold=True), Span(" wait: together "),
                      desk.number("pending_days", bold=True), Span(" working days and "),
                      desk.number("pending_cost", bold=True)))  # fmt: skip
    drifted = desk.value("unapproved_drift_count")
    if words.is_known(drifted) and drifted:
        lines.append((desk.number("unapproved_drift_count", bold=True, tone=Tone.RED),
                      Span(" milestones moved without an approved change")))  # fmt: skip
    worst = desk.listing("unapproved_drift")[:1]
    lines += [(Span(f"{row['Milestone']} most: "), Span(desk.words.moved(row["Days without approval"]), True, ref=entry(
        "unapproved_drift", row["ID"], "Days without approval"))) for row in worst]  # fmt: skip
    waiting = sum(bool(row["Pending"]) for row in rows)
    head = f"{desk.words.plural(waiting, 'change')} {'waits' if waiting == 1 else 'wait'} for approval"
    return Bullets("takeaways", head, tuple(lines), "Grey: decided. Blue: not decided. Hatched: asked for.")


def _assessment(desk: Desk) -> Any:
    pending, cost, days = (desk.value(f"pending_{name}") for name in ("changes", "cost", "days"))
    said = f"{desk.words.counted(pending, 'change')} {'waits' if pending == 1 else 'wait'} for approval"
    price = f": {desk.money(cost)} and {desk.words.moved(days)}" if pending else ""
    done = f"; {desk.words.plural(desk.value('approved_changes'), 'change')} approved so far"
    columns = (
        Column("Change", width=2.6), Column("Timeline", "right", 0.9), Column("Cost", "right", 0.8),
        Column("Resources", width=1.7), Column("Scope", width=1.7), Column("Quality", width=1.8),
        Column("Dependencies", width=1.3), Column("Approval Required", width=1.6),
    )  # fmt: skip

    def page(rows: tuple[Row, ...], part: Part) -> Page:
        title = part.title(sentence(said + price + done, said + price, said), "Change Impact Assessment")
        table = Table("change_impact", "Change Impact Assessment: waiting changes first", columns, rows,
                      part.note("change", "Changes"))  # fmt: skip
        return Page(
            part.key("change_impact"), Layout.TABLE, title, {"table": table}, "Changes, Approvals", _IMPACT_NOTES
        )

    return page


def _row(desk: Desk, row: dict[str, Any]) -> Row:
    identity, pending, days, cost = str(row["ID"]), bool(row["Pending"]), row["Timeline (days)"], row["Cost"]
    state = Span(f" ({row['Type']}, {row['Status'].lower()})", tone=Tone.MUTED)
    approver = str(row["Approval by"]) or ("nobody named" if pending else "")
    cells = (
        Cell(((Span(f"{identity} ", True), Span(str(row["Title"])), state),)),
        Cell.of(desk.words.moved(days), pending, ref=entry("change_listing", identity, "Timeline (days)")),
        Cell.of(desk.money(cost), pending, ref=entry("change_listing", identity, "Cost")),
        *(Cell.of(str(row[name]) or words.UNKNOWN) for name in ("Resources", "Scope", "Quality", "Dependencies")),
        Cell.of(approver if pending else f"given: {approver}" if approver else "", pending,
                Tone.ACCENT if pending else Tone.MUTED),
    )  # fmt: skip
    return Row(identity, cells)
