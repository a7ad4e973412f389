"""Makes an .xlsm of a person's own .xlsx, with our worksheet functions and ribbon; its sheets stay byte for byte.

Depends on: errors, package, excel.build.macro_workbook, excel.functions, excel.macros, excel.opening, excel.patch,
excel.vba.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from lxml import etree

from exectrack_xl.errors import WorkbookError
from exectrack_xl.excel.build.macro_workbook import CONFIGURATION, RUNTIME_SETTINGS
from exectrack_xl.excel.functions import worksheet_functions
from exectrack_xl.excel.macros import RIBBON_PART, WORKBOOK, tracker_modules, with_ribbon
from exectrack_xl.excel.opening import Package, open_package
from exectrack_xl.excel.patch.archive import exchange
from exectrack_xl.excel.patch.guard import must_be_unsigned
from exectrack_xl.excel.vba import vba_project
from exectrack_xl.package import CONTENT_TYPES, PACKAGE_RELATIONSHIPS, relationships_of, replace_file

Element = etree._Element

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WITH_MACROS = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_PROJECT = "application/vnd.ms-office.vbaProject"
_PROJECT_LINK = "http://schemas.microsoft.com/office/2006/relationships/vbaProject"
_AS_DEFAULT: Any = {None: _MAIN}  # lxml admits None for the namespace without a prefix; its stubs do not
_CODE_NAME = re.compile(rb'<sheetPr\b[^>]*\bcodeName="([A-Za-z]\w*)"')


def adopt(source: Path, target: Path) -> Path:
    """Write a copy of a workbook that has our functions and ribbon, and give back its path.

    Only the parts that list what the file holds are changed: every sheet, table, chart and style keeps its bytes.

    Raises:
        WorkbookError: the workbook cannot be read, is signed, or has macros or a ribbon of its own.
    """
    package = open_package(source)
    must_be_unsigned(package)
    main, links = package.main, relationships_of(package.main)
    _must_be_without_macros(package, main)
    folder = main.rpartition("/")[0]
    number = next(n for n in range(1, 10_000) if not package.has(f"{folder}/worksheets/sheet{n}.xml"))
    sheet, project = f"{folder}/worksheets/sheet{number}.xml", f"{folder}/vbaProject.bin"
    relations, sheet_link = _linked(package, links, sheet.removeprefix(f"{folder}/"))
    ribbon = with_ribbon({PACKAGE_RELATIONSHIPS: package.part(PACKAGE_RELATIONSHIPS)})
    modules = tracker_modules(worksheet_functions(), _code_names(package, main))
    changes = {
        CONTENT_TYPES: _typed(package, main, sheet, project), main: _listed(package, main, sheet_link),
        links: relations, sheet: _configuration(), project: vba_project(modules), **ribbon,
    }  # fmt: skip
    stored = {package.parts.get(part.lower(), part): content for part, content in changes.items()}
    return replace_file(target, exchange(package.data, package.archive, stored))


def _must_be_without_macros(package: Package, main: str) -> None:
    kinds = {kind for kind, _ in package.related(main).values()}
    if "vbaProject" in kinds or b"macroEnabled" in package.part(CONTENT_TYPES):
        raise WorkbookError(
            f"{package.name} has macros of its own, which would be lost. Save a copy without them and adopt that, "
            "or bring its lists into a tracker with 'exectrack import'."
        )
    if package.has(RIBBON_PART) or "extensibility" in {kind for kind, _ in package.related("").values()}:
        raise WorkbookError(
            f"{package.name} has a ribbon of its own. Bring its lists into a tracker with 'exectrack import'."
        )
    if CONFIGURATION in _sheet_names(package, main):
        raise WorkbookError(
            f"{package.name} has a sheet {CONFIGURATION} already. Delete it, and adopt the workbook again."
        )


def _sheet_names(package: Package, main: str) -> set[str]:
    return {one.get("name", "") for one in package.tree(main).iterfind("{*}sheets/{*}sheet")}


def _code_names(package: Package, main: str) -> list[str]:
    """The names by which macros call the sheets that have one: each needs a module of that name."""
    found = []
    for kind, part in package.related(main).values():
        match = _CODE_NAME.search(package.part(part)[:20_000]) if kind in ("worksheet", "chartsheet") else None
        if match is not None and match[1].decode() not in found:
            found.append(match[1].decode())
    return found


def _typed(package: Package, main: str, sheet: str, project: str) -> bytes:
    """The list of content types with the new parts."""
    root = package.tree(CONTENT_TYPES)
    namespace = etree.QName(root).namespace
    for one in root.iterfind("{*}Override"):
        if one.get("PartName", "").lower() == f"/{main.lower()}":
            one.set("ContentType", _WITH_MACROS)
    for part, kind in ((sheet, _SHEET), (project, _PROJECT)):
        etree.SubElement(root, f"{{{namespace}}}Override", PartName=f"/{part}", ContentType=kind)
    if not any(one.get("Extension", "").lower() == "xml" for one in root.iterfind("{*}Default")):
        etree.SubElement(root, f"{{{namespace}}}Override", PartName=f"/{RIBBON_PART}", ContentType="application/xml")
    return _as_bytes(root)


def _listed(package: Package, main: str, sheet_link: str) -> bytes:
    """The workbook part with the hidden sheet of the runtime's settings, and the name macros know the workbook by."""
    root = package.tree(main)
    namespace = etree.QName(root).namespace
    properties = root.find("{*}workbookPr")
    if properties is None:
        before = [one for one in root if etree.QName(one).localname in ("fileVersion", "fileSharing")]
        properties = root.makeelement(f"{{{namespace}}}workbookPr")
        root.insert(root.index(before[-1]) + 1 if before else 0, properties)
    properties.set("codeName", WORKBOOK)
    sheets = root.find("{*}sheets")
    if sheets is None:
        raise package.damaged("it lists no sheets")
    taken = [int(one.get("sheetId", "0")) for one in sheets]
    made = etree.SubElement(sheets, f"{{{namespace}}}sheet", name=CONFIGURATION, sheetId=str(max(taken, default=0) + 1),
                            state="hidden")  # fmt: skip
    made.set(f"{{{_LINK}}}id", sheet_link)
    return _as_bytes(root)


