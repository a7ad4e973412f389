from __future__ import annotations

import re
from datetime import date
from typing import Any

import numpy as np
import pytest

from exectrack_xl.metrics import METRICS, Engine, Listing, Metric, Result, Scope, Series, colour, evaluate
from exectrack_xl.sample import cells
from exectrack_xl.schema import SETTING, SHEETS
from exectrack_xl.tracker import Tracker

ALL = pytest.mark.parametrize("metric", METRICS.values(), ids=METRICS)
VALUES = [metric for metric in METRICS.values() if metric.result is not Result.ROWS]
EMPTY = Engine(Tracker.from_cells("empty.xlsx", {}, date(2026, 11, 13)))
SAMPLE = Engine(Tracker.from_cells("sample.xlsx", cells()))


@ALL
def test_every_metric_says_what_it_is(metric: Metric) -> None:
    assert metric.label
    assert metric.source
    assert metric.formula or metric.result is Result.TEXT
    assert 20 <= len(metric.summary) <= 255, len(metric.summary)
    assert metric.summary.endswith("."), metric.summary


@ALL
def test_bands_name_settings_that_exist(metric: Metric) -> None:
    bounds = (metric.bands.green, metric.bands.yellow) if metric.bands else ()
    assert all(bound in SETTING for bound in bounds if isinstance(bound, str))


@ALL
def test_names_cannot_be_taken_for_cells(metric: Metric) -> None:
    assert not re.fullmatch(r"[a-z]{1,3}\d+|r\d*c\d*", metric.name)


def has_shape(value: Any, result: Result) -> bool:
    if result is Result.SCALAR:
        return value is None or type(value) in (int, float, date)
    if result is Result.SERIES:
        return (isinstance(value, Series) and len(value.dates) == len(value.values)
                and list(value.dates) == sorted(value.dates))  # fmt: skip
    if result is Result.TABLE:
        return isinstance(value, Listing) and all(len(row) == len(value.headers) for row in value.rows)
    return type(value) is str


@pytest.mark.parametrize("metric", VALUES, ids=lambda metric: metric.name)
@pytest.mark.parametrize("engine", [EMPTY, SAMPLE], ids=["empty", "sample"])
def test_every_value_has_its_shape_for_programme_period_and_initiative(engine: Engine, metric: Metric) -> None:
    quarter = engine.tracker.periods.previous(engine.period())
    scopes = [Scope(), Scope(period=quarter), *(Scope(initiative) for initiative in engine.initiatives()), Scope("I-X")]
    for scope in scopes:
        value = engine.value(metric.name, scope)
        assert has_shape(value, metric.result), (scope, value)


ROWS = {column.computed: name for name, sheet in SAMPLE.tracker.tables.items()
        for column in SHEETS[name].columns if column.computed}  # fmt: skip


@pytest.mark.parametrize(("name", "table"), ROWS.items())
@pytest.mark.parametrize("engine", [EMPTY, SAMPLE], ids=["empty", "sample"])
def test_every_computed_column_has_a_value_for_each_row(engine: Engine, name: str, table: str) -> None:
    assert METRICS[name].result is Result.ROWS
    assert np.shape(engine.rows(name, table)) == (len(engine.table(table)),)


def test_evaluate_answers_everything_but_row_metrics_and_costly_ones() -> None:
    assert list(evaluate(SAMPLE.tracker)) == [metric.name for metric in VALUES if not metric.costly]


@pytest.mark.parametrize("metric", [m for m in VALUES if m.bands], ids=lambda metric: metric.name)
def test_a_banded_value_has_a_colour_or_is_not_known(metric: Metric) -> None:
    value = SAMPLE.value(metric.name)
    assert (colour(metric.bands, value, SAMPLE.tracker.settings) != "") is (value == value)
