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

Depends on: errors, schema, tracker.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Any, TypeVar, overload

from exectrack_xl.errors import MetricError
from exectrack_xl.schema import SHEETS

F = TypeVar("F", bound=Callable[..., Any])

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


@dataclass(frozen=True)
class Need:
    """One parameter of a catalogue function: its name, and what stands behind it."""

    parameter: str
    kind: Kind
    name: str  # of the metric, derived input or table


class Unit(StrEnum):
    """What a number counts; decides how it is printed everywhere."""

    INDEX = "index"  # 0.94
    SHARE = "share"  # 0.64, printed as 64%
    MONEY = "money"  # in the tracker's currency
    DAYS = "working days"
    CALENDAR_DAYS = "days"
    COUNT = "count"
    POINTS = "story points"
    SCORE = "of 10"
    RATING = "of 5"
    MONTHS = "months"
    DATE = "date"
    TEXT = "text"


class Group(StrEnum):
    """The subject a metric belongs to, in the order of the manual."""

    STATUS = "Status"
    PROGRESS = "Progress"
    SCHEDULE = "Schedule"
    EARNED_VALUE = "Earned value"
    SPRINTS = "Sprints"
    QUALITY = "Quality"
    RISKS = "Risks"
    ISSUES = "Issues"
    CHANGES = "Changes"
    FORECAST = "Forecast"
    FLOW = "Flow"
    BENEFITS = "Benefits"
    PEOPLE = "People"
    COMMUNICATION = "Communication"
    IMPROVEMENT = "Improvement"


class Result(StrEnum):
    """The shape of what a metric returns."""

    SCALAR = "scalar"  # a float (NaN = not known) or a date (None = not known)
    TEXT = "text"
    SERIES = "series"  # Series: dates and values
    TABLE = "table"  # Listing: headers and rows
    ROWS = "rows"  # one value for each row given: a row metric


@dataclass(frozen=True)
class Bands:
    """From where a value is Green and Yellow: numbers, or names of settings. Green > Yellow: more is better."""

    green: float | str
    yellow: float | str


@dataclass(frozen=True)
class Series:
    """Values over time, oldest first."""

    dates: tuple[Any, ...]
    values: tuple[float, ...]


@dataclass(frozen=True)
class Listing:
    """Ranked rows under headers."""

    headers: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]


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
        return tuple(Need(need, _kind(need), base_name(need)) for need in self.needs)

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
        found = _closure(self.name)
        return tuple(name for name in SHEETS if name in found)

    @cached_property
    def inputs(self) -> tuple[str, ...]:
        """The metrics it is computed from, directly or through derived inputs, in alphabetical order."""
        return tuple(sorted(name for name in _closure(self.name) if name in METRICS and name != self.name))


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
        METRICS[name] = Metric(
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
        _claim(function.__name__)
        DERIVED[function.__name__] = Input(function.__name__, function, follows=follows, divides=divides, by_id=by_id)
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
    if name in METRICS or name in DERIVED or name in SHEETS:
        raise TypeError(f"{name}: the catalogue already has something of this name")


def base_name(need: str) -> str:
    """The name behind a need: `previous_spi` and `each_spi` are about `spi`."""
    for prefix in (PREVIOUS, EACH, WHOLE):
        if need.startswith(prefix) and need not in METRICS and need not in DERIVED:
            return need.removeprefix(prefix)
    return need


def _kind(need: str) -> Kind:
    if need in METRICS or need in DERIVED:
        return Kind.VALUE
    if need in SHEETS:
        return Kind.TABLE
    if need in SCOPE:
        return Kind.SCOPE
    if need == HISTORY:
        return Kind.HISTORY
    if need.startswith(WHOLE):
        return Kind.WHOLE
    return Kind.PREVIOUS if need.startswith(PREVIOUS) else Kind.EACH


def _belongs_to_none(need: Need) -> bool:
    if need.kind is Kind.TABLE:
        return need.name != "initiatives" and SHEETS[need.name].link is None
    if need.kind is Kind.VALUE:
        known = METRICS.get(need.name) or DERIVED[need.name]
        return known.is_common
    return need.kind is Kind.WHOLE or (need.kind is Kind.SCOPE and need.name != "initiative")


def _is_periodic(need: Need) -> bool:
    if need.kind in (Kind.VALUE, Kind.EACH, Kind.WHOLE):
        return (METRICS.get(need.name) or DERIVED[need.name]).is_periodic
    return need.kind is Kind.PREVIOUS or need.parameter in ("period", "ask")


def _closure(name: str) -> set[str]:
    """Everything `name` needs, however far down."""
    seen: set[str] = set()
    waiting = [name]
    while waiting:
        current = waiting.pop()
        known = METRICS.get(current) or DERIVED.get(current)
        if current in seen:
            continue
        seen.add(current)
        if known is not None:
            waiting.extend(base_name(need) for need in known.needs)
            if any(need.startswith((PREVIOUS, EACH)) or need == HISTORY for need in known.needs):
                waiting.extend(("initiatives", "snapshots"))
            if "ask" in known.needs:
                waiting.extend(ASKED)
    return seen


def check_catalogue() -> None:
    """Refuse a catalogue in which a function needs something that nobody provides."""
    for known in (*METRICS.values(), *DERIVED.values()):
        rows = known.row_values if isinstance(known, Metric) else ()
        for need in known.needs:
            name = base_name(need)
            if not (name in METRICS or name in DERIVED or name in SHEETS or name in (*SCOPE, HISTORY) or need in rows):
                raise TypeError(f"{known.name}: nobody provides '{need}'")
