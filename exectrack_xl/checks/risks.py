"""Risks and their mitigations. Depends on: checks.rules, schema, tracker."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from exectrack_xl.checks.rules import Fault, filled, is_one_of, rows, rule
from exectrack_xl.errors import Severity
from exectrack_xl.schema.settings import RISK_LOOKUP
from exectrack_xl.schema.table import Array
from exectrack_xl.tracker import Tracker

OVER = ("Closed", "Occurred")


@rule("off-scale", "Probability and impact stay on the scale that Settings name.", Severity.ERROR)
def scores_stay_on_the_scale(tracker: Tracker) -> Iterator[Fault]:
    """Probabilities and impacts of 4 and 5 on the 3x3 scale."""
    if tracker.settings.text("risk_scale") == "3x3":
        for column in ("probability", "impact"):
            values = tracker["risks"][column]
            for row in rows(values > 3):
                message = f"is {values[row]:g}, but the risk scale is 3x3."
                yield Fault("risks", row, column, message, "Type 1, 2 or 3, or set 'Risk scale' to 5x5.")


@rule("score-worse", "A mitigation does not make its risk's score worse.")
def mitigations_help(tracker: Tracker) -> Iterator[Fault]:
    """Mitigations after which the score is higher than before."""
    table = tracker["mitigations"]
    before, after = table["score_before"], table["score_after"]
    for row in rows(after > before):
        message = f"is {after[row]:g}, above the score before ({before[row]:g})."
        yield Fault("mitigations", row, "score_after", message, "Exchange the scores, or choose another action.")


@rule("target-not-lower", "A mitigation aims at a score below the present one.")
def targets_are_lower(tracker: Tracker) -> Iterator[Fault]:
    """Target scores that are no improvement."""
    table = tracker["mitigations"]
    for row in rows(table["target_score"] > table["score_before"]):
        message = f"is {table['target_score'][row]:g}, above the score before ({table['score_before'][row]:g})."
        yield Fault("mitigations", row, "target_score", message, "Type the score the action is to reach.")


@rule("critical-unmitigated", "An open critical risk has a mitigation.")
def critical_risks_are_mitigated(tracker: Tracker) -> Iterator[Fault]:
    """Open risks of 7 to 9 points for which nothing is being done."""
    risks, actions = tracker["risks"], tracker["mitigations"]
    given_up = is_one_of(actions["status"], ("Expired", "Cancelled"))
    helped = set(actions["risk"][~given_up])
    unhelped = np.array([identity not in helped for identity in risks["id"]], dtype=bool)
    open_ = filled(risks["status"]) & ~is_one_of(risks["status"], OVER)
    for row in rows(_critical(tracker) & open_ & unhelped & ~filled(risks["mitigation"])):
        yield Fault("risks", row, "mitigation", "is blank, but the risk is critical.", "Say what is being done.")


@rule("risk-due-past", "The mitigation of an open risk is not overdue.")
def risk_dues_lie_ahead(tracker: Tracker) -> Iterator[Fault]:
    """Open risks whose single mitigation should have worked by now."""
    risks = tracker["risks"]
    waiting = is_one_of(risks["status"], ("Open", "Mitigating")) & ~(risks["mitigation_progress"] >= 1)
    for row in rows(waiting & (risks["due"] < np.datetime64(tracker.as_of))):
        message = f"is {risks['due'][row]}, which has passed, and the mitigation is not complete."
        yield Fault("risks", row, "due", message, "Type a new date, its progress, or the risk's new status.")


@rule("reason-but-open", "Only a closed risk has a close reason.")
def open_risks_have_no_reason(tracker: Tracker) -> Iterator[Fault]:
    """Open risks with a reason for closing them."""
    risks = tracker["risks"]
    open_ = filled(risks["status"]) & ~is_one_of(risks["status"], OVER)
    for row in rows(open_ & filled(risks["close_reason"])):
        message = f"is '{risks['close_reason'][row]}', but the status is {risks['status'][row]}."
        yield Fault("risks", row, "close_reason", message, "Close the risk, or clear the reason.")


def _critical(tracker: Tracker) -> Array:
    """Where probability and impact give 7 to 9; on the 3x3 scale that is 3 times 3."""
    chance, impact = tracker["risks"]["probability"], tracker["risks"]["impact"]
    if tracker.settings.text("risk_scale") == "3x3":
        return np.asarray((chance == 3) & (impact == 3))
    return np.array(
        [p == p and i == i and RISK_LOOKUP[int(p) - 1][int(i) - 1] >= 7 for p, i in zip(chance, impact, strict=True)],
        dtype=bool,
    )
