"""Continuous Improvement: trends, opportunities, improvements, lessons, the tracker itself.

Depends on: schema, metrics.registry, metrics.setup.
"""

from __future__ import annotations

from datetime import date

import numpy as np

from exectrack_xl.metrics.registry import derived
from exectrack_xl.metrics.setup.box import Box, counted, filled_in
from exectrack_xl.metrics.setup.setting_up import Boxes
from exectrack_xl.schema import Table
from exectrack_xl.schema.choices import SETUP_LINES

_ITEMS = SETUP_LINES["Continuous Improvement"]
_SNAPSHOTS = 6  # states that make a trend
_QUARTER = 92  # days
_SHARED = 0.9  # share of the lessons


@derived
def setup_trends(snapshots: Table, as_of: date) -> Box:
    """Enough snapshots for a trend, the last within the quarter."""
    days = np.unique(snapshots["date"][snapshots["date"] <= np.datetime64(as_of)])
    span = f", {days[0]} to {days[-1]}" if len(days) else ""
    recent = len(days) > 0 and (as_of - days[-1].item()).days <= _QUARTER
    return Box(_ITEMS[0], len(days) >= _SNAPSHOTS and recent, f"{counted(len(days), 'snapshot')}{span}",
               f"Refresh every week: {_SNAPSHOTS} snapshots make a trend.")  # fmt: skip


@derived
def setup_opportunities(improvements: Table, as_of: date) -> Box:
    """An improvement proposed within the last quarter."""
    since = np.datetime64(as_of) - np.timedelta64(_QUARTER, "D")
    new = int(np.count_nonzero((improvements["raised"] >= since) & (improvements["raised"] <= np.datetime64(as_of))))
    return Box(_ITEMS[1], new > 0, f"{counted(new, 'improvement')} proposed in the last {_QUARTER} days",
               "Improvements: what costs time or quality today, and what is changed.")  # fmt: skip


@derived
def setup_improved(measured_improvements: Table) -> Box:
    """An improvement done, and measured before and after."""
    done = int(np.count_nonzero(measured_improvements["status"] == "Done"))
    measured = int(np.count_nonzero(~np.isnan(measured_improvements["gain"])))
    return Box(_ITEMS[2], measured > 0, f"{counted(done, 'improvement')} done, {measured} measured before and after",
               "Improvements: finish one, and type the value before and after.")  # fmt: skip


@derived
def setup_lessons(lessons: Table, as_of: date) -> Box:
    """Lessons written down, and nearly all passed on to somebody."""
    told = filled_in(lessons["audience"]) & (lessons["shared"] <= np.datetime64(as_of))
    shared = int(np.count_nonzero(told))
    return Box(_ITEMS[3], len(lessons) > 0 and shared >= _SHARED * len(lessons),
               f"{shared} of {counted(len(lessons), 'lesson')} shared",
               "Lessons: when each was shared, and with whom.")  # fmt: skip


@derived
def setup_refined(setup: Table, kpis: Table, as_of: date) -> Box:
    """The tracker itself was looked over within the last quarter."""
    days = np.concatenate([setup["reviewed"], kpis["reviewed"]])
    days = days[days <= np.datetime64(as_of)]
    latest = days.max().item() if len(days) else None
    done = latest is not None and (as_of - latest).days <= _QUARTER
    return Box(_ITEMS[4], done, f"checklist or indicators last reviewed {latest or 'never'}",
               "Setup or KPIs: look the lines over each quarter, and press Reviewed.")  # fmt: skip


@derived
def improving_boxes(
    setup_trends: Box, setup_opportunities: Box, setup_improved: Box, setup_lessons: Box, setup_refined: Box
) -> Boxes:
    """The five boxes of Continuous Improvement."""
    return setup_trends, setup_opportunities, setup_improved, setup_lessons, setup_refined
