"""The decks: what each is called, how often it is made, and which pages it has in which order.

The command line and the ribbon read this mapping. Depends on: report.desk, report.model, report.pages.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from exectrack_xl.errors import UsageError, nearest
from exectrack_xl.report.desk import Desk
from exectrack_xl.report.model import Page
from exectrack_xl.report.pages.benefits import benefits
from exectrack_xl.report.pages.change_control import change_control
from exectrack_xl.report.pages.changes import changes
from exectrack_xl.report.pages.decisions import decisions
from exectrack_xl.report.pages.definitions import definitions
from exectrack_xl.report.pages.earned_value import earned_value
from exectrack_xl.report.pages.forecast import forecast
from exectrack_xl.report.pages.goals import goals
from exectrack_xl.report.pages.improvement import improvement
from exectrack_xl.report.pages.issues import issues
from exectrack_xl.report.pages.milestone_trend import milestone_trend
from exectrack_xl.report.pages.next_steps import next_steps
from exectrack_xl.report.pages.risks import more_risks, risks
from exectrack_xl.report.pages.roadmap import roadmap
from exectrack_xl.report.pages.scorecard import scorecard
from exectrack_xl.report.pages.summary import summary

Writer = Callable[[Desk], Iterable[Page]]  # no page where there is nothing to say


@dataclass(frozen=True)
class DeckKind:
    """A deck: its name on the command line, its label on button and cover, its cadence, the writers of its pages."""

    name: str  # "quarterly"
    label: str  # "Quarterly executive review"
    cadence: str  # the kind of its period: "Week", "Month" or "Quarter"
    pages: tuple[Writer, ...]

    @property
    def report(self) -> str:
        """The kind of report as `compose` knows it: "quarterly deck"."""
        return f"{self.name} deck"


def deck_kind(name: str) -> DeckKind:
    """The deck of this name. Raises UsageError when there is none."""
    if name not in DECKS:
        raise UsageError(f"There is no deck '{name}'.{nearest(name, DECKS)}")
    return DECKS[name]


def _page(write: Callable[[Desk], Page], has_content: Callable[[Desk], bool]) -> Writer:
    return lambda desk: (write(desk),) if has_content(desk) else ()


_SUMMARY = _page(summary, lambda desk: not desk.tracker.is_empty)
_CHANGES = _page(changes, lambda desk: desk.before is not None)
_FORECAST = _page(
    forecast, lambda desk: len(desk.value("planned_value_curve").dates) > 0 and len(desk.table("tasks")) > 0
)
_RISKS = _page(risks, lambda desk: len(desk.table("risks")) > 0)

_CORE: tuple[Writer, ...] = (
    _SUMMARY, _CHANGES, scorecard, roadmap, _FORECAST, _RISKS, decisions, next_steps,
)  # fmt: skip
_APPENDIX: tuple[Writer, ...] = (
    milestone_trend, earned_value, more_risks, issues, change_control, benefits, goals, improvement, definitions,
)  # fmt: skip

USUAL = "quarterly"
DECKS = {
    kind.name: kind
    for kind in (
        DeckKind("weekly", "Weekly status", "Week",
                 (_SUMMARY, _CHANGES, roadmap, _RISKS, issues, decisions, next_steps)),
        DeckKind("monthly", "Monthly review", "Month",
                 (*_CORE[:4], milestone_trend, earned_value, _RISKS, issues, change_control, decisions, next_steps)),
        DeckKind(USUAL, "Quarterly executive review", "Quarter", (*_CORE, *_APPENDIX)),
    )
}  # fmt: skip
