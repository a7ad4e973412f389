"""The 14 checks of the DCMA as published: names, measures, thresholds, and when a value passes.

"Not more than 5%" passes at exactly 5%. Depends on: metrics.network.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from exectrack_xl.metrics.network.schedule import SMALL

FEW = 0.05
ENOUGH = 0.95


@dataclass(frozen=True)
class Rule:
    """One of the 14 checks as published."""

    name: str
    measure: str
    threshold: str


RULES = {
    1: Rule("Logic", "incomplete tasks missing predecessor or successor / incomplete tasks", "<=5%"),
    2: Rule("Leads", "links with negative lag / links", "0%"),
    3: Rule("Lags", "links with positive lag / links", "<=5%"),
    4: Rule("Relationship types", "FS links / links", ">=90%"),
    5: Rule("Hard constraints", "incomplete tasks with MSO, MFO, SNLT, FNLT / incomplete tasks", "<=5%"),
    6: Rule("High float", "incomplete tasks with total float > 44 working days / incomplete tasks", "<=5%"),
    7: Rule("Negative float", "incomplete tasks with total float < 0 / incomplete tasks", "0%"),
    8: Rule("High duration",
            "incomplete tasks with (baseline/remaining) duration > 44 working days / incomplete tasks", "<=5%"),
    9: Rule("Invalid dates", "tasks with forecast before status date or actual after status date", "0"),
    10: Rule("Resources", "incomplete tasks with duration>=1 day and no resource or cost / incomplete tasks",
             "no threshold (target 0)"),
    11: Rule("Missed tasks",
             "tasks finished (or forecast) later than baseline among those baselined to finish by status date", "<=5%"),
    12: Rule("Critical path test",
             "add 600 days to a critical task; project finish must move by the same amount", "pass/fail"),
    13: Rule("CPLI", "(critical path length + total float)/critical path length", ">=0.95"),
    14: Rule("BEI", "tasks completed / tasks baselined to complete by status date", ">=0.95"),
}  # fmt: skip


class Fault(NamedTuple):
    """One row that fails a check."""

    row: int  # in Tasks
    what: str


@dataclass(frozen=True)
class Check:
    """One of the checks, judged."""

    number: int
    found: float  # tasks or links that count against or for it; NaN for an index
    out_of: float
    value: float  # share or index
    passed: bool | None  # None: there is nothing to judge
    faults: tuple[Fault, ...] = ()

    @property
    def rule(self) -> Rule:
        """The check as published."""
        return RULES[self.number]


def share(number: int, faults: Sequence[Fault], out_of: int) -> Check:
    """A check of how large a share fails."""
    value = len(faults) / out_of if out_of else math.nan
    return Check(number, len(faults), out_of, value, passes(number, value), tuple(faults))


def passes(number: int, value: float) -> bool | None:
    """Whether a share or index passes a check; exactly at the threshold passes; None where it is not known.

    >>> passes(1, 0.05), passes(13, 0.94)
    (True, False)
    """
    if math.isnan(value):
        return None
    if number in (4, 13, 14):
        return value >= (0.9 if number == 4 else ENOUGH) - SMALL
    return value <= (FEW if number in (1, 3, 5, 6, 8, 11) else 0.0) + SMALL


def cpli_of(length: float, total: float) -> float:
    """(Critical path length + total float) / critical path length; NaN where nothing is left.

    >>> round(cpli_of(720, -60), 4)
    0.9167
    """
    return (length + total) / length if length > 0 else math.nan


def bei_of(done: int, due: int) -> float:
    """Tasks completed / tasks baselined to be completed by the status date; NaN where none was due.

    >>> bei_of(3, 4)
    0.75
    """
    return done / due if due else math.nan
