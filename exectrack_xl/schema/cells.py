"""The notions of a grid of cells: kinds of columns, error values, letters of columns, headers, blanks.

Depends on: schema.table.
"""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from typing import Any

import numpy as np

from exectrack_xl.schema.table import Array

NOT_A_DATE = np.datetime64("NaT", "D")


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


@cache
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


def is_blank(value: Any) -> bool:
    """Whether a cell with this value looks empty."""
    return value is None or (type(value) is str and not value.strip()) or value != value


def blank_column(kind: Kind, length: int) -> Array:
    """A column in which nothing is typed."""
    if kind is Kind.DATE:
        return np.full(length, NOT_A_DATE)
    if kind in NUMERIC:
        return np.full(length, np.nan)
    return np.full(length, "", dtype=object)
