"""The analytics core: pure functions of tables. No files, no Excel, no clock. Depends on: schema, tracker.

A new subject is a new file named in the import below; a new metric is one function in one file.
"""

from exectrack_xl.metrics import (  # noqa: F401  (each fills the catalogue)
    adherence,
    adjustments,
    benefits,
    bottom_up,
    capacity,
    change_board,
    change_control,
    changes,
    communication,
    contingency,
    curves,
    decisions,
    defects,
    dimensions,
    drift,
    earned_curve,
    earned_schedule,
    earned_value,
    earned_warnings,
    escalation,
    estimates,
    features,
    flow,
    forecast,
    freshness,
    goals,
    improvement,
    index_curves,
    indicators,
    inputs,
    issue_outcomes,
    issues,
    judgement,
    measured,
    mitigations,
    narrative,
    network,
    people,
    planned_curve,
    premises,
    productivity,
    progress,
    pulse,
    quality,
    recurrence,
    risk_scores,
    risks,
    schedule,
    setup,
    simulation,
    skills,
    sprints,
    status,
    trend,
    week,
    work,
)
from exectrack_xl.metrics.bands import colour
from exectrack_xl.metrics.engine import Engine, Scope, evaluate
from exectrack_xl.metrics.registry import (
    METRICS,
    Bands,
    Group,
    Listing,
    Metric,
    Result,
    Series,
    Unit,
    check_catalogue,
    find,
)

check_catalogue()

__all__ = [
    "METRICS", "Bands", "Engine", "Group", "Listing", "Metric", "Result", "Scope", "Series", "Unit",
    "colour", "evaluate", "find",
]  # fmt: skip
