"""How each number is defined, and how far the data can be trusted.

Depends on: errors, metrics, schema, report.desk, report.model, report.words.
"""

from __future__ import annotations

from collections.abc import Iterator

from exectrack_xl.metrics import find
from exectrack_xl.report import words
from exectrack_xl.report.desk import Desk
from exectrack_xl.report.language.telling import told
from exectrack_xl.report.model import Block, Cell, Column, Layout, Page, Row, Said, Status, Table, Tone
from exectrack_xl.report.paging import sentence

# The numbers that the deck rests on, in the order of its pages.
DEFINED = ("computed_status", "days_late", "percent_complete", "spi_t", "cpi", "eac", "p_date", "risk_score",
           "risk_exposure", "mitigation_effectiveness", "on_time_rate", "roi")  # fmt: skip
# What says how complete the data is: texts such as "7 of 9".
COVERED = ("value_basis", "quality_coverage", "benefit_coverage", "goals_measured", "improvements_measured",
           "stakeholders_asked", "forecasts_kept_count", "items_measured", "mitigation_effectiveness_count",
           "on_time_count")  # fmt: skip


def definitions(desk: Desk) -> Iterator[Page]:
    """Definitions beside the state of the data; no page for a tracker that holds nothing."""
    rows = tuple(
        Row(name, (Cell.of(desk.words.label(name), True), Cell.of(told(find(name).formula, desk.words))))
        for name in DEFINED
    )
    columns = (Column(desk.say("definitions.term"), width=1.5), Column(desk.say("definitions.rule"), width=4.2))
    terms = Table("definitions", desk.say("definitions.heading"), columns, rows)
    blocks: dict[str, Block] = {"table": terms, "table_2": _health(desk)}
    yield Page("definitions", Layout.TWO_TABLES, _title(desk), blocks, desk.say("sheets.all"),
               desk.say("definitions.notes"))  # fmt: skip


def _title(desk: Desk) -> str:
    said = desk.say("definitions.title", state=desk.tracker.snapshot or desk.say("definitions.live"))
    if not words.is_known(desk.value("transparency_index")):
        return sentence(said)
    return sentence(desk.say("definitions.kept", said=said, share=desk.number("transparency_index")), said)


def _health(desk: Desk) -> Table:
    rows = [_stale(desk), *(_covered(desk, name) for name in COVERED if words.is_known(desk.value(name)))]
    columns = (Column(desk.say("definitions.rest_on"), width=2.4), Column(desk.say("definitions.state"), width=1.6))
    return Table("health", desk.say("definitions.health"), columns, tuple(rows))


def _stale(desk: Desk) -> Row:
    """How many rows need a person: overdue, passed or not looked at for long."""
    count = desk.value("this_week_count")
    tone = Tone.GREEN if not count else Tone.YELLOW
    told = desk.words.plural(count, "row") if count else desk.say("definitions.none")
    said = Status(tone, Said.of((desk.mark(told, "this_week_count"),)))
    return Row("this_week_count", (Cell.of(desk.say("definitions.overdue")), Cell(status=said)))


def _covered(desk: Desk, name: str) -> Row:
    return Row(name, (Cell.of(desk.words.label(name)), Cell(((desk.number(name, bold=True),),))))
