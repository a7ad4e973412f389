"""Quality: measures against their standards, defects, performance over time.

Depends on: report.desk, report.documents, report.pages.
"""

from __future__ import annotations

from exectrack_xl.report import words
from exectrack_xl.report.desk import Desk
from exectrack_xl.report.documents.content import muted
from exectrack_xl.report.documents.listing import Form, Shown, listed
from exectrack_xl.report.documents.sentences import lines, sentence
from exectrack_xl.report.model import Block, Chart, Line, Table
from exectrack_xl.report.pages.forecast import index_history
from exectrack_xl.schema.choices import PRIORITY

_MEASURES = (
    Shown("Measure", width=3), Shown("Initiative", width=1), Shown("Value", "Now", 0.8, Form.ONE_DIGIT),
    Shown("Target", "Standard", 0.9, Form.ONE_DIGIT), Shown("Unit", width=1.4),
    Shown("Score", "Score of 10", 1.0, Form.ONE_DIGIT), Shown("Gate failed", width=0.9),
)  # fmt: skip


def metrics(desk: Desk, most: int = 10) -> tuple[Block | Line, ...]:
    """The score, the sentences on tests, reviews and defects, and the measures furthest from their standard."""
    if not desk.listing("quality_measures"):
        return (muted("No data yet: type measures in sheet Quality."),)
    return (*lines(
        sentence(desk, "Quality Score {quality_score}/10 from {quality_coverage} measures."),
        sentence(desk, "Code review coverage {review_coverage},", "test coverage {test_coverage},",
                 "automated tests {test_automation}.", "Service levels met {slo_attainment}."),
        sentence(desk, "Customer satisfaction {csat} of 5.", "Adoption {adoption_rate} of the intended users."),
    ), *listed(desk, "quality_measures", _MEASURES, most=most))  # fmt: skip


def defects(desk: Desk) -> tuple[Block | Line, ...]:
    """What was found and mended, and where."""
    return (*lines(sentence(desk, "{defect_rate} defects were found in the period, {open_defects} are open;",
                            "half are mended within {mttr_defect} working days.", "Escaped to users: {escape_rate}.",
                            "Reviews catch {review_quality} of what would else reach users.")),
            *listed(desk, "defects_by_stage", (
                Shown("Found in", width=2), *(Shown(word, form=Form.COUNT) for word in (*PRIORITY, "Total")),
            ), heading="Defects found in the period", keep=lambda row: row["Total"] > 0))  # fmt: skip


def worst_defects(desk: Desk, most: int = 6) -> tuple[Table, ...]:
    """The gravest open defects."""
    return listed(desk, "defect_listing", (
        Shown("Title", "Defect", 3.4, Form.TITLE), Shown("Severity", width=0.9, form=Form.WORD),
        Shown("Found in", width=0.9), Shown("Age", "Age, days", 0.8, Form.ONE_DIGIT), Shown("Team", width=1.6),
    ), heading="Open defects", most=most)  # fmt: skip


def performance(desk: Desk) -> tuple[Chart, ...]:
    """SPI(t) and CPI over time; nothing where neither is known twice."""
    chart = index_history(desk)
    drawn = [value for series in chart.series for value in series.values if words.is_known(value)]
    return (chart,) if len(drawn) > 1 else ()
