"""Rows of a table as a ranked listing under headers. Depends on: schema, metrics.registry."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from exectrack_xl.metrics.registry import Listing
from exectrack_xl.schema import Table
from exectrack_xl.schema.table import Array


def listed(table: Table, columns: Mapping[str, str], *ranks: Array) -> Listing:
    """The rows of a table under headers (header -> column), ranked by the first of `ranks`, then by the next.

    A date that is not known comes last.
    """
    order = np.lexsort([_rankable(rank) for rank in reversed(ranks)]) if ranks else np.arange(len(table))
    cells: list[list[Any]] = [table[name][order].tolist() for name in columns.values()]
    return Listing(tuple(columns), tuple(zip(*cells, strict=True)))


def place(words: Array, order: tuple[str, ...]) -> Array:
    """The place of each word in its list, as numbers that rank; what is not in the list comes last."""
    places = {word: float(at) for at, word in enumerate(order)}
    return np.array([places.get(word, float(len(order))) for word in words.tolist()], dtype=float)


def _rankable(values: Array) -> Array:
    if values.dtype.kind == "M":
        return np.where(np.isnat(values), np.inf, values.astype("datetime64[D]").astype(float))
    return values.astype(str) if values.dtype == object else values
