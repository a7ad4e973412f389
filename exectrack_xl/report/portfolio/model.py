"""What a portfolio is made of: a small summary of each tracker, never the tracker itself.

Depends on: metrics.portfolio.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from exectrack_xl.metrics.portfolio.gap import aged, gap, rank, trend
from exectrack_xl.metrics.portfolio.health import Health, of_age, of_coverage, of_findings
from exectrack_xl.metrics.portfolio.money import Money, by_currency, total
from exectrack_xl.metrics.portfolio.namesakes import Identity, folded, namesakes
from exectrack_xl.metrics.portfolio.people import Booking, Conflict, conflicts

DIMENSIONS = ("Schedule", "Cost", "Scope", "Quality", "Risk", "Benefits")


@dataclass(frozen=True)
class CriticalRow:
    """A Critical risk or issue of a tracker, and the cell where it stands."""

    kind: str  # "Risk" or "Issue"
    id: str
    text: str
    score: float  # of a risk; NaN for an issue
    owner: str
    response: str  # the mitigation of a risk, the resolution on its way for an issue
    due: date | None
    expected_cost: float
    sheet: str
    cell: str


@dataclass(frozen=True)
class Asked:
    """A decision that somebody is asked for, and the cell where it stands."""

    id: str
    question: str
    who: str
    due: date | None
    otherwise: str  # what happens if nothing is decided
    sheet: str
    cell: str


@dataclass(frozen=True)
class SetByHand:
    """A status that somebody typed for an initiative, beside the one that the rules compute."""

    initiative: str
    name: str
    told: str
    computed: str
    reason: str
    expiry: date | None
    counts: bool  # whether it has a reason and has not expired, so that it is what is reported

    @property
    def gap(self) -> int:
        """Steps by which the typed status is better than the computed one."""
        return gap(self.told, self.computed)


@dataclass(frozen=True)
class Summary:
    """One tracker at its own status date: all that a portfolio needs of it."""

    key: str  # the path of the workbook below what was asked for
    programme: str  # as Settings have it; "" where they say nothing
    organisation: str
    as_of: date
    renewed: date | None  # the status date typed, else the last snapshot; None where neither is there
    stale_after: float  # days
    status: str  # the overall status as the rules and valid overrides give it
    dimensions: Mapping[str, str]  # dimension -> colour
    history: tuple[tuple[date, str], ...]  # month ends with the overall status of their snapshot; "" = not known
    reason: str
    committed: date | None
    forecast: date | None
    days_late: float
    p50: date | None  # only where the tracker simulates
    p80: date | None
    done: float
    planned: float
    spi_t: float
    cpi: float
    money: Money
    exposure: float  # expected cost of the open risks
    open_risks: int
    open_issues: int
    critical: tuple[CriticalRow, ...]
    decisions: tuple[Asked, ...]
    by_hand: tuple[SetByHand, ...]
    bookings: tuple[Booking, ...]
    rows: int
    errors: int
    warnings: int
    notes: int
    worst_findings: tuple[str, ...]  # sentences
    tables: str  # hash of all tables
    project: str = ""  # its ID in the organisation; "" where Settings say nothing

    @property
    def title(self) -> str:
        """The programme, or the workbook's path where it has no name."""
        return self.programme or self.key


@dataclass(frozen=True)
class Failed:
    """A workbook of which nothing could be read, and why."""

    key: str
    reason: str


@dataclass(frozen=True)
class Member:
    """A tracker as the portfolio sees it on the day: its age, what may still be said, and how far to trust it."""

    summary: Summary
    name: str  # told apart from others of the same programme
    age: int | None  # calendar days since it was renewed

    @property
    def status(self) -> str:
        """The overall status; of stale data, Green becomes Grey."""
        return aged(self.summary.status, self.age, self.summary.stale_after)

    @property
    def is_stale(self) -> bool:
        """Whether nobody has renewed it for longer than its own Settings allow."""
        return self.age is None or self.age > self.summary.stale_after

    @property
    def trend(self) -> str:
        """The status beside that of the latest month end known: Better, Worse or Same; blank without one."""
        known = [word for _, word in self.summary.history if word]
        return trend(known[-1], self.summary.status) if known else ""

    @property
    def told_better(self) -> tuple[SetByHand, ...]:
        """The typed statuses that are better than the rules compute."""
        return tuple(one for one in self.summary.by_hand if one.gap > 0)

    @property
    def gap(self) -> int:
        """Steps by which all typed statuses together are better than the computed ones."""
        return sum(one.gap for one in self.told_better)

    @cached_property
    def health(self) -> Health:
        """How far its data can be trusted."""
        own = self.summary
        return Health(of_findings(own.errors, own.warnings, own.notes, own.rows), of_age(self.age, own.stale_after),
                      of_coverage(tuple(own.dimensions.values())))  # fmt: skip


