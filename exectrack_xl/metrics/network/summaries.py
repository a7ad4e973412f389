"""Summary tasks: which tasks lie beneath which, and links of a summary pushed down to its leaves.

As in Microsoft Project: a link from the finish of a summary comes from each of its leaves, one from its start from
the leaf that starts first; a link to a summary goes to each of its leaves.
Depends on: metrics.network.activities.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from exectrack_xl.schema.table import Array

Tie = tuple[int, int, str, float, str]  # tail, head, kind, lag, unit


def leaves_of(places: Sequence[tuple[str, str]]) -> dict[int, list[int]]:
    """The leaves beneath each summary, from the initiative and the WBS code of each task; in the tasks' order.

    A task is a summary where others of its initiative have a WBS code beneath its own.

    >>> leaves_of([("I-1", "1"), ("I-1", "1.1"), ("I-1", "1.2"), ("I-2", "1.3")])
    {0: [1, 2]}
    """
    places = [(initiative, code.strip(". ")) for initiative, code in places]
    rows = {place: row for row, place in reversed(list(enumerate(places))) if place[1]}
    known: dict[tuple[str, str], list[int]] = {}  # siblings have the same ancestors
    above = []
    for initiative, code in places:
        place = initiative, code.rpartition(".")[0]
        if place not in known:
            known[place] = _upwards(place, rows)
        above.append(known[place])
    summaries = {parent for parents in known.values() for parent in parents}
    found: dict[int, list[int]] = {}
    for row, parents in enumerate(above):
        if parents and row not in summaries:
            for parent in parents:
                found.setdefault(parent, []).append(row)
    return found


def _upwards(place: tuple[str, str], rows: Mapping[tuple[str, str], int]) -> list[int]:
    """The rows whose WBS code is this one or stands above it."""
    initiative, code = place
    found = []
    while code:
        if (initiative, code) in rows:
            found.append(rows[initiative, code])
        code = code.rpartition(".")[0]
    return found


def pushed_down(ties: Sequence[Tie], leaves: Mapping[int, list[int]], starts: Callable[[], Array]) -> list[Tie]:
    """The links with every summary replaced by its leaves; `starts` gives early starts without summaries' links."""
    if not leaves:
        return list(ties)
    found: list[Tie] = []
    early: Array | None = None
    for tail, head, kind, lag, unit in ties:
        tails, heads = leaves.get(tail, [tail]), leaves.get(head, [head])
        if tail in leaves and kind in ("SS", "SF"):
            early = starts() if early is None else early
            times = early
            tails = [min(tails, key=lambda leaf: float(times[leaf]))]
        found += [(begin, end, kind, lag, unit) for begin in tails for end in heads if begin != end]
    return found
