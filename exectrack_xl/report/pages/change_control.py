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
from exectrack_xl.report.language.words import capital
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
        blocks: dict[str, Block] = {"chart": _bridge(desk, legs), "takeaways": _takeaways(desk, rows)}
        yield Page("change_days", Layout.CHART_TAKEAWAYS, _bridge_title(desk, rows), blocks,
                   "Changes, Baselines, Milestones, Snapshots", desk.say("change_control.bridge_notes"))  # fmt: skip
    rows = sorted((row for row in rows if _is_told(desk, row)), key=lambda row: not row["Pending"])
    yield from paged([_row(desk, row) for row in rows], EACH, _assessment(desk), words=desk.words)


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
    legs = [Leg(desk.say("change_control.approved_changes"), 0.0, approved, Role.CONTEXT),
            Leg(desk.say("change_control.slippage"), approved, today, Role.ACTUAL),
            Leg(desk.say("change_control.today"), 0.0, today, Role.TOTAL)]  # fmt: skip
    at = today
    for row in _waiting(rows):
        legs.append(Leg(str(row["ID"]), at, at + row["Timeline (days)"], Role.FORECAST))
        at += row["Timeline (days)"]
    if at != today:
        legs.append(Leg(desk.say("change_control.if_all"), 0.0, at, Role.FORECAST))
    return legs if any(leg.start != leg.end for leg in legs) else []


