"""The defined names through which dashboards read the Results table: dash_spi_t, dash_new_risks, and so on.

Depends on: excel.build.book, excel.build.dashboards.
"""

from __future__ import annotations

from exectrack_xl.excel.build.book import Book
from exectrack_xl.excel.build.dashboards import native
from exectrack_xl.excel.build.dashboards.asks import PERIOD, asks

EXECUTION, RISK = "execution", "risk"  # the two dashboards; each has its own week, month or quarter
_ON_EXECUTION = ("on_time_count",)  # what depends on the period there; all else that does, on the other
ANSWERED, REFUSED = "dash_answered", "dash_refused"  # how many rows of the Results table Python answers, or not
OLDEST = "dash_oldest"  # the date of the oldest last good value


def dash(name: str) -> str:
    """The name of a metric's value.

    >>> dash("spi_t")
    'dash_spi_t'
    """
    return f"dash_{name}"


def cadence(dashboard: str) -> str:
    """The name of the cell that chooses week, month or quarter."""
    return f"dash_{dashboard}_cadence"


def period(dashboard: str) -> str:
    """The name of what the chosen period is called."""
    return f"dash_{dashboard}_period"


def define_names(book: Book) -> None:
    """Define every name but those of the two cells that choose."""
    for ask in asks():
        if not ask.rows and not ask.cadence:
            book.name(dash(ask.metric), f"={native.lookup(native.quoted(ask.metric))}")
    for name in sorted({ask.metric for ask in asks() if ask.cadence and ask.metric != PERIOD}):
        book.name(dash(name), f"={_by_period(name, EXECUTION if name in _ON_EXECUTION else RISK)}")
    for dashboard in (EXECUTION, RISK):
        book.name(period(dashboard), f"={_by_period(PERIOD, dashboard)}")
    book.name(native.CURRENCY, f"={native.currency_sign()}")
    refused = 'SUMPRODUCT(ISERROR(Results[Live])+0)+COUNTIF(Results[Live],"#*")'
    book.name(REFUSED, f"={refused}")
    book.name(ANSWERED, f"=SUMPRODUCT(1-ISBLANK(Results[Live]))-({refused})")
    book.name(OLDEST, "=MIN(Results[As of])")


def _by_period(name: str, dashboard: str) -> str:
    return native.lookup(f"{native.quoted(f'{name}|')}&{cadence(dashboard)}")
