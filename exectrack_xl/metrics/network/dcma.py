"""The 14 checks of the DCMA as metrics: the list, the rows that fail, the score, CPLI and BEI.

Depends on: schema, tracker, metrics.registry, metrics.network.quality.
"""

from __future__ import annotations

import math
from datetime import date
from operator import itemgetter

import numpy as np

from exectrack_xl.metrics.network.check import ENOUGH, Check, bei_of, cpli_of
from exectrack_xl.metrics.network.plan import Scheduled
from exectrack_xl.metrics.network.quality import Assessed, assess, path_length
from exectrack_xl.metrics.registry import Bands, Group, Listing, Result, Unit, derived, metric
from exectrack_xl.schema import Table

FOURTEEN = "DCMA-EA PAM 200.1 (2012), section 4: 14-point assessment"


@derived
def schedule_checks(
    network_schedule: Scheduled, tasks: Table, committed_finish: date | None, as_of: date
) -> tuple[Check, ...]:
    """The 14 checks of the tasks in scope; none where there are no tasks."""
    if not len(tasks):
        return ()
    return tuple(assess(Assessed.of(network_schedule, tasks, as_of), committed_finish))


@metric(
    label="Schedule quality checks", unit=Unit.TEXT, group=Group.SCHEDULE, result=Result.TABLE,
    formula="14 checks with found, out of, value, threshold and result", source=FOURTEEN,
)  # fmt: skip
def dcma_checks(schedule_checks: tuple[Check, ...]) -> Listing:
    """The 14 checks of the DCMA: how many tasks or links count, out of how many, the threshold, and the result.

    Incomplete tasks are counted in checks 1, 5 to 8 and 10, links into incomplete tasks in 2 to 4, all tasks in 9,
    tasks baselined to finish by the status date in 11 and 14. Summaries do not count. Float is measured by our own
    network, CPLI against the committed finish. Exactly at a threshold passes.
    """
    return Listing(("No.", "Check", "Found", "Out of", "Value", "Threshold", "Result", "Measure"), tuple(
        (check.number, check.rule.name, check.found, check.out_of, check.value,
         check.rule.threshold.replace("<=", "≤ ").replace(">=", "≥ "), _word(check), check.rule.measure)
        for check in schedule_checks
    ))  # fmt: skip


@metric(
    label="Schedule quality failures", unit=Unit.TEXT, group=Group.SCHEDULE, result=Result.TABLE,
    formula="each task that counts against one of the 14 checks", source=FOURTEEN,
)  # fmt: skip
def dcma_failures(schedule_checks: tuple[Check, ...], tasks: Table) -> Listing:
    """Every task that counts against a check of the DCMA, with its check and what is wrong, by check and row."""
    ids, names = tasks["id"].tolist(), tasks["name"].tolist()
    return Listing(("No.", "Check", "ID", "Task", "What"), tuple([
        (check.number, check.rule.name, ids[row], names[row], what)
        for check in schedule_checks for row, what in sorted(check.faults, key=itemgetter(0))
    ]))  # fmt: skip


@metric(
    label="Schedule quality", unit=Unit.SHARE, group=Group.SCHEDULE,
    formula="checks passed / checks that can be judged", source=FOURTEEN,
)  # fmt: skip
def dcma_score(schedule_checks: tuple[Check, ...]) -> float:
    """Share of the 14 checks of the DCMA that pass, of those there is something to judge in."""
    judged = [check.passed for check in schedule_checks if check.passed is not None]
    return sum(judged) / len(judged) if judged else math.nan


@metric(
    label="Critical path length index", unit=Unit.INDEX, group=Group.SCHEDULE, bands=Bands(ENOUGH, 0.9),
    formula="(critical path length + total float) / critical path length", source=FOURTEEN,
)  # fmt: skip
def cpli(network_schedule: Scheduled, committed_finish: date | None, as_of: date) -> float:
    """How realistic the committed finish is: 1 = the critical path just fits, below 0.95 = it hardly can.

    The length runs in working days from the status date to the network finish, the float from there to the committed
    finish.
    """
    return cpli_of(*path_length(network_schedule, as_of, committed_finish))


@metric(
    label="Baseline execution index", unit=Unit.INDEX, group=Group.SCHEDULE, bands=Bands(ENOUGH, 0.9),
    formula="tasks completed / tasks baselined to be completed by the status date", source=FOURTEEN,
)  # fmt: skip
def bei(network_schedule: Scheduled, tasks: Table, as_of: date) -> float:
    """Tasks completed for each task that should be by the baseline; summaries do not count, early work does."""
    if not len(tasks):
        return math.nan
    of = Assessed.of(network_schedule, tasks, as_of)
    due = of.column("baseline_finish") <= np.datetime64(as_of)
    return bei_of(int((~of.incomplete).sum()), int(due.sum()))


def _word(check: Check) -> str:
    return "Not judged" if check.passed is None else "Pass" if check.passed else "Fail"
