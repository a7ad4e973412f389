"""Reads and writes the value of one cell element, typed as Excel types it.

Depends on: errors, schema, excel.patch.
"""

from __future__ import annotations

import math
from datetime import date, datetime
from typing import TypeAlias

from lxml import etree

from exectrack_xl.errors import WorkbookError
from exectrack_xl.excel.patch.edits import Value
from exectrack_xl.excel.patch.strings import Strings, string_text
from exectrack_xl.excel.patch.text import LONGEST, escaped, meant, utf16_length
from exectrack_xl.schema import CellError
from exectrack_xl.schema.serial_days import DAY_ZERO, serial_of

Element = etree._Element
Content: TypeAlias = tuple[str, str]  # the cell's type as the file names it, and its value as text

_BLANK: Content = ("", "")
_EARLIEST = date(1900, 1, 1)
_FROM_1904 = (date(1904, 1, 1) - DAY_ZERO).days


def content_of(value: Value, place: str, from_1904: bool) -> Content:
    """A value as a file holds it: ("n", "5"), ("text", "Anna"), ("b", "1"), ("e", "#N/A") or blank.

    Raises:
        WorkbookError: no Excel cell can hold it.
    """
    if value is None or (isinstance(value, str) and value == ""):
        return _BLANK
    if isinstance(value, CellError):
        return "e", str(value)
    if isinstance(value, str):
        if utf16_length(value) > LONGEST:
            raise WorkbookError(f"{place}: a text has {len(value)} characters; an Excel cell holds {LONGEST}.")
        return "text", value
    if isinstance(value, bool):
        return "b", "1" if value else "0"
    if isinstance(value, date):
        return "n", _number(_serial(value, place, from_1904))
    if not math.isfinite(value):
        raise WorkbookError(f"{place}: {value} is not a number that an Excel cell can hold.")
    return "n", _number(float(value))


def shown(cell: Element, strings: Strings) -> Content:
    """What a cell shows, in the same terms; numbers as the shortest text that means them."""
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        inline = cell.find("{*}is")
        return ("text", string_text(inline)) if inline is not None else _BLANK
    element = cell.find("{*}v")
    text = (element.text or "") if element is not None else ""
    if kind == "s":
        return ("text", strings.text(int(text))) if text.strip().isdecimal() else _BLANK
    return content_told(kind, text)


def content_told(kind: str, text: str) -> Content:
    """What a cell of this type shows whose value reads so; of a type that holds its own value.

    >>> content_told("n", "5.00"), content_told("str", "")
    (('n', '5'), ('', ''))
    """
    if kind == "str":
        return ("text", meant(text)) if text else _BLANK
    text = text.strip()
    if kind == "n" and text:
        try:
            text = _number(float(text))
        except ValueError:
            return "damaged", text
    return (kind, text) if text else _BLANK


def put_value(cell: Element, content: Content, strings: Strings) -> None:
    """Make this the content of a cell without a formula; its look stays."""
    was_shared = cell.get("t") == "s"
    _empty(cell)
    for name in ("cm", "vm", "ph"):  # what a formula, a picture or a reading aid left behind
        cell.attrib.pop(name, "")
    kind, text = content
    if kind == "text":
        cell.set("t", "s")
        _add(cell, "v").text = str(strings.number(text))
    elif kind:
        if kind != "n":
            cell.set("t", kind)
        _add(cell, "v").text = text
    strings.count((kind == "text") - was_shared)


def put_cached(cell: Element, content: Content, strings: Strings) -> None:
    """Make this what a formula cell shows; a blank result is a text of no length."""
    strings.count(-1 if cell.get("t") == "s" else 0)
    _empty(cell)
    cell.attrib.pop("vm", "")
    kind, text = content
    if kind != "n":
        cell.set("t", "str" if kind in ("text", "") else kind)
    _add(cell, "v").text = escaped(text) if kind == "text" else text


def _empty(cell: Element) -> None:
    cell.attrib.pop("t", "")
    for child in list(cell):
        if isinstance(child.tag, str) and etree.QName(child).localname in ("v", "is"):
            cell.remove(child)


def _add(cell: Element, name: str) -> Element:
    """A new child, behind the formula and before what later Excels add."""
    made = cell.makeelement(f"{{{etree.QName(cell).namespace}}}{name}")
    formula = cell.find("{*}f")
    cell.insert(0 if formula is None else cell.index(formula) + 1, made)
    return made


def _serial(day: date, place: str, from_1904: bool) -> float:
    """The number of a date: days since 1900 with the 29 February that year never had, or since 1904."""
    plain = day.date() if isinstance(day, datetime) else day
    if plain < (date(1904, 1, 1) if from_1904 else _EARLIEST):
        raise WorkbookError(f"{place}: Excel has no date as early as {plain.isoformat()}. Type it as text.")
    number = serial_of(day) - (_FROM_1904 if from_1904 else 0)
    return number - 1 if not from_1904 and number < 61 else number


def _number(value: float) -> str:
    """The shortest text that means the number.

    >>> _number(5.0), _number(0.1), _number(1e300)
    ('5', '0.1', '1e+300')
    """
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(float(value))
