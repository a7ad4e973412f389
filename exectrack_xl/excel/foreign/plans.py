"""A plan as every reader of plans gives it, and the grids it becomes: Tasks, Milestones, Holidays, Resources.

Depends on: errors, schema, excel.foreign.grids.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from exectrack_xl.errors import Finding, Severity
from exectrack_xl.excel.foreign.grids import Grid
from exectrack_xl.schema import SHEETS

LINKS = ("FF", "FS", "SF", "SS")  # as Microsoft Project numbers them

DEEPEST = 100  # levels of an outline; a damaged plan may tell any number


@dataclass(frozen=True)
class Activity:
    """One task of a plan. Durations in working days of its plan, shares from 0 to 1."""

    id: str
    name: str
    level: int  # of the outline, from 1
    duration: float | None = None
    start: date | None = None
    finish: date | None = None
    actual_start: date | None = None
    actual_finish: date | None = None
    baseline_start: date | None = None
    baseline_finish: date | None = None
    progress: float | None = None
    remaining: float | None = None
    constraint: str = ""
    constraint_date: date | None = None
    deadline: date | None = None
    is_milestone: bool = False
    owner: str = ""
    links: tuple[str, ...] = ()  # "12FS+2d"
    planned_hours: float | None = None
    actual_hours: float | None = None


@dataclass
class Plan:
    """A plan as read, and what of it could not be taken over."""

    name: str
    activities: list[Activity] = field(default_factory=list)  # in the order of the outline
    holidays: dict[date, str] = field(default_factory=dict)
    resources: list[tuple[str, str, str]] = field(default_factory=list)  # person, team, e-mail
    findings: list[Finding] = field(default_factory=list)
    days_off: str = ""  # seven signs from Monday to Sunday, 1 = a day off; "" = not stated
    hours_per_day: float = 0.0  # 0 = not stated

    def say(self, what: str, message: str, remedy: str) -> None:
        """Note what was not taken over as it is."""
        self.findings.append(Finding(self.name, "", what, message, remedy, "import-plan", Severity.WARNING))

    def say_own_calendars(self, names: Sequence[str]) -> None:
        """Note the activities that keep working days of their own: here all of a plan keep those of the plan."""
        if names:
            shown = ", ".join(names[:5]) + (f" and {len(names) - 5} more" if len(names) > 5 else "")
            keeps = "keeps a calendar of its own" if len(names) == 1 else "keep calendars of their own"
            self.say(shown, f"{keeps}; counted in that of the plan.", "Compare dates and floats.")

    def grids(self) -> tuple[Grid, ...]:
        """The plan under the tracker's own headers."""
        found = [
            _grid("tasks", [_task(one, wbs) for one, wbs in zip(self.activities, self._outline(), strict=True)]),
            _grid("milestones", [_milestone(one) for one in self.activities if one.is_milestone]),
            _grid("holidays", [{"date": day, "name": name} for day, name in sorted(self.holidays.items())]),
            _grid("resources", [{"person": p, "team": t, "email": e} for p, t, e in self.resources]),
        ]
        held = [grid for grid in found if len(grid.cells) > 1]
        return (*held, Grid(self.name, [], findings=tuple(self.findings), settings=tuple(self._week())))

    def _week(self) -> Iterator[tuple[str, Any]]:
        """The working week as our settings have it, where at least one day is worked."""
        if "0" in self.days_off:
            yield "weekend", self.days_off
        if self.hours_per_day:
            yield "hours_per_day", self.hours_per_day

    def _outline(self) -> list[str]:
        """The numbers of the outline, such as 2.3.1, from the levels."""
        counts: Counter[int] = Counter()
        numbers = []
        for own in (min(one.level, DEEPEST) for one in self.activities):
            counts[own] += 1
            for deeper in [level for level in counts if level > own]:
                del counts[deeper]
            numbers.append(".".join(str(max(counts[level], 1)) for level in range(1, own + 1)))
        return numbers


def link(predecessor: str, kind: str, lag: float, unit: str = "d") -> str:
    """One dependency as the tracker writes it.

    >>> link("12", "FS", 0), link("12", "SS", 1.5), link("7", "FF", -2, "ed")
    ('12', '12SS+1.5d', '7FF-2ed')
    """
    if not lag:
        return predecessor if kind == "FS" and not predecessor.upper().endswith(LINKS) else f"{predecessor}{kind}"
    return f"{predecessor}{kind}{f'{lag:+.4f}'.rstrip('0').rstrip('.')}{unit}"


def _task(one: Activity, wbs: str) -> dict[str, Any]:
    return {
        "id": one.id, "name": one.name, "wbs": wbs, "owner": one.owner, "duration": one.duration,
        "milestone": _milestone_id(one) if one.is_milestone else "", "predecessors": "; ".join(one.links),
        "constraint": one.constraint, "constraint_date": one.constraint_date, "deadline": one.deadline,
        "baseline_start": one.baseline_start, "baseline_finish": one.baseline_finish, "start": one.start,
        "finish": one.finish, "actual_start": one.actual_start, "actual_finish": one.actual_finish,
        "progress": one.progress, "remaining": one.remaining, "effort_planned": one.planned_hours,
        "effort_actual": one.actual_hours,
    }  # fmt: skip


def _milestone(one: Activity) -> dict[str, Any]:
    return {"id": _milestone_id(one), "name": one.name, "owner": one.owner, "baseline": one.baseline_finish,
            "forecast": one.finish, "actual": one.actual_finish, "progress": one.progress}  # fmt: skip


def _milestone_id(one: Activity) -> str:
    return f"M-{one.id}"


def _grid(table: str, rows: Sequence[dict[str, Any]]) -> Grid:
    sheet = SHEETS[table]
    names = list(rows[0]) if rows else []
    headers = [sheet.by_name[name].header for name in names]
    return Grid(sheet.title, [headers, *([row[name] for name in names] for row in rows)], table)
