"""Workbooks as PMs have them: written by XlsxWriter, openpyxl, LibreOffice and Excel, and oddly written ones."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
import xlsxwriter
import xlwings
from lxml import etree
from openpyxl.formatting.rule import CellIsRule
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table, TableStyleInfo

from exectrack_xl.excel.patch.archive import exchange

KINDS = ("xlsxwriter", "openpyxl", "libreoffice", "excel", "odd")
HEADERS = ("ID", "Title", "Probability", "Impact", "Due", "Score")
ROWS = (
    ("R-001", "Vendor slips", 3, 2, date(2026, 10, 16)),
    ("R-002", "Key person leaves", 1, 3, date(2026, 11, 2)),
    ("R-003", "AT&T < B", 2, 2, date(2026, 12, 24)),
)
SCORE = "Risks[[#This Row],[Probability]]*Risks[[#This Row],[Impact]]"
QUICKSTART = Path(xlwings.__file__).parent / "quickstart.xlsm"
SPREADSHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def by_xlsxwriter(path: Path, totals: bool = False) -> Path:
    """A table with all that must follow it, formulas beside it, a chart, a comment and a second sheet."""
    with xlsxwriter.Workbook(path, {"default_date_format": "d mmm yyyy"}) as book:
        sheet = book.add_worksheet("Risks")
        tinted = book.add_format({"bg_color": "#F3F5F8"})
        columns = [{"header": header} for header in HEADERS]
        columns[5] |= {"formula": SCORE, "format": tinted}
        if totals:
            columns[0] |= {"total_string": "Total"}
            columns[5] |= {"total_function": "sum", "total_value": 13}
        last = 4 + len(ROWS) - 1 + totals
        sheet.add_table(3, 0, last, 5, {"name": "Risks", "columns": columns, "total_row": totals})
        for row, values in enumerate(ROWS, 4):
            sheet.set_row(row, 24)
            for column, value in enumerate(values):
                sheet.write(row, column, value)
            sheet.write_formula(row, 5, f"={SCORE}", tinted, values[2] * values[3])
        sheet.write_comment("B5", "Ask Anna")
        end = 4 + len(ROWS)
        sheet.data_validation(f"C5:D{end}", {"validate": "list", "source": [1, 2, 3]})
        sheet.data_validation(f"B5:B{end}", {"validate": "list", "source": "=Other!$A$1:$A$9"})
        sheet.conditional_format(f"F5:F{end}", {"type": "data_bar", "data_bar_2010": True})
        sheet.conditional_format(f"A5:F{end}", {"type": "formula", "criteria": "=$F5>5", "format": tinted})
        other = book.add_worksheet("Other")
        other.write("A1", "Notes")
        other.write_rich_string("A2", "plain ", book.add_format({"bold": True}), "bold")
        other.write_formula("B1", "=1+1", None, 2)
        other.write_formula("B2", '="Hello "&A1', None, "Hello Notes")
        other.write_formula("B3", "=SUM(Risks[Score])", None, 13)
        other.write_boolean("C1", True)
        other.merge_range("E1:F2", "merged")
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "=Risks!$F$5:$F$7"})
        other.insert_chart("H2", chart)
    return path


def by_openpyxl(path: Path, totals: bool = False) -> Path:
    """The same kind of tracker without a cached value."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Risks"
    sheet["A4"] = "Risk register"
    for column, header in enumerate(HEADERS, 1):
        sheet.cell(4, column, header)
    for number, values in enumerate(ROWS, 5):
        for column, value in enumerate(values, 1):
            sheet.cell(number, column, value)
        sheet.cell(number, 6, f"=C{number}*D{number}")
    table = Table(displayName="Risks", ref=f"A4:F{4 + len(ROWS)}")
    table.tableStyleInfo = TableStyleInfo(name="TableStyleMedium2", showRowStripes=True)
    sheet.add_table(table)
    rule = DataValidation(type="whole", operator="between", formula1="1", formula2="3")
    rule.add(f"C5:D{4 + len(ROWS)}")
    sheet.add_data_validation(rule)
    sheet.conditional_formatting.add(f"F5:F{4 + len(ROWS)}", CellIsRule(operator="greaterThan", formula=["5"]))
    other = book.create_sheet("Other")
    other["A1"], other["B1"], other["C1"] = "Notes", "=1+1", True
    book.save(path)
    return path


