"""One defect at a time, put into the rich workbook: which rule must find it, and what is replaced by what."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

Parts = dict[str, bytes]

BOOK, LINKS, TYPES, ROOT = "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "[Content_Types].xml", "_rels/.rels"
RISKS, NOTES, DATA, CONF = (f"xl/worksheets/sheet{number}.xml" for number in (1, 2, 3, 4))
RISKS_LINKS = "xl/worksheets/_rels/sheet1.xml.rels"
STYLES, TEXTS, CHAIN, METADATA = "xl/styles.xml", "xl/sharedStrings.xml", "xl/calcChain.xml", "xl/metadata.xml"
TABLE, OWNERS, CHART = "xl/tables/table1.xml", "xl/tables/table2.xml", "xl/charts/chart1.xml"
PICTURE, CHART_PLACE, COMMENTS = "xl/drawings/drawing1.xml", "xl/drawings/drawing2.xml", "xl/comments1.xml"
CORE, RIBBON, MACROS = "docProps/core.xml", "customUI/customUI14.xml", "xl/vbaProject.bin"

_FORMULA = "DOUBLED(Risks!B4)+SUM(Risks[Score])"
_CALCULATED = "Risks[[#This Row],Probability]*2"
_VALIDATION = '"1,2,3"'
_EXTRA_CELL = '<row r="7" spans="1:7">'
_LONG = "x" * 300


@dataclass(frozen=True)
class Mutation:
    """A defect and the rule that must find it."""

    rule: str
    change: Callable[[Parts], Parts]
    label: str


def swap(rule: str, part: str, old: str, new: str, label: str = "") -> Mutation:
    """Replace the first occurrence of a text in a part."""

    def change(parts: Parts) -> Parts:
        text = parts[part].decode()
        assert old in text, f"{old} is not in {part}"
        return {**parts, part: text.replace(old, new, 1).encode()}

    return Mutation(rule, change, f"{rule}: {label or new or 'without ' + old}"[:90])


def drop(rule: str, part: str) -> Mutation:
    """Leave a part out."""
    return Mutation(rule, lambda parts: {name: part_ for name, part_ in parts.items() if name != part}, f"no {part}")


def put(rule: str, part: str, content: bytes) -> Mutation:
    """Put a part in, or replace one."""
    return Mutation(rule, lambda parts: {**parts, part: content}, f"{rule}: {part} is {content[:30]!r}")


def cut(rule: str, part: str, pattern: str) -> Mutation:
    """Take out what matches a pattern."""

    def change(parts: Parts) -> Parts:
        text = parts[part].decode()
        assert re.search(pattern, text, re.DOTALL), f"{pattern} is not in {part}"
        return {**parts, part: re.sub(pattern, "", text, count=1, flags=re.DOTALL).encode()}

    return Mutation(rule, change, f"{rule}: without {pattern}"[:90])


def formula(rule: str, text: str) -> Mutation:
    """Put another formula into cell Notes!B3."""
    return swap(rule, NOTES, f"<f>{_FORMULA}</f>", f"<f>{text}</f>", text)


def cell(rule: str, xml: str) -> Mutation:
    """Put another cell in front of row 7 of Notes."""
    return swap(rule, NOTES, _EXTRA_CELL, f'<row r="6">{xml}</row>{_EXTRA_CELL}', xml)


def name(rule: str, xml: str) -> Mutation:
    """Define one more name."""
    return swap(rule, BOOK, "</definedNames>", f"{xml}</definedNames>", xml)


PACKAGE = (
    drop("relationship-dangling", STYLES),
    drop("relationship-dangling", TABLE),
    drop("relationship-dangling", "xl/media/image1.png"),
    drop("relationship-dangling", "xl/drawings/vmlDrawing1.vml"),
    drop("relationship-missing", LINKS),
    drop("part-lost", RISKS_LINKS),
    drop("relationship-missing", ROOT),
    drop("relationship-dangling", BOOK),
    put("xml-broken", TEXTS, b"<sst><si></sst>"),
    put("xml-broken", NOTES, b""),
    put("xml-doctype", STYLES, b'<!DOCTYPE x [<!ENTITY a "b">]><styleSheet>&a;</styleSheet>'),
    put("part-unrelated", "xl/media/image9.png", b"\x89PNG"),
    put("content-type-missing", "xl/media/picture.tga", b"\0"),
    put("part-lost", "xl/tables/table9.xml", b"<table/>"),
    put("relationship-stray", "xl/worksheets/_rels/sheet9.xml.rels", b"<Relationships/>"),
    swap("xml-prefix", RISKS, 'mc:Ignorable="x14ac"', 'mc:Ignorable="x14ac xr9"'),
    swap(
        "xml-broken", RISKS, '<ext xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" ', "<ext "
    ),
    swap("xml-namespace", NOTES, "<autoFilter", '<a:b xmlns:a="urn:other"/><autoFilter'),
    swap("xml-order", NOTES, "<sheetData>", '<autoFilter ref="A1:B2"/><sheetData>'),
    swap("xml-order", BOOK, '<calcPr calcId="191029"/>', '<calcPr calcId="191029"/><calcPr calcId="191029"/>'),
    swap("xml-element", NOTES, "<autoFilter", "<filter/><autoFilter"),
    Mutation("xml-element", lambda p: {**p, STYLES: p[STYLES].replace(b"styleSheet", b"styles")}, "another root"),
    swap("xml-value", RISKS, 'tabSelected="1"', 'tabSelected="yes"'),
    swap("xml-extension", RISKS, "{05C60535-1F16-4fd2-B633-F4F36F0B64E0}", "{00000000-1F16-4fd2-B633-F4F36F0B64E0}"),
    cut("content-type-wrong", TYPES, '<Override PartName="/xl/tables/table1.xml"[^>]*>'),
    cut("workbook-type", TYPES, '<Override PartName="/xl/workbook.xml"[^>]*>'),
    cut("content-type-missing", TYPES, '<Default Extension="png"[^>]*>'),
    swap("content-type-wrong", TYPES, "drawingml.chart+xml", "drawing+xml"),
    swap("content-type-twice", TYPES, "</Types>", '<Default Extension="png" ContentType="image/png"/></Types>'),
    swap("content-type-stray", TYPES, "/xl/calcChain.xml", "/xl/calcChain2.xml"),
    swap("relationship-twice", LINKS, 'Id="rId2"', 'Id="rId1"'),
    swap("relationship-id", LINKS, 'Id="rId2"', 'Id="2"'),
    swap("relationship-dangling", LINKS, "worksheets/sheet2.xml", "worksheets/sheet7.xml"),
    swap("relationship-missing", NOTES, 'r:id="rId1"', 'r:id="rId8"'),
    swap("relationship-kind", RISKS, '<tablePart r:id="rId3"/>', '<tablePart r:id="rId2"/>'),
    swap("core-properties", CORE, "1980-01-01T00:00:00Z", "yesterday"),
    swap(
        "workbook-type",
        TYPES,
        "ms-excel.sheet.macroEnabled.main",
        "openxmlformats-officedocument.spreadsheetml.sheet.main",
    ),
)

WORKBOOK = (
    swap("sheet-name", BOOK, 'name="Notes"', 'name="Notes/2026"'),
    swap("sheet-name", BOOK, 'name="Notes"', f'name="{_LONG[:32]}"'),
    swap("sheet-name", BOOK, 'name="Notes"', 'name=""'),
    swap("sheet-name-twice", BOOK, 'name="Notes"', 'name="RISKS"'),
    swap("sheet-id-twice", BOOK, 'sheetId="2"', 'sheetId="1"'),
    swap("sheet-id", BOOK, 'sheetId="2"', 'sheetId="0"'),
    swap("sheet-part-twice", BOOK, 'r:id="rId2"', 'r:id="rId1"'),
    swap("sheet-state", BOOK, 'sheetId="2"', 'sheetId="2" state="gone"'),
    Mutation(
        "sheets-all-hidden",
        lambda p: {**p, BOOK: p[BOOK].replace(b" sheetId", b' state="hidden" sheetId')},
        "all hidden",
    ),
    cut("sheet-missing", BOOK, r"<sheet name.*(?=</sheets>)"),
    swap("active-sheet", BOOK, "<workbookView ", '<workbookView activeTab="9" '),
    swap("sheets-grouped", NOTES, "<sheetView ", '<sheetView tabSelected="1" '),
    swap("dates-1904", BOOK, "<workbookPr ", '<workbookPr date1904="1" '),
    swap("calculation-manual", BOOK, "<calcPr ", '<calcPr calcMode="manual" '),
    swap("recalculates-on-opening", BOOK, "<calcPr ", '<calcPr fullCalcOnLoad="1" '),
    name("name-illegal", '<definedName name="to do">Notes!$A$1</definedName>'),
    name("name-illegal", '<definedName name="CPI1">Notes!$A$1</definedName>'),
    name("name-illegal", '<definedName name="R1C1">Notes!$A$1</definedName>'),
    name("name-twice", '<definedName name="SCALE">Notes!$A$1</definedName>'),
    name("name-as-table", '<definedName name="Owners">Notes!$A$1</definedName>'),
    name("name-scope", '<definedName name="Far" localSheetId="9">Notes!$A$1</definedName>'),
    name("name-scope", '<definedName name="_xlnm.Print_Titles">Notes!$1:$1</definedName>'),
    name("name-reference-lost", '<definedName name="Lost">Notes!#REF!</definedName>'),
    name("name-broken", '<definedName name="Lost">Nowhere!$A$1</definedName>'),
    name("name-broken", '<definedName name="Empty"></definedName>'),
    name("print-name-lost", '<definedName name="_xlnm.Print_Area" localSheetId="1">#REF!</definedName>'),
)

CELLS = (
    swap("row-order", NOTES, '<row r="2" spans="1:7">', '<row r="9"/><row r="2" spans="1:7">'),
    swap("row-twice", NOTES, _EXTRA_CELL, f'<row r="5"/>{_EXTRA_CELL}'),
    swap("row-illegal", NOTES, '<row r="8" spans="1:7"><c r="A8" t="b"><v>1</v></c></row>', '<row r="1048577"/>'),
    swap("row-illegal", NOTES, '<row r="8" spans="1:7"><c r="A8" t="b"><v>1</v></c></row>', '<row r="x"/>'),
    cell("cell-order", '<c r="B6"/><c r="A6"/>'),
    cell("cell-twice", '<c r="B6"/><c r="B6"/>'),
    cell("cell-reference", '<c r="6B"/>'),
    cell("cell-beyond", '<c r="XFE6"/>'),
    cell("cell-in-wrong-row", '<c r="A9"/>'),
    cell("cell-type", '<c r="A6" t="text"><v>1</v></c>'),
    cell("cell-value", '<c r="A6"><v>many</v></c>'),
    cell("cell-value", '<c r="A6" t="b"><v>2</v></c>'),
    cell("cell-value", '<c r="A6" t="e"><v>broken</v></c>'),
    cell("cell-value", '<c r="A6" t="d"><v>tomorrow</v></c>'),
    cell("cell-error", '<c r="A6" t="e"><v>#REF!</v></c>'),
    cell("cell-text-long", f'<c r="A6" t="str"><v>{"x" * 32768}</v></c>'),
    cell("cell-inline", '<c r="A6" t="inlineStr"><v>1</v></c>'),
    cell("cell-inline", '<c r="A6"><is><t>text</t></is></c>'),
    cell("texts-inline", '<c r="A6" t="inlineStr"><is><t>text</t></is></c>'),
    cell("shared-string", '<c r="A6" t="s"><v>99</v></c>'),
    cell("shared-string", '<c r="A6" t="s"><v>-1</v></c>'),
    cell("cell-style", '<c r="A6" s="99"/>'),
    cell("dynamic-array", '<c r="A6" cm="7"><v>1</v></c>'),
    swap("shared-string-list", TEXTS, "</sst>", "<text/></sst>"),
    swap("columns", RISKS, 'min="1" max="3"', 'min="3" max="1"'),
    swap("columns", RISKS, "</cols>", '<col min="2" max="4" width="9"/></cols>'),
    swap("columns", NOTES, _EXTRA_CELL, '<row r="6" ht="900"/>' + _EXTRA_CELL),
    swap("sheet-size", RISKS, '<dimension ref="A1:I9"/>', '<dimension ref="all"/>'),
    swap("merge-overlap", RISKS, "</mergeCells>", '<mergeCell ref="F1:F2"/></mergeCells>'),
    swap("merge-in-table", RISKS, "</mergeCells>", '<mergeCell ref="A4:B4"/></mergeCells>'),
    swap("merge-range", RISKS, '<mergeCell ref="E1:F1"/>', '<mergeCell ref="here"/>'),
    swap("merge-single", RISKS, '<mergeCell ref="E1:F1"/>', '<mergeCell ref="E1"/>'),
    swap("sheet-view", RISKS, 'topLeftCell="A4"', 'topLeftCell="A0"'),
    swap("sheet-view", RISKS, 'workbookViewId="0"', 'workbookViewId="3"'),
    swap("hyperlink-dangling", RISKS, "location=\"'Notes'!A1\"", "location=\"'Nowhere'!A1\""),
    swap("hyperlink-dangling", RISKS, '<hyperlink ref="A9" r:id="rId1"/>', '<hyperlink ref="A9"/>'),
    swap("hyperlink-range", RISKS, '<hyperlink ref="A9"', '<hyperlink ref="A"'),
    swap("hyperlink-long", RISKS_LINKS, "https://example.com/", "https://example.com/" + "x" * 2100),
    swap("header-long", RISKS, "&amp;LRisks", _LONG),
    swap("page-margins", NOTES, ' footer="0.3"', ""),
    swap("filter-range", NOTES, '<autoFilter ref="F1:G4"/>', '<autoFilter ref="F1:"/>'),
    swap("filter-range", RISKS, "<mergeCells", '<autoFilter ref="A3:D5"/><mergeCells'),
    swap("table-on-protected-sheet", RISKS, "<mergeCells", '<sheetProtection sheet="1"/><mergeCells'),
    swap("xlwings-interpreter", TEXTS, "USE UDF SERVER", "INTERPRETER_WIN"),
    swap("xlwings-path", TEXTS, "<t>False</t>", "<t>True</t>"),
    swap("style-reference", STYLES, 'fontId="1"', 'fontId="44"'),
    swap("style-reference", STYLES, 'xfId="1" builtinId="8"', 'xfId="9" builtinId="8"'),
    swap("style-number-format", STYLES, "0.0&quot; days&quot;", "0.0&quot; days"),
    swap("style-number-format-unknown", STYLES, '<xf numFmtId="164"', '<xf numFmtId="170"'),
    swap("style-count", STYLES, "</cellXfs>", "<xf/>" * 65_491 + "</cellXfs>", "too many formats"),
    swap("style-twice", STYLES, 'name="Hyperlink"', 'name="Normal"'),
    swap("style-colour", STYLES, "FF112233", "darkblue"),
    cut("styles", STYLES, "(?<=<cellXfs count=\"3\">).*(?=</cellXfs>)"),
)  # fmt: skip

FORMULAS = (
    formula("formula-equals-sign", "=SUM(A1:A5)"),
    formula("formula-syntax", "SUM(A1:A5"),
    formula("formula-syntax", "SUM(A1:A5))"),
    formula("formula-syntax", 'A1&amp;"open'),
    formula("formula-syntax", "SUM(A1;A2)"),
    formula("formula-syntax", "A1*/A2"),
    formula("formula-syntax", "A1 5"),
    formula("formula-syntax", "Risks[Score"),
    formula("formula-long", "+".join(["A1"] * 3000)),
    formula("formula-text-long", f'LEN("{_LONG}")'),
    formula("formula-nesting", "ABS(" * 65 + "1" + ")" * 65),
    formula("formula-shorthand", "SUM(A1#)"),
    formula("formula-shorthand", "Risks[@Score]"),
    formula("formula-arguments", "ROUND(1.5)"),
    formula("function-unknown", "TREBLED(A1)"),
    formula("function-prefix", "XLOOKUP(1,A1:A5,A1:A5)"),
    formula("function-prefix", "_xlfn.SORT(A1:A5)"),
    formula("formula-sheet-unknown", "Nowhere!A1"),
    formula("formula-table-unknown", "SUM(Hazards[Score])"),
    formula("formula-column-unknown", "SUM(Risks[Points])"),
    formula("formula-name-unknown", "SUM(Scales)"),
    formula("formula-reference-lost", "SUM(#REF!)"),
    formula("external-link-missing", "[3]Sheet1!A1"),
    formula("formula-empty", ""),
    swap("shared-formula", NOTES, f"<f>{_FORMULA}</f>", '<f t="shared" si="4"/>'),
    swap("array-range", NOTES, 'ref="C1:C3"', 'ref="E1:E3"'),
    swap("array-overlap", NOTES, 'ref="D1"', 'ref="C1:D1"'),
    swap("array-in-table", RISKS, f"<f>{_CALCULATED}</f>", f'<f t="array" ref="D4:D5">{_CALCULATED}</f>'),
    drop("dynamic-array", METADATA),
    swap("metadata", METADATA, '<rc t="1" v="0"/>', '<rc t="1" v="5"/>'),
    swap("calculation-chain", CHAIN, 'r="B3"', 'r="A7"'),
    swap("calculation-chain", CHAIN, 'i="2"', 'i="9"'),
)

TABLES = (
    swap("table-header", TEXTS, "<t>Probability</t>", "<t>Likelihood</t>"),
    swap("table-header", RISKS, '<c r="H3" t="s"><v>9</v></c>', '<c r="H3"><v>9</v></c>'),
    swap("table-column-twice", OWNERS, 'name="Role"', 'name="NAME"'),
    swap("table-column", OWNERS, 'id="2" name="Role"', 'id="1" name="Role"'),
    swap("table-column", OWNERS, 'count="2"', 'count="3"'),
    swap("table-name", OWNERS, 'displayName="Owners"', 'displayName="Q1"'),
    swap("table-name", OWNERS, 'displayName="Owners"', 'displayName="Task owners"'),
    swap("table-name-twice", OWNERS, 'displayName="Owners"', 'displayName="risks"'),
    swap("table-id", OWNERS, 'id="2" name="Owners"', 'id="1" name="Owners"'),
    swap("table-range", OWNERS, 'ref="H3:I5" totals', 'ref="I5:H3" totals'),
    swap("table-width", OWNERS, 'ref="H3:I5" totals', 'ref="H3:J5" totals'),
    swap("table-empty", OWNERS, 'ref="H3:I5" totals', 'ref="H3:I3" totals'),
    swap("table-overlap", OWNERS, 'ref="H3:I5" totals', 'ref="D3:E5" totals'),
    swap("table-filter", OWNERS, '<autoFilter ref="H3:I5"/>', '<autoFilter ref="H3:H5"/>'),
    swap("table-filter-totals", TABLE, '<autoFilter ref="A3:D5"/>', '<autoFilter ref="A3:D6"/>'),
    swap("table-totals", TABLE, 'totalsRowLabel="Total"', 'totalsRowLabel="Sum"'),
    swap("table-totals", TABLE, 'totalsRowCount="1"', 'totalsRowCount="2"'),
    swap("table-part-twice", RISKS_LINKS, "../tables/table2.xml", "../tables/table1.xml"),
    swap("table-style", TABLE, '<tableColumn id="1" ', '<tableColumn id="1" dataDxfId="40" '),
    swap("formula-column-unknown", TABLE, "[#This Row],Probability", "[#This Row],Chance"),
    cut("part-lost", RISKS, '<tablePart r:id="rId4"/>'),
    swap("validation-list-long", RISKS, _VALIDATION, f'"{_LONG}"'),
    swap("validation-type", RISKS, 'type="whole"', 'type="integer"'),
    swap("validation-formula", RISKS, _VALIDATION, "Nowhere!$A$1:$A$3"),
    swap("validation-formula", RISKS, f"<formula1>{_VALIDATION}</formula1>", "", "a list of nothing"),
    swap("validation-formula", RISKS, _VALIDATION, '"1,2,3'),
    swap("validation-range", RISKS, 'sqref="H4:H5"', 'sqref="H4-H5"'),
    swap("validation-overlap", RISKS, 'sqref="H4:H5"', 'sqref="C5:H5"'),
    swap("validation-message-long", RISKS, 'prompt="1 to 3"', f'prompt="{_LONG}"'),
    swap("formula-structured-here", RISKS, "<formula1>Scale</formula1>", "<formula1>Risks[ID]</formula1>"),
    swap("format-rule-style", RISKS, 'dxfId="0"', 'dxfId="7"'),
    swap("format-rule-priority", RISKS, 'priority="2"', 'priority="1"'),
    swap("format-rule-priority", RISKS, 'priority="2"', 'priority="0"'),
    swap("format-rule-type", RISKS, 'type="cellIs"', 'type="cell"'),
    swap("format-rule-type", RISKS, '<cfvo type="percent" val="67"/>', ""),
    swap("format-rule-type", RISKS, "<x14:id>{DA7ABA51", "<x14:id>{EA7ABA51"),
    swap("format-rule-formula", RISKS, "$C4&gt;2", "$C4&gt;"),
    swap("format-rule-formula", RISKS, "<formula>2</formula>", ""),
    swap("format-rule-range", RISKS, '<conditionalFormatting sqref="C4:C5">', '<conditionalFormatting sqref="">'),
    swap("sparkline", RISKS, "Risks!B4:C4", "Nowhere!B4:C4"),
    swap("sparkline", RISKS, "<xm:sqref>F4</xm:sqref>", "<xm:sqref></xm:sqref>"),
)

OBJECTS = (
    swap("drawing-anchor", PICTURE, "<xdr:row>1</xdr:row>", "<xdr:row>-1</xdr:row>"),
    swap("drawing-anchor", PICTURE, "<xdr:col>8</xdr:col>", "<xdr:col>16384</xdr:col>"),
    swap("drawing-anchor", CHART_PLACE, "<xdr:col>10</xdr:col>", "<xdr:col>1</xdr:col>"),
    swap("drawing-anchor", CHART_PLACE, "<xdr:clientData/>", ""),
    swap("drawing-content", PICTURE, ' r:embed="rId1"', ""),
    swap("relationship-missing", PICTURE, 'r:embed="rId1"', 'r:embed="rId9"'),
    swap("chart-reference", CHART, "'Chart data'!$A$1", "'Old data'!$A$1"),
    swap("chart-reference", CHART, "'Chart data'!$A$1:$A$3", "'Chart data'!#REF!"),
    swap("chart-structure", CHART, '<c:axId val="50010002"/></c:barChart>', '<c:axId val="7"/></c:barChart>'),
    swap("chart-structure", CHART, '<c:idx val="1"/>', '<c:idx val="0"/>'),
    swap("chart-structure", CHART, '<c:pt idx="2">', '<c:pt idx="8">'),
    swap("comment", COMMENTS, 'authorId="0"', 'authorId="4"'),
    swap("comment", COMMENTS, 'ref="A4"', 'ref="there"'),
    cut("comment-drawing", RISKS, '<legacyDrawing r:id="rId2"/>'),
)

MACRO = (
    swap("code-name", RISKS, 'codeName="Sheet1"', 'codeName="Register"'),
    swap("code-name", BOOK, 'codeName="ThisWorkbook"', 'codeName="Workbook"'),
    swap("code-name-twice", NOTES, 'codeName="Sheet2"', 'codeName="Sheet1"'),
    Mutation("macros-damaged", lambda p: {**p, MACROS: p[MACROS][:3000]}, "macros cut off"),
    put("macros-damaged", MACROS, b"no compound file"),
    drop("relationship-dangling", MACROS),
    cut("part-lost", LINKS, '<Relationship Id="rId8"[^>]*>'),
    swap("ribbon-callback", RIBBON, 'onAction="OnRefresh"', 'onAction="OnRefreshAll"'),
    swap("ribbon-callback", RIBBON, 'onAction="OnRefresh"', 'onAction="Elsewhere.OnRefresh"'),
    swap("ribbon-signature", RIBBON, 'onAction="OnRefresh"', 'onAction="TrackerRetry"'),
    swap("ribbon-signature", RIBBON, 'onAction="OnRefresh"', 'getLabel="OnRefresh"'),
    swap("ribbon-attribute", RIBBON, 'onAction="OnRefresh"', 'onClick="OnRefresh"'),
    swap("ribbon-attribute", RIBBON, "office/2009/07/customui", "office/2030/07/customui"),
    swap("ribbon-id", RIBBON, 'id="Snapshot"', 'id="Refresh"'),
    cut("ribbon-unrelated", ROOT, '<Relationship Id="rId4"[^>]*>'),
)

MUTATIONS = (*PACKAGE, *WORKBOOK, *CELLS, *FORMULAS, *TABLES, *OBJECTS, *MACRO)
