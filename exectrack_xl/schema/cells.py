"""Raw cells to typed arrays: column by column, tolerant, and nothing dropped without a finding.

Depends on: errors, schema.table.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, time, timedelta
from difflib import get_close_matches
from enum import StrEnum
from typing import TYPE_CHECKING, Any

import numpy as np

from exectrack_xl.errors import Finding, Severity
from exectrack_xl.schema.table import Array, Table

if TYPE_CHECKING:
    from exectrack_xl.schema.sheet import Column, Sheet

NOT_A_DATE = np.datetime64("NaT", "D")
_EPOCH = date(1970, 1, 1).toordinal()
_NAT = np.iinfo(np.int64).min


class Kind(StrEnum):
    """How a column's cells are stored, validated and shown."""

    ID = "id"
    TEXT = "text"
    CHOICE = "choice"
    DATE = "date"
    NUMBER = "number"
    COUNT = "count"  # a whole number
    MONEY = "money"
    SHARE = "share"  # 0 to 1, shown as a percentage
    DAYS = "days"  # working days


NUMERIC = frozenset({Kind.NUMBER, Kind.COUNT, Kind.MONEY, Kind.SHARE, Kind.DAYS})


class CellError(str):
    """An Excel error value, such as #DIV/0!, in the place of a cell's value."""


def column_letter(number: int) -> str:
    """The letters of a column counted from 1.

    >>> column_letter(1), column_letter(28)
    ('A', 'AB')
    """
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def header_key(text: Any) -> str:
    """A header as it is compared: case, spaces and line breaks do not count."""
    return " ".join(str(text).split()).casefold()


def read_cells(
    sheet: Sheet, cells: Sequence[Sequence[Any]], first_row: int, first_column: int
) -> Table:
    """The typed table of `cells`, headers in the first row; see `Sheet.frame`."""
    headers = list(cells[0]) if cells else []
    body = cells[1:] if cells else []
    where = _locate(sheet, headers)
    letters = {n: column_letter(first_column + at) for n, at in where.items()}
    typed = [at for name, at in where.items() if not sheet.by_name[name].is_computed]
    kept = [number for number, row in enumerate(body) if any(not _is_blank(row[at]) for at in typed)]
    rows = body if len(kept) == len(body) else [body[number] for number in kept]
    lines = np.array([first_row + 1 + number for number in kept], dtype=np.int64)
    across = list(zip(*rows, strict=True)) if rows else [() for _ in headers]
    reading = _Reading(sheet, lines, letters, _missing(sheet, headers, where, bool(cells)))
    columns = {
        column.name: reading.column(column, across[where[column.name]])
        if column.name in where
        else _blank(column.kind, len(rows))
        for column in sheet.columns
    }
    known = set(where.values())
    extra = tuple(str(h) for at, h in enumerate(headers) if at not in known and not _is_blank(h))
    return Table(sheet.name, columns, lines, tuple(reading.findings), extra, letters)


def _locate(sheet: Sheet, headers: Sequence[Any]) -> dict[str, int]:
    """Where each known column stands; of a doubled header, the first."""
    places: dict[str, int] = {}
    for at, header in enumerate(headers):
        places.setdefault(header_key(header), at)
    found = ((column.name, places.get(header_key(column.header))) for column in sheet.columns)
    return {name: at for name, at in found if at is not None}


def _missing(
    sheet: Sheet, headers: Sequence[Any], where: dict[str, int], has_cells: bool
) -> list[Finding]:
    """A finding for each required column that is absent, with the header that was probably meant."""
    if not has_cells:
        return []
    known = set(where.values())
    strange = [str(h) for at, h in enumerate(headers) if at not in known and not _is_blank(h)]
    found = []
    for column in sheet.typed:
        near = get_close_matches(column.header, strange, n=1)
        if column.name not in where and (column.required or near):
            remedy = f"Rename '{near[0]}' to '{column.header}'." if near else f"Add the column: {column.help}"
            severity = Severity.ERROR if column.required else Severity.WARNING
            message = f"column '{column.header}' is missing."
            found.append(Finding(sheet.title, "", column.header, message, remedy, "column-missing", severity))
    return found


def _is_blank(value: Any) -> bool:
    return value is None or (type(value) is str and not value.strip()) or value != value


def _blank(kind: Kind, length: int) -> Array:
    if kind is Kind.DATE:
        return np.full(length, NOT_A_DATE)
    if kind in NUMERIC:
        return np.full(length, np.nan)
    return np.full(length, "", dtype=object)


