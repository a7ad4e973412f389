"""What the dashboards ask the metrics: one entry for each worksheet function they need, and what they show of it.

Depends on: metrics.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

CADENCES = ("Week", "Month", "Quarter")
PERIOD = "period_label"  # not a metric: what the running week, month or quarter is called
EXECUTION, RISK, CHANGES, PEOPLE = "execution", "risk", "changes", "people"  # the dashboards
# What each is about: hours are booked by month, so that a week of people is not known.
OFFERED = {EXECUTION: CADENCES, RISK: CADENCES, CHANGES: CADENCES, PEOPLE: ("Month", "Quarter")}
MILESTONES, ISSUES, RISKS = 6, 3, 3  # rows of the lists on the Execution Dashboard
IN_BAND = {"Critical": 4, "High": 7, "Medium": 3, "Low": 1}  # rows of each list on the Risk Dashboard
BY_DECISION = {"Pending": 6, "Approved": 4, "Rejected": 2, "Deferred": 1}  # rows of each list on the Change Board
DRIFTED = 6  # rows of milestones that moved without approval
TEAMS, LOADED, INITIATIVES, SKILLS, AWAY, MOODS = 6, 6, 6, 6, 6, 6  # rows of the lists of People and Capacity
CURVES = (
    "planned_value_curve", "earned_value_curve", "actual_cost_curve", "forecast_value_curve", "forecast_cost_curve",
)  # fmt: skip
SPRINTS = ("sprint_points_history", "sprint_commitment_history")
HOURS = ("hours_booked_by_month", "hours_available_by_month")
CURVE_POINTS = 48  # four years of months
SPRINT_POINTS = 120  # sprint ends that are looked through for the last ones
SPRINTS_SHOWN, MONTHS_SHOWN, RISK_POINTS = 6, 6, 10
TRAIL = 8  # points of a small chart in a tile
DATE, VALUE = "Date", "Value"
AHEAD = ("This month", "In 1 month", "In 2 months", "In 3 months")
PENDING_COLUMNS = (
    "ID", "Title", "Type", "Risk level", "Timeline (days)", "Computed days", "Cost", "Decision due", "Approval by",
    "Age",
)  # fmt: skip
DECIDED_COLUMNS = ("ID", "Title", "Decided on", "Timeline (days)", "Cost", "Scope (points)")
NET_COLUMNS = (
    "Changes", "Typed days", "Computed days", "Cost", "Scope (points)", "Finish with", "In the plan already",
)  # fmt: skip

_PLAIN = (
    "overall_status", "initiative_progress", "planned_progress", "timeline_adherence", "quality_score",
    "quality_coverage", "velocity", "say_do", "forecast_finish", "committed_finish", "days_late", "spi_t", "spi", "cpi",
    "value_basis", "open_risks", "critical_risks", "high_risks", "mitigation_effectiveness",
    "mitigation_effectiveness_count", "risk_exposure", "risk_exposure_days", "mitigation_progress",
    "unmitigated_critical", "risk_burndown_basis", "sprint_planned", "sprint_completed", "sprint_in_progress",
    "sprint_blocked", "pending_changes", "approved_changes", "rejected_changes", "deferred_changes", "overdue_changes",
    "scope_growth", "people_count", "skill_coverage", "team_health",
)  # fmt: skip
_BY_PERIOD = {
    EXECUTION: ("progress_made", "points_finished", "milestones_due", "milestones_reached", "on_time_count",
                "issues_opened", "issues_closed", "new_risks", "risks_resolved", "changes_raised", "changes_decided",
                "unapproved_drift_count"),
    RISK: ("new_risks", "risks_resolved", "risk_score_trend", "risk_trend_basis"),
    CHANGES: ("changes_raised", "changes_decided", "change_lead_time", "unapproved_drift_count"),
    PEOPLE: ("resource_utilisation", "over_allocated_people"),
}  # fmt: skip
# The small charts in tiles: a metric at the last snapshots and now ("" after it), or in the last periods.
_COURSES = (
    *((name, "") for name in ("initiative_progress", "timeline_adherence", "quality_score", "risk_burndown",
                              "mitigation_effectiveness", "pending_changes", "approved_changes", "rejected_changes",
                              "team_health_history")),
    *((name, cadence) for name in ("new_risks", "risks_resolved") for cadence in CADENCES),
    ("unapproved_drift_count", "Month"), ("resource_utilisation", "Month"), ("over_allocated_people", "Month"),
)  # fmt: skip


@dataclass(frozen=True)
class Ask:
    """One call of a metric: a value, or so many rows of a list or series with the columns that are shown.

    A course is no call: it is what the metric was at the last snapshots, or in the last periods, oldest first; it
    changes with a refresh only.
    """

    metric: str
    cadence: str = ""  # the running period of this kind; "" = the metric has no period
    variant: str = ""  # tells two lists of one metric apart
    own: Mapping[str, Any] = field(default_factory=dict, hash=False)
    rows: int = 0  # 0 = a value
    columns: tuple[str, ...] = ()
    last: int = 0  # of a series: only so many rows, the latest
    is_course: bool = False

    @property
    def title(self) -> str:
        """The metric, and which of its lists."""
        return f"{self.metric}:{self.variant}" if self.variant else self.metric

    @property
    def stem(self) -> str:
        """What its value, or the entries of its list, are found by."""
        return key(self.title, self.cadence)

    @property
    def shown(self) -> int:
        """How many rows are shown."""
        return self.last or self.rows


def key(title: str, cadence: str = "") -> str:
    """What a value is found by in the Results table.

    >>> key("spi_t"), key("new_risks", "Month")
    ('spi_t', 'new_risks|Month')
    """
    return f"{title}|{cadence}" if cadence else title


def item(stem: str, row: int, column: str) -> str:
    """What an entry of a list is found by in the Results table; rows count from 1.

    >>> item("top_issues", 2, "Owner")
    'top_issues|2|Owner'
    """
    return f"{stem}|{row}|{column}"


def asks() -> list[Ask]:
    """Everything the dashboards ask, in the order of the Results table."""
    points = (DATE, VALUE)
    return [
        *(Ask(PERIOD, cadence) for cadence in CADENCES),
        *(Ask(name) for name in _PLAIN),
        *(Ask(name, cadence) for name, cadence in _periodic()),
        *_execution_lists(), *_risk_lists(), *_change_lists(), *_people_lists(),
        *(Ask(name, rows=SPRINT_POINTS, last=SPRINTS_SHOWN, columns=points) for name in SPRINTS),
        *(Ask(name, rows=SPRINT_POINTS, last=MONTHS_SHOWN, columns=points) for name in HOURS),
        Ask("risk_burndown", rows=SPRINT_POINTS, last=RISK_POINTS, columns=points),
        *(Ask(name, rows=CURVE_POINTS, columns=points) for name in CURVES),
        *(Ask(name, cadence, "course", rows=TRAIL, columns=(VALUE,), is_course=True) for name, cadence in _COURSES),
    ]  # fmt: skip


def _periodic() -> list[tuple[str, str]]:
    """Each metric of a period with each cadence that a page with it offers, once."""
    pairs = ((name, cadence) for page, names in _BY_PERIOD.items() for name in names for cadence in OFFERED[page])
    return list(dict.fromkeys(pairs))


def _execution_lists() -> list[Ask]:
    return [
        Ask("key_milestones", own={"n": MILESTONES}, rows=MILESTONES,
            columns=("Milestone", "Status", "Due date", "Days late")),
        Ask("top_issues", own={"n": ISSUES}, rows=ISSUES, columns=("ID", "Title", "Status", "Owner", "Due date")),
        Ask("top_risks", own={"n": RISKS}, rows=RISKS, columns=("ID", "Title", "Status", "Mitigation", "Owner")),
    ]  # fmt: skip


def _risk_lists() -> list[Ask]:
    columns = ("ID", "Title", "Status", "Mitigation progress", "Owner", "Score", "Expected cost")
    return [Ask("top_risks", variant=band, own={"n": count, "band": band}, rows=count, columns=columns)
            for band, count in IN_BAND.items()]  # fmt: skip


def _change_lists() -> list[Ask]:
    drift = ("Milestone", "Date", "Before", "Now", "Days without approval")
    return [
        Ask("change_net_effect", rows=2, columns=("Decision", *NET_COLUMNS)),
        *(Ask("change_board", variant=word, own={"decision": word}, rows=count,
              columns=PENDING_COLUMNS if word == "Pending" else DECIDED_COLUMNS)
          for word, count in BY_DECISION.items()),
        *(Ask("unapproved_drift", cadence, rows=DRIFTED, columns=drift) for cadence in CADENCES),
    ]  # fmt: skip


def _people_lists() -> list[Ask]:
    return [
        Ask("capacity_ahead", rows=TEAMS, columns=("Team", *AHEAD)),
        *(Ask("person_load", cadence, rows=LOADED, columns=("Person", "Team", "Load", "Verdict"))
          for cadence in OFFERED[PEOPLE]),
        *(Ask("allocation_by_initiative", cadence, rows=INITIATIVES,
              columns=("Initiative", "Booked hours", "Share", "People")) for cadence in OFFERED[PEOPLE]),
        Ask("absences_ahead", rows=AWAY, columns=("Person", "From", "To", "Working days")),
        Ask("skill_listing", rows=SKILLS, columns=("Skill", "Work alone", "Targets set", "Targets reached",
                                                   "Levels missing")),
        Ask("team_pulse", rows=MOODS, columns=("Team", "Answers", "Satisfaction", "Engagement", "Growth", "Note")),
    ]  # fmt: skip
