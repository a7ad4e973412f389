"""What is simulated: open work and links as arrays, estimates, risks, and whose finish is asked. Rows are activities.

Depends on: schema, metrics.network.working_days, metrics.simulation.distributions.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cached_property
from hashlib import sha256
from typing import Any

import numpy as np

from exectrack_xl.metrics.network.working_days import WorkingDays
from exectrack_xl.metrics.simulation.bends import Bend
from exectrack_xl.metrics.simulation.distributions import Estimates, quantiles
from exectrack_xl.metrics.simulation.sampling import BLOCK, Draws
from exectrack_xl.schema.table import Array


@dataclass(frozen=True, eq=False)
class Wiring:
    """Links in an order in which none comes before one that its tail depends on; a lag may be a share of the tail."""

    tail: Array
    head: Array
    from_finish: Array
    to_finish: Array
    lag: Array  # working days; of a bend, in its own unit
    share: Array  # of the tail's open work
    bends: tuple[tuple[int, Bend], ...] = ()  # place -> a link through a calendar

    @classmethod
    def of(cls, tail: Any, head: Any, lag: Any = 0.0) -> Wiring:
        """Links from finish to start, already in order."""
        ends = np.asarray(tail, dtype=np.intp), np.asarray(head, dtype=np.intp)
        size = len(ends[0])
        return cls(*ends, np.ones(size, bool), np.zeros(size, bool), np.zeros(size) + lag, np.zeros(size))

    def __len__(self) -> int:
        return len(self.tail)


@dataclass(frozen=True, eq=False)
class Risks:
    """Discrete risks, one array entry each."""

    ids: tuple[str, ...]
    titles: tuple[str, ...]
    chance: Array
    mitigated: Array  # the chance once its mitigation has reached its target score
    delay: Array  # working days if it happens
    cost: Array  # money if it happens
    activity: Array  # which activity it moves; -1: the finish of its group
    group: Array  # the group it threatens; -1: the programme

    @classmethod
    def none(cls) -> Risks:
        """No risks."""
        blank, nowhere = np.zeros(0), np.zeros(0, dtype=np.intp)
        return cls((), (), blank, blank, blank, blank, nowhere, nowhere)

    def __len__(self) -> int:
        return len(self.ids)


@dataclass(frozen=True, eq=False)
class Model:
    """All that decides the answer. Equal content is equal, wherever it came from.

    Times are working days from any origin, of the group an activity belongs to. An activity's time is where its open
    work begins.
    """

    ids: tuple[str, ...]
    names: tuple[str, ...]
    lowest: Array  # no open work begins earlier
    no_earlier: Array  # nor ends earlier; NaN where nothing says so
    length: Array  # open work as planned
    done: Array  # which are finished
    estimates: Estimates  # of the open work
    wiring: Wiring
    group: Array  # index into `groups`
    groups: tuple[str, ...]  # initiatives; "" = of none
    risks: Risks
    milestones: Array  # which activities are asked for by themselves
    distribution: str = "PERT"
    correlation: float = 0.0
    seed: int = 0
    clocks: tuple[WorkingDays, ...] = ()  # of each group, then of the programme; none where all keep the same

    @classmethod
    def of(cls, estimates: Estimates, wiring: Wiring, **known: Any) -> Model:
        """A model of one group without progress, milestones and risks, unless these are given."""
        size = len(estimates.likely)
        zero = np.zeros(size)
        given = {
            "ids": tuple(str(row) for row in range(size)), "lowest": zero, "no_earlier": np.full(size, np.nan),
            "length": estimates.likely, "done": zero != 0, "group": zero.astype(np.intp), "groups": ("",),
            "risks": Risks.none(), "milestones": np.zeros(0, dtype=np.intp),
        } | known  # fmt: skip
        return cls(estimates=estimates, wiring=wiring, **{"names": given["ids"]} | given)

    def __len__(self) -> int:
        return len(self.ids)

    @cached_property
    def digest(self) -> bytes:
        """The content in 32 bytes."""
        found = sha256()
        for whole in (self, self.estimates, self.wiring, self.risks):
            for part in (getattr(whole, one.name) for one in fields(whole)):
                if isinstance(part, np.ndarray):
                    found.update(f"{part.dtype}{part.shape}".encode() + np.ascontiguousarray(part).tobytes())
                elif isinstance(part, str | int | float | tuple):
                    found.update(repr(part).encode())
        return found.digest()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Model) and self.digest == other.digest

    def __hash__(self) -> int:
        return int.from_bytes(self.digest[:8], "big")

    @cached_property
    def doubtful(self) -> Array:
        """The activities whose duration is drawn, by ID: the order of rows in a sheet changes nothing."""
        rows = np.flatnonzero(self.estimates.open).tolist()
        return np.array(sorted(rows, key=lambda row: (self.ids[row], row)), dtype=np.intp)

    @cached_property
    def draws(self) -> Draws:
        """The quantiles to draw from, rows as in `doubtful`."""
        rows = self.doubtful
        table = quantiles(self.distribution, self.estimates.take(rows), BLOCK)
        groups = sorted(range(len(self.groups)), key=self.groups.__getitem__)
        rank = np.empty(len(groups), dtype=np.intp)
        rank[groups] = np.arange(len(groups))
        return Draws(table, rank[self.group[rows]], self.correlation, self.seed)


def seed_of(names: Any) -> int:
    """A seed from the IDs of what is simulated.

    Values have no part in it: a changed estimate, or one risk more, is judged by the same luck.
    """
    return int.from_bytes(sha256("\0".join(sorted(names)).encode()).digest()[:8], "big")
