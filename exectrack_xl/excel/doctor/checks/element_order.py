"""The order of elements, which Excel insists on: a stray or misplaced one makes it repair or refuse the file.

Source: ECMA-376 part 1, annex A.2 (SpreadsheetML schemas).
Depends on: errors, excel.doctor.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from exectrack_xl.errors import Finding
from exectrack_xl.excel.doctor.book import Book
from exectrack_xl.excel.doctor.grid import local
from exectrack_xl.excel.doctor.rules import found

_ORDER = {
    "worksheet": (
        "sheetPr dimension sheetViews sheetFormatPr cols* sheetData sheetCalcPr sheetProtection protectedRanges "
        "scenarios autoFilter sortState dataConsolidate customSheetViews mergeCells phoneticPr conditionalFormatting* "
        "dataValidations hyperlinks printOptions pageMargins pageSetup headerFooter rowBreaks colBreaks "
        "customProperties cellWatches ignoredErrors smartTags drawing legacyDrawing legacyDrawingHF drawingHF picture "
        "oleObjects controls webPublishItems tableParts extLst"
    ),
    "chartsheet": (
        "sheetPr sheetViews sheetProtection customSheetViews pageMargins pageSetup headerFooter drawing legacyDrawing "
        "legacyDrawingHF drawingHF picture webPublishItems extLst"
    ),
    "workbook": (
        "fileVersion fileSharing workbookPr workbookProtection bookViews sheets functionGroups externalReferences "
        "definedNames calcPr oleSize customWorkbookViews pivotCaches smartTagPr smartTagTypes webPublishing "
        "fileRecoveryPr* webPublishObjects extLst"
    ),
    "styleSheet": "numFmts fonts fills borders cellStyleXfs cellXfs cellStyles dxfs tableStyles colors extLst",
    "table": "autoFilter sortState tableColumns tableStyleInfo extLst",
    "tableColumn": "calculatedColumnFormula totalsRowFormula xmlColumnPr extLst",
    "dataValidation": "formula1 formula2",
    "cfRule": "formula* colorScale dataBar iconSet extLst",
    "dxf": "font numFmt fill alignment border protection extLst",
    "row": "c* extLst",
    "c": "f v is extLst",
    "comments": "authors commentList extLst",
    "chartSpace": (
        "date1904 lang roundedCorners style clrMapOvr pivotSource protection chart spPr txPr externalData "
        "printSettings userShapes extLst"
    ),
    "chart": (
        "title autoTitleDeleted pivotFmts view3D floor sideWall backWall plotArea legend plotVisOnly dispBlanksAs "
        "showDLblsOverMax extLst"
    ),
}
_NEEDED = {
    "worksheet": "sheetData", "workbook": "sheets", "table": "tableColumns", "chartSpace": "chart", "chart": "plotArea"
}  # fmt: skip
_ROOTS = {
    "officeDocument": "workbook", "worksheet": "worksheet", "chartsheet": "chartsheet", "styles": "styleSheet",
    "sharedStrings": "sst", "table": "table", "comments": "comments", "calcChain": "calcChain",
    "sheetMetadata": "metadata", "externalLink": "externalLink", "pivotTable": "pivotTableDefinition",
    "pivotCacheDefinition": "pivotCacheDefinition", "pivotCacheRecords": "pivotCacheRecords",
}  # fmt: skip
_SPREADSHEET = ("/spreadsheetml/2006/main", "/spreadsheetml/main")  # the second is that of strict files
_SWITCHES = frozenset(
    """
    allowBlank applyAlignment applyBorder applyFill applyFont applyNumberFormat applyProtection bestFit collapsed
    customFormat customHeight customWidth date1904 fullCalcOnLoad hidden rightToLeft showDropDown showErrorMessage
    showFormulas showGridLines showInputMessage showRowColHeaders showValue showZeros stopIfTrue summaryBelow
    summaryRight tabSelected thickBot thickTop wrapText totalsRowShown
    """.split()  # noqa: SIM905
)
_EXTENSIONS = {  # what Excel reads only under this identifier
    "conditionalFormattings": "{78C0D931-6437-407D-A8EE-F0AAD7539E65}",
    "dataValidations": "{CCE6A557-97BC-4B89-ADB6-D9C93CAAB3DF}",
    "sparklineGroups": "{05C60535-1F16-4FD2-B633-F4F36F0B64E0}",
}
_RANKS = {
    parent: {word.rstrip("*"): (rank, word.endswith("*")) for rank, word in enumerate(words.split())}
    for parent, words in _ORDER.items()
}
_WITHIN = {"worksheet": ("cfRule", "dataValidation", "row", "c"), "styleSheet": ("dxf",), "table": ("tableColumn",),
           "chartSpace": ("chart",)}  # fmt: skip


def order(book: Book) -> Iterator[Finding]:
    """Elements that stand in the wrong order, twice, or where they do not belong."""
    for name in book.parts.xml_names():
        root = book.parts.tree(name)
        if root is None or not name.lower().startswith("xl/") or local(root) not in _RANKS:
            continue
        yield from _misplaced(name, root)
        for tag in _WITHIN.get(local(root), ()):
            for element in root.iter(f"{{{etree.QName(root).namespace}}}{tag}"):
                yield from _misplaced(name, element)


def roots(book: Book) -> Iterator[Finding]:
    """Parts that are something else than their relationship says."""
    for source in ("", *book.parts.names):
        for link in book.parts.related(source):
            root = book.parts.tree(link.target) if link.kind in _ROOTS and not link.external else None
            if root is None:
                continue
            space = etree.QName(root).namespace or ""
            if local(root) != _ROOTS[link.kind] or not space.endswith(_SPREADSHEET):
                message = f"begins with <{local(root)}> of '{space}'; a {link.kind} begins with <{_ROOTS[link.kind]}>."
                yield found("xml-element", link.target, message)


def values(book: Book) -> Iterator[Finding]:
    """Attributes that can only be true or false, and say neither."""
    for name in book.parts.xml_names():
        root = book.parts.tree(name)
        if root is None or local(root) not in ("workbook", "worksheet", "styleSheet", "table"):
            continue
        for element in root.iter(etree.Element):
            for attribute in _SWITCHES.intersection(map(str, element.attrib)):
                if element.get(attribute) not in ("0", "1", "true", "false"):
                    message = f"<{local(element)}> says {attribute}='{element.get(attribute)}', neither true nor false."
                    yield found("xml-value", name, message)


def extensions(book: Book) -> Iterator[Finding]:
    """Extensions without the identifier by which Excel knows them: it drops what is in them."""
    for sheet in book.worksheets:
        for extension in sheet.each("{*}extLst/{*}ext"):
            inside = local(extension[0]) if len(extension) else ""
            known, given = _EXTENSIONS.get(inside), extension.get("uri", "")
            if not given or (known is not None and given.upper() != known):
                message = f"<{inside}> stands in the extension '{given}', where Excel does not look for it."
                yield found("xml-extension", sheet.name, message)


def _misplaced(part: str, parent: etree._Element) -> Iterator[Finding]:
    space, _, tag = str(parent.tag).rpartition("}")
    ranks, place = _RANKS[tag], f"<{tag}>"
    if tag in ("row", "c"):
        place = f'<{tag} r="{parent.get("r")}">'
    highest, last = -1, ""
    for child in parent:
        own_space, _, name = str(child.tag).rpartition("}")
        if own_space != space:
            continue  # comments, and extensions of other languages
        if name not in ranks:
            yield found("xml-element", part, f"{place} holds <{name}>, which does not belong there.")
            continue
        rank, often = ranks[name]
        if rank == highest and not often:
            yield found("xml-order", part, f"{place} holds <{name}> twice.")
        elif rank < highest:
            yield found("xml-order", part, f"{place} holds <{name}> after <{last}>; it must come before.")
        if rank >= highest:
            highest, last = rank, name
    if tag in _NEEDED and not any(local(child) == _NEEDED[tag] for child in parent):
        yield found("xml-element", part, f"{place} lacks <{_NEEDED[tag]}>.")
