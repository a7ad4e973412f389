"""Finds the cells in which a person typed a number that a text tells. Depends on: report.desk, report.words, schema."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Any

import numpy as np

from exectrack_xl.report import words
from exectrack_xl.report.desk import Desk
from exectrack_xl.schema import SHEETS

MOST = 5  # cells told one by one
_NOT_TYPED = ("snapshots", "holidays")
_SHOWN = 90  # letters of a cell's text around the number


def typed_in(desk: Desk, text: str, sheets: Collection[str] = ()) -> Iterator[str]:
    """Each cell that holds the number `text`, with its address and what stands in it.

    `sheets` are titles, none for all. Texts come before numbers, for a number of a sentence was typed in a sentence;
    a number alone is looked for where no text has it.

    Of more than five cells the rest is counted.
    """
    found = list(_texts(desk, text, sheets)) or list(_values(desk, text, sheets))
    yield from found[:MOST]
    if len(found) > MOST:
        yield f"and {desk.words.plural(len(found) - MOST, 'more_row')}"


def _texts(desk: Desk, text: str, sheets: Collection[str]) -> Iterator[str]:
    wanted = re.compile(rf"(?<![\w.,]){re.escape(text)}(?!\w)")
    for place, value in _cells(desk, sheets, kinds="OU"):
        if isinstance(value, str) and (match := wanted.search(value)):
            yield f"{place}: {_around(value, match.start())}"


def _values(desk: Desk, text: str, sheets: Collection[str]) -> Iterator[str]:
    for place, value in _cells(desk, sheets, kinds="fMiu"):
        if words.is_known(value) and text in _printed(desk, value):
            yield f"{place}: {text}"


def _cells(desk: Desk, sheets: Collection[str], kinds: str) -> Iterator[tuple[str, Any]]:
    """Address and value of every typed cell whose column holds values of these kinds (NumPy's letters)."""
    for name, sheet in SHEETS.items():
        if name in _NOT_TYPED or (sheets and sheet.title not in sheets):
            continue
        table = desk.tracker[name]
        for column in sheet.columns:
            values = table.columns.get(column.name) if not column.is_computed else None
            for row, value in enumerate(() if values is None or values.dtype.kind not in kinds else values):
                yield f"{sheet.title}!{table.cell(column.name, row) or table.lines[row]} ({column.header})", value


def _printed(desk: Desk, value: Any) -> set[str]:
    """A number or a date in the notations in which a report may print it."""
    said = desk.words
    if isinstance(value, np.datetime64):
        return {str(said.day(value)), str(said.day(value, year=False))}
    number = float(value)
    fixed = {said.fixed(number, digits) for digits in (0, 1, 2) if round(number, digits) == number}  # loses nothing
    return fixed | {said.percent(number), desk.money(number), f"{said.short(number)}%"}


def _around(value: str, place: int) -> str:
    """A text, cut around a place where it is long."""
    start = max(0, place - _SHOWN // 2)
    shown = " ".join(value[start : start + _SHOWN].split())
    return f"{'…' if start else ''}{shown}{'…' if start + _SHOWN < len(value) else ''}"
