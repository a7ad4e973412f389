"""Measures of quality: a target, and a floor on the other side of it. Depends on: checks.rules, tracker."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from exectrack_xl.checks.rules import Fault, rows, rule
from exectrack_xl.errors import Severity
from exectrack_xl.tracker import Tracker


@rule("floor-is-target", "A measure's floor differs from its target.", Severity.ERROR)
def floors_differ(tracker: Tracker) -> Iterator[Fault]:
    """Measures that cannot be scored, as 0 and 10 of 10 are the same value."""
    table = tracker["quality"]
    for row in rows(table["floor"] == table["target"]):
        message = f"is {table['floor'][row]:g}, the same as the target, so no score can be given."
        yield Fault("quality", row, "floor", message, "Type the value that counts as 0 of 10.")


@rule("floor-on-wrong-side", "A measure's floor stays on one side of its target.")
def floors_keep_their_side(tracker: Tracker) -> Iterator[Fault]:
    """Rows in which a measure is suddenly better the other way round than in most of its rows."""
    table = tracker["quality"]
    sides = np.sign(table["target"] - table["floor"])
    by_measure: dict[str, list[int]] = {}
    for row in rows(~np.isnan(sides) & (sides != 0)):
        by_measure.setdefault(table["measure"][row].strip().casefold(), []).append(row)
    for own in by_measure.values():
        usual = np.sign(sides[own].sum()) or sides[own[0]]
        for row in own:
            if sides[row] != usual:
                side = "above" if usual < 0 else "below"
                message = f"is {table['floor'][row]:g}; in the other rows of this measure it lies {side} the target."
                yield Fault("quality", row, "floor", message, "Exchange target and floor if they are mixed up.")
