"""Rows in order of outcomes, people and improvement, and one breaking row for each of their rules."""

from __future__ import annotations

from datetime import date
from typing import Any

Rows = dict[str, list[dict[str, Any]]]
Change = tuple[str, int, dict[str, Any]]  # sheet, row (0 first; one past the last adds a row), new values


def day(month: int, number: int = 1) -> date:
    return date(2026, month, number)


TABLES_IN_ORDER: Rows = {
    "goals": [{"id": "G-1", "goal": "Paid at once", "measure": "Share", "target": 40.0, "due": day(12), "owner": "Ada",
               "current": 20.0, "measured": day(9)}],
    "features": [{"id": "F-1", "name": "Report a claim", "committed": day(9, 4), "delivered": day(9, 3),
                  "accepted": "Yes", "adoption": 0.4}],
    "benefits": [
        {"initiative": "I-1", "benefit": "Fewer calls", "type": "Cost saving", "month": day(8), "planned": 10.0,
         "realised": 9.0},
        {"initiative": "I-1", "benefit": "Fewer calls", "type": "Cost saving", "month": day(10), "planned": 10.0},
    ],
    "kpis": [{"id": "K-1", "name": "Market share", "level": "Strategic", "dimension": "Business Impact",
              "owner": "Ada", "external": "Yes", "value": 12.0, "source": "Federation", "evidence": "Table 4"}],
    "resources": [{"person": "Ada", "team": "Blue", "joined": day(1), "left": day(12)}],
    "allocations": [{"person": "Ada", "initiative": "I-1", "month": day(9), "hours": 80.0}],
    "absences": [{"person": "Ada", "start": day(9, 7), "finish": day(9, 11)}],
    "skills": [{"person": "Ada", "skill": "Tests", "level": 2.0, "target": 3.0}],
    "pulse": [{"month": day(9), "team": "Blue", "answers": 5.0, "promoters": 2.0, "detractors": 1.0}],
    "improvements": [{"id": "IM-1", "problem": "Slow", "action": "Faster", "type": "Process Optimization",
                      "owner": "Ada", "status": "Done", "raised": day(7), "due": day(8), "done": day(8)}],
    "dependencies": [{"id": "DP-1", "deliverable": "Test system", "giver": "Tax office", "initiative": "I-1",
                      "needed_by": day(8), "owner": "Ada", "status": "Delivered", "delivered": day(8)}],
    "assumptions": [{"id": "AS-1", "assumption": "It fits", "owner": "Ada", "validate_by": day(8), "status": "Holds",
                     "validated": day(8)}],
}  # fmt: skip

TABLE_CASES: list[tuple[str, str, list[Change]]] = [
    ("goal-without-way", "goals.target 0", [("goals", 0, {"initial": 40.0})]),
    ("feature-not-delivered", "features.delivered 0", [("features", 0, {"delivered": None})]),
    ("feature-not-delivered", "features.delivered 0", [("features", 0, {"delivered": None, "accepted": "No"})]),
    ("benefit-ahead", "benefits.realised 1", [("benefits", 1, {"realised": 8.0})]),
    ("benefit-of-two-kinds", "benefits.type 1", [("benefits", 1, {"type": "Revenue"})]),
    ("benefit-of-two-kinds", "benefits.unit 1", [("benefits", 1, {"unit": "calls"})]),
    ("outside-without-evidence", "kpis.evidence 0", [("kpis", 0, {"evidence": " "})]),
    ("recommended-twice", "alternatives.recommended 2", [
        ("alternatives", 0, {"recommended": "Yes"}),
        ("alternatives", 2, {"change": "CR-1", "option": "Do half", "recommended": "Yes"}),
    ]),
    ("repeats-itself", "issues.recurrence_of 0", [("issues", 0, {"recurrence_of": "IS-1"})]),
    ("repeats-itself", "issues.recurrence_of 1", [("issues", 1, {"recurrence_of": "IS-1"})]),
    ("person-unknown", "allocations.person 0", [("allocations", 0, {"person": "Adda"})]),
    ("person-unknown", "Skills", [
        ("resources", -1, {}), ("allocations", -1, {}), ("absences", -1, {}),
    ]),
    ("answers-do-not-add-up", "pulse.answers 0", [("pulse", 0, {"detractors": 4.0})]),
    ("finish-before-start", "absences.finish 0", [("absences", 0, {"finish": day(9, 4)})]),
    ("dates-out-of-order", "improvements.done 0", [("improvements", 0, {"done": day(6, 30)})]),
    ("actual-in-future", "features.delivered 0", [("features", 0, {"delivered": day(10, 2)})]),
    ("closed-without-date", "dependencies.delivered 0", [("dependencies", 0, {"delivered": None})]),
    ("date-but-open", "assumptions.status 0", [("assumptions", 0, {"status": "Open"})]),
]  # fmt: skip
