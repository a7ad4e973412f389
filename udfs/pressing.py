"""What is the same for every button, whichever office it is pressed in. Depends on: errors, excel.live."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from exectrack_xl.errors import TrackerError
from exectrack_xl.excel.live import OpenBook


@contextmanager
def faults_said(book: OpenBook, *passing: type[Exception]) -> Iterator[None]:
    """Turn a fault inside into a message in the workbook; those that are `passing` go on to whoever waits for them."""
    try:
        yield
    except passing:
        raise
    except TrackerError as fault:
        book.say(str(fault))
    except Exception as fault:  # noqa: BLE001 - the other ways to end here are a traceback in a window, and silence
        book.say(f"This did not work ({type(fault).__name__}: {fault}). Please report it.")


def today() -> date:
    """The day that counts where Settings have no status date: the one thing a button asks the clock."""
    return date.today()  # noqa: DTZ011 - the person's own day
