"""Money by month. Depends on: checks.rules, tracker."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from exectrack_xl.checks.rules import Fault, filled, rows, rule
from exectrack_xl.errors import Severity
from exectrack_xl.schema import SHEETS
from exectrack_xl.tracker import Tracker

MONEY = ("actual_cost", "planned_value", "earned_value")


@rule("month-in-future", "Nothing is spent or earned in a month after the status date.")
def costs_are_past(tracker: Tracker) -> Iterator[Fault]:
    """Months to come that bear an actual cost or earned value; planned value may."""
    costs = tracker["costs"]
    ahead = costs["month"] > np.datetime64(tracker.as_of)
    spent = (np.nan_to_num(costs["actual_cost"]) != 0) | (np.nan_to_num(costs["earned_value"]) != 0)
    for row in rows(ahead & spent):
        message = f"is {costs['month'][row]}, after the status date {tracker.as_of}; the row does not count yet."
        yield Fault("costs", row, "month", message, "Correct the month, or clear the money.")


@rule("month-not-first", "A month is written as its first day.", Severity.NOTE)
def months_are_first_days(tracker: Tracker) -> Iterator[Fault]:
    """Months written as some other day of them."""
    for name in ("costs", "quality"):
        days = tracker[name]["month"]
        first = days.astype("datetime64[M]").astype("datetime64[D]")
        for row in rows(~np.isnat(days) & (days != first)):
            yield Fault(name, row, "month", f"is {days[row]}.", f"Type {first[row]}, the first day of the month.")


@rule("month-twice", "An initiative has one row of costs a month.", Severity.ERROR)
def months_are_unique(tracker: Tracker) -> Iterator[Fault]:
    """The second and later rows of an initiative for one month."""
    costs = tracker["costs"]
    seen: dict[tuple[str, str], int] = {}
    for row, (initiative, day) in enumerate(zip(costs["initiative"], costs["month"], strict=True)):
        if not np.isnat(day):
            month = str(day)[:7]
            line = seen.setdefault((initiative, month), int(costs.lines[row]))
            if line != costs.lines[row]:
                message = f"{month} of '{initiative}' stands in row {line} too; both are counted."
                yield Fault("costs", row, "month", message, "Add them up in one row.")


@rule("months-missing", "The months of an initiative follow each other without a gap.", Severity.NOTE)
def months_have_no_gap(tracker: Tracker) -> Iterator[Fault]:
    """Rows of costs before which a month is missing."""
    for initiative, own in _by_initiative(tracker):
        months = tracker["costs"]["month"][own].astype("datetime64[M]").astype(int)
        for before, after, row in zip(months, months[1:], own[1:], strict=False):
            if after - before > 1:
                message = f"{after - before - 1} months before it are missing for '{initiative}'."
                yield Fault("costs", row, "month", message, "Add them; type 0 where nothing was spent.")


@rule("money-negative", "Planned and earned value of a month are not negative.")
def values_are_positive(tracker: Tracker) -> Iterator[Fault]:
    """Negative planned or earned value: a month's own value was probably taken from running totals."""
    for column in MONEY[1:]:
        values = tracker["costs"][column]
        for row in rows(values < 0):
            yield Fault("costs", row, column, f"is {values[row]:g}.", "Type the value of this month alone.")


@rule("cost-negative", "A negative actual cost is a credit.", Severity.NOTE)
def credits_are_meant(tracker: Tracker) -> Iterator[Fault]:
    """Negative actual costs without a note."""
    costs = tracker["costs"]
    for row in rows((costs["actual_cost"] < 0) & ~filled(costs["note"])):
        yield Fault("costs", row, "actual_cost", f"is {costs['actual_cost'][row]:g}.",
                    "If it is a credit, say so in Note.")  # fmt: skip


@rule("money-cumulative", "Money is typed by month, not as a running total.")
def money_is_by_month(tracker: Tracker) -> Iterator[Fault]:
    """Five or more months that only rise and together far exceed the budget, while the last alone does not."""
    budgets = dict(zip(tracker["initiatives"]["id"], tracker["initiatives"]["budget"], strict=True))
    for initiative, own in _by_initiative(tracker):
        budget = budgets.get(initiative, np.nan)
        for column in MONEY:
            values = tracker["costs"][column][own]
            values = values[~np.isnan(values)]
            rises = len(values) >= 5 and bool(np.all(np.diff(values) >= 0)) and values[-1] > values[0]
            if rises and values.sum() > 1.5 * budget and values[-1] <= 1.5 * budget:
                header = SHEETS["costs"].by_name[column].header
                whole = f"{values.sum():g} of a budget of {budget:g}"
                yield Fault("costs", own[0], column, f"{header} of '{initiative}' only rises and adds up to {whole}.",
                            "Type the money of each month alone, not running totals.")  # fmt: skip


@rule("earned-over-budget", "An initiative does not earn more than its budget.")
def earnings_stay_in_budget(tracker: Tracker) -> Iterator[Fault]:
    """Initiatives whose earned values add up to more than the budget."""
    positions = tracker["initiatives"].positions
    for initiative, own in _by_initiative(tracker):
        at = positions.get(initiative)
        earned = np.nansum(tracker["costs"]["earned_value"][own])
        if at is not None and earned > 1.0001 * tracker["initiatives"]["budget"][at] > 0:
            budget = tracker["initiatives"]["budget"][at]
            message = f"is {budget:g}, but {earned:g} has been earned in Costs."
            yield Fault("initiatives", at, "budget", message, "Correct the budget or the earned values.")


def _by_initiative(tracker: Tracker) -> Iterator[tuple[str, list[int]]]:
    """The rows of each initiative with a month, earliest first."""
    costs = tracker["costs"]
    found: dict[str, list[int]] = {}
    for row in np.argsort(costs["month"], kind="stable").tolist():
        if not np.isnat(costs["month"][row]) and costs["initiative"][row]:
            found.setdefault(costs["initiative"][row], []).append(row)
    yield from found.items()