def _bridge(desk: Desk, legs: list[Leg]) -> Chart:
    """Stacked columns: an undrawn one lifts each step to its height; what crosses zero stands on both sides."""
    lifted = tuple(_lift(leg) for leg in legs)
    parts = [
        (role, rising) for role in (Role.CONTEXT, Role.ACTUAL, Role.TOTAL, Role.FORECAST) for rising in (True, False)
    ]
    names = {Role.CONTEXT: "approved", Role.ACTUAL: "slippage", Role.TOTAL: "forecast", Role.FORECAST: "waiting"}
    refs = {Role.CONTEXT: "approved_finish", Role.FORECAST: "change_listing"}  # the others tell the forecast
    series = [Series(desk.say("change_control.below"), Role.BLANK, lifted)]
    for role, rising in parts:
        chosen = [leg.role is role and (leg.end >= leg.start) == rising for leg in legs]
        form = "+0;+0;0" if rising else "−0;−0;0"  # the sign is that of the step, not of the side it stands on
        for above in (True, False):
            values = tuple(_side(leg, above) if one else None for leg, one in zip(legs, chosen, strict=True))
            if any(values):
                way = "later" if rising else "earlier"
                name = desk.say(f"change_control.{way}", what=desk.say(f"change_control.{names[role]}"))
                name = name if above else desk.say("change_control.below_zero", what=name)
                source = refs.get(role, "forecast_finish")
                series.append(Series(name, role, values, None, True, number_format=form, ref=source))
    told = ", ".join(f"{leg.label} {desk.words.moved(leg.end - leg.start)}" for leg in legs)
    return Chart("bridge", desk.say("change_control.bridge"), ChartKind.STACKED,
                 tuple(leg.label for leg in legs), tuple(series), "0", desk.say("change_control.bridge_alt", legs=told),
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
    by = {"approved": desk.mark(desk.words.days_count(approved), "approved_finish"),
          "slipped": desk.mark(desk.words.days_count(slipped), "forecast_finish")}  # fmt: skip
    key = "moved" if approved and slipped else "approved_only" if approved or not slipped else "slipped_only"
    said = desk.say(f"change_control.{key}", **by)
    helping = [row for row in _waiting(rows) if row["Timeline (days)"] < 0]
    if not helping:
        return sentence(said)
    days = Span(desk.words.days_count(-helping[0]["Timeline (days)"]),
                ref=entry("change_listing", helping[0]["ID"], "Timeline (days)"))  # fmt: skip
    return sentence(desk.say("change_control.would_win", said=said, id=str(helping[0]["ID"]), days=days), said)


def _takeaways(desk: Desk, rows: list[dict[str, Any]]) -> Bullets:
    lines: list[Line] = []
    if words.is_known(desk.value("approved_days")) and desk.value("approved_changes"):
        took = desk.mark(desk.words.fixed(_approved_days(desk) or 0.0, 0), "approved_finish")
        lines.append(desk.line("change_control.asked", took=took, **_sums(desk, "approved")))
    if desk.value("pending_changes"):
        lines.append(desk.line("change_control.wait", **_sums(desk, "pending")))
    drifted = desk.value("unapproved_drift_count")
    if words.is_known(drifted) and drifted:
        count = desk.number("unapproved_drift_count", bold=True, tone=Tone.RED)
        lines.append(desk.line("change_control.drifted", drifted, count=count))
    lines += [desk.line("change_control.most", name=str(row["Milestone"]),
                        days=Span(desk.words.moved(row["Days without approval"]), True,
                                  ref=entry("unapproved_drift", row["ID"], "Days without approval")))
              for row in desk.listing("unapproved_drift")[:1]]  # fmt: skip
    waiting = sum(bool(row["Pending"]) for row in rows)
    head = capital(desk.say("change_control.head", waiting))
    return Bullets("takeaways", head, tuple(lines), desk.say("change_control.key"))


def _sums(desk: Desk, which: str) -> dict[str, Span]:
    """How many changes, what they ask in days and in money."""
    return {name: desk.number(f"{which}_{name}", bold=True) for name in ("changes", "days", "cost")}


def _assessment(desk: Desk) -> Any:
    pending, cost, days = (desk.value(f"pending_{name}") for name in ("changes", "cost", "days"))
    said = capital(desk.say("change_control.head", pending, count=desk.mark(desk.words.spelled(int(pending)),
                                                                           "pending_changes")))  # fmt: skip
    priced = said
    if pending:
        priced = desk.say("change_control.price", said=said, cost=desk.mark(desk.money(cost), "pending_cost"),
                          days=desk.mark(desk.words.moved(days), "pending_days"))  # fmt: skip
    approved = desk.mark(desk.words.plural(desk.value("approved_changes"), "change"), "approved_changes")
    whole = desk.say("change_control.approved_so_far", said=priced, changes=approved)
    columns = tuple(
        Column(desk.say(f"change_control.{key}"), align, width)
        for key, align, width in (
            ("change", "left", 2.6), ("timeline", "right", 0.9), ("cost", "right", 0.8), ("resources", "left", 1.7),
            ("scope", "left", 1.7), ("quality", "left", 1.8), ("dependencies", "left", 1.3), ("approval", "left", 1.6),
        )
    )  # fmt: skip

    def page(rows: tuple[Row, ...], part: Part) -> Page:
        title = part.title(sentence(whole, priced, said), desk.say("change_control.name"))
        table = Table("change_impact", desk.say("change_control.heading"), columns, rows,
                      part.note("change", "Changes"))  # fmt: skip
        return Page(
            part.key("change_impact"),
            Layout.TABLE,
            title,
            {"table": table},
            "Changes, Approvals",
            desk.say("change_control.impact_notes"),
        )

    return page


def _row(desk: Desk, row: dict[str, Any]) -> Row:
    identity, pending, days, cost = str(row["ID"]), bool(row["Pending"]), row["Timeline (days)"], row["Cost"]
    state = desk.say(
        "change_control.state", type=desk.words.choice(row["Type"]), status=desk.words.column(row["Status"])
    )
    approver = str(row["Approval by"]) or (desk.say("change_control.nobody") if pending else "")
    given = desk.say("change_control.given", who=approver) if approver else ""
    cells = (
        Cell(((Span(f"{identity} ", True), Span(str(row["Title"])), Span(state, tone=Tone.MUTED)),)),
        Cell.of(desk.words.moved(days), pending, ref=entry("change_listing", identity, "Timeline (days)")),
        Cell.of(desk.money(cost), pending, ref=entry("change_listing", identity, "Cost")),
        *(Cell.of(str(row[name]) or words.UNKNOWN) for name in ("Resources", "Scope", "Quality", "Dependencies")),
        Cell.of(approver if pending else given, pending,
                Tone.ACCENT if pending else Tone.MUTED),
    )  # fmt: skip
    return Row(identity, cells)
