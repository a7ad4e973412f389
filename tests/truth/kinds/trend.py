"""Trend: a series to Mann and Kendall's test, Sen's slope, and the natural limits of its values."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from exectrack_xl.metrics.trend.mann_kendall import SURE, mann_kendall
from exectrack_xl.metrics.trend.process_behaviour import Chart
from tests.truth.runner import Case, plain_name

_WORDS = {"Rising": "increasing", "Falling": "decreasing", "No trend": "no trend"}  # as the sources say it


def answers(case: Case) -> dict[str, Any]:
    """All that the test and the chart say of the series, by the names the sources use."""
    lists = {name: value for name, value in case.inputs.items() if isinstance(value, list)}
    times = lists.pop("t", lists.pop("times", lists.pop("time", None)))
    values = next(iter(lists.values()))
    found, chart = mann_kendall(values, times), Chart.of(values)
    word = _WORDS[found.word]
    known: dict[str, Any] = {
        "s": found.score, "score": found.score, "vars": found.variance, "variance": found.variance,
        "z": found.z, "p": found.p, "pvalue": found.p, "ptwosided": found.p, "ponesided": found.p / 2,
        "tau": found.tau, "kendalltau": found.tau, "n": found.count, "h": found.p < SURE,
        "sd": math.sqrt(found.variance), "sensslope": found.slope, "senslope": found.slope, "slope": found.slope,
        **dict.fromkeys(("senlower", "slopelower", "slopelow", "sencilower", "lowerci", "cilower"), found.slope_low),
        **dict.fromkeys(("senupper", "slopeupper", "slopehigh", "senciupper", "upperci", "ciupper"), found.slope_high),
        "senci": [found.slope_low, found.slope_high], "ci": [found.slope_low, found.slope_high],
        "ci95": [found.slope_low, found.slope_high], "movingranges": np.abs(np.diff(values)).tolist(),
        "theilsenslope": found.slope, "intercept": found.intercept, "trend": word, "significant": found.p < SURE,
        "mean": chart.mean, "centre": chart.mean, "center": chart.mean, "cl": chart.mean, "xbar": chart.mean,
        "mrbar": chart.mean_range, "meanmr": chart.mean_range, "averagemr": chart.mean_range,
        "averagemovingrange": chart.mean_range, "meanmovingrange": chart.mean_range,
        "ucl": chart.upper, "unpl": chart.upper, "upper": chart.upper,
        "lcl": chart.lower, "lnpl": chart.lower, "lower": chart.lower,
        "url": chart.upper_range, "uclmr": chart.upper_range, "mrucl": chart.upper_range,
        "signals": [number for number, signal in enumerate(chart.signals) if signal],
    }  # fmt: skip
    return {asked: known[plain_name(asked)] for asked in case.expected if plain_name(asked) in known}
