"""Initiatives: budgets that agree with their tasks, statuses set by hand, dates of their milestones.

Depends on: checks.rules, checks.summaries, tracker.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from exectrack_xl.checks.rules import Fault, filled, rows, rule
from exectrack_xl.checks.summaries import summaries
from exectrack_xl.tracker import Tracker
from exectrack_xl.tracker.calendars import holidays_written, week_written


@rule("budget-differs", "An initiative's budget is the sum of its tasks' budgets.")
def budgets_add_up(tracker: Tracker) -> Iterator[Fault]:
    """Initiatives whose tasks add up to another budget, by more than half a percent; summary tasks do not count."""
    tasks, initiatives = tracker["tasks"], tracker["initiatives"]
    counted = filled(tasks["budget"]) & ~summaries(tasks)
    for row, (identity, budget) in enumerate(zip(initiatives["id"], initiatives["budget"], strict=True)):
        own = counted & (tasks["initiative"] == identity)
        total = tasks["budget"][own].sum()
        if identity and own.any() and budget == budget and abs(total - budget) > max(1, 0.005 * budget):
            message = f"is {budget:,.0f}, but the budgets of its tasks add up to {total:,.0f}."
            yield Fault("initiatives", row, "budget", message, "Correct the budget, or those of its tasks.")


@rule("override-without-reason", "A status set by hand has a reason.")
def overrides_have_reasons(tracker: Tracker) -> Iterator[Fault]:
    """Overrides without a reason; they do not count."""
    table = tracker["initiatives"]
    for row in rows(filled(table["override"]) & ~filled(table["override_reason"])):
        yield Fault("initiatives", row, "override_reason", "is blank, so the override does not count.",
                    "Say why the computed status misleads.")  # fmt: skip


@rule("override-without-expiry", "A status set by hand has an expiry.")
def overrides_have_expiries(tracker: Tracker) -> Iterator[Fault]:
    """Overrides without an expiry; they do not count."""
    table = tracker["initiatives"]
    for row in rows(filled(table["override"]) & np.isnat(table["override_expiry"])):
        yield Fault("initiatives", row, "override_expiry", "is blank, so the override does not count.",
                    "Type the last day it is to count.")  # fmt: skip


@rule("override-expired", "A status set by hand has not expired.")
def overrides_are_current(tracker: Tracker) -> Iterator[Fault]:
    """Overrides past their expiry."""
    table = tracker["initiatives"]
    for row in rows(filled(table["override"]) & (table["override_expiry"] < np.datetime64(tracker.as_of))):
        message = f"expired on {table['override_expiry'][row]}; the computed status counts again."
        yield Fault("initiatives", row, "override_expiry", message, "Clear the override, or renew it.")


@rule("own-days-off-wrong", "An initiative's own days off can be read.")
def own_days_off_are_read(tracker: Tracker) -> Iterator[Fault]:
    """Own days off and own holidays that cannot be used; the tracker's count instead."""
    table = tracker["initiatives"]
    columns = (table[name].tolist() for name in ("days_off", "own_holidays"))
    for row, (week, holidays) in enumerate(zip(*columns, strict=True)):
        if week.strip() and not week_written(week):
            message = f"is '{week}', which are not seven signs of 0 and 1 with at least one 0; Settings count instead."
            yield Fault("initiatives", row, "days_off", message, "Type seven signs from Monday to Sunday: '0000011.")
        for part in holidays_written(holidays)[1]:
            yield Fault("initiatives", row, "own_holidays", f"holds '{part}', which is no day and no span of days.",
                        "Type days as 2026-12-24, spans as 2026-12-24..2026-12-31, with commas between.")  # fmt: skip


@rule("milestone-after-initiative", "A milestone's baseline is not after its initiative's finish.")
def milestones_lie_within(tracker: Tracker) -> Iterator[Fault]:
    """Milestones planned for after the end of their initiative."""
    milestones, initiatives = tracker["milestones"], tracker["initiatives"]
    for row, initiative in enumerate(milestones["initiative"]):
        at = initiatives.positions.get(initiative) if initiative else None
        if at is not None:
            last = np.fmax(initiatives["baseline_finish"][at], initiatives["approved_finish"][at])
            if milestones["baseline"][row] > last:
                message = f"is {milestones['baseline'][row]}, after the finish of '{initiative}' ({last})."
                yield Fault("milestones", row, "baseline", message, "Correct one of the two dates.")
