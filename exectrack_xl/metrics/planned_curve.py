"""Planned value over time, of a scope and of each initiative in it: worked out once for all of them.

Depends on: schema, tracker, metrics.registry, metrics.curves, metrics.work.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from exectrack_xl.metrics.curves import NO_CURVE, Curve, firsts, lasts, month_ends, month_numbers, series
from exectrack_xl.metrics.registry import Group, Result, Series, Unit, derived, metric
from exectrack_xl.metrics.sources import EARNED_VALUE
from exectrack_xl.metrics.work import Work
from exectrack_xl.schema import Table
from exectrack_xl.schema.table import Array
from exectrack_xl.tracker import Calendar


@dataclass(frozen=True, eq=False)
class _Typed:
    """Planned values typed in Costs, one array entry each."""

    group: Array  # position of the initiative among the groups of the work
    month: Array  # counted since January 1970
    value: Array

    @classmethod
    def of(cls, costs: Table, groups: tuple[str, ...]) -> _Typed:
        """Those with a month and a value."""
        rows = np.flatnonzero(~np.isnan(costs["planned_value"]) & ~np.isnat(costs["month"]))
        codes = {name: code for code, name in enumerate(groups)}
        owners = [codes[name] for name in costs["initiative"][rows].tolist()]
        return cls(np.array(owners, dtype=np.intp), month_numbers(costs["month"][rows]), costs["planned_value"][rows])


@dataclass(frozen=True, eq=False)
class _Span:
    """The days on which planned value is looked at, as day numbers: when the plan of each group begins and ends."""

    first: Array  # of each group; it lies after the last where nothing is planned
    last: Array
    months: Array  # from the first to the last of all groups, counted since January 1970
    days: Array  # rising: the ends of these months, the status date if it lies between, the last day of each group
    is_common: Array  # which of the days all groups share: month ends and the status date

    @classmethod
    def of(cls, work: Work, typed: _Typed, as_of: date) -> _Span:
        """The span of the work and of typed values; there has to be one or the other."""
        group = np.append(work.group, typed.group)
        starts = np.append(work.start, firsts(typed.month)).view(np.int64)
        finishes = np.append(work.finish, lasts(typed.month)).view(np.int64)
        begin, finish, today = starts.min(), finishes.max(), np.datetime64(as_of).astype(np.int64)
        first, last = np.full(len(work.groups), finish + 1), np.full(len(work.groups), begin - 1)
        np.minimum.at(first, group, starts)
        np.maximum.at(last, group, finishes)
        ends = month_ends(*np.array([begin, finish]).view("datetime64[D]"))
        common = np.append(ends.view(np.int64), [today] if begin <= today <= finish else []).astype(np.int64)
        days = np.unique(np.concatenate([common, last[first <= last]]))
        return cls(first, last, month_numbers(ends), days, np.isin(days, common))

    def curve(self, first: int, last: int, values: Array) -> Curve:
        """The curve of what is planned from one day to another, from its value on all days."""
        own = (self.is_common & (first <= self.days) & (self.days < last)) | (self.days == last)
        start, days = np.int64(first).view("datetime64[D]"), self.days[own].view("datetime64[D]")
        return Curve(start, days, np.maximum.accumulate(values[own]))


@derived(divides=True)
def planned_curve(work: Work, costs: Table, calendar: Calendar, as_of: date) -> Curve:
    """Cumulative planned value at each month's end, the status date and the planned finish.

    Typed planned values count for their months, evenly over the days of the month; for other months the planned
    value accrues evenly over the working days of each piece of work.
    """
    typed = _Typed.of(costs, work.groups)
    if not len(work.value) and not len(typed.value):
        return NO_CURVE
    span = _Span.of(work, typed, as_of)
    values = _with_typed(_accrued(work, span.days.view("datetime64[D]"), calendar), typed, span, work.worth)
    whole = span.curve(int(span.first.min()), int(span.last.max()), values.sum(axis=1))
    return replace(whole, parts=_parts(work, span, values)) if len(work.groups) > 1 else whole


def _parts(work: Work, span: _Span, values: Array) -> dict[str, Curve]:
    """The curve of each initiative whose own rows alone would give the same."""
    own = zip(work.groups, work.apart.tolist(), span.first.tolist(), span.last.tolist(), values.T, strict=True)
    return {
        name: span.curve(first, last, of_group) if first <= last else NO_CURVE
        for name, is_apart, first, last, of_group in own
        if is_apart
    }


def _accrued(work: Work, days: Array, calendar: Calendar) -> Array:
    """What the work of each group (columns) accrues by the end of each day (rows)."""
    size = len(work.groups)
    share = work.share_due(days, calendar) * work.value
    place = np.arange(len(days))[:, None] * size + work.group
    return np.bincount(place.ravel(), share.ravel(), len(days) * size).reshape(len(days), size)


def _with_typed(accrued: Array, typed: _Typed, span: _Span, worth: Array) -> Array:
    """The values of all groups (columns) on all days (rows), those of groups with typed values straight from month
    to month: typed months as typed, the others by what the work itself accrues, all not above what the group is worth.
    """
    if not len(typed.value):
        return accrued
    months, month = span.months, typed.month - span.months[0]
    by_month = np.diff(accrued[np.searchsorted(span.days, lasts(months).view(np.int64))], axis=0, prepend=0.0)
    typed_value = np.zeros_like(by_month)
    np.add.at(typed_value, (month, typed.group), typed.value)
    by_month[month, typed.group] = typed_value[month, typed.group]
    most = np.maximum(worth, typed_value.sum(axis=0))
    total = np.vstack([np.zeros(len(worth)), np.minimum(np.cumsum(by_month, axis=0), most)])
    at = month_numbers(span.days.view("datetime64[D]")) - months[0]
    begin, end = firsts(months).view(np.int64), lasts(months).view(np.int64)
    passed = ((span.days - begin[at] + 1) / (end - begin + 1)[at])[:, None]
    return np.where(
        np.isin(np.arange(len(worth)), typed.group), total[at] + (total[at + 1] - total[at]) * passed, accrued
    )


@metric(
    label="Planned value over time", unit=Unit.MONEY, group=Group.EARNED_VALUE, result=Result.SERIES,
    formula="Σ PV up to each month's end", source=EARNED_VALUE,
)  # fmt: skip
def planned_value_curve(planned_curve: Curve) -> Series:
    """Cumulative planned value at the end of every month of the plan, the last one at the planned finish."""
    days = planned_curve.days
    if not len(days):
        return Series((), ())
    ends = np.isin(days, month_ends(days[0], days[-1])) | (days == days[-1])
    return series(days[ends], planned_curve.values[ends])
