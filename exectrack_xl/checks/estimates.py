"""Durations estimated in three points, and constraints. Depends on: checks.rules, tracker."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from exectrack_xl.checks.rules import Fault, filled, is_one_of, rows, rule
from exectrack_xl.tracker import Tracker

POINTS = ("optimistic", "most_likely", "pessimistic")


@rule("estimate-order", "Optimistic is not above most likely, nor most likely above pessimistic.")
def estimates_rise(tracker: Tracker) -> Iterator[Fault]:
    """Three-point estimates in the wrong order."""
    tasks = tracker["tasks"]
    low, middle, high = (tasks[point] for point in POINTS)
    for row in rows((low > middle) | (middle > high) | (low > high)):
        message = f"optimistic {low[row]:g}, most likely {middle[row]:g}, pessimistic {high[row]:g} do not rise."
        yield Fault("tasks", row, "most_likely", message.replace("nan", "(blank)"), "Put them in order.")


@rule("estimate-incomplete", "A three-point estimate has all three points.")
def estimates_are_complete(tracker: Tracker) -> Iterator[Fault]:
    """Tasks with one or two of the three points."""
    tasks = tracker["tasks"]
    count = np.sum([filled(tasks[point]) for point in POINTS], axis=0)
    for row in rows((count > 0) & (count < 3)):
        blank = next(point for point in POINTS if np.isnan(tasks[point][row]))
        yield Fault("tasks", row, blank, "is blank, but other points of the estimate are given.",
                    "Type it, or clear the others.")  # fmt: skip


@rule("constraint-without-date", "A constraint that needs a date has one.")
def constraints_are_dated(tracker: Tracker) -> Iterator[Fault]:
    """Constraints such as 'Must start on' without the day."""
    tasks = tracker["tasks"]
    free = is_one_of(tasks["constraint"], ("", "As soon as possible", "As late as possible"))
    for row in rows(~free & np.isnat(tasks["constraint_date"])):
        message = f"is blank, but the constraint is '{tasks['constraint'][row]}'."
        yield Fault("tasks", row, "constraint_date", message, "Type the day, or clear the constraint.")
