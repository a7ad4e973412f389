"""What is told in words: as typed for the period, else proposed from what was reached and is due.

A proposal is the title of a row, with its sheet, ID and day; nothing is made up to fill a line.
Depends on: schema, tracker, metrics.registry.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

import numpy as np

from exectrack_xl.metrics.registry import Group, Listing, Result, Unit, metric
from exectrack_xl.metrics.sources import HOUSE
from exectrack_xl.schema import Table
from exectrack_xl.schema.choices import PRIORITY
from exectrack_xl.schema.table import among
from exectrack_xl.tracker import Period, Periods

_PERIODIC = ("initiative", "period")
_HEADERS = ("Text", "Proposed", "Sheet", "ID", "Date", "Initiative")
Line = tuple[Any, ...]


@metric(
    label="Key achievements", unit=Unit.TEXT, group=Group.COMMUNICATION, source=HOUSE, result=Result.TABLE,
    per=_PERIODIC, formula="typed for the period, else milestones reached, grave issues resolved, risks mitigated",
)  # fmt: skip
def key_achievements(
    narrative: Table, milestones: Table, issues: Table, risks: Table, period: Period, as_of: date, n: int = 3
) -> Listing:
    """The first n achievements of the period: as typed, else what was reached, key milestones first."""
    until = min(period.finish, as_of)
    reached = _lines(milestones, "Milestones", "name", "actual", (period.start, until))
    ranked = sorted(reached, key=lambda line: (not _is_key(milestones, line[3]), line[4]))
    grave = issues.take(among(issues["priority"], ("Critical", "High")))
    solved = grave.take(among(grave["status"], ("Resolved", "Closed")))
    mitigated = risks.take(risks["close_reason"] == "Mitigated")
    ranked += sorted(
        _lines(solved, "Issues", "title", "resolved", (period.start, until)),
        key=lambda line: PRIORITY.index(issues["priority"][issues.positions[line[3]]]),
    )
    ranked += _lines(mitigated, "Risks", "title", "closed", (period.start, until))
    return _told(narrative, "Achievement", period, ranked, n)


@metric(
    label="Current focus", unit=Unit.TEXT, group=Group.COMMUNICATION, source=HOUSE, result=Result.TABLE,
    per=_PERIODIC, formula="typed for the period, else Critical issues and blockers, then the next milestones",
)  # fmt: skip
def current_focus(
    narrative: Table, milestones: Table, live_issues: Table, period: Period, as_of: date, n: int = 3
) -> Listing:
    """The first n priorities of the period: as typed, else Critical issues and blockers, then milestones due next."""
    urgent = live_issues.take((live_issues["priority"] == "Critical") | (live_issues["blocker"] == "Yes"))
    lines = _lines(urgent, "Issues", "title", "due", None)
    due = _lines(_open(milestones, as_of), "Milestones", "name", "forecast", None)
    due.sort(key=lambda line: (line[4] or date.max, not _is_key(milestones, line[3])))
    return _told(narrative, "Focus", period, [*lines, *due], n)


@metric(
    label="Goals of the next period", unit=Unit.TEXT, group=Group.COMMUNICATION, source=HOUSE, result=Result.TABLE,
    per=_PERIODIC, formula="typed for the period, else milestones expected in the next period",
)  # fmt: skip
def next_goals(
    narrative: Table, milestones: Table, reporting: Periods, period: Period, as_of: date, n: int = 3
) -> Listing:
    """The first n goals for the next period: as typed, else the milestones expected in it, key ones first."""
    following = reporting.following(period)
    lines = _lines(_open(milestones, as_of), "Milestones", "name", "forecast", (following.start, following.finish))
    lines.sort(key=lambda line: (not _is_key(milestones, line[3]), line[4]))
    return _told(narrative, "Goal", period, lines, n)


@metric(
    label="Resource needs", unit=Unit.TEXT, group=Group.COMMUNICATION, source=HOUSE, result=Result.TABLE,
    per=_PERIODIC, formula="typed for the period, else pending changes of type Resource",
)  # fmt: skip
def resource_needs(narrative: Table, pending_rows: Table, period: Period, n: int = 3) -> Listing:
    """The first n needs for resources: as typed, else the pending changes that ask for some."""
    asking = pending_rows.take(pending_rows["type"] == "Resource")
    return _told(narrative, "Resource need", period, _lines(asking, "Changes", "title", "decision_due", None), n)


def _told(narrative: Table, kind: str, period: Period, proposed: Iterable[Line], n: int) -> Listing:
    """The typed lines of this kind and period by rank; where there are none, the proposed ones."""
    rows = [
        row for row in range(len(narrative))
        if narrative["type"][row] == kind and narrative["period"][row].strip().casefold() == period.id.casefold()
    ]  # fmt: skip
    rows.sort(key=lambda row: (np.isnan(narrative["rank"][row]), narrative["rank"][row], row))
    typed = [
        (narrative["text"][row], False, "Narrative", "", None, narrative["initiative"][row])
        for row in rows if narrative["text"][row].strip()
    ]  # fmt: skip
    return Listing(_HEADERS, tuple(typed or proposed)[: max(0, int(n))])


def _lines(table: Table, sheet: str, title: str, day: str, within: tuple[date, date] | None) -> list[Line]:
    """A proposal for each row, or for those whose day lies within two days."""
    return [line for line in _all_lines(table, sheet, title, day)
            if within is None or (line[4] is not None and within[0] <= line[4] <= within[1])]  # fmt: skip


def _all_lines(table: Table, sheet: str, title: str, day: str) -> Iterator[Line]:
    columns = (table[name].tolist() for name in (title, "id", day, "initiative"))
    for text, identity, when, initiative in zip(*columns, strict=True):
        yield text, True, sheet, identity, when, initiative


def _open(milestones: Table, as_of: date) -> Table:
    """The milestones not reached by the day."""
    return milestones.take(~(milestones["actual"] <= np.datetime64(as_of)))


def _is_key(milestones: Table, identity: str) -> bool:
    return bool(milestones["key"][milestones.positions[identity]] == "Yes")
