"""How often dates of milestones are moved: adjustments by period, with and without an approved change behind them.

Depends on: schema, tracker, metrics.registry, metrics.changes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

import numpy as np

from exectrack_xl.metrics.registry import Group, Listing, Result, Unit, derived, metric
from exectrack_xl.metrics.sources import CHANGE_CONTROL
from exectrack_xl.schema import SHEETS, Table
from exectrack_xl.schema.meaning import date_meant
from exectrack_xl.schema.table import Array
from exectrack_xl.tracker import Period, Settings
from exectrack_xl.tracker.history import course

_SHEET = SHEETS["milestones"]
_DATES = ("approved", "forecast")


@dataclass(frozen=True)
class Move:
    """A date of a milestone that was another at the snapshot before."""

    milestone: str
    column: str
    before: date  # day of the snapshot that held the old date
    seen: date  # day of the snapshot that holds the new one, or the status date
    later: bool


@derived
def date_moves(milestones: Table, snapshots: Table, rules: Settings, period: Period, as_of: date) -> tuple[Move, ...]:
    """Every move of an approved or forecast date of a milestone up to the status date, or the end of the period.

    What the sheet holds today counts as the last date, but not of a period that is over.
    """
    is_now = as_of < period.finish or rules.day("status_date") == as_of
    return tuple(move for column in _DATES for move in _moves(milestones, snapshots, column, (as_of, is_now)))


def _moves(milestones: Table, snapshots: Table, column: str, until: tuple[date, bool]) -> Iterator[Move]:
    as_of, is_now = until
    known = course(snapshots, _SHEET, column, as_of)
    taken = sorted({day for day in snapshots["date"][~np.isnat(snapshots["date"])].tolist() if day <= as_of})
    for identity, now in zip(milestones["id"].tolist(), milestones[column].tolist(), strict=True):
        told = [(day, date_meant(text)[0]) for day, text in known.get(identity, ())]
        if not told:
            continue
        held = [(day, when) for day, when in (*told, *([(as_of, now)] if is_now else [])) if when is not None]
        for (_, before), (day, after) in pairwise(held):
            if after != before:
                last = max((one for one in taken if one < day), default=day)
                yield Move(identity, column, last, day, after > before)


@metric(
    label="Timeline adjustments", unit=Unit.COUNT, group=Group.CHANGES, source=CHANGE_CONTROL,
    per=("initiative", "period"), formula="number of moves of the approved or forecast date of key milestones",
)  # fmt: skip
def timeline_adjustments(timeline_adjustment_listing: Listing) -> float:
    """How often key milestones were given another date in the period, by the snapshots taken in it and today's dates.

    A milestone whose approved and forecast dates move counts twice. Where no milestone is key, all count.
    """
    return float(sum(row[3] for row in timeline_adjustment_listing.rows))


@metric(
    label="Timeline adjustments by milestone", unit=Unit.COUNT, group=Group.CHANGES, source=CHANGE_CONTROL,
    per=("initiative", "period"), result=Result.TABLE,
    formula="moves in the period: all, with a change approved between the two snapshots, without one; of these later",
)  # fmt: skip
def timeline_adjustment_listing(
    milestones: Table, date_moves: tuple[Move, ...], approved_rows: Table, period: Period, as_of: date
) -> Listing:
    """How often each key milestone was given another date in the period, with and without approval, most moves first.

    A move is approved where a change of the milestone, or of its initiative without a milestone, was decided or taken
    into the plans since the snapshot before. Milestones that kept their dates are left out.
    """
    key = milestones["key"] == "Yes"
    wanted = np.flatnonzero(key) if key.any() else np.arange(len(milestones))
    rows: list[tuple[Any, ...]] = []
    for row in wanted.tolist():
        identity, name, initiative = (str(milestones[column][row]) for column in ("id", "name", "initiative"))
        moves = [move for move in date_moves if move.milestone == identity
                 and period.start <= move.seen <= min(period.finish, as_of)]  # fmt: skip
        approved = sum(_is_approved(approved_rows, move, initiative) for move in moves)
        if moves:
            counts = (len(moves), approved, len(moves) - approved, sum(move.later for move in moves))
            rows.append((identity, name, initiative, *map(float, counts)))
    rows.sort(key=lambda found: (-found[3], found[0]))
    return Listing(("ID", "Milestone", "Initiative", "Moves", "Approved", "Without approval", "Later"), tuple(rows))


def _is_approved(approved: Table, move: Move, initiative: str) -> bool:
    """Whether an approved change lies behind a move."""
    own: Array = approved["milestone"] == move.milestone
    own |= (approved["milestone"] == "") & (approved["initiative"] == initiative) & (initiative != "")
    return any(_within(approved[name], move)[own].any() for name in ("decided", "plans_updated"))


def _within(days: Array, move: Move) -> Array:
    found: Array = (days > np.datetime64(move.before)) & (days <= np.datetime64(move.seen))
    return found
