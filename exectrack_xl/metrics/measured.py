"""Measures of quality asked for by name: coverage, service levels, what users say.

A measure is found in the Quality table under any of the names teams give it.
Depends on: schema, metrics.quality, metrics.registry.
"""

from __future__ import annotations

import math

import numpy as np

from exectrack_xl.metrics.choice import choice
from exectrack_xl.metrics.earned_value import ratio
from exectrack_xl.metrics.quality import Measures
from exectrack_xl.metrics.registry import Bands, Group, Unit, metric
from exectrack_xl.schema.table import Array

_ISO = "ISO/IEC 25023:2016"
_SRE = "Beyer et al., Site Reliability Engineering (2016), service level objectives"
_NPS = "Reichheld, The One Number You Need to Grow (2003)"
SERVICE_LEVELS = ("availability", "uptime", "response time", "latency", "error rate")


@metric(
    label="Measure of quality", unit=Unit.INDEX, group=Group.QUALITY, source=_ISO,
    formula="mean of the latest values of a measure",
)  # fmt: skip
def quality_metric(latest_measures: Measures, measure: str = "") -> float:
    """The latest value of a measure of quality in its own unit; of several initiatives the mean.

    Raises:
        MetricError: the Quality table holds no such measure.
    """
    names = latest_measures.rows["measure"].tolist()
    if not measure or not names:
        return math.nan
    wanted = choice("measure", measure, dict.fromkeys(names))
    return _mean(latest_measures.rows["value"][_named(latest_measures, wanted.casefold())])


@metric(
    label="Code review coverage", unit=Unit.SHARE, group=Group.QUALITY, source=_ISO, bands=Bands(0.9, 0.8),
    formula="mean of the latest values of measure Code review coverage",
)  # fmt: skip
def review_coverage(latest_measures: Measures) -> float:
    """The share of changes to the code that somebody else reviewed; of several initiatives the mean."""
    return _share(latest_measures, "code review coverage", "review coverage")


@metric(
    label="Test coverage", unit=Unit.SHARE, group=Group.QUALITY, source=_ISO, bands=Bands(0.8, 0.65),
    formula="mean of the latest values of measure Test coverage",
)  # fmt: skip
def test_coverage(latest_measures: Measures) -> float:
    """The share of the code that tests run through; of several initiatives the mean."""
    return _share(latest_measures, "test coverage", "code coverage")


@metric(
    label="Test automation", unit=Unit.SHARE, group=Group.QUALITY, source=_ISO, bands=Bands(0.7, 0.5),
    formula="mean of the latest values of measure Test automation",
)  # fmt: skip
def test_automation(latest_measures: Measures) -> float:
    """The share of test cases that run without a person; of several initiatives the mean."""
    return _share(latest_measures, "test automation", "automated tests")


@metric(
    label="Service levels met", unit=Unit.SHARE, group=Group.QUALITY, source=_SRE, bands=Bands(1.0, 0.8),
    formula="service levels whose latest value reaches its target ÷ all service levels measured",
)  # fmt: skip
def slo_attainment(latest_measures: Measures) -> float:
    """The share of service levels that reach their target: availability, response time, error rate.

    Every measure whose name says so counts, each initiative's by itself.
    """
    share = latest_measures.share[_named(latest_measures, *SERVICE_LEVELS)]
    known = share[~np.isnan(share)]
    return ratio(float(np.count_nonzero(known >= 1)), float(len(known)))


@metric(
    label="Error budget left", unit=Unit.SHARE, group=Group.QUALITY, source=_SRE, bands=Bands(0.25, 0.0),
    formula="1 − (100 − availability) ÷ (100 − its target), the least of all",
)  # fmt: skip
def error_budget_left(latest_measures: Measures) -> float:
    """How much of the downtime that the target allows is left, of the service that has least; minus = overdrawn."""
    rows = _named(latest_measures, "availability", "uptime")
    value, target = (latest_measures.rows[name][rows] for name in ("value", "target"))
    allowed = np.where(target < 100, 100 - target, np.nan)
    left = 1 - (100 - value) / allowed
    known = left[~np.isnan(left)]
    return float(known.min()) if len(known) else math.nan


@metric(
    label="Customer satisfaction (CSAT)", unit=Unit.RATING, group=Group.BENEFITS, source="Survey on a scale of 1 to 5",
    bands=Bands(4.0, 3.5), formula="mean of the latest values of measure Customer satisfaction",
)  # fmt: skip
def csat(latest_measures: Measures) -> float:
    """How satisfied users are, of 5; of several initiatives the mean."""
    return _mean(latest_measures.rows["value"][_named(latest_measures, "customer satisfaction", "csat")])


@metric(
    label="Net promoter score (NPS)", unit=Unit.COUNT, group=Group.BENEFITS, source=_NPS, bands=Bands(30, 0),
    formula="mean of the latest values of measure Net promoter score",
)  # fmt: skip
def nps(latest_measures: Measures) -> float:
    """Customers who would recommend us less those who would not, per hundred; of several initiatives the mean."""
    return _mean(latest_measures.rows["value"][_named(latest_measures, "net promoter score", "nps")])


def _named(measures: Measures, *names: str) -> Array:
    """Which measures bear one of the names, alone or with an addition: "Response time (95%)"."""
    return np.array([name.startswith(names) for name in measures.names], dtype=bool)


def _share(measures: Measures, *names: str) -> float:
    """The mean of measures in percent, as a share."""
    rows = _named(measures, *names)
    scale = np.where(measures.rows["unit"][rows] == "%", 0.01, 1.0)
    return _mean(measures.rows["value"][rows] * scale)


def _mean(values: Array) -> float:
    known = values[~np.isnan(values)]
    return float(known.mean()) if len(known) else math.nan
