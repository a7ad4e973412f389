"""Value: benefits, return, goals, adoption, market. Depends on: report.desk, report.documents, report.model."""

from __future__ import annotations

from exectrack_xl.report.desk import Desk
from exectrack_xl.report.documents.charts import Drawn, over_time
from exectrack_xl.report.documents.content import muted
from exectrack_xl.report.documents.listing import Form, Shown, listed
from exectrack_xl.report.documents.sentences import lines, sentence
from exectrack_xl.report.model import Block, Chart, Line, Role, Table

_MILLION = 1e6


def benefits(desk: Desk, most: int = 8) -> tuple[Block | Line, ...]:
    """What was realised and is expected, in a sentence and benefit by benefit."""
    found = listed(desk, "benefit_listing", (
        Shown("Benefit", width=2.6), Shown("Initiative", width=0.9), Shown("Type", width=1.1),
        Shown("Planned to date", form=Form.MONEY), Shown("Realised to date", form=Form.MONEY),
        Shown("Expected in all", form=Form.MONEY), Shown("Expected of planned", form=Form.SHARE),
    ), most=most)  # fmt: skip
    if not found:
        return (muted("No data yet: type what the initiatives are to bring in sheet Benefits."),)
    return (*lines(sentence(
        desk, "{benefits_realised} of benefits are realised,",
        "{benefit_realisation} of those planned for these months.",
        "{benefits_expected} are expected in all,", "{benefit_outlook} of the plan.",
    ), sentence(desk, "In the period: revenue impact {benefit_sum kind=Revenue},",
                "cost savings {benefit_sum kind=Cost saving}.")), *benefit_curve(desk), *found)  # fmt: skip


def benefit_curve(desk: Desk) -> tuple[Chart, ...]:
    """Benefits planned and realised, added up."""
    unit = desk.words.notation.symbol(desk.currency)
    drawn = (Drawn("Planned", Role.PLAN, "benefits_planned_curve", _MILLION),
             Drawn("Realised", Role.ACTUAL, "benefits_realised_curve", _MILLION))  # fmt: skip
    return over_time(desk, "benefits", f"Benefits added up, {unit} million", drawn, form="0.0")


def delivered(desk: Desk, most: int = 8) -> tuple[Block | Line, ...]:
    """What users got, accepted and use."""
    found = listed(desk, "feature_listing", (
        Shown("Feature", width=3, form=Form.TITLE), Shown("Committed for", width=1.1),
        Shown("Delivered on", width=1.1), Shown("Accepted", width=0.9),
        Shown("Value points", width=0.9, form=Form.COUNT), Shown("Adoption", width=0.9, form=Form.SHARE),
        Shown("Adoption target", width=0.9, form=Form.SHARE),
    ), heading="Features delivered in the period", most=most,
        keep=lambda row: _within(desk, row["Delivered on"]))  # fmt: skip
    return (*lines(sentence(desk, "Features delivered of those committed: {features_delivered}.",
                            "Customer value delivered {customer_value} points.", "Adoption {adoption_rate}.",
                            "Customer satisfaction {csat} of 5.")), *found)  # fmt: skip


def goals(desk: Desk) -> tuple[Block | Line, ...]:
    """How far the goals are."""
    found = listed(desk, "goal_listing", (
        Shown("Goal", width=3, form=Form.TITLE), Shown("Measure", width=2), Shown("Current value", "Now", 0.8,
                                                                                 Form.ONE_DIGIT),
        Shown("Target", width=0.8, form=Form.ONE_DIGIT), Shown("Unit", width=0.8),
        Shown("Achieved", width=0.9, form=Form.SHARE), Shown("Due date", width=1.1),
    ))  # fmt: skip
    if not found:
        return (muted("No data yet: type the goals with start value, target and due date in sheet Goals."),)
    return (*lines(sentence(desk, "Goals are {goal_achievement} achieved ({goals_measured} measured).")), *found)


def alignment(desk: Desk) -> tuple[Block | Line, ...]:
    """Which initiatives serve which goal."""
    found = listed(desk, "strategic_alignment", (
        Shown("Goal", width=3.4, form=Form.TITLE), Shown("Initiatives", width=1.6),
        Shown("Share of budget", form=Form.SHARE), Shown("Achieved", form=Form.SHARE),
    ), heading="Strategic alignment", most=10)  # fmt: skip
    return (*lines(sentence(desk, "{alignment_score} of the budget serves a goal.")), *found) if found else ()


def market(desk: Desk) -> tuple[Table, ...]:
    """Competitive position, as others measure it."""
    return listed(desk, "market_position", (
        Shown("Indicator", width=2.4), Shown("Value", "Now", 0.8, Form.ONE_DIGIT),
        Shown("Previous value", "Before", 0.8, Form.ONE_DIGIT), Shown("Verdict", width=0.9),
        Shown("Unit", width=0.8), Shown("Measured on", width=1.1), Shown("Source", width=2.4),
    ))  # fmt: skip


def returns(desk: Desk) -> tuple[Line, ...]:
    """What comes back for the money."""
    return lines(
        sentence(desk, "Return on investment {roi};", "realised alone {roi_realised}.", "Payback by {payback}."),
        sentence(desk, "Budget {budget},", "spent {actual_cost} ({percent_spent}),",
                 "cost at completion {estimate_at_completion}.", "CPI {cpi}."),
        sentence(desk, "A person-day of planned effort brings {resource_effectiveness}."),
    )  # fmt: skip


def _within(desk: Desk, day: object) -> bool:
    return day is not None and day in desk.period  # type: ignore[operator]
