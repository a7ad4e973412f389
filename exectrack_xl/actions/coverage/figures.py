"""Finds metrics: the worksheet function in the built workbook, and its value on the sample.

Depends on: actions.coverage, metrics, report.words.
"""

from __future__ import annotations

from typing import Any

from exectrack_xl.actions.coverage.artefacts import Artefacts
from exectrack_xl.actions.coverage.finding import UnresolvedError
from exectrack_xl.errors import MetricError
from exectrack_xl.metrics.registry import find
from exectrack_xl.report.words import is_known

_SHOWN = 60


def metric(built: Artefacts, words: str) -> str:
    """A metric that cells can call and that has a value on the sample: "spi_t", or "velocity team=Portal team"."""
    name, _, given = words.partition(" ")
    if name.upper() not in built.functions:
        raise UnresolvedError(f"The workbook's macros have no worksheet function {name.upper()}.")
    own: dict[str, Any] = dict(pair.split("=", 1) for pair in given.split("; ") if pair)
    try:
        value = built.engine.value(find(name).name, **own)
    except MetricError as fault:
        raise UnresolvedError(str(fault)) from fault
    if not _has_content(value):
        raise UnresolvedError(f"{name.upper()} has no value on the sample.")
    return f"={name.upper()}(): {_said(value)}"


def _has_content(value: Any) -> bool:
    if hasattr(value, "rows"):
        return bool(value.rows)
    if hasattr(value, "values") and hasattr(value, "dates"):
        return any(is_known(number) for number in value.values)
    return is_known(value)


def _said(value: Any) -> str:
    if hasattr(value, "rows"):
        return f"{len(value.rows)} rows: {', '.join(value.headers)}"
    if hasattr(value, "dates"):
        return f"{len(value.dates)} values to {value.dates[-1]}"
    return f"{value:.4g}" if isinstance(value, float) else str(value)[:_SHOWN]
