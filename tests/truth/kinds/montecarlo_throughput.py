"""Monte Carlo of throughput: past periods to the periods that so many items take, and to items done in so many."""

from __future__ import annotations

import re
from typing import Any

from exectrack_xl.metrics.flow.bootstrap import Bootstrap
from tests.truth.runner import Case, number_of, plain_name

_PAST = ("throughputperperiod", "throughput", "weekly", "throughputperweek", "history", "samples", "periods")


def answers(case: Case) -> dict[str, Any]:
    """Percentiles of the periods needed, the chance to be done by each period, and items done by a period."""
    past = next(value for name, value in case.inputs.items() if plain_name(name) in _PAST and isinstance(value, list))
    draws = Bootstrap.of(past)
    items, weeks = (number_of(case.inputs, *names) for names in (("items", "n_items", "backlog", "remaining"),
                    ("weeks", "n_periods", "horizon", "periods", "horizon_periods")))  # fmt: skip
    found: dict[str, Any] = {}
    for asked, expected in case.expected.items():
        name = plain_name(asked)
        if name.startswith(("cdf", "chance", "probability")) and isinstance(expected, dict):
            found[asked] = {week: draws.chance(int(items or 0), int(week)) for week in expected}
        elif isinstance(expected, dict):
            found[asked] = {level: _at(draws, level, items, weeks) for level in expected}
        elif re.fullmatch(r"p\d+", name[:3]):
            found[asked] = _at(draws, name, items, weeks)
        elif name in ("mean", "meanperiods", "meanitems"):
            done = draws.items_done(int(weeks)) if weeks is not None else draws.weeks_needed(int(items or 0))
            found[asked] = float(done.mean())
    return found


def _at(draws: Bootstrap, level: str, items: float | None, weeks: float | None) -> float:
    share = int("".join(sign for sign in level if sign.isdigit())[:2]) / 100
    return draws.items_by(int(weeks), share) if items is None and weeks else draws.weeks_by(int(items or 0), share)
