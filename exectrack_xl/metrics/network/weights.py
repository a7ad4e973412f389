"""Links of four kinds as one inequality each: time[head] >= time[tail] + weight.

A lag in working days runs in the successor's calendar, a lag in elapsed days in no calendar; where the two ends keep
different calendars or the lag is elapsed, the inequality is a pair of functions instead of a number.
Depends on: metrics.network.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from math import isinf

import numpy as np

from exectrack_xl.metrics.network.activities import ELAPSED, SF, SHARE, TO_FINISH, Activities, Links
from exectrack_xl.metrics.network.kernel import Bend
from exectrack_xl.metrics.network.working_days import WorkingDays
from exectrack_xl.schema.table import Array


@dataclass(frozen=True)
class Ends:
    """One link between two calendars, or with an elapsed lag."""

    before: WorkingDays
    after: WorkingDays
    lag: float
    elapsed: bool
    reach: float  # from the tail's time to where the link begins: its length, or 0
    back: float  # from where the link ends to the head's time: its length, or 0
    span: float  # of a link from start to finish: the tail's whole duration, by which its latest finish is found
    from_start: bool  # it begins where a day begins
    to_milestone: bool  # its head takes no time, and so stands where a day ends

    def forward(self, time: float) -> float:
        """The head's earliest time; endless stays endless."""
        if isinf(time):
            return time
        begin = time + self.reach
        moment = self.before.start_moment(begin) if self.from_start else self.before.finish_moment(begin)
        if not self.elapsed:
            return self.after.position(moment) - self.back + self.lag
        if self.back:
            moment = self.after.start_moment(self.after.position(moment) - self.back)
        return self.after.position(moment + self.lag)

    def backward(self, time: float) -> float:
        """The tail's latest time; endless stays endless."""
        if isinf(time):
            return time
        end = time + self.back
        if self.elapsed:
            if self.span:
                end = self.before.position(self.after.finish_moment(end)) + self.span
                return self.before.position(self.before.finish_moment(end) - self.lag) - self.span
            in_the_evening = self.back or self.to_milestone
            moment = self.after.finish_moment(end) if in_the_evening else self.after.start_moment(end)
            return self.before.position(moment - self.lag) - self.reach
        moment = self.after.start_moment(end - self.lag)
        return self.before.position(moment) - self.reach


def working_lags(activities: Activities, links: Links) -> Array:
    """The lags with shares of the predecessor's duration worked out."""
    share = links.unit == SHARE
    return np.where(share, links.lag / 100 * activities.duration[links.tail], links.lag) if share.any() else links.lag


def weights(
    activities: Activities, length: Array, links: Links, lags: Array, calendars: Sequence[WorkingDays]
) -> tuple[Array, dict[int, Bend]]:
    """A weight for each link, NaN for those that bend, and the functions of these."""
    tail, head = links.tail, links.head
    weight = lags + np.where(links.from_finish, length[tail], 0.0) - np.where(links.to_finish, length[head], 0.0)
    crossing = activities.calendar[tail] != activities.calendar[head]
    bent = np.flatnonzero(crossing | ((links.unit == ELAPSED) & (lags != 0)))
    if not len(bent):
        return weight, {}
    weight[bent] = np.nan
    early = from_a_morning(activities, length, links)
    bends: dict[int, Bend] = {}
    for number in bent.tolist():
        begin, end = int(tail[number]), int(head[number])
        reach = float(length[begin]) if links.from_finish[number] else 0.0
        ends = Ends(
            calendars[activities.calendar[begin]], calendars[activities.calendar[end]], float(lags[number]),
            bool(links.unit[number] == ELAPSED), reach, float(length[end]) if links.to_finish[number] else 0.0,
            float(activities.duration[begin]) if links.kind[number] == SF else 0.0,
            bool(early[number]), not activities.duration[end],
        )  # fmt: skip
        bends[number] = (partial(Ends.forward, ends), partial(Ends.backward, ends))
    return weight, bends


def from_a_morning(activities: Activities, length: Array, links: Links) -> Array:
    """Which links begin where a day begins: at the start of work, or at what takes no time and begins a day."""
    first = begins_a_day(activities, links.head)[links.tail]
    short = np.where(links.from_finish, length[links.tail], activities.duration[links.tail]) == 0
    return np.where(short, first, ~links.from_finish)


def begins_a_day(activities: Activities, heads: Array) -> Array:
    """Which activities stand at the start of a day where they take no time: without predecessor, finish or its date."""
    first = ~activities.done & ~np.isin(activities.constraint, TO_FINISH)
    first[heads] = False
    return np.asarray(first)
