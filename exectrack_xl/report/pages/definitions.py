"""How each number is defined, and how far the data can be trusted.

Depends on: errors, metrics, schema, report.desk, report.model, report.words.
"""

from __future__ import annotations

from collections.abc import Iterator

from exectrack_xl.metrics import find
from exectrack_xl.report import words
from exectrack_xl.report.desk import Desk
from exectrack_xl.report.model import Cell, Column, Layout, Page, Row, Status, Table, Tone
from exectrack_xl.report.paging import sentence

# The numbers that the deck rests on, in the order of its pages.
DEFINED = ("computed_status", "days_late", "percent_complete", "spi_t", "cpi", "eac", "p_date", "risk_score",
           "risk_exposure", "mitigation_effectiveness", "on_time_rate", "roi")  # fmt: skip
# What says how complete the data is: texts such as "7 of 9".
COVERED = ("value_basis", "quality_coverage", "benefit_coverage", "goals_measured", "improvements_measured",
           "stakeholders_asked", "forecasts_kept_count", "items_measured", "mitigation_effectiveness_count",
           "on_time_count")  # fmt: skip
_NOTES = (
    "Every number in this deck follows the definition on the left, the same as in the workbook's cells. On the right, "
    "on how much data the numbers rest: a low count is a reason to ask before deciding on that number."
)


def definitions(desk: Desk) -> Iterator[Page]:
    """Definitions beside the state of the data; no page for a tracker that holds nothing."""
    rows = tuple(Row(name, (Cell.of(find(name).label, True), Cell.of(find(name).formula))) for name in DEFINED)
    columns = (Column("Term", width=1.5), Column("Rule or formula", width=4.2))
    terms = Table("definitions", "Definitions; 'exectrack explain NAME' tells more", columns, rows)
    yield Page("definitions", Layout.TWO_TABLES, _title(desk), {"table": terms, "table_2": _health(desk)}, "all sheets",
               _NOTES)  # fmt: skip


def _title(desk: Desk) -> str:
    day, found = desk.tracker.snapshot or "the live tables", desk.value("transparency_index")
    said = f"What each number means, and how far {day} can be trusted"
    kept = f": {desk.words.percent(found)} of KPIs are well kept" if words.is_known(found) else ""
    return sentence(said + kept, said)


def _health(desk: Desk) -> Table:
    rows = [_stale(desk), *(_covered(desk, name) for name in COVERED if words.is_known(desk.value(name)))]
    columns = (Column("What the numbers rest on", width=2.4), Column("State", width=1.6))
    return Table("health", "Data at the status date", columns, tuple(rows))


def _stale(desk: Desk) -> Row:
    """How many rows need a person: overdue, passed or not looked at for long."""
    count = desk.value("this_week_count")
    tone = Tone.GREEN if not count else Tone.YELLOW
    said = Status(tone, "None" if not count else desk.words.plural(count, "row"))
    return Row("this_week_count", (Cell.of("Rows overdue or not looked at"), Cell(status=said)))


def _covered(desk: Desk, name: str) -> Row:
    return Row(name, (Cell.of(find(name).label), Cell(((desk.number(name, bold=True),),))))
