"""The worked examples of the manual."""

from __future__ import annotations

import pytest

from exectrack_xl.metrics import METRICS, Result, find
from exectrack_xl.report.examples import sample_desk, worked_example
from exectrack_xl.report.explain import shown


@pytest.mark.parametrize("name", sorted(name for name, metric in METRICS.items() if not metric.costly))
def test_an_example_ends_with_the_value_the_engine_gives(name: str) -> None:
    metric, desk = find(name), sample_desk()
    example = worked_example(metric, desk)
    if metric.result in (Result.SCALAR, Result.TEXT):
        value = " ".join(shown(desk, metric).split())
        assert example.endswith(value[:40]) or value[:40].replace("|", "/") in example
    elif metric.result is not Result.ROWS:
        assert example


def test_an_example_of_a_row_names_the_row_and_what_is_read_from_it() -> None:
    assert worked_example(find("milestone_days_late"), sample_desk()).startswith("M-01: Baseline date ")
    assert " → " in worked_example(find("cpi"), sample_desk())
