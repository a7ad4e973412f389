"""Titles of pages: one full sentence with the number that matters, by rules over the numbers.

Depends on: report.asks, report.desk, report.model, report.paging, report.words.
"""

from __future__ import annotations

import numpy as np

from exectrack_xl.report import words
from exectrack_xl.report.asks import open_actions, pending_decisions
from exectrack_xl.report.desk import Desk
from exectrack_xl.report.language.words import capital
from exectrack_xl.report.model import Said, Span
from exectrack_xl.report.paging import fits


def summary_title(desk: Desk) -> str:
    """Status, finish, and the decision that helps most: "Red: the finish slips 20 days to 18 Mar 2027; …"."""
    state, finish = desk.number("overall_status"), desk.value("forecast_finish")
    if not words.is_known(finish):
        return desk.say("headlines.finish_unknown", state=state)
    late, day = desk.value("days_late"), desk.number("forecast_finish")
    days = desk.mark(desk.words.plural(abs(late), "working_day"), "days_late") if words.is_known(late) else Span("")
    if words.is_known(late) and late > 0:
        said = desk.say("headlines.finish_slips", state=state, days=days, day=day)
    elif words.is_known(late) and late < 0:
        said = desk.say("headlines.finish_early", state=state, days=days, day=day)
    else:
        said = desk.say("headlines.finish_stands", state=state, day=day)
    return _with(desk, said, _help(desk))


def _help(desk: Desk) -> str:
    """The pending change that wins back most days, as the end of a sentence."""
    table = desk.table("changes")
    waiting = np.isin(table["status"].astype(str), ["Recommended", "Submitted"]) & (table["days"] < 0)
    rows = np.flatnonzero(waiting)
    if not len(rows):
        count = len(pending_decisions(desk))
        return desk.say("headlines.decisions_asked", decisions=desk.words.plural(count, "decision")) if count else ""
    gains = {str(table["id"][row]): _gain(desk, str(table["id"][row]), float(table["days"][row])) for row in rows}
    best = max(gains, key=lambda change: gains[change])
    if gains[best] <= 0:
        return ""
    return desk.say("headlines.wins_back", gains[best], change=best, count=_gained(desk, best, gains[best]))


def _gain(desk: Desk, change: str, typed: float) -> float:
    """The working days a change wins back: by the links between the tasks, else as typed."""
    computed = next((row["Computed days"] for row in desk.listing("change_impact") if row["ID"] == change), None)
    return -float(typed if computed is None else computed)


def _gained(desk: Desk, change: str, days: float) -> Span:
    computed = any(row["ID"] == change for row in desk.listing("change_impact"))
    name, column = ("change_impact", "Computed days") if computed else ("change_listing", "Timeline (days)")
    return Span(desk.words.fixed(days, 0), ref=f"{name}[{change}].{column}")


def changes_title(desk: Desk) -> str:
    """What moved since the period before: finish and money, and who moved it most."""
    if desk.before is None:
        return desk.say("headlines.no_comparison")
    said = [part for part in (_finish_moved(desk), _cost_moved(desk)) if part]
    if not said:
        return desk.say("headlines.what_changed", period=desk.previous_label)
    return desk.say("headlines.since", period=desk.previous_label, what=desk.words.listed(said))


def _finish_moved(desk: Desk) -> str:
    before, now = words.as_date(desk.was("forecast_finish")), words.as_date(desk.value("forecast_finish"))
    if not before or not now:
        return ""
    moved = desk.tracker.calendar.between(before, now)
    if not moved:
        return desk.say("headlines.finish_stayed")
    days = desk.mark_change(desk.words.plural(abs(moved), "working_day"), "forecast_finish")
    return desk.say("headlines.finish_later" if moved > 0 else "headlines.finish_earlier", days=days)


def _cost_moved(desk: Desk) -> str:
    before, now = desk.was("estimate_at_completion"), desk.value("estimate_at_completion")
    if not words.is_known(before) or not words.is_known(now):
        return ""
    amount = desk.mark_change(desk.money(abs(now - before)), "estimate_at_completion")
    return desk.say("headlines.cost_rose" if now > before else "headlines.cost_fell", amount=amount)


