"""The three-minute page: the specification's Execution Status Report, field by field, with decisions asked.

Depends on: report.desk, report.model, report.narrative, report.words.
"""

from __future__ import annotations

from dataclasses import replace

from exectrack_xl.report import narrative, words
from exectrack_xl.report.asks import decisions_asked, trouble
from exectrack_xl.report.desk import Desk
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
    notes = desk.say("summary.notes", period=desk.period_label)
    source = "Initiatives, Milestones, Tasks, Costs, Issues, Risks, Changes, Decisions, Narrative"
    return Page("summary", Layout.SUMMARY, summary_title(desk), blocks, source, notes)


def overall(desk: Desk) -> Tile:
    """The computed status and its main reason."""
    word = str(desk.value("overall_status"))
    before = desk.was("overall_status")
    change = _no_comparison(desk)
    if before:
        past = replace(desk.mark_change(desk.words.choice(before), "overall_status"), bold=True)
        change = desk.line("summary.was", period=desk.previous_label, value=past)
    return Tile("overall_status", desk.say("summary.overall"), (desk.number("overall_status", bold=True),),
                (Span(main_reason(desk)),), change, desk.status(word))  # fmt: skip


def finish(desk: Desk) -> Tile:
    """When it will be done, against what was committed."""
    late = desk.value("days_late")
    why = desk.line("summary.committed", day=desk.number("committed_finish"), late=late_span(desk, late))
    return Tile("forecast_finish", desk.say("summary.finish"), (desk.number("forecast_finish", bold=True),), why,
                _since_date(desk))  # fmt: skip


def cost(desk: Desk) -> Tile:
    """What it will cost, against the approved budget; pending changes are not in it, and it says so."""
    if not words.is_known(desk.value("estimate_at_completion")):
        untracked = desk.line("summary.cost_untracked")
        nothing = Span(desk.words.choice("Not tracked"), True)
        return Tile("estimate_at_completion", desk.say("summary.cost"), (nothing,), untracked)
    overrun = desk.value("cost_overrun")
    over = desk.value("estimate_at_completion") - desk.value("budget")
    why = desk.line("summary.budget", budget=desk.number("budget"))
    if words.is_known(overrun):
        beyond = desk.mark(desk.words.signed(desk.money(over)), "variance_at_completion")
        share = desk.mark(desk.words.signed(desk.words.percent(overrun)), "cost_overrun")
        why = desk.line("summary.over_budget", amount=beyond, share=share, budget=desk.number("budget"))
    return Tile("estimate_at_completion", desk.say("summary.cost"), (desk.number("estimate_at_completion", bold=True),),
                why, _since_money(desk))  # fmt: skip


def work(desk: Desk) -> Tile:
    """Work done against plan, with both schedule indices: SPI is never shown without SPI(t)."""
    has_cost = words.is_known(desk.value("cpi"))
    why = desk.line("summary.indices_with_cost" if has_cost else "summary.indices",
                    plan=desk.number("percent_planned"), spi=desk.number("spi"),
                    spi_t=desk.number("spi_t", tone=desk.tone("spi_t")), cpi=desk.number("cpi"))  # fmt: skip
    before = desk.was("percent_complete")
    change: Line = _no_comparison(desk)
    if words.is_known(before):
        spi_t = desk.was("spi_t")
        index = desk.words.index(spi_t) if words.is_known(spi_t) else words.UNKNOWN
        change = desk.line("summary.work_was", period=desk.previous_label,
                           share=desk.mark_change(desk.words.percent(before), "percent_complete"),
                           index=desk.mark_change(index, "spi_t"))  # fmt: skip
    return Tile(
        "percent_complete", desk.say("summary.work"), (desk.number("percent_complete", bold=True),), why, change
    )


def late_span(desk: Desk, late: float, initiative: str = "", bold: bool = False) -> Span:
    """Days late in words, in the colour of Settings."""
    text, ref = desk.words.days_late(late), desk.reference("days_late", initiative)
    return Span(text, bold, lateness(desk, late), ref)


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
    text = desk.words.moved(float(moved)) if moved else desk.say("verdicts.same")
    verdict = replace(desk.mark_change(text, "forecast_finish"), bold=True, tone=tone if moved else Tone.PLAIN)
    past = desk.mark_change(desk.words.day(before), "forecast_finish")
    return desk.line("summary.was_and", period=desk.previous_label, value=past, verdict=verdict)


def _since_money(desk: Desk) -> Line:
    before, now = desk.was("estimate_at_completion"), desk.value("estimate_at_completion")
    if not words.is_known(before) or not words.is_known(now):
        return _no_comparison(desk)
    moved = now - before
    tone = Tone.RED if moved > 0 else Tone.GREEN
    text = desk.say("verdicts.more" if moved > 0 else "verdicts.less", amount=desk.money(abs(moved)))
    verdict = replace(desk.mark_change(text, "estimate_at_completion"), bold=True, tone=tone)
    past = desk.mark_change(desk.money(before), "estimate_at_completion")
    return desk.line("summary.was_and", period=desk.previous_label, value=past, verdict=verdict)


def _no_comparison(desk: Desk) -> Line:
    unknown = desk.say("summary.not_known", period=desk.previous_label)
    return (Span(desk.say("summary.no_comparison") if desk.before is None else unknown, tone=Tone.MUTED),)
