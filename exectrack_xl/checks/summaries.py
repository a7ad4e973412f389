"""Summary tasks: they are what lies beneath them. Depends on: schema."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from exectrack_xl.schema import Table
from exectrack_xl.schema.table import Array


def summaries(tasks: Table) -> Array:
    """Which tasks have others beneath them in the work breakdown."""
    return tasks.once("summaries", lambda: _summaries(tasks))


def _summaries(tasks: Table) -> Array:
    codes = [code.strip() for code in tasks["wbs"]]
    parents = {parent for code in codes if "." in code for parent in _above(code)}
    return np.array([code in parents for code in codes], dtype=bool)


def _above(code: str) -> Iterator[str]:
    while "." in code:
        code = code.rpartition(".")[0]
        yield code
