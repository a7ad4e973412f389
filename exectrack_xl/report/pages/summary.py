"""The three-minute page: the specification's Execution Status Report, field by field, with decisions asked.

Depends on: report.desk, report.model, report.narrative, report.words.
"""

from __future__ import annotations

from exectrack_xl.report import narrative, words
from exectrack_xl.report.asks import decisions_asked, trouble
from exectrack_xl.report.desk import Desk, status
from exectrack_xl.report.headlines import summary_title
from exectrack_xl.report.model import Block, Layout, Line, Page, Span, Tile, Tone
from exectrack_xl.report.reasons import main_reason


def summary(desk: Desk) -> Page:
    """State, when, money, work; then past, present, future; then trouble, need, ask."""
    blocks: dict[str, Block] = {
        "tile_1": overall(desk),
        "tile_2": finish(desk),
        "tile_3": cost(desk),
        "tile_4": work(desk),
        "achievements": narrative.achievements(desk),
        "focus": narrative.focus(desk),
        "goals": narrative.goals(desk),
        "issues": trouble(desk),
        "needs": narrative.needs(desk),
        "decisions": decisions_asked(desk),
    }
    notes = (
        f"Execution Status Report - {desk.period.label}. The four tiles say state, date, money and work, each with "
        "its value in the period before. The overall status is the worst of schedule, cost and scope; quality and "
        "risk pull it to Yellow at most unless flagged to stop delivery. Ask in the room for the decisions in the "
        "tinted box."
    )
    source = "Initiatives, Milestones, Tasks, Costs, Issues, Risks, Changes, Decisions, Narrative"
    return Page("summary", Layout.SUMMARY, summary_title(desk), blocks, source, notes)


def overall(desk: Desk) -> Tile:
    """The computed status and its main reason."""
    word = str(desk.value("overall_status"))
    before = desk.was("overall_status")
    change: Line = (Span(f"{desk.previous_label}: "), Span(str(before), True)) if before else _no_comparison(desk)
    return Tile("overall_status", "Overall Status", (Span(word, True, ref=desk.reference("overall_status")),),
                (Span(main_reason(desk)),), change, status(word))  # fmt: skip


def finish(desk: Desk) -> Tile:
    """When it will be done, against what was committed."""
    late = desk.value("days_late")
    why: Line = (
        Span(f"Committed {desk.text('committed_finish')}: "),
        Span(desk.words.days_late(late), tone=lateness(desk, late), ref=desk.reference("days_late")),
    )
    return Tile("forecast_finish", "Forecast finish", (desk.number("forecast_finish", bold=True),), why,
                _since_date(desk))  # fmt: skip


def cost(desk: Desk) -> Tile:
    """What it will cost, against the approved budget; pending changes are not in it, and it says so."""
    if not words.is_known(desk.value("estimate_at_completion")):
        untracked: Line = (Span("Type budgets in Initiatives or Tasks, and actual cost in Costs"),)
        return Tile("estimate_at_completion", "Cost at completion", (Span("Not tracked", True),), untracked)
    overrun = desk.value("cost_overrun")
    over = desk.value("estimate_at_completion") - desk.value("budget")
    why: Line = (
        Span(f"{desk.words.signed(desk.money(over))} ({desk.words.signed(desk.words.percent(overrun))}) on budget ")
        if words.is_known(overrun) else Span("Budget "),
        desk.number("budget"),
        Span("; pending changes not included"),
    )  # fmt: skip
    return Tile("estimate_at_completion", "Cost at completion", (desk.number("estimate_at_completion", bold=True),),
                why, _since_money(desk))  # fmt: skip


def work(desk: Desk) -> Tile:
    """Work done against plan, with both schedule indices: SPI is never shown without SPI(t)."""
    why: Line = (
        Span("Plan "), desk.number("percent_planned"),
        Span("; SPI "), desk.number("spi"),
        Span(", SPI(t) "), desk.number("spi_t", tone=desk.tone("spi_t")),
    )  # fmt: skip
    if words.is_known(desk.value("cpi")):
        why = (*why, Span(", CPI "), desk.number("cpi"))
    before = desk.was("percent_complete")
    change: Line = _no_comparison(desk)
    if words.is_known(before):
        spi_t = desk.was("spi_t")
        change = (Span(f"{desk.previous_label}: {desk.words.percent(before)}, SPI(t) "
                       f"{desk.words.index(spi_t) if words.is_known(spi_t) else words.UNKNOWN}"),)  # fmt: skip
    return Tile("percent_complete", "Work done", (desk.number("percent_complete", bold=True),), why, change)


def lateness(desk: Desk, late: float) -> Tone:
    """The colour of a number of days late, by the limits of Settings."""
    if not words.is_known(late) or late <= desk.settings.number("late_green"):
        return Tone.PLAIN
    return Tone.RED if late > desk.settings.number("late_red") else Tone.YELLOW


def _since_date(desk: Desk) -> Line:
    before, now = desk.was("forecast_finish"), desk.value("forecast_finish")
    if not words.is_known(before) or not words.is_known(now):
        return _no_comparison(desk)
    moved = desk.tracker.calendar.between(words.as_date(before) or desk.day, words.as_date(now) or desk.day)
    tone = Tone.RED if moved > 0 else Tone.GREEN
    verdict = Span("same", True) if moved == 0 else Span(f"{abs(moved)} d {'later' if moved > 0 else 'earlier'}",
                                                         True, tone)  # fmt: skip
    return (Span(f"{desk.previous_label}: {desk.words.day(before)}, "), verdict)


def _since_money(desk: Desk) -> Line:
    before, now = desk.was("estimate_at_completion"), desk.value("estimate_at_completion")
    if not words.is_known(before) or not words.is_known(now):
        return _no_comparison(desk)
    moved = now - before
    tone = Tone.RED if moved > 0 else Tone.GREEN
    verdict = Span(f"{desk.money(abs(moved))} {'more' if moved > 0 else 'less'}", True, tone)
    return (Span(f"{desk.previous_label}: {desk.money(before)}, "), verdict)


def _no_comparison(desk: Desk) -> Line:
    return (Span("No comparison yet" if desk.before is None else f"Not known in {desk.previous_label}",
                 tone=Tone.MUTED),)  # fmt: skip
