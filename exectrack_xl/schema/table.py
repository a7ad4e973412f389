"""A typed table: one array per column, shared by all who read it, and a pandas frame when asked for.

Depends on: errors.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from exectrack_xl.errors import Finding

if TYPE_CHECKING:
    import pandas as pd

T = TypeVar("T")
Array = NDArray[Any]
NO_COLUMNS: Mapping[str, Array] = MappingProxyType({})


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

        Findings stay with the table they were found in. A column is cut when it is first asked for.
        """
        chosen = np.asarray(rows)
        chosen = np.flatnonzero(chosen) if chosen.dtype == bool else chosen.astype(np.intp, copy=False)
        return Table(self.name, _Columns(self.columns, chosen), self.lines[chosen], (), self.extra, self.places)

    def rows_with(self, column: str, value: Any) -> Array:
        """The positions of the rows that hold a value in a column, from top to bottom."""
        return np.array(self._rows_by_value(column).get(value, ()), dtype=np.intp)

    def rows_without(self, column: str, values: Iterable[Any]) -> Array:
        """The positions of the rows that hold none of the values in a column, from top to bottom."""
        known = set(values)
        found = (rows for value, rows in self._rows_by_value(column).items() if value not in known)
        return np.array(sorted(chain.from_iterable(found)), dtype=np.intp)

    def _rows_by_value(self, column: str) -> Mapping[Any, list[int]]:
        return self.once(("rows by value", column), lambda: _rows_by_value(self[column]))

    def with_columns(self, columns: Mapping[str, Array]) -> Table:
        """The same rows with these columns added or replaced."""
        return Table(self.name, _Columns(self.columns, slice(None), columns), self.lines, (), self.extra, self.places)

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


def among(values: Array, words: Container[Any]) -> Array:
    """Which values of a text column are among the words; for a few hundred rows far faster than `numpy.isin`."""
    return np.fromiter(map(words.__contains__, values.tolist()), dtype=bool, count=len(values))


def filled(values: Array, otherwise: float = 0.0) -> Array:
    """Numbers with another in the place of those not known."""
    return np.where(np.isnan(values), otherwise, values)


class _Columns(Mapping[str, Array]):
    """The columns of another table at some of its rows, each cut when it is first asked for, beside columns given."""

    def __init__(
        self, whole: Mapping[str, Array], rows: Array | slice, given: Mapping[str, Array] = NO_COLUMNS
    ) -> None:
        self._whole, self._rows = whole, rows
        self._ready = dict(given)
        self._added = [name for name in given if name not in whole]

    def __getitem__(self, column: str) -> Array:
        found = self._ready.get(column)
        if found is None:
            found = self._ready[column] = self._whole[column][self._rows]
        return found

    def __contains__(self, column: object) -> bool:
        return column in self._ready or column in self._whole

    def __iter__(self) -> Iterator[str]:
        return chain(self._whole, self._added)

    def __len__(self) -> int:
        return len(self._whole) + len(self._added)


def _rows_by_value(values: Array) -> Mapping[Any, list[int]]:
    places: defaultdict[Any, list[int]] = defaultdict(list)
    for row, value in enumerate(values.tolist()):
        places[value].append(row)
    return places
