"""A small macro workbook that holds one of everything the examination looks at, and nothing wrong."""

from __future__ import annotations

import struct
import zlib
from functools import cache
from io import BytesIO

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from exectrack_xl.excel.functions import worksheet_functions
from exectrack_xl.excel.macros import tracker_modules, with_ribbon
from exectrack_xl.excel.vba import standard, vba_project
from exectrack_xl.package import normalise, read_parts, write_parts

SHEETS = ["Risks", "Notes", "Chart data", "xlwings.conf"]
CALC_CHAIN = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<calcChain xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    b'<c r="D4" i="1"/><c r="D5"/><c r="B3" i="2"/></calcChain>'
)


@cache
def rich_workbook() -> bytes:
    """The workbook as a file."""
    target = BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True, "use_future_functions": True})
    book.set_calc_mode("auto", 191029)
    book.set_vba_name("ThisWorkbook")
    names = [f"Sheet{number}" for number in range(1, len(SHEETS) + 1)]
    sheets = [book.add_worksheet(title) for title in SHEETS]
    for sheet, name in zip(sheets, names, strict=True):
        sheet.set_vba_name(name)
    modules = [*tracker_modules(worksheet_functions(), names), standard("Extra", "Function DOUBLED(x)\nEnd Function")]
    book.add_vba_project(BytesIO(vba_project(modules)), is_stream=True)
    book.define_name("Scale", "=Notes!$A$1:$A$5")
    book.define_name("Notes!Here", "=Notes!$B$2")
    _risks(book, sheets[0])
    _notes(book, sheets[1])
    _chart_data(book, sheets[2])
    sheets[3].write_row("A1", ["ADD_WORKBOOK_TO_PYTHONPATH", "False"])
    sheets[3].write_row("A2", ["USE UDF SERVER", "True"])
    book.close()
    parts = with_ribbon(_with_chain(read_parts(target.getvalue())))
    return normalise(write_parts(parts))


def _risks(book: xlsxwriter.Workbook, sheet: Worksheet) -> None:
    bold = book.add_format({"bold": True, "num_format": '0.0" days"', "font_color": "#112233"})
    sheet.write("A1", "Risk register", bold)
    sheet.merge_range("E1:F1", "Merged", bold)
    columns = [
        {"header": "ID", "total_string": "Total"},
        {"header": "Probability"},
        {"header": "Impact\n(1 to 3)"},
        {"header": "Score", "formula": "=Risks[@Probability]*2", "total_function": "sum"},
    ]
    rows = [["R-1", 2, 3, None], ["R-2", 1, 1, None]]
    sheet.add_table("A3:D6", {"name": "Risks", "columns": columns, "data": rows, "total_row": True})
    sheet.add_table("H3:I5", {"name": "Owners", "columns": [{"header": "Name"}, {"header": "Role"}]})
    sheet.data_validation("B4:B5", {"validate": "integer", "criteria": "between", "minimum": 1, "maximum": 3,
                                    "input_title": "Probability", "input_message": "1 to 3"})  # fmt: skip
    sheet.data_validation("C4:C5", {"validate": "list", "source": ["1", "2", "3"]})
    sheet.data_validation("H4:H5", {"validate": "list", "source": "=Scale"})
    sheet.conditional_format("B4:B5", {"type": "cell", "criteria": ">", "value": 2, "format": bold})
    sheet.conditional_format("C4:C5", {"type": "formula", "criteria": "=$C4>2", "format": bold})
    sheet.conditional_format("D4:D5", {"type": "data_bar", "data_bar_2010": True})
    sheet.conditional_format("D4:D5", {"type": "icon_set", "icon_style": "3_traffic_lights"})
    sheet.conditional_format("D4:D5", {"type": "3_color_scale"})
    sheet.write_comment("A4", "First seen in March", {"author": "Ann"})
    sheet.add_sparkline("F4", {"range": "Risks!B4:C4"})
    sheet.write_url("A8", "internal:'Notes'!A1", string="Notes")
    sheet.write_url("A9", "https://example.com/", string="Web")
    sheet.set_column("A:C", 14)
    sheet.set_header("&LRisks")
    sheet.print_area("A1:F9")
    sheet.freeze_panes(3, 0)


def _notes(book: xlsxwriter.Workbook, sheet: Worksheet) -> None:
    sheet.write_column("A1", [1, 2, 3, 4, 5])
    sheet.write("A7", "Plain text")
    sheet.write_boolean("A8", True)
    sheet.write_array_formula("C1:C3", "{=A1:A3*2}", None, 2)
    sheet.write_dynamic_array_formula("D1", "=SORT(A1:A5)", None, 1)
    sheet.write_formula("B1", '=IF(SUM(Scale)>3,"many","few")', None, "many")
    sheet.write_formula("B2", "=XLOOKUP(1,A1:A5,A1:A5)", None, 1)
    sheet.write_formula("B3", "=DOUBLED(Risks!B4)+SUM(Risks[Score])", None, 4)
    sheet.autofilter("F1:G4")
    sheet.write_row("F1", ["Kind", "Count"])
    sheet.insert_image("I2", "dot.png", {"image_data": BytesIO(_dot())})


def _chart_data(book: xlsxwriter.Workbook, sheet: Worksheet) -> None:
    sheet.write_column("A1", [1, 2, 3])
    sheet.write_column("B1", [3, 4, 5])
    chart = book.add_chart({"type": "column"})
    for column in ("A", "B"):
        chart.add_series({"values": f"='Chart data'!${column}$1:${column}$3", "name": f"Series {column}"})
    sheet.insert_chart("D2", chart)


def _with_chain(parts: dict[str, bytes]) -> dict[str, bytes]:
    """XlsxWriter leaves the calculation chain to Excel; here it stands as Excel would write it."""
    relationship = (
        b'<Relationship Id="rId99" Target="calcChain.xml" '
        b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/calcChain"/></Relationships>'
    )
    override = (
        b'<Override PartName="/xl/calcChain.xml" '
        b'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.calcChain+xml"/></Types>'
    )
    links, types = "xl/_rels/workbook.xml.rels", "[Content_Types].xml"
    return {
        **parts,
        "xl/workbook.xml": parts["xl/workbook.xml"].replace(b' fullCalcOnLoad="1"', b""),
        links: parts[links].replace(b"</Relationships>", relationship),
        types: parts[types].replace(b"</Types>", override),
        "xl/calcChain.xml": CALC_CHAIN,
    }


def _dot() -> bytes:
    """A picture of one pixel."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0\0\0\0")) + chunk(b"IEND", b"")
    )
