"""The scorecard: one row per initiative and the programme last, so that the rows add up to the total as printed.

Depends on: report.desk, report.model, report.words.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from exectrack_xl.report import words
from exectrack_xl.report.adding_up import costs, over_budget
from exectrack_xl.report.desk import TONES, Desk, worst_first
from exectrack_xl.report.headlines import scorecard_title
from exectrack_xl.report.model import Cell, Column, Layout, Line, Page, Row, RowKind, Span, Status, Table, Tone
from exectrack_xl.report.pages.summary import lateness
from exectrack_xl.report.paging import Part, paged
from exectrack_xl.report.reasons import main_reason

EACH = 7  # initiatives on a page


def scorecard(desk: Desk) -> Iterator[Page]:
    """Status, work against plan, indices, finish, cost and the reason of each initiative; the total on the last page.

    Many initiatives come worst first, and all of them: rows must add up to the total.
    """
    order = desk.initiatives if len(desk.initiatives) <= EACH else worst_first(desk)
    columns = (
        Column(desk.say("scorecard.initiative"), width=2.1), Column(desk.say("scorecard.status"), width=1.1),
        Column(desk.previous_label, width=0.5), Column(desk.say("scorecard.work"), width=2.1),
        Column("SPI(t)", "right", 0.7), Column("CPI", "right", 0.6),
        Column(desk.say("scorecard.finish"), width=1.3), Column(desk.say("scorecard.approved"), width=1.0),
        Column(desk.say("scorecard.cost"), "right", 1.0), Column(desk.say("scorecard.reason"), width=2.7),
    )  # fmt: skip

    def page(rows: tuple[Row, ...], part: Part) -> Page:
        total = (_row(desk, "", RowKind.TOTAL),) if part.number == part.count else ()
        note = " ".join(one for one in (desk.say("scorecard.key"), costs(desk).remark) if one)
        table = Table("scorecard", desk.say("scorecard.heading"), columns, (*rows, *total), note)
        return Page(part.key("scorecard"), Layout.TABLE, part.title(scorecard_title(desk), desk.say("scorecard.name")),
                    {"table": table}, "Initiatives, Tasks, Milestones, Costs", desk.say("scorecard.notes"))  # fmt: skip

    yield from paged([_row(desk, initiative) for initiative in order], EACH, page, len(order), desk.words)


def _row(desk: Desk, initiative: str, kind: RowKind = RowKind.NORMAL) -> Row:
    bold = kind is RowKind.TOTAL
    late = desk.value("days_late", initiative)
    tone = lateness(desk, late)
    cost = costs(desk).cost(desk.value("estimate_at_completion", initiative))
    done, plan = desk.value("percent_complete", initiative), desk.value("percent_planned", initiative)
    cells = (
        Cell(_who(desk, initiative)),
        Cell(status=_status(desk, initiative)),
        Cell(status=_mark(str(desk.was("overall_status", initiative) or ""))),
        Cell(
            (
                (desk.number("percent_complete", initiative, bold=True, tone=Tone.ACCENT),),
                (desk.number("percent_planned", initiative, tone=Tone.MUTED),),
            ),
            bar=(done, plan) if words.is_known(done) and words.is_known(plan) else None,
        ),
        Cell(((desk.number("spi_t", initiative, bold, desk.tone("spi_t", initiative)),),)),
        Cell(((desk.number("cpi", initiative, bold),),)),
        Cell(((desk.number("forecast_finish", initiative, bold),),)),
        Cell.of(desk.words.days_late(late), tone is not Tone.PLAIN, tone, desk.reference("days_late", initiative)),
        Cell(((replace(desk.mark(cost, "estimate_at_completion", initiative), bold=bold),), _over(desk, initiative))),
        Cell.of(main_reason(desk, initiative), bold),
    )
    return Row(initiative or "programme", cells, kind)


def _over(desk: Desk, initiative: str) -> Line:
    over = over_budget(desk, initiative)
    text = desk.words.signed(costs(desk).over(over)) if words.is_known(over) else words.UNKNOWN
    return (replace(desk.mark(text, "variance_at_completion", initiative), tone=Tone.MUTED),)


def _who(desk: Desk, initiative: str) -> tuple[Line, ...]:
    if not initiative:
        return ((Span(desk.say("programme.name"), True),),)
    table = desk.tracker["initiatives"]
    owner = str(table["owner"][table.positions[initiative]])
    return ((Span(desk.name(initiative), True),), (Span(owner, tone=Tone.MUTED),))


def _status(desk: Desk, initiative: str) -> Status:
    return desk.status(str(desk.value("overall_status", initiative)))


def _mark(word: str) -> Status | None:
    return Status(TONES[word], "") if word in TONES else None
