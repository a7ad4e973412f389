"""Sprints: points that add up, one sprint at a time. Depends on: checks.rules, tracker."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from exectrack_xl.checks.rules import Fault, filled, is_one_of, rows, rule
from exectrack_xl.tracker import Tracker

PARTS = ("completed", "in_progress", "blocked", "to_do")


@rule("sprint-points", "Completed, in progress, blocked and to do add up to planned plus added minus removed.")
def points_add_up(tracker: Tracker) -> Iterator[Fault]:
    """Sprints whose points do not; only where all four parts are typed."""
    table = tracker["sprints"]
    scope = table["planned"] + np.nan_to_num(table["added"]) - np.nan_to_num(table["removed"])
    counted = np.sum([table[part] for part in PARTS], axis=0)
    for row in rows(np.abs(counted - scope) > 0.01):
        message = f"planned + added − removed is {scope[row]:g}, but the four parts add up to {counted[row]:g}."
        yield Fault("sprints", row, "planned", message, "Correct the points.")


@rule("sprint-too-full", "No more points are removed than there were.")
def removals_are_possible(tracker: Tracker) -> Iterator[Fault]:
    """Sprints that removed more points than were planned and added."""
    table = tracker["sprints"]
    had = table["planned"] + np.nan_to_num(table["added"])
    for row in rows(table["removed"] > had):
        message = f"is {table['removed'][row]:g}, but the sprint had only {had[row]:g} points."
        yield Fault("sprints", row, "removed", message, "Correct the points.")


@rule("sprint-not-counted", "A closed sprint says how many points were completed.")
def closed_sprints_are_counted(tracker: Tracker) -> Iterator[Fault]:
    """Closed sprints without completed points, which would lower the velocity or drop out of it."""
    table = tracker["sprints"]
    for row in rows(is_one_of(table["status"], ("Closed",)) & ~filled(table["completed"])):
        yield Fault("sprints", row, "completed", "is blank, but the sprint is closed.", "Type the accepted points.")


@rule("sprint-not-closed", "A sprint whose last day has passed is closed.")
def past_sprints_are_closed(tracker: Tracker) -> Iterator[Fault]:
    """Sprints that are over and still planned or active."""
    table = tracker["sprints"]
    going = is_one_of(table["status"], ("Planned", "Active"))
    for row in rows(going & (table["finish"] < np.datetime64(tracker.as_of))):
        message = f"is {table['status'][row]}, but the last day was {table['finish'][row]}."
        yield Fault("sprints", row, "status", message, "Close it, or correct the dates.")


@rule("sprint-closed-early", "A sprint whose last day is to come is not closed.")
def future_sprints_are_open(tracker: Tracker) -> Iterator[Fault]:
    """Closed sprints that begin after the status date."""
    table = tracker["sprints"]
    for row in rows(is_one_of(table["status"], ("Closed",)) & (table["start"] > np.datetime64(tracker.as_of))):
        message = f"is Closed, but it begins on {table['start'][row]}, after the status date."
        yield Fault("sprints", row, "status", message, "Correct the status or the dates.")


@rule("sprints-overlap", "A team works in one sprint at a time.")
def sprints_follow_each_other(tracker: Tracker) -> Iterator[Fault]:
    """Sprints that begin before the team's sprint before is over."""
    table = tracker["sprints"]
    usable = filled(table["team"]) & ~np.isnat(table["start"]) & ~np.isnat(table["finish"])
    order = sorted(rows(usable), key=lambda row: (table["team"][row], table["start"][row], row))
    latest: dict[str, int] = {}  # the team's sprint that ends last so far
    for row in order:
        team = table["team"][row].strip()
        before = latest.get(team)
        if before is not None and table["start"][row] <= table["finish"][before]:
            name = table["id"][before]
            message = f"is {table['start'][row]}, but '{name}' of {team} lasts until {table['finish'][before]}."
            yield Fault("sprints", row, "start", message, "Correct the dates.")
        if before is None or table["finish"][row] > table["finish"][before]:
            latest[team] = row
