"""People whom several trackers have booked for more time than they have. Depends on: nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Booking:
    """The hours for which one tracker has booked a person in a month.

    `available` are the hours that tracker has of the person, `whole` those the person works, days off taken out.
    """

    tracker: str
    person: str
    month: date  # its first day
    hours: float
    available: float
    whole: float


@dataclass(frozen=True)
class Conflict:
    """A person and month with more hours booked, all trackers together, than the person has."""

    person: str
    month: date
    hours: float
    available: float
    trackers: tuple[tuple[str, float], ...]  # who booked how many hours, the most first

    @property
    def load(self) -> float:
        """Hours booked over hours available; infinite where the person is away."""
        return self.hours / self.available if self.available else float("inf")


def conflicts(bookings: Iterable[Booking]) -> tuple[Conflict, ...]:
    """Who is booked by two trackers or more for more than 100%, the heaviest load first, then by month and name.

    A person is known by name, whatever the case and spacing. Available is what the trackers have of the person
    together, and never more than the person works.

    >>> may = date(2026, 5, 1)
    >>> found = conflicts([Booking("A", "Ann Lee", may, 100.0, 160.0, 160.0), Booking("B", "ann  lee", may, 80.0, 160.0, 160.0)])
    >>> found[0].person, found[0].load, found[0].trackers
    ('Ann Lee', 1.125, (('A', 100.0), ('B', 80.0)))
    """  # noqa: E501
    groups: dict[tuple[str, date], list[Booking]] = {}
    for one in bookings:
        if one.hours > 0:
            groups.setdefault((" ".join(one.person.casefold().split()), one.month), []).append(one)
    found = [_of(group) for group in groups.values() if len({one.tracker for one in group}) > 1]
    over = [conflict for conflict in found if conflict.hours > conflict.available + 1e-9]
    return tuple(sorted(over, key=lambda conflict: (-conflict.load, conflict.month, conflict.person)))


def _of(group: list[Booking]) -> Conflict:
    by: dict[str, float] = {}
    for one in group:
        by[one.tracker] = by.get(one.tracker, 0.0) + one.hours
    available = min(sum(one.available for one in group), max(one.whole for one in group))
    trackers = tuple(sorted(by.items(), key=lambda entry: (-entry[1], entry[0])))
    return Conflict(group[0].person, group[0].month, sum(by.values()), available, trackers)
