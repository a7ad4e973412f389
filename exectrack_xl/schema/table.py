"""A typed table: one array per column, shared by all who read it, and a pandas frame when asked for.

Depends on: errors.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from exectrack_xl.errors import Finding

if TYPE_CHECKING:
    import pandas as pd

T = TypeVar("T")
Array = NDArray[Any]


@dataclass(frozen=True, eq=False)
class Table:
    """The rows of one sheet. Text is str with "" for blank, numbers are float with NaN, dates are
    datetime64[D] with NaT. All arrays have the same length and are never written to."""

    name: str
    columns: Mapping[str, Array]
    lines: Array  # the sheet row each table row stands in, for findings
    findings: tuple[Finding, ...] = ()
    extra: tuple[str, ...] = ()  # headers we do not know; kept, never judged
    places: Mapping[str, str] = field(default_factory=dict)  # column name -> column letter
    _memo: dict[Hashable, Any] = field(default_factory=dict, repr=False)

    def __len__(self) -> int:
        return len(self.lines)

    def __getitem__(self, column: str) -> Array:
        return self.columns[column]

    def take(self, rows: Array) -> Table:
        """The table of the rows selected by a boolean mask or by positions, in that order.

        Findings stay with the table they were found in.
        """
        columns = {name: values[rows] for name, values in self.columns.items()}
        return Table(self.name, columns, self.lines[rows], (), self.extra, self.places)

    def with_columns(self, columns: Mapping[str, Array]) -> Table:
        """The same rows with these columns added or replaced."""
        return Table(self.name, {**self.columns, **columns}, self.lines, (), self.extra, self.places)

    def once(self, key: Hashable, compute: Callable[[], T]) -> T:
        """The result of `compute`, worked out the first time `key` is asked for of this table."""
        if key not in self._memo:
            self._memo[key] = compute()
        found: T = self._memo[key]
        return found

    def cell(self, column: str, row: int) -> str:
        """The address of a value, as a person sees it: "G14"; "" if the column is not in the sheet."""
        letter = self.places.get(column, "")
        return f"{letter}{self.lines[row]}" if letter else ""

    @cached_property
    def positions(self) -> dict[str, int]:
        """Row position by ID; of a duplicate ID, the first."""
        found: dict[str, int] = {}
        for position, identity in enumerate(self.columns.get("id", np.array([], dtype=object))):
            found.setdefault(identity, position)
        return found

    @cached_property
    def frame(self) -> pd.DataFrame:
        """The table as a pandas frame."""
        import pandas as pd

        return pd.DataFrame(dict(self.columns))
