"""The cells of a worksheet and their texts as XlsxWriter writes them, without the rest of a workbook.

Depends on: render.chart.series.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import TypeAlias
from xml.sax.saxutils import escape

from exectrack_xl.render.chart.series import column_letters

Values: TypeAlias = dict[tuple[int, int], str | float]  # by row and column, counted from 0

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_RELATED = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_MARGINS = '<pageMargins left="0.7" right="0.7" top="0.75" bottom="0.75" header="0.3" footer="0.3"/>'
_BLOCK = 16  # rows that share their spans
_LIKE_A_CODE = re.compile("(_x[0-9a-fA-F]{4}_)")  # Excel would read it as one character


def sheet_xml(values: Values) -> bytes:
    """The worksheet: texts by their number in `strings_xml`, numbers in the only number format there is."""
    numbers = _numbered(value for value in values.values() if isinstance(value, str))
    rows = [(row, list(places)) for row, places in groupby(sorted(values), key=lambda place: place[0])]
    spans = {block: _span(place for _, places in some for place in places)
             for block, some in groupby(rows, key=lambda row: row[0] // _BLOCK)}  # fmt: skip
    data = "".join(
        f'<row r="{row + 1}" spans="{spans[row // _BLOCK]}">'
        f"{''.join(_cell(place, values[place], numbers) for place in places)}</row>"
        for row, places in rows
    )
    return (
        f'{_HEAD}<worksheet {_MAIN} {_RELATED}><dimension ref="{_range(values)}"/><sheetViews>'
        '<sheetView tabSelected="1" workbookViewId="0"/></sheetViews><sheetFormatPr defaultRowHeight="15"/>'
        f"<sheetData>{data}</sheetData>{_MARGINS}</worksheet>"
    ).encode()


def strings_xml(texts: Sequence[str]) -> bytes:
    """The table of texts, each once, in the order they come."""
    each = _numbered(texts)
    entries = "".join(map(_entry, each))
    return f'{_HEAD}<sst {_MAIN} count="{len(texts)}" uniqueCount="{len(each)}">{entries}</sst>'.encode()


def _numbered(texts: Iterable[str]) -> dict[str, int]:
    return {text: number for number, text in enumerate(dict.fromkeys(texts))}


def _entry(text: str) -> str:
    kept = ' xml:space="preserve"' if text[:1].isspace() or text[-1:].isspace() else ""
    written = escape(_LIKE_A_CODE.sub(r"_x005F\1", text))
    return f"<si><t{kept}>{written}</t></si>"


def _cell(place: tuple[int, int], value: str | float, numbers: dict[str, int]) -> str:
    if isinstance(value, str):
        return f'<c r="{_address(*place)}" t="s"><v>{numbers[value]}</v></c>'
    return f'<c r="{_address(*place)}" s="1"><v>{value:.16G}</v></c>'


def _span(places: Iterable[tuple[int, int]]) -> str:
    columns = [column for _, column in places]
    return f"{min(columns) + 1}:{max(columns) + 1}"


def _range(values: Values) -> str:
    rows, columns = zip(*values, strict=True)
    first, last = _address(min(rows), min(columns)), _address(max(rows), max(columns))
    return first if first == last else f"{first}:{last}"


def _address(row: int, column: int) -> str:
    return f"{column_letters(column - 1)}{row + 1}"
