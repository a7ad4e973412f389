"""One catalogue of metrics for cells, dashboards, slides, documents and the manual.

A metric is a pure function whose parameter names say what it needs:

- a sheet of the schema (`risks`, `tasks`, …): its table, already cut to the initiative and the status date;
- another metric (`earned_value`) or a derived input (`calendar`, `rules`, …): its value in the same scope;
- `previous_<metric>`: that metric at the snapshot before the period, or None where there is none;
- `each_<metric>`: that metric for each initiative, as a dict from initiative ID to value;
- `whole_<metric>`: that metric or derived input for the whole programme, whatever the initiative asked for;
- `history`: what any metric was at each snapshot, and is now, in the same scope;
- `initiative` (an ID, "" = the programme), `period`, `as_of`;
- `ask`: a function that gives any metric by name, for an initiative ("" = the scope's own), in the same period;
- a parameter with a default is the metric's own: a person may give it.

Depends on: errors, schema, metrics.declaration, metrics.needs.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar, overload

from exectrack_xl.errors import MetricError
from exectrack_xl.metrics.declaration import Bands, Group, Listing, Result, Series, Unit
from exectrack_xl.metrics.needs import Kind, Need, closure, need_of
from exectrack_xl.schema import SHEETS

F = TypeVar("F", bound=Callable[..., Any])

__all__ = [
    "CATALOGUE", "DERIVED", "METRICS", "Bands", "Group", "Input", "Listing", "Metric", "Result", "Series", "Unit",
    "check_catalogue", "derived", "find", "metric", "row_metric",
]  # fmt: skip


@dataclass(frozen=True)
class Input:
    """A function in the catalogue: what it needs is read off its parameters."""

    name: str
    function: Callable[..., Any]
    follows: str = field(default="", kw_only=True)  # a table: its value is of rows of it, each by itself
    divides: bool = field(default=False, kw_only=True)  # its value knows the initiatives' parts
    by_id: bool = field(default=False, kw_only=True)  # a dict by ID, in which one looks up what one knows of

    @cached_property
    def parameters(self) -> tuple[inspect.Parameter, ...]:
        """The parameters of the function."""
        return tuple(inspect.signature(self.function).parameters.values())

    @cached_property
    def needs(self) -> tuple[str, ...]:
        """Names of what it is given: tables, metrics, derived inputs, scope."""
        return tuple(p.name for p in self.parameters if p.default is inspect.Parameter.empty)

    @cached_property
    def own(self) -> dict[str, Any]:
        """Its own parameters and their defaults."""
        return {p.name: p.default for p in self.parameters if p.default is not inspect.Parameter.empty}

    @cached_property
    def plan(self) -> tuple[Need, ...]:
        """What it is given, and where each comes from."""
        return tuple(need_of(need, CATALOGUE) for need in self.needs)

    @cached_property
    def is_common(self) -> bool:
        """Whether it is the same for every initiative, because nothing it reads belongs to one."""
        return all(_belongs_to_none(need) for need in self.plan)

    @cached_property
    def is_periodic(self) -> bool:
        """Whether it depends on the period, and not only on the day the scope is judged at."""
        return any(_is_periodic(need) for need in self.plan)

    @cached_property
    def reads_any(self) -> bool:
        """Whether it reads whatever tables a metric needs that a person names."""
        return any(need.kind is Kind.HISTORY for need in self.plan)

    @property
    def is_additive(self) -> bool:
        """Whether the programme's value is the sum of the initiatives'."""
        return False


@dataclass(frozen=True)
class Metric(Input):
    """A named, documented function of the tracker."""

    label: str = ""
    unit: Unit = Unit.INDEX
    group: Group = Group.STATUS
    formula: str = ""
    source: str = ""
    bands: Bands | None = None
    result: Result = Result.SCALAR
    per: tuple[str, ...] = ("initiative",)  # the scopes a person may choose: "initiative", "period"
    window: Mapping[str, str] = field(default_factory=dict)  # table -> date column that must lie in the period
    additive: bool = False  # the programme's value is the sum of the initiatives'
    row_values: tuple[str, ...] = ()  # of a row metric: the parameters that hold one value per row
    costly: bool = False  # takes seconds: answered when asked for by name, left out of lists of everything

    @cached_property
    def is_periodic(self) -> bool:
        """Whether it depends on the period, and not only on the day the scope is judged at."""
        return bool(self.window) or any(_is_periodic(need) for need in self.plan)

    @property
    def is_additive(self) -> bool:
        """Whether the programme's value is the sum of the initiatives'."""
        return self.additive

    @cached_property
    def summary(self) -> str:
        """First sentence of the docstring (Excel shows at most 255 characters)."""
        return inspect.cleandoc(self.function.__doc__ or "").split("\n\n")[0].replace("\n", " ")

    @cached_property
    def manual(self) -> str:
        """The docstring after its first sentence, without examples."""
        text = inspect.cleandoc(self.function.__doc__ or "").partition("\n\n")[2]
        return text.partition(">>>")[0].strip()

    @cached_property
    def tables(self) -> tuple[str, ...]:
        """Every sheet it reads, directly or through other metrics, in schema order."""
        found = closure(self.name, _plan_of)
        return tuple(name for name in SHEETS if name in found)

    @cached_property
    def inputs(self) -> tuple[str, ...]:
        """The metrics it is computed from, directly or through derived inputs, in alphabetical order."""
        return tuple(sorted(name for name in closure(self.name, _plan_of) if name in METRICS and name != self.name))


CATALOGUE: dict[str, Input] = {}  # all of it
METRICS: dict[str, Metric] = {}
DERIVED: dict[str, Input] = {}


def metric(
    *,
    label: str,
    unit: Unit,
    group: Group,
    formula: str,
    source: str,
    **options: Any,
) -> Callable[[F], F]:
    """Put the decorated function into the catalogue under its own name, and return it unchanged.

    `options` are the other fields of `Metric`: bands, result, per, window, additive.
    """

    def register(function: F) -> F:
        name = function.__name__
        _claim(name)
        CATALOGUE[name] = METRICS[name] = Metric(
            name, function, label=label, unit=unit, group=group, formula=formula, source=source, **options
        )
        return function

    return register


def row_metric(
    *, label: str, unit: Unit, group: Group, formula: str, source: str, rows: tuple[str, ...]
) -> Callable[[F], F]:
    """Like `metric`, for a function of row values that returns the shape it was given."""
    return metric(
        label=label, unit=unit, group=group, formula=formula, source=source,
        result=Result.ROWS, per=(), row_values=rows,
    )  # fmt: skip


@overload
def derived(function: F) -> F: ...
@overload
def derived(*, follows: str = "", divides: bool = False, by_id: bool = False) -> Callable[[F], F]: ...
def derived(
    function: F | None = None, *, follows: str = "", divides: bool = False, by_id: bool = False
) -> F | Callable[[F], F]:
    """Put a function into the catalogue that metrics share but nobody asks for by itself.

    Three declarations save working it out for each initiative. `follows` names a table: the value is some of its rows,
    or has an entry for each of them, and no row depends on another, so that an initiative's value can be cut from
    the programme's by the method `take`. `divides`: the value has a method `part`, which gives an initiative's, or
    None where that has to be worked out. `by_id`: the value is a dict in which IDs are only looked up, so that the
    programme's serves everywhere.
    """

    def register(function: F) -> F:
        name = function.__name__
        _claim(name)
        CATALOGUE[name] = DERIVED[name] = Input(name, function, follows=follows, divides=divides, by_id=by_id)
        return function

    return register if function is None else register(function)


def find(name: str) -> Metric:
    """The metric of this name, in any case.

    Raises:
        MetricError: there is none; the nearest name is suggested.
    """
    found = METRICS.get(name.strip().casefold())
    if found is None:
        raise MetricError.unknown(name, METRICS)
    return found


def _claim(name: str) -> None:
    if name in CATALOGUE or name in SHEETS:
        raise TypeError(f"{name}: the catalogue already has something of this name")


def _belongs_to_none(need: Need) -> bool:
    if need.kind is Kind.TABLE:
        return need.name != "initiatives" and SHEETS[need.name].link is None
    if need.kind is Kind.VALUE:
        return CATALOGUE[need.name].is_common
    return need.kind is Kind.WHOLE or (need.kind is Kind.SCOPE and need.name != "initiative")


def _is_periodic(need: Need) -> bool:
    if need.kind in (Kind.VALUE, Kind.EACH, Kind.WHOLE):
        return CATALOGUE[need.name].is_periodic
    return need.kind is Kind.PREVIOUS or need.parameter in ("period", "ask")


def _plan_of(name: str) -> tuple[Need, ...]:
    return CATALOGUE[name].plan if name in CATALOGUE else ()


def check_catalogue() -> None:
    """Refuse a catalogue in which a function needs something that nobody provides."""
    for known in CATALOGUE.values():
        rows = known.row_values if isinstance(known, Metric) else ()
        for need in known.plan:
            is_there = need.kind in (Kind.TABLE, Kind.SCOPE, Kind.HISTORY) or need.name in CATALOGUE
            if not is_there and need.parameter not in rows:
                raise TypeError(f"{known.name}: nobody provides '{need.parameter}'")
