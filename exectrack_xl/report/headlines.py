"""Titles of pages: one full sentence with the number that matters, by rules over the numbers.

Depends on: report.asks, report.desk, report.paging, report.words.
"""

from __future__ import annotations

import numpy as np

from exectrack_xl.report import words
from exectrack_xl.report.asks import open_actions, pending_decisions
from exectrack_xl.report.desk import Desk
from exectrack_xl.report.paging import LONGEST


def summary_title(desk: Desk) -> str:
    """Status, finish, and the decision that helps most: "Red: the finish slips 20 days to 18 Mar 2027; …"."""
    state, finish = str(desk.value("overall_status")), desk.value("forecast_finish")
    if not words.is_known(finish):
        return f"{state}: the finish is not known until milestones or tasks have forecast dates"
    late = desk.value("days_late")
    if words.is_known(late) and late > 0:
        said = f"{state}: the finish slips {desk.words.plural(late, 'working_day')} to {desk.words.day(finish)}"
    elif words.is_known(late) and late < 0:
        said = f"{state}: the finish comes {desk.words.plural(-late, 'working_day')} early, on {desk.words.day(finish)}"
    else:
        said = f"{state}: the finish stands at {desk.words.day(finish)}"
    return _with(said, _help(desk))


def _help(desk: Desk) -> str:
    """The pending change that wins back most days, as the end of a sentence."""
    table = desk.table("changes")
    waiting = np.isin(table["status"].astype(str), ["Recommended", "Submitted"]) & (table["days"] < 0)
    rows = np.flatnonzero(waiting)
    if not len(rows):
        count = len(pending_decisions(desk))
        return f"{desk.words.plural(count, 'decision')} asked" if count else ""
    gains = {str(table["id"][row]): _gain(desk, str(table["id"][row]), float(table["days"][row])) for row in rows}
    best = max(gains, key=lambda change: gains[change])
    return f"{best} would win back {desk.words.fixed(gains[best], 0)}" if gains[best] > 0 else ""


def _gain(desk: Desk, change: str, typed: float) -> float:
    """The working days a change wins back: by the links between the tasks, else as typed."""
    computed = next((row["Computed days"] for row in desk.listing("change_impact") if row["ID"] == change), None)
    return -float(typed if computed is None else computed)


def changes_title(desk: Desk) -> str:
    """What moved since the period before: finish and money, and who moved it most."""
    if desk.before is None:
        return "No comparison yet: the first snapshot starts the history"
    before, now = words.as_date(desk.was("forecast_finish")), words.as_date(desk.value("forecast_finish"))
    said = []
    if before and now:
        moved = desk.tracker.calendar.between(before, now)
        said.append(
            f"the finish moved {desk.words.plural(abs(moved), 'working_day')} {'later' if moved > 0 else 'earlier'}"
            if moved else "the finish stayed"
        )  # fmt: skip
    cost_before, cost_now = desk.was("estimate_at_completion"), desk.value("estimate_at_completion")
    if words.is_known(cost_before) and words.is_known(cost_now):
        rise = cost_now - cost_before
        said.append(f"cost {'rose' if rise > 0 else 'fell'} {desk.money(abs(rise))}")
    return f"Since {desk.previous_label} {' and '.join(said)}" if said else f"What changed since {desk.previous_label}"


def scorecard_title(desk: Desk) -> str:
    """How many initiatives are on track, and which one is worst."""
    states = {i: str(desk.value("overall_status", i)) for i in desk.initiatives}
    if not states:
        return "No initiative is typed yet"
    green = sum(state == "Green" for state in states.values())
    verb = "is" if green == 1 else "are"
    said = f"{desk.words.spelled(green).capitalize()} of {desk.words.spelled(len(states))} initiatives {verb} on track"
    late = {i: desk.value("days_late", i) for i in states}
    worst = max((i for i in states if words.is_known(late[i])), key=lambda i: late[i], default="")
    if worst and late[worst] > 0:
        return _with(said, f"{desk.name(worst)} is {desk.words.plural(late[worst], 'working_day')} late")
    return said


def roadmap_title(desk: Desk) -> str:
    """Where the last key milestone lands, and how many land on plan."""
    rows = desk.listing("key_milestones", n=99)
    ahead = [row for row in rows if row["Status"] != "Reached"]
    if not ahead:
        return "Every key milestone is reached" if rows else "No key milestone is typed yet"
    dated = [row for row in ahead if words.as_date(row["Due date"]) is not None]
    if not dated:
        return f"{desk.words.plural(len(ahead), 'key_milestone')} ahead, none with a date yet"
    last = max(dated, key=lambda row: row["Due date"])
    on_plan = sum(row["Status"] == "On track" for row in ahead)
    said = f"{last['Milestone']} lands on {desk.words.day(last['Due date'])}"
    late = last["Days late"]
    if words.is_known(late) and late:
        said += f", {desk.words.days_late(late)}"
    return _with(said, f"{on_plan} of {len(ahead)} key milestones ahead are on track")


def forecast_title(desk: Desk) -> str:
    """The two deterministic forecasts side by side: what the plan says and what today's pace says."""
    plan, pace = words.as_date(desk.value("forecast_finish")), words.as_date(desk.value("finish_by_spi_t"))
    committed = words.as_date(desk.value("committed_finish"))
    if plan is None:
        return "No forecast yet: milestones or tasks need forecast dates"
    said = f"The plan finishes on {desk.words.day(plan)}"
    if pace and pace > plan:
        said += f"; at today's pace it would be {desk.words.day(pace)}"
    return _with(said, f"committed is {desk.words.day(committed)}" if committed else "")


def risks_title(desk: Desk) -> str:
    """Critical risks, and where the exposure goes."""
    critical, exposure = desk.value("critical_risks"), desk.value("risk_exposure")
    exposure = exposure if words.is_known(exposure) else 0.0
    if not desk.value("open_risks"):
        return "No open risk is known: ask whether that is true"
    noun = "risk is" if critical == 1 else "risks are"
    said = f"{desk.words.spelled(int(critical)).capitalize()} {noun} critical"
    before = desk.was("risk_exposure")
    if words.is_known(before) and before and exposure:
        share = exposure / before - 1
        if abs(share) >= desk.settings.number("trend_band"):
            return _with(said, f"expected cost is {'up' if share > 0 else 'down'} {desk.words.percent(abs(share))} "
                               f"to {desk.money(exposure)}")  # fmt: skip
    return _with(said, f"expected cost stands at {desk.money(exposure)}") if exposure else said


def next_steps_title(desk: Desk) -> str:
    """How many actions by when, and how many are overdue."""
    actions = open_actions(desk)
    dates = [action.due for action in actions if action.due]
    count = desk.words.spelled(len(actions)).capitalize()
    said = f"{count} {'action keeps' if len(actions) == 1 else 'actions keep'} the plan"
    said += f", the first due on {desk.near(min(dates))}" if dates else ""
    overdue = sum(day < desk.day for day in dates)
    return _with(said, f"{desk.words.spelled(overdue)} {'is' if overdue == 1 else 'are'} overdue" if overdue else "")


def _with(said: str, more: str) -> str:
    """Two halves of a sentence, the second only if the whole still fits on a line."""
    both = f"{said}; {more}" if more else said
    return both if len(both) <= LONGEST else said
