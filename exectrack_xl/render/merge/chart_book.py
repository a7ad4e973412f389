"""The workbook behind a chart after a person worked in it: single cells change, all else keeps its bytes.

Depends on: package, render.chart, render.merge.chart_data, …office_file.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lxml import etree

from exectrack_xl import package
from exectrack_xl.errors import WorkbookError
from exectrack_xl.render.chart.series import column_letters
from exectrack_xl.render.merge.office_file import Element, OfficeFile

_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
Cells = Mapping[tuple[int, int], "str | float | None"]  # by row and column, counted from 0


def with_cells(content: bytes, sheet: str, cells: Cells) -> bytes | None:
    """The workbook with these cells; None where it cannot be read or has no such sheet."""
    try:
        file = OfficeFile(package.read_parts(content))
        part = _part(file, sheet)
    except (WorkbookError, etree.XMLSyntaxError, KeyError):
        return None
    data = None if part is None else file.tree(part).find(f"{_S}sheetData")
    if data is None:
        return None
    for (row, column), value in sorted(cells.items()):
        _put(_cell(_row(data, row + 1), row + 1, column), value)
    return package.write_parts(file.written())


def table_cells(categories: Sequence[str], series: Mapping[str, Sequence[float | None]]) -> Cells:
    """Categories down, series across, as a chart's sheet holds them."""
    found: dict[tuple[int, int], str | float | None] = {(row, 0): text for row, text in enumerate(categories, start=1)}
    for column, (name, values) in enumerate(series.items(), start=1):
        found[0, column] = name
        found |= {(row, column): value for row, value in enumerate(values, start=1)}
    return found


def _part(file: OfficeFile, sheet: str) -> str | None:
    for one in file.tree("xl/workbook.xml").iter(f"{_S}sheet"):
        if one.get("name") == sheet:
            identity = next((str(one.get(key)) for key in one.attrib if str(key).endswith("}id")), "")
            relation = file.related("xl/workbook.xml").get(identity)
            return relation.target if relation else None
    return None


def _row(data: Element, number: int) -> Element:
    for row in data:
        if int(row.get("r", "0")) == number:
            if "spans" in row.attrib:
                del row.attrib["spans"]
            return row
    made = etree.Element(f"{_S}row", r=str(number))
    data.insert(sum(int(row.get("r", "0")) < number for row in data), made)
    return made


def _cell(row: Element, number: int, column: int) -> Element:
    address = f"{column_letters(column - 1)}{number}"
    for cell in row:
        if cell.get("r") == address:
            return cell
    made = etree.Element(f"{_S}c", r=address)
    order = [(len(cell.get("r", "").rstrip("0123456789")), cell.get("r", "")) for cell in row]
    letters = address.rstrip("0123456789")
    row.insert(sum((size, at.rstrip("0123456789")) < (len(letters), letters) for size, at in order), made)
    return made


def _put(cell: Element, value: str | float | None) -> None:
    for one in list(cell):
        cell.remove(one)
    if "t" in cell.attrib:
        del cell.attrib["t"]
    if isinstance(value, str):
        cell.set("t", "inlineStr")
        text = etree.SubElement(etree.SubElement(cell, f"{_S}is"), f"{_S}t")
        text.text = value
        text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    elif value is not None:
        etree.SubElement(cell, f"{_S}v").text = repr(float(value))
