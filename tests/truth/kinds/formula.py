"""A single formula of the critical path method: floats from given dates, the index of the critical path's length."""

from __future__ import annotations

from typing import Any

from exectrack_xl.metrics.network.activities import MSO, SNET, Activities, Links
from exectrack_xl.metrics.network.schedule import network, solve
from tests.truth.kinds import dcma, earned_schedule, evm, flow, pert
from tests.truth.runner import Case, number_of, plain_name

FLOATS = dict.fromkeys(("tf", "totalfloat", "slack", "totalslack", "float"), "total_float") | dict.fromkeys(
    ("ff", "freefloat", "freeslack"), "free_float"
)


def answers(case: Case) -> dict[str, Any]:
    """Floats come out of a network that is built so that its dates are the given ones."""
    found = {}
    for adapter in (dcma.answers, pert.answers, evm.answers, earned_schedule.answers, flow.answers):
        try:
            found |= adapter(case)
        except (KeyError, TypeError, ValueError, IndexError):
            continue
    if any(number_of(case.inputs, name) is not None for name in ("ES", "EF", "LS", "LF")):
        found |= _floats(case)
    return found


def _floats(case: Case) -> dict[str, Any]:
    """The activity up to an end that is its late finish; and with a successor that must start when it does."""

    def value(*names: str) -> float:
        return number_of(case.inputs, *names) or 0.0

    early, finish = number_of(case.inputs, "ES"), number_of(case.inputs, "EF")
    late_start, late_finish = number_of(case.inputs, "LS"), number_of(case.inputs, "LF")
    length = next(end - begin for begin, end in ((early, finish), (late_start, late_finish), (0.0, value("duration")))
                  if begin is not None and end is not None)  # fmt: skip
    start = early if early is not None else (finish or 0.0) - length
    limit = late_finish if late_finish is not None else (late_start or 0.0) + length
    kind = str(case.inputs.get("type", "FS"))
    names = ("next_EF", "successor_EF", "EF_next") if kind in ("FF", "SF") else ("next_ES", "successor_ES", "ES_next")
    following = value(*names)  # the successor takes no time: its start is its finish
    tie = [(0, 1, kind, value("lag"), "d")]
    alone = Activities.of([length, 0.0], constraint=[SNET, SNET], date=[start, limit])
    total = solve(network(alone, Links.of([]))).total_float[0]
    pinned = Activities.of([length, 0.0], constraint=[SNET, MSO], date=[start, following])
    free = solve(network(pinned, Links.of(tie))).free_float[0]
    floats = {"total_float": float(total), "free_float": float(free)}
    return {asked: floats[FLOATS[plain_name(asked)]] for asked in case.expected if plain_name(asked) in FLOATS}
