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
_FEWER = "No more is known for this period."  # nothing is made up to fill three lines
PROPOSED = Span(" (proposed)", tone=Tone.MUTED)


@dataclass(frozen=True)
class Field:
    """One field in words: the metric that lists its lines, how a proposal from each sheet reads, and if there is none.

    Proposals are patterns of {text}, {day} and {id}.
    """

    key: str
    label: str
    metric: str
    proposals: dict[str, str]
    nothing: str


_ACHIEVEMENTS = Field(
    "achievements", "Key Achievements", "key_achievements",
    {"Milestones": "{text} reached {day}", "Issues": "{text}: resolved {day}", "Risks": "{text}: averted {day}"},
    "No milestone was reached; type one in Narrative if there is more to say.",
)  # fmt: skip
_FOCUS = Field(
    "focus", "Current Focus", "current_focus",
    {"Milestones": "{text} by {day}", "Issues": "Resolve {id} by {day}: {text}"},
    "Nothing is urgent or due; type it in Narrative.",
)  # fmt: skip
_GOALS = Field(
    "goals", "Next Period Goals", "next_goals", {"Milestones": "{text} reached by {day}"},
    "No milestone is due; type the goals in Narrative.",
)  # fmt: skip
_NEEDS = Field(
    "needs", "Resource Needs", "resource_needs", {"Changes": "{text} ({id}), to be decided by {day}"},
    "None asked for.",
)  # fmt: skip


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
    note = "" if len(lines) >= MOST else _FEWER if lines else field.nothing
    return Bullets(field.key, field.label, lines, note)


def _line(desk: Desk, field: Field, row: dict[str, Any]) -> Line:
    """A line as typed, or a proposal that says so; without its day it keeps the words before the day."""
    text = desk.public(row["ID"], row["Text"])
    if not row["Proposed"]:
        return (Span(text),)
    pattern = field.proposals.get(str(row["Sheet"]), "{text}")
    if row["Date"] is None:
        pattern = "{text} ({id})"
    return (Span(pattern.format(text=text, day=desk.near(row["Date"]), id=row["ID"])), PROPOSED)
