"""The lines of a report in words: what people typed, else what the data proposes, marked as proposed.

Nothing is invented to fill three lines: fewer facts give fewer lines. Depends on: report.desk, report.words.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from exectrack_xl.report import words
from exectrack_xl.report.desk import Desk
from exectrack_xl.report.model import Bullets, Line, Span, Tone
from exectrack_xl.schema import Table

MOST = 3
PROPOSED = Span(" (proposed)", tone=Tone.MUTED)


def achievements(desk: Desk) -> Bullets:
    """The top three accomplishments of the period."""
    return _field(desk, "achievements", "Key Achievements", "Achievement", desk.period.id, _reached(desk))


def focus(desk: Desk) -> Bullets:
    """The top three priorities of the moment."""
    return _field(desk, "focus", "Current Focus", "Focus", desk.period.id, _late_or_next(desk))


def goals(desk: Desk) -> Bullets:
    """The top three goals for the next period: typed for this period as its outlook, else what is due."""
    return _field(desk, "goals", "Next Period Goals", "Goal", desk.period.id, _due_next(desk))


def needs(desk: Desk) -> Bullets:
    """Specific resource requirements: typed, else what pending changes ask for."""
    return _field(desk, "needs", "Resource Needs", "Resource need", desk.period.id, _asked_for(desk))


def _field(desk: Desk, key: str, label: str, kind: str, period: str, proposed: list[str]) -> Bullets:
    typed = _typed(desk.table("narrative"), kind, period)
    lines: list[Line] = [(Span(text),) for text in typed[:MOST]]
    if not lines:
        lines = [(Span(text), PROPOSED) for text in proposed[:MOST]]
    return Bullets(key, label, tuple(lines), "" if lines else _NOTHING[key])


_NOTHING = {
    "achievements": "No milestone was reached; type one in Narrative if there is more to say.",
    "focus": "Nothing is late or due; type it in Narrative.",
    "goals": "No milestone is due; type the goals in Narrative.",
    "needs": "None asked for.",
}


def _typed(table: Table, kind: str, period: str) -> list[str]:
    chosen = np.flatnonzero((table["type"] == kind) & (table["period"] == period) & (table["text"] != ""))
    ranks = np.nan_to_num(table["rank"][chosen], nan=99.0)
    return [str(table["text"][row]) for row in chosen[np.argsort(ranks, kind="stable")]]


def _milestones(desk: Desk, mask: Any, by: str) -> list[int]:
    """Rows of milestones under a mask, key ones first, then by date."""
    table = desk.table("milestones")
    rows = np.flatnonzero(mask)
    order = np.lexsort((table[by][rows], table["key"][rows] != "Yes"))
    return [int(row) for row in rows[order]]


def _reached(desk: Desk) -> list[str]:
    table = desk.table("milestones")
    late = desk.rows("milestone_days_late", "milestones")
    days = table["actual"]
    mask = (days >= np.datetime64(desk.period.start)) & (days <= np.datetime64(desk.period.finish))
    return [
        f"{table['name'][row]} reached {desk.near(days[row])}, {words.days_late(late[row])}"
        for row in _milestones(desk, mask, "actual")
    ]


def _late_or_next(desk: Desk) -> list[str]:
    table = desk.table("milestones")
    still_open = np.isnat(table["actual"])
    due = still_open & (table["forecast"] >= table["baseline"])
    order = np.lexsort((table["forecast"], table["key"] != "Yes"))
    rows = [int(row) for row in order if due[row]]
    return [f"{table['name'][row]} by {desk.near(table['forecast'][row])}" for row in rows]


def _due_next(desk: Desk) -> list[str]:
    table = desk.table("milestones")
    following = desk.tracker.periods.following(desk.period)
    days = table["forecast"]
    mask = np.isnat(table["actual"]) & (days > np.datetime64(desk.day)) & (days <= np.datetime64(following.finish))
    rows = _milestones(desk, mask, "forecast")
    return [f"{table['name'][row]} reached by {desk.near(days[row])}" for row in rows]


def _asked_for(desk: Desk) -> list[str]:
    table = desk.table("changes")
    waiting = np.isin(table["status"].astype(str), ["Recommended", "Submitted"]) & (table["resources"] != "")
    return [
        f"{table['resources'][row]} ({table['id'][row]}), {desk.money(float(table['cost'][row]))}"
        for row in np.flatnonzero(waiting)
    ]
