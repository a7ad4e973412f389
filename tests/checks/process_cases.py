"""One breaking row for each rule of the processes: rule, where it is found, what is changed in a tracker in order."""

from __future__ import annotations

from datetime import date
from typing import Any

Change = tuple[str, int, dict[str, Any]]  # sheet, row (0 first; one past the last adds a row), new values


def day(month: int, number: int = 1) -> date:
    return date(2026, month, number)


def seen(table: str, identity: str, column: str, value: str) -> Change:
    """A snapshot of 31 August that still holds another value."""
    return ("snapshots", 2, {"snapshot": "S-2", "date": day(8, 31), "table": table, "id": identity,
                             "column": column, "value": value})  # fmt: skip


WORKED = {"status": "In Progress", "plan": "Patch", "impact": "Sign-in"}
RESOLVED = {**WORKED, "status": "Resolved", "root_cause": "Cache", "resolution": "Patched", "resolved": day(9, 20)}
STARTED = {"status": "Implementing", "communicated": day(8, 3), "implementer": "Ben"}
VERIFIED = {**STARTED, "status": "Verified", "implemented": day(9), "plans_updated": day(9, 2)}
ARMED = {"trigger": "cpi < 0.8", "contingency": "Call the second source", "contingency_owner": "Ada",
         "contingency_approver": "Cleo"}  # fmt: skip
UNDATED = {"status": "Closed", "resolved": None, "closed": None}

PROCESS_CASES: list[tuple[str, str, list[Change]]] = [
    ("closed-without-resolution", "issues.resolution 1", [("issues", 1, {"resolution": ""})]),
    ("issue-end-undated", "issues.closed 1", [("issues", 1, {"resolved": None, "closed": None})]),
    ("issue-end-undated", "issues.resolved 0", [("issues", 0, {**RESOLVED, "resolved": None})]),
    ("issue-close-undated", "issues.closed 1", [("issues", 1, {"closed": None})]),
    ("issue-unsorted", "issues.category 1", [("issues", 1, {"category": ""})]),
    ("issue-undated", "issues.raised 1", [("issues", 1, {"raised": None})]),
    ("issue-without-plan", "issues.plan 0", [("issues", 0, {**WORKED, "plan": ""})]),
    ("issue-without-cause", "issues.root_cause 0", [("issues", 0, {**RESOLVED, "root_cause": ""})]),
    ("resolved-without-resolution", "issues.resolution 0", [("issues", 0, {**RESOLVED, "resolution": ""})]),
    ("closed-unverified", "issues.verified_by 1", [("issues", 1, {"verified_by": ""})]),
    ("issue-without-reporter", "issues.reporter 1", [("issues", 1, {"reporter": ""})]),
    ("issue-without-impact", "issues.impact 0", [("issues", 0, {**WORKED, "impact": ""})]),
    ("issue-without-prevention", "issues.prevention 1", [("issues", 1, {"prevention": ""})]),
    ("verified-by-owner", "issues.verified_by 1", [("issues", 1, {"verified_by": "ben"})]),
    ("escalation-undated", "issues.escalation_due 0", [("issues", 0, {"escalation": "Director"})]),
    ("escalation-lowered", "issues.escalation 0",
     [("issues", 0, {"escalation": "Team"}), seen("Issues", "IS-1", "Escalation", "Director")]),
    ("step-not-allowed", "issues.status 1",
     [("issues", 1, {"plan": ""}), seen("Issues", "IS-2", "Status", "Open")]),
    ("step-not-allowed", "risks.status 0", [seen("Risks", "R-1", "Status", "Closed")]),
    ("step-not-allowed", "changes.status 0", [seen("Changes", "CR-1", "Status", "Rejected"),
                                              ("changes", 0, {"submitted": None})]),
    ("step-not-allowed", "changes.status 1", [seen("Changes", "CR-2", "Status", "Closed")]),
    ("closed-without-reason", "risks.close_reason 1", [("risks", 1, {"close_reason": ""})]),
    ("risk-undated", "risks.raised 1", [("risks", 1, {"raised": None})]),
    ("risk-without-response", "risks.response 0", [("risks", 0, {"response": ""})]),
    ("risk-without-due", "risks.due 0", [("risks", 0, {"due": None})]),
    ("risk-unassessed", "risks.assessed 0", [("risks", 0, {"assessed": None})]),
    ("risk-without-target", "risks.target_score 0", [("risks", 0, {"target_score": None})]),
    ("risk-without-cause", "risks.cause 0", [("risks", 0, {"cause": ""})]),
    ("risk-without-mitigation", "risks.mitigation 0",
     [("risks", 0, {"mitigation": ""}), ("mitigations", 1, {"status": "Expired"})]),
    ("risk-closed-above-target", "risks.target_score 1",
     [("risks", 1, {"probability": 3.0, "impact": 2.0, "target_score": 4.0})]),
    ("contingency-incomplete", "risks.contingency 0", [("risks", 0, {**ARMED, "contingency": ""})]),
    ("contingency-incomplete", "risks.contingency_owner 0", [("risks", 0, {**ARMED, "contingency_owner": ""})]),
    ("trigger-unreadable", "risks.trigger 0", [("risks", 0, {**ARMED, "trigger": "when it hurts"})]),
    ("contingency-not-started", "risks.activated 1",
     [("risks", 1, {**ARMED, "status": "Occurred", "close_reason": "Occurred"})]),
    ("change-without-days", "changes.days 1", [("changes", 1, {"days": None})]),
    ("change-without-cost", "changes.cost 1", [("changes", 1, {"cost": None})]),
    ("change-without-recommendation", "changes.recommendation 1", [("changes", 1, {"recommendation": ""})]),
    ("change-without-approver", "changes.approver 1", [("changes", 1, {"approver": ""})]),
    ("change-without-submission", "changes.submitted 1", [("changes", 1, {"submitted": None})]),
    ("change-without-decision-date", "changes.decision_due 1", [("changes", 1, {"decision_due": None})]),
    ("change-without-resources", "changes.resources 1", [("changes", 1, {"resources": ""})]),
    ("change-without-scope", "changes.scope 1", [("changes", 1, {"scope": ""})]),
    ("change-without-quality", "changes.quality 1", [("changes", 1, {"quality": ""})]),
    ("change-without-dependencies", "changes.dependencies 1", [("changes", 1, {"dependencies": ""})]),
    ("change-without-risk", "changes.risk 1", [("changes", 1, {"risk": ""})]),
    ("change-not-communicated", "changes.communicated 0", [("changes", 0, {**STARTED, "communicated": None})]),
    ("change-without-implementer", "changes.implementer 0", [("changes", 0, {**STARTED, "implementer": ""})]),
    ("change-plans-old", "changes.plans_updated 0", [("changes", 0, {**VERIFIED, "plans_updated": None})]),
    ("change-without-options", "changes.status 1", [("alternatives", 1, {"change": "CR-1", "option": "Later"})]),
    ("assessment-without-plan", "assessments.plan 0", [("assessments", 0, {"plan": ""})]),
    ("approved-against-approver", "approvals.decision 0", [("approvals", 0, {"decision": "Pending"})]),
    ("change-without-approval", "changes.status 0", [("approvals", 0, {"change": "CR-2"})]),
    ("change-without-lesson", "changes.status 0", [("changes", 0, {**VERIFIED, "status": "Closed"})]),
]  # fmt: skip
