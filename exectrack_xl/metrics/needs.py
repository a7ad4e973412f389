"""What the name of a parameter asks for, and everything that follows from it. Depends on: schema."""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass
from enum import StrEnum

from exectrack_xl.schema import SHEETS

PREVIOUS, EACH, WHOLE = "previous_", "each_", "whole_"
SCOPE = ("initiative", "period", "as_of", "ask")
ASKED = (  # the tables read for a metric that asks for others by name
    "initiatives", "milestones", "tasks", "sprints", "issues", "risks", "mitigations", "changes", "costs", "quality",
    "snapshots", "settings", "holidays",
)  # fmt: skip
HISTORY = "history"


class Kind(StrEnum):
    """Where the engine finds what a parameter names."""

    VALUE = "value"  # a metric or derived input in the same scope
    TABLE = "table"
    PREVIOUS = "previous"
    EACH = "each"
    WHOLE = "whole"  # a metric or derived input of the whole programme
    SCOPE = "scope"  # initiative, period, as_of or ask
    HISTORY = "history"  # any metric at each snapshot
    UNKNOWN = "unknown"  # nobody provides it: values of rows, in a row metric


@dataclass(frozen=True)
class Need:
    """One parameter of a catalogue function: its name, and what stands behind it."""

    parameter: str
    kind: Kind
    name: str  # of the metric, derived input or table


def need_of(parameter: str, catalogue: Container[str]) -> Need:
    """What stands behind a parameter, where these names are in the catalogue.

    >>> need_of("previous_spi", {"spi"}).kind, need_of("risks", {"spi"}).kind
    (<Kind.PREVIOUS: 'previous'>, <Kind.TABLE: 'table'>)
    """
    if parameter in catalogue:
        return Need(parameter, Kind.VALUE, parameter)
    if parameter in SHEETS:
        return Need(parameter, Kind.TABLE, parameter)
    if parameter in SCOPE:
        return Need(parameter, Kind.SCOPE, parameter)
    if parameter == HISTORY:
        return Need(parameter, Kind.HISTORY, parameter)
    for prefix, kind in ((PREVIOUS, Kind.PREVIOUS), (EACH, Kind.EACH), (WHOLE, Kind.WHOLE)):
        if parameter.startswith(prefix):
            return Need(parameter, kind, parameter.removeprefix(prefix))
    return Need(parameter, Kind.UNKNOWN, parameter)


def closure(name: str, plan_of: Callable[[str], Sequence[Need]]) -> set[str]:
    """Everything that a name needs, however far down, itself included; `plan_of` gives what one name is given."""
    seen: set[str] = set()
    waiting = [name]
    while waiting:
        current = waiting.pop()
        if current in seen:
            continue
        seen.add(current)
        for need in plan_of(current):
            waiting.append(need.name)
            if need.kind in (Kind.PREVIOUS, Kind.EACH, Kind.HISTORY):
                waiting.extend(("initiatives", "snapshots"))
            if need.parameter == "ask":
                waiting.extend(ASKED)
    return seen
