"""When so many work items will be done, and how many by a day: with the probability one asks for.

Forecasts count whole weeks from the status date and take it that the weeks to come will be like the last ones.
Depends on: errors, schema, tracker, metrics.choice, metrics.flow.
"""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np

from exectrack_xl.metrics.choice import day_of, share_of
from exectrack_xl.metrics.flow.bootstrap import Bootstrap
from exectrack_xl.metrics.flow.items import of_team
from exectrack_xl.metrics.flow.throughput import recent, weekly
from exectrack_xl.metrics.registry import Group, Listing, Result, Unit, derived, metric
from exectrack_xl.metrics.sources import FLOW_FORECAST
from exectrack_xl.schema import Table
from exectrack_xl.tracker import Periods

LEVELS = (0.5, 0.7, 0.8, 0.85, 0.95)


class Backlog:
    """The open items, and the weeks gone by that say how fast they will be done."""

    def __init__(self, flow_items: Table, reporting: Periods, as_of: date) -> None:
        self._items, self._reporting, self.as_of = flow_items, reporting, as_of

    def count(self, n: int, team: str) -> int:
        """n items, or all open ones where that is 0."""
        return n if n > 0 else int(np.count_nonzero(of_team(self._items, team)["is_open"]))

    def draws(self, weeks: int, team: str) -> Bootstrap:
        """The draws from the last `weeks` weeks."""
        counts = recent(weekly(self._items, self._reporting, self.as_of, team)[1], weeks)
        return self._items.once(("draws", counts.tobytes()), lambda: Bootstrap.of(counts.tolist()))

    def after(self, weeks: float) -> date | None:
        """The day so many weeks after the status date; None for one that never comes."""
        return self.as_of + timedelta(days=7 * int(weeks)) if np.isfinite(weeks) else None

    def whole_weeks(self, day: date) -> int:
        """The whole weeks from the status date to a day."""
        return max(0, (day - self.as_of).days // 7)


@derived
def backlog(flow_items: Table, reporting: Periods, as_of: date) -> Backlog:
    """The open items of the scope and the weeks gone by."""
    return Backlog(flow_items, reporting, as_of)


@metric(
    label="Items done by", unit=Unit.DATE, group=Group.FLOW, source=FLOW_FORECAST,
    formula="status date + weeks until n items are done, in so large a share of 2,000 sampled futures",
)  # fmt: skip
def forecast_when(
    backlog: Backlog, *, n: int = 0, probability: float = 0.85, weeks: int = 12, team: str = ""
) -> date | None:
    """The day by which n more items will be done with this probability; n = 0 takes all open ones.

    The weeks to come are drawn from the last `weeks` weeks that are over. None where nothing was finished in them.

    Raises:
        MetricError: the probability is not between 0 and 1.
    """
    share = share_of("probability", probability)
    return backlog.after(backlog.draws(weeks, team).weeks_by(backlog.count(n, team), share))


@metric(
    label="Items done by a day", unit=Unit.COUNT, group=Group.FLOW, source=FLOW_FORECAST,
    formula="items done by the day in at least so large a share of 2,000 sampled futures",
)  # fmt: skip
def forecast_how_many(
    backlog: Backlog, committed_finish: date | None, *,
    by: str = "", probability: float = 0.85, weeks: int = 12, team: str = "",
) -> float:  # fmt: skip
    """How many more items will at least be done by a day with this probability; by default by the committed finish.

    The weeks to come are drawn from the last `weeks` weeks that are over. NaN where nothing was finished in them or
    no day is known.

    Raises:
        MetricError: the probability is not between 0 and 1, or `by` is no date.
    """
    share, day = share_of("probability", probability), day_of("by", by) or committed_finish
    draws = backlog.draws(weeks, team)
    return draws.items_by(backlog.whole_weeks(day), share) if day and draws.can_finish else float("nan")


@metric(
    label="Chance that the items are done", unit=Unit.SHARE, group=Group.FLOW, source=FLOW_FORECAST,
    formula="share of 2,000 sampled futures in which n items are done by the day",
)  # fmt: skip
def forecast_chance(
    backlog: Backlog, committed_finish: date | None, *, by: str = "", n: int = 0, weeks: int = 12, team: str = ""
) -> float:
    """The probability, 0 to 1, that n more items are done by a day; n = 0 takes all open ones.

    Where no day is given it is the committed finish. NaN where nothing was finished in the last `weeks` weeks or no
    day is known.

    Raises:
        MetricError: `by` is no date.
    """
    day, draws = day_of("by", by) or committed_finish, backlog.draws(weeks, team)
    if day is None or not draws.can_finish:
        return float("nan")
    return draws.chance(backlog.count(n, team), backlog.whole_weeks(day))


@metric(
    label="Flow forecast", unit=Unit.DATE, group=Group.FLOW, result=Result.TABLE, source=FLOW_FORECAST,
    formula="dates by which n items are done, at P50, P70, P80, P85 and P95",
)  # fmt: skip
def flow_forecast(backlog: Backlog, *, n: int = 0, weeks: int = 12, team: str = "") -> Listing:
    """The days by which n more items will be done, from an even chance to nearly sure; n = 0 takes all open ones."""
    draws, count = backlog.draws(weeks, team), backlog.count(n, team)
    if not draws.can_finish:
        return Listing(("Probability", "Items", "Done by"), ())
    rows = [(level, float(count), backlog.after(draws.weeks_by(count, level))) for level in LEVELS]
    return Listing(("Probability", "Items", "Done by"), tuple(rows))
