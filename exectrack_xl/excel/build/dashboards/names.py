"""The names and keys through which dashboards read the Results table: dash_spi_t, "new_risks|Week", and so on.

Depends on: excel.build.book, excel.build.dashboards.
"""

from __future__ import annotations

from exectrack_xl.excel.build.book import Book
from exectrack_xl.excel.build.dashboards import native
from exectrack_xl.excel.build.dashboards.asks import OFFERED, PERIOD, asks, item

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


def in_period(name: str, dashboard: str) -> str:
    """An expression for the value of a metric in the period that a dashboard is about."""
    return native.lookup(f"{native.quoted(f'{name}|')}&{cadence(dashboard)}")


def found(title: str, row: int, column: str, dashboard: str = "") -> str:
    """An expression for an entry of a list; of one by period, in the period that a dashboard is about."""
    if not dashboard:
        return native.lookup(native.quoted(item(title, row, column)))
    entry = item("", row, column)
    return native.lookup(f"{native.quoted(f'{title}|')}&{cadence(dashboard)}&{native.quoted(entry)}")


def define_names(book: Book) -> None:
    """Define every name but those of the cells that choose a period."""
    for ask in asks():
        if not ask.rows and not ask.cadence:
            book.name(dash(ask.metric), f"={native.lookup(native.quoted(ask.metric))}")
    for dashboard in OFFERED:
        book.name(period(dashboard), f"={in_period(PERIOD, dashboard)}")
    book.name(native.CURRENCY, f"={native.currency_sign()}")
    refused = 'SUMPRODUCT(ISERROR(Results[Live])+0)+COUNTIF(Results[Live],"#*")'
    book.name(REFUSED, f"={refused}")
    book.name(ANSWERED, f"=SUMPRODUCT(1-ISBLANK(Results[Live]))-({refused})")
    book.name(OLDEST, "=MIN(Results[As of])")
