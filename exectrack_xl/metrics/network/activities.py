"""What the network is made of: activities and links, one array entry each. Depends on: schema, metrics.network."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from exectrack_xl.schema.choices import LINK_CONSTRAINT
from exectrack_xl.schema.table import Array

KINDS = ("FS", "SS", "FF", "SF")
FS, SS, FF, SF = range(4)
UNITS = ("d", "ed", "%")  # working days, days of the calendar, share of the predecessor's duration
WORKING, ELAPSED, SHARE = range(3)
_CODE = {name: code for names in (KINDS, UNITS) for code, name in enumerate(names)}
ASAP, ALAP, SNET, SNLT, FNET, FNLT, MSO, MFO = range(len(LINK_CONSTRAINT))
TO_FINISH = (FNET, FNLT, MFO)  # a date of these means the end of that day


@dataclass(frozen=True, eq=False)
class Activities:
    """Durations in working days; all times are positions in the activity's own calendar, NaN where there is none."""

    duration: Array
    constraint: Array  # ASAP, ALAP, …
    date: Array  # of the constraint
    deadline: Array
    started: Array  # actual start
    finished: Array  # actual finish
    remaining: Array  # working days to go of what has started
    calendar: Array  # which one

    @classmethod
    def of(cls, duration: Any, **known: Any) -> Activities:
        """Activities of these durations; what is not given is blank, or as soon as possible, or the first calendar."""
        whole = np.asarray(duration, dtype=float)
        blank = np.full(len(whole), np.nan)
        given = {name: np.asarray(values, dtype=float) for name, values in known.items()}
        zero = np.zeros(len(whole), dtype=np.int64)
        return cls(
            whole, given.get("constraint", zero).astype(np.int64), given.get("date", blank),
            given.get("deadline", blank), given.get("started", blank), given.get("finished", blank),
            given.get("remaining", whole), given.get("calendar", zero).astype(np.int64),
        )  # fmt: skip

    @classmethod
    def joined(cls, *parts: Activities) -> Activities:
        """Activities one after the other."""
        return cls(*map(np.concatenate, zip(*(vars(part).values() for part in parts), strict=True)))

    def __len__(self) -> int:
        return len(self.duration)

    def take(self, rows: Array) -> Activities:
        """The activities selected."""
        return Activities(*(values[rows] for values in vars(self).values()))

    @property
    def done(self) -> Array:
        """Which are finished."""
        return ~np.isnan(self.finished)

    @property
    def running(self) -> Array:
        """Which have started and are not finished."""
        return ~np.isnan(self.started) & ~self.done


@dataclass(frozen=True, eq=False)
class Links:
    """From which activity to which, of which kind, with which lag."""

    tail: Array
    head: Array
    kind: Array  # FS, SS, FF, SF
    lag: Array
    unit: Array  # WORKING, ELAPSED, SHARE

    @classmethod
    def of(cls, links: Sequence[tuple[int, int, str, float, str]]) -> Links:
        """Links from tuples (tail, head, "FS", lag, "d").

        >>> Links.of([(0, 1, "SS", 2, "d")]).kind
        array([1])
        """
        columns = list(zip(*links, strict=True)) or [(), (), (), (), ()]
        tail, head = (np.array(ends, dtype=np.int64) for ends in columns[:2])
        kind = np.array([_CODE[kind] for kind in columns[2]], dtype=np.int64)
        unit = np.array([_CODE[unit] for unit in columns[4]], dtype=np.int64)
        return cls(tail, head, kind, np.array(columns[3], dtype=float), unit)

    @classmethod
    def joined(cls, *parts: Links) -> Links:
        """Links one after the other."""
        return cls(*map(np.concatenate, zip(*(vars(part).values() for part in parts), strict=True)))

    def __len__(self) -> int:
        return len(self.tail)

    def take(self, rows: Array) -> Links:
        """The links selected."""
        return Links(self.tail[rows], self.head[rows], self.kind[rows], self.lag[rows], self.unit[rows])

    def between(self, place: Array) -> Links:
        """The same links with each end at another place."""
        return replace(self, tail=place[self.tail], head=place[self.head])

    def ties(self) -> list[tuple[int, int, str, float, str]]:
        """The links as tuples again: (tail, head, "FS", lag, "d")."""
        kinds, units = ([names[code] for code in codes.tolist()]
                        for names, codes in ((KINDS, self.kind), (UNITS, self.unit)))  # fmt: skip
        return list(zip(self.tail.tolist(), self.head.tolist(), kinds, self.lag.tolist(), units, strict=True))

    @property
    def from_finish(self) -> Array:
        """Which begin at the predecessor's finish."""
        return np.asarray((self.kind == FS) | (self.kind == FF))

    @property
    def to_finish(self) -> Array:
        """Which end at the successor's finish."""
        return np.asarray((self.kind == FF) | (self.kind == SF))
