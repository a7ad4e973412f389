"""The links that people typed, between rows: tasks first, milestones behind. Depends on: schema, tracker."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from exectrack_xl.metrics.network.activities import FS, Links
from exectrack_xl.metrics.network.clocks import Clocks
from exectrack_xl.metrics.network.summaries import Tie
from exectrack_xl.schema import Table
from exectrack_xl.schema.table import Array
from exectrack_xl.tracker.links import parse_links


@dataclass(frozen=True, eq=False)
class Typed:
    """The predecessors of all rows, those that are there and those that are not."""

    ids: list[str]
    links: Links  # between rows
    unknown: tuple[tuple[str, str], ...]  # the row's ID, and the predecessor that does not exist


def typed_links(ids: list[str], predecessors: list[str]) -> Typed:
    """The links of rows with these IDs, from what is typed as the predecessors of each.

    >>> typed_links(["T-1", "T-2"], ["", "T-1; T-9"]).unknown
    (('T-2', 'T-9'),)
    """
    rows = {identity: row for row, identity in reversed(list(enumerate(ids))) if identity}
    ties: list[Tie] = []
    unknown: list[tuple[str, str]] = []
    for head, text in enumerate(predecessors):
        for link in parse_links(text, rows)[0] if text else ():
            tail = rows.get(link.predecessor)
            if tail is None:
                unknown.append((ids[head], link.predecessor))
            elif tail != head:
                ties.append((tail, head, link.kind, link.lag, link.unit))
    return Typed(ids, Links.of(ties), tuple(unknown))


def leads(tasks: Table, milestones: Table) -> Links:
    """From each task to the milestone it leads to."""
    rows = milestones.positions
    led = np.array([rows.get(name, -1) if name else -1 for name in tasks["milestone"].tolist()], dtype=np.int64)
    tail = np.flatnonzero(led >= 0)
    zero = np.zeros(len(tail), dtype=np.int64)
    return Links(tail, len(tasks) + led[tail], zero, zero.astype(float), zero)


def with_baseline_lags(links: Links, baseline: Array, clocks: Clocks) -> Links:
    """The lag of a link without one: from the latest predecessor to the milestone in the baseline."""
    axis = clocks.take(links.head)  # a lag runs in the calendar of the successor
    span = axis.end(baseline[links.head]) - axis.end(baseline[links.tail])
    gap = np.nan_to_num(np.maximum(span, 0.0))  # of what has no baseline: none
    least = np.full(len(baseline), np.inf)
    np.minimum.at(least, links.head, gap)
    return replace(links, lag=np.where((links.kind == FS) & (links.lag == 0), least[links.head], links.lag))
