"""The lines of a report in words: what people typed, else what the data proposes, marked as proposed.

The lines are those of the metrics (KEY_ACHIEVEMENTS …), so that deck, document and cell never differ.
Depends on: report.desk, report.model.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from exectrack_xl.report.desk import Desk
from exectrack_xl.report.model import Bullets, Line, Span, Tone

MOST = 3  # lines that a field asks for


@dataclass(frozen=True)
class Field:
    """One field in words: the metric that lists its lines, and from which sheets proposals come."""

    key: str
    metric: str
    sheets: tuple[str, ...]


_ACHIEVEMENTS = Field("achievements", "key_achievements", ("Milestones", "Issues", "Risks"))
_FOCUS = Field("focus", "current_focus", ("Milestones", "Issues"))
_GOALS = Field("goals", "next_goals", ("Milestones",))
_NEEDS = Field("needs", "resource_needs", ("Changes",))


def achievements(desk: Desk) -> Bullets:
    """The top three accomplishments of the period."""
    return _field(desk, _ACHIEVEMENTS)


def focus(desk: Desk) -> Bullets:
    """The top three priorities of the moment."""
    return _field(desk, _FOCUS)


def goals(desk: Desk) -> Bullets:
    """The top three goals for the next period: typed for this period as its outlook, else what is due."""
    return _field(desk, _GOALS)


def needs(desk: Desk) -> Bullets:
    """Specific resource requirements: typed, else what pending changes ask for."""
    return _field(desk, _NEEDS)


def _field(desk: Desk, field: Field) -> Bullets:
    lines = tuple(_line(desk, field, row) for row in desk.listing(field.metric))
    # Nothing is made up to fill three lines.
    note = "" if len(lines) >= MOST else desk.say("narrative.fewer" if lines else f"{field.key}.nothing")
    return Bullets(field.key, desk.say(f"{field.key}.label"), lines, note)


def _line(desk: Desk, field: Field, row: dict[str, Any]) -> Line:
    """A line as typed, or a proposal that says so; without its day it keeps the words before the day."""
    text = desk.public(row["ID"], row["Text"])
    if not row["Proposed"]:
        return (Span(text),)
    sheet = str(row["Sheet"])
    key = f"{field.key}.{sheet.lower()}" if sheet in field.sheets else "narrative.text"
    if row["Date"] is None:
        key = "narrative.undated"
    said = desk.say(key, text=text, day=desk.near(row["Date"]), id=str(row["ID"]))
    return (Span(said), Span(f" {desk.say('narrative.proposed')}", tone=Tone.MUTED))
