"""Risks: mitigation while they are mitigated, a score reached when they close, contingency plans that can start.

Depends on: checks.rules, schema, tracker.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from exectrack_xl.checks.rules import Fault, filled, is_one_of, rows, rule
from exectrack_xl.errors import MetricError, Severity
from exectrack_xl.schema import SHEETS
from exectrack_xl.schema.settings import RISK_LOOKUP
from exectrack_xl.tracker import Tracker
from exectrack_xl.tracker.conditions import Condition

_OVER = ("Closed", "Occurred")


@rule("risk-without-mitigation", "A risk being mitigated says what is done about it.", level="Standard")
def mitigated_risks_say_how(tracker: Tracker) -> Iterator[Fault]:
    """Risks that are being mitigated, with neither a mitigation in their row nor one in Mitigations."""
    risks, actions = tracker["risks"], tracker["mitigations"]
    helped = set(actions["risk"][~is_one_of(actions["status"], ("Expired", "Cancelled"))])
    unhelped = ~is_one_of(risks["id"], helped) & ~filled(risks["mitigation"])
    for row in rows(is_one_of(risks["status"], ("Mitigating",)) & unhelped):
        message = "is blank, but the risk is Mitigating, and Mitigations holds nothing for it."
        yield Fault("risks", row, "mitigation", message, "Say what is being done.")


@rule("risk-closed-above-target", "A mitigated risk closes at the score it was to reach.", level="Strict")
def mitigated_risks_reached_their_score(tracker: Tracker) -> Iterator[Fault]:
    """Risks closed as mitigated whose score is still above their target."""
    risks = tracker["risks"]
    closed = is_one_of(risks["status"], ("Closed",)) & is_one_of(risks["close_reason"], ("Mitigated",))
    product = tracker.settings.text("risk_scale") == "3x3"
    known = closed & ~np.isnan(risks["probability"]) & ~np.isnan(risks["impact"]) & ~np.isnan(risks["target_score"])
    for row in rows(known):
        chance, impact = int(risks["probability"][row]), int(risks["impact"][row])
        score = chance * impact if product else RISK_LOOKUP[chance - 1][impact - 1]
        if score > risks["target_score"][row]:
            message = f"is {risks['target_score'][row]:g}, but the risk was closed as mitigated at {score}."
            remedy = "Score the risk as it stands now, or choose another reason for closing it."
            yield Fault("risks", row, "target_score", message, remedy)


_CONTINGENCY = {
    "contingency": "Say what is done if it happens, step by step.",
    "contingency_owner": "Name who carries the plan out.",
    "contingency_approver": "Name who starts the plan.",
}


@rule("contingency-incomplete", "A contingency plan with a trigger has steps, an owner and an approver.",
      level="Standard")  # fmt: skip
def contingency_plans_can_start(tracker: Tracker) -> Iterator[Fault]:
    """Live risks with a trigger whose plan lacks something; the approver only under Strict."""
    risks = tracker["risks"]
    strict = tracker.settings.text("governance") == "Strict"
    armed = filled(risks["trigger"]) & ~is_one_of(risks["status"], _OVER)
    for column, remedy in _CONTINGENCY.items():
        if column != "contingency_approver" or strict:
            for row in rows(armed & ~filled(risks[column])):
                yield Fault("risks", row, column, "is blank, but the risk has a trigger.", remedy)


@rule("contingency-not-started", "A risk that occurred has had its contingency plan started.", level="Strict")
def contingency_plans_are_started(tracker: Tracker) -> Iterator[Fault]:
    """Risks that occurred with a contingency plan nobody started."""
    risks = tracker["risks"]
    planned = filled(risks["contingency"]) & ~filled(risks["activated"])
    header = SHEETS["risks"].by_name["activated"].header
    for row in rows(is_one_of(risks["status"], ("Occurred",)) & planned):
        message = "is blank, but the risk has occurred and has a contingency plan."
        yield Fault("risks", row, "activated", message, f"Start the plan, and type the day in '{header}'.")


@rule("trigger-unreadable", "A trigger is a condition on metrics, or a date.", Severity.ERROR)
def triggers_can_be_read(tracker: Tracker) -> Iterator[Fault]:
    """Triggers that are no condition."""
    for row, typed in enumerate(tracker["risks"]["trigger"].tolist()):
        if typed.strip():
            try:
                Condition.read(typed)
            except MetricError as fault:
                message, _, remedy = str(fault).partition(". ")
                yield Fault("risks", row, "trigger", f"{message}.".replace("..", "."), remedy or "Make it shorter.")
