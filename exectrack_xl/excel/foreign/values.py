"""What the cells of a foreign column mean in a column of ours; what cannot be understood stays as it is written.

Depends on: schema, excel.foreign.dates, excel.foreign.words.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, TypeAlias

from exectrack_xl.excel.foreign import words
from exectrack_xl.excel.foreign.dates import date_of
from exectrack_xl.schema import CellError, Column, Kind
from exectrack_xl.schema.cells import NUMERIC
from exectrack_xl.schema.meaning import number_meant

Value: TypeAlias = str | float | date | None
Meaning: TypeAlias = Callable[[Any], tuple[Value, bool]]  # the value, and whether the cell was understood

_CURRENCY = r"(?:[€$£¥₹]|R\$|Fr\.|EUR|USD|GBP|CHF|JPY|CAD|AUD|SEK|NOK|DKK|PLN|CZK|INR|BRL|MXN|kr)"
_UNIT = (
    r"(?:%|k?h|hrs?|hours?|std\.?|stunden|d|t|j|days?|wd|tage?n?|arbeitstage?|jours?|d[ií]as?|w|wks?|weeks?|wochen?|"
    r"pts?|points?|fte|pd|pt)\??"
)
_NUMBER = re.compile(
    rf"[-+(]*\s*{_CURRENCY}?\s*([-+]?(?:[\d.,'\s\u00a0\u202f]*\d))\s*(?:{_CURRENCY}|{_UNIT})?\s*\)?", re.IGNORECASE
)
_GROUPED = re.compile(r"\d{1,3}([.,' ])\d{3}(\1\d{3})*")
_COMMA_DECIMALS = re.compile(r"\d,\d{1,2}(?!\d)|\.\d{3},\d")
_POINT_DECIMALS = re.compile(r"\d\.\d{1,2}(?!\d)|,\d{3}\.\d")
_UNSURE = re.compile(r"[1-9]\d{0,2}\.\d{3}\b\s*\D{0,4}")
_LEADING = re.compile(r"^(?:p|prio|sev|level|stufe)?\s*\d+\s*[-–:.)]+\s*", re.IGNORECASE)
_LAG = re.compile(r"(FS|SS|FF|SF)\s*([+-])\s*(\d+(?:[.,]\d+)?)\s*(e?)(d|w)[a-z]*", re.IGNORECASE)


@dataclass(frozen=True)
class Reading:
    """How the columns of one list are read."""

    table: str
    day_first: bool = True
    scale: int = 0  # the highest step of probability and impact in the list; 0 = as the tracker's
    to: int = 3  # the highest step in the tracker
    words: Mapping[str, Mapping[str, str]] | None = None  # a person's own: column name -> word -> choice


def meaning(reading: Reading, column: Column, values: Sequence[Any]) -> Meaning:
    """How the cells of a column are read, decided from all of them."""
    read = _meaning(reading, column, values)
    if column.kind is Kind.TEXT or column.kind is Kind.ID:
        return read
    return lambda value: (None, True) if is_nothing(value) else read(value)


def is_nothing(value: Any) -> bool:
    """Whether a cell says that there is nothing to say.

    >>> [is_nothing(text) for text in ("-", "No priority", "n/a", "TBD")]
    [True, True, False, False]
    """
    return isinstance(value, str) and words.key(value) in words.blank_words()


def _meaning(reading: Reading, column: Column, values: Sequence[Any]) -> Meaning:
    if column.kind is Kind.DATE:
        return lambda value: _read(date_of(value, day_first=reading.day_first), value)
    if column.kind is Kind.CHOICE:
        known = dict(words.choice_words(reading.table, column.name))
        own = {words.key(word): choice for word, choice in ((reading.words or {}).get(column.name) or {}).items()}
        return lambda value: _choice(value, {**known, **own})
    if reading.table == "risks" and column.name in ("probability", "impact"):
        return lambda value: _step(value, reading)
    if column.kind is Kind.SHARE:
        divided = _largest(values) > 1
        return lambda value: _share(value, in_percent=divided)
    if column.kind in NUMERIC:
        comma = has_decimal_comma(values)
        return lambda value: _read(number_of(value, decimal_comma=comma), value)
    if column.name == "predecessors":
        return lambda value: (_links(text_of(value)), True)
    return lambda value: (text_of(value), True)


def has_decimal_comma(values: Sequence[Any]) -> bool:
    """Whether a column's numbers have a comma before their decimals: some can be read in no other way.

    >>> has_decimal_comma(["1.234,56", "12.500"]), has_decimal_comma(["12.500"]), has_decimal_comma(["1,234.56"])
    (True, False, False)
    """
    texts = [value.strip() for value in values if isinstance(value, str)]
    return any(map(_COMMA_DECIMALS.search, texts)) and not any(map(_POINT_DECIMALS.search, texts))


def unsure_number(values: Sequence[Any]) -> str:
    """The first number of a column that can be thousands or decimals, as 12.500, where no other one tells; else ""."""
    texts = [value.strip() for value in values if isinstance(value, str)]
    if any(map(_COMMA_DECIMALS.search, texts)) or any(map(_POINT_DECIMALS.search, texts)):
        return ""
    return next((text for text in texts if _UNSURE.fullmatch(text)), "")


def number_of(value: Any, *, decimal_comma: bool = False) -> float | None:
    """The number in a cell: 1.234,56 and 1,234.56 alike, with a currency or a unit, minus in brackets.

    `decimal_comma` says that in 12.500 the point separates thousands, as other numbers of the column tell.

    >>> number_of("1.234,56 €"), number_of("(1,200)"), number_of("12,5"), number_of("5 days"), number_of("n/a")
    (1234.56, -1200.0, 12.5, 5.0, None)
    >>> number_of("12.500"), number_of("12.500", decimal_comma=True)
    (12.5, 12500.0)
    """
    if isinstance(value, bool) or value is None or isinstance(value, CellError | datetime | date | time):
        return None
    if isinstance(value, timedelta):
        return value / timedelta(days=1)
    if isinstance(value, int | float):
        return float(value) if math.isfinite(value) else None
    text = str(value).replace("\u2212", "-").strip()
    match = _NUMBER.fullmatch(text)
    if match is None:
        return None
    digits = match[1].replace(".", "").replace(",", ".") if decimal_comma else match[1]
    number = number_meant(_plain(digits))
    minus = text.startswith(("(", "-")) and not match[1].startswith("-")
    return None if number is None else -number if minus else number


def text_of(value: Any) -> str:
    """A cell as text: whole numbers without a decimal point, dates as 2026-10-16, typed texts as they are."""
    if value is None or value != value:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(sep=" ", timespec="minutes")
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value).strip()


def scale_of(values: Sequence[Any]) -> int:
    """The highest step of a scale that these probabilities or impacts use: 3, 5, 10 or 100, or 0 for words of three.

    >>> scale_of([1.0, 4.0]), scale_of(["Low", "High"]), scale_of(["very high"]), scale_of(["30%"])
    (5, 0, 5, 100)
    """
    texts = [words.key(_LEADING.sub("", text_of(value))) for value in values if isinstance(value, str)]
    if any(isinstance(value, str) and value.strip().endswith("%") for value in values):
        return 100
    if any(words.scale_words().get(text) in (1, 5) for text in texts if not text.isdigit()):
        return 5
    numbers = [number for number in map(number_of, values) if number is not None]
    if not numbers:
        return 0
    largest = max(numbers)
    if largest < 1 or largest > 10:
        return 100
    return next(top for top in (3, 5, 10) if largest <= top)


def _read(meant: Value, value: Any) -> tuple[Value, bool]:
    text = text_of(value)
    return (meant, True) if meant is not None else (text or None, not text)


def _choice(value: Any, known: Mapping[str, str]) -> tuple[Value, bool]:
    text = text_of(value)
    if isinstance(value, bool):
        text = "yes" if value else "no"
    for form in (text, _LEADING.sub("", text), text.partition("-")[0], text.partition("/")[0]):
        if words.key(form) in known:
            return known[words.key(form)], True
    return text or None, not text


def _step(value: Any, reading: Reading) -> tuple[Value, bool]:
    """A probability or impact on the tracker's scale."""
    text = words.key(_LEADING.sub("", text_of(value))) if isinstance(value, str) else ""
    number = number_of(value)
    if text in words.scale_words():
        step = float(words.scale_words()[text])
        if reading.to == 3:
            return float((1, 1, 2, 3, 3)[int(step) - 1]), True
        return step, True
    if number is None:
        return _read(None, value)
    top = reading.scale or reading.to
    if top == 100:
        share = number / 100 if number > 1 else number
        return float(min(max(math.ceil(share * reading.to), 1), reading.to)), True
    if number < 1 or number > top or not float(number).is_integer():
        return _read(None, value)
    if top == 5 and reading.to == 3:
        return float((1, 1, 2, 3, 3)[int(number) - 1]), True
    if top == 3 and reading.to == 5:
        return float((1, 3, 5)[int(number) - 1]), True
    return (float(number) if top == reading.to else float(math.ceil(number * reading.to / top))), True


