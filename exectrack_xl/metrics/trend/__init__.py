"""Trend that is more than an arrow: tests of series, limits, burn-down, milestones over time, past forecasts.

Depends on: schema, tracker, metrics.registry, metrics.history.
"""

from exectrack_xl.metrics.trend import calibration, milestones, risk_burndown, words  # noqa: F401  (fill the catalogue)
