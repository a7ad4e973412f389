"""The values of one column to a typed array: tolerant, and what cannot be used becomes a finding.

Depends on: errors, schema.cells, schema.meaning, schema.table.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

import numpy as np

from exectrack_xl.errors import Finding, Severity
from exectrack_xl.schema.cells import NOT_A_DATE, NUMERIC, CellError, Kind, is_blank
from exectrack_xl.schema.meaning import as_float, date_meant, number_meant, range_words
from exectrack_xl.schema.table import Array

if TYPE_CHECKING:
    from exectrack_xl.schema.sheet import Column, Sheet

LAST_DAY = np.datetime64("2199-12-31")  # that a plan may reach
MOST = 1e15  # of any number: beyond, a cell in Excel holds no single units
MOST_DAYS = 100_000.0  # of a number of working days: some four centuries
_EPOCH = date(1970, 1, 1).toordinal()
_MOST_HINTS = 1_000  # findings of a sheet after which no nearest word is looked for: that takes longer than reading
_NAT = np.iinfo(np.int64).min


def read_column(sheet: Sheet, column: Column, values: Sequence[Any]) -> Array:
    """The typed array of the values of one column, read by the same rules as cells; what cannot be used is blank."""
    lines = np.zeros(len(values), dtype=np.int64)
    return Reading(sheet, lines, {column.name: ""}, []).column(column, values)


class Reading:
    """One pass over one sheet: turns columns into arrays and gathers what could not be used."""

    def __init__(self, sheet: Sheet, lines: Array, letters: dict[str, str], findings: list[Finding]) -> None:
        self.sheet, self.lines, self.letters, self.findings = sheet, lines, letters, findings

    def column(self, column: Column, values: Sequence[Any]) -> Array:
        """The typed array of one column."""
        if column.kind is Kind.DATE:
            return self._dates(column, values)
        if column.kind in NUMERIC:
            return self._numbers(column, values)
        if column.kind is Kind.CHOICE:
            return self._choices(column, values)
        if _only(str, values):
            texts = list(values)
        else:
            texts = [v if type(v) is str else self._text(column, at, v) for at, v in enumerate(values)]
        return _objects(map(str.strip, texts) if column.kind is Kind.ID or column.refers else texts)

    def _report(
        self, column: Column, at: int, message: str, remedy: str, rule: str,
        severity: Severity = Severity.ERROR,
    ) -> None:  # fmt: skip
        cell = f"{self.letters[column.name]}{self.lines[at]}"
        self.findings.append(Finding(self.sheet.title, cell, column.header, message, remedy, rule, severity))

    def _is_error(self, column: Column, at: int, value: Any) -> bool:
        """Whether the cell shows an Excel error value, which is then reported."""
        if isinstance(value, CellError):
            self._report(column, at, f"shows {value}.", "Mend the formula, or type the value.", "cell-error")
            return True
        return False

    def _dates(self, column: Column, values: Sequence[Any]) -> Array:
        if _only(date, values):
            days = np.fromiter(map(date.toordinal, values), np.int64, len(values)) - _EPOCH
        else:
            mixed = (
                v.toordinal() - _EPOCH if type(v) is date
                else _NAT if type(v) is str and not v
                else self._date(column, at, v)
                for at, v in enumerate(values)
            )  # fmt: skip
            days = np.fromiter(mixed, np.int64, len(values))
        return self._plannable(column, days.view("datetime64[D]"))

    def _plannable(self, column: Column, days: Array) -> Array:
        """The days without those after which no calendar can be drawn, such as 31 Dec 9999 for "never"."""
        far = days > LAST_DAY
        if not far.any():
            return days
        for at in np.flatnonzero(far):
            self._report(column, int(at), f"is {days[at]}; no plan reaches so far.",
                         "Type the day that is meant, or leave it blank.", "out-of-range")  # fmt: skip
        return np.where(far, NOT_A_DATE, days)

    def _date(self, column: Column, at: int, value: Any) -> int:
        if is_blank(value) or self._is_error(column, at, value):
            return _NAT
        if isinstance(value, date):  # a datetime too: its time of day does not matter here
            return value.toordinal() - _EPOCH
        if isinstance(value, np.datetime64):
            return int(value.astype("datetime64[D]").astype(np.int64))
        found, how = date_meant(value)
        if found is None:
            self._report(column, at, f"is '{value}'; expected a date.", "Type a date, such as 2026-10-16.",
                         "date-is-text")  # fmt: skip
            return _NAT
        if how:
            self._report(column, at, f"is {how}; read as {found.isoformat()}.", "Type it as a date.",
                         "date-was-guessed", Severity.WARNING)  # fmt: skip
        return found.toordinal() - _EPOCH

    def _numbers(self, column: Column, values: Sequence[Any]) -> Array:
        if _only(float, values):
            numbers = np.array(values, dtype=np.float64)
        else:
            nan = math.nan
            mixed = [
                v if type(v) is float else nan if type(v) is str and not v else self._number(column, at, v)
                for at, v in enumerate(values)
            ]
            numbers = np.array(mixed, dtype=np.float64)
        numbers = self._meant(column, numbers)
        if column.lowest is not None or column.highest is not None or column.kind is Kind.COUNT:
            return self._in_range(column, numbers)
        return numbers

    def _meant(self, column: Column, numbers: Array) -> Array:
        """The numbers without those that nobody can have meant, and that no sum or calendar could hold."""
        most = MOST_DAYS if column.kind is Kind.DAYS else MOST
        endless = np.abs(numbers) > most
        if not endless.any():
            return numbers
        for at in np.flatnonzero(endless):
            self._report(column, int(at), f"is {numbers[at]:g}, larger than can be meant.",
                         "Type the number that is meant, or leave it blank.", "out-of-range")  # fmt: skip
        return np.where(endless, np.nan, numbers)

    def _number(self, column: Column, at: int, value: Any) -> float:
        if is_blank(value) or self._is_error(column, at, value):
            return math.nan
        if isinstance(value, bool | np.bool_):
            meant = None
        elif isinstance(value, int | float | np.integer | np.floating):
            return as_float(value)
        else:
            meant = number_meant(str(value)) if isinstance(value, str) else None
        if meant is None:
            self._report(column, at, f"is '{value}'; expected a number.", "Type a number.", "number-is-text")
            return math.nan
        self._report(column, at, f"is the text '{value}'; read as {meant:g}.", "Type it as a number.",
                     "number-was-guessed", Severity.WARNING)  # fmt: skip
        return meant

    def _in_range(self, column: Column, numbers: Array) -> Array:
        low = -math.inf if column.lowest is None else column.lowest
        high = math.inf if column.highest is None else column.highest
        wrong = (numbers < low) | (numbers > high)
        if column.kind is Kind.COUNT:
            wrong |= np.isfinite(numbers) & (numbers != np.floor(numbers))
        for at in np.flatnonzero(wrong):
            value = float(numbers[at])
            expected = range_words(low, high, column.kind is Kind.COUNT)
            hint = ""
            if column.kind is Kind.SHARE and 1 < value <= 100:
                hint = f"Did you mean {value:g}%?"
            remedy = hint or f"Type {expected}."
            self._report(column, int(at), f"is {value:g}; expected {expected}.", remedy, "out-of-range")
        return np.where(wrong, np.nan, numbers) if wrong.any() else numbers

    def _choices(self, column: Column, values: Sequence[Any]) -> Array:
        allowed = {choice: choice for choice in ("", *column.choices)}
        texts = list(map(allowed.get, values))
        if None in texts:
            folded = {choice.casefold(): choice for choice in column.choices}
            texts = [
                self._choice(column, at, values[at], folded) if text is None else text for at, text in enumerate(texts)
            ]
        return _objects(texts)

    def _choice(self, column: Column, at: int, value: Any, folded: dict[str, str]) -> str:
        if is_blank(value) or self._is_error(column, at, value):
            return ""
        text = " ".join(self._text(column, at, value).split())
        if text.casefold() in folded:
            return folded[text.casefold()]
        is_one_of_few = len(text) < 80 and len(self.findings) < _MOST_HINTS
        near = get_close_matches(text.casefold(), folded, n=1) if is_one_of_few else []
        listed = ", ".join(column.choices) if len(column.choices) <= 8 else "a value of the list"
        remedy = f"Did you mean '{folded[near[0]]}'?" if near else f"Choose {listed}."
        self._report(column, at, f"is '{text}', which is not in the list.", remedy, "not-in-list")
        return ""

    def _text(self, column: Column, at: int, value: Any) -> str:
        if is_blank(value) or self._is_error(column, at, value):
            return ""
        if isinstance(value, float) and value.is_integer():
            return str(int(value))  # an ID typed as 12 comes back from Excel as 12.0
        if isinstance(value, datetime | date | time | timedelta):
            return value.isoformat() if not isinstance(value, timedelta) else str(value)
        return str(value)


def _only(kind: type, values: Sequence[Any]) -> bool:
    """Whether all values are of exactly this type; then a column needs no look at each cell."""
    return set(map(type, values)) <= {kind}


def _objects(texts: Iterable[Any]) -> Array:
    listed = list(texts)
    array = np.empty(len(listed), dtype=object)
    array[:] = listed
    return array
