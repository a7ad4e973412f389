"""The portfolio as plain lists of typed values: for a workbook, a page, or whoever goes on computing with them.

Depends on: metrics.portfolio, report.portfolio.grid, report.portfolio.model.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from exectrack_xl.report.portfolio.grid import by_hand
from exectrack_xl.report.portfolio.model import DIMENSIONS, Member, Portfolio


class Kind(StrEnum):
    """What a column holds."""

    TEXT = "text"
    LONG = "long"  # a text of a line or more
    STATUS = "status"
    DATE = "date"
    COUNT = "count"
    SHARE = "share"
    INDEX = "index"
    MONEY = "money"


@dataclass(frozen=True)
class Field:
    """A column: its header and what it holds."""

    header: str
    kind: Kind = Kind.TEXT


@dataclass(frozen=True)
class Listing:
    """A list under a name, with what it is for; a value that is not known is None."""

    title: str
    purpose: str
    fields: tuple[Field, ...]
    rows: tuple[tuple[Any, ...], ...]


Value = Callable[[Member, Portfolio], Any]
_T, _L, _S, _D, _C, _P, _X, _M = tuple(Kind)


def listings(whole: Portfolio) -> tuple[Listing, ...]:
    """Every list of the portfolio, the one with a row for each tracker first."""
    return (
        trackers(whole),
        _listing("Critical", "The critical risks and issues of all trackers, and the cell where each stands.",
                 (("Programme", _T), ("Kind", _T), ("ID", _T), ("Risk or issue", _L), ("Score", _C), ("Owner", _T),
                  ("Response", _L), ("Due", _D), ("Expected cost", _M), ("Currency", _T), ("Tracker", _T),
                  ("Sheet", _T), ("Cell", _T)), _critical(whole)),
        _listing("Decisions", "The decisions asked of all trackers, the most urgent first.",
                 (("Programme", _T), ("ID", _T), ("Decision", _L), ("Decided by", _T), ("Needed by", _D),
                  ("Overdue", _T), ("If not decided", _L), ("Tracker", _T), ("Sheet", _T), ("Cell", _T)),
                 _decisions(whole)),
        _listing("Colours", "Every colour of every tracker, now and at the last month ends: ready for a pivot table.",
                 (("Programme", _T), ("Dimension", _T), ("Date", _D), ("Colour", _S), ("Tracker", _T)),
                 _colours(whole)),
        _listing("Conflicts", "People booked by two programmes or more for more than 100% of their time.",
                 (("Person", _T), ("Month", _D), ("Programme", _T), ("Hours booked", _C), ("Hours of all", _C),
                  ("Hours available", _C), ("Load", _P), ("Tracker", _T)), _conflicts(whole)),
        _listing("Money", "Sums by currency; across currencies only at the rates that were given.",
                 (("Currency", _T), ("Trackers", _C), ("Budget", _M), ("Spent", _M), ("At completion", _M),
                  ("Over budget", _M), ("Over budget, share", _P), ("Rate", _X)), _money(whole)),
        _listing("Set by hand", "Statuses that somebody typed, beside the computed ones.",
                 (("Programme", _T), ("Initiative", _T), ("Name", _T), ("Set by hand", _S), ("Computed", _S),
                  ("Steps better", _C), ("Counts", _T), ("Until", _D), ("Reason", _L), ("Tracker", _T)),
                 _typed(whole)),
        _listing("Findings", "What could not be read, what may count twice, and what to mend first.",
                 (("Tracker", _T), ("What", _T), ("Finding", _L)), _findings(whole)),
    )  # fmt: skip


def trackers(whole: Portfolio) -> Listing:
    """One row a tracker, the worst first."""
    rows = ([value(member, whole) for _, _, value in _TRACKERS] for member in whole.members)
    return _listing("Trackers", "One row a tracker, the worst first, each at its own status date.",
                    [(header, kind) for header, kind, _ in _TRACKERS], rows)  # fmt: skip


def _listing(title: str, purpose: str, fields: Iterable[tuple[str, Kind]], rows: Iterable[Iterable[Any]]) -> Listing:
    known = tuple(tuple(None if value != value or value == "" else value for value in row) for row in rows)
    return Listing(title, purpose, tuple(Field(*field) for field in fields), known)


def _common(value: float, currency: str, whole: Portfolio) -> float | None:
    """An amount in the common currency; None where there is none."""
    if whole.total is None:
        return None
    return value if currency == whole.total.currency else value * whole.rates[currency]


def _count(kind: str) -> Value:
    return lambda member, _: sum(row.kind == kind for row in member.summary.critical)


def _dimension(name: str) -> Value:
    return lambda member, _: member.summary.dimensions[name]


def _own(name: str) -> Value:
    return lambda member, _: getattr(member.summary, name)


_TRACKERS: tuple[tuple[str, Kind, Value], ...] = (
    ("Programme", _T, lambda member, _: member.name), ("Project ID", _T, _own("project")),
    ("Status", _S, lambda member, _: member.status),
    *((name, _S, _dimension(name)) for name in DIMENSIONS),
    ("Trend", _T, lambda member, _: member.trend),
    ("Age of data", _C, lambda member, _: member.age),
    ("Stale", _T, lambda member, _: "Yes" if member.is_stale else "No"),
    ("Committed", _D, _own("committed")), ("Forecast", _D, _own("forecast")), ("Days late", _C, _own("days_late")),
    ("P50", _D, _own("p50")), ("P80", _D, _own("p80")), ("Work done", _P, _own("done")),
    ("Planned", _P, _own("planned")), ("SPI(t)", _X, _own("spi_t")), ("CPI", _X, _own("cpi")),
    ("Currency", _T, lambda member, _: member.summary.money.currency),
    ("Budget", _M, lambda member, _: member.summary.money.budget),
    ("Spent", _M, lambda member, _: member.summary.money.actual),
    ("At completion", _M, lambda member, _: member.summary.money.estimate),
    ("Over budget, share", _P, lambda member, _: member.summary.money.over_share),
    ("At completion, common currency", _M,
     lambda member, whole: _common(member.summary.money.estimate, member.summary.money.currency, whole)),
    ("Risk exposure", _M, _own("exposure")), ("Open risks", _C, _own("open_risks")),
    ("Critical risks", _C, _count("Risk")), ("Open issues", _C, _own("open_issues")),
    ("Critical issues", _C, _count("Issue")),
    ("Decisions asked", _C, lambda member, _: len(member.summary.decisions)),
    ("Set by hand", _T, lambda member, _: by_hand(member)),
    ("Steps told better", _C, lambda member, _: member.gap),
    ("Data health", _P, lambda member, _: member.health.score),
    ("Verdict", _T, lambda member, _: member.health.verdict),
    ("Errors", _C, _own("errors")), ("Warnings", _C, _own("warnings")), ("Rows", _C, _own("rows")),
    ("Reason", _L, _own("reason")), ("Organisation", _T, _own("organisation")), ("Status date", _D, _own("as_of")),
    ("Tracker", _T, _own("key")),
)  # fmt: skip


def _critical(whole: Portfolio) -> Iterator[tuple[Any, ...]]:
    for member, row in whole.critical:
        yield (member.name, row.kind, row.id, row.text, row.score, row.owner, row.response, row.due,
               row.expected_cost, member.summary.money.currency, member.summary.key, row.sheet, row.cell)  # fmt: skip


def _decisions(whole: Portfolio) -> Iterator[tuple[Any, ...]]:
    for member, asked in whole.decisions:
        late = "Yes" if asked.due is not None and asked.due < whole.day else "No"
        yield (member.name, asked.id, asked.question, asked.who, asked.due, late, asked.otherwise, member.summary.key,
               asked.sheet, asked.cell)  # fmt: skip


def _colours(whole: Portfolio) -> Iterator[tuple[Any, ...]]:
    for member in whole.members:
        own = member.summary
        told: list[tuple[str, date, str]] = [("Overall", day, word) for day, word in own.history]
        told += [("Overall", whole.day, member.status)]
        told += [(name, whole.day, word) for name, word in own.dimensions.items()]
        yield from ((member.name, name, day, word, own.key) for name, day, word in told if word)


def _conflicts(whole: Portfolio) -> Iterator[tuple[Any, ...]]:
    for found in whole.conflicts:
        load = found.load if found.available else None
        for key, hours in found.trackers:
            yield (found.person, found.month, whole.names.get(key, key), hours, found.hours, found.available, load,
                   key)  # fmt: skip


def _money(whole: Portfolio) -> Iterator[tuple[Any, ...]]:
    for one in whole.sums:
        yield (one.currency, one.trackers, one.budget, one.actual, one.estimate, one.over, one.over_share,
               whole.rates.get(one.currency))  # fmt: skip
    if whole.total is not None and len(whole.sums) > 1:
        one = whole.total
        yield (f"All in {one.currency}", one.trackers, one.budget, one.actual, one.estimate, one.over, one.over_share,
               None)  # fmt: skip


def _typed(whole: Portfolio) -> Iterator[tuple[Any, ...]]:
    for member in whole.members:
        for one in member.summary.by_hand:
            yield (member.name, one.initiative, one.name, one.told, one.computed, one.gap,
                   "Yes" if one.counts else "No", one.expiry, one.reason, member.summary.key)  # fmt: skip


def _findings(whole: Portfolio) -> Iterator[tuple[Any, ...]]:
    yield from ((one.key, "Not read", one.reason) for one in whole.failed)
    yield from (("", "Counted twice?", text) for text in whole.clashes)
    for member in whole.members:
        yield from ((member.summary.key, "To mend", text) for text in member.summary.worst_findings)
