"""What many metrics share: the settings, the working days, the rule of periods.

Depends on: schema, tracker, metrics.registry.
"""

from __future__ import annotations

from exectrack_xl.metrics.registry import derived
from exectrack_xl.schema import Table
from exectrack_xl.tracker import Calendar, Periods, Settings, calendars
from exectrack_xl.tracker.model import calendar_of, periods_of


@derived
def rules(settings: Table) -> Settings:
    """The settings, typed, with defaults for what is left blank."""
    return Settings.of(settings)


@derived
def calendar(rules: Settings, holidays: Table) -> Calendar:
    """The working days of the tracker."""
    return holidays.once(("calendar", rules.text("weekend")), lambda: calendar_of(rules, holidays))


@derived
def own_calendars(initiatives: Table, calendar: Calendar) -> dict[str, Calendar]:
    """The calendars of initiatives that keep other working days than the tracker, by ID."""
    return calendars.own_calendars(initiatives, calendar)


@derived
def reporting(rules: Settings) -> Periods:
    """The rule by which a date falls into its week, month and quarter."""
    return periods_of(rules)