def _share(value: Any, *, in_percent: bool) -> tuple[Value, bool]:
    number = number_of(value)
    if number is None:
        return _read(words.progress_of(text_of(value)), value)
    written = isinstance(value, str) and value.strip().endswith("%")
    return (number / 100 if written or in_percent else number), True


def _largest(values: Sequence[Any]) -> float:
    numbers = [number_of(value) for value in values if not (isinstance(value, str) and value.strip().endswith("%"))]
    return max((number for number in numbers if number is not None), default=0.0)


def _plain(text: str) -> str:
    """Digits with a decimal point, whatever separates thousands and decimals."""
    digits = re.sub(r"['\s\u00a0\u202f]", "", text)
    comma, point = digits.rfind(","), digits.rfind(".")
    if comma >= 0 and point >= 0:
        thousands = "," if comma < point else "."
        return digits.replace(thousands, "").replace(",", ".")
    if digits.count(",") > 1 or digits.count(".") > 1:
        return digits.replace(",", "").replace(".", "")
    if comma >= 0:
        return digits.replace(",", "" if _GROUPED.fullmatch(digits) else ".")
    return digits


def _links(text: str) -> str:
    """Predecessors as the tracker writes them: "3FS+2 days" is 3FS+2d."""
    return _LAG.sub(lambda m: f"{m[1].upper()}{m[2]}{m[3].replace(',', '.')}{m[4].lower()}{m[5].lower()}", text)
