"""Monte Carlo of throughput: past periods to the periods that so many items take, and to items done in so many."""

from __future__ import annotations

import re
from typing import Any

from exectrack_xl.metrics.flow.bootstrap import Bootstrap
from tests.truth.runner import Case, number_of, plain_name

_PAST = ("throughputperperiod", "throughput", "weekly", "throughputperweek", "history", "samples", "periods",
         "counts", "past", "data", "throughputs", "throughputperday", "throughputpersprint", "velocity")  # fmt: skip


def answers(case: Case) -> dict[str, Any]:
    """Percentiles of the periods needed, the chance to be done by each period, and items done by a period."""
    past = next(value for name, value in case.inputs.items() if plain_name(name) in _PAST and isinstance(value, list))
    draws = Bootstrap.of(past)
    items, weeks = (number_of(case.inputs, *names) for names in (("items", "n_items", "backlog", "remaining"),
                    ("weeks", "n_periods", "horizon", "periods", "horizon_periods",
                     "days", "sprints")))  # fmt: skip
    found: dict[str, Any] = {}
    for asked, expected in case.expected.items():
        name = plain_name(asked)
        if name.startswith(("cdf", "chance", "prob")) and isinstance(expected, dict):
            found[asked] = {at: _chance(draws, name, float(at), items, weeks) for at in expected}
        elif name in ("pdone", "chance", "probability", "pontime", "prob", "confidence") and items and weeks:
            found[asked] = draws.chance(int(items), int(weeks))
        elif isinstance(expected, dict):
            found[asked] = {level: _at(draws, level, items, weeks) for level in expected}
        elif re.fullmatch(r"p\d+", name[:3]):
            found[asked] = _at(draws, name, items, weeks)
        elif name in ("median",):
            found[asked] = _at(draws, "P50", items, weeks)
        elif name in ("mean", "meanperiods", "meanitems", "expected"):
            done = draws.items_done(int(weeks)) if weeks is not None else draws.weeks_needed(int(items or 0))
            found[asked] = float(done.mean())
    return found


def _chance(draws: Bootstrap, name: str, at: float, items: float | None, weeks: float | None) -> float:
    """The chance to be done by a period, or of so many items in the periods given: at least, or as a cdf at most."""
    if items is not None or weeks is None:
        return draws.chance(int(items or 0), int(at))
    done = draws.items_done(int(weeks))
    return float((done <= at).mean() if name.startswith("cdf") else (done >= at).mean())


def _at(draws: Bootstrap, level: str, items: float | None, weeks: float | None) -> float:
    share = int("".join(sign for sign in level if sign.isdigit())[:2]) / 100
    return draws.items_by(int(weeks), share) if items is None and weeks else draws.weeks_by(int(items or 0), share)
