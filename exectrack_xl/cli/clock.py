"""The command line's clock: the actions below it are told the day. Depends on: nothing."""

from __future__ import annotations

from datetime import date, datetime


def today() -> date:
    """The day it is here."""
    return datetime.now().astimezone().date()


def now() -> datetime:
    """The moment it is here, with its offset from UTC."""
    return datetime.now().astimezone()
