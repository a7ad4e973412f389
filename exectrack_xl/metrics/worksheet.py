"""What each worksheet function is called, takes and says about itself: read off the catalogue, for every host.

Order of the arguments: tables (or row values, then tables), the metric's own, initiative, period, as_of.
Depends on: schema, metrics.registry.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from exectrack_xl.metrics.registry import DERIVED, METRICS, Metric, Result
from exectrack_xl.schema import SHEETS

CATEGORY = "Execution Tracker"  # under which a spreadsheet lists the functions
MOST_ROWS = 10_000  # a list function fills no more


class Role(StrEnum):
    """What an argument is for."""

    TABLE = "table"  # a range with its headers
    ROWS = "rows"  # one value for each row, or a single one
    OWN = "own"  # a parameter of the metric itself
    COUNT = "count"  # how many rows a list fills
    SCOPE = "scope"  # initiative, period, as_of
    METRIC = "metric"  # the name of a metric


@dataclass(frozen=True)
class Argument:
    """One argument of a worksheet function."""

    name: str
    role: Role
    help: str
    default: Any = None
    required: bool = False
    own: str = ""  # the metric's name for it


@dataclass(frozen=True)
class CellFunction:
    """A worksheet function. `metric` is None for EXPLAIN and METRIC, which are about any metric."""

    name: str
    help: str
    arguments: tuple[Argument, ...]
    metric: Metric | None = None
    tables: tuple[str, ...] = ()  # what it reads, in schema order
    reads_any: bool = False  # whatever tables the metric that it is asked for needs

    @property
    def example(self) -> str:
        """How it is called with all its tables.

        >>> cell_functions()["PENDING_COST"].example
        '=PENDING_COST(Changes[#All])'
        """
        given = [_example(argument) for argument in self.arguments]
        return f"={self.name}({', '.join(text for text in given if text)})"

    @property
    def reads_workbook(self) -> bool:
        """Whether it can do without an argument by reading the workbook."""
        return bool(self.tables) or self.reads_any

    @property
    def is_list(self) -> bool:
        """Whether it fills more than one cell by itself."""
        return self.metric is not None and self.metric.result in (Result.TABLE, Result.SERIES)


# A metric's own parameter: its name in a cell ("to" is a word VBA keeps for itself), and its help.
_OWN: dict[str, tuple[str, str]] = {
    "aspect": ("aspect", "satisfaction, engagement, growth or collaboration; left out: the first three together."),
    "against": ("against", '"approved" or "baseline" dates.'),
    "band": ("band", "Only risks of this band, such as Critical; left out: all."),
    "by": ("by", "The day by which; left out: the committed finish."),
    "change": ("change", "ID of a change; left out: all."),
    "decision": ("decision", "Pending, Approved, Rejected or Deferred."),
    "days": ("days", "How many days ahead."),
    "feature": ("feature", "ID of a feature; left out: all."),
    "goal": ("goal", "ID of a goal; left out: all."),
    "group_by": (
        "group_by",
        '"cause category", "category", "subcategory", "priority", "owner", "risk category" or "defect stage".',
    ),
    "kind": ("kind", "Revenue, Cost saving, Customer or Market; left out: all that is money."),
    "measure": ("measure", "Name of a measure in the Quality table, such as Test coverage."),
    "milestone": ("milestone", "ID of a milestone; left out: the initiative, or the whole programme."),
    "metric": ("metric", "Name of a metric, such as SPI_T."),
    "method": (
        "method",
        "How the remaining work is estimated: CPI, Atypical, Composite or Bottom-up; left out: bottom-up where typed.",
    ),
    "n": ("n", "How many."),
    "of": ("of", '"milestones" or "tasks".'),
    "within": ("within", "Months in which all is to be done; left out: as planned."),
    "weight": ("weight", "How much the CPI counts, 0 to 1; SPI counts the rest."),
    "person": ("person", "Only this person's; left out: everybody's."),
    "probability": ("probability", "How sure, such as 0.85 or 85%."),
    "priority": ("priority", "Only of this priority; left out: all."),
    "risk_case": ("risk_case", '"with", "mitigated" or "without" open risks.'),
    "severity": ("severity", "Only of this severity; left out: all."),
    "since": ("since", '"created" or "committed".'),
    "skill": ("skill", "Only this skill; left out: all."),
    "stakeholder": ("stakeholder", "Only what this person must do; left out: everybody."),
    "team": ("team", "Only this team; left out: all."),
    "to": ("target", '"BAC" (the budget) or "EAC" (the estimate).'),
    "weeks": ("weeks", "How many weeks of the past count; 0 = all."),
    "unit": ("unit", '"value" or "%"; SCHEDULE_VARIANCE knows "days" too.'),
}
_INITIATIVE = Argument("initiative", Role.SCOPE, "ID of an initiative, such as I-01; left out: the whole programme.")
_PERIOD = Argument(
    "period", Role.SCOPE,
    '2026-Q3, 2026-M09 or 2026-W40; "Week", "Month", "Quarter" = the running one. Left out: the running quarter.',
)  # fmt: skip
_AS_OF = Argument("as_of", Role.SCOPE, "The day to judge at; left out: the status date of Settings.")
_NAME = Argument("name", Role.METRIC, 'Name of a metric, such as "SPI_T".', required=True)


def cell_functions() -> dict[str, CellFunction]:
    """Every worksheet function by name: one for each metric, then EXPLAIN and METRIC."""
    found = [cell_function(metric) for metric in METRICS.values()]
    found.append(CellFunction("EXPLAIN", "Says what a metric means, how it is computed and where the rule comes from.",
                              (_NAME,)))  # fmt: skip
    found.append(
        CellFunction(
            "METRIC", "The value of any metric of this workbook, for an initiative and a period.",
            (_NAME, _INITIATIVE, _PERIOD, _AS_OF),
            reads_any=True,
        )
    )  # fmt: skip
    return {function.name: function for function in found}


def tables_over_time(metric: Metric) -> tuple[str, ...]:
    """The sheets that the course of a metric is read from: its own, and the snapshots."""
    found = {*_tables(metric), "initiatives", "snapshots", "settings"}
    return tuple(name for name in SHEETS if name in found)


def cell_function(metric: Metric) -> CellFunction:
    """The worksheet function of a metric."""
    tables = () if metric.reads_any else _tables(metric)
    arguments = (
        *(Argument(name, Role.ROWS, _row_help(name), required=True) for name in metric.row_values),
        *(Argument(name, Role.TABLE, _table_help(name)) for name in tables),
        *(_own(name, default) for name, default in metric.own.items()),
        *_count(metric),
        *_scope(metric),
    )
    return CellFunction(metric.name.upper(), metric.summary, arguments, metric, tables, metric.reads_any)


def _tables(metric: Metric) -> tuple[str, ...]:
    """The sheets it reads: also those through which a row belongs to an initiative, and the status date's."""
    if metric.result is Result.ROWS:
        found = set().union(*(_sheets_behind(need) for need in metric.needs if need not in metric.row_values))
        dated = "as_of" in metric.needs
    else:
        found, dated = set(metric.tables), True
        for name in metric.tables:
            while (link := SHEETS[name].link) and link[1] != "initiatives":
                name = link[1]
                found.add(name)
    return tuple(name for name in SHEETS if name in found or (dated and name == "settings"))