@dataclass(frozen=True)
class Portfolio:
    """All trackers on one day. Rates are units of the common currency for one of each."""

    day: date
    members: tuple[Member, ...]  # the worst first
    failed: tuple[Failed, ...] = ()
    rates: Mapping[str, float] = field(default_factory=dict)

    @cached_property
    def conflicts(self) -> tuple[Conflict, ...]:
        """People booked for more than they have; the trackers are named as here."""
        return conflicts(booking for member in self.members for booking in member.summary.bookings)

    @cached_property
    def names(self) -> dict[str, str]:
        """The name of each tracker by its key."""
        return {member.summary.key: member.name for member in self.members}

    @cached_property
    def sums(self) -> tuple[Money, ...]:
        """The money in each currency."""
        return by_currency(member.summary.money for member in self.members)

    @cached_property
    def total(self) -> Money | None:
        """All money in one currency; None where rates are missing for that."""
        return total(self.sums, self.rates)

    @cached_property
    def critical(self) -> tuple[tuple[Member, CriticalRow], ...]:
        """The critical rows of all trackers: risks by score and expected cost, then issues by due date."""
        rows = [(member, row) for member in self.members for row in member.summary.critical]
        return tuple(sorted(rows, key=lambda pair: _gravest(*pair)))

    @cached_property
    def decisions(self) -> tuple[tuple[Member, Asked], ...]:
        """The decisions asked of all trackers, the most urgent first."""
        rows = [(member, asked) for member in self.members for asked in member.summary.decisions]
        return tuple(sorted(rows, key=lambda pair: (pair[1].due or date.max, pair[0].name, pair[1].id)))

    @cached_property
    def clashes(self) -> tuple[str, ...]:
        """Sentences about trackers of one project, or that hold the very same tables."""
        return (*self._of_one_project(), *self._copies())

    def _of_one_project(self) -> list[str]:
        known = {member.summary.key: member.summary for member in self.members}
        others = namesakes([Identity(one.key, one.project, one.programme) for one in known.values()])
        groups = dict.fromkeys(frozenset((key, *more)) for key, more in others.items() if more)
        return [_shared([one for one in known.values() if one.key in group]) for group in groups]

    def _copies(self) -> list[str]:
        groups: dict[str, list[Summary]] = {}
        for member in self.members:
            groups.setdefault(member.summary.tables, []).append(member.summary)
        return [f"{_keys(group)} hold the very same rows, so that they count twice. Leave the copy out."
                for group in groups.values() if len(group) > 1]  # fmt: skip


def portfolio(
    summaries: tuple[Summary, ...], failed: tuple[Failed, ...], day: date, rates: Mapping[str, float]
) -> Portfolio:
    """The portfolio of these trackers on a day, the worst first: by status, then days late, then name."""
    titles = Counter(folded(one.title) for one in summaries)
    projects = Counter(folded(one.project) for one in summaries)
    members = [
        Member(one, one.title if titles[folded(one.title)] == 1 else f"{one.title} ({_apart(one, projects)})",
               max((day - one.renewed).days, 0) if one.renewed else None)
        for one in summaries
    ]  # fmt: skip
    members.sort(key=lambda member: (rank(member.status), -_known(member.summary.days_late), member.name))
    return Portfolio(day, tuple(members), tuple(sorted(failed, key=lambda one: one.key)), rates)


def _gravest(member: Member, row: CriticalRow) -> tuple[bool, float, float, date, str, str]:
    return (row.kind != "Risk", -_known(row.score), -_known(row.expected_cost), row.due or date.max, member.name,
            row.id)  # fmt: skip


def _known(value: float) -> float:
    return value if value == value else 0.0


def _apart(one: Summary, projects: Counter[str]) -> str:
    """What tells a tracker from others of its name: its project ID, or where it is not its own, the workbook's path."""
    return one.project if one.project and projects[folded(one.project)] == 1 else one.key


def _shared(group: list[Summary]) -> str:
    project = next((one.project for one in group if one.project), "")
    if project and len({folded(one.project) for one in group}) == 1:
        return f"{_keys(group)} have the same project ID '{project}'. Leave the copy out, or give each its own."
    name = next(one.programme for one in group if one.programme)
    return (f"{_keys(group)} have the same programme '{name}'. Give each its own name or project ID in Settings, or "
            "leave the copy out.")  # fmt: skip


def _keys(group: list[Summary]) -> str:
    return " and ".join([", ".join(one.key for one in group[:-1]), group[-1].key])
