"""Circles among links: spelled out, and opened so that the rest can be computed. Depends on: metrics.network.kernel."""

from __future__ import annotations

import numpy as np

from exectrack_xl.metrics.network.kernel import in_order
from exectrack_xl.schema.table import Array


def open_circles(size: int, tail: Array, head: Array) -> tuple[Array, list[list[int]], list[int]]:
    """Which links can stay so that none leads back to itself, the circles, and the activities in order.

    A circle is the activities along it. Of each the link is left out that closes it when one starts at its first row.
    """
    order = in_order(size, tail, head)
    kept = np.ones(len(tail), dtype=bool)
    if len(order) == size:
        return kept, [], order
    behind = set(range(size)).difference(order)
    out: dict[int, list[tuple[int, int]]] = {activity: [] for activity in sorted(behind)}
    for number, (begin, end) in enumerate(zip(tail.tolist(), head.tolist(), strict=True)):
        if begin in behind and end in behind:
            out[begin].append((end, number))
    circles = _walk(out, kept)
    return kept, circles, in_order(size, tail[kept], head[kept])


def _walk(out: dict[int, list[tuple[int, int]]], kept: Array) -> list[list[int]]:
    """Walk along the links; a link back to where the walk came from closes a circle and is not kept."""
    circles: list[list[int]] = []
    seen: set[int] = set()
    for start in out:
        if start in seen:
            continue
        seen.add(start)
        path, at, branches = [start], {start: 0}, [iter(out[start])]
        while branches:
            step = next(branches[-1], None)
            if step is None:
                branches.pop()
                del at[path.pop()]
            elif step[0] in at:
                kept[step[1]] = False
                circles.append(path[at[step[0]] :])
            elif step[0] not in seen:
                seen.add(step[0])
                at[step[0]] = len(path)
                path.append(step[0])
                branches.append(iter(out[step[0]]))
    return circles