def _sheets_behind(need: str) -> set[str]:
    if need in SHEETS:
        return {need}
    return set().union(*map(_sheets_behind, DERIVED[need].needs)) if need in DERIVED else set()


def _own(name: str, default: Any) -> Argument:
    shown, text = _OWN.get(name, (name, "A choice of this metric."))
    usual = f" Left out: {default}." if default not in ("", 0) else ""
    return Argument(shown, Role.OWN, text + usual, default, own=name)


def _count(metric: Metric) -> tuple[Argument, ...]:
    """The number of rows to fill, where the metric's own `n` is not that number."""
    if metric.result not in (Result.TABLE, Result.SERIES) or counts_rows(metric):
        return ()
    text = "How many rows to fill; blank below the last. Left out: as many as there are."
    return (Argument("rows" if "n" in metric.own else "n", Role.COUNT, text),)


def counts_rows(metric: Metric) -> bool:
    """Whether the metric's own `n` says how many rows it lists."""
    return metric.result is Result.TABLE and metric.own.get("n", 0) >= 1


def _scope(metric: Metric) -> tuple[Argument, ...]:
    rows = metric.result is Result.ROWS
    return (
        *((_INITIATIVE,) if "initiative" in metric.per else ()),
        *((_PERIOD,) if "period" in metric.per else ()),
        *((_AS_OF,) if not rows or "as_of" in metric.needs else ()),
    )


def _table_help(name: str) -> str:
    title = SHEETS[name].title
    return f"The {title} table with its headers: {title}[#All]. Left out: the workbook's own."


def _row_help(name: str) -> str:
    return f"The {name.replace('_', ' ')}: a value, or a range with one for each row."


def _example(argument: Argument) -> str:
    if argument.role is Role.TABLE and argument.name not in DEFAULTED:
        return f"{SHEETS[argument.name].title}[#All]"
    return argument.name if argument.required else ""


DEFAULTED = ("settings", "holidays")  # tables with defaults for what they do not say
