"""What the dashboards ask the metrics: one entry for each worksheet function they need, and what they show of it.

Depends on: metrics.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

CADENCES = ("Week", "Month", "Quarter")
PERIOD = "period_label"  # not a metric: what the running week, month or quarter is called
MILESTONES, ISSUES, RISKS = 6, 3, 3  # rows of the lists on the Execution Dashboard
IN_BAND = {"Critical": 4, "High": 5, "Medium": 3, "Low": 1}  # rows of each list on the Risk Dashboard
CURVES = (
    "planned_value_curve", "earned_value_curve", "actual_cost_curve", "forecast_value_curve", "forecast_cost_curve",
)  # fmt: skip
SPRINTS = ("sprint_points_history", "sprint_commitment_history")
CURVE_POINTS = 48  # four years of months
SPRINT_POINTS = 120  # sprint ends that are looked through for the last ones
SPRINTS_SHOWN = 6
DATE, VALUE = "Date", "Value"

_PLAIN = (
    "overall_status", "initiative_progress", "planned_progress", "timeline_adherence", "quality_score",
    "quality_coverage", "velocity", "say_do", "forecast_finish", "committed_finish", "days_late", "spi_t", "spi", "cpi",
    "value_basis", "open_risks", "critical_risks", "high_risks", "mitigation_effectiveness",
    "mitigation_effectiveness_count", "risk_exposure", "risk_exposure_days", "mitigation_progress",
    "unmitigated_critical", "sprint_planned", "sprint_completed", "sprint_in_progress", "sprint_blocked",
)  # fmt: skip
_BY_PERIOD = ("on_time_count", "new_risks", "risks_resolved", "risk_score_trend", "risk_trend_basis")


@dataclass(frozen=True)
class Ask:
    """One call of a metric: a value, or so many rows of a list or series with the columns that are shown."""

    metric: str
    cadence: str = ""  # the running period of this kind; "" = the metric has no period
    variant: str = ""  # tells two lists of one metric apart
    own: Mapping[str, Any] = field(default_factory=dict, hash=False)
    rows: int = 0  # 0 = a value
    columns: tuple[str, ...] = ()
    last: int = 0  # of a series: only so many rows, the latest

    @property
    def title(self) -> str:
        """The metric, and which of its lists."""
        return f"{self.metric}:{self.variant}" if self.variant else self.metric

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


def item(title: str, row: int, column: str) -> str:
    """What an entry of a list is found by in the Results table; rows count from 1.

    >>> item("top_issues", 2, "Owner")
    'top_issues|2|Owner'
    """
    return f"{title}|{row}|{column}"


def asks() -> list[Ask]:
    """Everything the dashboards ask, in the order of the Results table."""
    points = (DATE, VALUE)
    risk_columns = ("ID", "Title", "Status", "Mitigation progress", "Owner", "Score", "Expected cost")
    return [
        *(Ask(PERIOD, cadence) for cadence in CADENCES),
        *(Ask(name) for name in _PLAIN),
        *(Ask(name, cadence) for name in _BY_PERIOD for cadence in CADENCES),
        Ask("key_milestones", own={"n": MILESTONES}, rows=MILESTONES,
            columns=("Milestone", "Status", "Due date", "Days late")),
        Ask("top_issues", own={"n": ISSUES}, rows=ISSUES, columns=("ID", "Title", "Status", "Owner", "Due date")),
        Ask("top_risks", own={"n": RISKS}, rows=RISKS, columns=("ID", "Title", "Status", "Mitigation", "Owner")),
        *(Ask("top_risks", variant=band, own={"n": count, "band": band}, rows=count, columns=risk_columns)
          for band, count in IN_BAND.items()),
        *(Ask(name, rows=SPRINT_POINTS, last=SPRINTS_SHOWN, columns=points) for name in SPRINTS),
        *(Ask(name, rows=CURVE_POINTS, columns=points) for name in CURVES),
    ]  # fmt: skip