def _linked(package: Package, links: str, sheet: str) -> tuple[bytes, str]:
    """The workbook's relationships with the new sheet and the macros; and the new sheet's."""
    root = package.tree(links)
    taken = {one.get("Id", "") for one in root}
    free = [f"rId{n}" for n in range(1, len(taken) + 3) if f"rId{n}" not in taken]
    for name, kind, to in ((free[0], f"{_LINK}/worksheet", sheet), (free[1], _PROJECT_LINK, "vbaProject.bin")):
        etree.SubElement(root, f"{{{etree.QName(root).namespace}}}Relationship", Id=name, Type=kind, Target=to)
    return _as_bytes(root), free[0]


def _configuration() -> bytes:
    """The sheet in which the runtime looks for its settings."""
    root = etree.Element(f"{{{_MAIN}}}worksheet", nsmap=_AS_DEFAULT)
    data = etree.SubElement(root, f"{{{_MAIN}}}sheetData")
    for number, (key, value) in enumerate(RUNTIME_SETTINGS, 1):
        row = etree.SubElement(data, f"{{{_MAIN}}}row", r=str(number))
        for letter, text in (("A", key), ("B", value)):
            if text is not None:
                cell = etree.SubElement(row, f"{{{_MAIN}}}c", r=f"{letter}{number}", t="inlineStr")
                etree.SubElement(etree.SubElement(cell, f"{{{_MAIN}}}is"), f"{{{_MAIN}}}t").text = text
    return _as_bytes(root)


def _as_bytes(root: Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