def oddly_written(path: Path) -> Path:
    """What no program above writes, and Excel opens: prefixes, no addresses, no dimension, absolute targets."""
    source = by_xlsxwriter(path.with_name("plain.xlsx"))
    data = source.read_bytes()
    source.unlink()
    with ZipFile(BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
        changes: dict[str, bytes | None] = {
            "xl/worksheets/sheet1.xml": _prefixed(_without_addresses(parts["xl/worksheets/sheet1.xml"])),
            "xl/worksheets/sheet2.xml": _prefixed(parts["xl/worksheets/sheet2.xml"]),
            "xl/sharedStrings.xml": _prefixed(parts["xl/sharedStrings.xml"]),
            "xl/workbook.xml": _with_alternatives(parts["xl/workbook.xml"]),
            "xl/_rels/workbook.xml.rels": re.sub(
                rb'Target="(\w)', rb'Target="/xl/\1', parts["xl/_rels/workbook.xml.rels"]
            ),
        }
        path.write_bytes(exchange(data, archive, changes))
    return path


def by_excel(path: Path) -> Path:
    """A workbook that Excel itself saved, macros and all."""
    path = path.with_suffix(".xlsm")
    path.write_bytes(QUICKSTART.read_bytes())
    return path


def by_libreoffice(path: Path, convert: Callable[[Path, str], Path]) -> Path:
    """What LibreOffice makes of the first one."""
    source = by_xlsxwriter(path.with_name(f"source-{path.name}"))
    made = convert(source, "xlsx")
    path.write_bytes(made.read_bytes())
    return path


def _without_addresses(part: bytes) -> bytes:
    """Rows and cells that state no address, where the one before tells it; no dimension, no spans."""
    root = etree.fromstring(part)
    for dimension in root.iterfind(f"{{{SPREADSHEET}}}dimension"):
        root.remove(dimension)
    last = 0
    for row in root.iter(f"{{{SPREADSHEET}}}row"):
        row.attrib.pop("spans", "")
        number = int(row.get("r", "0"))
        if number == last + 1:
            del row.attrib["r"]
        last = number
        for at, cell in enumerate(row.iterfind(f"{{{SPREADSHEET}}}c")):
            if cell.get("r", "").startswith("ABCDEFGH"[at]):
                del cell.attrib["r"]
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _prefixed(part: bytes) -> bytes:
    text = part.decode().replace(f'xmlns="{SPREADSHEET}"', f'xmlns:x="{SPREADSHEET}"')
    return re.sub(r"<(/?)(?=[a-zA-Z][\w]*[\s/>])", r"<\1x:", text).encode()


def _with_alternatives(part: bytes) -> bytes:
    mc = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    x15 = "http://schemas.microsoft.com/office/spreadsheetml/2010/11/main"
    ac = "http://schemas.microsoft.com/office/spreadsheetml/2010/11/ac"
    path = f'<x15ac:absPath url="C:\\Users\\anna\\" xmlns:x15ac="{ac}"/>'
    choice = f'<mc:Choice Requires="x15" xmlns:x15="{x15}">{path}</mc:Choice>'
    text = part.decode().replace(
        "<bookViews>", f'<mc:AlternateContent xmlns:mc="{mc}">{choice}</mc:AlternateContent><bookViews>'
    )
    return re.sub(r"<calcPr[^>]*/>", "", text).encode()


def zipped(parts: dict[str, bytes]) -> bytes:
    """A workbook of these parts."""
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return target.getvalue()
