"""The values the dashboards show, by metric name; nothing for a tracker in which nothing is typed yet.

Depends on: metrics, report.words, excel.build.content.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from exectrack_xl.excel.build.content import Content
from exectrack_xl.metrics import Engine, Listing, Series, Unit, colour, find
from exectrack_xl.report import words
from exectrack_xl.report.model import Tone
from exectrack_xl.tracker import Settings

MILESTONES, ISSUES, RISKS = 6, 3, 3  # rows of the lists on the Execution Dashboard
IN_BAND = {"Critical": 4, "High": 5, "Medium": 3, "Low": 1}  # rows of each list on the Risk Dashboard

_PLAIN = (
    "overall_status", "initiative_progress", "planned_progress", "timeline_adherence", "on_time_count",
    "quality_score", "quality_coverage", "velocity", "say_do", "forecast_finish", "committed_finish", "days_late",
    "spi_t", "spi", "cpi", "value_basis", "sprint_planned", "sprint_completed", "sprint_in_progress", "sprint_blocked",
    "sprint_points_history", "sprint_commitment_history", "planned_value_curve", "earned_value_curve",
    "actual_cost_curve", "forecast_value_curve", "forecast_cost_curve", "open_risks", "critical_risks", "high_risks",
    "new_risks", "risks_resolved", "risk_score_trend", "risk_trend_basis", "mitigation_effectiveness",
    "mitigation_effectiveness_count", "risk_exposure", "risk_exposure_days", "mitigation_progress",
    "unmitigated_critical",
)  # fmt: skip
_TONES = {"Green": Tone.GREEN, "Yellow": Tone.YELLOW, "Red": Tone.RED}


@dataclass(frozen=True)
class Results:
    """Metric values of the programme on its status date."""

    values: Mapping[str, Any]
    settings: Settings
    as_of: date | None
    period: str  # "Q4 2026", "" without a status date

    def value(self, name: str) -> Any:
        """A value as computed, None where it is not known."""
        found = self.values.get(name)
        return found if words.is_known(found) else None

    def text(self, name: str) -> str:
        """A value as it is said, "–" where it is not known."""
        return words.value_text(self.values.get(name), find(name).unit, self.settings.text("currency"))

    def money(self, amount: Any) -> str:
        """An amount in the tracker's currency."""
        return words.value_text(amount, Unit.MONEY, self.settings.text("currency"))

    def tone(self, name: str) -> Tone:
        """The colour of a value by its own bands; plain where it has none."""
        return _TONES.get(colour(find(name).bands, self.values.get(name), self.settings), Tone.PLAIN)

    def status(self) -> Tone:
        """The overall status; grey where there is none."""
        return _TONES.get(str(self.value("overall_status") or ""), Tone.GREY)

    def listing(self, key: str) -> list[dict[str, Any]]:
        """The rows of a list, by header."""
        found = self.values.get(key)
        return [dict(zip(found.headers, row, strict=True)) for row in found.rows] if isinstance(found, Listing) else []

    def series(self, name: str) -> dict[date, float]:
        """Values over time."""
        found = self.values.get(name)
        return dict(zip(found.dates, found.values, strict=True)) if isinstance(found, Series) else {}


def work_out(content: Content) -> Results:
    """The values of every metric the dashboards need."""
    if content.status_date is None:
        return Results({}, content.settings, None, "")
    engine = content.engine
    values = {} if content.tracker.is_empty else _values(engine)
    return Results(values, content.settings, content.status_date, engine.period().label)


def _values(engine: Engine) -> dict[str, Any]:
    values = {name: engine.value(name) for name in _PLAIN}
    values["key_milestones"] = engine.value("key_milestones", n=MILESTONES)
    values["top_issues"] = engine.value("top_issues", n=ISSUES)
    values["top_risks"] = engine.value("top_risks", n=RISKS)
    for band, count in IN_BAND.items():
        values[f"top_risks:{band}"] = engine.value("top_risks", n=count, band=band)
    return values