def scorecard_title(desk: Desk) -> str:
    """How many initiatives are on track, and which one is worst."""
    states = {i: str(desk.value("overall_status", i)) for i in desk.initiatives}
    if not states:
        return desk.say("headlines.no_initiative")
    green = sum(state == "Green" for state in states.values())
    said = capital(desk.say("headlines.on_track", green, count=desk.words.spelled(green),
                            all=desk.words.spelled(len(states))))  # fmt: skip
    late = {i: desk.value("days_late", i) for i in states}
    worst = max((i for i in states if words.is_known(late[i])), key=lambda i: late[i], default="")
    if worst and late[worst] > 0:
        days = desk.mark(desk.words.plural(late[worst], "working_day"), "days_late", worst)
        return _with(desk, said, desk.say("headlines.is_late", name=desk.name(worst), days=days))
    return said


def roadmap_title(desk: Desk) -> str:
    """Where the last key milestone lands, and how many land on plan."""
    rows = desk.listing("key_milestones", n=99)
    ahead = [row for row in rows if row["Status"] != "Reached"]
    if not ahead:
        return desk.say("headlines.all_reached" if rows else "headlines.no_milestone")
    dated = [row for row in ahead if words.as_date(row["Due date"]) is not None]
    if not dated:
        return desk.say("headlines.none_dated", milestones=desk.words.plural(len(ahead), "key_milestone"))
    last = max(dated, key=lambda row: row["Due date"])
    on_plan = sum(row["Status"] == "On track" for row in ahead)
    ref, late = f"key_milestones[{last['ID']}]", last["Days late"]
    day = Span(desk.words.day(last["Due date"]), ref=f"{ref}.Due date")
    said = desk.say("headlines.lands", name=str(last["Milestone"]), day=day)
    if words.is_known(late) and late:
        days = Span(desk.words.days_late(late), ref=f"{ref}.Days late")
        said = desk.say("headlines.lands_late", name=str(last["Milestone"]), day=day, days=days)
    return _with(desk, said, desk.say("headlines.milestones_on_track", on_plan, all=desk.words.fixed(len(ahead), 0)))


def forecast_title(desk: Desk) -> str:
    """The two deterministic forecasts side by side: what the plan says and what today's pace says."""
    plan, pace = words.as_date(desk.value("forecast_finish")), words.as_date(desk.value("finish_by_spi_t"))
    if plan is None:
        return desk.say("headlines.no_forecast")
    said = desk.say("headlines.plan_finishes", day=desk.number("forecast_finish"))
    if pace and pace > plan:
        said = desk.say("headlines.plan_and_pace", day=desk.number("forecast_finish"),
                        pace=desk.number("finish_by_spi_t"))  # fmt: skip
    committed = words.as_date(desk.value("committed_finish"))
    more = desk.say("headlines.committed", day=desk.number("committed_finish")) if committed else ""
    return _with(desk, said, more)


def risks_title(desk: Desk) -> str:
    """Critical risks, and where the exposure goes."""
    critical, exposure = desk.value("critical_risks"), desk.value("risk_exposure")
    exposure = exposure if words.is_known(exposure) else 0.0
    if not desk.value("open_risks"):
        return desk.say("headlines.no_risk")
    count = desk.mark(desk.words.spelled(int(critical)), "critical_risks")
    said = capital(desk.say("headlines.critical", critical, count=count))
    before, amount = desk.was("risk_exposure"), desk.number("risk_exposure")
    if words.is_known(before) and before and exposure:
        share = exposure / before - 1
        if abs(share) >= desk.settings.number("trend_band"):
            told = desk.mark_change(desk.words.percent(abs(share)), "risk_exposure")
            key = "headlines.exposure_up" if share > 0 else "headlines.exposure_down"
            return _with(desk, said, desk.say(key, share=told, amount=amount))
    return _with(desk, said, desk.say("headlines.exposure", amount=amount)) if exposure else said


def next_steps_title(desk: Desk) -> str:
    """How many actions by when, and how many are overdue."""
    actions = open_actions(desk)
    dates = [action.due for action in actions if action.due]
    count = desk.words.spelled(len(actions))
    said = capital(desk.say("headlines.actions", len(actions), count=count))
    if dates:
        said = capital(desk.say("headlines.actions_due", len(actions), count=count, day=desk.near(min(dates))))
    overdue = sum(day < desk.day for day in dates)
    more = desk.say("headlines.overdue", overdue, count=desk.words.spelled(overdue)) if overdue else ""
    return _with(desk, said, more)


def _with(desk: Desk, said: Said, more: str) -> str:
    """Two halves of a sentence, the second only if the whole still fits on a line."""
    both = desk.say("lists.and_then", first=said, then=more) if more else said
    return both if fits(both) else said