class _Reading:
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
        texts = [v if type(v) is str else self._text(column, at, v) for at, v in enumerate(values)]
        if column.kind is Kind.ID or column.refers:
            texts = [text.strip() for text in texts]
        return _objects(texts)

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
        days = [
            v.toordinal() - _EPOCH if type(v) is date else self._date(column, at, v)
            for at, v in enumerate(values)
        ]
        return np.array(days, dtype=np.int64).view("datetime64[D]")

    def _date(self, column: Column, at: int, value: Any) -> int:
        if _is_blank(value) or self._is_error(column, at, value):
            return _NAT
        if isinstance(value, date):  # a datetime too: its time of day does not matter here
            return value.toordinal() - _EPOCH
        if isinstance(value, np.datetime64):
            return int(value.astype("datetime64[D]").astype(np.int64))
        found, how = _date_meant(value)
        if found is None:
            self._report(column, at, f"is '{value}'; expected a date.", "Type a date, such as 2026-10-16.",
                         "date-is-text")  # fmt: skip
            return _NAT
        if how:
            self._report(column, at, f"is {how}; read as {found.isoformat()}.", "Type it as a date.",
                         "date-was-guessed", Severity.WARNING)  # fmt: skip
        return found.toordinal() - _EPOCH

    def _numbers(self, column: Column, values: Sequence[Any]) -> Array:
        numbers = np.array(
            [v if type(v) is float else self._number(column, at, v) for at, v in enumerate(values)],
            dtype=np.float64,
        )
        if column.lowest is not None or column.highest is not None or column.kind is Kind.COUNT:
            return self._in_range(column, numbers)
        return numbers

    def _number(self, column: Column, at: int, value: Any) -> float:
        if _is_blank(value) or self._is_error(column, at, value):
            return math.nan
        if isinstance(value, bool | np.bool_):
            meant = None
        elif isinstance(value, int | float | np.integer | np.floating):
            return float(value)
        else:
            meant = _number_meant(str(value)) if isinstance(value, str) else None
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
            expected = _range_words(low, high, column.kind is Kind.COUNT)
            hint = ""
            if column.kind is Kind.SHARE and 1 < value <= 100:
                hint = f"Did you mean {value:g}%?"
            remedy = hint or f"Type {expected}."
            self._report(column, int(at), f"is {value:g}; expected {expected}.", remedy, "out-of-range")
        return np.where(wrong, np.nan, numbers) if wrong.any() else numbers

    def _choices(self, column: Column, values: Sequence[Any]) -> Array:
        allowed = {choice: choice for choice in column.choices}
        folded = {choice.casefold(): choice for choice in column.choices}
        texts = []
        for at, value in enumerate(values):
            text = allowed.get(value) if isinstance(value, str) else None
            texts.append(text if text is not None else self._choice(column, at, value, folded))
        return _objects(texts)

    def _choice(self, column: Column, at: int, value: Any, folded: dict[str, str]) -> str:
        if _is_blank(value) or self._is_error(column, at, value):
            return ""
        text = " ".join(self._text(column, at, value).split())
        if text.casefold() in folded:
            return folded[text.casefold()]
        near = get_close_matches(text.casefold(), folded, n=1)
        listed = ", ".join(column.choices) if len(column.choices) <= 8 else "a value of the list"
        remedy = f"Did you mean '{folded[near[0]]}'?" if near else f"Choose {listed}."
        self._report(column, at, f"is '{text}', which is not in the list.", remedy, "not-in-list")
        return ""

    def _text(self, column: Column, at: int, value: Any) -> str:
        if _is_blank(value) or self._is_error(column, at, value):
            return ""
        if isinstance(value, float) and value.is_integer():
            return str(int(value))  # an ID typed as 12 comes back from Excel as 12.0
        if isinstance(value, datetime | date | time | timedelta):
            return value.isoformat() if not isinstance(value, timedelta) else str(value)
        return str(value)


def _objects(texts: Iterable[str]) -> Array:
    listed = list(texts)
    array = np.empty(len(listed), dtype=object)
    array[:] = listed
    return array


def _date_meant(value: Any) -> tuple[date | None, str]:
    """The date a text or number stands for, and how it was written; None where it is no date."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        plausible = 1 <= value < 2958466 and math.isfinite(value)
        return (date(1899, 12, 30) + timedelta(days=int(value)), "a number") if plausible else (None, "")
    if isinstance(value, str):
        try:
            return datetime.fromisoformat(value.strip()).date(), "text"
        except ValueError:
            return None, ""
    return None, ""


def _number_meant(text: str) -> float | None:
    """The number a text stands for: "12", " 12.5 ", "40%"; None where it is ambiguous or none."""
    plain = text.strip().replace("\u2212", "-").replace("\u00a0", "")
    scale = 0.01 if plain.endswith("%") else 1.0
    convert: Callable[[str], float] = float
    try:
        number = convert(plain.rstrip("%").strip()) * scale
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _range_words(low: float, high: float, whole: bool) -> str:
    kind = "a whole number" if whole else "a number"
    if math.isfinite(low) and math.isfinite(high):
        return f"{kind} from {low:g} to {high:g}"
    if math.isfinite(low):
        return f"{kind}, {low:g} or more"
    return f"{kind}, {high:g} or less" if math.isfinite(high) else kind
