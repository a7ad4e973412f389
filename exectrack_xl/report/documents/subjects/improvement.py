"""Getting better: improvements, lessons, flow, estimates. Depends on: report.desk, report.documents, report.model."""

from __future__ import annotations

from exectrack_xl.report.desk import Desk
from exectrack_xl.report.documents.charts import Drawn, over_time
from exectrack_xl.report.documents.listing import Form, Shown, listed
from exectrack_xl.report.documents.sentences import lines, sentence
from exectrack_xl.report.model import Block, Chart, Line, Role, Table

_SHOWN = (
    Shown("Problem", "Improvement", 2.6, Form.TITLE), Shown("Action", width=2.6), Shown("Status", width=1.0),
    Shown("Before", width=0.7, form=Form.ONE_DIGIT), Shown("After", width=0.7, form=Form.ONE_DIGIT),
    Shown("Unit", width=0.9), Shown("Gain", width=0.7, form=Form.SHARE),
)  # fmt: skip


def of_type(desk: Desk, kind: str, most: int = 5) -> tuple[Table, ...]:
    """The improvements of one type, open ones first."""
    return listed(desk, "improvement_listing", _SHOWN, key=f"improvements_{kind}", most=most,
                  keep=lambda row: row["Type"] == kind)  # fmt: skip


def yields(desk: Desk) -> tuple[Line, ...]:
    """What improvements brought."""
    return lines(sentence(desk, "A finished improvement typically betters its measure by {improvement_yield}",
                          "({improvements_measured} measured).", "{new_improvements} were proposed in the period."),
                 sentence(desk, "{automation_rate} of the reports make themselves",
                          "and save {report_hours_saved} hours a "
                          "month.", "Communications on time {comms_compliance}."))  # fmt: skip


def lessons(desk: Desk, most: int = 6) -> tuple[Table, ...]:
    """The lessons of the period; those learnt from a restricted issue stay in the tracker."""
    hidden = desk.restricted
    return listed(desk, "lesson_listing", (
        Shown("Lesson", width=3.2, form=Form.TITLE), Shown("Action", width=2.6), Shown("Shared on", width=1.1),
        Shown("Audience", width=1.6),
    ), heading="Lessons of the period", most=most, keep=lambda row: row["Issue"] not in hidden)  # fmt: skip


def flow(desk: Desk) -> tuple[Block | Line, ...]:
    """Throughput, cycle time and waste of the work items."""
    return (*lines(
        sentence(desk, "{throughput} items are finished a week;", "85% within {cycle_time} days of their start.",
                 "Work went on in {flow_efficiency} of the time; the rest was waiting."),
        sentence(desk, "Estimates: actual over estimate {estimation_accuracy},",
                 "off by {estimation_error} on average.", "Effort efficiency {effort_efficiency}."),
    ), *throughput(desk))  # fmt: skip


def quality_against_speed(desk: Desk) -> tuple[Table, ...]:
    """Points finished and defects found, month by month."""
    return listed(desk, "quality_against_speed", (
        Shown("Month", width=1.2, form=Form.MONTH), Shown("Points finished", form=Form.COUNT),
        Shown("Defects found", form=Form.COUNT), Shown("Defects per 100 points", form=Form.ONE_DIGIT),
        Shown("Found live", form=Form.COUNT),
    ), n=6)  # fmt: skip


def throughput(desk: Desk) -> tuple[Chart, ...]:
    """Items finished week by week."""
    return over_time(desk, "throughput", "Items finished by week", (Drawn("Items", Role.ACTUAL, "throughput_by_week"),),
                     most=16)  # fmt: skip


def waste(desk: Desk) -> tuple[Table, ...]:
    """What is wasted, as the improvements name it."""
    return listed(desk, "improvement_listing", (
        Shown("Problem", "Inefficiency", 3, Form.TITLE), Shown("Waste", width=1.3), Shown("Action", width=2.8),
        Shown("Owner", width=1.4), Shown("Due date", "Due", 1.1),
    ), key="waste", heading="Inefficiencies and waste being worked on", most=6,
        keep=lambda row: bool(row["Waste"]) and row["Status"] in ("Open", "In Progress"))  # fmt: skip
