"""Issues: the day they ended, who verifies them, and the ladder of escalation.

Depends on: checks.rules, schema, tracker.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from exectrack_xl.checks.rules import Fault, filled, is_one_of, rows, rule
from exectrack_xl.errors import Severity
from exectrack_xl.schema.choices import ESCALATION
from exectrack_xl.tracker import Tracker
from exectrack_xl.tracker.processes import last_moves

_SETTLED = ("Resolved", "Closed")


@rule("issue-end-undated", "A settled issue says when it was settled.", Severity.NOTE)
def ended_issues_are_dated(tracker: Tracker) -> Iterator[Fault]:
    """Settled issues without any day; one of the two days will do."""
    issues = tracker["issues"]
    undated = np.isnat(issues["resolved"]) & np.isnat(issues["closed"])
    for row in rows(is_one_of(issues["status"], _SETTLED) & undated):
        closed = issues["status"][row] == "Closed"
        message = f"is blank, but the issue is {issues['status'][row]}; no period counts it as settled."
        yield Fault("issues", row, "closed" if closed else "resolved", message, "Type the day.")


@rule("issue-close-undated", "A closed issue says when it was closed.", level="Standard")
def closed_issues_are_dated(tracker: Tracker) -> Iterator[Fault]:
    """Closed issues that say when they were resolved, but not when they were closed."""
    issues = tracker["issues"]
    undated = np.isnat(issues["closed"]) & ~np.isnat(issues["resolved"])
    for row in rows(is_one_of(issues["status"], ("Closed",)) & undated):
        yield Fault("issues", row, "closed", "is blank, but the issue is Closed.", "Type the day it was verified.")


@rule("verified-by-owner", "Whoever verifies a fix is not its owner.", level="Strict")
def verifiers_are_independent(tracker: Tracker) -> Iterator[Fault]:
    """Issues verified by their own owner."""
    issues = tracker["issues"]
    for row, (owner, verifier) in enumerate(zip(issues["owner"], issues["verified_by"], strict=True)):
        if verifier.strip() and verifier.strip().casefold() == owner.strip().casefold():
            yield Fault("issues", row, "verified_by", f"is '{verifier}', who owns it.", "Let somebody else check it.")


@rule("escalation-undated", "An escalated issue says by when that level decides.", level="Standard")
def escalated_issues_are_dated(tracker: Tracker) -> Iterator[Fault]:
    """Unresolved issues above the team without the day by which that level must decide."""
    issues = tracker["issues"]
    raised = is_one_of(issues["escalation"], ESCALATION[1:]) & ~is_one_of(issues["status"], _SETTLED)
    for row in rows(raised & ~filled(issues["escalation_due"])):
        message = f"is blank, but the issue is with the {issues['escalation'][row]}."
        yield Fault("issues", row, "escalation_due", message, "Type by when that level must decide.")


@rule("escalation-lowered", "An issue comes down the ladder of escalation only with a reason.", level="Strict")
def lowered_issues_have_a_reason(tracker: Tracker) -> Iterator[Fault]:
    """Unresolved issues on a lower level than at a snapshot before, without a plan that says why."""
    issues = tracker["issues"]
    unexplained = ~is_one_of(issues["status"], _SETTLED) & ~filled(issues["plan"])
    for move in last_moves(tracker["snapshots"], issues, "escalation", tracker.as_of):
        ranks = [ESCALATION.index(level) if level in ESCALATION else 0 for level in (move.before, move.after)]
        if ranks[1] < ranks[0] and unexplained[move.row]:
            message = f"came down from {move.before} to {move.after} after the snapshot of {move.seen}, unexplained."
            yield Fault("issues", move.row, "escalation", message, "Say why in 'Resolution plan', or set it back.")
