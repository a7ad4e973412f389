"""A single formula of the critical path method: floats from given dates, the index of the critical path's length."""

from __future__ import annotations

from typing import Any

from exectrack_xl.metrics.network.activities import MSO, SNET, Activities, Links
from exectrack_xl.metrics.network.schedule import network, solve
from tests.truth.kinds import dcma, pert
from tests.truth.runner import Case, number_of, plain_name

FLOATS = {"tf": "total_float", "totalfloat": "total_float", "ff": "free_float", "freefloat": "free_float"}


def answers(case: Case) -> dict[str, Any]:
    """Floats come out of a network that is built so that its dates are the given ones."""
    found = {}
    for adapter in (dcma.answers, pert.answers):
        try:
            found |= adapter(case)
        except (KeyError, TypeError, ValueError, IndexError):
            continue
    if number_of(case.inputs, "ES") is not None or number_of(case.inputs, "EF") is not None:
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
    following = value("next_ES", "successor_ES", "ES_next")
    tie = [(0, 1, str(case.inputs.get("type", "FS")), value("lag"), "d")]
    alone = Activities.of([length, 0.0], constraint=[SNET, SNET], date=[start, limit])
    total = solve(network(alone, Links.of([]))).total_float[0]
    pinned = Activities.of([length, 0.0], constraint=[SNET, MSO], date=[start, following])
    free = solve(network(pinned, Links.of(tie))).free_float[0]
    floats = {"total_float": float(total), "free_float": float(free)}
    return {asked: floats[FLOATS[plain_name(asked)]] for asked in case.expected if plain_name(asked) in FLOATS}
