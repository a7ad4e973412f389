"""The ladder of escalation: on which level an unresolved issue is, where it belongs by age, what is due next and when.

Depends on: schema, tracker, metrics.registry.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from exectrack_xl.metrics.registry import Group, Listing, Result, Unit, metric
from exectrack_xl.metrics.sources import SERVICE
from exectrack_xl.schema import Table
from exectrack_xl.schema.choices import ESCALATION, PRIORITY
from exectrack_xl.schema.table import Array, filled
from exectrack_xl.tracker import Calendar, Settings

_HEADERS = ("ID", "Title", "Priority", "Owner", "Level now", "Level by age", "Next level", "Due", "Hours left",
            "Restricted", "Initiative")  # fmt: skip


@dataclass(frozen=True, eq=False)
class Ladder:
    """Where unresolved issues stand on the ladder of escalation, one array entry each."""

    rung: Array  # of the level typed; 0 = Team
    age: Array  # working days since it was raised
    due: Array  # the day it goes up: as typed, else when the levels so far have had their time
    left: Array  # working days until then; minus = overdue, NaN = never

    @classmethod
    def of(cls, issues: Table, rules: Settings, calendar: Calendar, as_of: date) -> Ladder:
        """The ladder of these issues on a day."""
        rung = _rank(issues["escalation"])
        age = np.maximum(calendar.workdays(issues["raised"], np.datetime64(as_of)), 0)
        allowed = _allowed(issues["priority"], rules)
        days = np.where(rung < len(ESCALATION) - 1, (rung + 1) * allowed, np.nan)  # from raising to the next level
        typed = issues["escalation_due"]
        until_typed = calendar.workdays(np.datetime64(as_of), typed)
        due = np.where(np.isnat(typed), _after(calendar, issues["raised"], days), typed)
        return cls(rung, age, due, np.where(np.isnan(until_typed), days - age, until_typed))


@metric(
    label="Next escalations", unit=Unit.TEXT, group=Group.ISSUES, source=SERVICE, result=Result.TABLE,
    formula="raised + (levels to pass × SLA of the priority) in working days; hours left = working hours until then",
)  # fmt: skip
def escalation_next(live_issues: Table, rules: Settings, calendar: Calendar, as_of: date) -> Listing:
    """For each unresolved issue its level, the level its age calls for, the next one, and by when it goes there.

    A day typed as "Escalation due" counts before the computed one. Hours left are working hours from the morning of
    the status date, minus = overdue. The Executive is the last level: there only a typed day is due.
    """
    ladder = Ladder.of(live_issues, rules, calendar, as_of)
    now, left, due = ladder.rung, ladder.left, ladder.due
    order = np.lexsort((live_issues["id"].astype(str), _severity(live_issues["priority"]), left))
    order = order[~np.isnan(left[order])]
    hours = np.round(left * rules.number("hours_per_day"), 6)
    levels = [(*ESCALATION, "")[int(level) : int(level) + 2] for level in now[order].tolist()]
    listed = {name: live_issues[name][order].tolist() for name in ("id", "title", "priority", "owner", "level",
                                                                   "restricted", "initiative")}  # fmt: skip
    columns = (*(listed[name] for name in ("id", "title", "priority", "owner")), [level for level, _ in levels],
               listed["level"], [following for _, following in levels], due[order].tolist(), hours[order].tolist(),
               listed["restricted"], listed["initiative"])  # fmt: skip
    return Listing(_HEADERS, tuple(zip(*columns, strict=True)))


@metric(
    label="Escalations due", unit=Unit.COUNT, group=Group.ISSUES, source=SERVICE,
    formula="number of unresolved issues whose next level is due by the status date",
)  # fmt: skip
def escalations_due(escalation_next: Listing) -> float:
    """How many unresolved issues should have gone up a level, or been decided where they are, by the status date."""
    place = _HEADERS.index("Hours left")
    return float(sum(row[place] <= 0 for row in escalation_next.rows))


def _rank(levels: Array) -> Array:
    """The rung of each level; an issue that nobody escalated is with the team."""
    places = {level: place for place, level in enumerate(ESCALATION)}
    return np.array([places.get(level, 0) for level in levels.tolist()], dtype=float)


def _severity(priorities: Array) -> Array:
    places = {priority: place for place, priority in enumerate(PRIORITY)}
    return np.array([places.get(priority, len(PRIORITY)) for priority in priorities.tolist()], dtype=float)


def _allowed(priorities: Array, rules: Settings) -> Array:
    """The working days that each issue may stay on one level; NaN without a priority or an SLA."""
    limits = {priority: rules.number(f"sla_{priority.casefold()}") for priority in PRIORITY}
    found = np.array([limits.get(priority, np.nan) for priority in priorities.tolist()], dtype=float)
    return np.where(found > 0, found, np.nan)


def _after(calendar: Calendar, raised: Array, days: Array) -> Array:
    """The working day on which so many working days have passed since each day; blank where either is not known."""
    blank = np.isnat(raised) | np.isnan(days)
    begin = np.where(blank, np.datetime64(0, "D"), raised)
    return np.where(blank, np.datetime64("NaT", "D"), calendar.add(begin, np.floor(filled(days))))
