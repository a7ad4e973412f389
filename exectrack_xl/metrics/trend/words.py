"""The trend of any metric over its history: in words, as a slope, its natural limits and what is a signal.

Depends on: metrics.history, metrics.registry, metrics.trend.
"""

from __future__ import annotations

from exectrack_xl.metrics.history import History
from exectrack_xl.metrics.registry import Group, Listing, Result, Series, Unit, find, metric
from exectrack_xl.metrics.trend.mann_kendall import FEWEST, Trend, mann_kendall
from exectrack_xl.metrics.trend.process_behaviour import Chart

_TEST = "Mann (1945), Kendall (1975) with ties; Sen (1968)"
_LIMITS = "Wheeler, Understanding Variation (1993): XmR chart, mean ± 2.66 × mean moving range"
_MONTH = 365.25 / 12  # days


@metric(
    label="Trend of a metric", unit=Unit.TEXT, group=Group.FORECAST, result=Result.TEXT, source=_TEST,
    formula="Mann–Kendall test of the last n values at 5%; Sen's slope a month",
)  # fmt: skip
def trend_of(history: History, *, metric: str = "spi_t", n: int = 0) -> str:
    """Rising, Falling or No trend: whether the last n values of a metric move beyond chance, and how fast a month.

    n = 0 takes all values: of the metric's own series where it has one, else one for each snapshot and today's.
    The test asks how many pairs of values rise, not how large they are, and takes values as independent: cumulative
    curves rise by nature. Under five values nothing can be told.

    Raises:
        MetricError: no metric has this name, or it is no number.
    """
    series = _last(history, metric, n)
    if len(series.values) < FEWEST:
        return f"Too few values to tell: {len(series.values)} of {FEWEST}"
    found = _tested(series)
    basis = f"{_chance(found.p)}, {found.count} values"
    if not found.is_sure:
        return f"No trend ({basis})"
    unit = find(metric).unit
    word = {"Rising": "Later", "Falling": "Earlier"}[found.word] if unit is Unit.DATE else found.word
    return f"{word} by {_amount(unit, abs(found.slope))} a month ({basis})"


@metric(
    label="Slope of a metric", unit=Unit.INDEX, group=Group.FORECAST, source=_TEST,
    formula="Sen's slope: median of the slopes between all pairs of the last n values, a month",
)  # fmt: skip
def trend_slope(history: History, *, metric: str = "spi_t", n: int = 0) -> float:
    """By how much a metric changes a month, in its own unit (a date in days); NaN of fewer than two values.

    Raises:
        MetricError: no metric has this name, or it is no number.
    """
    return _tested(_last(history, metric, n)).slope


@metric(
    label="Figures of a trend", unit=Unit.INDEX, group=Group.FORECAST, result=Result.TABLE, source=_TEST,
    formula="n, S, Z, p, tau of Mann and Kendall; Sen's slope with its 95% interval; mean and natural limits",
)  # fmt: skip
def trend_figures(history: History, *, metric: str = "spi_t", n: int = 0) -> Listing:
    """What stands behind TREND_OF and TREND_SIGNALS: the figures of the test, the slope a month, mean and limits.

    Raises:
        MetricError: no metric has this name, or it is no number.
    """
    series = _last(history, metric, n)
    found, chart = _tested(series), Chart.of(series.values)
    rows = (
        ("Values", float(found.count)), ("S", found.score), ("Variance of S", found.variance), ("Z", found.z),
        ("p", found.p), ("tau", found.tau), ("Slope a month", found.slope),
        ("Slope at the least (95%)", found.slope_low), ("Slope at the most (95%)", found.slope_high),
        ("Mean", chart.mean),
        ("Mean moving range", chart.mean_range), ("Lower limit", chart.lower), ("Upper limit", chart.upper),
    )  # fmt: skip
    return Listing(("Figure", "Value"), rows)


@metric(
    label="Signals in a metric", unit=Unit.TEXT, group=Group.FORECAST, result=Result.TABLE, source=_LIMITS,
    formula="beyond mean ± 2.66 × mean moving range; 8 in a row on one side; 3 of 4 near a limit",
)  # fmt: skip
def trend_signals(history: History, *, metric: str = "spi_t", n: int = 0) -> Listing:
    """The values among the last n of a metric that chance seldom makes: day, value and what is odd about it.

    Everything else is what the process does by itself. Under six values there are no limits to speak of.

    Raises:
        MetricError: no metric has this name, or it is no number.
    """
    series = _last(history, metric, n)
    rows = zip(series.dates, series.values, Chart.of(series.values).signals, strict=True)
    return Listing(("Date", "Value", "Signal"), tuple(row for row in rows if row[2]))


@metric(
    label="History of a metric", unit=Unit.INDEX, group=Group.FORECAST, result=Result.SERIES, source=_TEST,
    formula="its own series, else its value at each snapshot and now",
)  # fmt: skip
def history_of(history: History, *, metric: str = "spi_t", n: int = 0) -> Series:
    """The last n values of a metric over time, oldest first; n = 0 takes all, and a date counts in days.

    Raises:
        MetricError: no metric has this name, or it is no number.
    """
    return _last(history, metric, n)


def _last(history: History, name: str, n: int) -> Series:
    return history.of(name, max(n, 0))


def _tested(series: Series) -> Trend:
    """The test, with time in months."""
    return mann_kendall(series.values, [day.toordinal() / _MONTH for day in series.dates])


def _chance(p: float) -> str:
    return "p < 0.001" if p < 0.001 else f"p = {p:.3f}"


def _amount(unit: Unit, value: float) -> str:
    if unit is Unit.SHARE:
        return f"{100 * value:.3g} percentage points"
    if unit in (Unit.DATE, Unit.CALENDAR_DAYS, Unit.DAYS):
        return f"{value:.3g} days"
    return f"{value:,.0f}" if value >= 1_000 else f"{value:.3g}"
