"""Risks: the heaviest ones, mitigation, exposure over time, contingency plans.

Depends on: report.desk, report.documents, report.model.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from exectrack_xl.report import words
from exectrack_xl.report.asks import ALL
from exectrack_xl.report.desk import Desk, entry
from exectrack_xl.report.documents.charts import Drawn, over_time
from exectrack_xl.report.documents.content import Field, muted, said, typed
from exectrack_xl.report.documents.listing import Form, Shown, listed
from exectrack_xl.report.documents.sentences import lines, sentence
from exectrack_xl.report.model import Block, Chart, Line, Role, Section, Span, Status, Tone

_THOUSAND = 1e3
_RISK = (
    Shown("Title", "Risk", 3.6, Form.TITLE), Shown("Score", width=0.7, form=Form.COUNT),
    Shown("Previous score", "Before", 0.8, Form.COUNT),
    Shown("Status", width=1.1, form=Form.WORD), Shown("Mitigation progress", "Mitigation Progress", 1.1, Form.SHARE),
    Shown("Owner", width=1.4), Shown("Mitigation", "Mitigation", 2.8), Shown("Due date", "Due", 1.1, Form.DUE),
    Shown("Expected cost", "Expected cost", 1.0, Form.MONEY), Shown("Expected days", "Days", 0.7, Form.ONE_DIGIT),
)  # fmt: skip
_SHORT = tuple(one for one in _RISK if one.header not in ("Previous score", "Expected cost", "Expected days"))

_DELAYS = (
    Shown("Title", "Risk", 3.6, Form.TITLE), Shown("Expected days", width=1.0, form=Form.ONE_DIGIT),
    Shown("Mitigation", width=2.8), Shown("Mitigation progress", "Mitigation Progress", 1.1, Form.SHARE),
    Shown("Due date", "Due", 1.1, Form.DUE),
)  # fmt: skip


def of_band(desk: Desk, band: str, most: int = 12) -> tuple[Block | Line, ...]:
    """The open risks of a band, the heaviest first."""
    return listed(desk, "top_risks", _RISK, key=f"risks_{band.lower()}", most=most, n=ALL, band=band) or (
        muted(f"No open risk is {band}."),
    )


def watched(desk: Desk, most: int = 8) -> tuple[Block | Line, ...]:
    """Critical and High risks, shortly."""
    return listed(
        desk, "top_risks", _SHORT, most=most, n=ALL, keep=lambda row: row["Band"] in ("Critical", "High")
    ) or (muted("No open risk is Critical or High."),)


def trend(desk: Desk) -> tuple[Line, ...]:
    """The risk trend in a sentence."""
    return lines(sentence(
        desk, "{open_risks} risks are open, {critical_risks} of them Critical and {high_risks} High.",
        "In the period {new_risks} were identified and {risks_resolved} resolved;",
        "the risk score trend is {risk_score_trend}.", "Expected cost {risk_exposure},",
        "expected delay {risk_exposure_days} working days.",
    ))  # fmt: skip


def burn_down(desk: Desk) -> tuple[Chart, ...]:
    """The exposure of the open risks at each snapshot, and what the mitigations were to leave."""
    basis = str(desk.value("risk_burndown_basis"))
    if not basis:
        return ()
    scale, unit = (
        (_THOUSAND, f"{desk.words.notation.symbol(desk.currency)} thousand")
        if basis == "Expected cost"
        else (1.0, basis)
    )
    drawn = (Drawn("Exposure", Role.ACTUAL, "risk_burndown", scale),
             Drawn("Planned", Role.PLAN, "risk_burndown_plan", scale))  # fmt: skip
    return over_time(desk, "risk_burndown", f"Risk exposure over time, {unit}. Solid: open risks. Grey: planned by "
                     "mitigation.", drawn)  # fmt: skip


def mitigation(desk: Desk) -> tuple[Block | Line, ...]:
    """How far mitigations are, and whether they worked."""
    known = desk.value("mitigation_effectiveness")
    worked = ("Mitigation Effectiveness {mitigation_effectiveness} successful ({mitigation_effectiveness_count}).",)
    return lines(sentence(desk, "Mitigations of the open risks are {mitigation_progress} done on average.",
                          *(worked if words.is_known(known) else ())),
                 unmitigated(desk))  # fmt: skip


def delays(desk: Desk, most: int = 6) -> tuple[Block | Line, ...]:
    """What delay is still to be expected of the risks, and what is done about the heaviest ones."""
    said_so = lines(sentence(
        desk, "The open risks would delay the work by {risk_exposure_days} working days on average, as they are now.",
    ))  # fmt: skip
    found = listed(desk, "top_risks", _DELAYS, key="delays", most=most, n=ALL,
                   keep=lambda row: words.is_known(row["Expected days"]) and row["Expected days"] > 0)  # fmt: skip
    return (*said_so, *found) or (muted("No open risk has a delay impact yet: type it in sheet Risks."),)


def unmitigated(desk: Desk) -> Line:
    """The Critical risks for which nothing is at work."""
    found = desk.number("unmitigated_critical", bold=True, tone=Tone.RED)
    return (Span("Critical without mitigation at work: "), found, Span(".")) if found.text.strip(words.UNKNOWN) else ()


def contingency_lead(desk: Desk) -> tuple[Line, ...]:
    """How many plans have a trigger, and how many to start now."""
    plans = desk.listing("contingency_triggered")
    if not plans:
        return (muted("No risk has a contingency plan with a trigger: type both in sheet Risks."),)
    count = desk.value("contingencies_to_start")
    verb = "is" if count == 1 else "are"
    told = f" of {desk.words.plural(len(plans), 'plan')} with a trigger {verb} to be started now."
    return ((desk.number("contingencies_to_start", bold=True), Span(told)),)


def contingency_sections(desk: Desk) -> list[Section]:
    """The runbook: one section for each risk whose contingency plan has a trigger, those to start first."""
    return [_runbook(desk, row) for row in desk.listing("contingency_triggered")]


def _runbook(desk: Desk, row: Mapping[str, Any]) -> Section:
    fields: tuple[Field, ...] = (
        ("Trigger conditions for contingency plans", _trigger(desk, row)),
        ("Activation process and responsibilities", _activation(row)),
        ("Resource requirements and availability", _resources(desk, row)),
        ("Communication and coordination needs", typed(row["Communication"], "Type in Risks who is told, by whom.")),
    )
    return Section(f"contingency_{row['ID']}", f"Contingency plan {row['ID']}", _state(row), fields)


def _state(row: Mapping[str, Any]) -> Status:
    if words.as_date(row["Activated on"]):
        return Status(Tone.YELLOW, "Activated")
    if row["Triggered"] == "Yes":
        return Status(Tone.RED, "Start now")
    return Status(Tone.GREEN, "Not triggered") if row["Triggered"] == "No" else Status(Tone.GREY, "Not known")


def _trigger(desk: Desk, row: Mapping[str, Any]) -> tuple[Line, ...]:
    values = Span(str(row["Values"]), ref=entry("contingency_triggered", row["ID"], "Values"))
    now = (Span(". Now: "), values, Span(".")) if row["Values"] else (Span("."),)
    started = words.as_date(row["Activated on"])
    since = f" Activated on {desk.near(started)}." if started else ""
    return said(str(row["Title"])), (Span(str(row["Trigger"]), True), *now, *((Span(since),) if since else ()))


def _activation(row: Mapping[str, Any]) -> tuple[Line, ...]:
    steps = [part.strip() for part in str(row["Steps"]).split(";") if part.strip()]
    who: Line = (Span("Started by "), Span(str(row["Approver"]) or "nobody named yet", True),
                 Span("; carried out by "), Span(str(row["Owner"]) or "nobody named yet", True), Span("."))  # fmt: skip
    return who, *(said(f"{number}. {step}") for number, step in enumerate(steps, start=1))


def _resources(desk: Desk, row: Mapping[str, Any]) -> tuple[Line, ...]:
    cost = f" Cost {desk.money(row['Cost'])}." if words.is_known(row["Cost"]) else ""
    needed = str(row["Resources"])
    return (
        (said(f"{needed}{'.' if needed and not needed.endswith('.') else ''}{cost}".strip()),)
        if needed or cost
        else (muted("Type in Risks what it takes and whether it is there."),)
    )
