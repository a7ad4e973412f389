"""Settings that contradict each other or cannot be used. Depends on: checks.rules, schema, tracker."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from exectrack_xl.checks.rules import Fault, rule
from exectrack_xl.errors import Severity
from exectrack_xl.schema import SETTING, SHEETS, Kind
from exectrack_xl.schema.cells import header_key
from exectrack_xl.tracker import Tracker

HIGH_IS_GOOD = (
    ("spi_t_green", "spi_t_yellow"), ("on_time_green", "on_time_yellow"), ("benefits_green", "benefits_yellow"),
    ("quality_green", "quality_yellow"),
)  # fmt: skip
LOW_IS_GOOD = (("late_green", "late_red"), ("overrun_green", "overrun_red"), ("growth_green", "growth_red"))


@rule("threshold-order", "Green asks for more than Yellow.", Severity.ERROR)
def thresholds_are_in_order(tracker: Tracker) -> Iterator[Fault]:
    """Pairs of thresholds that leave no room for Yellow, or turn the colours round."""
    number = tracker.settings.number
    for good, poor in (*HIGH_IS_GOOD, *((poor, good) for good, poor in LOW_IS_GOOD)):
        if number(good) < number(poor):
            message = f"is {number(good):g}, below '{SETTING[poor].label}' ({number(poor):g})."
            yield _fault(tracker, good, f"'{SETTING[good].label}' {message}", "Exchange or correct the two.")


@rule("chances-order", "A higher probability means a higher chance.")
def chances_rise(tracker: Tracker) -> Iterator[Fault]:
    """Chances that do not rise from one probability to the next."""
    for step in range(2, tracker.settings.risk_steps + 1):
        lower, higher = (tracker.settings.number(f"chance_{n}") for n in (step - 1, step))
        if higher <= lower:
            message = f"the chance of probability {step} is {higher:.0%}, that of {step - 1} is {lower:.0%}."
            yield _fault(tracker, f"chance_{step}", message, "Let the chances rise.")


@rule("days-off-wrong", "Days off are seven signs of 0 and 1, at least one of them 0.", Severity.ERROR)
def days_off_are_seven_signs(tracker: Tracker) -> Iterator[Fault]:
    """Days off that cannot be used; Saturday and Sunday count instead."""
    signs = tracker.settings.text("weekend")
    if len(signs) != 7 or set(signs) - {"0", "1"} or "0" not in signs:
        message = f"'Days off' is '{signs}'; Saturday and Sunday count instead."
        yield _fault(tracker, "weekend", message, "Type seven signs from Monday to Sunday as text: '0000011.")


@rule("fiscal-year-wrong", "The fiscal year starts in a month from 1 to 12.", Severity.ERROR)
def the_year_starts_in_a_month(tracker: Tracker) -> Iterator[Fault]:
    """A first month that no year has; January counts instead."""
    month = tracker.settings.number("fiscal_year_start")
    if month not in range(1, 13):
        message = f"'Fiscal year starts in month' is {month:g}; January counts instead."
        yield _fault(tracker, "fiscal_year_start", message, "Type 1 to 12.")


@rule("setting-out-of-range", "Shares lie between 0 and 1, counts and days are not negative.")
def settings_are_possible(tracker: Tracker) -> Iterator[Fault]:
    """Numbers that make no sense as a setting."""
    for setting in SETTING.values():
        if setting.kind in (Kind.SHARE, Kind.NUMBER, Kind.COUNT):
            value = tracker.settings.number(setting.name)
            if value < 0 or (setting.kind is Kind.SHARE and value > 1):
                hint = f"Did you mean {value:g}%?" if setting.kind is Kind.SHARE and value > 1 else "Type 0 or more."
                yield _fault(tracker, setting.name, f"'{setting.label}' is {value:g}.", hint)


@rule("status-date-missing", "Settings name the status date.")
def the_status_date_is_set(tracker: Tracker) -> Iterator[Fault]:
    """A tracker that does not say at which day it is judged."""
    if tracker.settings.day("status_date") is None:
        message = f"'Status date' is blank; {tracker.as_of} was used."
        yield _fault(tracker, "status_date", message, "Type the day the tracker is judged at.")


@rule("status-date-far", "The status date lies within a year of the tracker's dates.")
def the_status_date_is_near(tracker: Tracker) -> Iterator[Fault]:
    """A status date more than a year after every date of the tracker: probably a slip of the keyboard."""
    last = _last_date(tracker)
    if not np.isnat(last) and np.datetime64(tracker.as_of) - last > np.timedelta64(366, "D"):
        message = f"the status date {tracker.as_of} is more than a year after the last date typed ({last})."
        yield _fault(tracker, "status_date", message, "Correct the status date.")


@rule("status-date-old", "The status date is not before everything the tracker says has happened.")
def the_status_date_is_current(tracker: Tracker) -> Iterator[Fault]:
    """A status date before the last snapshot: the tracker would be judged by what it did not know."""
    days = tracker["snapshots"]["date"]
    days = days[~np.isnat(days)]
    if len(days) and np.datetime64(tracker.as_of) < days.max():
        message = f"the status date {tracker.as_of} is before the last snapshot ({days.max()})."
        yield _fault(tracker, "status_date", message, "Move the status date on, if this is not a look back.")


def _last_date(tracker: Tracker) -> np.datetime64:
    dates = [
        tracker[sheet.name][column.name]
        for sheet in SHEETS.values()
        if sheet.name not in ("settings", "periods", "holidays")
        for column in sheet.columns
        if column.kind is Kind.DATE
    ]
    given = np.concatenate(dates)
    given = given[~np.isnat(given)]
    return given.max() if len(given) else np.datetime64("NaT", "D")


def _fault(tracker: Tracker, name: str, message: str, remedy: str) -> Fault:
    """The fault at the setting's value, or about the sheet where the setting is not listed."""
    labels = [header_key(label) for label in tracker["settings"]["setting"]]
    label = header_key(SETTING[name].label)
    return Fault("settings", labels.index(label) if label in labels else None, "value", message, remedy)
