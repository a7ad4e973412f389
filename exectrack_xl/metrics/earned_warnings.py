"""Where earned value misleads, in one sentence each: an SPI that flatters, running totals typed as months, stopped
work, dates approved anew. Blank where there is nothing to say.

Depends on: schema, tracker, metrics.curves, metrics.earned_value, metrics.registry.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import groupby, pairwise

import numpy as np

from exectrack_xl.metrics.curves import Curve
from exectrack_xl.metrics.earned_value import ratio
from exectrack_xl.metrics.registry import Group, Result, Series, Unit, metric
from exectrack_xl.metrics.sources import EARNED_SCHEDULE, EARNED_VALUE
from exectrack_xl.schema import SHEETS, Table
from exectrack_xl.schema.table import Array
from exectrack_xl.tracker import Calendar, Settings
from exectrack_xl.tracker.periods import MONTHS

_LATE = 0.8  # share of the work planned by now from which SPI is drawn to 1
_APART = 0.03  # SPI and SPI(t) nearer than that say the same
_FEWEST = 3  # months that rise before they are taken for running totals
_EXCESS = 1.2  # times the budget that months added up do not reach
_MONEY = ("planned_value", "earned_value", "actual_cost")


@metric(
    label="Warning about SPI", unit=Unit.TEXT, group=Group.EARNED_VALUE, result=Result.TEXT, source=EARNED_SCHEDULE,
    formula="SPI over SPI(t) by 0.03 with 80% of the work planned, or the two in different colours",
)  # fmt: skip
def spi_warning(spi: float, spi_t: float, percent_planned: float, rules: Settings) -> str:
    """Says when SPI must not be believed: late in a project it returns to 1 however late that is; blank otherwise.

    >>> spi_warning(0.98, 0.8, 0.97, Settings())
    'SPI 0.98 flatters: 97% of the work was to be done by now, and SPI returns to 1 as it ends. Go by SPI(t) 0.80.'
    """
    if not abs(spi - spi_t) >= _APART:  # also where one is not known
        return ""
    if percent_planned >= _LATE and spi > spi_t:
        return (f"SPI {spi:.2f} flatters: {percent_planned:.0%} of the work was to be done by now, and SPI returns "
                f"to 1 as it ends. Go by SPI(t) {spi_t:.2f}.")  # fmt: skip
    bounds = rules.number("spi_t_yellow"), rules.number("spi_t_green")
    if np.searchsorted(bounds, spi, side="right") == np.searchsorted(bounds, spi_t, side="right"):
        return ""
    return f"SPI {spi:.2f} and SPI(t) {spi_t:.2f} judge the schedule differently. Go by SPI(t)."


@metric(
    label="Warning about typed values", unit=Unit.TEXT, group=Group.EARNED_VALUE, result=Result.TEXT,
    formula="months that only rise, together over 120% of the budget, while the last alone is not", source=EARNED_VALUE,
)  # fmt: skip
def typed_values_warning(costs: Table, initiatives: Table) -> str:
    """Says where Costs holds running totals, or a mix of them and money by month; blank where all is by month.

    Typed values are always read as the money of their month. Running totals show by months that only rise and
    together far exceed the initiative's budget, which the last alone does not.
    """
    dated = costs.take(~np.isnat(costs["month"]))
    ordered = dated.take(np.argsort(dated["month"], kind="stable"))
    budgets = zip(initiatives["id"].tolist(), initiatives["budget"].tolist(), strict=True)
    found = (_mixed(ordered.take(ordered.rows_with("initiative", name)), name, budget) for name, budget in budgets)
    return " ".join(text for text in found if text)


def _mixed(own: Table, identity: str, budget: float) -> str:
    """What the values of one initiative are, oldest first; blank where they are of the month."""
    parts, running = [], False
    for name in _MONEY:
        known = ~np.isnan(own[name])
        header, since = SHEETS["costs"].by_name[name].header, _running_from(own[name][known], budget)
        if since == 0:
            parts.append(f"{header} is typed as running totals")
        elif since is not None:
            parts.append(f"{header} turns into running totals in {_month(own['month'][known][since].item())}")
        elif known.any():
            parts.append(f"{header} is typed by month")
        running = running or since is not None
    return f"{identity}: {'; '.join(parts)}. All are read as the money of each month." if running else ""


def _running_from(values: Array, budget: float) -> int | None:
    """The first of the months that hold running totals; None where there are none."""
    if len(values) < _FEWEST or not budget > 0 or not values.sum() > _EXCESS * budget or values[-1] > _EXCESS * budget:
        return None
    falls = np.flatnonzero(np.diff(values) < 0)
    start = int(falls[-1]) + 1 if len(falls) else 0
    covers = values >= np.cumsum(values) - values  # as much as all months before together: always true of the first
    since = start + int(np.argmax(covers[start:]))
    rises = covers[since] and len(values) - since >= _FEWEST and values[-1] > values[since]
    return since if rises else None


@metric(
    label="Stopped work", unit=Unit.TEXT, group=Group.EARNED_VALUE, result=Result.TEXT, source=EARNED_SCHEDULE,
    formula="months in which neither EV nor AC grew; SPI(t) without them = ES / (AT − months)",
)  # fmt: skip
def stopped_work(
    earned_value_curve: Series, actual_cost_curve: Series, planned_curve: Curve, earned_schedule: float,
    actual_time: float,
) -> str:  # fmt: skip
    """Says in which months nothing was earned or spent while work was open, and SPI(t) without them; else blank.

    Such months count in actual time. Where work was stopped on purpose, the index without them tells the pace.
    """
    spent = dict(zip(actual_cost_curve.dates, actual_cost_curve.values, strict=True))
    earned = list(zip(earned_value_curve.dates, earned_value_curve.values, strict=True))
    stopped = [
        day for (before, was), (day, now) in pairwise(earned)
        if 0 < now == was < planned_curve.total and before in spent and spent.get(day) == spent[before]
        and _ends_month(day)
    ]  # fmt: skip
    if not stopped:
        return ""
    pace = ratio(earned_schedule, actual_time - len(stopped))
    months = "month" if len(stopped) == 1 else f"{len(stopped)} months"
    return (f"Nothing was earned or spent in {', '.join(_spans(stopped))}. SPI(t) counts the {months}; without, "
            f"it would be {pace:.2f}.")  # fmt: skip


@metric(
    label="Dates approved anew", unit=Unit.TEXT, group=Group.EARNED_VALUE, result=Result.TEXT, source=EARNED_VALUE,
    formula="milestones and initiatives with an approved date other than their baseline",
)  # fmt: skip
def rebaselining(
    milestones: Table, initiatives: Table, baseline_finish: date | None, approved_finish: date | None,
    calendar: Calendar,
) -> str:  # fmt: skip
    """Says how many dates were approved anew, and what that does to the finish; planned value keeps the baseline."""
    parts = []
    for table, new, old in ((milestones, "approved", "baseline"), (initiatives, "approved_finish", "baseline_finish")):
        moved = int(np.count_nonzero(~np.isnat(table[new]) & (table[new] != table[old])))
        if moved:
            parts.append(f"{moved} of {len(table)} {table.name}")
    if not parts:
        return ""
    text = f"Dates approved anew: {', '.join(parts)}"
    days = calendar.between(baseline_finish, approved_finish) if baseline_finish and approved_finish else 0
    if days:
        text += f"; the approved finish is {abs(days)} working days {'later' if days > 0 else 'earlier'}"
    return f"{text}. Planned value, SPI and SPI(t) are measured against the baseline."


def _spans(ends: list[date]) -> Iterator[str]:
    """Months in a row as one span: "May to Jul 2026"."""
    numbered = list(enumerate(ends))
    for _, group in groupby(numbered, key=lambda pair: pair[1].year * 12 + pair[1].month - pair[0]):
        days = [day for _, day in group]
        yield _month(days[0]) if len(days) == 1 else f"{_month(days[0])} to {_month(days[-1])}"


def _month(day: date) -> str:
    return f"{MONTHS[day.month - 1]} {day.year}"


def _ends_month(day: date) -> bool:
    return (day + timedelta(days=1)).month != day.month
