"""The tracker: tables, calendar, periods, settings and history of one programme. Depends on: schema."""

from exectrack_xl.tracker.calendar import Calendar
from exectrack_xl.tracker.model import Tracker
from exectrack_xl.tracker.periods import Period, Periods
from exectrack_xl.tracker.settings import Settings

__all__ = ["Calendar", "Period", "Periods", "Settings", "Tracker"]
